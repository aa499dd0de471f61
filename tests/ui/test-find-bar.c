/* test-find-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-chat-page.h"
#include "chl-find-bar.h"
#include "chl-question-view.h"
#include "chl-turn.h"
#include "chl-ui-test.h"

#define N_TURNS 100

typedef struct
{
  GtkWidget       *window;
  ChlTranscript   *transcript;
  ChlFindBar      *bar;
  ChlConversation *chat;
} Fixture;

static void
add (Fixture    *fixture,
     ChlAuthor   author,
     const char *id,
     const char *text)
{
  g_autoptr(ChlMessage) message = chl_message_new_text (id, author, G_USEC_PER_SEC, text);

  if (author == CHL_AUTHOR_ASSISTANT)
    chl_message_set_finish (message, CHL_FINISH_STOP, NULL);
  chl_conversation_append (fixture->chat, message);
}

/* The words are in the third turn, twice in the code of the eighth, and in the last one. */
static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->chat = chl_conversation_new ("chat", 1);
  chl_conversation_set_loaded (fixture->chat, TRUE);
  for (guint i = 0; i < N_TURNS; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      const char      *text = "Nothing of that";

      if (i == 2 || i == N_TURNS - 1)
        text = "All its KEYS";
      else if (i == 7)
        text = "Look:\n\n```c\nint keys;\nint more_keys;\n```\n\nThat is all";
      add (fixture, i % 2 == 0 ? CHL_AUTHOR_USER : CHL_AUTHOR_ASSISTANT, id, text);
    }

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 400);
  fixture->transcript = g_object_ref_sink (g_object_new (CHL_TYPE_TRANSCRIPT, NULL));
  fixture->bar = g_object_ref_sink (g_object_new (CHL_TYPE_FIND_BAR, NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->transcript));
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  chl_find_bar_set_transcript (fixture->bar, fixture->transcript);
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
  chl_find_bar_set_conversation (fixture->bar, fixture->chat);
  gtk_window_present (GTK_WINDOW (fixture->window));
  chl_ui_test_wait_frames (fixture->window);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_ui_test_settle ();
  g_assert_finalize_object (fixture->bar);
  g_assert_finalize_object (fixture->transcript);
  g_assert_finalize_object (fixture->chat);
}

typedef struct
{
  Fixture    *fixture;
  const char *text;
} Wish;

static gboolean
is_told (gpointer user_data)
{
  Wish *wish = user_data;

  return chl_ui_test_find (GTK_WIDGET (wish->fixture->bar), GTK_TYPE_LABEL, wish->text) != NULL;
}

static void
wait_for (Fixture    *fixture,
          const char *text)
{
  Wish wish = { fixture, text };

  chl_ui_test_wait (is_told, &wish);
  for (guint i = 0; i < 5; i++)
    chl_ui_test_wait_frames (fixture->window);
}

static void
type (Fixture    *fixture,
      const char *words)
{
  GtkWidget *entry = chl_ui_test_find (GTK_WIDGET (fixture->bar), GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
}

/* Whether a turn is laid out, and within what can be seen. */
static gboolean
is_in_sight (Fixture    *fixture,
             const char *id)
{
  GtkWidget      *turn = chl_transcript_find_turn (fixture->transcript, id);
  graphene_rect_t bounds;

  return turn != NULL &&
         gtk_widget_compute_bounds (turn, GTK_WIDGET (fixture->transcript), &bounds) &&
         bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < (float) gtk_widget_get_height (GTK_WIDGET (fixture->transcript));
}

/* The hits are counted all over the chat, though few turns are laid out; they are brought in. */
static void
test_steps (Fixture      *fixture,
            gconstpointer user_data)
{
  chl_find_bar_open (fixture->bar);
  type (fixture, "keys");
  wait_for (fixture, "4 of 4");
  g_assert_true (is_in_sight (fixture, "m99"));
  g_assert_null (chl_transcript_find_turn (fixture->transcript, "m2"));

  chl_find_bar_step (fixture->bar, TRUE);
  wait_for (fixture, "1 of 4");
  g_assert_true (is_in_sight (fixture, "m2"));
  g_assert_cmpuint (chl_transcript_get_n_turns (fixture->transcript), <=,
                    CHL_TRANSCRIPT_MAX_TURNS);
  chl_find_bar_step (fixture->bar, TRUE);
  wait_for (fixture, "2 of 4");
  g_assert_true (is_in_sight (fixture, "m7"));
  chl_find_bar_step (fixture->bar, FALSE);
  wait_for (fixture, "1 of 4");
  chl_find_bar_step (fixture->bar, FALSE);
  wait_for (fixture, "4 of 4");
  g_assert_true (is_in_sight (fixture, "m99"));

  type (fixture, "zeppelin");
  wait_for (fixture, "No hits");
  chl_find_bar_step (fixture->bar, TRUE);
}

/* The colour behind a byte of a block. */
static guint16
get_mark (GtkWidget *turn,
          guint      block,
          gsize      byte)
{
  ChlPlace       place = { .block = block, .byte = byte };
  gsize          start;
  ChlTextPiece  *piece = chl_turn_find_piece (turn, &place, &start);
  PangoAttrList *attributes = gtk_label_get_attributes (chl_text_piece_get_label (piece));
  GSList        *list = attributes != NULL ? pango_attr_list_get_attributes (attributes) : NULL;
  guint16        green = 0;

  for (GSList *l = list; l != NULL; l = l->next)
    {
      PangoAttribute *attribute = l->data;

      if (attribute->klass->type == PANGO_ATTR_BACKGROUND &&
          attribute->start_index <= byte - start && attribute->end_index > byte - start)
        green = ((PangoAttrColor *) attribute)->color.green;
    }
  g_slist_free_full (list, (GDestroyNotify) pango_attribute_destroy);

  return green;
}

static void
test_marks (Fixture      *fixture,
            gconstpointer user_data)
{
  GtkWidget *question;
  GtkWidget *answer;
  guint16    hit;
  guint16    current;

  chl_find_bar_open_at (fixture->bar, "keys", "m7");
  wait_for (fixture, "2 of 4");
  question = chl_transcript_find_turn (fixture->transcript, "m2");
  answer = chl_transcript_find_turn (fixture->transcript, "m7");
  g_assert_true (is_in_sight (fixture, "m7"));
  g_assert_cmpuint (get_mark (question, 0, 8), >, 0);
  g_assert_cmpuint (get_mark (question, 0, 7), ==, 0);
  hit = get_mark (answer, 1, 19);
  current = get_mark (answer, 1, 4);
  g_assert_cmpuint (hit, >, 0);
  g_assert_cmpuint (current, >, 0);
  g_assert_cmpuint (current, !=, hit);
  g_assert_cmpuint (get_mark (answer, 1, 12), ==, 0);

  chl_find_bar_step (fixture->bar, TRUE);
  wait_for (fixture, "3 of 4");
  g_assert_cmpuint (get_mark (answer, 1, 4), ==, hit);
  g_assert_cmpuint (get_mark (answer, 1, 19), ==, current);

  gtk_widget_activate_action (GTK_WIDGET (fixture->bar), "find.close", NULL);
  g_assert_cmpuint (get_mark (question, 0, 8), ==, 0);
  g_assert_cmpuint (get_mark (answer, 1, 4), ==, 0);
  g_assert_cmpuint (get_mark (answer, 1, 19), ==, 0);
}

/* Words that do not stand side by side: the longest of them is what is marked. */
static void
test_words_apart (Fixture      *fixture,
                  gconstpointer user_data)
{
  chl_find_bar_open_at (fixture->bar, "keys all", "m2");
  wait_for (fixture, "1 of 4");
  chl_find_bar_open_at (fixture->bar, "anything", NULL);
  chl_find_bar_open_at (fixture->bar, "anything", "of another chat");
  wait_for (fixture, "1 of 4");
}

/* What is said meanwhile is counted, and the current hit stays. */
static void
test_more_is_said (Fixture      *fixture,
                   gconstpointer user_data)
{
  chl_find_bar_open_at (fixture->bar, "keys", "m2");
  wait_for (fixture, "1 of 4");
  add (fixture, CHL_AUTHOR_USER, "more", "More keys");
  wait_for (fixture, "1 of 5");
  g_assert_true (is_in_sight (fixture, "m2"));
}

/* Escape closes the bar from wherever the focus is, which stays there. */
static void
test_escape (Fixture      *fixture,
             gconstpointer user_data)
{
  GtkWidget  *window = gtk_window_new ();
  GtkWidget  *page = g_object_ref_sink (g_object_new (CHL_TYPE_CHAT_PAGE, NULL));
  ChlFindBar *bar = chl_chat_page_get_find_bar (CHL_CHAT_PAGE (page));
  GtkWidget  *column;

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  gtk_stack_set_visible_child_name (GTK_STACK (chl_ui_test_find (page, GTK_TYPE_STACK, NULL)),
                                    "transcript");
  chl_ui_test_wait_frames (window);
  column = chl_ui_test_find (page, CHL_TYPE_TURN_COLUMN, NULL);
  g_assert_false (chl_ui_test_press_binding (page, GDK_KEY_Escape, 0));
  g_assert_false (chl_find_bar_close (bar));

  chl_find_bar_set_conversation (bar, fixture->chat);
  chl_find_bar_open (bar);
  g_assert_true (gtk_widget_grab_focus (column));
  g_assert_true (chl_ui_test_press_binding (page, GDK_KEY_Escape, 0));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == column);
  g_assert_false (chl_find_bar_close (bar));
  g_assert_false (chl_ui_test_press_binding (page, GDK_KEY_Escape, 0));

  chl_find_bar_open (bar);
  g_assert_true (chl_find_bar_close (bar));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) != column);

  gtk_window_destroy (GTK_WINDOW (window));
  chl_ui_test_settle ();
  g_assert_finalize_object (page);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/find-bar/steps", test_steps);
  ADD ("/ui/find-bar/marks", test_marks);
  ADD ("/ui/find-bar/words-apart", test_words_apart);
  ADD ("/ui/find-bar/escape", test_escape);
  ADD ("/ui/find-bar/more-is-said", test_more_is_said);
#undef ADD

  return g_test_run ();
}
