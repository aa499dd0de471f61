/* registry-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "registry-fixture.h"

#include <string.h>

#include "chl-registry-table.h"

#define HEAD "#registry\tschema=1\tas_of=2026-11-01\tsource=tests\n" \
             "kind\tid\tbase\tmatch\tuse\tctx\tout\tprice\topen\tstage\tends\n"

static void
free_case (gpointer data)
{
  RegistryCase *each = data;

  g_free (each->provider);
  g_free (each->model);
  g_free (each->row);
  g_free (each->window);
  g_free (each);
}

/* The lines of registry-cases.tsv, each a #RegistryCase. */
GPtrArray *
registry_cases_read (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHL_TEST_DATA"), "registry",
                                            "registry-cases.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *cases = g_ptr_array_new_with_free_func (free_case);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", -1);
      RegistryCase *each;

      if (g_strv_length (cells) < 4)
        continue;

      each = g_new0 (RegistryCase, 1);
      each->provider = g_strdup (cells[0]);
      each->model = g_strdup (cells[1]);
      each->row = g_strdup (cells[2]);
      each->window = g_strdup (cells[3]);
      g_ptr_array_add (cases, each);
    }

  return cases;
}

/* A table of @rows with the columns kind, id, base, match, use, ctx, out, price, open, stage and
 * ends. */
GBytes *
registry_compile (const char *rows)
{
  g_autofree char *text = g_strconcat (HEAD, rows, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = NULL;

  table = chl_registry_table_compile (text, strlen (text), "test", &error);
  g_assert_no_error (error);

  return g_variant_get_data_as_bytes (table);
}

ChlRegistry *
registry_new_with (const char *rows)
{
  g_autoptr(GBytes) bytes = registry_compile (rows);
  g_autoptr(GError) error = NULL;
  ChlRegistry *registry = chl_registry_new_for_bytes (bytes, &error);

  g_assert_no_error (error);

  return registry;
}

/* The id of the row that a name leads to, or NULL. */
const char *
registry_find (ChlRegistry *registry,
               const char  *provider,
               const char  *model)
{
  ChlRegistryMatch match;

  chl_registry_resolve (registry, provider, model, &match);

  return chl_registry_get_row_id (registry, &match);
}
