/* bench-registry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "allocations.h"
#include "bench-table.h"
#include "chl-json.h"
#include "chl-registry.h"

#define N_RUNS 15
#define N_OPENINGS 200
#define N_ROUNDS 20
#define N_UNKNOWN 3000

/* Microseconds: docs/performance.md. */
#define MOST_EXACT 5.0
#define MOST_UNKNOWN 200.0

/* Cells of a row of the text, some of them missing at its end. */
static const char *
get_cell (char            **cells,
          ChlRegistryColumn column)
{
  return g_strv_length (cells) > (guint) column ? cells[column] : "";
}

/* The rows of the table's text, and the names of its models. */
static void
read_table (GPtrArray *names,
            GString   *json)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHL_TEST_DATA"), "..", "resources",
                                            "registry", "registry.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *printed = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);

  lines = g_strsplit (text, "\n", -1);
  json_builder_begin_array (builder);
  for (guint i = 2; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", -1);
      const char *id = get_cell (cells, CHL_COLUMN_ID);

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;

      json_builder_begin_object (builder);
      for (guint column = 0; column < CHL_N_COLUMNS; column++)
        if (*get_cell (cells, (ChlRegistryColumn) column) != '\0')
          {
            json_builder_set_member_name (builder,
                                          chl_registry_column_get_name ((ChlRegistryColumn) column));
            json_builder_add_string_value (builder, get_cell (cells, (ChlRegistryColumn) column));
          }
      json_builder_end_object (builder);
      if (g_str_equal (cells[0], "m"))
        g_ptr_array_add (names, g_strdup (strchr (id, '/') + 1));
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  printed = chl_json_print (root, FALSE);
  g_string_assign (json, printed);
}

/* From nothing to the first answer. */
static double
measure_opening (const char *name)
{
  double us[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      double begin = bench_get_cpu_ms ();

      for (guint i = 0; i < N_OPENINGS; i++)
        {
          g_autoptr(ChlRegistry) registry = chl_registry_new ();
          ChlRegistryMatch match;

          if (!chl_registry_resolve (registry, NULL, name, &match))
            g_error ("There is no %s", name);
        }
      us[run] = (bench_get_cpu_ms () - begin) * 1000.0 / N_OPENINGS;
    }

  return bench_get_median (us, N_RUNS);
}

/* The same data as JSON: parsed, and each row under its id. */
static double
measure_json (const GString *json)
{
  double us[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      double begin = bench_get_cpu_ms ();
      g_autoptr(JsonNode) node = chl_json_parse (json->str, (gssize) json->len, NULL);
      g_autoptr(GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);
      JsonArray *array = chl_json_get_array (node, "");

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *row = json_array_get_element (array, i);

          g_hash_table_insert (rows, (gpointer) chl_json_get_string (row, "/id"), row);
        }
      if (g_hash_table_lookup (rows, "openai/gpt-5.2") == NULL)
        g_error ("The JSON is not what it should be");
      us[run] = (bench_get_cpu_ms () - begin) * 1000.0;
    }

  return bench_get_median (us, N_RUNS);
}

/* All names of models, each with its window; microseconds for one. */
static double
measure_exact (ChlRegistry *registry,
               GPtrArray   *names,
               guint64     *out_n_allocations)
{
  double  us[N_RUNS];
  guint64 before = allocations_get ();

  for (guint run = 0; run < N_RUNS; run++)
    {
      double begin = bench_get_cpu_ms ();

      for (guint round = 0; round < N_ROUNDS; round++)
        for (guint i = 0; i < names->len; i++)
          {
            ChlRegistryMatch match;

            chl_registry_resolve (registry, "openrouter", g_ptr_array_index (names, i), &match);
            chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, NULL);
          }
      us[run] = (bench_get_cpu_ms () - begin) * 1000.0 / (N_ROUNDS * names->len);
    }
  *out_n_allocations = allocations_get () - before;

  return bench_get_median (us, N_RUNS);
}

/* Names that lead nowhere, as long as they get; the first time, and again. */
static void
measure_unknown (double *out_first,
                 double *out_worst,
                 double *out_again)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  ChlRegistryMatch match;
  double           begin;
  double           us[N_UNKNOWN];

  chl_registry_resolve (registry, NULL, "gpt-5.2", &match);
  for (guint i = 0; i < N_UNKNOWN; i++)
    g_ptr_array_add (names, g_strdup_printf ("acme-labs/meta-qwen-g%u-ultra-35b-instruct-preview-"
                                             "2026-01-15-thinking-fast:q4_K_M",
                                             i));

  for (guint i = 0; i < N_UNKNOWN; i++)
    {
      begin = bench_get_cpu_ms ();
      if (chl_registry_resolve (registry, "openrouter", g_ptr_array_index (names, i), &match))
        g_error ("%s is known", (const char *) g_ptr_array_index (names, i));
      us[i] = (bench_get_cpu_ms () - begin) * 1000.0;
    }
  *out_first = bench_get_median (us, N_UNKNOWN);
  *out_worst = 0;
  for (guint i = 0; i < N_UNKNOWN; i++)
    *out_worst = MAX (*out_worst, us[i]);

  begin = bench_get_cpu_ms ();
  for (guint i = 0; i < N_UNKNOWN; i++)
    chl_registry_resolve (registry, "openrouter", g_ptr_array_index (names, i), &match);
  *out_again = (bench_get_cpu_ms () - begin) * 1000.0 / N_UNKNOWN;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) json = g_string_new (NULL);
  g_autoptr(ChlRegistry) registry = chl_registry_new ();
  guint64 n_allocations = 0;
  double  opening;
  double  parsing;
  double  exact;
  double  first;
  double  worst;
  double  again;

  read_table (names, json);
  opening = measure_opening ("gpt-5.2");
  parsing = measure_json (json);
  measure_exact (registry, names, &n_allocations);
  exact = measure_exact (registry, names, &n_allocations);
  measure_unknown (&first, &worst, &again);

  bench_table_note ("Registry, from nothing to the first answer", opening, " µs");
  bench_table_note ("Registry, the same data parsed as JSON", parsing, " µs");
  bench_table_figure ("Registry, opening against parsing", parsing / opening, " ×", BENCH_AT_LEAST,
                      100.0);
  bench_table_note ("Registry, mapped", (double) chl_registry_get_n_bytes (registry) / 1024.0, " KiB");
  bench_table_figure ("Registry, an exact name and its window", exact, " µs", BENCH_AT_MOST,
                      MOST_EXACT);
  if (allocations_are_counted ())
    bench_table_figure ("Registry, allocations for exact names", (double) n_allocations, "",
                        BENCH_AT_MOST, 0.0);
  bench_table_figure ("Registry, an unknown name", first, " µs", BENCH_AT_MOST, MOST_UNKNOWN);
  bench_table_note ("Registry, the slowest of 3,000 unknown names", worst, " µs");
  bench_table_note ("Registry, an unknown name again", again, " µs");

  return 0;
}
