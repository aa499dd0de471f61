/* test-text-blocks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include <string.h>

#include "chl-block-view.h"
#include "chl-text-blocks.h"
#include "chl-ui-test.h"

static ChlBlockView *
get_view (GtkWidget *blocks,
          guint      position)
{
  GtkWidget *view = chl_text_blocks_get_block (CHL_TEXT_BLOCKS (blocks), position);

  return view != NULL ? CHL_BLOCK_VIEW (view) : NULL;
}

static ChlTextPiece *
get_piece (GtkWidget *blocks,
           guint      position)
{
  ChlBlockView *view = get_view (blocks, position);

  return view != NULL ? chl_block_view_get_piece (view, 0, NULL) : NULL;
}

static const char *
get_text (GtkWidget *blocks,
          guint      position)
{
  ChlTextPiece *piece = get_piece (blocks, position);

  return piece != NULL ? chl_text_piece_get_text (piece, NULL) : NULL;
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
  ChlTextPiece *first;
  ChlTextPiece *second;

  append (blocks, "One");
  first = get_piece (blocks, 0);
  append (blocks, " more word\n\n");
  g_assert_true (get_piece (blocks, 0) == first);
  g_assert_cmpstr (get_text (blocks, 0), ==, "One more word");

  gt_signal_logger_connect (logger, chl_text_piece_get_label (first), "notify");
  append (blocks, "Two");
  second = get_piece (blocks, 1);
  append (blocks, " goes on");
  append (blocks, " and on");
  g_assert_true (get_piece (blocks, 0) == first);
  g_assert_true (get_piece (blocks, 1) == second);
  g_assert_cmpstr (get_text (blocks, 1), ==, "Two goes on and on");
  gt_signal_logger_assert_no_emissions (logger);

  g_clear_pointer (&logger, gt_signal_logger_free);
  g_assert_finalize_object (blocks);
}

/* A block of another kind takes the place of the one that was there. */
static void
test_kind_changes (void)
{
  GtkWidget    *blocks = create_blocks ();
  ChlBlockView *view;

  append (blocks, "Look\n\nName");
  g_assert_cmpstr (get_text (blocks, 1), ==, "Name");
  view = get_view (blocks, 1);
  append (blocks, "\n====\n\nText\n");
  g_assert_cmpstr (get_text (blocks, 1), ==, "Name");
  g_assert_true (get_view (blocks, 1) != view);
  g_assert_cmpstr (get_text (blocks, 2), ==, "Text");
  g_assert_null (get_view (blocks, 3));

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
  g_assert_cmpstr (get_text (blocks, 0), ==, "d");
  g_assert_cmpstr (get_text (blocks, 1), ==, "e");
  g_assert_null (get_view (blocks, 2));

  g_assert_finalize_object (blocks);
}

static const char sample[] =
  "# A *long* answer\n\nText with `code`, **bold** and [a link](https://example.org/).\n\n"
  "- one\n- two\n  - deeper\n- [x] done\n\n> quoted\n> text\n>\n> more\n\n"
  "```c\nint x;\n\nint y;\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n| `3` | 4 |\n\n---\n\n"
  "7. seven\n8. eight\n\n![picture](https://example.org/p.png)\n\nEnd\n";

static void
assert_same (GtkWidget *a,
             GtkWidget *b)
{
  guint position;

  for (position = 0; get_view (a, position) != NULL; position++)
    {
      ChlBlockView *left = get_view (a, position);
      ChlBlockView *right = get_view (b, position);

      if (left == NULL || right == NULL)
        g_error ("Block %u is missing", position);
      g_assert_true (G_OBJECT_TYPE (left) == G_OBJECT_TYPE (right));
      g_assert_cmpuint (chl_block_view_get_n_pieces (left), ==, chl_block_view_get_n_pieces (right));
      for (guint i = 0; i < chl_block_view_get_n_pieces (left); i++)
        {
          gsize         left_start;
          gsize         right_start;
          ChlTextPiece *left_piece = chl_block_view_get_piece (left, i, &left_start);
          ChlTextPiece *right_piece = chl_block_view_get_piece (right, i, &right_start);

          g_assert_cmpuint (left_start, ==, right_start);
          g_assert_cmpstr (chl_text_piece_get_text (left_piece, NULL), ==,
                           chl_text_piece_get_text (right_piece, NULL));
          g_assert_cmpstr (gtk_label_get_label (chl_text_piece_get_label (left_piece)), ==,
                           gtk_label_get_label (chl_text_piece_get_label (right_piece)));
        }
    }
  g_assert_null (get_view (b, position));
}

/* Whatever was shown on the way, at the end it is what the whole text shows. */
static void
test_any_way_leads_there (void)
{
  g_autoptr(ChlPart) part = chl_part_new_text (sample);
  GtkWidget *whole;

  chl_part_set_complete (part, TRUE);
  whole = g_object_ref_sink (chl_text_blocks_new (part));
  for (gsize step = 1; step < 40; step += 3)
    {
      GtkWidget *blocks = create_blocks ();

      for (gsize at = 0; at < strlen (sample); at += step)
        {
          g_autofree char *text = g_strndup (sample + at, step);

          append (blocks, text);
        }
      chl_part_set_complete (chl_text_blocks_get_part (CHL_TEXT_BLOCKS (blocks)), TRUE);
      chl_text_blocks_flush (CHL_TEXT_BLOCKS (blocks));
      g_test_message ("In steps of %zu bytes", step);
      assert_same (whole, blocks);
      g_assert_finalize_object (blocks);
    }

  g_assert_finalize_object (whole);
}

static gboolean
is_shown (gpointer user_data)
{
  return g_strcmp0 (get_text (GTK_WIDGET (user_data), 0), "a b") == 0;
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
  g_assert_null (get_view (blocks, 0));
  chl_ui_test_wait (is_shown, blocks);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (blocks);
}

static gboolean
is_colored (gpointer user_data)
{
  PangoAttrList *shown = gtk_label_get_attributes (chl_text_piece_get_label (user_data));
  GSList        *attributes = shown != NULL ? pango_attr_list_get_attributes (shown) : NULL;
  gboolean       has_color = FALSE;

  for (GSList *item = attributes; item != NULL; item = item->next)
    if (((PangoAttribute *) item->data)->klass->type == PANGO_ATTR_FOREGROUND)
      has_color = TRUE;
  g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);

  return has_color;
}

static gboolean
say_cb (gpointer user_data)
{
  gboolean *is_done = user_data;

  *is_done = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_said (gpointer user_data)
{
  gboolean *is_done = user_data;

  return *is_done;
}

/* A language that is new is read when the answer is whole; one that is known at once. */
static void
test_colors_of_a_new_language (void)
{
  GtkWidget *window;
  GtkWidget *column;
  GtkWidget *blocks;
  GtkWidget *others;
  gboolean   is_done = FALSE;

  if (!chl_ui_test_find_languages ())
    {
      g_test_skip ("GtkSourceView's languages are not where they are looked for");
      return;
    }

  window = gtk_window_new ();
  column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  blocks = create_blocks ();
  others = create_blocks ();
  gtk_box_append (GTK_BOX (column), blocks);
  gtk_box_append (GTK_BOX (column), others);
  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_present (GTK_WINDOW (window));

  append (blocks, "```lua\nlocal a = 1\n```\nmore");
  chl_ui_test_wait_frames (window);
  g_idle_add_full (G_PRIORITY_LOW, say_cb, &is_done, NULL);
  chl_ui_test_wait (is_said, &is_done);
  g_assert_false (is_colored (get_piece (blocks, 0)));

  chl_part_set_complete (chl_text_blocks_get_part (CHL_TEXT_BLOCKS (blocks)), TRUE);
  chl_ui_test_wait (is_colored, get_piece (blocks, 0));

  append (others, "```lua\nlocal b = 2\n```\nmore");
  chl_ui_test_wait (is_colored, get_piece (others, 0));

  /* What was cut off gets them, too. */
  chl_part_set_text (chl_text_blocks_get_part (CHL_TEXT_BLOCKS (others)), "");
  append (others, "```lua\nlocal b");
  chl_text_blocks_settle (CHL_TEXT_BLOCKS (others));
  chl_ui_test_wait (is_colored, get_piece (others, 0));

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (others);
  g_assert_finalize_object (blocks);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/text-blocks/only-the-last-block-changes", test_only_the_last_block_changes);
  g_test_add_func ("/ui/text-blocks/kind-changes", test_kind_changes);
  g_test_add_func ("/ui/text-blocks/text-is-replaced", test_text_is_replaced);
  g_test_add_func ("/ui/text-blocks/any-way-leads-there", test_any_way_leads_there);
  g_test_add_func ("/ui/text-blocks/once-a-frame", test_once_a_frame);
  g_test_add_func ("/ui/text-blocks/colors-of-a-new-language", test_colors_of_a_new_language);

  return g_test_run ();
}
