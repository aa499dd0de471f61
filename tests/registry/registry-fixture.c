/* registry-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "registry-fixture.h"

#include <string.h>

#include "chl-registry-table.h"

#define HEAD "#registry\tschema=1\tas_of=2026-11-01\tsource=tests\n" \
             "kind\tid\tbase\tmatch\tuse\tctx\tout\tprice\topen\tstage\tends\tmedia\ttools\tjson\n"

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

/* A file of this folder. */
GBytes *
registry_read_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHL_TEST_DATA"), "registry", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (text, length);
}

/* A table of this folder. */
GBytes *
registry_compile_file (const char *name)
{
  g_autoptr(GBytes) text = registry_read_file (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = NULL;

  table = chl_registry_table_compile (g_bytes_get_data (text, NULL), g_bytes_get_size (text), name,
                                      &error);
  g_assert_no_error (error);

  return g_variant_get_data_as_bytes (table);
}

/* The lines of registry-cases.tsv, each a #RegistryCase. */
GPtrArray *
registry_cases_read (void)
{
  g_autoptr(GBytes) bytes = registry_read_file ("registry-cases.tsv");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto(GStrv) lines = NULL;
  GPtrArray *cases = g_ptr_array_new_with_free_func (free_case);

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
