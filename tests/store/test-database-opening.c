/* test-database-opening.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "chl-error.h"
#include "chl-fake-clock.h"
#include "chl-schema.h"
#include "store-calls.h"
#include "store-fixture.h"

/* Noon, UTC. */
#define NOW_US (G_GINT64_CONSTANT (1767268800) * G_USEC_PER_SEC)
#define ASIDE "chatelaine.db.broken-20260101-120000"

typedef struct
{
  char        *folder;   /* (owned) */
  char        *path;     /* (owned) */
  ChlDatabase *database; /* (owned) (nullable) */
} Fixture;

static void
open_database (Fixture *fixture)
{
  g_autoptr(ChlFakeClock) clock = chl_fake_clock_new (NOW_US);

  fixture->database = chl_database_new (fixture->path, CHL_CLOCK (clock));
}

static void
close_database (Fixture *fixture)
{
  ChlDatabase *database = g_steal_pointer (&fixture->database);

  if (database != NULL)
    fixture_release (database);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "chatelaine.db", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  close_database (fixture);
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
}

/* Makes a database with @n_chats in it and closes it. */
static void
make_database (Fixture *fixture,
               guint    n_chats)
{
  open_database (fixture);
  for (guint i = 0; i < n_chats; i++)
    {
      g_autofree char *id = g_strdup_printf ("chat%u", i);
      g_autoptr(GError) error = NULL;

      g_assert_true (call_save_chat (fixture->database, id, i, &error));
      g_assert_no_error (error);
    }
  close_database (fixture);
}

static void
run_sql (Fixture    *fixture,
         const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ChlSqlite) db = chl_sqlite_open (fixture->path, FALSE, &error);

  g_assert_true (chl_sqlite_exec (db, sql, &error));
  g_assert_no_error (error);
}

static void
overwrite (Fixture    *fixture,
           goffset     offset,
           const char *bytes)
{
  g_autoptr(GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileIOStream) stream = g_file_open_readwrite (file, NULL, &error);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (stream));

  g_assert_true (g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, NULL, &error));
  g_assert_true (g_output_stream_write_all (out, bytes, strlen (bytes), NULL, NULL, &error));
}

static void
assert_n_chats (Fixture    *fixture,
                guint       n_chats,
                const char *aside)
{
  g_autofree char *put_aside = NULL;
  g_autofree char *expected = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chats = call_list_chats (fixture->database, &put_aside, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (chats->len, ==, n_chats);
  if (aside != NULL)
    expected = g_build_filename (fixture->folder, aside, NULL);
  g_assert_cmpstr (put_aside, ==, expected);
}

/* Files that are no database of ours go aside, whole; a new one begins and works. */
static void
test_no_database (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const texts[] = {
    "This is no database, although it is long enough to be looked at as if it were one. "
    "This is no database, although it is long enough to be looked at as if it were one. ",
    "short",
    "SQLite format 3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *aside = NULL;

      g_test_message ("%s", texts[i]);
      fixture_write (fixture->folder, "chatelaine.db", texts[i]);
      open_database (fixture);
      assert_n_chats (fixture, 0, ASIDE);
      aside = fixture_read (fixture->folder, ASIDE);
      g_assert_cmpstr (aside, ==, texts[i]);
      g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
      close_database (fixture);

      open_database (fixture);
      assert_n_chats (fixture, 1, NULL);
      close_database (fixture);

      fixture_remove_folder (fixture->folder);
      fixture->folder = g_path_get_dirname (fixture->path);
      g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
    }
}

static void
test_somebody_elses_database (Fixture      *fixture,
                              gconstpointer data)
{
  static const char *const sql[] = {
    "CREATE TABLE theirs (x)",
    "CREATE TABLE theirs (x); PRAGMA user_version = 1",
    "CREATE TABLE chats (x)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_test_message ("%s", sql[i]);
      g_unlink (fixture->path);
      fixture_write (fixture->folder, "chatelaine.db", "");
      run_sql (fixture, sql[i]);
      open_database (fixture);
      assert_n_chats (fixture, 0,
                      i == 0   ? ASIDE
                      : i == 1 ? ASIDE "-2"
                               : ASIDE "-3");
      close_database (fixture);
    }
}

/* Damage in a page shows only when it is read: first an error, and then the file goes aside. */
static void
test_damaged_inside (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *noise = g_strnfill (4096, 'x');
  g_autoptr(GPtrArray) chats = NULL;
  g_autoptr(GError) error = NULL;

  make_database (fixture, 1);
  run_sql (fixture,
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
           "INSERT INTO chats SELECT 'c' || i, 'Title ' || i, NULL, 'p/m', NULL, i, i, 0 FROM n;"
           "PRAGMA wal_checkpoint (TRUNCATE)");
  for (guint page = 2; page < 20; page++)
    overwrite (fixture, page * 4096, noise);

  open_database (fixture);
  chats = call_list_chats (fixture->database, NULL, &error);
  g_assert_null (chats);
  fixture_assert_error (error, CHL_ERROR_STORAGE);
  assert_n_chats (fixture, 0, ASIDE);
  g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
  assert_n_chats (fixture, 1, ASIDE);
}

static void
test_log_goes_aside_too (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *list = NULL;

  fixture_write (fixture->folder, "chatelaine.db", "no database, but with a log beside it");
  fixture_write (fixture->folder, "chatelaine.db-wal", "log");
  fixture_write (fixture->folder, "chatelaine.db-shm", "index");
  open_database (fixture);
  assert_n_chats (fixture, 0, ASIDE);
  close_database (fixture);
  list = fixture_list (fixture->folder);
  g_assert_cmpstr (list, ==, "chatelaine.db " ASIDE " " ASIDE "-shm " ASIDE "-wal");
}

static void
test_half_written_header (Fixture      *fixture,
                          gconstpointer data)
{
  /* Killed between making the file and filling it. */
  fixture_write (fixture->folder, "chatelaine.db", "");
  open_database (fixture);
  assert_n_chats (fixture, 0, NULL);
}

/* A newer one is read as far as it can be, and no byte of it changes. */
static void
test_newer (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize            before_length = 0;
  gsize            after_length = 0;
  g_autoptr(ChlUsageRow) usage = chl_usage_row_new ();
  g_autoptr(GError) error = NULL;

  make_database (fixture, 3);
  run_sql (fixture, "ALTER TABLE chats ADD COLUMN colour TEXT; CREATE TABLE more (x);"
                    "PRAGMA user_version = 99");
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));

  open_database (fixture);
  assert_n_chats (fixture, 3, NULL);
  g_assert_false (call_save_chat (fixture->database, "c", 1, &error));
  fixture_assert_error (error, CHL_ERROR_NEWER_FILE);
  g_clear_error (&error);
  g_assert_false (call_add_usage (fixture->database, usage, &error));
  fixture_assert_error (error, CHL_ERROR_NEWER_FILE);
  close_database (fixture);

  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_newer_and_unreadable (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr(GPtrArray) chats = NULL;
  g_autoptr(GError) error = NULL;

  make_database (fixture, 1);
  run_sql (fixture, "ALTER TABLE chats RENAME COLUMN title TO name; PRAGMA user_version = 99");
  open_database (fixture);
  chats = call_list_chats (fixture->database, NULL, &error);
  g_assert_null (chats);
  fixture_assert_error (error, CHL_ERROR_NEWER_FILE);
}

/* A newer program comes while we run. */
static void
test_newer_while_open (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  open_database (fixture);
  g_assert_true (call_save_chat (fixture->database, "c", 1, &error));
  run_sql (fixture, "PRAGMA user_version = 99");
  g_assert_false (call_save_chat (fixture->database, "d", 1, &error));
  fixture_assert_error (error, CHL_ERROR_NEWER_FILE);
  assert_n_chats (fixture, 1, NULL);
}

static void
test_modes_are_mended (Fixture      *fixture,
                       gconstpointer data)
{
  make_database (fixture, 1);
  g_chmod (fixture->path, 0644);
  open_database (fixture);
  assert_n_chats (fixture, 1, NULL);
  g_assert_cmpuint (fixture_get_mode (fixture->folder, "chatelaine.db"), ==, 0600);
  g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
  g_assert_cmpuint (fixture_get_mode (fixture->folder, "chatelaine.db-wal"), ==, 0600);
}

static void
test_many_chats (Fixture      *fixture,
                 gconstpointer data)
{
  make_database (fixture, 1);
  run_sql (fixture,
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
           "INSERT INTO chats SELECT 'c' || i, 'Title ' || i, NULL, 'p/m', NULL, i,"
           " i * 7919 % 10007, i % 100 = 0 FROM n");
  open_database (fixture);
  assert_n_chats (fixture, 10001, NULL);
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
    { "no-database", test_no_database },
    { "somebody-elses-database", test_somebody_elses_database },
    { "damaged-inside", test_damaged_inside },
    { "log-goes-aside-too", test_log_goes_aside_too },
    { "half-written-header", test_half_written_header },
    { "newer", test_newer },
    { "newer-and-unreadable", test_newer_and_unreadable },
    { "newer-while-open", test_newer_while_open },
    { "modes-are-mended", test_modes_are_mended },
    { "many-chats", test_many_chats },
  };

  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/database-opening/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }

  return g_test_run ();
}
