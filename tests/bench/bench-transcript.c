/* bench-transcript.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A chat of a thousand messages is opened: how long until its last screen stands, from memory and
 * from the database, and how many widgets that takes.
 */

#include "config.h"

#include "bench-table.h"
#include "bench-text.h"
#include "bench-world.h"
#include "chl-answer-view.h"
#include "chl-question-view.h"
#include "chl-transcript.h"

#define N_MESSAGES 1000
#define N_RUNS 5

/* Milliseconds. */
#define LONGEST_OPENING 150.0
#define MOST_WIDGETS 40

/* Pages that one turns back, and longest time for which the window may be deaf meanwhile. */
#define N_PAGES 40
#define LONGEST_STALL 16.0

typedef struct
{
  ChlLibrary      *library;      /* (unowned) (nullable) */
  ChlEngine       *engine;       /* (unowned) (nullable) */
  ChlConversation *conversation; /* (unowned) */
  ChlTranscript   *transcript;   /* (unowned) */
  gboolean         is_open;
} Opening;

/* One run. */
typedef struct
{
  double   wall;
  double   own;
  double   whole;
  double   stall;
  double   page_stall;
  guint    n_frames;
  guint    n_widgets;
  gboolean is_at_end;
} Result;

static void
show_cb (gpointer user_data)
{
  Opening *opening = user_data;

  chl_transcript_set_conversation (opening->transcript, opening->engine, opening->conversation);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Opening *opening = user_data;
  g_autoptr(GError) error = NULL;

  chl_library_open_finish (CHL_LIBRARY (object), result, &error);
  g_assert_no_error (error);
  show_cb (opening);
  opening->is_open = TRUE;
}

static void
open_cb (gpointer user_data)
{
  Opening *opening = user_data;

  chl_library_open_async (opening->library, opening->conversation, NULL, opened_cb, opening);
}

static gboolean
is_open (gpointer user_data)
{
  return ((Opening *) user_data)->is_open;
}

static GtkScrolledWindow *
find_scrolled (GtkWidget *root)
{
  if (GTK_IS_SCROLLED_WINDOW (root) && gtk_widget_get_vexpand (root))
    return GTK_SCROLLED_WINDOW (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkScrolledWindow *found = find_scrolled (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Whether the last line can be seen. */
static gboolean
is_at_end (Opening *opening)
{
  GtkScrolledWindow *scrolled = find_scrolled (GTK_WIDGET (opening->transcript));
  GtkAdjustment     *place;

  if (scrolled == NULL)
    return FALSE;

  place = gtk_scrolled_window_get_vadjustment (scrolled);

  return gtk_adjustment_get_upper (place) > gtk_adjustment_get_page_size (place) &&
         gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place) >=
           gtk_adjustment_get_upper (place) - 1.0;
}

/* The screen stands when the last frame that anything asked for was drawn. */
static gboolean
stands (BenchWindow *window,
        Opening     *opening)
{
  return bench_window_is_idle (window) && is_at_end (opening);
}

static guint
count_messages (BenchWindow *window)
{
  return bench_count_widgets (GTK_WIDGET (window), CHL_TYPE_ANSWER_VIEW) +
         bench_count_widgets (GTK_WIDGET (window), CHL_TYPE_QUESTION_VIEW);
}

static void
page_up_cb (gpointer user_data)
{
  GtkAdjustment *place =
    gtk_scrolled_window_get_vadjustment (find_scrolled (GTK_WIDGET (((Opening *) user_data)->transcript)));

  gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) -
                                     gtk_adjustment_get_page_size (place));
}

/* Reads back page by page, as with the key. */
static void
turn_pages (BenchWindow *window,
            Opening     *opening,
            Result      *result)
{
  for (guint i = 0; i < N_PAGES; i++)
    {
      BenchFrame frame;

      bench_window_step (window, page_up_cb, opening, &frame);
      result->page_stall = MAX (result->page_stall, frame.stretch);
      for (guint j = 0; j < 3; j++)
        {
          bench_window_step (window, NULL, NULL, &frame);
          result->page_stall = MAX (result->page_stall, frame.stretch);
        }
      result->n_widgets = MAX (result->n_widgets, count_messages (window));
    }
}

static Result
run (Opening  *opening,
     BenchFunc begin)
{
  BenchWindow *window;
  BenchFrame   sum = { 0 };
  BenchFrame   frame;
  Result       result = { 0 };

  opening->transcript = g_object_new (CHL_TYPE_TRANSCRIPT, NULL);
  window = bench_window_new (GTK_WIDGET (opening->transcript), 760, 700);

  bench_window_step (window, begin, opening, &sum);
  if (opening->library != NULL)
    {
      bench_run_until (is_open, opening, &frame);
      bench_frame_add (&sum, &frame);
    }
  do
    {
      bench_window_step (window, NULL, NULL, &frame);
      bench_frame_add (&sum, &frame);
      result.n_frames++;
    }
  while (!stands (window, opening) && result.n_frames < 100);

  result.wall = sum.wall;
  result.own = bench_frame_get_own (&sum);
  result.whole = bench_frame_get_whole (&sum);
  result.stall = sum.stretch;
  result.is_at_end = is_at_end (opening);
  result.n_widgets = count_messages (window);
  turn_pages (window, opening, &result);
  gtk_window_destroy (GTK_WINDOW (window));

  return result;
}

static ChlConversation *
create_chat (void)
{
  ChlConversation *chat = chl_conversation_new ("chat", 1);

  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autoptr(GString) text = bench_text_new_turn (i);
      g_autoptr(ChlMessage) message = bench_world_create_message (0, i, text->str);

      chl_conversation_append (chat, message);
    }
  chl_conversation_set_loaded (chat, TRUE);

  return chat;
}

static void
report (const char   *from,
        const Result *results)
{
  double           wall[N_RUNS];
  double           own[N_RUNS];
  double           whole[N_RUNS];
  double           stall[N_RUNS];
  double           pages[N_RUNS];
  guint            n_widgets = 0;
  g_autofree char *title = g_strdup_printf ("chat of %u messages, %s", N_MESSAGES, from);
  g_autofree char *opening = g_strconcat (title, ": to its last screen, wall clock", NULL);
  g_autofree char *processor = g_strconcat (title, ": to its last screen, processor", NULL);
  g_autofree char *ours = g_strconcat (title, ": without cairo's drawing", NULL);
  g_autofree char *longest = g_strconcat (title, ": longest stall of our own", NULL);
  g_autofree char *widgets = g_strconcat (title, ": message widgets alive, at most", NULL);
  g_autofree char *paging = g_strconcat (title, ": turning 40 pages back, longest stall", NULL);

  for (guint i = 0; i < N_RUNS; i++)
    {
      wall[i] = results[i].wall;
      own[i] = results[i].own;
      whole[i] = results[i].whole;
      stall[i] = results[i].stall;
      pages[i] = results[i].page_stall;
      n_widgets = MAX (n_widgets, results[i].n_widgets);
      if (!results[i].is_at_end)
        g_error ("The end never came into sight");
    }

  bench_table_figure (opening, bench_get_median (wall, N_RUNS), " ms", BENCH_AT_MOST,
                      LONGEST_OPENING);
  bench_table_note (processor, bench_get_median (whole, N_RUNS), " ms");
  bench_table_note (ours, bench_get_median (own, N_RUNS), " ms");
  bench_table_note (longest, bench_get_median (stall, N_RUNS), " ms");
  bench_table_figure (paging, bench_get_median (pages, N_RUNS), " ms", BENCH_AT_MOST,
                      LONGEST_STALL);
  bench_table_figure (widgets, n_widgets, "", BENCH_AT_MOST, MOST_WIDGETS);
}

static void
measure_memory (void)
{
  g_autoptr(ChlConversation) chat = create_chat ();
  Opening opening = { .conversation = chat };
  Result  results[N_RUNS];

  run (&opening, show_cb);
  for (guint i = 0; i < N_RUNS; i++)
    results[i] = run (&opening, show_cb);
  report ("in memory", results);
}

static GString *
get_turn (guint chat,
          guint position)
{
  return bench_text_new_turn (position);
}

/* Each run reads a chat that was never read. */
static void
measure_database (void)
{
  ChlWorld *world;
  Opening   opening = { 0 };
  Result    results[N_RUNS];

  bench_world_fill (N_RUNS, N_MESSAGES, get_turn);
  world = bench_world_start ();
  opening.engine = chl_world_get_engine (world);
  opening.library = chl_engine_get_library (opening.engine);

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *id = g_strdup_printf ("chat-%u", i);

      opening.is_open = FALSE;
      opening.conversation = chl_library_find (opening.library, id);
      results[i] = run (&opening, open_cb);
    }
  report ("on disk", results);

  bench_world_end (world);
}

int
main (int   argc,
      char *argv[])
{
  bench_frames_init ();
  measure_memory ();
  measure_database ();
  bench_frames_end ();

  return 0;
}
