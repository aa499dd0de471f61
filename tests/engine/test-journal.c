/* test-journal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <sqlite3.h>

#include "chl-chat.h"
#include "chl-engine-fixture.h"

#define CHAT "/v1/chat/completions"
#define DELTA(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"

/* What another program would find on disk, should this one be killed now. */
static char *
read_one (ChlFixture *fixture,
          const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "data", "chatelaine.db", NULL);
  sqlite3         *database = NULL;
  sqlite3_stmt    *statement = NULL;
  char            *text = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);

  return text;
}

static gboolean
has_on_disk (ChlFixture *fixture,
             const char *sql,
             const char *expected)
{
  g_autofree char *text = read_one (fixture, sql);

  return g_strcmp0 (text, expected) == 0;
}

#define TEXT "SELECT group_concat (text, '') FROM (SELECT text FROM journal ORDER BY number)"
#define COUNT "SELECT count (*) FROM journal"

static char *
dup_shown (ChlConversation *chat)
{
  g_autoptr(ChlMessage) answer = g_list_model_get_item (G_LIST_MODEL (chat), 1);

  return answer != NULL ? chl_message_dup_text (answer) : NULL;
}

static gboolean
shows (ChlConversation *chat,
       const char      *expected)
{
  g_autofree char *text = dup_shown (chat);

  return g_strcmp0 (text, expected) == 0;
}

static void
test_grows_on_disk (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(GError) error = NULL;
  ChlFakeAnswer *answer;

  chl_fixture_add_provider (fixture);
  answer = chl_fake_server_add_events (fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("First "));
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, DELTA ("second "));
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, DELTA ("third") STOP DONE);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  g_assert_true (chl_chat_send (fixture->engine, chat, "Hello", NULL, &error));
  g_assert_no_error (error);

  CHL_FIXTURE_UNTIL (shows (chat, "First "));
  chl_fake_clock_advance_ms (fixture->clock, 499);
  g_assert_true (has_on_disk (fixture, COUNT, "0"));
  chl_fake_clock_advance_ms (fixture->clock, 1);
  CHL_FIXTURE_UNTIL (has_on_disk (fixture, TEXT, "First "));

  /* Each time only what is new is written. */
  chl_fake_clock_advance_ms (fixture->clock, 5000);
  chl_fake_server_open_gate (fixture->server);
  CHL_FIXTURE_UNTIL (shows (chat, "First second "));
  chl_fake_clock_advance_ms (fixture->clock, 500);
  CHL_FIXTURE_UNTIL (has_on_disk (fixture, TEXT, "First second "));
  g_assert_true (has_on_disk (fixture, COUNT, "2"));

  /* The whole answer takes the journal's place. */
  chl_fake_server_open_gate (fixture->server);
  CHL_FIXTURE_UNTIL (!chl_conversation_is_busy (chat));
  CHL_FIXTURE_UNTIL (has_on_disk (fixture, COUNT, "0"));
  g_assert_true (shows (chat, "First second third"));
}

static void
test_a_second_attempt_begins_anew (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(GError) error = NULL;
  ChlFakeAnswer *answer;

  chl_fixture_add_provider (fixture);
  answer = chl_fake_server_add_json (fixture->server, CHAT, 503, "{}");
  chl_fake_answer_add_header (answer, "Retry-After", "2");
  answer = chl_fake_server_add_events (fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("At last"));
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, STOP DONE);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  g_assert_true (chl_chat_send (fixture->engine, chat, "Hello", NULL, &error));

  CHL_FIXTURE_UNTIL (chl_exchange_get_state (chl_chat_get_exchange (fixture->engine, chat)) ==
                     CHL_EXCHANGE_RETRYING);
  chl_fake_clock_advance_ms (fixture->clock, 2000);
  CHL_FIXTURE_UNTIL (shows (chat, "At last"));
  chl_fake_clock_advance_ms (fixture->clock, 500);
  CHL_FIXTURE_UNTIL (has_on_disk (fixture, TEXT, "At last"));
  chl_fake_server_open_gate (fixture->server);
  CHL_FIXTURE_UNTIL (!chl_conversation_is_busy (chat));
}

/* A program that ends stops what runs, and what came is kept. */
static void
test_ending_keeps_what_came (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(GError) error = NULL;
  ChlFakeAnswer *answer;

  chl_fixture_add_provider (fixture);
  answer = chl_fake_server_add_events (fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("So far"));
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  g_assert_true (chl_chat_send (fixture->engine, chat, "Hello", NULL, &error));
  CHL_FIXTURE_UNTIL (shows (chat, "So far"));
  g_clear_object (&chat);

  chl_fixture_restart (fixture);
  g_assert_true (has_on_disk (fixture, COUNT, "0"));
  g_assert_true (has_on_disk (fixture,
                              "SELECT count (*) FROM messages WHERE body LIKE '%So far%'", "1"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/grows-on-disk", test_grows_on_disk);
  g_test_add_func ("/journal/a-second-attempt-begins-anew", test_a_second_attempt_begins_anew);
  g_test_add_func ("/journal/ending-keeps-what-came", test_ending_keeps_what_came);

  return g_test_run ();
}
