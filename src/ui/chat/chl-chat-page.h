/* chl-chat-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"
#include "chl-engine.h"
#include "chl-find-bar.h"

G_BEGIN_DECLS

#define CHL_TYPE_CHAT_PAGE (chl_chat_page_get_type ())

G_DECLARE_FINAL_TYPE (ChlChatPage, chl_chat_page, CHL, CHAT_PAGE, AdwBin)

void             chl_chat_page_set_engine (ChlChatPage *self,
                                           ChlEngine   *engine);
ChlConversation *chl_chat_page_get_conversation (ChlChatPage *self);
void             chl_chat_page_set_conversation (ChlChatPage     *self,
                                                 ChlConversation *conversation);
ChlFindBar      *chl_chat_page_get_find_bar (ChlChatPage *self);
void             chl_chat_page_focus (ChlChatPage *self);
void             chl_chat_page_show_models (ChlChatPage *self);
void             chl_chat_page_keep_draft (ChlChatPage *self);

/* Whether the list of chats stands beside it; if not, it has the buttons of both. */
void chl_chat_page_set_alone (ChlChatPage *self,
                              gboolean     is_alone,
                              gboolean     is_narrow);

G_END_DECLS
