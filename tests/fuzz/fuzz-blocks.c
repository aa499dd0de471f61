/* fuzz-blocks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-block-splitter.h"
#include "fuzz.h"

static GString *
print_blocks (ChlBlockSplitter *splitter,
              guint             n_blocks)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_blocks; i++)
    {
      const ChlBlock *block = chl_block_splitter_get_block (splitter, i);

      g_assert_true (g_utf8_validate_len (block->text->str, block->text->len, NULL));
      g_string_append_printf (out, "%d%d%s|%s\n", block->kind, block->is_continued, block->language,
                              block->text->str);
    }

  return out;
}

/* Text is divided alike in whatever pieces it comes, and what was settled stays as it is. */
static void
check_pieces (const char    *text,
              gsize          length,
              gsize          step,
              const GString *whole)
{
  g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();
  g_autoptr(GString) pieces = NULL;

  for (gsize at = 0, end; at < length; at = end)
    {
      guint n_before = chl_block_splitter_get_n_blocks (splitter);
      g_autoptr(GString) before = print_blocks (splitter, n_before);
      g_autoptr(GString) settled = NULL;
      guint first;

      for (end = MIN (at + step, length); (text[end] & 0xc0) == 0x80; end++)
        ;
      first = chl_block_splitter_append (splitter, text + at, end - at);
      g_assert_cmpuint (first, <=, n_before);
      g_assert_cmpuint (first, <=, chl_block_splitter_get_n_blocks (splitter));
      /* At most the last block, and what its last line seemed to begin. */
      g_assert_cmpuint (first + 2, >=, n_before);

      settled = print_blocks (splitter, first);
      g_assert_true (g_str_has_prefix (before->str, settled->str));
    }

  pieces = print_blocks (splitter, chl_block_splitter_get_n_blocks (splitter));
  g_assert_true (g_string_equal (pieces, whole));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();
  g_autoptr(GString) whole = NULL;
  gsize length = strlen (text);

  chl_block_splitter_append (splitter, text, length);
  whole = print_blocks (splitter, chl_block_splitter_get_n_blocks (splitter));

  if (length < 500)
    check_pieces (text, length, 1, whole);
  check_pieces (text, length, 13, whole);
  check_pieces (text, length, 700, whole);

  return 0;
}
