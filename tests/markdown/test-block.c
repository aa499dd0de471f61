/* test-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-block.h"

static ChlBlock *
new_block (void)
{
  ChlBlock *block = chl_block_new (CHL_BLOCK_TABLE);
  ChlSpan   span = { 0, 1, CHL_SPAN_LINK, g_ref_string_new ("/u") };
  ChlCell   cells[4] = { { 0, 1 }, { 2, 3 }, { 4, 5 }, { 6, 7 } };

  block->containers = g_strdup (">-");
  block->item = CHL_ITEM_BULLET;
  block->text = g_strdup ("a\tb\nc\td");
  block->length = 7;
  block->alignments = g_strdup ("lr");
  block->spans = chl_block_new_spans ();
  g_array_append_val (block->spans, span);
  block->cells = g_array_new (FALSE, FALSE, sizeof (ChlCell));
  g_array_append_vals (block->cells, cells, G_N_ELEMENTS (cells));
  return block;
}

static void
set_string (char      **field,
            const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

/* What is in it, from the tenth on. */
static void
change_inside (ChlBlock *block,
               guint     what)
{
  ChlSpan *span = &g_array_index (block->spans, ChlSpan, 0);

  switch (what)
    {
    case 10:
      span->style = CHL_SPAN_IMAGE;
      return;
    case 11:
      span->end++;
      return;
    case 12:
      g_ref_string_release (span->uri);
      span->uri = g_ref_string_new ("/v");
      return;
    case 13:
      g_array_set_size (block->spans, 0);
      return;
    case 14:
      g_array_index (block->cells, ChlCell, 3).end--;
      return;
    case 15:
      g_array_set_size (block->cells, 3);
      return;
    case 16:
      set_string (&block->alignments, "ll");
      return;
    case 17:
      block->n_entered = 1;
      return;
    default:
      g_assert_not_reached ();
    }
}

static void
change (ChlBlock *block,
        guint     what)
{
  switch (what)
    {
    case 0:
      block->kind = CHL_BLOCK_PARAGRAPH;
      return;
    case 1:
      set_string (&block->containers, ">1");
      return;
    case 2:
      block->item = CHL_ITEM_DONE;
      return;
    case 3:
      block->number = 3;
      return;
    case 4:
      block->level = 1;
      return;
    case 5:
      block->is_continued = TRUE;
      return;
    case 6:
      block->is_closed = TRUE;
      return;
    case 7:
      set_string (&block->language, "c");
      return;
    case 8:
      set_string (&block->text, "a\tb\nc\te");
      return;
    case 9:
      block->length--;
      return;
    default:
      change_inside (block, what);
      return;
    }
}

static void
test_equal (void)
{
  g_autoptr(ChlBlock) block = new_block ();
  g_autoptr(ChlBlock) same = new_block ();

  g_assert_true (chl_block_equal (block, block));
  g_assert_true (chl_block_equal (block, same));
  for (guint what = 0; what <= 17; what++)
    {
      g_autoptr(ChlBlock) other = new_block ();

      change (other, what);
      g_test_message ("%u", what);
      g_assert_false (chl_block_equal (block, other));
      g_assert_false (chl_block_equal (other, block));
    }
}

static void
test_empty (void)
{
  g_autoptr(ChlBlock) block = chl_block_new (CHL_BLOCK_RULE);
  g_autoptr(ChlBlock) same = chl_block_new (CHL_BLOCK_RULE);

  g_assert_true (chl_block_equal (block, same));
  same->spans = chl_block_new_spans ();
  g_assert_true (chl_block_equal (block, same));
  g_assert_cmpuint (chl_block_get_n_columns (block), ==, 0);
  g_assert_cmpuint (chl_block_get_n_rows (block), ==, 0);
}

static void
test_size (void)
{
  ChlBlock *block = new_block ();

  g_assert_true (chl_block_ref (block) == block);
  chl_block_unref (block);
  g_assert_cmpuint (chl_block_get_n_columns (block), ==, 2);
  g_assert_cmpuint (chl_block_get_n_rows (block), ==, 2);
  chl_block_unref (block);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/block/equal", test_equal);
  g_test_add_func ("/block/empty", test_empty);
  g_test_add_func ("/block/size", test_size);

  return g_test_run ();
}
