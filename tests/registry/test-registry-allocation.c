/* test-registry-allocation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "allocations.h"
#include "chl-registry.h"

/* How often memory is asked for while a name is found and its window read. */
static guint64
count (ChlRegistry *registry,
       const char  *provider,
       const char  *model,
       gint64       window)
{
  ChlRegistryMatch match;
  gint64           found;
  guint64          before = allocations_get ();
  guint64          after;

  chl_registry_resolve (registry, provider, model, &match);
  found = chl_registry_get_count (registry, &match, CHL_COLUMN_CTX, NULL);
  after = allocations_get ();
  g_assert_cmpint (found, ==, window);

  return after - before;
}

static void
test_exact (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();

  if (!allocations_are_counted ())
    {
      g_test_skip ("Allocations cannot be counted here");
      return;
    }

  /* The first question opens the table. */
  g_assert_cmpuint (count (registry, NULL, "gpt-5.2", 400000), >, 0);

  g_assert_cmpuint (count (registry, NULL, "gpt-5.2", 400000), ==, 0);
  g_assert_cmpuint (count (registry, "codex", "gpt-5.6-terra", 372000), ==, 0);
  g_assert_cmpuint (count (registry, "openrouter", "openai/gpt-5.2", 400000), ==, 0);
  g_assert_cmpuint (count (registry, "vllm", "Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8", 262144), ==,
                    0);
}

/* What takes longer is done once. */
static void
test_remembered (void)
{
  g_autoptr(ChlRegistry) registry = chl_registry_new ();

  if (!allocations_are_counted ())
    {
      g_test_skip ("Allocations cannot be counted here");
      return;
    }

  count (registry, NULL, "gpt-5.2", 400000);
  g_assert_cmpuint (count (registry, "openai", "nobody-has-this", -1), >, 0);
  g_assert_cmpuint (count (registry, "openai", "nobody-has-this", -1), ==, 0);
  g_assert_cmpuint (count (registry, "openai", "gpt-5.2-2026-01-15", 400000), >, 0);
  g_assert_cmpuint (count (registry, "openai", "gpt-5.2-2026-01-15", 400000), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry/allocation/exact-name", test_exact);
  g_test_add_func ("/registry/allocation/remembered", test_remembered);

  return g_test_run ();
}
