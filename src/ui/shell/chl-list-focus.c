/* chl-list-focus.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-list-focus"

#include "config.h"

#include "chl-list-focus.h"

static gboolean
is_selected (GtkWidget *row)
{
  return (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0;
}

static void
focus_row_cb (gpointer user_data)
{
  GtkWidget *list = user_data;

  if (gtk_widget_is_focus (gtk_widget_get_parent (list)))
    chl_list_focus_enter (GTK_LIST_VIEW (list));
}

/* This is told while the focus moves, which cannot be led elsewhere before it is there. */
static void
entered_cb (GtkEventControllerFocus *controller,
            GParamSpec              *pspec,
            GtkWidget               *list)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  if (!gtk_event_controller_focus_is_focus (controller))
    return;

  g_source_set_callback (source, G_SOURCE_FUNC (focus_row_cb), g_object_ref (list), g_object_unref);
  g_source_attach (source, NULL);
}

/**
 * chl_list_focus_guide:
 * @list: a list in a #GtkScrolledWindow
 *
 * GTK offers the focus to the first row and, where that is a heading, which takes none, to what
 * scrolls. Leads it on to the row that is selected, or to the first that takes it.
 */
void
chl_list_focus_guide (GtkListView *list)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  controller = gtk_event_controller_focus_new ();
  g_signal_connect_object (controller, "notify::is-focus", G_CALLBACK (entered_cb), list,
                           G_CONNECT_DEFAULT);
  gtk_widget_add_controller (gtk_widget_get_parent (GTK_WIDGET (list)), controller);
}

/**
 * chl_list_focus_enter:
 * @list: a list that is in sight
 *
 * Puts the focus on the row that is selected, or on the first that takes it.
 *
 * Returns: whether there is one
 */
gboolean
chl_list_focus_enter (GtkListView *list)
{
  GtkWidget *row;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (list), FALSE);

  row = gtk_widget_get_first_child (GTK_WIDGET (list));
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (is_selected (row) && gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD))
      return TRUE;

  row = gtk_widget_get_first_child (GTK_WIDGET (list));
  while (row != NULL && !gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD))
    row = gtk_widget_get_next_sibling (row);

  return row != NULL;
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             GtkWidget       *list)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  GtkWidget         *row = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  guint              position;

  while (row != NULL && gtk_widget_get_parent (row) != list)
    row = gtk_widget_get_parent (row);

  if (row == NULL || !is_selected (row))
    return;

  position = gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (model));
  gtk_widget_activate_action (list, "list.activate-item", "u", position);
}

/**
 * chl_list_focus_activate_on_click:
 * @list: a list with a #GtkSingleSelection
 *
 * A click activates its row. #GtkListView:single-click-activate would do that too, and select
 * whatever the pointer passes on its way.
 */
void
chl_list_focus_activate_on_click (GtkListView *list)
{
  GtkGesture *click;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  click = gtk_gesture_click_new ();
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), list, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (click));
}

/**
 * chl_list_focus_hold:
 * @root: a window
 *
 * Returns: (transfer full) (nullable): what has the focus, for chl_list_focus_put_back()
 */
GtkWidget *
chl_list_focus_hold (GtkRoot *root)
{
  GtkWidget *focus;

  g_return_val_if_fail (GTK_IS_ROOT (root), NULL);

  focus = gtk_root_get_focus (root);

  return focus != NULL ? g_object_ref (focus) : NULL;
}

/**
 * chl_list_focus_put_back:
 * @widget: (nullable): what had the focus
 *
 * Gives it back, without the words in an entry being selected.
 */
void
chl_list_focus_put_back (GtkWidget *widget)
{
  if (widget == NULL || gtk_widget_is_focus (widget))
    return;

  if (GTK_IS_TEXT (widget))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (widget));
  else
    gtk_widget_grab_focus (widget);
}
