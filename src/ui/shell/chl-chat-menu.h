/* chl-chat-menu.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-conversation.h"

G_BEGIN_DECLS

/* What can be done with a chat of the list, and where that is offered. */

GMenuModel *chl_chat_menu_new (ChlConversation *chat);
void        chl_chat_menu_point_at (GtkPopover *popover,
                                    GtkWidget  *row);
void        chl_chat_menu_open_from (GtkWidget *list);

G_END_DECLS
