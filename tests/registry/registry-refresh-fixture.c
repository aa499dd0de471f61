/* registry-refresh-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "registry-refresh-fixture.h"

void
refresh_fixture_set_up (RefreshFixture *self,
                        gconstpointer   data)
{
  self->bundled = registry_compile_file ("refresh-table.tsv");
  self->download = registry_read_file ("refresh-api.json");
}

void
refresh_fixture_tear_down (RefreshFixture *self,
                           gconstpointer   data)
{
  g_bytes_unref (self->bundled);
  g_bytes_unref (self->download);
  g_clear_pointer (&self->table, g_bytes_unref);
  g_clear_object (&self->registry);
}

void
refresh_fixture_refresh (RefreshFixture *self)
{
  g_autoptr(GError) error = NULL;

  self->table = chl_registry_refresh (self->download, self->bundled, NULL, REFRESH_TODAY, &self->report,
                                      &error);
  g_assert_no_error (error);
  self->registry = chl_registry_new_for_bytes (self->table, &error);
  g_assert_no_error (error);
}

/* Of the sample with @from replaced by @to. */
void
refresh_fixture_change (RefreshFixture *self,
                        const char     *from,
                        const char     *to)
{
  g_autoptr(GString) text = g_string_new_len (g_bytes_get_data (self->download, NULL),
                                               (gssize) g_bytes_get_size (self->download));

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  g_bytes_unref (self->download);
  self->download = g_string_free_to_bytes (g_steal_pointer (&text));
}

void
refresh_fixture_assert_cell (RefreshFixture   *self,
                             const char       *provider,
                             const char       *model,
                             ChlRegistryColumn column,
                             const char       *cell)
{
  ChlRegistryMatch match;

  chl_registry_resolve (self->registry, provider, model, &match);
  g_assert_cmpstr (chl_registry_get_text (self->registry, &match, column, NULL), ==, cell);
}
