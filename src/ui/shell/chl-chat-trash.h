/* chl-chat-trash.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"
#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_CHAT_TRASH (chl_chat_trash_get_type ())

/*
 * Chats that were taken off the list and can still be brought back.
 *
 * ChlChatTrash::restored (ChlConversation): one is on the list again.
 */
G_DECLARE_FINAL_TYPE (ChlChatTrash, chl_chat_trash, CHL, CHAT_TRASH, GObject)

ChlChatTrash *chl_chat_trash_new (ChlEngine       *engine,
                                  AdwToastOverlay *toasts);
void          chl_chat_trash_add (ChlChatTrash    *self,
                                  ChlConversation *chat);
gboolean      chl_chat_trash_contains (ChlChatTrash    *self,
                                       ChlConversation *chat);
void          chl_chat_trash_empty (ChlChatTrash *self);

G_END_DECLS
