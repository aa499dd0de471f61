/* bench-library.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Ten thousand chats of ten messages: the list of them, and searching in all of them while one
 * types.
 */

#include "config.h"

#include "bench-table.h"
#include "bench-words.h"
#include "bench-world.h"
#include "chl-search-list.h"
#include "chl-sidebar.h"

#define N_CHATS 10000
#define N_MESSAGES 10
#define N_RUNS 5

/* Milliseconds. */
#define LONGEST_SEARCH 50.0
#define LONGEST_STALL 16.0

typedef struct
{
  ChlWorld    *world;   /* (owned) */
  ChlEngine   *engine;  /* (unowned) */
  ChlSidebar  *sidebar; /* (unowned) */
  BenchWindow *window;  /* (unowned) */
  const char  *query;   /* (unowned) (nullable) what was typed last */
  gboolean     is_found;
} Bench;

typedef gboolean (*FitsFunc) (GtkWidget *widget);

static gboolean
is_chats (GtkWidget *widget)
{
  return GTK_IS_LIST_VIEW (widget) &&
         gtk_widget_get_ancestor (widget, CHL_TYPE_SEARCH_LIST) == NULL;
}

static gboolean
is_hits (GtkWidget *widget)
{
  return GTK_IS_LIST_VIEW (widget) &&
         gtk_widget_get_ancestor (widget, CHL_TYPE_SEARCH_LIST) != NULL;
}

static gboolean
is_entry (GtkWidget *widget)
{
  return GTK_IS_SEARCH_ENTRY (widget);
}

static GtkWidget *
find_widget (GtkWidget *root,
             FitsFunc   fits)
{
  if (fits (root))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, fits);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Carries something out, until nothing asks for another frame. */
static void
step (Bench      *bench,
      BenchFunc   func,
      BenchFrame *sum)
{
  BenchFrame frame;

  bench_window_step (bench->window, func, bench, sum);
  while (!bench_window_is_idle (bench->window))
    {
      bench_window_step (bench->window, NULL, NULL, &frame);
      bench_frame_add (sum, &frame);
    }
}

static void
fill_cb (gpointer user_data)
{
  Bench *bench = user_data;

  chl_sidebar_set_engine (bench->sidebar, bench->engine);
}

static void
scroll_cb (gpointer user_data)
{
  GtkWidget  *list = find_widget (GTK_WIDGET (((Bench *) user_data)->sidebar), is_chats);
  GListModel *chats = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  gtk_widget_activate_action (list, "list.scroll-to-item", "u",
                              g_list_model_get_n_items (chats) - 1);
}

/* What an answer does to its chat: it becomes the newest. */
static void
touch_cb (gpointer user_data)
{
  ChlLibrary *library = chl_engine_get_library (((Bench *) user_data)->engine);
  g_autoptr(ChlConversation) chat = g_list_model_get_item (G_LIST_MODEL (library), N_CHATS / 2);
  g_autoptr(ChlConversation) first = g_list_model_get_item (G_LIST_MODEL (library), 0);

  chl_conversation_set_updated_us (chat, chl_conversation_get_updated_us (first) + 1);
}

static void
refresh_cb (gpointer user_data)
{
  chl_sidebar_refresh (((Bench *) user_data)->sidebar);
}

static void
select_cb (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(ChlConversation) chat =
               g_list_model_get_item (G_LIST_MODEL (chl_engine_get_library (bench->engine)), N_CHATS - 1);

  chl_sidebar_select (bench->sidebar, chat);
}

static void
open_window (Bench *bench)
{
  bench->sidebar = g_object_new (CHL_TYPE_SIDEBAR, NULL);
  bench->window = bench_window_new (GTK_WIDGET (bench->sidebar), 300, 760);
}

/* Figures of one kind, a run each. */
typedef struct
{
  double wall[N_RUNS];
  double own[N_RUNS];
  double stall[N_RUNS];
} Runs;

static void
keep (Runs             *runs,
      guint             i,
      const BenchFrame *frame)
{
  runs->wall[i] = frame->wall;
  runs->own[i] = bench_frame_get_own (frame);
  runs->stall[i] = frame->stretch;
}

static void
report (const char *what,
        const Runs *runs)
{
  g_autofree char *wall = g_strdup_printf ("%u chats: %s, wall clock", N_CHATS, what);
  g_autofree char *own = g_strdup_printf ("%u chats: %s, own work", N_CHATS, what);
  g_autofree char *stall = g_strdup_printf ("%u chats: %s, longest stall of our own", N_CHATS, what);

  bench_table_note (wall, bench_get_median (runs->wall, N_RUNS), " ms");
  bench_table_note (own, bench_get_median (runs->own, N_RUNS), " ms");
  bench_table_figure (stall, bench_get_median (runs->stall, N_RUNS), " ms", BENCH_AT_MOST,
                      LONGEST_STALL);
}

static void
measure_list (Bench *bench)
{
  static const struct
  {
    const char *what;
    BenchFunc   func;
  } steps[] = {
    { "sidebar to its first paint", fill_cb },
    { "scroll to the end", scroll_cb },
    { "select the last one", select_cb },
    { "one becomes the newest", touch_cb },
    { "look which day it is", refresh_cb },
  };
  Runs runs[G_N_ELEMENTS (steps)];
  long before_kib = 0;
  long after_kib = 0;

  for (guint i = 0; i <= N_RUNS; i++)
    {
      open_window (bench);
      before_kib = bench_read_own_kib ();
      for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
        {
          BenchFrame sum;

          step (bench, steps[j].func, &sum);
          if (j == 0 && i == 0)
            after_kib = bench_read_own_kib () - before_kib;
          /* The first run warms up. */
          if (i > 0)
            keep (&runs[j], i - 1, &sum);
        }
      gtk_window_destroy (GTK_WINDOW (bench->window));
    }

  for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
    report (steps[j].what, &runs[j]);
  bench_table_note ("10000 chats: own memory of the sidebar", after_kib / 1024.0, " MiB");
}

/* The entry is emptied before it gets other words, which empties the list. */
static void
found_cb (Bench              *bench,
          GParamSpec         *pspec,
          GtkSingleSelection *hits)
{
  bench->is_found = gtk_single_selection_get_model (hits) != NULL;
}

static gboolean
is_found (gpointer user_data)
{
  return ((Bench *) user_data)->is_found;
}

static void
type_cb (gpointer user_data)
{
  Bench     *bench = user_data;
  GtkWidget *entry = find_widget (GTK_WIDGET (bench->sidebar), is_entry);

  /* Not the tenth of a second for which the entry waits for more letters. */
  g_object_set (entry, "search-delay", 0, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), bench->query);
}

/* Until there are hits, and then until they are painted. */
static void
search (Bench      *bench,
        const char *query,
        BenchFrame *finding,
        BenchFrame *painting)
{
  BenchFrame frame;

  bench->query = query;
  bench->is_found = FALSE;
  bench_window_step (bench->window, type_cb, bench, finding);
  bench_run_until (is_found, bench, &frame);
  bench_frame_add (finding, &frame);
  step (bench, NULL, painting);
}

static void
measure_query (Bench      *bench,
               const char *what,
               const char *query)
{
  g_autofree char *title = g_strdup_printf ("search in 100,000 messages, %s", what);
  g_autofree char *wall = g_strconcat (title, ": until there are hits", NULL);
  g_autofree char *processor = g_strconcat (title, ": processor, all threads", NULL);
  g_autofree char *stall = g_strconcat (title, ": longest stall of our own", NULL);
  double           walls[N_RUNS];
  double           processors[N_RUNS];
  double           stalls[N_RUNS];
  BenchFrame       finding;
  BenchFrame       painting;

  search (bench, query, &finding, &painting);
  for (guint i = 0; i < N_RUNS; i++)
    {
      search (bench, "qqq", &finding, &painting);
      processors[i] = -bench_get_process_ms ();
      search (bench, query, &finding, &painting);
      processors[i] += bench_get_process_ms () - bench_frame_get_whole (&painting);
      walls[i] = finding.wall;
      stalls[i] = MAX (finding.stretch, painting.stretch);
    }

  bench_table_figure (wall, bench_get_median (walls, N_RUNS), " ms", BENCH_AT_MOST,
                      LONGEST_SEARCH);
  bench_table_note (processor, bench_get_median (processors, N_RUNS), " ms");
  bench_table_figure (stall, bench_get_median (stalls, N_RUNS), " ms", BENCH_AT_MOST,
                      LONGEST_STALL);
}

static void
measure_search (Bench *bench)
{
  g_autoptr(GString) common = bench_words_new_one (30);
  g_autoptr(GString) usual = bench_words_new_one (800);
  g_autoptr(GString) rare = bench_words_new_one (18000);
  g_autofree char *both = g_strdup_printf ("%s %s", common->str, usual->str);
  g_autofree char *begun = g_strndup (usual->str, 3);
  GtkWidget       *hits;

  open_window (bench);
  fill_cb (bench);
  chl_sidebar_search (bench->sidebar);
  bench_window_settle (bench->window);
  hits = find_widget (GTK_WIDGET (bench->sidebar), is_hits);
  g_signal_connect_swapped (gtk_list_view_get_model (GTK_LIST_VIEW (hits)), "notify::model",
                            G_CALLBACK (found_cb), bench);

  measure_query (bench, "a common word", common->str);
  measure_query (bench, "a usual word", usual->str);
  measure_query (bench, "a rare word", rare->str);
  measure_query (bench, "a common and a usual word", both);
  measure_query (bench, "three letters", begun);
  measure_query (bench, "two letters", "ka");
  measure_query (bench, "two letters that are nowhere", "qx");
  measure_query (bench, "nothing there", "qqqqqq");
  gtk_window_destroy (GTK_WINDOW (bench->window));
}

static GString *
get_turn (guint chat,
          guint position)
{
  return bench_words_new (position % 2 == 0 ? 60 : 500, chat * N_MESSAGES + position);
}

int
main (int   argc,
      char *argv[])
{
  Bench  bench = { 0 };
  double begin;
  long   own_kib;

  bench_frames_init ();
  begin = bench_get_wall_ms ();
  bench_world_fill (N_CHATS, argc > 1 ? 1 : N_MESSAGES, get_turn);
  g_print ("# The database was written in %.0f s\n", (bench_get_wall_ms () - begin) / 1000.0);

  own_kib = bench_read_own_kib ();
  begin = bench_get_wall_ms ();
  bench.world = bench_world_start ();
  bench.engine = chl_world_get_engine (bench.world);
  bench_table_note ("10000 chats: read from the database, wall clock", bench_get_wall_ms () - begin,
                    " ms");
  bench_table_note ("10000 chats: own memory of the list", (bench_read_own_kib () - own_kib) / 1024.0,
                    " MiB");

  measure_list (&bench);
  if (argc == 1)
    measure_search (&bench);
  bench_world_end (bench.world);
  bench_frames_end ();

  return 0;
}
