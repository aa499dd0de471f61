/* chl-fill-in-chat.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-completion.h"
#include "chl-request.h"

G_BEGIN_DECLS

/*
 * A gap for models that were trained for conversations alone: what they are asked, and what of
 * their answer belongs into the gap.
 */
ChlRequest *chl_fill_in_chat_new_request (const ChlCompletion *completion);
char       *chl_fill_in_chat_dup_text (const ChlCompletion *completion,
                                       const char          *answer);

G_END_DECLS
