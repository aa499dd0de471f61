/* bench-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <time.h>

#include "chl-transcript.h"
#include "chl-ui-test.h"

/* Frames, each with as much text as comes in one at a few hundred tokens a second. */
#define N_FRAMES 600

static const char words[] =
  "A paragraph of an answer goes on for a line or two, and then there is another. ";

typedef struct
{
  ChlMessage *answer;
  guint       n_frames;
  clock_t     begin;
  double      spent_ms[N_FRAMES];
} Bench;

static void
apply (ChlMessage        *answer,
       ChlStreamEventKind kind,
       const char        *text)
{
  ChlStreamEvent event = {
    .kind = kind,
    .part_kind = CHL_PART_TEXT,
    .text = text,
    .length = text != NULL ? strlen (text) : 0,
    .finish = CHL_FINISH_STOP,
  };

  chl_message_apply (answer, &event, 1);
}

static void
update_cb (GdkFrameClock *frame_clock,
           Bench         *bench)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint i = bench->n_frames;

  if (i == N_FRAMES)
    return;

  g_string_append_len (text, words + (i * 11) % 40, 32);
  if (i % 50 == 20)
    g_string_append (text, "\n\n```c\n");
  else if (i % 50 == 30)
    g_string_append (text, "\n```\n\n");
  else if (i % 10 == 9)
    g_string_append (text, "\n\n");

  bench->begin = clock ();
  apply (bench->answer, CHL_STREAM_PART_DELTA, text->str);
}

static void
after_paint_cb (GdkFrameClock *frame_clock,
                Bench         *bench)
{
  if (bench->n_frames < N_FRAMES)
    bench->spent_ms[bench->n_frames++] =
      (double) (clock () - bench->begin) * 1000.0 / CLOCKS_PER_SEC;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Bench *) user_data)->n_frames == N_FRAMES;
}

static double
get_mean (const double *values,
          guint         n_values)
{
  double sum = 0;

  for (guint i = 0; i < n_values; i++)
    sum += values[i];

  return sum / n_values;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(ChlConversation) chat = chl_conversation_new ("chat", 1);
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 1);
  Bench          bench = { .answer = answer };
  GtkWidget     *window;
  GtkWidget     *transcript;
  GdkFrameClock *frame_clock;
  double         longest = 0;

  chl_ui_test_init (&argc, &argv);

  window = gtk_window_new ();
  transcript = g_object_new (CHL_TYPE_TRANSCRIPT, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 760, 700);
  gtk_window_set_child (GTK_WINDOW (window), transcript);
  gtk_window_present (GTK_WINDOW (window));

  chl_message_begin (answer);
  apply (answer, CHL_STREAM_PART_START, NULL);
  chl_conversation_append (chat, answer);
  chl_transcript_set_conversation (CHL_TRANSCRIPT (transcript), NULL, chat);

  frame_clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (frame_clock, "before-paint", G_CALLBACK (update_cb), &bench);
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (after_paint_cb), &bench);
  gdk_frame_clock_begin_updating (frame_clock);
  while (!is_done (&bench))
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < N_FRAMES; i++)
    longest = MAX (longest, bench.spent_ms[i]);
  g_print ("bytes %zu, first tenth %.2f ms, last tenth %.2f ms, longest %.1f ms a frame\n",
           chl_part_get_text_length (chl_message_get_part (answer, 0)),
           get_mean (bench.spent_ms, N_FRAMES / 10),
           get_mean (bench.spent_ms + N_FRAMES - N_FRAMES / 10, N_FRAMES / 10), longest);

  gdk_frame_clock_end_updating (frame_clock);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
