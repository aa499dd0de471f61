/* chl-block-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-block-view"

#include "config.h"

#include "chl-block-view.h"

#include "chl-code-block.h"
#include "chl-rule-block.h"
#include "chl-table-block.h"
#include "chl-text-block.h"

/**
 * ChlBlockView:
 *
 * A widget that shows one block of a document. What can be read in it are pieces of text, whose texts
 * one after the other, with what the block has between them, are the text of the block.
 */
G_DEFINE_INTERFACE (ChlBlockView, chl_block_view, GTK_TYPE_WIDGET)

static void
chl_block_view_default_init (ChlBlockViewInterface *iface)
{
}

/**
 * chl_block_view_new:
 * @kind: what it is to show
 *
 * Returns: (transfer floating): a new, empty view for blocks of this kind
 */
GtkWidget *
chl_block_view_new (ChlBlockKind kind)
{
  switch (kind)
    {
    case CHL_BLOCK_PARAGRAPH:
    case CHL_BLOCK_HEADING:
      return chl_text_block_new (kind);

    case CHL_BLOCK_CODE:
      return chl_code_block_new ();

    case CHL_BLOCK_TABLE:
      return chl_table_block_new ();

    case CHL_BLOCK_RULE:
      return chl_rule_block_new ();
    }

  g_return_val_if_reached (NULL);
}

/**
 * chl_block_view_set_block:
 * @self: a view
 * @block: a block of the kind that it was made for
 * @is_settled: whether the block never changes again
 *
 * Shows @block. What is the same as in the block before is not touched.
 */
void
chl_block_view_set_block (ChlBlockView *self,
                          ChlBlock     *block,
                          gboolean      is_settled)
{
  g_return_if_fail (CHL_IS_BLOCK_VIEW (self));
  g_return_if_fail (block != NULL);

  CHL_BLOCK_VIEW_GET_IFACE (self)->set_block (self, block, is_settled);
}

/* Returns: how many pieces of text it consists of. */
guint
chl_block_view_get_n_pieces (ChlBlockView *self)
{
  g_return_val_if_fail (CHL_IS_BLOCK_VIEW (self), 0);

  return CHL_BLOCK_VIEW_GET_IFACE (self)->get_n_pieces (self);
}

/**
 * chl_block_view_get_piece:
 * @self: a view
 * @position: which piece, in the order in which they are read
 * @out_start: (out) (optional): where its text begins in the text of the block
 *
 * Returns: (transfer none) (nullable): the piece, %NULL behind the last one
 */
ChlTextPiece *
chl_block_view_get_piece (ChlBlockView *self,
                          guint         position,
                          gsize        *out_start)
{
  ChlTextPiece *piece;
  gsize         start = 0;

  g_return_val_if_fail (CHL_IS_BLOCK_VIEW (self), NULL);

  if (position >= chl_block_view_get_n_pieces (self))
    return NULL;

  piece = CHL_BLOCK_VIEW_GET_IFACE (self)->get_piece (self, position, &start);
  if (out_start != NULL)
    *out_start = start;

  return piece;
}

/**
 * chl_block_view_find_piece:
 * @self: a view
 * @position: a byte of the text of the block
 * @out_start: (out) (optional): where the text of the piece begins in the text of the block
 *
 * Returns: (transfer none) (nullable): the piece in which that is, or the one before it where it
 *   stands between two; %NULL when there are none
 */
ChlTextPiece *
chl_block_view_find_piece (ChlBlockView *self,
                           gsize         position,
                           gsize        *out_start)
{
  guint first = 0;
  guint last;

  g_return_val_if_fail (CHL_IS_BLOCK_VIEW (self), NULL);

  last = chl_block_view_get_n_pieces (self);
  while (last > first + 1)
    {
      guint middle = first + (last - first) / 2;
      gsize start;

      chl_block_view_get_piece (self, middle, &start);
      if (start <= position)
        first = middle;
      else
        last = middle;
    }

  return chl_block_view_get_piece (self, first, out_start);
}

/**
 * chl_block_view_bring_in:
 * @self: a view that has its size
 * @position: a byte of the text of the block
 *
 * Moves what scrolls inside the view, so that @position is in sight once the view itself is.
 */
void
chl_block_view_bring_in (ChlBlockView *self,
                         gsize         position)
{
  g_return_if_fail (CHL_IS_BLOCK_VIEW (self));

  if (CHL_BLOCK_VIEW_GET_IFACE (self)->bring_in != NULL)
    CHL_BLOCK_VIEW_GET_IFACE (self)->bring_in (self, position);
}

/* Returns: the first span that ends behind @start */
static guint
find_span (const GArray *spans,
           gsize         start)
{
  guint first = 0;
  guint last = spans->len;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (g_array_index (spans, ChlSpan, middle).end <= start)
        first = middle + 1;
      else
        last = middle;
    }

  return first;
}

/**
 * chl_block_view_show_slice:
 * @piece: a piece
 * @block: a block
 * @start: the first byte to show
 * @end: one behind the last byte to show
 *
 * Shows a part of the text of @block as it is to look.
 */
void
chl_block_view_show_slice (ChlTextPiece   *piece,
                           const ChlBlock *block,
                           gsize           start,
                           gsize           end)
{
  g_autoptr(GArray) slice = NULL;

  g_return_if_fail (CHL_IS_TEXT_PIECE (piece));
  g_return_if_fail (block != NULL);
  g_return_if_fail (start <= end && end <= block->length);

  for (guint i = block->spans != NULL ? find_span (block->spans, start) : G_MAXUINT;
       block->spans != NULL && i < block->spans->len; i++)
    {
      ChlSpan span = g_array_index (block->spans, ChlSpan, i);

      if (span.start >= end)
        break;
      span.start = MAX (span.start, start) - start;
      span.end = MIN (span.end, end) - start;
      if (slice == NULL)
        slice = g_array_new (FALSE, FALSE, sizeof (ChlSpan));
      g_array_append_val (slice, span);
    }

  chl_text_piece_set_text (piece, block->text + start, end - start,
                           slice != NULL ? (const ChlSpan *) (void *) slice->data : NULL,
                           slice != NULL ? slice->len : 0);
}
