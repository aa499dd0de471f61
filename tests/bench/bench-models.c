/* bench-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A list of five thousand models is filtered as one types. */

#include "config.h"

#include "bench-table.h"
#include "bench-world.h"
#include "chl-model-filter.h"
#include "chl-model-list.h"
#include "chl-provider-list.h"

#define N_MODELS 5000
#define N_RUNS 5

/* Milliseconds: the filter itself, and until the frame that shows what is left. */
#define LONGEST_FILTER 5.0
#define LONGEST_FRAME 16.0

typedef struct
{
  ChlWorld    *world;    /* (owned) */
  ChlProvider *provider; /* (owned) (nullable) */
  GtkWidget   *list;     /* (unowned) */
  GtkWidget   *entry;    /* (unowned) */
  BenchWindow *window;   /* (unowned) */
  const char  *query;    /* (unowned) */
} Bench;

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  ((Bench *) user_data)->provider =
    chl_provider_list_add_finish (CHL_PROVIDER_LIST (object), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
create_models (void)
{
  static const char *const labs[] = { "anthropic", "openai", "google", "qwen", "mistral", "meta" };
  static const char *const sizes[] = { "mini", "large", "instruct", "thinking", "vision" };
  GPtrArray               *models = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_MODELS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s/model-%u-%s", labs[i % G_N_ELEMENTS (labs)], i,
                                             sizes[i / 7 % G_N_ELEMENTS (sizes)]);
      ChlModel        *model = chl_model_new ("many", id);

      chl_model_set_title (model, id);
      g_ptr_array_add (models, model);
    }

  return models;
}

static GtkWidget *
find_entry (GtkWidget *root)
{
  if (GTK_IS_SEARCH_ENTRY (root))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
open_list (Bench *bench)
{
  const ChlNewProvider what = {
    .family_id = "custom",
    .id = "many",
    .name = "many",
    .endpoint = "http://localhost:9",
  };
  ChlEngine *engine = chl_world_get_engine (bench->world);
  g_autoptr(GPtrArray) models = create_models ();

  chl_provider_list_add_async (chl_engine_get_providers (engine), &what, NULL, added_cb, bench);
  while (bench->provider == NULL)
    g_main_context_iteration (NULL, TRUE);
  chl_provider_merge_models (bench->provider, models);

  bench->list = g_object_new (CHL_TYPE_MODEL_LIST, NULL);
  chl_model_list_set_provider (CHL_MODEL_LIST (bench->list), engine, bench->provider);
  bench->window = bench_window_new (bench->list, 640, 700);
  bench->entry = find_entry (bench->list);
}

/* One letter after the other, as it is typed. */
static void
type_cb (gpointer user_data)
{
  Bench *bench = user_data;

  gtk_editable_set_text (GTK_EDITABLE (bench->entry), bench->query);
  g_signal_emit_by_name (bench->entry, "search-changed");
}

/* Returns: what the filter alone takes for a letter */
static double
measure_filter (Bench      *bench,
                const char *before,
                const char *query)
{
  GListModel *models = chl_provider_get_models (bench->provider);
  g_autoptr(ChlModelFilter) filter = chl_model_filter_new ();
  g_autoptr(GtkFilterListModel) shown = NULL;
  double begin;

  shown = gtk_filter_list_model_new (g_object_ref (models), g_object_ref (GTK_FILTER (filter)));
  chl_model_filter_set_query (filter, before);
  begin = bench_get_cpu_ms ();
  chl_model_filter_set_query (filter, query);

  return bench_get_cpu_ms () - begin;
}

static void
measure (Bench *bench)
{
  static const char *const queries[] = { "", "m", "mo", "qw", "qwen", "qwen 7", "qwen 77", "" };
  double                   longest_filter = 0.0;
  double                   longest_frame = 0.0;

  for (guint i = 1; i < G_N_ELEMENTS (queries); i++)
    {
      double filter[N_RUNS];
      double frame[N_RUNS];

      for (guint j = 0; j < N_RUNS; j++)
        {
          BenchFrame first;
          BenchFrame rest;

          filter[j] = measure_filter (bench, queries[i - 1], queries[i]);
          bench->query = queries[i - 1];
          bench_window_step (bench->window, type_cb, bench, &first);
          bench_window_settle (bench->window);
          bench->query = queries[i];
          bench_window_step (bench->window, type_cb, bench, &first);
          frame[j] = bench_frame_get_whole (&first);
          bench_window_step (bench->window, NULL, NULL, &rest);
          bench_window_settle (bench->window);
        }
      longest_filter = MAX (longest_filter, bench_get_median (filter, N_RUNS));
      longest_frame = MAX (longest_frame, bench_get_median (frame, N_RUNS));
    }

  bench_table_figure ("5000 models: the filter alone, slowest letter", longest_filter, " ms",
                      BENCH_AT_MOST, LONGEST_FILTER);
  bench_table_figure ("5000 models: frame with the result, slowest letter", longest_frame, " ms",
                      BENCH_AT_MOST, LONGEST_FRAME);
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 };

  bench_frames_init ();
  bench.world = bench_world_start ();
  open_list (&bench);
  measure (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_clear_object (&bench.provider);
  bench_world_end (bench.world);
  bench_frames_end ();

  return 0;
}
