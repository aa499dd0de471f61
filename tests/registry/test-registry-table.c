/* test-registry-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "chl-error.h"
#include "chl-registry-table.h"
#include "registry-fixture.h"

#define ROWS "p\there\tlab\tthere\nm\tlab/one-1\t\tuno\tchat\t1000\nf\tlab/fam\t\tfam+\n" \
             "d\there:one\tlab/one-1\t\t\t800\n"

static void
assert_refused (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  ChlRegistry *registry = chl_registry_new_for_bytes (bytes, &error);

  g_assert_null (registry);
  g_assert_true (g_error_matches (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE) ||
                 g_error_matches (error, CHL_ERROR, CHL_ERROR_NEWER_FILE));
}

/* Asks for all that can be asked of a table. */
static void
ask_all (ChlRegistry *registry)
{
  static const char *const names[] = {
    "one-1", "uno", "one", "fam-7b", NULL
  };

  for (guint i = 0; names[i] != NULL; i++)
    {
      ChlRegistryMatch match;
      g_autofree char *how = NULL;
      g_autoptr(ChlCapabilities) known = NULL;

      chl_registry_resolve (registry, "there", names[i], &match);
      how = chl_registry_dup_how (registry, &match);
      known = chl_registry_dup_capabilities (registry, &match, "2026-11-23");
      chl_registry_get_row_id (registry, &match);
    }
  g_assert_nonnull (chl_registry_get_as_of (registry));
}

static void
test_mapped (void)
{
  g_autoptr(ChlRegistry) registry = registry_new_with (ROWS);
  ChlRegistryMatch match;

  g_assert_true (chl_registry_resolve (registry, "there", "One", &match));
  g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, NULL), ==, 800);
  ask_all (registry);
}

/* Wherever a file ends, nobody reads behind it. */
static void
test_cut (void)
{
  g_autoptr(GBytes) whole = registry_compile (ROWS);

  for (gsize length = 0; length < g_bytes_get_size (whole); length++)
    {
      g_autofree char *copy = g_memdup2 (g_bytes_get_data (whole, NULL), length);
      g_autoptr(GBytes) bytes = g_bytes_new_static (copy, length);

      assert_refused (bytes);
    }
}

/* Whatever a byte of it is, it is refused, or can be asked. */
static void
test_flipped (void)
{
  static const guint8 values[] = { 0x00, 0x01, 0x7f, 0xff };
  g_autoptr(GBytes) whole = registry_compile (ROWS);
  guint n_refused = 0;

  for (gsize at = 0; at < g_bytes_get_size (whole); at++)
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      {
        gsize            length;
        g_autofree char *copy = g_memdup2 (g_bytes_get_data (whole, &length),
                                           g_bytes_get_size (whole));
        g_autoptr(GBytes) bytes = NULL;
        g_autoptr(GError) error = NULL;
        g_autoptr(ChlRegistry) registry = NULL;

        copy[at] = (char) values[i];
        bytes = g_bytes_new_static (copy, length);
        registry = chl_registry_new_for_bytes (bytes, &error);
        if (registry != NULL)
          ask_all (registry);
        else
          n_refused++;
      }
  g_assert_cmpuint (n_refused, >, 100);
}

static void
test_others (void)
{
  g_autoptr(GBytes) whole = registry_compile (ROWS);
  gsize            length;
  g_autofree char *copy = g_memdup2 (g_bytes_get_data (whole, &length), g_bytes_get_size (whole));
  g_autoptr(GBytes) bytes = g_bytes_new_static (copy, length);
  g_autoptr(GError) error = NULL;

  copy[4] = 2;
  g_assert_null (chl_registry_new_for_bytes (bytes, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NEWER_FILE);
  g_clear_error (&error);

  copy[0] = 'x';
  g_assert_null (chl_registry_new_for_bytes (bytes, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE);
}

/* The table of the program is sound, too: nothing but that it came with it lets it go unread. */
static void
test_bundled (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHL_TEST_DATA"), "..", "resources",
                                            "registry", "registry.tsv", NULL);
  g_autofree char *text = NULL;
  gsize            length;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(ChlRegistry) registry = NULL;
  g_autoptr(ChlRegistry) bundled = chl_registry_new ();

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  table = chl_registry_table_compile (text, length, path, &error);
  g_assert_no_error (error);
  bytes = g_variant_get_data_as_bytes (table);
  registry = chl_registry_new_for_bytes (bytes, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (chl_registry_get_n_bytes (registry), ==, chl_registry_get_n_bytes (bundled));
  g_assert_cmpstr (registry_find (registry, "openai", "gpt-5.2"), ==, "openai/gpt-5.2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry/table/mapped", test_mapped);
  g_test_add_func ("/registry/table/cut", test_cut);
  g_test_add_func ("/registry/table/flipped", test_flipped);
  g_test_add_func ("/registry/table/others", test_others);
  g_test_add_func ("/registry/table/bundled", test_bundled);

  return g_test_run ();
}
