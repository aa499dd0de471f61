/* bench-stream.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * An answer grows in the transcript: what a frame costs at its beginning and at its end, and for
 * how long the window is deaf. Five hundred tokens of four bytes a second.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "bench-frames.h"
#include "bench-table.h"
#include "bench-text.h"
#include "chl-transcript.h"

#define TOKENS_PER_SECOND 500
#define FRAMES_PER_SECOND 60
#define TOKEN_BYTES 4
#define KIB 1024

/* Each tenth of the answer, and of its first quarter, has the same in it. */
#define N_REPEATS 40

/* Milliseconds: a frame of a display with sixty a second. */
#define LONGEST_STALL 16.0
#define MOST_GROWTH 1.2

typedef struct
{
  ChlMessage  *answer; /* (owned) */
  BenchWindow *window; /* (unowned) */
  GString     *text;   /* (unowned) */
  GArray      *frames; /* (owned) (element-type BenchFrame) */
  gsize        n_sent; /* bytes */
  guint        n_tokens;
} Stream;

/* What a run comes to. */
typedef struct
{
  double first_own;
  double last_own;
  double first_whole;
  double last_whole;
  double growth;
  double stall;
  double whole_stall;
  double end_stall; /* of the frame in which the answer ended; 0 when it was not looked at */
} Result;

static struct
{
  int      kib;
  int      runs;
  char    *kind;
  gboolean is_real;
  gboolean is_split;
} options = { 0, 3, NULL, FALSE, FALSE };

static void
apply (ChlMessage        *answer,
       ChlStreamEventKind kind,
       const char        *text,
       gsize              length)
{
  ChlStreamEvent event = {
    .kind = kind,
    .part_kind = CHL_PART_TEXT,
    .text = text,
    .length = length,
    .finish = CHL_FINISH_STOP,
  };

  chl_message_apply (answer, &event, 1);
}

static void
send_token (Stream *stream)
{
  const char *begin = stream->text->str + stream->n_sent;
  gsize       length = MIN (TOKEN_BYTES, stream->text->len - stream->n_sent);

  while ((begin[length] & 0xc0) == 0x80)
    length++;

  apply (stream->answer, CHL_STREAM_PART_DELTA, begin, length);
  stream->n_sent += length;
  stream->n_tokens++;
}

static void
deliver_cb (gpointer user_data)
{
  Stream *stream = user_data;
  guint   n_tokens = (stream->frames->len + 1) * TOKENS_PER_SECOND / FRAMES_PER_SECOND;

  while (stream->n_tokens < n_tokens && stream->n_sent < stream->text->len)
    send_token (stream);
}

static void
finish_cb (gpointer user_data)
{
  Stream *stream = user_data;

  apply (stream->answer, CHL_STREAM_PART_END, NULL, 0);
  apply (stream->answer, CHL_STREAM_FINISH, NULL, 0);
}

/* A chat that already fills the screen, so that the first frames draw as much as the last. */
static ChlConversation *
create_chat (void)
{
  ChlConversation *chat = chl_conversation_new ("chat", 1);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GString) text =
                   bench_text_new (BENCH_TEXT_MIXED, i % 2 == 0 ? 100 : 3 * KIB, 100 + i);
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autoptr(ChlMessage) message =
                   chl_message_new_text (id, i % 2 == 0 ? CHL_AUTHOR_USER : CHL_AUTHOR_ASSISTANT, 1,
                                         text->str);

      if (i % 2 == 1)
        chl_message_set_finish (message, CHL_FINISH_STOP, NULL);
      chl_conversation_append (chat, message);
    }

  return chat;
}

static double
mean_of (GArray *frames,
         guint   begin,
         guint   end,
         double (*get) (const BenchFrame *frame))
{
  double sum = 0.0;

  for (guint i = begin; i < end; i++)
    sum += get (&g_array_index (frames, BenchFrame, i));

  return end > begin ? sum / (end - begin) : 0.0;
}

/* The frames of the first @n_frames; a shorter answer is the beginning of a longer one. */
static Result
sum_up (GArray *frames,
        guint   n_frames)
{
  guint  tenth = n_frames / 10;
  Result result = {
    .first_own = mean_of (frames, 0, tenth, bench_frame_get_own),
    .last_own = mean_of (frames, n_frames - tenth, n_frames, bench_frame_get_own),
    .first_whole = mean_of (frames, 0, tenth, bench_frame_get_whole),
    .last_whole = mean_of (frames, n_frames - tenth, n_frames, bench_frame_get_whole),
  };

  result.growth = result.last_own / result.first_own;
  for (guint i = 0; i < n_frames; i++)
    {
      BenchFrame *frame = &g_array_index (frames, BenchFrame, i);

      result.stall = MAX (result.stall, frame->stretch);
      result.whole_stall = MAX (result.whole_stall, frame->whole_stretch);
    }

  return result;
}

/* Where the time goes, tenth by tenth; what a profiler is then asked about. */
static void
print_split (GArray     *frames,
             const char *what)
{
  g_print ("# %s: deliver, update, layout, snapshot, render, other, longest stretch, wall; ms\n",
           what);
  for (guint i = 0; i < 10; i++)
    {
      guint      begin = frames->len * i / 10;
      guint      end = frames->len * (i + 1) / 10;
      double     n = MAX (end - begin, 1);
      BenchFrame sum = { 0 };

      for (guint j = begin; j < end; j++)
        bench_frame_add (&sum, &g_array_index (frames, BenchFrame, j));
      g_print ("# %3u %% %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f   %6.1f %6.1f\n", (i + 1) * 10,
               sum.deliver / n, sum.update / n, sum.layout / n, sum.snapshot / n, sum.render / n,
               sum.other / n, sum.stretch, sum.wall / n);
    }
}

/* Returns: (transfer full) (element-type BenchFrame): each frame until all of @text is shown */
static GArray *
run (GString *text)
{
  g_autoptr(ChlConversation) chat = create_chat ();
  Stream     stream = { .text = text };
  GtkWidget *transcript = g_object_new (CHL_TYPE_TRANSCRIPT, NULL);
  BenchFrame frame;

  stream.frames = g_array_new (FALSE, FALSE, sizeof (BenchFrame));
  stream.answer = chl_message_new ("answer", CHL_AUTHOR_ASSISTANT, 1);
  chl_transcript_set_conversation (CHL_TRANSCRIPT (transcript), NULL, chat);
  stream.window = bench_window_new (transcript, 760, 700);

  chl_message_begin (stream.answer);
  apply (stream.answer, CHL_STREAM_PART_START, NULL, 0);
  chl_conversation_append (chat, stream.answer);
  bench_window_settle (stream.window);

  while (stream.n_sent < text->len)
    {
      bench_window_step (stream.window, deliver_cb, &stream, &frame);
      g_array_append_val (stream.frames, frame);
    }
  bench_window_step (stream.window, finish_cb, &stream, &frame);
  g_array_append_val (stream.frames, frame);

  gtk_window_destroy (GTK_WINDOW (stream.window));
  g_clear_object (&stream.answer);

  return stream.frames;
}

static double
median_of (const Result *results,
           guint         n_results,
           gsize         member)
{
  g_autofree double *values = g_new (double, n_results);

  for (guint i = 0; i < n_results; i++)
    values[i] = G_STRUCT_MEMBER (double, &results[i], member);

  return bench_get_median (values, n_results);
}

#define MEDIAN(member) median_of (results, n_results, G_STRUCT_OFFSET (Result, member))

static void
print_line (BenchTextKind kind,
            guint         kib,
            const char   *what,
            double        figure,
            const char   *unit,
            double        bar)
{
  g_autofree char *line =
    g_strdup_printf ("stream, %s, %u KB: %s", bench_text_get_name (kind), kib, what);

  if (bar > 0.0)
    bench_table_figure (line, figure, unit, BENCH_AT_MOST, bar);
  else
    bench_table_note (line, figure, unit);
}

static void
report (BenchTextKind kind,
        guint         kib,
        const Result *results,
        guint         n_results)
{
  print_line (kind, kib, "own work, first tenth", MEDIAN (first_own), " ms a frame", 0.0);
  print_line (kind, kib, "own work, last tenth", MEDIAN (last_own), " ms a frame", 0.0);
  print_line (kind, kib, "last tenth to first", MEDIAN (growth), " ×", MOST_GROWTH);
  print_line (kind, kib, "longest stall of our own", MEDIAN (stall), " ms", LONGEST_STALL);
  print_line (kind, kib, "with cairo's drawing, last tenth", MEDIAN (last_whole), " ms a frame",
              0.0);
  print_line (kind, kib, "with cairo's drawing, longest stall", MEDIAN (whole_stall), " ms", 0.0);
  if (MEDIAN (end_stall) > 0.0)
    print_line (kind, kib, "longest stall once it has ended", MEDIAN (end_stall), " ms", 0.0);
}

static Result
run_once (BenchTextKind kind,
          guint         kib,
          guint         n_repeats,
          Result       *out_quarter)
{
  g_autoptr(GString) text = bench_text_new_repeated (kind, kib * KIB, n_repeats);
  g_autoptr(GArray) frames = run (text);
  Result result;

  if (options.is_split)
    print_split (frames, bench_text_get_name (kind));
  /* What is left for the end, such as the colours of a language that is new, comes with its frame. */
  if (out_quarter != NULL)
    *out_quarter = sum_up (frames, frames->len / 4);
  result = sum_up (frames, frames->len - 1);
  result.end_stall = g_array_index (frames, BenchFrame, frames->len - 1).stretch;

  return result;
}

/* A short answer is streamed several times. A long one takes its time, and begins with a short one. */
static void
measure (BenchTextKind kind,
         guint         kib,
         guint         n_runs)
{
  g_autofree Result *results = g_new0 (Result, n_runs);
  gboolean           is_long = kib >= 128;
  Result             whole = { 0 };

  if (is_long)
    whole = run_once (kind, kib, N_REPEATS, &results[0]);
  for (guint i = is_long ? 1 : 0; i < n_runs; i++)
    results[i] = run_once (kind, is_long ? kib / 4 : kib, N_REPEATS / 4, NULL);

  report (kind, is_long ? kib / 4 : kib, results, n_runs);
  if (is_long)
    report (kind, kib, &whole, 1);
}

/* What is needed once: types, fonts, grammars. */
static void
warm_up (void)
{
  g_autoptr(GString) text = bench_text_new (BENCH_TEXT_MIXED, 4 * KIB, 2);

  g_array_unref (run (text));
}

static void
read_options (int    *argc,
              char ***argv)
{
  const GOptionEntry entries[] = {
    { "kib", 0, 0, G_OPTION_ARG_INT, &options.kib, "length of the answer", "KIB" },
    { "runs", 0, 0, G_OPTION_ARG_INT, &options.runs, "how often", "N" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, "only this kind of text", "KIND" },
    { "real", 0, 0, G_OPTION_ARG_NONE, &options.is_real, "at the pace of the display", NULL },
    { "split", 0, 0, G_OPTION_ARG_NONE, &options.is_split, "say where the time goes", NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    g_error ("%s", error->message);
}

int
main (int   argc,
      char *argv[])
{
  read_options (&argc, &argv);
  bench_frames_init ();
  bench_frames_set_real_time (options.is_real);
  warm_up ();

  for (guint i = 0; i < BENCH_TEXT_N_KINDS; i++)
    {
      gboolean is_wanted = options.kind != NULL
                             ? g_str_equal (options.kind, bench_text_get_name (i))
                             : i <= BENCH_TEXT_MIXED;

      if (is_wanted)
        measure (i, options.kib > 0 ? options.kib : 128, MAX (options.runs, 1));
    }

  g_free (options.kind);
  bench_frames_end ();
  return 0;
}
