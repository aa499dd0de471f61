/* test-database-processes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chl-clock.h"
#include "chl-json.h"
#include "store-calls.h"
#include "store-fixture.h"

#define N_CHATS 100
#define N_CHUNKS 60

static ChlDatabase *
open_database (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "chatelaine.db", NULL);
  g_autoptr(ChlClock) clock = chl_system_clock_new ();

  return chl_database_new (path, clock);
}

/* The other program: saves chats of its own. */
static int
save_many (const char *folder,
           const char *prefix)
{
  ChlDatabase *database = open_database (folder);

  for (guint i = 0; i < N_CHATS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, i);
      g_autoptr(GError) error = NULL;

      g_assert_true (call_save_chat (database, id, i, &error));
      g_assert_no_error (error);
    }

  fixture_release (database);

  return 0;
}

/* The program that is killed: an answer that never ends; says of each chunk that it is written. */
static int
journal_for_ever (const char *folder)
{
  ChlDatabase     *database = open_database (folder);
  g_autofree char *begun = make_body ("a", "assistant", NULL, NULL);

  g_assert_true (call_save_chat (database, "c", 1, NULL));
  g_assert_true (call_save_message (database, "c", "a", NULL, begun, NULL));
  for (guint i = 0; i < G_MAXUINT; i++)
    {
      g_autofree char *chunk = g_strdup_printf ("%u ", i);

      g_assert_true (call_journal (database, "a", 0, "text", chunk, NULL));
      printf ("%u\n", i);
      fflush (stdout);
    }

  return 0;
}

/* The program that is killed in one certain call of one write. */
static int
save_once (const char *folder)
{
  ChlDatabase *database = open_database (folder);

  if (call_save_chat (database, "new", 2, NULL))
    printf ("written\n");
  fflush (stdout);
  fixture_release (database);

  return 0;
}

static void
test_two_at_once (void)
{
  char            *folder = fixture_make_folder ();
  GSubprocess     *one = fixture_spawn ("save-many", folder, "a", NULL);
  GSubprocess     *two = fixture_spawn ("save-many", folder, "b", NULL);
  ChlDatabase     *database = NULL;
  g_autofree char *one_said = NULL;
  g_autofree char *two_said = NULL;
  g_autoptr(GPtrArray) chats = NULL;

  g_assert_cmpint (save_many (folder, "c"), ==, 0);
  one_said = fixture_finish (one);
  two_said = fixture_finish (two);
  database = open_database (folder);
  chats = call_list_chats (database, NULL, NULL);
  g_assert_cmpuint (chats->len, ==, 3 * N_CHATS);

  fixture_release (database);
  fixture_remove_folder (folder);
}

/* Reads what the child says and kills it after @n_chunks. Returns: the last that is written. */
static guint
kill_after (GSubprocess *child,
            guint        n_chunks)
{
  g_autoptr(GDataInputStream) lines =
               g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  guint last = 0;
  guint n = 0;

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      last = (guint) atoi (line);
      if (++n == n_chunks)
        g_subprocess_force_exit (child);
    }

  g_assert_cmpuint (n, >=, n_chunks);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));

  return last;
}

static void
test_killed_while_an_answer_grows (void)
{
  for (guint n_chunks = 1; n_chunks <= N_CHUNKS; n_chunks += 13)
    {
      char *folder = fixture_make_folder ();
      g_autoptr(GSubprocess) child = fixture_spawn ("journal", folder, NULL, NULL);
      guint        last = kill_after (child, n_chunks);
      ChlDatabase *database = open_database (folder);
      g_autoptr(GPtrArray) rows = NULL;
      g_autoptr(JsonNode) body = NULL;
      g_autoptr(GString) expected = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      ChlMessageRow *row;
      const char    *text;

      g_test_message ("killed after chunk %u", last);
      rows = call_load_chat (database, "c", &error);
      g_assert_no_error (error);
      row = g_ptr_array_index (rows, 0);
      body = chl_json_parse (row->body, -1, NULL);
      text = chl_json_get_string (body, "/parts/0/text");
      g_assert_true (row->is_recovered);
      g_assert_cmpstr (chl_json_get_string (body, "/failure/kind"), ==, "truncated");

      /* All that was said to be written, in order; perhaps one more that could not be said. */
      for (guint i = 0; i <= last; i++)
        g_string_append_printf (expected, "%u ", i);
      g_assert_true (g_str_has_prefix (text, expected->str));
      g_string_append_printf (expected, "%u ", last + 1);
      g_assert_true (g_str_has_prefix (expected->str, text));

      fixture_release (database);
      fixture_remove_folder (folder);
    }
}

/* Killed at the first call that changes anything, and so on, @step calls further each time. */
static void
kill_in_calls (gboolean has_database,
               guint    step)
{
  gboolean is_done = FALSE;

  for (guint n = 1; !is_done; n += step)
    {
      char            *folder = fixture_make_folder ();
      g_autofree char *rule = g_strdup_printf ("path=%s/;error=KILL;from=%u", folder, n);
      ChlDatabase     *database = open_database (folder);
      g_autofree char *said = NULL;
      g_autofree char *put_aside = NULL;
      g_autoptr(GPtrArray) chats = NULL;
      g_autoptr(GError) error = NULL;
      guint n_before = has_database ? 1 : 0;

      g_test_message ("killed at call %u", n);
      if (has_database)
        g_assert_true (call_save_chat (database, "old", 1, NULL));
      said = fixture_finish (fixture_spawn ("save-once", folder, NULL, rule));

      chats = call_list_chats (database, &put_aside, &error);
      g_assert_no_error (error);
      g_assert_null (put_aside);
      g_assert_cmpuint (chats->len, >=, *said != '\0' ? n_before + 1 : n_before);
      g_assert_cmpuint (chats->len, <=, n_before + 1);
      g_assert_true (call_save_chat (database, "next", 3, &error));
      g_assert_no_error (error);

      /* Once the write was said to be done, only closing is left to be killed in. */
      is_done = *said != '\0';
      g_assert_true (n > 3 || !is_done);
      fixture_release (database);
      fixture_remove_folder (folder);
    }
}

static void
test_killed_in_each_call (void)
{
  kill_in_calls (TRUE, 1);
  kill_in_calls (FALSE, 2);
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 3 && g_str_equal (argv[1], "save-many"))
    return save_many (argv[2], argv[3]);
  if (argc > 2 && g_str_equal (argv[1], "journal"))
    return journal_for_ever (argv[2]);
  if (argc > 2 && g_str_equal (argv[1], "save-once"))
    return save_once (argv[2]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/database-processes/two-at-once", test_two_at_once);
  g_test_add_func ("/database-processes/killed-while-an-answer-grows",
                   test_killed_while_an_answer_grows);
  g_test_add_func ("/database-processes/killed-in-each-call", test_killed_in_each_call);

  return g_test_run ();
}
