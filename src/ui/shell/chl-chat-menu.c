/* chl-chat-menu.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-menu"

#include "config.h"

#include "chl-chat-menu.h"

#include <glib/gi18n-lib.h>

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          const char *id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

/**
 * chl_chat_menu_new:
 * @chat: a chat
 *
 * Returns: (transfer full): what can be done with it; the actions are those of the list
 */
GMenuModel *
chl_chat_menu_new (ChlConversation *chat)
{
  GMenu      *menu = g_menu_new ();
  const char *id = chl_conversation_get_id (chat);

  add_item (menu, _("_Rename…"), "chats.rename", id);
  add_item (menu, chl_conversation_is_pinned (chat) ? _("Un_pin") : _("_Pin"), "chats.pin", id);
  add_item (menu, _("_Delete"), "chats.delete", id);

  return G_MENU_MODEL (menu);
}

/**
 * chl_chat_menu_point_at:
 * @popover: a popover
 * @row: (nullable): what it belongs to; all of its parent, if that is out of sight
 */
void
chl_chat_menu_point_at (GtkPopover *popover,
                        GtkWidget  *row)
{
  GtkWidget      *parent = gtk_widget_get_parent (GTK_WIDGET (popover));
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_compute_bounds (row, parent, &bounds))
    {
      GdkRectangle area = { (int) bounds.origin.x, (int) bounds.origin.y,
                            (int) bounds.size.width, (int) bounds.size.height };

      gtk_popover_set_pointing_to (popover, &area);
    }
  else
    {
      gtk_popover_set_pointing_to (popover, NULL);
    }
}
