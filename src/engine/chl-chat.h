/* chl-chat.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-exchange.h"
#include "chl-library.h"

G_BEGIN_DECLS

/*
 * What one does in a chat. Each of the first four appends or branches, starts an exchange and
 * returns at once; the answer is a message of the conversation from the beginning, and everything
 * that goes wrong is told there. FALSE with @error only when nothing could be started at all and
 * nothing was changed.
 */
gboolean chl_chat_send (ChlEngine       *engine,
                        ChlConversation *conversation,
                        const char      *text,
                        GPtrArray       *attachments,
                        GError         **error);
gboolean chl_chat_try_again (ChlEngine       *engine,
                             ChlConversation *conversation,
                             const char      *answer_id,
                             GError         **error);
gboolean chl_chat_go_on (ChlEngine       *engine,
                         ChlConversation *conversation,
                         const char      *answer_id,
                         GError         **error);
gboolean chl_chat_edit (ChlEngine       *engine,
                        ChlConversation *conversation,
                        const char      *question_id,
                        const char      *text,
                        GError         **error);
void     chl_chat_stop (ChlEngine       *engine,
                        ChlConversation *conversation);

/* The running exchange, or NULL. */
ChlExchange *chl_chat_get_exchange (ChlEngine       *engine,
                                    ChlConversation *conversation);

/* Which model answers next: the chat's own choice, or the role's; NULL and a sentence if none. */
ChlModel *chl_chat_get_model (ChlEngine       *engine,
                              ChlConversation *conversation,
                              char           **out_why);

G_END_DECLS
