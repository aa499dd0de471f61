/* chl-long-list-keys.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-long-list"

#include "config.h"

#include "chl-long-list-private.h"

static void
show_row (ChlLongList *self,
          guint        position)
{
  double top = (double) position * self->row_height;
  double page;

  if (self->vadjustment == NULL)
    return;

  page = gtk_adjustment_get_page_size (self->vadjustment);
  if (top < chl_long_list_get_top (self))
    gtk_adjustment_set_value (self->vadjustment, top);
  else if (top + self->row_height > chl_long_list_get_top (self) + page)
    gtk_adjustment_set_value (self->vadjustment, top + self->row_height - page);
}

/* Up and down go from row to row, whatever is in them; at the ends they leave. */
gboolean
chl_long_list_move_focus (GtkWidget       *widget,
                          GtkDirectionType direction)
{
  ChlLongList *self = CHL_LONG_LIST (widget);
  ChlLongRow  *row = chl_long_list_find_focused (self);

  if (self->n_items == 0)
    return FALSE;

  if (row == NULL)
    {
      if (direction == GTK_DIR_UP)
        return chl_long_list_focus_row (self, self->n_items - 1);
      if (direction == GTK_DIR_DOWN)
        return chl_long_list_focus_row (self, 0);
      return chl_long_list_focus_row (self, self->cursor);
    }

  self->cursor = chl_long_row_get_position (row);
  if (gtk_widget_child_focus (GTK_WIDGET (row), direction))
    return TRUE;
  if (direction == GTK_DIR_UP && self->cursor > 0)
    return chl_long_list_focus_row (self, self->cursor - 1);
  if (direction == GTK_DIR_DOWN && self->cursor + 1 < self->n_items)
    return chl_long_list_focus_row (self, self->cursor + 1);

  return FALSE;
}

gboolean
chl_long_list_press_key (ChlLongList    *self,
                         guint           keyval,
                         guint           keycode,
                         GdkModifierType state)
{
  ChlLongRow *row = chl_long_list_find_focused (self);
  guint       page;

  if (row == NULL || self->n_items == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  page = self->vadjustment != NULL && self->row_height > 0
           ? (guint) gtk_adjustment_get_page_size (self->vadjustment) / (guint) self->row_height
           : self->n_items;
  self->cursor = chl_long_row_get_position (row);

  switch (keyval)
    {
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return chl_long_list_focus_row (self, 0);

    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return chl_long_list_focus_row (self, self->n_items - 1);

    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return chl_long_list_focus_row (self, self->cursor - MIN (self->cursor, page));

    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return chl_long_list_focus_row (self, MIN (self->cursor + page, self->n_items - 1));

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (!gtk_widget_is_focus (GTK_WIDGET (row)))
        return GDK_EVENT_PROPAGATE;
      chl_long_list_activate (self, self->cursor);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/**
 * chl_long_list_focus_row:
 * @self: a list
 * @position: which row
 *
 * Moves the keyboard to a row, which comes in sight.
 *
 * Returns: whether there is such a row
 */
gboolean
chl_long_list_focus_row (ChlLongList *self,
                         guint        position)
{
  ChlLongRow *row;

  g_return_val_if_fail (CHL_IS_LONG_LIST (self), FALSE);

  if (position >= self->n_items)
    return FALSE;

  row = chl_long_list_ensure_row (self, position);
  self->cursor = position;
  show_row (self, position);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return gtk_widget_grab_focus (GTK_WIDGET (row));
}
