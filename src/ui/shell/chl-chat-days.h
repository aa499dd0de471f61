/* chl-chat-days.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-conversation.h"

G_BEGIN_DECLS

#define CHL_TYPE_DAY (chl_day_get_type ())
#define CHL_TYPE_CHAT_DAYS (chl_chat_days_get_type ())

/* A heading between chats. */
G_DECLARE_FINAL_TYPE (ChlDay, chl_day, CHL, DAY, GObject)

const char *chl_day_get_title (ChlDay *self);

/* Chats with headings between them: a #GListModel of #ChlConversation and #ChlDay. */
G_DECLARE_FINAL_TYPE (ChlChatDays, chl_chat_days, CHL, CHAT_DAYS, GObject)

ChlChatDays *chl_chat_days_new (GListModel *chats,
                                gint64      now_us);
void         chl_chat_days_refresh (ChlChatDays *self,
                                    gint64       now_us);
guint        chl_chat_days_find (ChlChatDays     *self,
                                 ChlConversation *conversation);

G_END_DECLS
