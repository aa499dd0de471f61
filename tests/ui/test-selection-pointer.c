/* test-selection-pointer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-question-view.h"
#include "chl-turn.h"
#include "chl-ui-test.h"
#include "selection-fixture.h"

static void
set_up (TranscriptFixture *fixture,
        gconstpointer      user_data)
{
  selection_open (fixture);
}

static void
tear_down (TranscriptFixture *fixture,
           gconstpointer      user_data)
{
  transcript_close (fixture);
}

static void
test_drag (TranscriptFixture *fixture,
           gconstpointer      user_data)
{
  if (!selection_has_xdotool ())
    return;

  selection_drag (fixture, "q1", 0, 6, "a1", 0, 10);
  selection_assert_selected (fixture, "question with some words\n\nAlpha beta");
  g_assert_true (selection_is_painted (fixture, "q1", 0));
  g_assert_true (selection_is_painted (fixture, "a1", 0));
  g_assert_false (selection_is_painted (fixture, "a1", 1));

  /* Upwards, and shorter: what is no longer selected is no longer shown. */
  selection_drag (fixture, "a1", 2, 2, "a1", 0, 11);
  selection_assert_selected (fixture, "gamma delta.\n\n• one\n• tw");
  g_assert_false (selection_is_painted (fixture, "q1", 0));
  g_assert_true (selection_is_painted (fixture, "a1", 1));
  g_assert_false (selection_is_painted (fixture, "a1", 3));

  /* From a table back into code. */
  selection_drag (fixture, "a1", 7, 5, "a1", 6, 4);
  selection_assert_selected (fixture, "main (void)\n{\n  return 0;\n}\n\na\tb\nc");
  g_assert_true (selection_is_painted (fixture, "a1", 6));
  g_assert_true (selection_is_painted (fixture, "a1", 7));
}

static void
test_clicks (TranscriptFixture *fixture,
             gconstpointer      user_data)
{
  if (!selection_has_xdotool ())
    return;

  selection_move_to (fixture, "a1", 0, 8, "click 1");
  selection_assert_selected (fixture, NULL);
  selection_act (fixture, "click 1");
  selection_assert_selected (fixture, "beta");
  selection_act (fixture, "click 1");
  selection_assert_selected (fixture, "Alpha beta gamma delta.");

  selection_move_to (fixture, "q2", 0, 3, "click 1");
  selection_assert_selected (fixture, NULL);
  g_assert_false (selection_is_painted (fixture, "a1", 0));
  selection_move_to (fixture, "a2", 0, 6, "keydown shift click 1 keyup shift");
  selection_assert_selected (fixture, "ond question\n\nSecond");
  selection_move_to (fixture, "q2", 0, 6, "keydown shift click 1 keyup shift");
  selection_assert_selected (fixture, "ond");
}

/* By words, when it begins with a double click. */
static void
test_words (TranscriptFixture *fixture,
            gconstpointer      user_data)
{
  if (!selection_has_xdotool ())
    return;

  selection_move_to (fixture, "a1", 0, 8, "click 1 mousedown 1");
  selection_move_to (fixture, "a1", 0, 19, "");
  selection_assert_selected (fixture, "beta gamma delta");
  selection_move_to (fixture, "a1", 0, 2, "");
  selection_assert_selected (fixture, "Alpha beta");
  selection_act (fixture, "mouseup 1");
  selection_assert_selected (fixture, "Alpha beta");
}

/* What can be pressed stays so, and a drag that begins there does not select. */
static void
test_buttons_and_links (TranscriptFixture *fixture,
                        gconstpointer      user_data)
{
  GtkWidget      *question = chl_transcript_find_turn (fixture->transcript, "q1");
  GtkWidget      *answer = chl_transcript_find_turn (fixture->transcript, "a1");
  GtkWidget      *button = chl_ui_test_find (question, GTK_TYPE_BUTTON, "question.edit");
  ChlPlace        place = { 0 };
  gsize           start;
  GtkWidget      *piece;
  GtkWidget      *popover;
  graphene_rect_t bounds;

  if (!selection_has_xdotool ())
    return;

  piece = GTK_WIDGET (chl_turn_find_piece (answer, &place, &start));
  g_assert_null (chl_ui_test_find (piece, GTK_TYPE_POPOVER, NULL));
  selection_move_to (fixture, "a1", 0, 13, "click 1");
  popover = chl_ui_test_find (piece, GTK_TYPE_POPOVER, NULL);
  g_assert_nonnull (popover);
  gtk_popover_popdown (GTK_POPOVER (popover));
  chl_ui_test_wait_frames (fixture->window);

  g_assert_true (gtk_widget_compute_bounds (button, fixture->window, &bounds));
  selection_act (fixture, "mousemove %d %d click 1",
                 (int) (bounds.origin.x + bounds.size.width / 2),
                 (int) (bounds.origin.y + bounds.size.height / 2));
  g_assert_true (chl_question_view_is_edited (CHL_QUESTION_VIEW (question)));
  selection_assert_selected (fixture, NULL);
}

/* Near the edge it scrolls by itself. */
static void
test_the_edge (TranscriptFixture *fixture,
               gconstpointer      user_data)
{
  ChlTurnColumn   *column = chl_transcript_get_column (fixture->transcript);
  g_autofree char *text = NULL;

  if (!selection_has_xdotool ())
    return;

  selection_lengthen (fixture, 60);
  chl_turn_column_show_turn (column, 0);
  chl_ui_test_wait_frames (fixture->window);
  selection_move_to (fixture, "q1", 0, 6, "mousedown 1");
  selection_act (fixture, "mousemove 300 400");
  selection_act (fixture, "mousemove 300 858");
  for (guint i = 0; i < 300 && chl_turn_column_get_first (column) < 4; i++)
    chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpuint (chl_turn_column_get_first (column), >=, 4);
  selection_act (fixture, "mouseup 1");

  text = chl_selection_dup_text (chl_transcript_get_selection (fixture->transcript));
  g_assert_true (g_str_has_prefix (text, SELECTION_TEXT + strlen ("First ")));
  g_assert_nonnull (strstr (text, "More\n\nMore"));
}

static void
test_menu (TranscriptFixture *fixture,
           gconstpointer      user_data)
{
  GtkWidget *menu;

  if (!selection_has_xdotool ())
    return;

  selection_focus (fixture);
  selection_move_to (fixture, "a1", 0, 13, "click 3");
  menu = chl_ui_test_find (GTK_WIDGET (fixture->transcript), GTK_TYPE_POPOVER_MENU, NULL);
  g_assert_nonnull (menu);
  g_assert_true (gtk_widget_get_mapped (menu));
  g_assert_cmpint (g_menu_model_get_n_items (
                     gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu))),
                   ==, 2);
  gtk_popover_popdown (GTK_POPOVER (menu));
  chl_ui_test_wait_frames (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.copy-link", "s",
                              "https://example.org/");
  selection_assert_clipboard (gtk_widget_get_clipboard (fixture->window), "https://example.org/");

  selection_focus (fixture);
  selection_act (fixture, "key shift+F10");
  g_assert_true (gtk_widget_get_mapped (menu));
  g_assert_cmpint (g_menu_model_get_n_items (
                     gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu))),
                   ==, 1);
  gtk_popover_popdown (GTK_POPOVER (menu));
  chl_ui_test_wait_frames (fixture->window);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, TranscriptFixture, NULL, set_up, func, tear_down)
  ADD ("/ui/selection-pointer/drag", test_drag);
  ADD ("/ui/selection-pointer/clicks", test_clicks);
  ADD ("/ui/selection-pointer/words", test_words);
  ADD ("/ui/selection-pointer/buttons-and-links", test_buttons_and_links);
  ADD ("/ui/selection-pointer/the-edge", test_the_edge);
  ADD ("/ui/selection-pointer/menu", test_menu);
#undef ADD

  return g_test_run ();
}
