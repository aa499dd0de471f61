/* chl-long-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-long-row"

#include "config.h"

#include "chl-long-row.h"

struct _ChlLongRow
{
  GtkWidget parent_instance;

  GtkWidget *child;    /* (unowned) */
  GObject   *item;     /* (owned) (nullable) */
  guint      position; /* GTK_INVALID_LIST_POSITION while it waits */
};

G_DEFINE_FINAL_TYPE (ChlLongRow, chl_long_row, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_PRESSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
released_cb (ChlLongRow *self,
             int         n_press,
             double      x,
             double      y,
             GtkGesture *gesture)
{
  if (!gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0);
}

/* First the row, then what is in it; its list knows what comes above and below. */
static gboolean
chl_long_row_focus (GtkWidget       *widget,
                    GtkDirectionType direction)
{
  ChlLongRow *self = CHL_LONG_ROW (widget);
  gboolean    is_inside = gtk_widget_get_focus_child (widget) != NULL;

  switch (direction)
    {
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_RIGHT:
      if (!is_inside && !gtk_widget_is_focus (widget))
        return gtk_widget_grab_focus (widget);
      return gtk_widget_child_focus (self->child, direction);

    case GTK_DIR_TAB_BACKWARD:
    case GTK_DIR_LEFT:
      if (gtk_widget_is_focus (widget))
        return FALSE;
      if (gtk_widget_child_focus (self->child, direction))
        return TRUE;
      return (is_inside || direction == GTK_DIR_TAB_BACKWARD) && gtk_widget_grab_focus (widget);

    case GTK_DIR_UP:
    case GTK_DIR_DOWN:
    default:
      return FALSE;
    }
}

static void
chl_long_row_dispose (GObject *object)
{
  ChlLongRow *self = CHL_LONG_ROW (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (chl_long_row_parent_class)->dispose (object);
}

static void
chl_long_row_class_init (ChlLongRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_long_row_dispose;
  widget_class->focus = chl_long_row_focus;

  signals[SIGNAL_PRESSED] =
    g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
chl_long_row_init (ChlLongRow *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  self->position = GTK_INVALID_LIST_POSITION;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (gesture, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
  gtk_widget_add_css_class (GTK_WIDGET (self), "activatable");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * chl_long_row_new:
 * @child: (transfer floating): what it shows its items with
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
chl_long_row_new (GtkWidget *child)
{
  ChlLongRow *self = g_object_new (CHL_TYPE_LONG_ROW, NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

GtkWidget *
chl_long_row_get_child (ChlLongRow *self)
{
  g_return_val_if_fail (CHL_IS_LONG_ROW (self), NULL);

  return self->child;
}

/**
 * chl_long_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows, or showed last
 */
gpointer
chl_long_row_get_item (ChlLongRow *self)
{
  g_return_val_if_fail (CHL_IS_LONG_ROW (self), NULL);

  return self->item;
}

void
chl_long_row_set_item (ChlLongRow *self,
                       gpointer    item)
{
  g_return_if_fail (CHL_IS_LONG_ROW (self));

  g_set_object (&self->item, item);
}

/**
 * chl_long_row_get_position:
 * @self: a row
 *
 * Returns: the position of its item, or %GTK_INVALID_LIST_POSITION while it waits for one
 */
guint
chl_long_row_get_position (ChlLongRow *self)
{
  g_return_val_if_fail (CHL_IS_LONG_ROW (self), GTK_INVALID_LIST_POSITION);

  return self->position;
}

/**
 * chl_long_row_set_position:
 * @self: a row
 * @position: where its item is, or %GTK_INVALID_LIST_POSITION if it shows none any more
 * @n_items: how many there are; a screen reader says it
 */
void
chl_long_row_set_position (ChlLongRow *self,
                           guint       position,
                           guint       n_items)
{
  g_return_if_fail (CHL_IS_LONG_ROW (self));

  self->position = position;
  gtk_widget_set_child_visible (GTK_WIDGET (self), position != GTK_INVALID_LIST_POSITION);
  if (position != GTK_INVALID_LIST_POSITION && position + 1 == n_items)
    gtk_widget_add_css_class (GTK_WIDGET (self), "last");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "last");
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                    (int) position + 1, GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                    (int) n_items, -1);
}
