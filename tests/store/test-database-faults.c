/* test-database-faults.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-fake-clock.h"
#include "chl-json.h"
#include "fault-shim.h"
#include "store-calls.h"
#include "store-fixture.h"

/* What a full disk refuses; files that are there can still be opened. */
#define FULL "call=write,sync,truncate,folder,rename;error=ENOSPC"

/* Where there is room again a moment later, it may look like any other failure. */
#define EITHER -1

typedef struct
{
  char        *folder;   /* (owned) */
  char        *path;     /* (owned) */
  ChlDatabase *database; /* (owned) (nullable) */
} Fixture;

static void
open_database (Fixture *fixture)
{
  g_autoptr(ChlFakeClock) clock = chl_fake_clock_new (0);

  fixture->database = chl_database_new (fixture->path, CHL_CLOCK (clock));
}

static void
close_database (Fixture *fixture)
{
  fixture_release (g_steal_pointer (&fixture->database));
}

static void
set_up (Fixture *fixture)
{
  fixture->folder = fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "chatelaine.db", NULL);
  open_database (fixture);
}

static void
tear_down (Fixture *fixture)
{
  close_database (fixture);
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
}

static void
set_fault (Fixture    *fixture,
           const char *fault,
           guint       from)
{
  g_autofree char *rule = g_strdup_printf ("path=%s;%s;from=%u", fixture->folder, fault, from);

  chl_fault_set (rule);
}

/* Returns: how many calls failed. */
static guint
end_fault (void)
{
  guint n_failed = chl_fault_get_n_failed ();

  chl_fault_set (NULL);

  return n_failed;
}

static guint
count_chats (Fixture *fixture)
{
  g_autofree char *put_aside = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chats = call_list_chats (fixture->database, &put_aside, &error);

  g_assert_no_error (error);
  g_assert_null (put_aside);

  return chats->len;
}

static void
assert_code (const GError *error,
             int           code)
{
  if (code != EITHER)
    fixture_assert_error (error, code);
  else
    g_assert_true (g_error_matches (error, CHL_ERROR, CHL_ERROR_DISK_FULL) ||
                   g_error_matches (error, CHL_ERROR, CHL_ERROR_STORAGE));
}

/* Every call is tried with a disk that is full; with the others, one in some. */
#define EVERY 1
#define SOME 7

/* The first write ever: folder, file, log, schema. */
static void
fail_first_write (const char *fault,
                  int         code,
                  guint       step)
{
  gboolean is_done = FALSE;

  for (guint n = 1; !is_done; n += step)
    {
      Fixture fixture = { NULL };
      g_autoptr(GError) error = NULL;
      gboolean is_written;

      g_test_message ("%s from call %u", fault, n);
      set_up (&fixture);
      set_fault (&fixture, fault, n);
      is_written = call_save_chat (fixture.database, "c", 1, &error);
      is_done = end_fault () == 0;

      g_assert_true (is_written || !is_done);
      if (!is_written)
        assert_code (error, code);
      g_assert_cmpuint (count_chats (&fixture), ==, is_written ? 1 : 0);

      /* Room again: on with it, in this run and in the next. */
      g_assert_true (call_save_chat (fixture.database, "d", 1, NULL));
      g_assert_cmpuint (count_chats (&fixture), ==, is_written ? 2 : 1);
      close_database (&fixture);
      open_database (&fixture);
      g_assert_cmpuint (count_chats (&fixture), ==, is_written ? 2 : 1);

      g_assert_true (n > 5 || !is_done);
      tear_down (&fixture);
    }
}

static void
test_first_write (void)
{
  fail_first_write (FULL, CHL_ERROR_DISK_FULL, EVERY);
  fail_first_write (FULL ";times=1", EITHER, SOME);
  fail_first_write ("call=write,sync,truncate,folder,rename;error=EIO", CHL_ERROR_STORAGE, SOME);
  fail_first_write ("error=EROFS", CHL_ERROR_STORAGE, SOME);
}

/* A message of some pages, with a sibling that loses its place: all of it, or nothing. */
static void
fail_message (const char *fault,
              int         code,
              guint       step)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *body = make_body ("b", "assistant", text, "stop");
  gboolean         is_done = FALSE;

  for (guint n = 1; !is_done; n += step)
    {
      Fixture fixture = { NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) rows = NULL;
      gboolean is_written;

      g_test_message ("%s from call %u", fault, n);
      set_up (&fixture);
      g_assert_true (call_save_chat (fixture.database, "c", 1, NULL));
      g_assert_true (call_save_message (fixture.database, "c", "a", NULL, "{}", NULL));
      set_fault (&fixture, fault, n);
      is_written = call_save_message (fixture.database, "c", "b", NULL, body, &error);
      is_done = end_fault () == 0;

      g_assert_true (is_written || !is_done);
      if (!is_written)
        assert_code (error, code);
      close_database (&fixture);
      open_database (&fixture);
      rows = call_load_chat (fixture.database, "c", NULL);
      g_assert_cmpuint (rows->len, ==, is_written ? 2 : 1);
      g_assert_cmpint (((ChlMessageRow *) g_ptr_array_index (rows, 0))->is_chosen, ==, !is_written);
      if (is_written)
        g_assert_cmpstr (((ChlMessageRow *) g_ptr_array_index (rows, 1))->body, ==, body);

      g_assert_true (n > 2 || !is_done);
      tear_down (&fixture);
    }
}

static void
test_message (void)
{
  fail_message (FULL, CHL_ERROR_DISK_FULL, EVERY);
  fail_message (FULL ";times=1", EITHER, SOME);
  fail_message ("call=write,sync;error=EDQUOT", CHL_ERROR_DISK_FULL, SOME);
  fail_message ("call=write,sync;error=EIO", CHL_ERROR_STORAGE, SOME);
  fail_message ("call=write,sync;error=EROFS", CHL_ERROR_STORAGE, SOME);
}

/* The disk fills up while an answer grows: what was written before stays, and it goes on later. */
static void
test_journal (void)
{
  g_autofree char *begun = make_body ("a", "assistant", NULL, NULL);
  Fixture          fixture = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(JsonNode) body = NULL;

  set_up (&fixture);
  g_assert_true (call_save_chat (fixture.database, "c", 1, NULL));
  g_assert_true (call_save_message (fixture.database, "c", "a", NULL, begun, NULL));
  g_assert_true (call_journal (fixture.database, "a", 0, "text", "one ", NULL));
  set_fault (&fixture, FULL, 1);
  g_assert_false (call_journal (fixture.database, "a", 0, "text", "two ", &error));
  fixture_assert_error (error, CHL_ERROR_DISK_FULL);
  g_clear_error (&error);
  g_assert_false (call_journal (fixture.database, "a", 0, "text", "two ", &error));
  fixture_assert_error (error, CHL_ERROR_DISK_FULL);
  g_assert_cmpuint (end_fault (), >=, 2);
  g_assert_true (call_journal (fixture.database, "a", 0, "text", "three", NULL));

  rows = call_load_chat (fixture.database, "c", NULL);
  body = chl_json_parse (((ChlMessageRow *) g_ptr_array_index (rows, 0))->body, -1, NULL);
  g_assert_cmpstr (chl_json_get_string (body, "/parts/0/text"), ==, "one three");

  tear_down (&fixture);
}

/* Reading goes on while nothing can be written. */
static void
test_read_only (void)
{
  Fixture fixture = { NULL };
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  g_assert_true (call_save_chat (fixture.database, "c", 1, NULL));
  set_fault (&fixture, "error=EROFS", 1);
  g_assert_false (call_save_chat (fixture.database, "d", 1, &error));
  fixture_assert_error (error, CHL_ERROR_STORAGE);
  g_assert_cmpuint (count_chats (&fixture), ==, 1);
  g_assert_cmpuint (end_fault (), >=, 1);
  g_assert_true (call_save_chat (fixture.database, "d", 1, NULL));

  tear_down (&fixture);
}

/* One that is read badly is not one that is damaged: it stays where it is. */
static void
test_cannot_be_opened (void)
{
  static const char *const faults[] = {
    "call=open,create;error=EACCES",
    "call=open,create,read;error=EIO",
    "call=create;error=ENOSPC",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      Fixture fixture = { NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) chats = NULL;
      g_autofree char *put_aside = NULL;
      g_autofree char *list = NULL;

      g_test_message ("%s", faults[i]);
      set_up (&fixture);
      g_assert_true (call_save_chat (fixture.database, "c", 1, NULL));
      close_database (&fixture);
      open_database (&fixture);
      set_fault (&fixture, faults[i], 1);
      chats = call_list_chats (fixture.database, &put_aside, &error);
      g_assert_cmpuint (end_fault (), >=, 1);
      g_assert_null (chats);
      g_assert_error (error, CHL_ERROR, error->code);
      g_assert_true (error->code == CHL_ERROR_STORAGE || error->code == CHL_ERROR_DISK_FULL);
      list = fixture_list (fixture.folder);
      g_assert_null (strstr (list, "broken"));
      g_assert_cmpuint (count_chats (&fixture), ==, 1);
      tear_down (&fixture);
    }
}

/* No room to put a broken file aside: it stays, and nothing is made in its place. */
static void
test_cannot_put_aside (void)
{
  Fixture fixture = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chats = NULL;
  g_autofree char *text = NULL;

  set_up (&fixture);
  fixture_write (fixture.folder, "chatelaine.db", "no database at all, nor ever was one");
  set_fault (&fixture, "call=rename;error=EROFS", 1);
  chats = call_list_chats (fixture.database, NULL, &error);
  g_assert_cmpuint (end_fault (), ==, 1);
  g_assert_null (chats);
  fixture_assert_error (error, CHL_ERROR_STORAGE);
  text = fixture_read (fixture.folder, "chatelaine.db");
  g_assert_cmpstr (text, ==, "no database at all, nor ever was one");

  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/database-faults/first-write", test_first_write);
  g_test_add_func ("/database-faults/message", test_message);
  g_test_add_func ("/database-faults/journal", test_journal);
  g_test_add_func ("/database-faults/read-only", test_read_only);
  g_test_add_func ("/database-faults/cannot-be-opened", test_cannot_be_opened);
  g_test_add_func ("/database-faults/cannot-put-aside", test_cannot_put_aside);

  return g_test_run ();
}
