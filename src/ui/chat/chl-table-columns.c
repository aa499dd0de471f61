/* chl-table-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-table-columns"

#include "config.h"

#include "chl-table-columns.h"

#include <string.h>

/*
 * Columns are as wide as they would like while all of them fit. Otherwise those that would like more
 * than a certain width get that, so that what is short does not wrap because something else is long.
 */
struct _ChlTableColumns
{
  char *alignments; /* (owned) (not nullable) */
  guint n_columns;
  int  *leasts;   /* (owned) */
  int  *naturals; /* (owned) not less than leasts */
  int  *widths;   /* (owned) for the width below */
  int   width;    /* -1 when widths are out of date */
};

/**
 * chl_table_columns_new:
 * @alignments: a letter for each column, as in #ChlBlock
 *
 * Returns: (transfer full): columns that wish for nothing yet
 */
ChlTableColumns *
chl_table_columns_new (const char *alignments)
{
  ChlTableColumns *self;

  g_return_val_if_fail (alignments != NULL, NULL);

  self = g_new0 (ChlTableColumns, 1);
  self->alignments = g_strdup (alignments);
  self->n_columns = (guint) strlen (alignments);
  self->leasts = g_new0 (int, self->n_columns);
  self->naturals = g_new0 (int, self->n_columns);
  self->widths = g_new0 (int, self->n_columns);
  self->width = -1;

  return self;
}

void
chl_table_columns_free (ChlTableColumns *self)
{
  g_free (self->alignments);
  g_free (self->leasts);
  g_free (self->naturals);
  g_free (self->widths);
  g_free (self);
}

guint
chl_table_columns_get_n_columns (ChlTableColumns *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

const char *
chl_table_columns_get_alignments (ChlTableColumns *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->alignments;
}

/**
 * chl_table_columns_set_wish:
 * @self: columns
 * @column: which one
 * @least: what it can do with
 * @natural: what it would like to have, at least @least
 *
 * Returns: whether that is something else than before
 */
gboolean
chl_table_columns_set_wish (ChlTableColumns *self,
                            guint            column,
                            int              least,
                            int              natural)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (column < self->n_columns, FALSE);
  g_return_val_if_fail (0 <= least && least <= natural, FALSE);

  if (self->leasts[column] == least && self->naturals[column] == natural)
    return FALSE;

  self->leasts[column] = least;
  self->naturals[column] = natural;
  self->width = -1;

  return TRUE;
}

static int
add_up (const int *values,
        guint      n_values)
{
  int sum = 0;

  for (guint i = 0; i < n_values; i++)
    sum += values[i];

  return sum;
}

/* Returns: the width below which no table can be */
int
chl_table_columns_get_least (ChlTableColumns *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return add_up (self->leasts, self->n_columns);
}

/* Returns: the width above which no table grows */
int
chl_table_columns_get_natural (ChlTableColumns *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return add_up (self->naturals, self->n_columns);
}

/* What the columns take when none may have more than @limit. */
static int
limit_widths (ChlTableColumns *self,
              int              limit)
{
  for (guint i = 0; i < self->n_columns; i++)
    self->widths[i] = CLAMP (limit, self->leasts[i], self->naturals[i]);

  return add_up (self->widths, self->n_columns);
}

/**
 * chl_table_columns_get_widths:
 * @self: columns
 * @width: how much room there is for all of them
 *
 * Returns: (transfer none) (array): the width of each; together @width, unless that is less than they
 *   need or more than they like. Holds until the next call.
 */
const int *
chl_table_columns_get_widths (ChlTableColumns *self,
                              int              width)
{
  int low;
  int high;
  int rest;

  g_return_val_if_fail (self != NULL, NULL);

  high = chl_table_columns_get_natural (self);
  width = CLAMP (width, chl_table_columns_get_least (self), high);
  if (self->width == width)
    return self->widths;

  self->width = width;
  /* The highest limit with which they fit is at least low and less than high. */
  for (low = 0, high++; high - low > 1;)
    {
      int middle = low + (high - low) / 2;

      if (limit_widths (self, middle) <= width)
        low = middle;
      else
        high = middle;
    }

  rest = width - limit_widths (self, low);
  for (guint i = 0; i < self->n_columns && rest > 0; i++)
    if (self->widths[i] < self->naturals[i] && self->widths[i] >= low)
      {
        self->widths[i]++;
        rest--;
      }

  return self->widths;
}
