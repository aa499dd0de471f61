/* test-table-views.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "block-fixture.h"
#include "chl-side-scroller.h"
#include "chl-table-columns.h"
#include "chl-ui-test.h"

static void
test_table_has_cells (void)
{
  GtkWidget    *column = test_create_column ("| a | b |\n|---|--:|\n| c **d** | e |\n| f | g |\n");
  ChlBlockView *view = test_get_view (column, 0);
  ChlTextPiece *head = chl_block_view_get_piece (view, 1, NULL);
  ChlTextPiece *cell = chl_block_view_get_piece (view, 2, NULL);

  g_assert_cmpuint (chl_block_view_get_n_pieces (view), ==, 6);
  test_assert_pieces (view, "a\tb\nc d\te\nf\tg");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (head)), ==,
                   GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (cell)), ==,
                   GTK_ACCESSIBLE_ROLE_CELL);

  /* Only what is new is made. */
  test_show_text (column, "| a | b |\n|---|--:|\n| c **d** | e |\n| f | g |\n| h | i |\n");
  g_assert_true (test_get_view (column, 0) == view);
  g_assert_true (chl_block_view_get_piece (view, 2, NULL) == cell);
  g_assert_cmpuint (chl_block_view_get_n_pieces (view), ==, 8);
  test_show_text (column, "| a |\n|---|\n| c |\n");
  g_assert_cmpuint (chl_block_view_get_n_pieces (view), ==, 2);

  g_assert_finalize_object (column);
}

static int
measure_table (const char *markdown)
{
  GtkWidget *column = test_create_column (markdown);
  int        height;

  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, 300, NULL, &height, NULL, NULL);
  g_assert_finalize_object (column);

  return height;
}

/* Who wants no head leaves it empty, and gets none; a row that is empty is one. */
static void
test_empty_head (void)
{
  int whole = measure_table ("| x | y |\n|---|---|\n| a | b |\n");
  int headless = measure_table ("| | |\n|---|---|\n| a | b |\n");
  int half = measure_table ("| x | |\n|---|---|\n| a | b |\n");
  int hollow = measure_table ("| x | y |\n|---|---|\n| | |\n");

  g_assert_cmpint (headless, <, whole);
  g_assert_cmpint (headless, >, whole / 3);
  g_assert_cmpint (half, ==, whole);
  g_assert_cmpint (hollow, ==, whole);
}

static gboolean
has_all_rows (gpointer user_data)
{
  return chl_block_view_get_n_pieces (user_data) == 2 * 201;
}

/* Not all at once. */
static void
test_long_table_comes_in_parts (void)
{
  g_autoptr(GString) text = g_string_new ("| a | b |\n|---|---|\n");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *column;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "| %u | text |\n", i);
  column = test_create_column (text->str);
  g_assert_cmpuint (chl_block_view_get_n_pieces (test_get_view (column, 0)), <, 2 * 100);
  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait (has_all_rows, test_get_view (column, 0));

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (column);
}

static void
test_columns_share_the_width (void)
{
  g_autoptr(ChlTableColumns) columns = chl_table_columns_new ("lcr");
  const int *widths;

  g_assert_true (chl_table_columns_set_wish (columns, 0, 50, 60));
  g_assert_false (chl_table_columns_set_wish (columns, 0, 50, 60));
  chl_table_columns_set_wish (columns, 1, 100, 400);
  chl_table_columns_set_wish (columns, 2, 100, 901);

  widths = chl_table_columns_get_widths (columns, 5000);
  g_assert_cmpint (widths[0] + widths[1] + widths[2], ==, 60 + 400 + 901);
  widths = chl_table_columns_get_widths (columns, 10);
  g_assert_cmpint (widths[0] + widths[1] + widths[2], ==, 250);
  for (int width = 250; width <= 60 + 400 + 901; width++)
    {
      widths = chl_table_columns_get_widths (columns, width);
      g_assert_cmpint (widths[0] + widths[1] + widths[2], ==, width);
      g_assert_cmpint (widths[1], >=, 100);
      g_assert_cmpint (widths[2], <=, 901);
    }
  /* What is short gets all of it before what is long gets more. */
  widths = chl_table_columns_get_widths (columns, 500);
  g_assert_cmpint (widths[0], ==, 60);
  g_assert_cmpint (widths[1], ==, 220);
}

/* A wide table scrolls inside; the page does not become wider. */
static void
test_wide_table_scrolls_inside (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *column = test_create_column ("| a | b | c | d |\n|---|---|---|---|\n"
                                          "| one two three four five six | one two three four five six |"
                                          " one two three four five six | one two three four five |\n");
  GtkWidget *scroller;
  int        least;
  gsize      start;
  double     value;

  gtk_window_set_default_size (GTK_WINDOW (window), 300, 200);
  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait_frames (window);

  gtk_widget_measure (column, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <, 100);
  scroller = chl_ui_test_find (column, CHL_TYPE_SIDE_SCROLLER, NULL);
  g_assert_true (chl_side_scroller_is_too_wide (CHL_SIDE_SCROLLER (scroller)));
  g_assert_true (gtk_widget_get_focusable (scroller));
  value = chl_side_scroller_get_value (CHL_SIDE_SCROLLER (scroller));
  chl_block_view_get_piece (test_get_view (column, 0), 7, &start);
  chl_block_view_bring_in (test_get_view (column, 0), start);
  g_assert_cmpfloat (chl_side_scroller_get_value (CHL_SIDE_SCROLLER (scroller)), >, value);

  /* Its keys are its own while it has the focus, and else those of what is around it. */
  g_assert_false (chl_ui_test_press_binding (scroller, GDK_KEY_Home, 0));
  gtk_widget_grab_focus (scroller);
  g_assert_true (chl_ui_test_press_binding (scroller, GDK_KEY_Home, 0));
  g_assert_cmpfloat (chl_side_scroller_get_value (CHL_SIDE_SCROLLER (scroller)), <, 0.5);
  g_assert_true (chl_ui_test_press_binding (scroller, GDK_KEY_Right, 0));
  value = chl_side_scroller_get_value (CHL_SIDE_SCROLLER (scroller));
  g_assert_cmpfloat (value, >, 0.5);
  g_assert_true (chl_ui_test_press_binding (scroller, GDK_KEY_End, 0));
  g_assert_cmpfloat (chl_side_scroller_get_value (CHL_SIDE_SCROLLER (scroller)), >, value);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (column);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/table-views/table-has-cells", test_table_has_cells);
  g_test_add_func ("/ui/table-views/empty-head", test_empty_head);
  g_test_add_func ("/ui/table-views/long-table-comes-in-parts", test_long_table_comes_in_parts);
  g_test_add_func ("/ui/table-views/columns-share-the-width", test_columns_share_the_width);
  g_test_add_func ("/ui/table-views/wide-table-scrolls-inside", test_wide_table_scrolls_inside);

  return g_test_run ();
}
