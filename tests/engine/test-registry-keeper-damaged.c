/* test-registry-keeper-damaged.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "registry-keeper-fixture.h"

#define BUNDLED_PRICE "3/15/0.3/3.75"

static void
assert_price (KeeperFixture *self,
              const char    *price)
{
  g_autofree char *found = keeper_fixture_dup_price (self);

  g_assert_cmpstr (found, ==, price);
}

/* What lies there and cannot be used is put out of the way, and does no harm. */
static void
test_bad_files (KeeperFixture *self,
                gconstpointer  data)
{
  g_autoptr(GBytes) good = NULL;
  g_autofree char *path = g_build_filename (self->base->folder, KEEPER_TABLE, NULL);
  const char      *bytes;
  gsize            length;

  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  good = keeper_fixture_read (self, KEEPER_TABLE);
  bytes = g_bytes_get_data (good, &length);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(ChlRegistryKeeper) later = NULL;
      g_autofree char *copy = g_memdup2 (bytes, length);
      g_autofree char *trouble = NULL;
      g_autoptr(GError) error = NULL;
      ChlRegistryMatch match;

      if (i == 1)
        memset (copy + length / 2, 0xff, 64);
      if (i == 2)
        memset (copy, 0, 4);
      if (i == 3)
        memcpy (strstr (copy + 8, "2026-11-01"), "2026-10-31", 10); /* made from another table */
      g_file_set_contents (path, copy, (gssize) (i == 0 ? length / 2 : length), &error);
      g_assert_no_error (error);

      later = keeper_fixture_new_keeper (self, self->base->engine);
      g_assert_false (chl_registry_keeper_is_refreshed (later));
      g_assert_false (chl_registry_resolve (chl_registry_keeper_get_registry (later), "anthropic",
                                            "claude-c", &match));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

      /* That of another version is no damage. */
      trouble = chl_registry_keeper_dup_trouble (later);
      g_assert_cmpint (trouble != NULL, ==, i != 3);
      g_clear_pointer (&trouble, g_free);
      chl_registry_keeper_reload (later);
      trouble = chl_registry_keeper_dup_trouble (later);
      g_assert_cmpint (trouble != NULL, ==, i != 3);
    }
}

/* Cut anywhere, or with any byte another one: it is used as far as it makes sense, or not at all. */
static void
test_any_byte (KeeperFixture *self,
               gconstpointer  data)
{
  g_autoptr(GBytes) good = NULL;
  g_autofree char *path = g_build_filename (self->base->folder, KEEPER_TABLE, NULL);
  const char      *bytes;
  gsize            length;

  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  good = keeper_fixture_read (self, KEEPER_TABLE);
  bytes = g_bytes_get_data (good, &length);
  for (gsize i = 0; i < 2 * length; i += 1 + length / 197)
    {
      gboolean         is_cut = i >= length;
      g_autofree char *copy = g_memdup2 (bytes, length);
      g_autofree char *trouble = NULL;
      g_autoptr(ChlRegistryKeeper) later = NULL;
      g_autoptr(GError) error = NULL;
      ChlRegistryMatch match;

      if (!is_cut)
        copy[i] = (char) (copy[i] ^ (1 << i % 8));
      g_file_set_contents (path, copy, (gssize) (is_cut ? i - length : length), &error);
      g_assert_no_error (error);

      later = keeper_fixture_new_keeper (self, self->base->engine);
      chl_registry_resolve (chl_registry_keeper_get_registry (later), "anthropic", "claude-c", &match);
      chl_registry_resolve (chl_registry_keeper_get_registry (later), "ollama", "qwen3:8b", &match);
      g_assert_cmpuint (chl_registry_keeper_count_models (later), >, 0);
      trouble = chl_registry_keeper_dup_trouble (later);
      if (is_cut)
        {
          g_assert_false (chl_registry_keeper_is_refreshed (later));
          g_assert_nonnull (trouble);
        }
      g_assert_false (chl_registry_keeper_is_refreshed (later) && trouble != NULL);
    }
}

static void
keep_notice_cb (ChlEngine  *engine,
                const char *sentence,
                gpointer    user_data)
{
  char **said = user_data;

  g_assert_null (*said);
  *said = g_strdup (sentence);
}

/* Whoever starts the program hears of it, once; a refresh mends it. */
static void
test_damage_is_told (KeeperFixture *self,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->base->folder, KEEPER_TABLE, NULL);
  g_autofree char *said = NULL;
  g_autofree char *trouble = NULL;
  g_autoptr(GError) error = NULL;

  chl_fixture_write_file (self->base, KEEPER_TABLE, "no table");
  g_signal_connect (self->base->engine, "notice", G_CALLBACK (keep_notice_cb), &said);
  assert_price (self, BUNDLED_PRICE);
  trouble = chl_registry_keeper_dup_trouble (self->keeper);
  g_assert_nonnull (trouble);
  g_assert_cmpstr (said, ==, trouble);
  assert_price (self, BUNDLED_PRICE);

  keeper_fixture_refresh_to (self, self->sample, NULL);
  g_clear_pointer (&trouble, g_free);
  trouble = chl_registry_keeper_dup_trouble (self->keeper);
  g_assert_null (trouble);
  keeper_fixture_go_back (self, &error);
  g_assert_no_error (error);
  trouble = chl_registry_keeper_dup_trouble (self->keeper);
  g_assert_null (trouble);
  g_signal_handlers_disconnect_by_data (self->base->engine, &said);
}

/* Nor do things that are no files; nobody waits for them. */
static void
test_odd_files (KeeperFixture *self,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->base->folder, KEEPER_TABLE, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(ChlRegistryKeeper) first = NULL;
  g_autoptr(ChlRegistryKeeper) second = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  first = keeper_fixture_new_keeper (self, self->base->engine);
  g_assert_false (chl_registry_keeper_is_refreshed (first));

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  second = keeper_fixture_new_keeper (self, self->base->engine);
  g_assert_false (chl_registry_keeper_is_refreshed (second));
}

/* A table of a program that is newer than this one is that program's business. */
static void
test_newer_file (KeeperFixture *self,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->base->folder, KEEPER_TABLE, NULL);
  g_autoptr(ChlRegistryKeeper) later = NULL;
  g_autoptr(GBytes) good = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *trouble = NULL;
  gsize            length;

  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  good = keeper_fixture_read (self, KEEPER_TABLE);
  length = g_bytes_get_size (good);
  copy = g_memdup2 (g_bytes_get_data (good, NULL), length);
  copy[4] = 2;
  g_file_set_contents (path, copy, (gssize) length, NULL);

  later = keeper_fixture_new_keeper (self, self->base->engine);
  g_assert_false (chl_registry_keeper_is_refreshed (later));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  trouble = chl_registry_keeper_dup_trouble (later);
  g_assert_nonnull (strstr (trouble, "newer version"));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (KeeperFixture *self,
                  gconstpointer  data);
  } tests[] = {
    { "bad-files", test_bad_files },
    { "any-byte", test_any_byte },
    { "damage-is-told", test_damage_is_told },
    { "odd-files", test_odd_files },
    { "newer-file", test_newer_file },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/registry-keeper/damaged/", tests[i].path, NULL);

      g_test_add (path, KeeperFixture, NULL, keeper_fixture_set_up, tests[i].func,
                  keeper_fixture_tear_down);
    }

  return g_test_run ();
}
