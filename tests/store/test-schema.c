/* test-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-schema.h"
#include "fault-shim.h"
#include "store-fixture.h"

static const char *const steps[] = {
  "CREATE TABLE a (x INTEGER PRIMARY KEY); CREATE TABLE b (x INTEGER REFERENCES a (x))",
  "ALTER TABLE a ADD COLUMN y TEXT; INSERT INTO a VALUES (7, 'seven')",
  "CREATE TABLE c (z TEXT)",
};

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "x.db", NULL);
  fixture_write (fixture->folder, "x.db", "");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
}

static ChlSqlite *
open_database (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  ChlSqlite *db = chl_sqlite_open (fixture->path, FALSE, &error);

  g_assert_no_error (error);

  return db;
}

static gint64
get_int (ChlSqlite  *db,
         const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value = -1;

  g_assert_true (chl_sqlite_get_int (db, sql, &value, &error));
  g_assert_no_error (error);

  return value;
}

static gboolean
migrate (Fixture           *fixture,
         ChlSqlite         *db,
         const char *const *all,
         guint              n_steps,
         GError           **error)
{
  return chl_schema_migrate (db, fixture->path, "20260102-030405", all, n_steps, error);
}

static void
test_from_nothing (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(ChlSqlite) db = open_database (fixture);
  g_autoptr(GError) error = NULL;
  g_autofree char *list = NULL;

  g_assert_true (migrate (fixture, db, steps, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_int (db, "PRAGMA user_version"), ==, 1);
  g_assert_true (migrate (fixture, db, steps, 1, &error));

  /* Nothing was there, so nothing is copied. */
  list = fixture_list (fixture->folder);
  g_assert_cmpstr (list, ==, "x.db");
}

static void
test_from_an_older_one (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr(ChlSqlite) db = open_database (fixture);
  g_autoptr(ChlSqlite) copy = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *list = NULL;
  g_autofree char *copy_path = g_strconcat (fixture->path, ".v1-20260102-030405", NULL);

  g_assert_true (migrate (fixture, db, steps, 1, &error));
  g_assert_true (chl_sqlite_exec (db, "INSERT INTO a VALUES (1), (2)", &error));
  g_assert_true (migrate (fixture, db, steps, 3, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_int (db, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM a"), ==, 3);

  list = fixture_list (fixture->folder);
  g_assert_cmpstr (list, ==, "x.db x.db.v1-20260102-030405");
  g_assert_cmpuint (fixture_get_mode (fixture->folder, "x.db.v1-20260102-030405"), ==, 0600);
  copy = chl_sqlite_open (copy_path, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_int (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (get_int (copy, "SELECT count(*) FROM a"), ==, 2);
}

/* A step that fails takes back those before it. */
static void
test_all_or_nothing (Fixture      *fixture,
                     gconstpointer data)
{
  static const char *const bad[][3] = {
    { "", "CREATE TABLE d (x)", "CREATE TABLE nonsense" },
    { "", "CREATE TABLE d (x)", "INSERT INTO no_such_table VALUES (1)" },
    { "", "CREATE TABLE d (x)", "INSERT INTO b VALUES (99)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(ChlSqlite) db = open_database (fixture);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", bad[i][2]);
      g_assert_true (migrate (fixture, db, steps, 1, &error));
      g_assert_false (migrate (fixture, db, bad[i], 3, &error));
      fixture_assert_error (error, CHL_ERROR_STORAGE);
      g_assert_cmpint (get_int (db, "PRAGMA user_version"), ==, 1);
      g_assert_cmpint (get_int (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'd'"), ==, 0);
    }
}

#define FULL "call=write,sync,truncate,rename;error=ENOSPC"

static void
test_disk_full (Fixture      *fixture,
                gconstpointer data)
{
  gboolean is_done = FALSE;
  guint    n = 1;

  for (; !is_done; n++)
    {
      g_autoptr(ChlSqlite) db = open_database (fixture);
      g_autofree char *rule = g_strdup_printf ("path=%s/;" FULL ";from=%u", fixture->folder, n);
      g_autoptr(GError) error = NULL;
      g_autofree char *list = NULL;

      g_test_message ("no room from call %u on", n);
      g_assert_true (migrate (fixture, db, steps, 1, &error));
      chl_fault_set (rule);
      is_done = migrate (fixture, db, steps, 2, &error);
      g_assert_cmpint (is_done, ==, chl_fault_get_n_failed () == 0);
      chl_fault_set (NULL);

      if (!is_done)
        {
          fixture_assert_error (error, CHL_ERROR_DISK_FULL);
          g_assert_cmpint (get_int (db, "PRAGMA user_version"), ==, 1);
          list = fixture_list (fixture->folder);
          g_assert_null (strstr (list, ".part"));
        }
    }

  g_assert_cmpuint (n, >, 3);
}

/* The real steps: each runs, on what the one before it left. */
static void
test_our_steps (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(ChlSqlite) db = open_database (fixture);
  g_autoptr(GError) error = NULL;
  gboolean is_ours = FALSE;

  g_assert_true (chl_schema_is_ours (db, 0, &is_ours, &error));
  g_assert_true (is_ours);

  for (guint i = 1; i <= CHL_SCHEMA_VERSION; i++)
    {
      g_assert_true (migrate (fixture, db, chl_schema_steps, i, &error));
      g_assert_no_error (error);
      g_assert_true (chl_schema_is_ours (db, i, &is_ours, &error));
      g_assert_true (is_ours);
    }

  g_assert_true (chl_schema_is_ours (db, 0, &is_ours, &error));
  g_assert_false (is_ours);
  g_assert_true (chl_sqlite_exec (db, "DROP TABLE usage", &error));
  g_assert_true (chl_schema_is_ours (db, CHL_SCHEMA_VERSION, &is_ours, &error));
  g_assert_false (is_ours);
}

#define A_CHAT "INSERT INTO chats VALUES ('c', '', NULL, NULL, NULL, 1, 1, 0);"
#define A_MESSAGE(id, body) \
  "INSERT INTO messages (id, chat_id, is_chosen, created_us, body) VALUES ('" id "', 'c', 0, 1, '" body "');"

/* What was said before there was an index is in it; what is no message does not stop it. */
static void
test_index_of_what_is_there (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr(ChlSqlite) db = open_database (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_true (migrate (fixture, db, chl_schema_steps, 1, &error));
  g_assert_true (chl_sqlite_exec (
    db,
    A_CHAT A_MESSAGE ("a", "{\"parts\":[{\"kind\":\"reasoning\",\"text\":\"hidden\"},"
                           "{\"kind\":\"text\",\"text\":\"half a wo\"},"
                           "{\"kind\":\"text\",\"text\":\"rd\"}]}")
      A_MESSAGE ("b", "no message") A_MESSAGE ("c", "{\"parts\":[7,\"x\",{}]}"),
    &error));
  g_assert_no_error (error);
  g_assert_true (migrate (fixture, db, chl_schema_steps, CHL_SCHEMA_VERSION, &error));
  g_assert_no_error (error);

  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message_index"), ==, 3);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message_index"
                                " WHERE text = 'half a word' || char (10, 10)"),
                   ==, 1);
  g_assert_cmpint (get_int (db, "SELECT rowid FROM message_index WHERE message_index MATCH '\"WORD\"'"),
                   ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/schema/from-nothing", Fixture, NULL, set_up, test_from_nothing, tear_down);
  g_test_add ("/schema/from-an-older-one", Fixture, NULL, set_up, test_from_an_older_one,
              tear_down);
  g_test_add ("/schema/all-or-nothing", Fixture, NULL, set_up, test_all_or_nothing, tear_down);
  g_test_add ("/schema/disk-full", Fixture, NULL, set_up, test_disk_full, tear_down);
  g_test_add ("/schema/our-steps", Fixture, NULL, set_up, test_our_steps, tear_down);

  g_test_add ("/schema/index-of-what-is-there", Fixture, NULL, set_up, test_index_of_what_is_there,
              tear_down);

  return g_test_run ();
}
