/* bench-knowledge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "bench-table.h"
#include "chl-engine.h"
#include "chl-knowledge.h"
#include "chl-merger.h"
#include "chl-registry.h"
#include "chl-world.h"

#define N_MODELS 5000
#define N_RUNS 9

/* Milliseconds, for a whole list: docs/performance.md. */
#define MOST_AT_LOAD 20.0

static const char *const ends[] = { "", "-2026-01-15", ":free", "-mine", "-q4-k-m", "-turbo" };

/* Names as a router has them: known ones, with what is put behind them, and some of nobody. */
static GPtrArray *
build_list (const char *provider_id)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHL_TEST_DATA"), "..", "resources",
                                            "registry", "registry.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("There is no %s", path);

  lines = g_strsplit (text, "\n", -1);
  for (guint round = 0; models->len < N_MODELS; round++)
    for (guint i = 2; lines[i] != NULL && models->len < N_MODELS; i++)
      {
        g_auto(GStrv) cells = g_strsplit (lines[i], "\t", 3);
        g_autofree char *id = NULL;

        if (*lines[i] != 'm')
          continue;
        id = round < G_N_ELEMENTS (ends) ? g_strconcat (cells[1], ends[round], NULL)
                                         : g_strdup_printf ("%s-of-nobody-%u", cells[1], round);
        if (g_hash_table_add (ids, g_strdup (id)))
          {
            ChlModel        *model = chl_model_new (provider_id, id);
            ChlCapabilities *said = chl_capabilities_new ();

            chl_capabilities_set_int (said, CHL_FIELD_CONTEXT_WINDOW, 128000, CHL_ORIGIN_PROVIDER);
            chl_capabilities_set_boolean (said, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_PROVIDER);
            chl_model_take_capabilities (model, said);
            g_ptr_array_add (models, model);
          }
      }

  return models;
}

/* From a list that was read to one that can be shown; @engine if the table is to be at hand. */
static double
measure_load (ChlEngine *engine)
{
  double ms[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr(ChlProvider) provider = chl_provider_new (chl_engine_find_family ("openrouter"), "or");
      g_autoptr(GPtrArray) models = build_list ("or");
      double begin = bench_get_cpu_ms ();

      if (engine != NULL)
        chl_knowledge_attach (engine, provider);
      chl_provider_merge_models (provider, models);
      ms[run] = bench_get_cpu_ms () - begin;
    }

  return bench_get_median (ms, N_RUNS);
}

/* All that is known of each model of a list, for the first time in this program or again. */
static double
measure_merge (ChlEngine *engine,
               gboolean   is_first)
{
  double ms[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr(ChlProvider) provider = chl_provider_new (chl_engine_find_family ("openrouter"), "or");
      g_autoptr(GPtrArray) models = build_list ("or");
      g_autoptr(ChlRegistry) registry = chl_registry_new ();
      double begin;
      gint64 sum = 0;

      if (is_first)
        chl_engine_set_registry (engine, registry);
      chl_knowledge_attach (engine, provider);
      chl_provider_merge_models (provider, models);

      begin = bench_get_cpu_ms ();
      for (guint i = 0; i < models->len; i++)
        sum += chl_capabilities_get_int (chl_model_get_capabilities (g_ptr_array_index (models, i)),
                                         CHL_FIELD_MAX_OUTPUT);
      ms[run] = bench_get_cpu_ms () - begin;
      g_assert_cmpint (sum, >, 0);
    }

  return bench_get_median (ms, N_RUNS);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(ChlWorld) world = chl_world_new ();
  ChlEngine *engine = chl_world_get_engine (world);
  double     without = measure_load (NULL);
  double     with = measure_load (engine);

  bench_table_note ("Models, a list of 5,000 joined", without, " ms");
  bench_table_figure ("Models, the same with the table at hand, more by", with - without, " ms",
                      BENCH_AT_MOST, MOST_AT_LOAD);
  bench_table_note ("Models, all that is known of 5,000, first", measure_merge (engine, TRUE), " ms");
  bench_table_note ("Models, all that is known of 5,000, again", measure_merge (engine, FALSE), " ms");

  return 0;
}
