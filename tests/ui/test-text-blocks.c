/* test-text-blocks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-code-block.h"
#include "chl-text-blocks.h"
#include "chl-ui-test.h"

static GtkWidget *
get_block (GtkWidget *blocks,
           guint      position)
{
  GtkWidget *child = gtk_widget_get_first_child (blocks);

  for (guint i = 0; i < position && child != NULL; i++)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
append (GtkWidget  *blocks,
        const char *text)
{
  chl_part_append_text (chl_text_blocks_get_part (CHL_TEXT_BLOCKS (blocks)), text, -1);
  chl_text_blocks_flush (CHL_TEXT_BLOCKS (blocks));
}

static GtkWidget *
create_blocks (void)
{
  g_autoptr(ChlPart) part = chl_part_new (CHL_PART_TEXT);

  return g_object_ref_sink (chl_text_blocks_new (part));
}

static void
test_only_the_last_block_changes (void)
{
  GtkWidget *blocks = create_blocks ();
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  GtkWidget *first;
  GtkWidget *second;

  append (blocks, "One");
  first = get_block (blocks, 0);
  append (blocks, " more word\n\n");
  g_assert_true (get_block (blocks, 0) == first);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (first)), ==, "One more word");

  gt_signal_logger_connect (logger, first, "notify");
  append (blocks, "Two");
  second = get_block (blocks, 1);
  append (blocks, " goes on");
  append (blocks, "\nand on");
  g_assert_true (get_block (blocks, 0) == first);
  g_assert_true (get_block (blocks, 1) == second);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (second)), ==, "Two goes on\nand on");
  gt_signal_logger_assert_no_emissions (logger);

  g_clear_pointer (&logger, gt_signal_logger_free);
  g_assert_finalize_object (blocks);
}

static void
test_code_grows (void)
{
  GtkWidget       *blocks = create_blocks ();
  GtkWidget       *code;
  g_autofree char *text = NULL;

  append (blocks, "Look:\n```");
  code = get_block (blocks, 1);
  g_assert_true (CHL_IS_CODE_BLOCK (code));
  append (blocks, "c\nint");
  append (blocks, " x;\n``");
  append (blocks, "`\nAnd so on");
  g_assert_true (get_block (blocks, 1) == code);
  text = chl_code_block_dup_text (CHL_CODE_BLOCK (code));
  g_assert_cmpstr (text, ==, "int x;");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_block (blocks, 2))), ==, "And so on");
  g_assert_null (get_block (blocks, 3));

  g_assert_finalize_object (blocks);
}

/* What looked like a fence was none: the block that was shown for it goes away again. */
static void
test_no_fence_after_all (void)
{
  GtkWidget *blocks = create_blocks ();

  append (blocks, "a\n```x");
  g_assert_true (CHL_IS_CODE_BLOCK (get_block (blocks, 1)));
  append (blocks, "` y");
  g_assert_null (get_block (blocks, 1));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_block (blocks, 0))), ==, "a\n```x` y");

  g_assert_finalize_object (blocks);
}

static void
test_text_is_replaced (void)
{
  GtkWidget *blocks = create_blocks ();
  ChlPart   *part = chl_text_blocks_get_part (CHL_TEXT_BLOCKS (blocks));

  append (blocks, "a\n\nb\n\nc");
  chl_part_set_text (part, "d\n\ne");
  chl_text_blocks_flush (CHL_TEXT_BLOCKS (blocks));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_block (blocks, 0))), ==, "d");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_block (blocks, 1))), ==, "e");
  g_assert_null (get_block (blocks, 2));

  g_assert_finalize_object (blocks);
}

static gboolean
is_shown (gpointer user_data)
{
  GtkWidget *first = get_block (GTK_WIDGET (user_data), 0);

  return first != NULL && g_str_equal (gtk_label_get_text (GTK_LABEL (first)), "a b");
}

/* Many deltas, one frame; and it comes by itself. */
static void
test_once_a_frame (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *blocks = create_blocks ();
  ChlPart   *part = chl_text_blocks_get_part (CHL_TEXT_BLOCKS (blocks));

  gtk_window_set_child (GTK_WINDOW (window), blocks);
  gtk_window_present (GTK_WINDOW (window));
  chl_part_append_text (part, "a", -1);
  chl_part_append_text (part, " b", -1);
  g_assert_null (get_block (blocks, 0));
  chl_ui_test_wait (is_shown, blocks);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (blocks);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/text-blocks/only-the-last-block-changes", test_only_the_last_block_changes);
  g_test_add_func ("/ui/text-blocks/code-grows", test_code_grows);
  g_test_add_func ("/ui/text-blocks/no-fence-after-all", test_no_fence_after_all);
  g_test_add_func ("/ui/text-blocks/text-is-replaced", test_text_is_replaced);
  g_test_add_func ("/ui/text-blocks/once-a-frame", test_once_a_frame);

  return g_test_run ();
}
