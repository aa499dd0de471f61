/* test-chat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-chat.h"
#include "chl-continuation.h"
#include "chl-engine-fixture.h"
#include "chl-provider-list.h"

#define CHAT "/v1/chat/completions"
#define DELTA(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"

static void
answer_with (ChlFixture *fixture,
             const char *events)
{
  chl_fake_answer_add_text (chl_fake_server_add_events (fixture->server, CHAT), events);
}

static void
send (ChlFixture      *fixture,
      ChlConversation *chat,
      const char      *text)
{
  g_autoptr(GError) error = NULL;

  chl_chat_send (fixture->engine, chat, text, NULL, &error);
  g_assert_no_error (error);
}

static void
wait_until_idle (ChlConversation *chat)
{
  CHL_FIXTURE_UNTIL (!chl_conversation_is_busy (chat));
}

static void
open_chat (ChlFixture      *fixture,
           ChlConversation *chat)
{
  ChlLibrary *library = chl_engine_get_library (fixture->engine);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_library_open_async (library, chat, NULL, chl_fixture_keep_cb, &result);
  chl_library_open_finish (library, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static char *
dup_shown (ChlConversation *chat)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (chat)); i++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (G_LIST_MODEL (chat), i);
      g_autofree char *text = chl_message_dup_text (message);

      g_string_append_printf (shown, "%s%s: %s", i > 0 ? " | " : "",
                              chl_author_to_string (chl_message_get_author (message)), text);
    }

  return g_string_free (shown, FALSE);
}

static void
assert_shown (ChlConversation *chat,
              const char      *expected)
{
  g_autofree char *shown = dup_shown (chat);

  g_assert_cmpstr (shown, ==, expected);
}

static ChlConversation *
get_only_chat (ChlFixture *fixture)
{
  GListModel *chats = G_LIST_MODEL (chl_engine_get_library (fixture->engine));

  g_assert_cmpuint (g_list_model_get_n_items (chats), ==, 1);

  return g_list_model_get_item (chats, 0);
}

static void
test_is_there_after_a_restart (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(ChlConversation) again = NULL;

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  answer_with (fixture, DELTA ("Hi ") DELTA ("there") STOP DONE);
  send (fixture, chat, "Hello\nand more");
  wait_until_idle (chat);
  assert_shown (chat, "user: Hello\nand more | assistant: Hi there");
  g_assert_cmpstr (chl_conversation_get_title (chat), ==, "Hello");

  chl_fixture_restart (fixture);
  again = get_only_chat (fixture);
  g_assert_cmpstr (chl_conversation_get_title (again), ==, "Hello");
  g_assert_cmpstr (chl_conversation_get_last_model (again), ==, "lab/m");
  open_chat (fixture, again);
  assert_shown (again, "user: Hello\nand more | assistant: Hi there");
}

static void
test_sends_the_conversation_so_far (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autofree char *body = NULL;
  ChlFakeRequest  *request;
  gsize            length;

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  answer_with (fixture, DELTA ("One") STOP DONE);
  send (fixture, chat, "first");
  wait_until_idle (chat);
  send (fixture, chat, "second");
  wait_until_idle (chat);

  request = chl_fake_server_get_request (fixture->server, 1);
  body = g_strndup (g_bytes_get_data (chl_fake_request_get_body (request), &length),
                    g_bytes_get_size (chl_fake_request_get_body (request)));
  g_assert_nonnull (strstr (body, "\"messages\":[{\"role\":\"user\",\"content\":\"first\"},"
                                  "{\"role\":\"assistant\",\"content\":\"One\"},"
                                  "{\"role\":\"user\",\"content\":\"second\"}]"));
}

static void
test_trying_again_adds_a_version (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(ChlConversation) again = NULL;
  g_autoptr(GError) error = NULL;
  const char *first_id;
  guint       n_versions;

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  answer_with (fixture, DELTA ("one") STOP DONE);
  answer_with (fixture, DELTA ("two") STOP DONE);
  send (fixture, chat, "q");
  wait_until_idle (chat);
  first_id = chl_message_get_id (chl_conversation_get_last (chat));

  chl_chat_try_again (fixture->engine, chat, first_id, &error);
  g_assert_no_error (error);
  wait_until_idle (chat);
  assert_shown (chat, "user: q | assistant: two");
  chl_conversation_get_version (chat, first_id, &n_versions);
  g_assert_cmpuint (n_versions, ==, 2);

  chl_conversation_choose (chat, first_id);
  assert_shown (chat, "user: q | assistant: one");

  chl_fixture_restart (fixture);
  again = get_only_chat (fixture);
  open_chat (fixture, again);
  assert_shown (again, "user: q | assistant: one");
}

static void
test_editing_keeps_what_was (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(ChlMessage) question = NULL;
  g_autoptr(GError) error = NULL;

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  answer_with (fixture, DELTA ("one") STOP DONE);
  answer_with (fixture, DELTA ("two") STOP DONE);
  send (fixture, chat, "q");
  wait_until_idle (chat);

  question = g_list_model_get_item (G_LIST_MODEL (chat), 0);
  chl_chat_edit (fixture->engine, chat, chl_message_get_id (question), "better", &error);
  g_assert_no_error (error);
  wait_until_idle (chat);
  assert_shown (chat, "user: better | assistant: two");
  chl_conversation_choose (chat, chl_message_get_id (question));
  assert_shown (chat, "user: q | assistant: one");
}

static void
test_stops_and_says_so (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  ChlFakeAnswer *answer;

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  answer = chl_fake_server_add_events (fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("so far"));
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  send (fixture, chat, "q");
  g_assert_nonnull (chl_chat_get_exchange (fixture->engine, chat));
  CHL_FIXTURE_UNTIL (chl_message_has_content (chl_conversation_get_last (chat)));
  chl_chat_stop (fixture->engine, chat);
  wait_until_idle (chat);

  assert_shown (chat, "user: q | assistant: so far");
  g_assert_cmpint (chl_message_get_finish (chl_conversation_get_last (chat)), ==,
                   CHL_FINISH_CANCELLED);
  g_assert_null (chl_chat_get_exchange (fixture->engine, chat));
}

#define CUT "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"

static char *
dup_body (ChlFixture *fixture,
          guint       request)
{
  GBytes *body;

  body = chl_fake_request_get_body (chl_fake_server_get_request (fixture->server, request));

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* The rest of an answer is an answer of its own below it; the words that ask for it are in each
 * request, and nowhere else. */
static void
test_goes_on_where_it_was_cut (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(ChlConversation) again = NULL;
  g_autofree char *cut_id = NULL;
  g_autofree char *body = NULL;
  g_autofree char *later = NULL;
  g_autofree char *history = NULL;
  g_autoptr(GError) error = NULL;

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  answer_with (fixture, DELTA ("One, two") CUT DONE);
  answer_with (fixture, DELTA ("three") STOP DONE);
  answer_with (fixture, DELTA ("four") STOP DONE);
  send (fixture, chat, "count");
  wait_until_idle (chat);
  cut_id = g_strdup (chl_message_get_id (chl_conversation_get_last (chat)));

  g_assert_true (chl_chat_go_on (fixture->engine, chat, cut_id, &error));
  g_assert_no_error (error);
  wait_until_idle (chat);
  assert_shown (chat, "user: count | assistant: One, two | assistant: three");
  g_assert_cmpstr (chl_conversation_get_parent_id (
                     chat, chl_message_get_id (chl_conversation_get_last (chat))),
                   ==, cut_id);

  body = dup_body (fixture, 1);
  history = g_strdup_printf ("\"messages\":[{\"role\":\"user\",\"content\":\"count\"},"
                             "{\"role\":\"assistant\",\"content\":\"One, two\"},"
                             "{\"role\":\"user\",\"content\":\"%s\"}",
                             chl_continuation_get_words ());
  g_assert_nonnull (strstr (body, history));

  /* The next question comes with the same history. */
  send (fixture, chat, "more");
  wait_until_idle (chat);
  later = dup_body (fixture, 2);
  g_assert_nonnull (strstr (later, history));
  g_assert_nonnull (strstr (later, "{\"role\":\"assistant\",\"content\":\"three\"},"
                                   "{\"role\":\"user\",\"content\":\"more\"}]"));

  chl_fixture_restart (fixture);
  again = get_only_chat (fixture);
  open_chat (fixture, again);
  assert_shown (again, "user: count | assistant: One, two | assistant: three | user: more | "
                       "assistant: four");
}

/* One that failed is tried again below the same answer, and is asked for in the same words. */
static void
test_going_on_can_fail (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *body = NULL;
  g_autofree char *second = NULL;
  ChlMessage      *cut;
  ChlMessage      *failed;
  guint            n_versions;

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  answer_with (fixture, DELTA ("One") CUT DONE);
  chl_fake_server_add_json (fixture->server, CHAT, 400, "{\"error\":{\"message\":\"No\"}}");
  answer_with (fixture, DELTA ("two") STOP DONE);
  send (fixture, chat, "count");
  wait_until_idle (chat);
  cut = chl_conversation_get_last (chat);
  g_assert_true (chl_chat_go_on (fixture->engine, chat, chl_message_get_id (cut), &error));

  /* Not twice at a time. */
  g_assert_false (chl_chat_go_on (fixture->engine, chat, chl_message_get_id (cut), &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  wait_until_idle (chat);
  failed = chl_conversation_get_last (chat);
  g_assert_cmpint (chl_message_get_finish (failed), ==, CHL_FINISH_ERROR);

  g_assert_false (chl_chat_go_on (fixture->engine, chat, chl_message_get_id (failed), &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (chl_chat_try_again (fixture->engine, chat, chl_message_get_id (failed), &error));
  wait_until_idle (chat);
  assert_shown (chat, "user: count | assistant: One | assistant: two");
  chl_conversation_get_version (chat, chl_message_get_id (failed), &n_versions);
  g_assert_cmpuint (n_versions, ==, 2);
  body = dup_body (fixture, 1);
  second = dup_body (fixture, 2);
  g_assert_cmpstr (body, ==, second);
}

static void
test_quitting_keeps_what_has_come (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(ChlConversation) again = NULL;
  ChlFakeAnswer *answer;

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  answer = chl_fake_server_add_events (fixture->server, CHAT);
  chl_fake_answer_add_text (answer, DELTA ("so far"));
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  send (fixture, chat, "q");
  CHL_FIXTURE_UNTIL (chl_message_has_content (chl_conversation_get_last (chat)));
  g_clear_object (&chat);

  chl_fixture_restart (fixture);
  again = get_only_chat (fixture);
  open_chat (fixture, again);
  assert_shown (again, "user: q | assistant: so far");
  g_assert_cmpint (chl_message_get_finish (chl_conversation_get_last (again)), ==,
                   CHL_FINISH_CANCELLED);
}

static void
test_without_a_model_nothing_changes (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(GError) error = NULL;

  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  g_assert_false (chl_chat_send (fixture->engine, chat, "q", NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chat)), ==, 0);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (chl_engine_get_library (fixture->engine))), ==, 0);
}

static void
test_removal_can_be_undone (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  g_autoptr(ChlConversation) chat = NULL;
  ChlLibrary *library = chl_engine_get_library (fixture->engine);

  chl_fixture_add_provider (fixture);
  chat = chl_library_new_chat (library);
  answer_with (fixture, DELTA ("one") STOP DONE);
  send (fixture, chat, "q");
  wait_until_idle (chat);

  chl_library_hide (library, chat);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (library)), ==, 0);
  chl_library_unhide (library, chat);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (library)), ==, 1);

  chl_library_hide (library, chat);
  g_clear_object (&chat);
  chl_fixture_restart (fixture);
  chat = get_only_chat (fixture);

  library = chl_engine_get_library (fixture->engine);
  chl_library_remove (library, chat);
  g_clear_object (&chat);
  chl_fixture_restart (fixture);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (chl_engine_get_library (fixture->engine))), ==, 0);
}

static void
test_practice_needs_nothing (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlProviderList     *list = chl_engine_get_providers (fixture->engine);
  const ChlNewProvider what = { .family_id = "practice" };
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *file = NULL;

  chl_practice_set_tokens_per_second (chl_engine_get_parts (fixture->engine)->practice, 2000);
  chl_provider_list_add_async (list, &what, NULL, chl_fixture_keep_cb, &result);
  provider = chl_provider_list_add_finish (list, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);
  chl_fixture_add_model (provider, "practice-plain");

  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  send (fixture, chat, "short");
  wait_until_idle (chat);
  text = chl_message_dup_text (chl_conversation_get_last (chat));
  g_assert_nonnull (strstr (text, "practice"));

  /* Where it runs changes each time, so the address is in no file. */
  file = chl_fixture_read_file (fixture, "config/providers.d/practice.json");
  g_assert_nonnull (file);
  g_assert_null (strstr (file, "127.0.0.1"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chat/is-there-after-a-restart", test_is_there_after_a_restart);
  g_test_add_func ("/chat/sends-the-conversation-so-far", test_sends_the_conversation_so_far);
  g_test_add_func ("/chat/trying-again-adds-a-version", test_trying_again_adds_a_version);
  g_test_add_func ("/chat/editing-keeps-what-was", test_editing_keeps_what_was);
  g_test_add_func ("/chat/stops-and-says-so", test_stops_and_says_so);
  g_test_add_func ("/chat/goes-on-where-it-was-cut", test_goes_on_where_it_was_cut);
  g_test_add_func ("/chat/going-on-can-fail", test_going_on_can_fail);
  g_test_add_func ("/chat/quitting-keeps-what-has-come", test_quitting_keeps_what_has_come);
  g_test_add_func ("/chat/without-a-model-nothing-changes", test_without_a_model_nothing_changes);
  g_test_add_func ("/chat/removal-can-be-undone", test_removal_can_be_undone);
  g_test_add_func ("/chat/practice-needs-nothing", test_practice_needs_nothing);

  return g_test_run ();
}
