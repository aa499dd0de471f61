/* test-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

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
test_copy (TranscriptFixture *fixture,
           gconstpointer      user_data)
{
  if (!selection_has_xdotool ())
    return;

  selection_focus (fixture);
  selection_act (fixture, "key ctrl+a");
  selection_assert_selected (fixture, SELECTION_TEXT);
  g_assert_true (selection_is_painted (fixture, "q1", 0));
  g_assert_true (selection_is_painted (fixture, "a2", 0));
  selection_assert_clipboard (gtk_widget_get_primary_clipboard (fixture->window), SELECTION_TEXT);
  selection_act (fixture, "key ctrl+c");
  selection_assert_clipboard (gtk_widget_get_clipboard (fixture->window), SELECTION_TEXT);

  selection_act (fixture, "key Escape");
  selection_assert_selected (fixture, NULL);
  g_assert_false (selection_is_painted (fixture, "q1", 0));
  selection_assert_clipboard (gtk_widget_get_clipboard (fixture->window), SELECTION_TEXT);

  selection_drag (fixture, "a2", 0, 0, "a2", 0, 6);
  selection_assert_clipboard (gtk_widget_get_primary_clipboard (fixture->window), "Second");
}

static void
test_keys (TranscriptFixture *fixture,
           gconstpointer      user_data)
{
  const char *first = "First question with some words\n\n";

  if (!selection_has_xdotool ())
    return;

  selection_focus (fixture);
  selection_move_to (fixture, "a1", 0, 0, "click 1");
  selection_act (fixture, "key shift+Right shift+Right shift+Right");
  selection_assert_selected (fixture, "Alp");
  selection_act (fixture, "key shift+Left");
  selection_assert_selected (fixture, "Al");
  selection_act (fixture, "key ctrl+shift+Right ctrl+shift+Right");
  selection_assert_selected (fixture, "Alpha beta");
  selection_act (fixture, "key ctrl+shift+Left");
  selection_assert_selected (fixture, "Alpha ");
  selection_act (fixture, "key shift+End shift+Right");
  selection_assert_selected (fixture, "Alpha beta gamma delta.\n\n• ");
  selection_act (fixture, "key shift+Down");
  selection_assert_selected (fixture, "Alpha beta gamma delta.\n\n• one\n• ");
  selection_act (fixture, "key shift+Up");
  selection_assert_selected (fixture, "Alpha beta gamma delta.\n\n• ");
  selection_act (fixture, "key ctrl+shift+End");
  selection_assert_selected (fixture, SELECTION_TEXT + strlen (first));
  selection_act (fixture, "key ctrl+shift+Home");
  selection_assert_selected (fixture, first);
}

/* Selected without a mouse, from what is in sight. */
static void
test_keys_alone (TranscriptFixture *fixture,
                 gconstpointer      user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.extend", "(ib)",
                              CHL_SELECTION_WORD, TRUE);
  selection_assert_selected (fixture, "First");
  for (guint i = 0; i < 6; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.extend", "(ib)",
                                CHL_SELECTION_BLOCK, TRUE);
  selection_assert_selected (fixture, "First question with some words\n\n"
                                      "Alpha beta gamma delta.\n\n"
                                      "• one\n• two\n  1. deep\n  2. deeper");
}

static gboolean
is_first_gone (gpointer user_data)
{
  return chl_transcript_find_turn (CHL_TRANSCRIPT (user_data), "q1") == NULL;
}

/* Turns that are out of sight are selected and copied without widgets. */
static void
test_far_apart (TranscriptFixture *fixture,
                gconstpointer      user_data)
{
  ChlTurnColumn   *column = chl_transcript_get_column (fixture->transcript);
  g_autofree char *text = NULL;

  selection_lengthen (fixture, 200);
  chl_turn_column_show_turn (column, 0);
  chl_ui_test_wait_frames (fixture->window);
  for (guint i = 0; i < 2; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.extend", "(ib)",
                                CHL_SELECTION_WORD, TRUE);
  selection_assert_selected (fixture, "First question");

  chl_transcript_show_end (fixture->transcript);
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait (is_first_gone, fixture->transcript);
  selection_assert_selected (fixture, "First question");
  chl_turn_column_show_turn (column, 0);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (selection_is_painted (fixture, "q1", 0));
  g_assert_false (selection_is_painted (fixture, "a1", 0));

  chl_selection_select_all (chl_transcript_get_selection (fixture->transcript));
  text = chl_selection_dup_text (chl_transcript_get_selection (fixture->transcript));
  g_assert_true (g_str_has_prefix (text, SELECTION_TEXT));
  g_assert_cmpuint (strlen (text), ==, strlen (SELECTION_TEXT) + 200 * strlen ("\n\nMore"));
  chl_transcript_show_end (fixture->transcript);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (selection_is_painted (fixture, "m199", 0));
}

/* An answer grows while it is selected in, and beyond where it was selected. */
static void
test_growth (TranscriptFixture *fixture,
             gconstpointer      user_data)
{
  ChlMessage *message = chl_conversation_find (fixture->chat, "a2");
  ChlPart    *part = chl_message_get_part (message, 0);

  if (!selection_has_xdotool ())
    return;

  selection_move_to (fixture, "q2", 0, 7, "mousedown 1");
  selection_move_to (fixture, "a2", 0, 4, "");
  chl_part_append_text (part, " goes on\n\nand on", -1);
  chl_ui_test_wait_frames (fixture->window);
  selection_move_to (fixture, "a2", 0, 6, "");
  selection_act (fixture, "mouseup 1");
  selection_assert_selected (fixture, "question\n\nSecond");

  chl_part_append_text (part, " and on", -1);
  chl_ui_test_wait_frames (fixture->window);
  selection_assert_selected (fixture, "question\n\nSecond");
  g_assert_true (selection_is_painted (fixture, "a2", 0));
  g_assert_false (selection_is_painted (fixture, "a2", 1));

  chl_selection_select_all (chl_transcript_get_selection (fixture->transcript));
  chl_part_append_text (part, "\n\nto the end", -1);
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (selection_is_painted (fixture, "a2", 2));
}

/* Another version is shown: nothing of the old one stays selected. */
static void
test_versions (TranscriptFixture *fixture,
               gconstpointer      user_data)
{
  g_autoptr(ChlMessage) other = chl_message_new_text ("a3", CHL_AUTHOR_ASSISTANT, 2, "Second try");

  chl_selection_select_all (chl_transcript_get_selection (fixture->transcript));
  chl_message_set_finish (other, CHL_FINISH_STOP, NULL);
  chl_conversation_add_sibling (fixture->chat, other, "a2");
  selection_assert_selected (fixture, NULL);
  chl_selection_select_all (chl_transcript_get_selection (fixture->transcript));
  chl_transcript_set_conversation (fixture->transcript, NULL, NULL);
  selection_assert_selected (fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, TranscriptFixture, NULL, set_up, func, tear_down)
  ADD ("/ui/selection/copy", test_copy);
  ADD ("/ui/selection/keys", test_keys);
  ADD ("/ui/selection/keys-alone", test_keys_alone);
  ADD ("/ui/selection/far-apart", test_far_apart);
  ADD ("/ui/selection/growth", test_growth);
  ADD ("/ui/selection/versions", test_versions);
#undef ADD

  return g_test_run ();
}
