/* chl-long-list-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-long-list"

#include "config.h"

#include "chl-long-list-private.h"

/* Rows beyond the edges of what is in sight that have widgets too. */
#define N_BEYOND 2

ChlLongRow *
chl_long_list_find_row (ChlLongList *self,
                        guint        position)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (chl_long_row_get_position (g_ptr_array_index (self->rows, i)) == position)
      return g_ptr_array_index (self->rows, i);

  return NULL;
}

/* A row that waits: best the one that showed this item last, else any, else a new one. */
static ChlLongRow *
find_waiting (ChlLongList *self,
              gpointer     item)
{
  ChlLongRow *any = NULL;
  GtkWidget  *row;

  for (guint i = 0; i < self->rows->len; i++)
    {
      ChlLongRow *each = g_ptr_array_index (self->rows, i);

      if (chl_long_row_get_position (each) != GTK_INVALID_LIST_POSITION)
        continue;
      if (chl_long_row_get_item (each) == item)
        return each;
      any = each;
    }

  if (any != NULL)
    return any;

  row = chl_long_row_new (self->funcs.create (self->user_data));
  g_signal_connect_object (row, "pressed", G_CALLBACK (chl_long_list_row_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);

  return CHL_LONG_ROW (row);
}

static gboolean
resize_cb (gpointer user_data)
{
  ChlLongList *self = user_data;

  self->resize_id = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* What is asked for while room is given out is not heard by those who give it: it is asked for
   afterwards, before the next frame. */
static void
ask_for_room (ChlLongList *self)
{
  if (!self->is_allocating)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else if (self->resize_id == 0)
    self->resize_id = g_idle_add_full (GTK_PRIORITY_RESIZE, resize_cb, self, NULL);
}

/* The highest row says how high all are. */
static void
measure_row (ChlLongList *self,
             ChlLongRow  *row)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, self->row_width, &height, NULL,
                      NULL, NULL);
  if (height > self->row_height)
    {
      self->row_height = height;
      ask_for_room (self);
    }
}

/* Returns: (transfer none): the row at a position that there is */
ChlLongRow *
chl_long_list_ensure_row (ChlLongList *self,
                          guint        position)
{
  ChlLongRow *row = chl_long_list_find_row (self, position);
  g_autoptr(GObject) item = NULL;

  if (row != NULL)
    return row;

  item = g_list_model_get_item (self->model, position);
  row = find_waiting (self, item);
  chl_long_row_set_position (row, position, self->n_items);
  if (chl_long_row_get_item (row) != item)
    {
      chl_long_row_set_item (row, item);
      self->funcs.bind (chl_long_row_get_child (row), item, self->user_data);
    }
  measure_row (self, row);

  return row;
}

void
chl_long_list_set_row_width (ChlLongList *self,
                             int          width)
{
  if (self->row_width == width && width >= 0)
    return;

  self->row_width = width;
  self->row_height = 1;
  for (guint i = 0; i < self->rows->len; i++)
    measure_row (self, g_ptr_array_index (self->rows, i));
}

/* What is in sight gets rows; the others wait, but for the one that the keyboard is in. */
void
chl_long_list_fill (ChlLongList *self,
                    double       top,
                    int          page)
{
  guint first = (guint) (top / self->row_height);
  guint end = (guint) ((top + page) / self->row_height) + 1 + N_BEYOND;

  first = first > N_BEYOND ? first - N_BEYOND : 0;
  end = MIN (end, self->n_items);

  for (guint i = 0; i < self->rows->len; i++)
    {
      ChlLongRow *row = g_ptr_array_index (self->rows, i);
      guint       position = chl_long_row_get_position (row);

      if (position != GTK_INVALID_LIST_POSITION && (position < first || position >= end) &&
          gtk_widget_get_focus_child (GTK_WIDGET (self)) != GTK_WIDGET (row))
        chl_long_row_set_position (row, GTK_INVALID_LIST_POSITION, 0);
    }

  for (guint i = first; i < end; i++)
    chl_long_list_ensure_row (self, i);
}

/* Rows that still wait let go of what they showed. */
void
chl_long_list_clear_waiting (ChlLongList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ChlLongRow *row = g_ptr_array_index (self->rows, i);

      if (chl_long_row_get_position (row) != GTK_INVALID_LIST_POSITION ||
          chl_long_row_get_item (row) == NULL)
        continue;

      chl_long_row_set_item (row, NULL);
      self->funcs.bind (chl_long_row_get_child (row), NULL, self->user_data);
    }
}

/* Returns: (nullable): the row that the keyboard is in */
ChlLongRow *
chl_long_list_find_focused (ChlLongList *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return child != NULL && CHL_IS_LONG_ROW (child) ? CHL_LONG_ROW (child) : NULL;
}

/* Where an item is among those that came, or else the nearest place to where it was. */
static guint
find_item (ChlLongList *self,
           gpointer     item,
           guint        position,
           guint        added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(GObject) each = g_list_model_get_item (self->model, i);

      if (each == item)
        return i;
    }

  return MIN (self->cursor, MAX (self->n_items, 1) - 1);
}

void
chl_long_list_change (ChlLongList *self,
                      guint        position,
                      guint        removed,
                      guint        added)
{
  ChlLongRow *focused = chl_long_list_find_focused (self);
  gboolean    was_empty = self->n_items == 0;
  gboolean    is_lost = FALSE;

  self->n_items = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      ChlLongRow *row = g_ptr_array_index (self->rows, i);
      guint       here = chl_long_row_get_position (row);

      if (here == GTK_INVALID_LIST_POSITION)
        continue;
      if (here >= position + removed)
        here = here - removed + added;
      else if (here >= position)
        {
          is_lost = is_lost || row == focused;
          here = GTK_INVALID_LIST_POSITION;
        }
      chl_long_row_set_position (row, here, self->n_items);
    }

  if (was_empty)
    self->cursor = 0;
  else if (self->cursor >= position + removed)
    self->cursor = self->cursor - removed + added;
  else if (is_lost)
    self->cursor = find_item (self, chl_long_row_get_item (focused), position, added);
  self->cursor = MIN (self->cursor, MAX (self->n_items, 1) - 1);

  /* One row at least tells how high rows are. */
  if (self->n_items > 0 && (is_lost || self->rows->len == 0))
    {
      ChlLongRow *row = chl_long_list_ensure_row (self, self->cursor);

      if (is_lost)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }

  gtk_widget_queue_resize (GTK_WIDGET (self));
}
