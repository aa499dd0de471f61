/* test-settings-watch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>
#include <utime.h>

#include "chl-settings-store.h"
#include "store-calls.h"
#include "store-fixture.h"

typedef struct
{
  char             *folder; /* (owned) */
  char             *config; /* (owned) */
  ChlSettingsStore *store;  /* (owned) */
  GHashTable       *seen;   /* (owned) (element-type utf8) names that were told, a set */
} Fixture;

static void
changed_cb (ChlSettingsStore *store,
            const char       *name,
            gpointer          user_data)
{
  Fixture *fixture = user_data;

  g_hash_table_add (fixture->seen, g_strdup (name));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->config = g_build_filename (fixture->folder, "chatelaine", NULL);
  fixture->store = chl_settings_store_new (fixture->config);
  fixture->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  fixture_release (fixture->store);
  g_hash_table_unref (fixture->seen);
  g_free (fixture->config);
  fixture_remove_folder (fixture->folder);
}

static void
load_and_watch (Fixture *fixture)
{
  g_autoptr(GPtrArray) files = call_load_all (fixture->store);

  chl_settings_store_watch (fixture->store);
}

/* Waits until @name is told, and forgets it. */
static void
wait_for (Fixture    *fixture,
          const char *name)
{
  g_test_message ("waiting for %s", name);
  while (!g_hash_table_remove (fixture->seen, name))
    g_main_context_iteration (NULL, TRUE);
}

/* Everything that was done before is told by the time this is: it goes through the same eyes. */
static void
wait_for_marker (Fixture *fixture)
{
  static guint     n_markers;
  g_autofree char *name = g_strdup_printf ("providers.d/marker%u", ++n_markers);
  g_autofree char *file = g_strconcat (name, ".json", NULL);

  fixture_write (fixture->config, file, "{}");
  wait_for (fixture, name);
}

static void
assert_nothing_else (Fixture *fixture)
{
  wait_for_marker (fixture);
  g_assert_cmpuint (g_hash_table_size (fixture->seen), ==, 0);
}

static void
test_hand_edits (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->config, "providers.d", "a.json", NULL);

  fixture_write (fixture->config, "providers.d/a.json", "{\"x\": 1}");
  fixture_write (fixture->config, "roles.json", "{}");
  load_and_watch (fixture);
  chl_settings_store_watch (fixture->store);
  assert_nothing_else (fixture);

  /* In place, which may be seen half-way and then again. */
  fixture_write_in_place (fixture->config, "providers.d/a.json", "{\"x\": 2}");
  wait_for (fixture, "providers.d/a");
  wait_for_marker (fixture);
  g_hash_table_remove (fixture->seen, "providers.d/a");

  /* By renaming, by removing, by breaking, and a new one. */
  fixture_write (fixture->config, "providers.d/a.json", "{\"x\": 3}");
  wait_for (fixture, "providers.d/a");
  g_unlink (path);
  wait_for (fixture, "providers.d/a");
  fixture_write (fixture->config, "roles.json", "{broken");
  wait_for (fixture, "roles");
  fixture_write (fixture->config, "providers.d/b.json", "{}");
  wait_for (fixture, "providers.d/b");
  assert_nothing_else (fixture);
}

static void
test_what_is_no_change (Fixture      *fixture,
                        gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->config, "providers.d", "a.json", NULL);
  g_autofree char *merged = NULL;

  fixture_write (fixture->config, "providers.d/a.json", "{}");
  load_and_watch (fixture);
  assert_nothing_else (fixture);

  /* Our own writes, the same content again, another file's business. */
  merged = call_merge (fixture->store, "providers.d/a", "{\"x\": 1}", NULL);
  g_assert_nonnull (merged);
  g_assert_true (call_create (fixture->store, "providers.d/b", "{}", NULL));
  g_assert_true (call_remove (fixture->store, "providers.d/b", NULL));
  g_assert_cmpint (g_utime (path, NULL), ==, 0);
  g_chmod (path, 0640);
  fixture_write (fixture->config, "notes.txt", "x");
  fixture_write (fixture->config, "providers.d/.a.json.swp", "x");
  assert_nothing_else (fixture);
}

/* What somebody else wrote just before our own write is not swallowed by it. */
static void
test_change_under_our_write (Fixture      *fixture,
                             gconstpointer data)
{
  g_autofree char *merged = NULL;

  fixture_write (fixture->config, "roles.json", "{\"a\": 1}");
  fixture_write (fixture->config, "providers.d/x.json", "{}");
  load_and_watch (fixture);
  assert_nothing_else (fixture);

  fixture_write (fixture->config, "roles.json", "{\"a\": 2}");
  merged = call_merge (fixture->store, "roles", "{\"b\": 1}", NULL);
  g_assert_cmpstr (merged, ==, "{\"a\":2,\"b\":1,\"version\":1}");
  wait_for (fixture, "roles");
  assert_nothing_else (fixture);
}

static void
test_between_load_and_watch (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr(GPtrArray) files = NULL;

  fixture_write (fixture->config, "roles.json", "{\"a\": 1}");
  files = call_load_all (fixture->store);
  fixture_write (fixture->config, "roles.json", "{\"a\": 2}");
  fixture_write (fixture->config, "providers.d/new.json", "{}");
  chl_settings_store_watch (fixture->store);
  wait_for (fixture, "roles");
  wait_for (fixture, "providers.d/new");
}

static void
test_folders_come_and_go (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *providers = g_build_filename (fixture->config, "providers.d", NULL);
  g_autofree char *away = g_build_filename (fixture->folder, "away", NULL);

  load_and_watch (fixture);
  fixture_write (fixture->config, "roles.json", "{}");
  wait_for (fixture, "roles");
  fixture_write (fixture->config, "providers.d/a.json", "{}");
  wait_for (fixture, "providers.d/a");
  fixture_write (fixture->config, "providers.d/a.json", "{\"x\": 1}");
  wait_for (fixture, "providers.d/a");

  g_assert_cmpint (g_rename (providers, away), ==, 0);
  wait_for (fixture, "providers.d/a");
  g_assert_cmpint (g_rename (away, providers), ==, 0);
  wait_for (fixture, "providers.d/a");
  fixture_write (fixture->config, "providers.d/a.json", "{\"x\": 2}");
  wait_for (fixture, "providers.d/a");

  g_assert_cmpint (g_rename (fixture->config, away), ==, 0);
  wait_for (fixture, "roles");
  fixture_write (fixture->config, "providers.d/b.json", "{}");
  wait_for (fixture, "providers.d/b");
}

static void
test_links (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->config, "roles.json", NULL);

  fixture_write (fixture->config, "providers.d/x.json", "{}");
  fixture_write (fixture->folder, "dotfiles/roles", "{\"a\": 1}");
  g_assert_cmpint (symlink ("../dotfiles/roles", link), ==, 0);
  load_and_watch (fixture);
  /* The looks around with which it begins are over after that. */
  wait_for_marker (fixture);
  wait_for_marker (fixture);
  assert_nothing_else (fixture);

  fixture_write (fixture->folder, "dotfiles/roles", "{\"a\": 2}");
  wait_for (fixture, "roles");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "hand-edits", test_hand_edits },
    { "what-is-no-change", test_what_is_no_change },
    { "change-under-our-write", test_change_under_our_write },
    { "between-load-and-watch", test_between_load_and_watch },
    { "folders-come-and-go", test_folders_come_and_go },
    { "links", test_links },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/settings-watch/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }

  return g_test_run ();
}
