/* chl-names.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-conversation.h"
#include "chl-engine.h"

G_BEGIN_DECLS

/* The family that is built in for practice. Whatever comes from it is marked as practice. */
#define CHL_PRACTICE_FAMILY "practice"

char       *chl_names_dup_model (ChlEngine  *engine,
                                 const char *full_id);
char       *chl_names_dup_chat_model (ChlEngine       *engine,
                                      ChlConversation *conversation);
char       *chl_names_dup_place (ChlProvider *provider);
gboolean    chl_names_is_practice (ChlProvider *provider);
const char *chl_names_get_state (ChlProvider *provider);

G_END_DECLS
