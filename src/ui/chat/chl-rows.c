/* chl-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-rows"

#include "config.h"

#include "chl-rows.h"

typedef struct
{
  GtkWidget *widget; /* (unowned) (nullable) its parent owns it */
  int        height;
} ChlRow;

struct _ChlRows
{
  GArray *rows; /* (owned) (element-type ChlRow) */
  guint   n_widgets;
};

static ChlRow *
get_row (ChlRows *self,
         guint    position)
{
  g_assert (position < self->rows->len);

  return &g_array_index (self->rows, ChlRow, position);
}

/**
 * chl_rows_new:
 *
 * Returns: (transfer full): no rows
 */
ChlRows *
chl_rows_new (void)
{
  ChlRows *self = g_new0 (ChlRows, 1);

  self->rows = g_array_new (FALSE, TRUE, sizeof (ChlRow));

  return self;
}

void
chl_rows_free (ChlRows *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->rows);
  g_free (self);
}

/**
 * chl_rows_splice:
 * @self: rows
 * @position: the first one that goes, and where others come
 * @n_removed: how many go; they have no widgets any more
 * @n_added: how many come; they have no widgets, and no height
 */
void
chl_rows_splice (ChlRows *self,
                 guint    position,
                 guint    n_removed,
                 guint    n_added)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (position + n_removed <= self->rows->len);

  for (guint i = position; i < position + n_removed; i++)
    g_assert (get_row (self, i)->widget == NULL);

  if (n_removed > 0)
    g_array_remove_range (self->rows, position, n_removed);

  if (position == self->rows->len)
    {
      g_array_set_size (self->rows, position + n_added);
    }
  else if (n_added > 0)
    {
      g_autofree ChlRow *added = g_new0 (ChlRow, n_added);

      g_array_insert_vals (self->rows, position, added, n_added);
    }
}

guint
chl_rows_get_n_rows (ChlRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

guint
chl_rows_get_n_widgets (ChlRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_widgets;
}

/* Returns: (transfer none) (nullable): what shows the row, if anything does; or if it is none. */
GtkWidget *
chl_rows_get_widget (ChlRows *self,
                     guint    position)
{
  g_return_val_if_fail (self != NULL, NULL);

  return position < self->rows->len ? get_row (self, position)->widget : NULL;
}

/**
 * chl_rows_set_widget:
 * @self: rows
 * @position: which one
 * @widget: (nullable): what shows it
 */
void
chl_rows_set_widget (ChlRows   *self,
                     guint      position,
                     GtkWidget *widget)
{
  ChlRow *row;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position < self->rows->len);

  row = get_row (self, position);
  if (row->widget != NULL)
    self->n_widgets--;
  if (widget != NULL)
    self->n_widgets++;
  row->widget = widget;
}

/* Returns: (transfer none) (nullable): the widget of the nearest row above that has one. */
GtkWidget *
chl_rows_find_before (ChlRows *self,
                      guint    position)
{
  g_return_val_if_fail (self != NULL, NULL);

  while (position > 0)
    {
      GtkWidget *widget = chl_rows_get_widget (self, --position);

      if (widget != NULL)
        return widget;
    }

  return NULL;
}

/* Returns: which row a widget shows; how many rows there are, if none. */
guint
chl_rows_find_position (ChlRows   *self,
                        GtkWidget *widget)
{
  guint position = 0;

  g_return_val_if_fail (self != NULL, 0);

  while (position < self->rows->len && get_row (self, position)->widget != widget)
    position++;

  return position;
}

int
chl_rows_get_height (ChlRows *self,
                     guint    position)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (position < self->rows->len, 0);

  return get_row (self, position)->height;
}

/* Sets how high a row is, or is guessed to be. */
void
chl_rows_set_height (ChlRows *self,
                     guint    position,
                     int      height)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (position < self->rows->len);

  get_row (self, position)->height = height;
}

/**
 * chl_rows_get_top:
 * @self: rows
 * @position: one of them, or how many there are
 *
 * Returns: how far below the top of the first row it begins
 */
gint64
chl_rows_get_top (ChlRows *self,
                  guint    position)
{
  gint64 top = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (position <= self->rows->len, 0);

  for (guint i = 0; i < position; i++)
    top += get_row (self, i)->height;

  return top;
}
