/* fuzz-registry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-registry-key.h"
#include "chl-registry-table.h"
#include "chl-registry.h"
#include "fuzz.h"

/* How compiled tables and tables begin; all else is a provider and an id, a line each. */
#define COMPILED "ChlR"
#define TABLE "#registry"

/* The library may be asked anything. */
static void
ask (ChlRegistry *registry,
     const char  *provider,
     const char  *id)
{
  ChlRegistryMatch first = { CHL_MATCH_UNKNOWN };
  ChlRegistryMatch again = { CHL_MATCH_UNKNOWN };
  ChlRegistryTier  tiers[CHL_REGISTRY_MAX_TIERS];
  gboolean         is_known = chl_registry_resolve (registry, provider, id, &first);
  gint64           window;
  g_autofree char *how = chl_registry_dup_how (registry, &first);
  g_autoptr(ChlCapabilities) known = chl_registry_dup_capabilities (registry, &first, "2026-11-23");

  /* Once and for all. */
  g_assert_cmpint (chl_registry_resolve (registry, provider, id, &again), ==, is_known);
  g_assert_cmpint (first.kind, ==, again.kind);
  g_assert_cmpuint (first.row, ==, again.row);
  g_assert_cmpuint (first.host, ==, again.host);
  g_assert_cmpstr (first.removed, ==, again.removed);

  g_assert_nonnull (how);
  g_assert_cmpint (is_known, ==, first.kind != CHL_MATCH_UNKNOWN);
  if (first.has_price)
    g_assert_cmpint (first.kind, >=, CHL_MATCH_VARIANT);
  else
    g_assert_cmpuint (chl_registry_get_tiers (registry, &first, tiers), ==, 0);

  window = chl_capabilities_get_int (known, CHL_FIELD_CONTEXT_WINDOW);
  if (window > 0)
    {
      g_assert_cmpint (chl_capabilities_get_int (known, CHL_FIELD_MAX_INPUT), <=, window);
      g_assert_cmpint (chl_capabilities_get_int (known, CHL_FIELD_MAX_OUTPUT), <=, window);
    }
}

/* An id, whatever it is; what is no text is nobody's. */
static void
ask_bundled (const char *text)
{
  static ChlRegistry *registry;
  const char         *line_end = strchr (text, '\n');
  g_autofree char    *provider = line_end != NULL ? g_strndup (text, (gsize) (line_end - text))
                                                  : NULL;
  const char         *id = line_end != NULL ? line_end + 1 : text;
  ChlRegistryMatch    match;
  double              billions;

  if (registry == NULL)
    registry = chl_registry_new ();

  ask (registry, provider, id);
  chl_registry_read_size (id, &billions);
  if (!g_utf8_validate (id, -1, NULL))
    g_assert_false (chl_registry_resolve (registry, NULL, id, &match));
}

static void
ask_all (GBytes *bytes)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new_for_bytes (bytes, NULL);
  static const char *const ids[] = { "a", "lab/one-1", "one", "one1", "fam-7b", "b:c", NULL };

  for (guint i = 0; registry != NULL && ids[i] != NULL; i++)
    {
      ask (registry, "here", ids[i]);
      ask (registry, NULL, ids[i]);
    }
}

/* What is compiled can be opened, and gives the same again. */
static void
compile (const char *text,
         gsize       length)
{
  g_autoptr(GVariant) table = chl_registry_table_compile (text, length, "fuzz", NULL);
  g_autoptr(GVariant) again = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(ChlRegistry) registry = NULL;

  if (table == NULL)
    return;

  again = chl_registry_table_compile (text, length, "fuzz", NULL);
  g_assert_true (g_variant_equal (table, again));
  bytes = g_variant_get_data_as_bytes (table);
  registry = chl_registry_new_for_bytes (bytes, NULL);
  g_assert_nonnull (registry);
  ask_all (bytes);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *begin = (const char *) data;

  if (size >= strlen (COMPILED) && memcmp (begin, COMPILED, strlen (COMPILED)) == 0)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (data, size);

      ask_all (bytes);
    }
  else if (size >= strlen (TABLE) && memcmp (begin, TABLE, strlen (TABLE)) == 0)
    compile (begin, size);
  else
    {
      g_autofree char *text = g_strndup (begin, size);

      ask_bundled (text);
    }

  return 0;
}
