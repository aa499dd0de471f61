/* chl-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-block"

#include "config.h"

#include "chl-block.h"

#include <string.h>

static void
clear_span (gpointer data)
{
  ChlSpan *span = data;

  g_clear_pointer (&span->uri, g_ref_string_release);
}

static gboolean
spans_equal (const GArray *a,
             const GArray *b)
{
  guint n_spans = a != NULL ? a->len : 0;

  if (n_spans != (b != NULL ? b->len : 0))
    return FALSE;

  for (guint i = 0; i < n_spans; i++)
    {
      const ChlSpan *x = &g_array_index (a, ChlSpan, i);
      const ChlSpan *y = &g_array_index (b, ChlSpan, i);

      if (x->start != y->start || x->end != y->end || x->style != y->style ||
          g_strcmp0 (x->uri, y->uri) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
cells_equal (const GArray *a,
             const GArray *b)
{
  guint n_cells = a != NULL ? a->len : 0;

  if (n_cells != (b != NULL ? b->len : 0))
    return FALSE;

  return n_cells == 0 || memcmp (a->data, b->data, n_cells * sizeof (ChlCell)) == 0;
}

static gboolean
texts_equal (const ChlBlock *a,
             const ChlBlock *b)
{
  if (a->length != b->length)
    return FALSE;

  return a->text == b->text || a->length == 0 || memcmp (a->text, b->text, a->length) == 0;
}

/**
 * chl_block_new:
 * @kind: what it is
 *
 * Whoever makes a block fills it before anybody else sees it: @text, @containers, @language and
 * @alignments with what g_free() takes, @spans with what chl_block_new_spans() gives, @cells with an
 * array of #ChlCell.
 *
 * Returns: (transfer full): an empty block
 */
ChlBlock *
chl_block_new (ChlBlockKind kind)
{
  ChlBlock *self = g_new0 (ChlBlock, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  return self;
}

/**
 * chl_block_new_spans:
 *
 * Returns: (transfer full) (element-type ChlSpan): an empty array that owns the addresses in it
 */
GArray *
chl_block_new_spans (void)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (ChlSpan));

  g_array_set_clear_func (spans, clear_span);
  return spans;
}

ChlBlock *
chl_block_ref (ChlBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
chl_block_unref (ChlBlock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->shared_text != NULL)
    g_atomic_rc_box_release (self->shared_text);
  else
    g_free (self->text);
  g_free (self->containers);
  g_free (self->language);
  g_free (self->alignments);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_free (self);
}

/**
 * chl_block_equal:
 * @a: a block
 * @b: a block
 *
 * Returns: whether a reader sees the same in both
 */
gboolean
chl_block_equal (const ChlBlock *a,
                 const ChlBlock *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  if (a == b)
    return TRUE;

  return a->kind == b->kind && a->item == b->item && a->number == b->number &&
         a->level == b->level && a->n_entered == b->n_entered &&
         !a->is_continued == !b->is_continued && !a->is_closed == !b->is_closed &&
         g_strcmp0 (a->containers, b->containers) == 0 &&
         g_strcmp0 (a->language, b->language) == 0 &&
         g_strcmp0 (a->alignments, b->alignments) == 0 && texts_equal (a, b) &&
         spans_equal (a->spans, b->spans) && cells_equal (a->cells, b->cells);
}

/**
 * chl_block_get_n_columns:
 * @self: a block
 *
 * Returns: the columns of a table, 0 for anything else
 */
guint
chl_block_get_n_columns (const ChlBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->alignments != NULL ? (guint) strlen (self->alignments) : 0;
}

/**
 * chl_block_get_n_rows:
 * @self: a block
 *
 * Returns: the rows of a table with its head, 0 for anything else
 */
guint
chl_block_get_n_rows (const ChlBlock *self)
{
  guint n_columns = chl_block_get_n_columns (self);

  if (n_columns == 0 || self->cells == NULL)
    return 0;

  return self->cells->len / n_columns;
}
