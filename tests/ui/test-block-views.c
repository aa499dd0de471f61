/* test-block-views.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gtksourceview/gtksource.h>
#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "block-fixture.h"
#include "chl-block-row.h"
#include "chl-code-lines.h"
#include "chl-ui-test.h"

static void
test_headings_have_their_role (void)
{
  GtkWidget *column = test_create_column ("# One\n\n### Three\n\nText\n");

  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (test_get_view (column, 0))), ==,
                   GTK_ACCESSIBLE_ROLE_HEADING);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (test_get_view (column, 0)), "h1"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (test_get_view (column, 1)), "h3"));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (test_get_view (column, 2))), !=,
                   GTK_ACCESSIBLE_ROLE_HEADING);

  g_assert_finalize_object (column);
}

static GtkWidget *
get_marker (GtkWidget *column,
            guint      position)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (test_get_view (column, position)));
  GtkWidget *child = gtk_widget_get_first_child (row);

  return child != GTK_WIDGET (test_get_view (column, position)) ? child : NULL;
}

static void
test_items_have_markers (void)
{
  GtkWidget               *column = test_create_column ("- one\n  - two\n    - three\n\n      more\n\n"
                                                                      "7. seven\n8. eight\n\n- [ ] open\n- [x] done\n\nText\n");
  static const char *const labels[] = { "•", "◦", "▪", NULL, "7.", "8." };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *marker = get_marker (column, i);

      g_test_message ("Block %u", i);
      if (labels[i] == NULL)
        g_assert_null (marker);
      else
        g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (marker)), ==, labels[i]);
    }
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (get_marker (column, 6))));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (get_marker (column, 7))));
  g_assert_false (gtk_widget_get_can_focus (get_marker (column, 7)));
  g_assert_null (get_marker (column, 8));

  g_assert_finalize_object (column);
}

static int
get_x (GtkWidget *column,
       guint      position,
       double    *out_end)
{
  graphene_rect_t bounds;

  g_assert_true (
    gtk_widget_compute_bounds (GTK_WIDGET (test_get_view (column, position)), column, &bounds));
  *out_end = bounds.origin.x + bounds.size.width;

  return (int) bounds.origin.x;
}

/* Deeper ones further in, and from the right where the text runs from there. */
static void
test_nesting_moves_inwards (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *column = test_create_column ("Text\n\n- one\n  - two\n\n> quote\n>\n> > deeper\n\n"
                                          "- \xd7\x90\xd7\x91\xd7\x92\n");
  double     end;

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait_frames (window);

  g_assert_cmpint (get_x (column, 0, &end), ==, 0);
  g_assert_cmpint (get_x (column, 1, &end), >, 0);
  g_assert_cmpint (get_x (column, 2, &end), >, get_x (column, 1, &end));
  g_assert_cmpint (get_x (column, 3, &end), >, 0);
  g_assert_cmpint (get_x (column, 4, &end), >, get_x (column, 3, &end));
  g_assert_cmpint (get_x (column, 5, &end), ==, 0);
  g_assert_cmpfloat (end, <, 400 - 8);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (column);
}

/* What is painted in one colour in the node, above where its widget begins. */
static float
find_top (GskRenderNode *node)
{
  graphene_rect_t bounds;
  float           top = 0;

  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        top = MIN (top, find_top (gsk_container_node_get_child (node, i)));
      return top;

    case GSK_COLOR_NODE:
      gsk_render_node_get_bounds (node, &bounds);
      return bounds.origin.y;

    default:
      return 0;
    }
}

/* How far the bars of a quote go on above the row that they belong to. */
static float
get_bar_top (GtkWidget *column,
             guint      position)
{
  GtkWidget   *row = gtk_widget_get_parent (GTK_WIDGET (test_get_view (column, position)));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (row)->snapshot (row, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  return find_top (node);
}

/* The bar of one quote has no gaps; that of another one is another bar. */
static void
test_quotes_have_bars (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *column = test_create_column ("> one\n>\n> two\n>\n> - > three\n> - > four\n\n> five\n");

  g_autoptr(GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (style, "chl-block-row { padding-top: 8.7px; }", -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait_frames (window);

  g_assert_cmpfloat (get_bar_top (column, 0), >=, 0);
  g_assert_cmpfloat (get_bar_top (column, 1), <, 0);
  g_assert_cmpfloat (get_bar_top (column, 2), <, 0);
  g_assert_cmpfloat (get_bar_top (column, 3), <, 0);
  g_assert_cmpfloat (get_bar_top (column, 4), >=, 0);

  gtk_style_context_remove_provider_for_display (gtk_widget_get_display (window),
                                                 GTK_STYLE_PROVIDER (style));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (column);
}

static void
test_code_is_in_pieces (void)
{
  g_autoptr(GString) text = g_string_new ("");
  GtkWidget    *lines = g_object_ref_sink (chl_code_lines_new ());
  gsize         start;
  ChlTextPiece *first;
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  for (guint i = 0; i < CHL_CODE_LINES_IN_PIECE; i++)
    g_string_append_printf (text, "line %u\n", i);
  chl_code_lines_set_text (CHL_CODE_LINES (lines), text->str, text->len);
  g_assert_cmpuint (chl_code_lines_get_n_pieces (CHL_CODE_LINES (lines)), ==, 1);
  first = chl_code_lines_get_piece (CHL_CODE_LINES (lines), 0, &start);

  gt_signal_logger_connect (logger, chl_text_piece_get_label (first), "notify");
  for (guint i = 0; i < 3 * CHL_CODE_LINES_IN_PIECE; i++)
    {
      g_string_append_printf (text, "more %u\n", i);
      chl_code_lines_set_text (CHL_CODE_LINES (lines), text->str, text->len);
    }
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpuint (chl_code_lines_get_n_pieces (CHL_CODE_LINES (lines)), ==, 4);
  g_assert_true (chl_code_lines_get_piece (CHL_CODE_LINES (lines), 0, &start) == first);
  chl_code_lines_get_piece (CHL_CODE_LINES (lines), 1, &start);
  g_assert_true (g_str_has_prefix (text->str + start, "more 0\n"));

  g_clear_pointer (&logger, gt_signal_logger_free);
  g_assert_finalize_object (lines);
}

/* However it came, and whatever is in it: empty lines, a line without end, letters of many bytes. */
static void
test_code_of_any_shape (void)
{
  g_autofree char *long_line = g_strnfill (5 * CHL_CODE_LINES_LONG_LINE, 'x');
  g_autofree char *snow = g_strdup ("");
  const char      *texts[] = { "", "one", "one\n\n\ntwo", "\n\n", NULL, NULL };
  g_autofree char *with_long = NULL;

  for (guint i = 0; i < 9; i++)
    {
      char *doubled = g_strconcat (snow, snow, "☃☃", NULL);

      g_free (snow);
      snow = doubled;
    }
  with_long = g_strconcat ("begin\n", long_line, "\n", snow, snow, snow, snow, "\nend", NULL);
  texts[4] = with_long;
  texts[5] = snow;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize step = 1; step < 2000; step = step * 7 + 3)
      {
        g_autoptr(ChlBlock) block = NULL;
        GtkWidget *view = g_object_ref_sink (chl_block_view_new (CHL_BLOCK_CODE));

        for (gsize end = step; end < strlen (texts[i]) + step; end += step)
          {
            gsize at = MIN (end, strlen (texts[i]));

            while (at > 0 && (texts[i][at] & 0xC0) == 0x80)
              at--;
            g_clear_pointer (&block, chl_block_unref);
            block = chl_block_new (CHL_BLOCK_CODE);
            g_free (block->text);
            block->text = g_strndup (texts[i], at);
            block->length = at;
            chl_block_view_set_block (CHL_BLOCK_VIEW (view), block, at == strlen (texts[i]));
          }
        if (block != NULL)
          for (guint piece = 0; piece < chl_block_view_get_n_pieces (CHL_BLOCK_VIEW (view)); piece++)
            {
              gsize length;

              chl_text_piece_get_text (
                chl_block_view_get_piece (CHL_BLOCK_VIEW (view), piece, NULL), &length);
              g_assert_cmpuint (length, <=, 4 * CHL_CODE_LINES_LONG_LINE);
            }
        if (block != NULL && !g_str_has_suffix (texts[i], "\n"))
          test_assert_pieces (CHL_BLOCK_VIEW (view), texts[i]);
        g_assert_finalize_object (view);
      }
}

static gboolean
is_colored (gpointer user_data)
{
  ChlTextPiece  *piece = chl_block_view_get_piece (user_data, 0, NULL);
  PangoAttrList *list = gtk_label_get_attributes (chl_text_piece_get_label (piece));
  GSList        *attributes = pango_attr_list_get_attributes (list);
  guint          n_attributes = g_slist_length (attributes);

  g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);

  /* There is always one that forbids hyphens. */
  return n_attributes > 1;
}

static void
test_code_gets_colors (void)
{
  GtkWidget *window;
  GtkWidget *column;
  g_autoptr(PangoAttrList) light = NULL;
  PangoAttrList *dark;

  if (!chl_ui_test_find_languages ())
    {
      g_test_skip ("GtkSourceView's languages are not where they are looked for");
      return;
    }

  window = gtk_window_new ();
  column = test_create_column ("```c\nint main (void) { return 0; }\n```\n");
  g_assert_false (is_colored (test_get_view (column, 0)));
  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait (is_colored, test_get_view (column, 0));
  g_assert_nonnull (chl_ui_test_find (column, GTK_TYPE_LABEL, "C"));

  light = pango_attr_list_copy (gtk_label_get_attributes (
    chl_text_piece_get_label (chl_block_view_get_piece (test_get_view (column, 0), 0, NULL))));
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      dark = gtk_label_get_attributes (
        chl_text_piece_get_label (chl_block_view_get_piece (test_get_view (column, 0), 0, NULL)));
    }
  while (pango_attr_list_equal (dark, light));
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (column);
}

/* The box of something to do is no place to stop at, and no end either. */
static void
test_focus_goes_past_tasks (void)
{
  GtkWidget  *column = test_create_column ("[one](https://example.org/1)\n\n- [x] [two](https://example.org/2)\n"
                                            "- [ ] nothing\n\n[three](https://example.org/3)\n");
  GtkWidget  *window = gtk_window_new ();
  const guint stops[] = { 0, 1, 3 };

  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      ChlTextPiece *piece = chl_block_view_get_piece (test_get_view (column, stops[i]), 0, NULL);

      g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
      g_assert_true (gtk_widget_is_focus (GTK_WIDGET (chl_text_piece_get_label (piece))));
    }

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (column);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/block-views/headings-have-their-role", test_headings_have_their_role);
  g_test_add_func ("/ui/block-views/items-have-markers", test_items_have_markers);
  g_test_add_func ("/ui/block-views/nesting-moves-inwards", test_nesting_moves_inwards);
  g_test_add_func ("/ui/block-views/quotes-have-bars", test_quotes_have_bars);
  g_test_add_func ("/ui/block-views/code-is-in-pieces", test_code_is_in_pieces);
  g_test_add_func ("/ui/block-views/code-of-any-shape", test_code_of_any_shape);
  g_test_add_func ("/ui/block-views/code-gets-colors", test_code_gets_colors);
  g_test_add_func ("/ui/block-views/focus-goes-past-tasks", test_focus_goes_past_tasks);

  return g_test_run ();
}
