/* fuzz-markdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-markdown.h"
#include "fuzz.h"

static void
check_block (const ChlBlock *block)
{
  gsize at = 0;

  g_assert_true (g_utf8_validate_len (block->text, block->length, NULL));
  g_assert_cmpuint (strlen (block->text), ==, block->length);

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const ChlSpan *span = &g_array_index (block->spans, ChlSpan, i);

      g_assert_true (at <= span->start && span->start < span->end && span->end <= block->length);
      g_assert_true (span->uri == NULL || g_utf8_validate (span->uri, -1, NULL));
      at = span->end;
    }

  at = 0;
  for (guint i = 0; block->cells != NULL && i < block->cells->len; i++)
    {
      const ChlCell *cell = &g_array_index (block->cells, ChlCell, i);

      g_assert_true (at <= cell->start && cell->start <= cell->end && cell->end <= block->length);
      at = cell->end;
    }
}

/* Somebody who does only what updates tell has the document all the same. */
static void
update (ChlMarkdown *markdown,
        GPtrArray   *mirror,
        gboolean     is_whole)
{
  guint first = chl_markdown_update (markdown, is_whole);
  guint n_blocks = chl_markdown_get_n_blocks (markdown);

  g_assert_true (first <= n_blocks && first <= mirror->len);
  for (guint i = 0; i < first; i++)
    g_assert_true (g_ptr_array_index (mirror, i) == chl_markdown_get_block (markdown, i));

  g_ptr_array_set_size (mirror, (int) first);
  for (guint i = first; i < n_blocks; i++)
    {
      ChlBlock *block = chl_markdown_get_block (markdown, i);

      check_block (block);
      g_ptr_array_add (mirror, chl_block_ref (block));
    }
}

static GPtrArray *
read_pieces (const guint8 *data,
             gsize         size,
             gsize         piece)
{
  g_autoptr(ChlMarkdown) markdown = chl_markdown_new ();
  GPtrArray *mirror = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_block_unref);

  for (gsize at = 0; at < size; at += piece)
    {
      gsize            length = MIN (piece, size - at);
      g_autofree char *exact = g_memdup2 (data + at, length);

      chl_markdown_append (markdown, exact, length);
      if (piece < size)
        update (markdown, mirror, at % 7 == 6);
    }
  update (markdown, mirror, TRUE);

  return mirror;
}

/* Documents are the same in whatever pieces they come. */
static void
check_pieces (const guint8    *data,
              gsize            size,
              gsize            piece,
              const GPtrArray *whole)
{
  g_autoptr(GPtrArray) blocks = read_pieces (data, size, piece);

  g_assert_cmpuint (blocks->len, ==, whole->len);
  for (guint i = 0; i < blocks->len; i++)
    g_assert_true (chl_block_equal (g_ptr_array_index (blocks, i), g_ptr_array_index (whole, i)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GPtrArray) whole = read_pieces (data, size, MAX (size, 1));

  if (size < 300)
    check_pieces (data, size, 1, whole);
  if (size < 3000)
    check_pieces (data, size, 13, whole);
  check_pieces (data, size, 700, whole);

  return 0;
}
