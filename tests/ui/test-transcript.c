/* test-transcript.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-advice.h"
#include "chl-answer-view.h"
#include "chl-question-view.h"
#include "chl-transcript.h"
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
test_few_are_alive (Fixture      *fixture,
                    gconstpointer user_data)
{
  add_many (fixture, 100);
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
  g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), ==, CHL_TRANSCRIPT_STEP);
  g_assert_true (has_turn (fixture, "m99"));
  chl_ui_test_wait (is_at_end, fixture);

  for (guint i = 0; i < 8; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.earlier", NULL);
      g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), <=,
                        CHL_TRANSCRIPT_MAX_TURNS);
    }
  g_assert_true (has_turn (fixture, "m0"));
  g_assert_false (has_turn (fixture, "m99"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.later", NULL);
  g_assert_false (has_turn (fixture, "m0"));
  g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), ==, CHL_TRANSCRIPT_MAX_TURNS);

  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.end", NULL);
  g_assert_true (has_turn (fixture, "m99"));
  chl_ui_test_wait (is_at_end, fixture);
}

static void
test_new_turns_keep_the_old (Fixture      *fixture,
                             gconstpointer user_data)
{
  GtkWidget *question;

  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
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

static gboolean
is_revealed (gpointer user_data)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (user_data));
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
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
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

static gboolean
is_laid_out (gpointer user_data)
{
  return gtk_widget_get_height (GTK_WIDGET (user_data)) > 0;
}

/* Earlier turns come above what is read, which stays where it is. */
static void
test_earlier_turns_move_nothing (Fixture      *fixture,
                                 gconstpointer user_data)
{
  GtkAdjustment *adjustment;
  double         bottom;

  add_many (fixture, 60);
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
  chl_ui_test_wait (is_at_end, fixture);
  adjustment = get_adjustment (fixture);
  gtk_adjustment_set_value (adjustment, 200.0);
  chl_ui_test_wait_frames (GTK_WIDGET (fixture->transcript));

  bottom = get_bottom (fixture, "m45");
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.earlier", NULL);
  chl_ui_test_wait (is_laid_out, chl_transcript_find_turn (fixture->transcript, "m30"));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture->transcript));
  g_assert_cmpfloat_with_epsilon (get_bottom (fixture, "m45"), bottom, 2.0);
}

/* The person has scrolled up: what grows at the end does not move what they read. */
static void
test_the_end_is_left_alone (Fixture      *fixture,
                            gconstpointer user_data)
{
  GtkAdjustment *adjustment;
  GtkWidget     *revealer;
  double         value;
  double         upper;

  add_many (fixture, 20);
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
  chl_ui_test_wait (is_at_end, fixture);

  adjustment = get_adjustment (fixture);
  upper = gtk_adjustment_get_upper (adjustment);
  gtk_adjustment_set_value (adjustment, 100.0);
  value = gtk_adjustment_get_value (adjustment);
  revealer = gtk_widget_get_last_child (gtk_widget_get_first_child (GTK_WIDGET (fixture->transcript)));
  g_assert_true (GTK_IS_REVEALER (revealer));
  chl_ui_test_wait (is_revealed, revealer);

  add (fixture, CHL_AUTHOR_USER, "q", "One more");
  while (gtk_adjustment_get_upper (adjustment) <= upper)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, 0.5);

  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.end", NULL);
  chl_ui_test_wait (is_at_end, fixture);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
}

static void
test_versions_flip (Fixture      *fixture,
                    gconstpointer user_data)
{
  g_autoptr(ChlMessage) other = chl_message_new_text ("a2", CHL_AUTHOR_ASSISTANT, 2, "Second try");
  GtkWidget *first;
  GtkWidget *second;

  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
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

  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
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
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, chl_finish_get_label (CHL_FINISH_LENGTH)));
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
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);

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
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
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
  ADD ("/ui/transcript/earlier-turns-move-nothing", test_earlier_turns_move_nothing);
  ADD ("/ui/transcript/the-end-is-left-alone", test_the_end_is_left_alone);
  ADD ("/ui/transcript/versions-flip", test_versions_flip);
  ADD ("/ui/transcript/an-answer-grows", test_an_answer_grows);
  ADD ("/ui/transcript/an-error-stands-in-place", test_an_error_stands_in_place);
  ADD ("/ui/transcript/a-question-is-edited", test_a_question_is_edited);
#undef ADD

  return g_test_run ();
}
