/* test-transcript.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-turn.h"
#include "chl-ui-test.h"
#include "transcript-fixture.h"

static void
set_up (TranscriptFixture *fixture,
        gconstpointer      user_data)
{
  transcript_open (fixture, 600, 400);
}

static void
tear_down (TranscriptFixture *fixture,
           gconstpointer      user_data)
{
  transcript_close (fixture);
}

static void
scroll (TranscriptFixture *fixture,
        int                n_lines,
        int                n_pages)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.scroll", "(ii)",
                              n_lines, n_pages);
  chl_ui_test_wait_frames (fixture->window);
}

static void
test_few_are_alive (TranscriptFixture *fixture,
                    gconstpointer      user_data)
{
  guint n_pages = 0;

  transcript_add_many (fixture, 60);
  transcript_show (fixture);
  g_assert_true (transcript_has_turn (fixture, "m59"));
  g_assert_false (transcript_has_turn (fixture, "m0"));
  g_assert_true (transcript_is_at_end (fixture));

  for (; !transcript_has_turn (fixture, "m0"); n_pages++)
    {
      scroll (fixture, 0, -1);
      g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), >, 2);
      g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), <=,
                        CHL_TRANSCRIPT_MAX_TURNS);
      g_assert_cmpuint (n_pages, <, 100);
    }
  g_assert_cmpuint (n_pages, >, 5);
  g_assert_false (transcript_has_turn (fixture, "m59"));

  transcript_activate (fixture, "transcript.end");
  g_assert_true (transcript_has_turn (fixture, "m59"));
  g_assert_true (transcript_is_at_end (fixture));
  transcript_activate (fixture, "transcript.begin");
  g_assert_true (transcript_has_turn (fixture, "m0"));
  g_assert_cmpfloat (gtk_adjustment_get_value (transcript_get_adjustment (fixture)), <, 1.0);
}

/* Where the bottom of a turn is, below the top of the transcript. */
static double
get_bottom (TranscriptFixture *fixture,
            const char        *id)
{
  GtkWidget      *view = chl_transcript_find_turn (fixture->transcript, id);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (view, GTK_WIDGET (fixture->transcript), &bounds));
  return (double) bounds.origin.y + (double) bounds.size.height;
}

static gboolean
is_last_in_sight (gpointer user_data)
{
  TranscriptFixture *fixture = user_data;

  return transcript_is_at_end (fixture) && get_bottom (fixture, "m19") > 0 &&
         get_bottom (fixture, "m19") <= gtk_widget_get_height (GTK_WIDGET (fixture->transcript));
}

static void
test_the_end_is_in_sight (TranscriptFixture *fixture,
                          gconstpointer      user_data)
{
  transcript_show (fixture);
  transcript_add_many (fixture, 10);
  chl_ui_test_wait (transcript_is_at_end, fixture);
  for (guint i = 10; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      transcript_add (fixture, CHL_AUTHOR_USER, id, "One\nmore\nturn");
      chl_ui_test_settle ();
    }
  chl_ui_test_wait (is_last_in_sight, fixture);
}

/* The turn in the middle of what is in sight. */
static ChlMessage *
get_middle (TranscriptFixture *fixture)
{
  GtkWidget *column = GTK_WIDGET (chl_transcript_get_column (fixture->transcript));
  double     middle = gtk_widget_get_height (column) / 2.0;

  for (GtkWidget *turn = gtk_widget_get_first_child (column); turn != NULL;
       turn = gtk_widget_get_next_sibling (turn))
    if (get_bottom (fixture, chl_message_get_id (chl_turn_get_message (turn))) > middle)
      return chl_turn_get_message (turn);

  g_assert_not_reached ();
}

/* Turns whose height nobody guesses. */
static void
add_odd_ones (TranscriptFixture *fixture,
              guint              n_turns)
{
  for (guint i = 0; i < n_turns; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);
      g_autoptr(GString) text = g_string_new ("Line");

      for (guint k = 0; k < (i * 7) % 23; k++)
        g_string_append_printf (text, "%s%u", i % 3 == 0 ? "\n\n- " : " wide words ", k);
      transcript_add (fixture, i % 2 == 0 ? CHL_AUTHOR_USER : CHL_AUTHOR_ASSISTANT, id, text->str);
    }
}

/* What is in sight moves by as much as was scrolled, whatever comes in above or below it. */
static void
assert_no_jump (TranscriptFixture *fixture,
                double             distance,
                guint              n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      const char *id = chl_message_get_id (get_middle (fixture));
      double      bottom = get_bottom (fixture, id);
      double      moved;

      chl_turn_column_scroll_by (chl_transcript_get_column (fixture->transcript), distance);
      chl_ui_test_wait_frames (fixture->window);
      moved = bottom - get_bottom (fixture, id);
      g_assert_cmpfloat_with_epsilon (moved, distance, 1.5);
      g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), <=,
                        CHL_TRANSCRIPT_MAX_TURNS);
    }
}

static void
test_nothing_jumps (TranscriptFixture *fixture,
                    gconstpointer      user_data)
{
  add_odd_ones (fixture, 80);
  transcript_show (fixture);
  assert_no_jump (fixture, -290.0, 12);
  transcript_activate (fixture, "transcript.begin");
  assert_no_jump (fixture, 290.0, 12);
}

/* The scroll bar is the person's: it moves what is in sight by as much, too. */
static void
test_scroll_bar (TranscriptFixture *fixture,
                 gconstpointer      user_data)
{
  GtkAdjustment *adjustment = transcript_get_adjustment (fixture);

  add_odd_ones (fixture, 80);
  transcript_show (fixture);
  for (guint i = 0; i < 10; i++)
    {
      const char *id = chl_message_get_id (get_middle (fixture));
      double      bottom = get_bottom (fixture, id);

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 90.0);
      chl_ui_test_wait_frames (fixture->window);
      g_assert_cmpfloat_with_epsilon (get_bottom (fixture, id) - bottom, 90.0, 1.5);
    }

  gtk_adjustment_set_value (adjustment, 0);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (transcript_has_turn (fixture, "o0"));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (transcript_has_turn (fixture, "o79"));
  chl_ui_test_wait (transcript_is_at_end, fixture);
}

/* The person has scrolled up: what grows above, below or in what they read does not move it. */
static void
test_the_place_is_kept (TranscriptFixture *fixture,
                        gconstpointer      user_data)
{
  const char      *id;
  double           bottom;
  g_autofree char *text = g_strnfill (8000, 'x');

  for (guint k = 7; k < strlen (text); k += 8)
    text[k] = ' ';
  add_odd_ones (fixture, 41);
  transcript_add (fixture, CHL_AUTHOR_ASSISTANT, "long", text);
  transcript_add (fixture, CHL_AUTHOR_USER, "last", "And then?");
  transcript_show (fixture);
  chl_turn_column_scroll_by (chl_transcript_get_column (fixture->transcript), -60.0);
  chl_ui_test_wait_frames (fixture->window);

  id = chl_message_get_id (get_middle (fixture));
  g_assert_cmpstr (id, ==, "long");
  bottom = get_bottom (fixture, id);
  chl_part_append_text (transcript_get_part (fixture, "o39"),
                        "\n\nmore\n\nand more\n\nand still more", -1);
  transcript_add (fixture, CHL_AUTHOR_ASSISTANT, "after", "One\n\nmore\n\nturn");
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpfloat_with_epsilon (get_bottom (fixture, id), bottom, 1.5);
}

/* An answer grows above its own end, part of it above the top of what is in sight. */
static void
test_a_turn_grows_above (TranscriptFixture *fixture,
                         gconstpointer      user_data)
{
  g_autoptr(ChlMessage) answer = chl_message_new ("two", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(GString) text = g_string_new (NULL);
  ChlPart *first = chl_part_new_text ("Short");
  double   bottom;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "%u\n\n", i);
  chl_message_add_part (answer, first);
  g_object_unref (first);
  first = chl_part_new_text (text->str);
  chl_message_add_part (answer, first);
  g_object_unref (first);
  chl_message_set_finish (answer, CHL_FINISH_STOP, NULL);
  chl_conversation_append (fixture->chat, answer);
  transcript_show (fixture);
  chl_turn_column_scroll_by (chl_transcript_get_column (fixture->transcript), -100.0);
  chl_ui_test_wait_frames (fixture->window);

  bottom = get_bottom (fixture, "two");
  chl_part_append_text (chl_message_get_part (answer, 0), "\n\nmore\n\nand more\n\nand more", -1);
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpfloat_with_epsilon (get_bottom (fixture, "two"), bottom, 1.5);
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (GTK_WIDGET (user_data)) == 400;
}

/* With other lines the same turn is at the top, and at the end it is still the end. */
static void
test_the_window_is_resized (TranscriptFixture *fixture,
                            gconstpointer      user_data)
{
  ChlTurnColumn *column = chl_transcript_get_column (fixture->transcript);
  guint          first;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("w%u", i);
      g_autofree char *text = g_strnfill (900 + i * 30, 'x');

      for (guint k = 7; k < strlen (text); k += 8)
        text[k] = ' ';
      transcript_add (fixture, CHL_AUTHOR_ASSISTANT, id, text);
    }
  transcript_show (fixture);
  chl_turn_column_show_turn (column, 12);
  chl_turn_column_scroll_by (column, 150.0);
  chl_ui_test_wait_frames (fixture->window);
  first = chl_turn_column_get_first (column);
  g_assert_cmpuint (first, ==, 12);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 400);
  chl_ui_test_wait (is_narrow, column);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpuint (chl_turn_column_get_first (column), ==, first);

  transcript_activate (fixture, "transcript.end");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 300);
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait (transcript_is_at_end, fixture);
}

static gboolean
is_revealed (gpointer user_data)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (user_data));
}

/* A button leads to the end when it is out of sight; from there it is followed again. */
static void
test_there_is_more (TranscriptFixture *fixture,
                    gconstpointer      user_data)
{
  GtkWidget *overlay;
  GtkWidget *revealer;

  transcript_add_many (fixture, 20);
  transcript_show (fixture);
  overlay = gtk_widget_get_first_child (GTK_WIDGET (fixture->transcript));
  revealer = gtk_widget_get_last_child (overlay);
  g_assert_true (GTK_IS_REVEALER (revealer));
  chl_ui_test_settle ();
  g_assert_false (is_revealed (revealer));

  scroll (fixture, 0, -1);
  chl_ui_test_wait (is_revealed, revealer);
  transcript_add (fixture, CHL_AUTHOR_USER, "q", "One more");
  chl_ui_test_wait_frames (fixture->window);
  g_assert_false (transcript_is_at_end (fixture));

  transcript_activate (fixture, "transcript.end");
  chl_ui_test_settle ();
  g_assert_false (is_revealed (revealer));
  chl_part_append_text (transcript_get_part (fixture, "q"), "", 0);
  transcript_add (fixture, CHL_AUTHOR_ASSISTANT, "a", "One\n\nmore\n\nturn");
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (transcript_is_at_end (fixture));
}

/* Whoever changes from chat to chat sees the one they chose last, and nothing of another one. */
static void
test_chats_change (TranscriptFixture *fixture,
                   gconstpointer      user_data)
{
  ChlConversation *other = chl_conversation_new ("other", 1);
  ChlConversation *mine = fixture->chat;

  add_odd_ones (fixture, 30);
  fixture->chat = other;
  transcript_add_many (fixture, 30);
  for (guint i = 0; i < 20; i++)
    {
      chl_transcript_set_conversation (fixture->transcript, NULL, i % 2 == 0 ? mine : other);
      if (i % 5 == 0)
        chl_ui_test_wait_frames (fixture->window);
      else if (i % 3 == 0)
        chl_ui_test_settle ();
      g_assert_false (transcript_has_turn (fixture, i % 2 == 0 ? "m29" : "o29"));
    }
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (transcript_has_turn (fixture, "m29"));
  g_assert_false (transcript_has_turn (fixture, "o29"));

  chl_transcript_set_conversation (fixture->transcript, NULL, mine);
  fixture->chat = mine;
  chl_ui_test_wait_frames (fixture->window);
  g_assert_finalize_object (other);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, TranscriptFixture, NULL, set_up, func, tear_down)
  ADD ("/ui/transcript/few-are-alive", test_few_are_alive);
  ADD ("/ui/transcript/the-end-is-in-sight", test_the_end_is_in_sight);
  ADD ("/ui/transcript/nothing-jumps", test_nothing_jumps);
  ADD ("/ui/transcript/scroll-bar", test_scroll_bar);
  ADD ("/ui/transcript/the-place-is-kept", test_the_place_is_kept);
  ADD ("/ui/transcript/a-turn-grows-above", test_a_turn_grows_above);
  ADD ("/ui/transcript/the-window-is-resized", test_the_window_is_resized);
  ADD ("/ui/transcript/there-is-more", test_there_is_more);
  ADD ("/ui/transcript/chats-change", test_chats_change);
#undef ADD

  return g_test_run ();
}
