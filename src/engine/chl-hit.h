/* chl-hit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-conversation.h"

G_BEGIN_DECLS

#define CHL_TYPE_HIT (chl_hit_get_type ())

/* A chat that a search has found. */
G_DECLARE_FINAL_TYPE (ChlHit, chl_hit, CHL, HIT, GObject)

ChlHit          *chl_hit_new (ChlConversation *conversation,
                              const char      *message_id,
                              const char      *snippet);
ChlConversation *chl_hit_get_conversation (ChlHit *self);
const char      *chl_hit_get_message_id (ChlHit *self);
const char      *chl_hit_get_snippet (ChlHit *self);

G_END_DECLS
