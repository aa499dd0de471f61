/* test-turns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-answer-view.h"
#include "chl-picture.h"
#include "chl-question-editor.h"
#include "chl-question-view.h"
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
test_new_turns_keep_the_old (TranscriptFixture *fixture,
                             gconstpointer      user_data)
{
  GtkWidget *question;

  transcript_show (fixture);
  transcript_add (fixture, CHL_AUTHOR_USER, "q", "Hello");
  question = chl_transcript_find_turn (fixture->transcript, "q");
  g_assert_true (CHL_IS_QUESTION_VIEW (question));

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);

      transcript_add (fixture, CHL_AUTHOR_ASSISTANT, id, "Well");
      g_assert_true (CHL_IS_ANSWER_VIEW (chl_transcript_find_turn (fixture->transcript, id)));
      g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), <=,
                        CHL_TRANSCRIPT_MAX_TURNS);
      if (i == 10)
        g_assert_true (chl_transcript_find_turn (fixture->transcript, "q") == question);
    }
}

static gboolean
is_last_gone (gpointer user_data)
{
  return !transcript_has_turn (user_data, "m79");
}

/* What is being written is not thrown away because it is out of sight. */
static void
test_an_edited_question_stays (TranscriptFixture *fixture,
                               gconstpointer      user_data)
{
  GtkWidget *question;

  transcript_add_many (fixture, 80);
  transcript_show (fixture);
  question = chl_transcript_find_turn (fixture->transcript, "m78");
  chl_question_view_edit (CHL_QUESTION_VIEW (question));
  transcript_activate (fixture, "transcript.begin");
  chl_ui_test_wait (is_last_gone, fixture);
  g_assert_true (chl_transcript_find_turn (fixture->transcript, "m78") == question);
}

static void
test_versions_flip (TranscriptFixture *fixture,
                    gconstpointer      user_data)
{
  g_autoptr(ChlMessage) other = chl_message_new_text ("a2", CHL_AUTHOR_ASSISTANT, 2, "Second try");
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *button;

  transcript_show (fixture);
  transcript_add (fixture, CHL_AUTHOR_USER, "q", "Hello");
  transcript_add (fixture, CHL_AUTHOR_ASSISTANT, "a1", "First try");
  first = chl_transcript_find_turn (fixture->transcript, "a1");
  g_assert_null (chl_ui_test_find (first, GTK_TYPE_BUTTON, "version.next"));

  chl_message_set_finish (other, CHL_FINISH_STOP, NULL);
  chl_conversation_add_sibling (fixture->chat, other, "a1");
  g_assert_false (transcript_has_turn (fixture, "a1"));
  second = chl_transcript_find_turn (fixture->transcript, "a2");
  g_assert_nonnull (chl_ui_test_find (second, GTK_TYPE_LABEL, "2/2"));
  g_assert_nonnull (chl_ui_test_find (second, GTK_TYPE_LABEL, "Second try"));

  g_signal_emit_by_name (chl_ui_test_find (second, GTK_TYPE_BUTTON, "version.previous"), "clicked");
  g_assert_false (transcript_has_turn (fixture, "a2"));
  first = chl_transcript_find_turn (fixture->transcript, "a1");
  g_assert_nonnull (chl_ui_test_find (first, GTK_TYPE_LABEL, "1/2"));

  g_signal_emit_by_name (chl_ui_test_find (first, GTK_TYPE_BUTTON, "version.next"), "clicked");
  g_assert_true (transcript_has_turn (fixture, "a2"));

  /* Keys go on from there, the other way where there is no other one. */
  second = chl_transcript_find_turn (fixture->transcript, "a2");
  button = chl_ui_test_find (second, GTK_TYPE_BUTTON, "version.previous");
  g_assert_true (gtk_widget_grab_focus (button));
  g_signal_emit_by_name (button, "clicked");
  first = chl_transcript_find_turn (fixture->transcript, "a1");
  button = chl_ui_test_find (first, GTK_TYPE_BUTTON, "version.next");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == button);
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

static gboolean
is_quiet (gpointer user_data)
{
  return chl_ui_test_find (user_data, GTK_TYPE_LABEL, "Waiting for more… 4 s") != NULL;
}

static gboolean
is_not_quiet (gpointer user_data)
{
  return !is_quiet (user_data) && chl_ui_test_find (user_data, GTK_TYPE_SPINNER, NULL) == NULL;
}

static void
test_an_answer_grows (TranscriptFixture *fixture,
                      gconstpointer      user_data)
{
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 1);
  GtkWidget *view;

  transcript_show (fixture);
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

  /* A silence is told, and its end. */
  chl_ui_test_wait (is_quiet, view);
  apply (answer, CHL_STREAM_PART_DELTA, CHL_PART_TEXT, " again");
  chl_ui_test_wait (is_not_quiet, view);

  /* The reason why it ended is always told. */
  apply (answer, CHL_STREAM_FINISH, CHL_PART_TEXT, NULL);
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL,
                                      "Cut off: the longest answer allowed was reached."));
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_BUTTON, "answer.again"));
}

static void
test_an_error_stands_in_place (TranscriptFixture *fixture,
                               gconstpointer      user_data)
{
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_AUTH, "Incorrect API key provided");
  GtkWidget *view;

  chl_message_set_source (answer, "work", "model-1", CHL_PROTOCOL_OPENAI_CHAT);
  chl_message_set_failure (answer, failure);
  chl_message_set_finish (answer, CHL_FINISH_ERROR, NULL);
  chl_conversation_append (fixture->chat, answer);
  transcript_show (fixture);

  view = chl_transcript_find_turn (fixture->transcript, "a");
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, "Incorrect API key provided"));
  g_assert_null (chl_ui_test_find (view, GTK_TYPE_BUTTON, "answer.copy"));
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_BUTTON, "answer.again"));
}

/* Nobody thinks any more where somebody stopped it. */
static void
test_thoughts_are_stopped (TranscriptFixture *fixture,
                           gconstpointer      user_data)
{
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 1);
  GtkWidget *view;

  transcript_show (fixture);
  chl_message_begin (answer);
  chl_conversation_append (fixture->chat, answer);
  apply (answer, CHL_STREAM_PART_START, CHL_PART_REASONING, NULL);
  view = chl_transcript_find_turn (fixture->transcript, "a");
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, "Thinking…"));

  chl_message_set_finish (answer, CHL_FINISH_CANCELLED, NULL);
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, "Thought about it"));
  g_assert_null (chl_ui_test_find (view, GTK_TYPE_SPINNER, NULL));
}

static void
test_a_question_is_edited (TranscriptFixture *fixture,
                           gconstpointer      user_data)
{
  GtkWidget *view;
  GtkWidget *editor;
  GtkWidget *page;

  transcript_add (fixture, CHL_AUTHOR_USER, "q", "<b>Hello</b> & more");
  transcript_show (fixture);
  view = chl_transcript_find_turn (fixture->transcript, "q");
  g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, "<b>Hello</b> & more"));

  /* There is no editor before anybody edits. */
  g_assert_null (chl_ui_test_find (view, GTK_TYPE_TEXT_VIEW, NULL));
  g_signal_emit_by_name (chl_ui_test_find (view, GTK_TYPE_BUTTON, "question.edit"), "clicked");
  editor = chl_ui_test_find (view, GTK_TYPE_TEXT_VIEW, NULL);
  page = gtk_widget_get_ancestor (editor, CHL_TYPE_QUESTION_EDITOR);
  g_assert_true (gtk_widget_get_child_visible (page));
  g_assert_false (chl_ui_test_press (editor, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_signal_emit_by_name (editor, "preedit-changed", "ni");
  g_assert_false (chl_ui_test_press (editor, GDK_KEY_Return, 0));
  g_signal_emit_by_name (editor, "preedit-changed", "");
  g_assert_true (gtk_widget_get_child_visible (page));
  g_assert_true (chl_ui_test_press (editor, GDK_KEY_Escape, 0));
  g_assert_false (gtk_widget_get_child_visible (page));

  /* Nobody here answers, but it was sent. */
  g_signal_emit_by_name (chl_ui_test_find (view, GTK_TYPE_BUTTON, "question.edit"), "clicked");
  g_assert_true (gtk_widget_get_child_visible (page));
  g_assert_true (chl_ui_test_press (editor, GDK_KEY_Return, 0));
  g_assert_false (gtk_widget_get_child_visible (page));
}

static ChlPart *
new_picture (int width,
             int height)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr(GBytes) data = NULL;
  g_autoptr(GError) error = NULL;
  char *buffer = NULL;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "png", &error, NULL);
  g_assert_no_error (error);
  data = g_bytes_new_take (buffer, length);

  return chl_part_new_image ("image/png", data, NULL);
}

static gboolean
shows_picture (gpointer turn)
{
  return chl_ui_test_find (turn, GTK_TYPE_PICTURE, NULL) != NULL;
}

/* Beside a question as wide as can be, where a picture would have any room. */
static void
test_a_picture_is_no_larger (TranscriptFixture *fixture,
                             gconstpointer      user_data)
{
  static const struct
  {
    int width, height;
    int shown_width, shown_height;
  } rows[] = {
    { 240, 520, 102, 220 },
    { 520, 240, 220, 102 },
    { 60, 130, 60, 130 },
    { 16, 16, 16, 16 },
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 40; i++)
    g_string_append (text, "A long question. ");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = g_strdup_printf ("q%u", i);
      g_autoptr(ChlMessage) message = chl_message_new_text (id, CHL_AUTHOR_USER, 1, text->str);
      g_autoptr(ChlPart) part = new_picture (rows[i].width, rows[i].height);
      GtkWidget *turn;
      GtkWidget *picture;

      g_test_message ("%d × %d", rows[i].width, rows[i].height);
      chl_message_add_part (message, part);
      chl_conversation_append (fixture->chat, message);
      transcript_show (fixture);
      turn = chl_transcript_find_turn (fixture->transcript, id);
      chl_ui_test_wait (shows_picture, turn);
      chl_ui_test_wait_frames (fixture->window);
      picture = chl_ui_test_find (turn, CHL_TYPE_PICTURE, NULL);
      g_assert_cmpint (gtk_widget_get_width (turn), >, 300);
      g_assert_cmpint (gtk_widget_get_width (picture), <=, rows[i].shown_width);
      g_assert_cmpint (gtk_widget_get_width (picture), >=, rows[i].shown_width - 1);
      g_assert_cmpint (gtk_widget_get_height (picture), <=, rows[i].shown_height);
      g_assert_cmpint (gtk_widget_get_height (picture), >=, rows[i].shown_height - 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, TranscriptFixture, NULL, set_up, func, tear_down)
  ADD ("/ui/turns/new-turns-keep-the-old", test_new_turns_keep_the_old);
  ADD ("/ui/turns/an-edited-question-stays", test_an_edited_question_stays);
  ADD ("/ui/turns/versions-flip", test_versions_flip);
  ADD ("/ui/turns/an-answer-grows", test_an_answer_grows);
  ADD ("/ui/turns/an-error-stands-in-place", test_an_error_stands_in_place);
  ADD ("/ui/turns/thoughts-are-stopped", test_thoughts_are_stopped);
  ADD ("/ui/turns/a-question-is-edited", test_a_question_is_edited);
  ADD ("/ui/turns/a-picture-is-no-larger", test_a_picture_is_no_larger);
#undef ADD

  return g_test_run ();
}
