/* test-program-chat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "chl-chat.h"
#include "chl-engine-fixture.h"
#include "chl-engine-private.h"
#include "chl-json.h"
#include "chl-program-provider.h"

/* Milliseconds that a program waits for the next turn. */
#define PATIENCE 300000

typedef struct
{
  ChlFixture      *fixture;
  ChlConversation *chat;
} Lab;

static void
set_mode (Lab        *lab,
          const char *mode)
{
  g_autofree char *path = g_build_filename (lab->fixture->folder, "mode", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, mode, -1, &error);
  g_assert_no_error (error);
}

static void
begin (Lab        *lab,
       const char *mode)
{
  const ChlNewProvider what = { .family_id = "claude-code", .id = "cc" };
  g_autofree char     *program = g_test_build_filename (G_TEST_DIST, "support", "fake-claude", NULL);
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;

  lab->fixture = chl_fixture_new (TRUE);
  g_setenv ("FAKE_CLAUDE", lab->fixture->folder, TRUE);
  set_mode (lab, mode);
  provider = chl_fixture_add (lab->fixture, &what, &error);
  g_assert_no_error (error);
  chl_provider_set_option (provider, CHL_OPTION_PROGRAM, program);
  chl_fixture_add_model (provider, "sonnet");
  lab->chat = chl_library_new_chat (chl_engine_get_library (lab->fixture->engine));
}

static void
end (Lab *lab)
{
  g_clear_object (&lab->chat);
  g_clear_pointer (&lab->fixture, chl_fixture_free);
}

static ChlProgramPool *
get_pool (Lab *lab)
{
  return chl_engine_get_programs (lab->fixture->engine);
}

static ChlMessage *
wait_for_answer (Lab *lab)
{
  g_autoptr(ChlMessage) answer = NULL;

  CHL_FIXTURE_UNTIL (!chl_conversation_is_busy (lab->chat));
  answer = g_list_model_get_item (G_LIST_MODEL (lab->chat),
                                  g_list_model_get_n_items (G_LIST_MODEL (lab->chat)) - 1);

  return answer; /* the chat holds it */
}

static ChlMessage *
ask (Lab        *lab,
     const char *text)
{
  g_autoptr(GError) error = NULL;

  chl_chat_send (lab->fixture->engine, lab->chat, text, NULL, &error);
  g_assert_no_error (error);

  return wait_for_answer (lab);
}

static void
assert_says (ChlMessage *answer,
             const char *expected)
{
  g_autofree char *text = chl_message_dup_text (answer);

  if (chl_message_get_failure (answer) != NULL)
    g_test_message ("%s", chl_message_get_failure (answer)->message);
  g_assert_null (chl_message_get_failure (answer));
  g_assert_cmpstr (text, ==, expected);
}

/* What the programs were given: the rows of their common log that have @member. What comes after
 * the last line's end is still being written. */
static GPtrArray *
read_log (Lab        *lab,
          const char *member)
{
  g_autofree char *log = chl_fixture_read_file (lab->fixture, "log");
  g_auto(GStrv) lines = g_strsplit (log != NULL ? log : "", "\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      JsonNode *row = chl_json_parse (lines[i], -1, NULL);

      if (chl_json_get (row, member) != NULL)
        g_ptr_array_add (rows, row);
      else
        json_node_unref (row);
    }

  return rows;
}

static guint
count_programs (Lab *lab)
{
  g_autoptr(GPtrArray) rows = read_log (lab, "/argv");

  return rows->len;
}

static void
assert_last_line (Lab        *lab,
                  guint       n_blocks,
                  const char *last)
{
  g_autoptr(GPtrArray) rows = read_log (lab, "/line");
  JsonArray       *blocks = chl_json_get_array (g_ptr_array_index (rows, rows->len - 1), "/line/message/content");
  g_autofree char *pointer = g_strdup_printf ("/line/message/content/%u/text", n_blocks - 1);

  g_assert_cmpuint (json_array_get_length (blocks), ==, n_blocks);
  g_assert_cmpstr (chl_json_get_string (g_ptr_array_index (rows, rows->len - 1), pointer), ==, last);
}

static void
test_one_program_for_a_chat (void)
{
  Lab         lab;
  ChlMessage *answer;

  begin (&lab, "well");
  answer = ask (&lab, "One");
  assert_says (answer, "Answer 1");
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 1);

  /* What the program says of cost is the sum of its turns. */
  answer = ask (&lab, "Two");
  assert_says (answer, "Answer 2");
  g_assert_cmpfloat_with_epsilon (chl_message_get_usage (answer)->cost, 0.25, 0.0001);
  g_assert_true (chl_message_get_usage (answer)->is_notional);
  g_assert_cmpstr (chl_message_get_usage (answer)->currency, ==, "USD");
  g_assert_cmpuint (count_programs (&lab), ==, 1);
  assert_last_line (&lab, 1, "Two");
  end (&lab);
}

/* An edited question is another course of the conversation, of which the program knows nothing. */
static void
test_edited_chat_is_told_anew (void)
{
  Lab lab;
  g_autoptr(GError) error = NULL;
  g_autoptr(ChlMessage) second = NULL;

  begin (&lab, "well");
  ask (&lab, "One");
  ask (&lab, "Two");
  second = g_list_model_get_item (G_LIST_MODEL (lab.chat), 2);
  chl_chat_edit (lab.fixture->engine, lab.chat, chl_message_get_id (second), "Three", &error);
  g_assert_no_error (error);
  assert_says (wait_for_answer (&lab), "Answer 1");
  g_assert_cmpuint (count_programs (&lab), ==, 2);
  assert_last_line (&lab, 2, "Three");
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 1);

  /* And goes on from there. */
  assert_says (ask (&lab, "Four"), "Answer 2");
  g_assert_cmpuint (count_programs (&lab), ==, 2);
  end (&lab);
}

static void
test_waits_only_for_a_while (void)
{
  Lab lab;

  begin (&lab, "well");
  ask (&lab, "One");
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 1);
  chl_fake_clock_advance_ms (lab.fixture->clock, PATIENCE - 1);
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 1);
  chl_fake_clock_advance_ms (lab.fixture->clock, 1);
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 0);
  assert_says (ask (&lab, "Two"), "Answer 1");
  g_assert_cmpuint (count_programs (&lab), ==, 2);
  assert_last_line (&lab, 2, "Two");
  end (&lab);
}

/* One that waits may go, and what it left is a new one's to begin with. */
static void
test_one_that_went_is_replaced (void)
{
  Lab lab;
  g_autoptr(GPtrArray) rows = NULL;
  gint64 pid = 0;

  begin (&lab, "well");
  ask (&lab, "One");
  rows = read_log (&lab, "/argv");
  g_assert_true (chl_json_get_int64 (g_ptr_array_index (rows, 0), "/pid", &pid) && pid > 1);
  kill ((pid_t) pid, SIGKILL);
  CHL_FIXTURE_UNTIL (chl_program_pool_get_n_sessions (get_pool (&lab)) == 0);
  assert_says (ask (&lab, "Two"), "Answer 1");
  g_assert_cmpuint (count_programs (&lab), ==, 2);
  end (&lab);
}

static gboolean
shows (Lab        *lab,
       const char *expected)
{
  ChlMessage      *last = chl_conversation_get_last (lab->chat);
  g_autofree char *text = last != NULL ? chl_message_dup_text (last) : NULL;

  return g_strcmp0 (text, expected) == 0;
}

static void
test_stop (void)
{
  Lab         lab;
  ChlMessage *answer;
  g_autoptr(GError) error = NULL;

  begin (&lab, "slow");
  chl_chat_send (lab.fixture->engine, lab.chat, "One", NULL, &error);
  g_assert_no_error (error);
  CHL_FIXTURE_UNTIL (shows (&lab, "Answer 1"));
  g_assert_cmpint (chl_exchange_get_state (chl_chat_get_exchange (lab.fixture->engine, lab.chat)), ==,
                   CHL_EXCHANGE_STREAMING);
  chl_chat_stop (lab.fixture->engine, lab.chat);
  answer = wait_for_answer (&lab);
  assert_says (answer, "Answer 1");
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_CANCELLED);
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 0);

  set_mode (&lab, "well");
  assert_says (ask (&lab, "Two"), "Answer 1");
  g_assert_cmpuint (count_programs (&lab), ==, 2);
  end (&lab);
}

/* One that says nothing more is not waited for without end; each word begins the time anew. */
static void
test_quiet_one_is_given_up (void)
{
  Lab         lab;
  ChlMessage *answer;
  g_autoptr(GError) error = NULL;

  begin (&lab, "slow");
  chl_chat_send (lab.fixture->engine, lab.chat, "One", NULL, &error);
  g_assert_no_error (error);
  CHL_FIXTURE_UNTIL (shows (&lab, "Answer 1"));
  chl_fake_clock_advance_ms (lab.fixture->clock, 900000);
  g_assert_true (chl_conversation_is_busy (lab.chat));
  chl_fake_clock_advance_ms (lab.fixture->clock, 900000);
  answer = wait_for_answer (&lab);
  g_assert_cmpint (chl_message_get_failure (answer)->kind, ==, CHL_FAILURE_TIMEOUT);
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 0);
  end (&lab);
}

static void
test_failed_one_is_not_kept (void)
{
  Lab         lab;
  ChlMessage *answer;

  begin (&lab, "limit");
  answer = ask (&lab, "One");
  g_assert_cmpint (chl_message_get_failure (answer)->kind, ==, CHL_FAILURE_RATE_LIMIT);
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 0);
  end (&lab);

  /* The longest answer is reached: the program would ask for more of itself. */
  begin (&lab, "short");
  answer = ask (&lab, "One");
  assert_says (answer, "Answer 1");
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_LENGTH);
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 0);
  end (&lab);
}

static void
test_only_a_few_wait (void)
{
  Lab lab;

  begin (&lab, "well");
  for (guint i = 0; i < 5; i++)
    {
      g_clear_object (&lab.chat);
      lab.chat = chl_library_new_chat (chl_engine_get_library (lab.fixture->engine));
      assert_says (ask (&lab, "One"), "Answer 1");
    }
  g_assert_cmpuint (chl_program_pool_get_n_sessions (get_pool (&lab)), ==, 3);
  end (&lab);
}

static void
test_versions (void)
{
  static const struct
  {
    const char *version;
    const char *least;
    gboolean    is_recent;
  } rows[] = {
    { "2.1.169", "2.1.169", TRUE },
    { "2.1.170", "2.1.169", TRUE },
    { "2.1.99", "2.1.169", FALSE },
    { "2.2", "2.1.169", TRUE },
    { "2.1", "2.1.169", FALSE },
    { "3", "2.1.169", TRUE },
    { "1.9.999", "2.1.169", FALSE },
    { "2.1.169-beta", "2.1.169", TRUE },
    { "", "2", FALSE },
    { "no", "2", FALSE },
    { "99999999999999999999.0", "2", TRUE },
    { "2.1.", "2.1.1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].version);
      g_assert_cmpint (chl_program_is_recent (rows[i].version, rows[i].least), ==, rows[i].is_recent);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/program-chat/one-program-for-a-chat", test_one_program_for_a_chat);
  g_test_add_func ("/program-chat/edited-chat-is-told-anew", test_edited_chat_is_told_anew);
  g_test_add_func ("/program-chat/waits-only-for-a-while", test_waits_only_for_a_while);
  g_test_add_func ("/program-chat/one-that-went-is-replaced", test_one_that_went_is_replaced);
  g_test_add_func ("/program-chat/stop", test_stop);
  g_test_add_func ("/program-chat/quiet-one-is-given-up", test_quiet_one_is_given_up);
  g_test_add_func ("/program-chat/failed-one-is-not-kept", test_failed_one_is_not_kept);
  g_test_add_func ("/program-chat/only-a-few-wait", test_only_a_few_wait);
  g_test_add_func ("/program-chat/versions", test_versions);

  return g_test_run ();
}
