/* transcript-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "transcript-fixture.h"

#include "chl-ui-test.h"

/**
 * transcript_open:
 * @fixture: what to fill
 * @width: of the window
 * @height: of the window
 *
 * Without a window manager, the window stands where the screen begins.
 */
void
transcript_open (TranscriptFixture *fixture,
                 int                width,
                 int                height)
{
  fixture->chat = chl_conversation_new ("chat", 1);
  chl_conversation_set_loaded (fixture->chat, TRUE);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  fixture->transcript = g_object_ref_sink (g_object_new (CHL_TYPE_TRANSCRIPT, NULL));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->transcript));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

void
transcript_close (TranscriptFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_ui_test_settle ();
  g_assert_finalize_object (fixture->transcript);
  g_assert_finalize_object (fixture->chat);
}

/* Appends a turn; an answer is finished. */
ChlMessage *
transcript_add (TranscriptFixture *fixture,
                ChlAuthor          author,
                const char        *id,
                const char        *text)
{
  g_autoptr(ChlMessage) message = chl_message_new_text (id, author, G_USEC_PER_SEC, text);

  if (author == CHL_AUTHOR_ASSISTANT)
    chl_message_set_finish (message, CHL_FINISH_STOP, NULL);
  chl_conversation_append (fixture->chat, message);
  return message;
}

/* Appends questions and answers in turn, "m0" and on. */
void
transcript_add_many (TranscriptFixture *fixture,
                     guint              n_turns)
{
  for (guint i = 0; i < n_turns; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autofree char *text = g_strdup_printf ("Turn %u", i);

      transcript_add (fixture, i % 2 == 0 ? CHL_AUTHOR_USER : CHL_AUTHOR_ASSISTANT, id, text);
    }
}

ChlPart *
transcript_get_part (TranscriptFixture *fixture,
                     const char        *id)
{
  return chl_message_get_part (chl_conversation_find (fixture->chat, id), 0);
}

void
transcript_show (TranscriptFixture *fixture)
{
  chl_transcript_set_conversation (fixture->transcript, NULL, fixture->chat);
  chl_ui_test_wait_frames (fixture->window);
}

GtkAdjustment *
transcript_get_adjustment (TranscriptFixture *fixture)
{
  GtkWidget *scrolled = chl_ui_test_find (GTK_WIDGET (fixture->transcript),
                                          GTK_TYPE_SCROLLED_WINDOW, NULL);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

/* To be waited for with chl_ui_test_wait(). */
gboolean
transcript_is_at_end (gpointer user_data)
{
  GtkAdjustment *adjustment = transcript_get_adjustment (user_data);

  return gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) &&
         gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
           gtk_adjustment_get_upper (adjustment) - 1.0;
}

/* Whether a turn has a widget. */
gboolean
transcript_has_turn (TranscriptFixture *fixture,
                     const char        *id)
{
  return chl_transcript_find_turn (fixture->transcript, id) != NULL;
}

/* For actions without a parameter. */
void
transcript_activate (TranscriptFixture *fixture,
                     const char        *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), action, NULL);
  chl_ui_test_wait_frames (fixture->window);
}
