/* test-transcript.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-answer-view.h"
#include "chl-question-view.h"
#include "chl-transcript.h"
#include "chl-turn.h"
#include "chl-ui-test.h"

typedef struct
{
  GtkWidget       *window;
  ChlTranscript   *transcript;
  ChlConversation *chat;
} Fixture;

static ChlMessage *
add (Fixture    *fixture,
     ChlAuthor   author,
     const char *id,
     const char *text)
{
  g_autoptr(ChlMessage) message = chl_message_new_text (id, author, G_USEC_PER_SEC, text);

  if (author == CHL_AUTHOR_ASSISTANT)
    chl_message_set_finish (message, CHL_FINISH_STOP, NULL);
  chl_conversation_append (fixture->chat, message);
  return message;
}

static void
add_many (Fixture *fixture,
          guint    n_turns)
{
  for (guint i = 0; i < n_turns; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autofree char *text = g_strdup_printf ("Turn %u", i);

      add (fixture, i % 2 == 0 ? CHL_AUTHOR_USER : CHL_AUTHOR_ASSISTANT, id, text);
    }
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->chat = chl_conversation_new ("chat", 1);
  chl_conversation_set_loaded (fixture->chat, TRUE);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 400);
  fixture->transcript = g_object_ref_sink (g_object_new (CHL_TYPE_TRANSCRIPT, NULL));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->transcript));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_ui_test_settle ();
  g_assert_finalize_object (fixture->transcript);
  g_assert_finalize_object (fixture->chat);
}

static void
show (Fixture *fixture)
{
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
  chl_ui_test_wait_frames (fixture->window);
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  GtkWidget *scrolled = chl_ui_test_find (GTK_WIDGET (fixture->transcript), GTK_TYPE_SCROLLED_WINDOW,
                                          NULL);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static gboolean
is_at_end (gpointer user_data)
{
  GtkAdjustment *adjustment = get_adjustment (user_data);

  return gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) &&
         gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
           gtk_adjustment_get_upper (adjustment) - 1.0;
}

static gboolean
has_turn (Fixture    *fixture,
          const char *id)
{
  return chl_transcript_find_turn (fixture->transcript, id) != NULL;
}

static void
activate (Fixture    *fixture,
          const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), action, NULL);
  chl_ui_test_wait_frames (fixture->window);
}

static void
scroll (Fixture *fixture,
        int      n_lines,
        int      n_pages)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.scroll", "(ii)",
                              n_lines, n_pages);
  chl_ui_test_wait_frames (fixture->window);
}

static void
test_few_are_alive (Fixture      *fixture,
                    gconstpointer user_data)
{
  guint n_pages = 0;

  add_many (fixture, 60);
  show (fixture);
  g_assert_true (has_turn (fixture, "m59"));
  g_assert_false (has_turn (fixture, "m0"));
  g_assert_true (is_at_end (fixture));

  for (; !has_turn (fixture, "m0"); n_pages++)
    {
      scroll (fixture, 0, -1);
      g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), >, 2);
      g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), <=,
                        CHL_TRANSCRIPT_MAX_TURNS);
      g_assert_cmpuint (n_pages, <, 100);
    }
  g_assert_cmpuint (n_pages, >, 5);
  g_assert_false (has_turn (fixture, "m59"));

  activate (fixture, "transcript.end");
  g_assert_true (has_turn (fixture, "m59"));
  g_assert_true (is_at_end (fixture));
  activate (fixture, "transcript.begin");
  g_assert_true (has_turn (fixture, "m0"));
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (fixture)), <, 1.0);
}

static void
test_new_turns_keep_the_old (Fixture      *fixture,
                             gconstpointer user_data)
{
  GtkWidget *question;

  show (fixture);
  add (fixture, CHL_AUTHOR_USER, "q", "Hello");
  question = chl_transcript_find_turn (fixture->transcript, "q");
  g_assert_true (CHL_IS_QUESTION_VIEW (question));

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);

      add (fixture, CHL_AUTHOR_ASSISTANT, id, "Well");
      g_assert_true (CHL_IS_ANSWER_VIEW (chl_transcript_find_turn (fixture->transcript, id)));
      g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), <=,
                        CHL_TRANSCRIPT_MAX_TURNS);
      if (i == 10)
        g_assert_true (chl_transcript_find_turn (fixture->transcript, "q") == question);
    }
}

/* Where the bottom of a turn is, below the top of the transcript. */
static double
get_bottom (Fixture    *fixture,
            const char *id)
{
  GtkWidget      *view = chl_transcript_find_turn (fixture->transcript, id);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (view, GTK_WIDGET (fixture->transcript), &bounds));
  return (double) bounds.origin.y + (double) bounds.size.height;
}

static gboolean
is_last_in_sight (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_at_end (fixture) && get_bottom (fixture, "m19") > 0 &&
         get_bottom (fixture, "m19") <= gtk_widget_get_height (GTK_WIDGET (fixture->transcript));
}

static void
test_the_end_is_in_sight (Fixture      *fixture,
                          gconstpointer user_data)
{
  show (fixture);
  add_many (fixture, 10);
  chl_ui_test_wait (is_at_end, fixture);
  for (guint i = 10; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      add (fixture, CHL_AUTHOR_USER, id, "One\nmore\nturn");
      chl_ui_test_settle ();
    }
  chl_ui_test_wait (is_last_in_sight, fixture);
}

/* The turn in the middle of what is in sight. */
static ChlMessage *
get_middle (Fixture *fixture)
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
add_odd_ones (Fixture *fixture,
              guint    n_turns)
{
  for (guint i = 0; i < n_turns; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);
      g_autoptr(GString) text = g_string_new ("Line");

      for (guint k = 0; k < (i * 7) % 23; k++)
        g_string_append_printf (text, "%s%u", i % 3 == 0 ? "\n\n- " : " wide words ", k);
      add (fixture, i % 2 == 0 ? CHL_AUTHOR_USER : CHL_AUTHOR_ASSISTANT, id, text->str);
    }
}

/* What is in sight moves by as much as was scrolled, whatever comes in above or below it. */
static void
assert_no_jump (Fixture *fixture,
                double   distance,
                guint    n_steps)
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
test_nothing_jumps (Fixture      *fixture,
                    gconstpointer user_data)
{
  add_odd_ones (fixture, 80);
  show (fixture);
  assert_no_jump (fixture, -290.0, 12);
  activate (fixture, "transcript.begin");
  assert_no_jump (fixture, 290.0, 12);
}

/* The scroll bar is the person's: it moves what is in sight by as much, too. */
static void
test_scroll_bar (Fixture      *fixture,
                 gconstpointer user_data)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);

  add_odd_ones (fixture, 80);
  show (fixture);
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
  g_assert_true (has_turn (fixture, "o0"));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (has_turn (fixture, "o79"));
  chl_ui_test_wait (is_at_end, fixture);
}

static ChlPart *
get_part (Fixture    *fixture,
          const char *id)
{
  return chl_message_get_part (chl_conversation_find (fixture->chat, id), 0);
}

/* The person has scrolled up: what grows above, below or in what they read does not move it. */
static void
test_the_place_is_kept (Fixture      *fixture,
                        gconstpointer user_data)
{
  const char      *id;
  double           bottom;
  g_autofree char *text = g_strnfill (8000, 'x');

  for (guint k = 7; k < strlen (text); k += 8)
    text[k] = ' ';
  add_odd_ones (fixture, 41);
  add (fixture, CHL_AUTHOR_ASSISTANT, "long", text);
  add (fixture, CHL_AUTHOR_USER, "last", "And then?");
  show (fixture);
  chl_turn_column_scroll_by (chl_transcript_get_column (fixture->transcript), -60.0);
  chl_ui_test_wait_frames (fixture->window);

  id = chl_message_get_id (get_middle (fixture));
  g_assert_cmpstr (id, ==, "long");
  bottom = get_bottom (fixture, id);
  chl_part_append_text (get_part (fixture, "o39"), "\n\nmore\n\nand more\n\nand still more", -1);
  add (fixture, CHL_AUTHOR_ASSISTANT, "after", "One\n\nmore\n\nturn");
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpfloat_with_epsilon (get_bottom (fixture, id), bottom, 1.5);
}

/* An answer grows above its own end, part of it above the top of what is in sight. */
static void
test_a_turn_grows_above (Fixture      *fixture,
                         gconstpointer user_data)
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
  show (fixture);
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
test_the_window_is_resized (Fixture      *fixture,
                            gconstpointer user_data)
{
  ChlTurnColumn *column = chl_transcript_get_column (fixture->transcript);
  guint          first;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("w%u", i);
      g_autofree char *text = g_strnfill (900 + i * 30, 'x');

      for (guint k = 7; k < strlen (text); k += 8)
        text[k] = ' ';
      add (fixture, CHL_AUTHOR_ASSISTANT, id, text);
    }
  show (fixture);
  chl_turn_column_show_turn (column, 12);
  chl_turn_column_scroll_by (column, 150.0);
  chl_ui_test_wait_frames (fixture->window);
  first = chl_turn_column_get_first (column);
  g_assert_cmpuint (first, ==, 12);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 400);
  chl_ui_test_wait (is_narrow, column);
  chl_ui_test_wait_frames (fixture->window);
  g_assert_cmpuint (chl_turn_column_get_first (column), ==, first);

  activate (fixture, "transcript.end");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 300);
  chl_ui_test_wait_frames (fixture->window);
  chl_ui_test_wait (is_at_end, fixture);
}

static gboolean
is_revealed (gpointer user_data)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (user_data));
}

/* A button leads to the end when it is out of sight; from there it is followed again. */
static void
test_there_is_more (Fixture      *fixture,
                    gconstpointer user_data)
{
  GtkWidget *revealer;

  add_many (fixture, 20);
  show (fixture);
  revealer = gtk_widget_get_last_child (gtk_widget_get_first_child (GTK_WIDGET (fixture->transcript)));
  g_assert_true (GTK_IS_REVEALER (revealer));
  chl_ui_test_settle ();
  g_assert_false (is_revealed (revealer));

  scroll (fixture, 0, -1);
  chl_ui_test_wait (is_revealed, revealer);
  add (fixture, CHL_AUTHOR_USER, "q", "One more");
  chl_ui_test_wait_frames (fixture->window);
  g_assert_false (is_at_end (fixture));

  activate (fixture, "transcript.end");
  chl_ui_test_settle ();
  g_assert_false (is_revealed (revealer));
  chl_part_append_text (get_part (fixture, "q"), "", 0);
  add (fixture, CHL_AUTHOR_ASSISTANT, "a", "One\n\nmore\n\nturn");
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (is_at_end (fixture));
}

/* Whoever changes from chat to chat sees the one they chose last, and nothing of another one. */
static void
test_chats_change (Fixture      *fixture,
                   gconstpointer user_data)
{
  ChlConversation *other = chl_conversation_new ("other", 1);
  ChlConversation *mine = fixture->chat;

  add_odd_ones (fixture, 30);
  fixture->chat = other;
  add_many (fixture, 30);
  for (guint i = 0; i < 20; i++)
    {
      chl_transcript_set_conversation (fixture->transcript, NULL, i % 2 == 0 ? mine : other);
      if (i % 5 == 0)
        chl_ui_test_wait_frames (fixture->window);
      else if (i % 3 == 0)
        chl_ui_test_settle ();
      g_assert_false (has_turn (fixture, i % 2 == 0 ? "m29" : "o29"));
    }
  chl_ui_test_wait_frames (fixture->window);
  g_assert_true (has_turn (fixture, "m29"));
  g_assert_false (has_turn (fixture, "o29"));

  chl_transcript_set_conversation (fixture->transcript, NULL, mine);
  fixture->chat = mine;
  chl_ui_test_wait_frames (fixture->window);
  g_assert_finalize_object (other);
}

/* What is being written is not thrown away because it is out of sight. */
static void
test_an_edited_question_stays (Fixture      *fixture,
                               gconstpointer user_data)
{
  GtkWidget *question;

  add_many (fixture, 80);
  show (fixture);
  question = chl_transcript_find_turn (fixture->transcript, "m78");
  chl_question_view_edit (CHL_QUESTION_VIEW (question));
  activate (fixture, "transcript.begin");
  chl_ui_test_settle ();
  g_assert_false (has_turn (fixture, "m79"));
  g_assert_true (chl_transcript_find_turn (fixture->transcript, "m78") == question);
}

static void
test_versions_flip (Fixture      *fixture,
                    gconstpointer user_data)
{
  g_autoptr(ChlMessage) other = chl_message_new_text ("a2", CHL_AUTHOR_ASSISTANT, 2, "Second try");
  GtkWidget *first;
  GtkWidget *second;

  show (fixture);
  add (fixture, CHL_AUTHOR_USER, "q", "Hello");
  add (fixture, CHL_AUTHOR_ASSISTANT, "a1", "First try");
  first = chl_transcript_find_turn (fixture->transcript, "a1");
  g_assert_null (chl_ui_test_find (first, GTK_TYPE_BUTTON, "version.next"));

  chl_message_set_finish (other, CHL_FINISH_STOP, NULL);
  chl_conversation_add_sibling (fixture->chat, other, "a1");
  g_assert_false (has_turn (fixture, "a1"));
  second = chl_transcript_find_turn (fixture->transcript, "a2");
  g_assert_nonnull (chl_ui_test_find (second, GTK_TYPE_LABEL, "2/2"));
  g_assert_nonnull (chl_ui_test_find (second, GTK_TYPE_LABEL, "Second try"));

  g_signal_emit_by_name (chl_ui_test_find (second, GTK_TYPE_BUTTON, "version.previous"), "clicked");
  g_assert_false (has_turn (fixture, "a2"));
  first = chl_transcript_find_turn (fixture->transcript, "a1");
  g_assert_nonnull (chl_ui_test_find (first, GTK_TYPE_LABEL, "1/2"));

  g_signal_emit_by_name (chl_ui_test_find (first, GTK_TYPE_BUTTON, "version.next"), "clicked");
  g_assert_true (has_turn (fixture, "a2"));
}

static void
apply (ChlMessage        *message,
       ChlStreamEventKind kind,
       ChlPartKind        part_kind,
       const char        *text)
{
  ChlStreamEvent event = {
    .kind = kind,
    .part_kind = part_kind,
    .text = text,
    .length = text != NULL ? strlen (text) : 0,
    .finish = kind == CHL_STREAM_FINISH ? CHL_FINISH_LENGTH : CHL_FINISH_NONE,
  };

  chl_message_apply (message, &event, 5 * G_USEC_PER_SEC);
}

static gboolean
shows_text (gpointer user_data)
{
  return chl_ui_test_find (GTK_WIDGET (user_data), GTK_TYPE_LABEL, "Hello there") != NULL;
}

static void
test_an_answer_grows (Fixture      *fixture,
                      gconstpointer user_data)
{
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 1);
  GtkWidget *view;

  show (fixture);
  chl_message_begin (answer);
  chl_conversation_append (fixture->chat, answer);
  view = chl_transcript_find_turn (fixture->transcript, "a");
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, "Connecting…"));
  g_assert_null (chl_ui_test_find (view, GTK_TYPE_BUTTON, "answer.again"));

  apply (answer, CHL_STREAM_PART_START, CHL_PART_TEXT, NULL);
  apply (answer, CHL_STREAM_PART_DELTA, CHL_PART_TEXT, "Hello");
  apply (answer, CHL_STREAM_PART_DELTA, CHL_PART_TEXT, " there");
  g_assert_null (chl_ui_test_find (view, GTK_TYPE_LABEL, "Connecting…"));
  chl_ui_test_wait (shows_text, view);

  /* The reason why it ended is always told. */
  apply (answer, CHL_STREAM_FINISH, CHL_PART_TEXT, NULL);
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL,
                                      "Cut off: the longest answer allowed was reached."));
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_BUTTON, "answer.again"));
}

static void
test_an_error_stands_in_place (Fixture      *fixture,
                               gconstpointer user_data)
{
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_AUTH, "Incorrect API key provided");
  GtkWidget *view;

  chl_message_set_source (answer, "work", "model-1", CHL_PROTOCOL_OPENAI_CHAT);
  chl_message_set_failure (answer, failure);
  chl_message_set_finish (answer, CHL_FINISH_ERROR, NULL);
  chl_conversation_append (fixture->chat, answer);
  show (fixture);

  view = chl_transcript_find_turn (fixture->transcript, "a");
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, "Incorrect API key provided"));
  g_assert_null (chl_ui_test_find (view, GTK_TYPE_BUTTON, "answer.copy"));
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_BUTTON, "answer.again"));
}

static void
test_a_question_is_edited (Fixture      *fixture,
                           gconstpointer user_data)
{
  GtkWidget *view;
  GtkWidget *editor;

  add (fixture, CHL_AUTHOR_USER, "q", "<b>Hello</b> & more");
  show (fixture);
  view = chl_transcript_find_turn (fixture->transcript, "q");
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, "<b>Hello</b> & more"));

  g_signal_emit_by_name (chl_ui_test_find (view, GTK_TYPE_BUTTON, "question.edit"), "clicked");
  editor = chl_ui_test_find (view, GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_true (gtk_widget_get_child_visible (gtk_widget_get_parent (gtk_widget_get_parent (editor))));
  g_assert_false (chl_ui_test_press (editor, GDK_KEY_Return, 0));
  g_assert_true (chl_ui_test_press (editor, GDK_KEY_Escape, 0));
  g_assert_false (gtk_widget_get_child_visible (gtk_widget_get_parent (gtk_widget_get_parent (editor))));
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/transcript/few-are-alive", test_few_are_alive);
  ADD ("/ui/transcript/new-turns-keep-the-old", test_new_turns_keep_the_old);
  ADD ("/ui/transcript/the-end-is-in-sight", test_the_end_is_in_sight);
  ADD ("/ui/transcript/nothing-jumps", test_nothing_jumps);
  ADD ("/ui/transcript/scroll-bar", test_scroll_bar);
  ADD ("/ui/transcript/the-place-is-kept", test_the_place_is_kept);
  ADD ("/ui/transcript/a-turn-grows-above", test_a_turn_grows_above);
  ADD ("/ui/transcript/the-window-is-resized", test_the_window_is_resized);
  ADD ("/ui/transcript/there-is-more", test_there_is_more);
  ADD ("/ui/transcript/chats-change", test_chats_change);
  ADD ("/ui/transcript/an-edited-question-stays", test_an_edited_question_stays);
  ADD ("/ui/transcript/versions-flip", test_versions_flip);
  ADD ("/ui/transcript/an-answer-grows", test_an_answer_grows);
  ADD ("/ui/transcript/an-error-stands-in-place", test_an_error_stands_in_place);
  ADD ("/ui/transcript/a-question-is-edited", test_a_question_is_edited);
#undef ADD

  return g_test_run ();
}
