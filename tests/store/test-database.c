/* test-database.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE 1

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-fake-clock.h"
#include "chl-json.h"
#include "chl-sqlite.h"
#include "store-calls.h"
#include "store-fixture.h"

typedef struct
{
  char        *folder;   /* (owned) */
  char        *path;     /* (owned) */
  ChlDatabase *database; /* (owned) */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(ChlFakeClock) clock = chl_fake_clock_new (0);

  fixture->folder = fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "data", "chatelaine", "x.db", NULL);
  fixture->database = chl_database_new (fixture->path, CHL_CLOCK (clock));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  fixture_release (fixture->database);
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr(ChlFakeClock) clock = chl_fake_clock_new (0);

  fixture_release (fixture->database);
  fixture->database = chl_database_new (fixture->path, CHL_CLOCK (clock));
}

/* Returns: (transfer full): the messages as "id<parent", "!" for a chosen one, in a row. */
static char *
describe_chat (Fixture    *fixture,
               const char *chat_id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = call_load_chat (fixture->database, chat_id, &error);
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      ChlMessageRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpstr (row->chat_id, ==, chat_id);
      g_string_append_printf (text, "%s%s<%s%s", i > 0 ? " " : "", row->id,
                              row->parent_id != NULL ? row->parent_id : "",
                              row->is_chosen ? "!" : "");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_chat (Fixture    *fixture,
             const char *chat_id,
             const char *expected)
{
  g_autofree char *text = describe_chat (fixture, chat_id);

  g_assert_cmpstr (text, ==, expected);
}

static void
save_message (Fixture    *fixture,
              const char *chat_id,
              const char *id,
              const char *parent_id)
{
  g_autofree char *body = make_body (id, "user", "x", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (call_save_message (fixture->database, chat_id, id, parent_id, body, &error));
  g_assert_no_error (error);
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *put_aside = NULL;
  g_autoptr(GPtrArray) chats = call_list_chats (fixture->database, &put_aside, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (chats->len, ==, 0);
  g_assert_null (put_aside);
  assert_chat (fixture, "nobody", "");
  g_assert_cmpuint (fixture_get_mode (fixture->folder, "data/chatelaine"), ==, 0700);
  g_assert_cmpuint (fixture_get_mode (fixture->folder, "data/chatelaine/x.db"), ==, 0600);
}

static void
test_chat_comes_back_whole (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr(ChlChatRow) row = chl_chat_row_new ("c1");
  g_autoptr(GPtrArray) chats = NULL;
  g_autoptr(GError) error = NULL;
  ChlChatRow *read;

  g_assert_true (call_save_chat_row (fixture->database, row, &error));
  g_free (row->title);
  row->title = g_strdup ("Tïtle “1”");
  row->model = g_strdup ("p/a:b/c");
  row->last_model = g_strdup ("p/d");
  row->draft = g_strdup ("half a\nsentence");
  row->created_us = G_GINT64_CONSTANT (1767225600000000);
  row->updated_us = G_MAXINT64;
  row->is_pinned = TRUE;
  g_assert_true (call_save_chat_row (fixture->database, row, &error));
  g_assert_no_error (error);

  reopen (fixture);
  chats = call_list_chats (fixture->database, NULL, &error);
  g_assert_cmpuint (chats->len, ==, 1);
  read = g_ptr_array_index (chats, 0);
  g_assert_cmpstr (read->id, ==, "c1");
  g_assert_cmpstr (read->title, ==, row->title);
  g_assert_cmpstr (read->model, ==, row->model);
  g_assert_cmpstr (read->last_model, ==, row->last_model);
  g_assert_cmpstr (read->draft, ==, row->draft);
  g_assert_cmpint (read->created_us, ==, row->created_us);
  g_assert_cmpint (read->updated_us, ==, row->updated_us);
  g_assert_true (read->is_pinned);
}

static void
test_order_of_chats (Fixture      *fixture,
                     gconstpointer data)
{
  static const struct
  {
    const char *id;
    gint64      updated_us;
    gboolean    is_pinned;
  } rows[] = {
    { "old", 1, FALSE },
    { "pinned-old", 0, TRUE },
    { "new", 9, FALSE },
    { "middle", 5, FALSE },
    { "pinned-new", 7, TRUE },
  };
  static const char *const expected[] = { "pinned-new", "pinned-old", "new", "middle", "old" };
  g_autoptr(GPtrArray) chats = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlChatRow) row = chl_chat_row_new (rows[i].id);

      row->updated_us = rows[i].updated_us;
      row->is_pinned = rows[i].is_pinned;
      g_assert_true (call_save_chat_row (fixture->database, row, NULL));
    }

  chats = call_list_chats (fixture->database, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (((ChlChatRow *) g_ptr_array_index (chats, i))->id, ==, expected[i]);
}

static void
test_tree (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *body = make_body ("a", "user", "edited", NULL);

  g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
  g_assert_true (call_save_chat (fixture->database, "d", 1, NULL));
  save_message (fixture, "c", "a", NULL);
  save_message (fixture, "c", "b", "a");
  save_message (fixture, "d", "z", NULL);
  assert_chat (fixture, "c", "a<! b<a!");

  /* Trying again, and editing the first. */
  save_message (fixture, "c", "b2", "a");
  save_message (fixture, "c", "a2", NULL);
  assert_chat (fixture, "c", "a< b<a b2<a! a2<!");
  assert_chat (fixture, "d", "z<!");

  g_assert_true (call_choose (fixture->database, "c", "a", &error));
  g_assert_true (call_choose (fixture->database, "c", "b", &error));
  g_assert_true (call_choose (fixture->database, "c", "b", &error));
  g_assert_no_error (error);
  assert_chat (fixture, "c", "a<! b<a! b2<a a2<");

  /* Saving again changes the body, not the place. */
  g_assert_true (call_save_message (fixture->database, "c", "a", NULL, body, &error));
  assert_chat (fixture, "c", "a<! b<a! b2<a a2<");
  reopen (fixture);
  assert_chat (fixture, "c", "a<! b<a! b2<a a2<");
}

static void
test_what_does_not_fit_together (Fixture      *fixture,
                                 gconstpointer data)
{
  static const struct
  {
    const char *chat_id;
    const char *id;
    const char *parent_id;
  } cases[] = {
    { "no-such-chat", "x", NULL },
    { "c", "x", "no-such-parent" },
    { "c", "x", "z" }, /* of another chat */
    { "c", "x", "x" },
    { "c", "z", NULL }, /* taken by another chat */
    { "c", "b", NULL }, /* another place */
  };
  g_autoptr(GError) error = NULL;

  g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
  g_assert_true (call_save_chat (fixture->database, "d", 1, NULL));
  save_message (fixture, "c", "a", NULL);
  save_message (fixture, "c", "b", "a");
  save_message (fixture, "d", "z", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) save_error = NULL;

      g_test_message ("case %u", i);
      g_assert_false (call_save_message (fixture->database, cases[i].chat_id, cases[i].id,
                                         cases[i].parent_id, "{}", &save_error));
      fixture_assert_error (save_error, CHL_ERROR_INVALID);
      assert_chat (fixture, "c", "a<! b<a!");
      assert_chat (fixture, "d", "z<!");
    }

  g_assert_false (call_choose (fixture->database, "c", "z", &error));
  fixture_assert_error (error, CHL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (call_choose (fixture->database, "c", "nobody", &error));
  fixture_assert_error (error, CHL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (call_journal (fixture->database, "nobody", 0, "text", "x", &error));
  fixture_assert_error (error, CHL_ERROR_INVALID);
  assert_chat (fixture, "c", "a<! b<a!");
}

/* A chain that is longer than SQLite cascades deep. */
static void
test_remove_a_long_chat (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(ChlSqlite) db = NULL;

  g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
  g_assert_true (call_save_chat (fixture->database, "d", 1, NULL));
  save_message (fixture, "d", "z", NULL);
  db = chl_sqlite_open (fixture->path, FALSE, &error);
  g_assert_true (chl_sqlite_exec (db,
                                  "WITH RECURSIVE n (i) AS"
                                  " (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)"
                                  "INSERT INTO messages"
                                  " (id, chat_id, parent_id, is_chosen, created_us, body)"
                                  " SELECT 'm' || i, 'c', iif (i > 0, 'm' || (i - 1), NULL), 1,"
                                  " 0, '{}' FROM n",
                                  &error));
  g_assert_no_error (error);
  g_assert_true (call_journal (fixture->database, "m7", 0, "text", "x", &error));
  rows = call_load_chat (fixture->database, "c", &error);
  g_assert_cmpuint (rows->len, ==, 5000);

  g_assert_true (call_remove_chat (fixture->database, "c", &error));
  g_assert_true (call_remove_chat (fixture->database, "c", &error));
  g_assert_no_error (error);
  assert_chat (fixture, "c", "");
  assert_chat (fixture, "d", "z<!");
}

static void
test_journal (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *begun = make_body ("a", "assistant", NULL, NULL);
  g_autofree char *done = make_body ("a", "assistant", "Hello, world", "stop");
  g_autofree char *half = make_body ("a", "assistant", "Hello", NULL);
  g_autoptr(GPtrArray) broken_off = NULL;
  g_autoptr(GPtrArray) complete = NULL;
  g_autoptr(GPtrArray) saved_again = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) body_again = NULL;
  g_autoptr(GError) error = NULL;
  ChlMessageRow *row;

  g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
  g_assert_true (call_save_message (fixture->database, "c", "a", NULL, begun, &error));
  g_assert_true (call_journal (fixture->database, "a", 0, "text", "Hel", &error));
  g_assert_true (call_journal (fixture->database, "a", 0, "text", "", &error));
  g_assert_true (call_journal (fixture->database, "a", 0, "text", "lo", &error));
  g_assert_no_error (error);

  reopen (fixture);
  broken_off = call_load_chat (fixture->database, "c", &error);
  row = g_ptr_array_index (broken_off, 0);
  body = chl_json_parse (row->body, -1, NULL);
  g_assert_true (row->is_recovered);
  g_assert_cmpstr (chl_json_get_string (body, "/parts/0/text"), ==, "Hello");
  g_assert_cmpstr (chl_json_get_string (body, "/finish"), ==, "error");
  g_assert_cmpstr (chl_json_get_string (body, "/failure/kind"), ==, "truncated");

  /* Saved half-way, journalled on: nothing twice. */
  g_assert_true (call_save_message (fixture->database, "c", "a", NULL, half, &error));
  g_assert_true (call_journal (fixture->database, "a", 0, "text", "!", &error));
  saved_again = call_load_chat (fixture->database, "c", &error);
  row = g_ptr_array_index (saved_again, 0);
  body_again = chl_json_parse (row->body, -1, NULL);
  g_assert_cmpstr (chl_json_get_string (body_again, "/parts/0/text"), ==, "Hello!");

  g_assert_true (call_save_message (fixture->database, "c", "a", NULL, done, &error));
  complete = call_load_chat (fixture->database, "c", &error);
  row = g_ptr_array_index (complete, 0);
  g_assert_false (row->is_recovered);
  g_assert_cmpstr (row->body, ==, done);
}

/* Killed before the first word: it broke off as well. A body nobody can read is handed on. */
static void
test_recovery_without_journal (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *begun = make_body ("a", "assistant", NULL, NULL);
  g_autofree char *asked = make_body ("u", "user", "?", NULL);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
  g_assert_true (call_save_message (fixture->database, "c", "u", NULL, asked, &error));
  g_assert_true (call_save_message (fixture->database, "c", "a", "u", begun, &error));
  g_assert_true (call_save_message (fixture->database, "c", "n", "a", "nonsense", &error));
  g_assert_true (call_journal (fixture->database, "n", 0, "text", "x", &error));
  rows = call_load_chat (fixture->database, "c", &error);
  g_assert_no_error (error);

  g_assert_false (((ChlMessageRow *) g_ptr_array_index (rows, 0))->is_recovered);
  g_assert_true (((ChlMessageRow *) g_ptr_array_index (rows, 1))->is_recovered);
  g_assert_false (((ChlMessageRow *) g_ptr_array_index (rows, 2))->is_recovered);
  g_assert_cmpstr (((ChlMessageRow *) g_ptr_array_index (rows, 2))->body, ==, "nonsense");
}

static void
test_usage (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(ChlUsageRow) row = chl_usage_row_new ();
  g_autoptr(ChlUsageRow) empty = chl_usage_row_new ();
  g_autoptr(ChlSqlite) db = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3_stmt *statement;
  gboolean      has_row = FALSE;

  row->provider_id = g_strdup ("p");
  row->host = g_strdup ("api.example");
  row->currency = g_strdup ("EUR");
  row->began_us = 1;
  row->received_bytes = 9;
  row->cost = 0.25;
  g_assert_true (call_add_usage (fixture->database, row, &error));
  g_assert_true (call_add_usage (fixture->database, empty, &error));
  g_assert_no_error (error);

  db = chl_sqlite_open (fixture->path, TRUE, &error);
  statement = chl_sqlite_prepare (db,
                                  "SELECT provider_id, host, currency, began_us, received_bytes,"
                                  " cost FROM usage WHERE family IS NULL ORDER BY number",
                                  &error);
  g_assert_true (chl_sqlite_step (db, statement, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "p");
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 1), ==, "api.example");
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 2), ==, "EUR");
  g_assert_cmpint (sqlite3_column_int64 (statement, 3), ==, 1);
  g_assert_cmpint (sqlite3_column_int64 (statement, 4), ==, 9);
  g_assert_cmpfloat_with_epsilon (sqlite3_column_double (statement, 5), 0.25, 1e-9);
  g_assert_true (chl_sqlite_step (db, statement, &has_row, &error));
  g_assert_true (has_row);
}

static void
test_flush_and_cancel (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChlChatRow) row = chl_chat_row_new ("kept");
  g_autoptr(ChlChatRow) cancelled = chl_chat_row_new ("cancelled");
  g_autoptr(GPtrArray) chats = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  chl_database_save_chat_async (fixture->database, row, NULL, NULL, NULL);
  chl_database_save_chat_async (fixture->database, cancelled, cancellable, fixture_result_cb,
                                &slot);
  chl_database_flush (fixture->database);
  result = fixture_wait (&slot);
  g_assert_false (chl_database_write_finish (fixture->database, result, &error));
  g_assert_true (chl_error_is_cancellation (error));

  g_clear_object (&result);
  reopen (fixture);
  chats = call_list_chats (fixture->database, NULL, NULL);
  g_assert_cmpuint (chats->len, ==, 1);
}

/* What is removed is not only forgotten. */
static void
test_removed_text_is_gone (Fixture      *fixture,
                           gconstpointer data)
{
  g_autofree char *secret = g_strnfill (5000, 's');
  g_autofree char *body = make_body ("a", "user", secret, "stop");
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;

  g_assert_true (call_save_chat (fixture->database, "c", 1, NULL));
  g_assert_true (call_save_message (fixture->database, "c", "a", NULL, body, &error));
  g_assert_true (call_remove_chat (fixture->database, "c", &error));
  reopen (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, "ssssssssssssssss", 16));
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
    { "empty", test_empty },
    { "chat-comes-back-whole", test_chat_comes_back_whole },
    { "order-of-chats", test_order_of_chats },
    { "tree", test_tree },
    { "what-does-not-fit-together", test_what_does_not_fit_together },
    { "remove-a-long-chat", test_remove_a_long_chat },
    { "journal", test_journal },
    { "recovery-without-journal", test_recovery_without_journal },
    { "usage", test_usage },
    { "flush-and-cancel", test_flush_and_cancel },
    { "removed-text-is-gone", test_removed_text_is_gone },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/database/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }

  return g_test_run ();
}
