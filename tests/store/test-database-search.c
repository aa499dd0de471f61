/* test-database-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-fake-clock.h"
#include "chl-find.h"
#include "chl-sqlite.h"
#include "store-calls.h"
#include "store-fixture.h"

/* More than anything finds here. */
#define ENOUGH 100

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
  fixture->path = g_build_filename (fixture->folder, "x.db", NULL);
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
add_chat (Fixture    *fixture,
          const char *id,
          const char *title,
          gint64      updated_us)
{
  g_autoptr(ChlChatRow) row = chl_chat_row_new (id);
  g_autoptr(GError) error = NULL;

  g_free (row->title);
  row->title = g_strdup (title);
  row->updated_us = updated_us;
  g_assert_true (call_save_chat_row (fixture->database, row, &error));
  g_assert_no_error (error);
}

static void
say (Fixture    *fixture,
     const char *chat_id,
     const char *id,
     const char *text)
{
  g_autofree char *body = make_body (id, "user", text, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (call_save_message (fixture->database, chat_id, id, NULL, body, &error));
  g_assert_no_error (error);
}

/* Returns: (transfer full): what is found as "chat/message" or "chat", in a row. */
static char *
find (Fixture    *fixture,
      const char *query,
      guint       n_max)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = call_search (fixture->database, query, n_max, &error);
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      ChlSearchRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpint (row->message_id != NULL, ==, row->snippet != NULL);
      g_string_append_printf (found, "%s%s%s%s", i > 0 ? " " : "", row->chat_id,
                              row->message_id != NULL ? "/" : "",
                              row->message_id != NULL ? row->message_id : "");
    }

  return g_string_free (found, FALSE);
}

static void
assert_found (Fixture    *fixture,
              const char *query,
              const char *expected)
{
  g_autofree char *found = find (fixture, query, ENOUGH);

  g_test_message ("“%s”", query);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_titles_and_text (Fixture      *fixture,
                      gconstpointer data)
{
  add_chat (fixture, "a", "Trip to Kraków", 1);
  add_chat (fixture, "b", "Rename the keyring", 3);
  add_chat (fixture, "c", "日本語の辞書", 2);
  say (fixture, "a", "a1", "Where do I stay in KRAKÓW?");
  say (fixture, "b", "b1", "100% of a \\\"quoted\\\" key_ring* AND more");
  say (fixture, "c", "c1", "A trip, a key");
  say (fixture, "a", "a2", "A later trip");

  assert_found (fixture, "kraków", "a/a1");
  assert_found (fixture, "TRIP", "a/a2 c/c1");
  assert_found (fixture, "trip later", "a/a2");
  assert_found (fixture, "trip zeppelin", "");
  assert_found (fixture, "keyring", "b");
  assert_found (fixture, "辞書", "c");
  assert_found (fixture, "\"quoted\"", "b/b1");
  assert_found (fixture, "key_ring*", "b/b1");
  assert_found (fixture, "key ring", "b/b1");
  assert_found (fixture, "* OR NEAR(", "");
  assert_found (fixture, "0%", "b/b1");
  assert_found (fixture, "a", "b/b1 a/a2 c/c1");
  assert_found (fixture, "rename q", "");
  assert_found (fixture, "quoted m", "b/b1");
  assert_found (fixture, "  ", "");
  assert_found (fixture, "", "");
}

static void
test_changes (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  add_chat (fixture, "a", "", 1);
  say (fixture, "a", "a1", "");
  assert_found (fixture, "grown", "");
  say (fixture, "a", "a1", "It has grown");
  assert_found (fixture, "grown", "a/a1");
  say (fixture, "a", "a1", "It is another");
  assert_found (fixture, "grown", "");
  assert_found (fixture, "another", "a/a1");

  g_assert_true (call_remove_chat (fixture->database, "a", &error));
  g_assert_no_error (error);
  assert_found (fixture, "another", "");
  add_chat (fixture, "b", "", 1);
  say (fixture, "b", "b1", "It is new");
  assert_found (fixture, "another", "");
  assert_found (fixture, "new", "b/b1");
}

/* One for each chat, and no more than were asked for; the newest. */
static void
test_enough (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *found = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *chat = g_strdup_printf ("c%u", i % 6);
      g_autofree char *message = g_strdup_printf ("m%u", i);

      if (i < 6)
        add_chat (fixture, chat, i == 0 ? "A common word" : "", i);
      say (fixture, chat, message, "A common word");
    }

  assert_found (fixture, "common", "c0/m6 c5/m11 c4/m10 c3/m9 c2/m8 c1/m7");
  found = find (fixture, "common", 3);
  g_assert_cmpstr (found, ==, "c0/m6 c5/m11 c4/m10");
}

static void
test_snippet (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  add_chat (fixture, "a", "", 1);
  say (fixture, "a", "a1", "first\\n\\nthe second line");
  rows = call_search (fixture->database, "second", ENOUGH, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((ChlSearchRow *) g_ptr_array_index (rows, 0))->snippet, ==,
                   "first the second line");
}

/* The call before it is not waited for. */
static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  add_chat (fixture, "a", "A title", 1);
  chl_database_search_async (fixture->database, "title", ENOUGH, cancellable, fixture_result_cb,
                             &slot);
  g_cancellable_cancel (cancellable);
  result = fixture_wait (&slot);
  g_assert_null (chl_database_search_finish (fixture->database, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_found (fixture, "title", "a");
}

/* What is on the disk of ten thousand chats, without saving each of them for itself. */
static void
fill (Fixture *fixture,
      guint    n_chats)
{
  g_autoptr(ChlSqlite) db = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;

  add_chat (fixture, "first", "", 1);
  db = chl_sqlite_open (fixture->path, FALSE, &error);
  g_assert_no_error (error);

  sql = g_strdup_printf (
    "BEGIN;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
    " INSERT INTO chats SELECT 'c' || i, 'Chat number ' || i, NULL, NULL, NULL, i, i, 0 FROM n;"
    "INSERT INTO messages SELECT created_us, 'm' || created_us, id, NULL, 1, 1, '{}' FROM chats"
    " WHERE id <> 'first';"
    "INSERT INTO message_index (rowid, text) SELECT number,"
    " 'What was said of the matter ' || hex (number * 7919) FROM messages;"
    "COMMIT",
    n_chats);
  g_assert_true (chl_sqlite_exec (db, sql, &error));
  g_assert_no_error (error);
}

static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  static const char *const queries[] = { "matter", "ma", "number 777", "zeppelin", "w" };

  fill (fixture, 10000);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr(GTimer) timer = g_timer_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) rows = call_search (fixture->database, queries[i], ENOUGH, &error);

      g_assert_no_error (error);
      g_test_message ("“%s”: %u rows in %.1f ms", queries[i], rows->len,
                      g_timer_elapsed (timer, NULL) * 1e3);
      g_assert_cmpuint (rows->len, ==, i == 3 ? 0 : i == 2 ? 19
                                                           : ENOUGH);
    }
}

/* More than are read before the index is asked, and a word in more places than it tells of. */
#define N_RANDOM 1200
#define N_COMMON 51000
#define N_QUERIES 70

/* Letters that have several forms, that have none, of two to four bytes, and at the ends. */
static const gunichar letters[] = {
  'k',
  'K',
  0x212a,
  's',
  'S',
  0x17f,
  'i',
  'I',
  0x130,
  0x131,
  0xdf,
  0x1e9e,
  0x3c3,
  0x3c2,
  0x3a3,
  0xb5,
  0x3bc,
  0x39c,
  0x1c5,
  0x1c6,
  0x65e5,
  0x672c,
  0xd7ff,
  0xe000,
  0x1f600,
  0x10ffff,
  0x345,
  0x399,
  0x10400,
  0x10428,
  '"',
  '*',
  '\'',
  ' ',
  '\n',
};

static void
append_random (GString *text,
               guint    n_letters)
{
  for (guint i = 0; i < n_letters; i++)
    g_string_append_unichar (text,
                             letters[g_test_rand_int_range (0, (gint32) G_N_ELEMENTS (letters))]);
}

/* Returns: (transfer full): what was said, the first message first. */
static GPtrArray *
fill_at_random (Fixture *fixture)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(ChlSqlite) db = NULL;
  sqlite3_stmt *statement;

  fill (fixture, N_RANDOM);
  db = chl_sqlite_open (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (chl_sqlite_exec (db, "BEGIN; UPDATE chats SET title = ''; DELETE FROM message_index",
                                  &error));
  for (gint64 i = 1; i <= N_RANDOM; i++)
    {
      GString *text = g_string_new (NULL);

      if (i == 2)
        for (guint j = 0; j < N_COMMON; j++)
          g_string_append (text, "ж");
      else
        append_random (text, (guint) g_test_rand_int_range (0, 7));
      statement = chl_sqlite_prepare (
        db, "INSERT INTO message_index (rowid, text) VALUES (?1, ?2 || char (10, 10))", &error);
      sqlite3_bind_int64 (statement, 1, i);
      chl_sqlite_bind_text (statement, 2, text->str);
      g_assert_true (chl_sqlite_run (db, statement, &error));
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  g_assert_true (chl_sqlite_exec (db, "COMMIT", &error));

  return texts;
}

/* Returns: (transfer full): what reading every text finds, as find() has it. */
static char *
read_all (GPtrArray  *texts,
          const char *query)
{
  g_auto(GStrv) words = chl_find_split_words (query);
  GString *found = g_string_new (NULL);

  for (guint i = texts->len; i > 0; i--)
    {
      const char *text = g_ptr_array_index (texts, i - 1);
      gboolean    has_all = words[0] != NULL;

      for (guint j = 0; has_all && words[j] != NULL; j++)
        {
          g_autoptr(ChlFind) word = chl_find_new (words[j]);
          gsize start;
          gsize end;

          has_all = chl_find_next (word, text, strlen (text), 0, &start, &end);
        }
      if (has_all)
        g_string_append_printf (found, "%sc%u/m%u", found->len > 0 ? " " : "", i, i);
    }

  return g_string_free (found, FALSE);
}

/* What the index tells of short words is what is there, wherever in a text it stands. */
static void
test_short_words (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const others[] = { "ж", "жж", "жЖ k", "ж ж", "qz", "q", "qz ж", "жжж q" };
  g_autoptr(GPtrArray) texts = fill_at_random (fixture);

  for (guint i = 0; i < N_QUERIES + G_N_ELEMENTS (others); i++)
    {
      g_autoptr(GString) query = g_string_new (i < N_QUERIES ? NULL : others[i < N_QUERIES ? 0 : i - N_QUERIES]);
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      if (i < G_N_ELEMENTS (letters))
        g_string_append_unichar (query, letters[i]);
      else if (i < N_QUERIES)
        append_random (query, 2);
      if (i % 7 == 6)
        g_string_append (query, " k");

      expected = read_all (texts, query->str);
      found = find (fixture, query->str, 2 * N_RANDOM);
      g_test_message ("“%s”", query->str);
      g_assert_cmpstr (found, ==, expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/database-search/titles-and-text", test_titles_and_text);
  ADD ("/database-search/changes", test_changes);
  ADD ("/database-search/enough", test_enough);
  ADD ("/database-search/snippet", test_snippet);
  ADD ("/database-search/cancel", test_cancel);
  ADD ("/database-search/many", test_many);
  ADD ("/database-search/short-words", test_short_words);
#undef ADD

  return g_test_run ();
}
