/* test-long-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-long-list.h"
#include "chl-ui-test.h"

#define N_MANY 5000
#define PAGE 300

typedef struct
{
  GtkWidget     *window;  /* (unowned) */
  ChlLongList   *list;    /* (unowned) */
  GtkAdjustment *scroll;  /* (unowned) */
  GtkStringList *strings; /* (owned) */
  guint          n_bound;
  guint          activated;
} Fixture;

static GtkWidget *
create_cb (gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (box), gtk_check_button_new ());

  return box;
}

static void
bind_cb (GtkWidget *widget,
         gpointer   item,
         gpointer   user_data)
{
  Fixture *fixture = user_data;

  if (item != NULL)
    fixture->n_bound++;
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (widget)),
                       item != NULL ? gtk_string_object_get_string (item) : "");
}

static void
activate_cb (ChlLongList *list,
             guint        position,
             Fixture     *fixture)
{
  fixture->activated = position;
}

static GtkStringList *
create_strings (guint n_strings)
{
  GtkStringList *strings = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_strings; i++)
    gtk_string_list_take (strings, g_strdup_printf ("item %u", i));

  return strings;
}

static void
set_up (Fixture      *fixture,
        gconstpointer n_strings)
{
  const ChlLongListFuncs funcs = { create_cb, bind_cb };
  GtkWidget             *scroller = gtk_scrolled_window_new ();

  fixture->strings = create_strings (GPOINTER_TO_UINT (n_strings));
  fixture->activated = GTK_INVALID_LIST_POSITION;
  fixture->list = g_object_new (CHL_TYPE_LONG_LIST, NULL);
  chl_long_list_set_funcs (fixture->list, &funcs, fixture);
  chl_long_list_set_model (fixture->list, G_LIST_MODEL (fixture->strings));
  g_signal_connect (fixture->list, "activate", G_CALLBACK (activate_cb), fixture);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->list));
  fixture->scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 320, PAGE);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scroller);
  gtk_window_present (GTK_WINDOW (fixture->window));
  chl_ui_test_wait_frames (fixture->window);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_ui_test_finalize (g_steal_pointer (&fixture->strings));
}

static const char *
get_text (Fixture *fixture,
          guint    position)
{
  GtkWidget *widget = chl_long_list_get_widget (fixture->list, position);

  return widget != NULL ? gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (widget)))
                        : NULL;
}

static GtkWidget *
get_row (Fixture *fixture,
         guint    position)
{
  GtkWidget *widget = chl_long_list_get_widget (fixture->list, position);

  g_assert_nonnull (widget);
  return gtk_widget_get_parent (widget);
}

/* Where a row stands in what is in sight. */
static double
get_y (Fixture *fixture,
       guint    position)
{
  graphene_rect_t area;

  g_assert_true (gtk_widget_compute_bounds (get_row (fixture, position), GTK_WIDGET (fixture->list),
                                            &area));
  return area.origin.y;
}

/* Only what is in sight has widgets, wherever that is, and it shows what it should. */
static void
test_sight (Fixture      *fixture,
            gconstpointer data)
{
  double step = gtk_adjustment_get_upper (fixture->scroll) / N_MANY;
  guint  n_page = (guint) (PAGE / step) + 6;

  g_assert_cmpfloat (step, >=, 10.0);
  g_assert_cmpstr (get_text (fixture, 0), ==, "item 0");
  g_assert_cmpuint (chl_long_list_get_n_widgets (fixture->list), <=, n_page);

  for (guint i = 0; i < 40; i++)
    {
      guint top = i * 997 % (N_MANY - 2 * n_page);

      gtk_adjustment_set_value (fixture->scroll, top * step);
      chl_ui_test_wait_frames (fixture->window);
      for (guint j = top; j < top + n_page - 6; j++)
        {
          g_autofree char *text = g_strdup_printf ("item %u", j);

          g_assert_cmpstr (get_text (fixture, j), ==, text);
          g_assert_cmpfloat_with_epsilon (get_y (fixture, j), (j - top) * step, 1.0);
        }
      g_assert_null (chl_long_list_get_widget (fixture->list, top + 3 * n_page));
      g_assert_cmpuint (chl_long_list_get_n_widgets (fixture->list), <=, n_page);
    }

  gtk_adjustment_set_value (fixture->scroll, G_MAXDOUBLE);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpstr (get_text (fixture, N_MANY - 1), ==, "item 4999");
  g_assert_cmpfloat_with_epsilon (get_y (fixture, N_MANY - 1) + step,
                                  gtk_widget_get_height (GTK_WIDGET (fixture->list)), 1.0);
}

/* What stays in the list is not shown anew; what is gone is no longer shown. */
static void
test_changes (Fixture      *fixture,
              gconstpointer data)
{
  const char *const some[] = { "x", "y", NULL };
  GtkWidget        *third = get_row (fixture, 3);
  guint             n_bound = fixture->n_bound;

  gtk_string_list_splice (fixture->strings, 0, 1, some);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (get_row (fixture, 4) == third);
  g_assert_cmpstr (get_text (fixture, 0), ==, "x");
  g_assert_cmpstr (get_text (fixture, 1), ==, "y");
  g_assert_cmpstr (get_text (fixture, 2), ==, "item 1");
  g_assert_cmpuint (fixture->n_bound, <=, n_bound + 2);

  gtk_string_list_splice (fixture->strings, 2, N_MANY - 3, NULL);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpstr (get_text (fixture, 2), ==, "item 4998");
  g_assert_cmpstr (get_text (fixture, 3), ==, "item 4999");
  g_assert_null (chl_long_list_get_widget (fixture->list, 4));
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->scroll), <, 0.5);

  gtk_string_list_splice (fixture->strings, 0, 4, NULL);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_null (chl_long_list_get_widget (fixture->list, 0));

  gtk_string_list_splice (fixture->strings, 0, 0, some);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpstr (get_text (fixture, 1), ==, "y");
}

static guint
get_focused (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->strings)); i++)
    if (chl_long_list_get_widget (fixture->list, i) != NULL && get_row (fixture, i) == focus)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
press (Fixture *fixture,
       guint    keyval)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  g_assert_true (chl_ui_test_press (GTK_WIDGET (fixture->list), keyval, 0));
  chl_ui_test_wait_frames (fixture->window);
  g_assert_nonnull (focus);
}

static void
test_keyboard (Fixture      *fixture,
               gconstpointer data)
{
  GtkWidget *list = GTK_WIDGET (fixture->list);
  GtkWidget *focus;

  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  g_assert_cmpuint (get_focused (fixture), ==, 0);
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_DOWN));
  g_assert_cmpuint (get_focused (fixture), ==, 1);

  press (fixture, GDK_KEY_End);
  g_assert_cmpuint (get_focused (fixture), ==, N_MANY - 1);
  g_assert_cmpfloat (get_y (fixture, N_MANY - 1), <, PAGE);
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_DOWN));
  press (fixture, GDK_KEY_Page_Up);
  g_assert_cmpuint (get_focused (fixture), <, N_MANY - 3);
  press (fixture, GDK_KEY_Home);
  g_assert_cmpuint (get_focused (fixture), ==, 0);
  press (fixture, GDK_KEY_Return);
  g_assert_cmpuint (fixture->activated, ==, 0);

  /* Tab goes through what is in the row, and then out of the list. */
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_DOWN));
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (GTK_IS_CHECK_BUTTON (focus));
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_BACKWARD));
  g_assert_cmpuint (get_focused (fixture), ==, 1);
}

/* The keyboard stays with its item while it is scrolled away, moved, and taken from the list. */
static void
test_focus_is_kept (Fixture      *fixture,
                    gconstpointer data)
{
  const char *const one[] = { "first", NULL };

  g_assert_true (chl_long_list_focus_row (fixture->list, 5));
  g_assert_cmpuint (get_focused (fixture), ==, 5);
  gtk_adjustment_set_value (fixture->scroll, 50000);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpuint (get_focused (fixture), ==, 5);

  gtk_string_list_splice (fixture->strings, 0, 0, one);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpuint (get_focused (fixture), ==, 6);
  g_assert_cmpstr (get_text (fixture, 6), ==, "item 5");

  gtk_string_list_remove (fixture->strings, 6);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpuint (get_focused (fixture), ==, 6);
  g_assert_cmpstr (get_text (fixture, 6), ==, "item 6");
  g_assert_false (chl_long_list_focus_row (fixture->list, N_MANY));
}

/* Without a scrolled window it is as high as its rows. */
static void
test_whole (void)
{
  const ChlLongListFuncs funcs = { create_cb, bind_cb };
  Fixture                fixture = { 0 };
  g_autoptr(GtkStringList) strings = create_strings (7);
  GtkWidget *list = g_object_new (CHL_TYPE_LONG_LIST, NULL);
  GtkWidget *window = gtk_window_new ();
  int        height;
  int        row;

  g_object_ref_sink (list);
  chl_long_list_set_funcs (CHL_LONG_LIST (list), &funcs, &fixture);
  chl_long_list_set_model (CHL_LONG_LIST (list), G_LIST_MODEL (strings));
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait_frames (window);

  height = gtk_widget_get_height (list);
  row = height / 7;
  g_assert_cmpint (row, >=, 10);
  g_assert_cmpint (height, ==, 7 * row);
  g_assert_nonnull (chl_long_list_get_widget (CHL_LONG_LIST (list), 6));

  gtk_string_list_remove (strings, 0);
  chl_ui_test_wait_frames (window);
  g_assert_cmpint (gtk_widget_get_height (list), ==, 6 * row);

  gtk_window_destroy (GTK_WINDOW (window));
  chl_ui_test_finalize (list);
}

static GtkWidget *
create_wrapped_cb (gpointer user_data)
{
  GtkWidget *box = create_cb (user_data);

  gtk_label_set_wrap (GTK_LABEL (gtk_widget_get_first_child (box)), TRUE);

  return box;
}

typedef struct
{
  GtkWidget *list;
  int        width;
} Whole;

/* All of its rows are to be seen, and nothing beyond them. */
static gboolean
is_whole (gpointer user_data)
{
  Whole     *whole = user_data;
  GtkWidget *row = gtk_widget_get_parent (chl_long_list_get_widget (CHL_LONG_LIST (whole->list), 0));

  return gtk_widget_get_width (whole->list) == whole->width &&
         gtk_widget_get_height (whole->list) == 7 * gtk_widget_get_allocated_height (row);
}

/* What is around it asks for its height before it says how wide it will be. */
static void
test_whole_when_narrowed (void)
{
  const ChlLongListFuncs funcs = { create_wrapped_cb, bind_cb };
  Fixture                fixture = { 0 };
  g_autoptr(GtkStringList) strings = create_strings (6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = g_object_new (CHL_TYPE_LONG_LIST, NULL);
  GtkWidget *window = gtk_window_new ();
  Whole      whole = { list, 600 };
  int        height;

  gtk_string_list_append (strings, "words that need one line where it is wide, and some more where "
                                   "it is not");
  chl_long_list_set_funcs (CHL_LONG_LIST (list), &funcs, &fixture);
  chl_long_list_set_model (CHL_LONG_LIST (list), G_LIST_MODEL (strings));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_widget_set_valign (scroller, GTK_ALIGN_START);
  gtk_widget_set_halign (scroller, GTK_ALIGN_START);
  gtk_widget_set_size_request (scroller, 600, -1);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 700);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait (is_whole, &whole);
  height = gtk_widget_get_height (list);

  whole.width = 200;
  gtk_widget_set_size_request (scroller, 200, -1);
  chl_ui_test_wait (is_whole, &whole);
  g_assert_cmpint (gtk_widget_get_height (list), >, height);

  whole.width = 600;
  gtk_widget_set_size_request (scroller, 600, -1);
  chl_ui_test_wait (is_whole, &whole);
  g_assert_cmpint (gtk_widget_get_height (list), ==, height);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* The last one has nothing to be parted from. */
static void
test_last (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_true (gtk_widget_has_css_class (get_row (fixture, 2), "last"));
  g_assert_false (gtk_widget_has_css_class (get_row (fixture, 1), "last"));

  gtk_string_list_append (fixture->strings, "another");
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (gtk_widget_has_css_class (get_row (fixture, 3), "last"));
  g_assert_false (gtk_widget_has_css_class (get_row (fixture, 2), "last"));

  gtk_string_list_splice (fixture->strings, 0, 3, NULL);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (gtk_widget_has_css_class (get_row (fixture, 0), "last"));
}

int
main (int   argc,
      char *argv[])
{
  gconstpointer many = GUINT_TO_POINTER (N_MANY);

  chl_ui_test_init (&argc, &argv);

  g_test_add ("/long-list/sight", Fixture, many, set_up, test_sight, tear_down);
  g_test_add ("/long-list/changes", Fixture, many, set_up, test_changes, tear_down);
  g_test_add ("/long-list/keyboard", Fixture, many, set_up, test_keyboard, tear_down);
  g_test_add ("/long-list/focus-is-kept", Fixture, many, set_up, test_focus_is_kept, tear_down);
  g_test_add_func ("/long-list/whole", test_whole);
  g_test_add_func ("/long-list/whole-when-narrowed", test_whole_when_narrowed);
  g_test_add ("/long-list/last", Fixture, GUINT_TO_POINTER (3), set_up, test_last, tear_down);

  return g_test_run ();
}
