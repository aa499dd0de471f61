/* block-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "block-fixture.h"

#include <string.h>

#include "chl-block-column.h"
#include "chl-markdown.h"

/* Shows what a text becomes. */
GtkWidget *
test_show_text (GtkWidget  *column,
                const char *text)
{
  g_autoptr(ChlMarkdown) markdown = chl_markdown_new ();

  chl_markdown_append (markdown, text, strlen (text));
  chl_markdown_update (markdown, TRUE);
  for (guint i = 0; i < chl_markdown_get_n_blocks (markdown); i++)
    chl_block_column_show (CHL_BLOCK_COLUMN (column), i, chl_markdown_get_block (markdown, i), TRUE);
  chl_block_column_truncate (CHL_BLOCK_COLUMN (column), chl_markdown_get_n_blocks (markdown));

  return column;
}

GtkWidget *
test_create_column (const char *text)
{
  return test_show_text (g_object_ref_sink (chl_block_column_new ()), text);
}

ChlBlockView *
test_get_view (GtkWidget *column,
               guint      position)
{
  return chl_block_column_get_view (CHL_BLOCK_COLUMN (column), position);
}

/* Pieces are in order, do not overlap, and have what the block has there. */
void
test_assert_pieces (ChlBlockView *view,
                    const char   *text)
{
  gsize done = 0;

  for (guint i = 0; i < chl_block_view_get_n_pieces (view); i++)
    {
      gsize         start;
      gsize         length;
      ChlTextPiece *piece = chl_block_view_get_piece (view, i, &start);
      const char   *shown = chl_text_piece_get_text (piece, &length);
      gsize         found;

      g_assert_cmpuint (start, >=, done);
      g_assert_cmpmem (shown, length, text + start, length);
      g_assert_true (chl_block_view_find_piece (view, start + length / 2, &found) == piece);
      g_assert_cmpuint (found, ==, start);
      done = start + length;
    }
  g_assert_cmpuint (done, ==, strlen (text));
  g_assert_null (chl_block_view_get_piece (view, chl_block_view_get_n_pieces (view), NULL));
}
