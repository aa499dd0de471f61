/* chl-chat-menu.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-menu"

#include "config.h"

#include "chl-chat-menu.h"

#include <glib/gi18n-lib.h>

#include "chl-sidebar-row.h"

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

/* The rows themselves know nothing of their menu, so that there is less of each. */
static void
show_menu_at (GtkWidget *list,
              double     x,
              double     y)
{
  GtkWidget       *widget = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  ChlConversation *chat = NULL;

  for (; widget != NULL && widget != list && chat == NULL; widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *child = gtk_widget_get_first_child (widget);

      if (CHL_IS_SIDEBAR_ROW (widget))
        chat = chl_sidebar_row_get_conversation (CHL_SIDEBAR_ROW (widget));
      else if (CHL_IS_SIDEBAR_ROW (child))
        chat = chl_sidebar_row_get_conversation (CHL_SIDEBAR_ROW (child));
    }

  if (chat != NULL)
    gtk_widget_activate_action (list, "chats.menu", "s", chl_conversation_get_id (chat));
}

static void
secondary_click_cb (GtkGestureClick *gesture,
                    int              n_press,
                    double           x,
                    double           y,
                    GtkWidget       *list)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu_at (list, x, y);
}

static void
long_press_cb (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               GtkWidget           *list)
{
  show_menu_at (list, x, y);
}

/**
 * chl_chat_menu_open_from:
 * @list: the list with #ChlSidebarRow in it
 *
 * Asks for the menu of a chat when its row is pressed for it; "chats.menu" shows it.
 */
void
chl_chat_menu_open_from (GtkWidget *list)
{
  GtkGesture *click;
  GtkGesture *press;

  g_return_if_fail (GTK_IS_WIDGET (list));

  click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (secondary_click_cb), list,
                           G_CONNECT_DEFAULT);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));

  press = gtk_gesture_long_press_new ();
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (long_press_cb), list, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (press));
}
