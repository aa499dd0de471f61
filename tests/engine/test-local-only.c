/* test-local-only.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-call.h"
#include "chl-chat.h"
#include "chl-check.h"
#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-exchange.h"

#define PRIVACY "config/privacy.json"

/* Asked of the network, this name would be no computer, which is another error. */
#define FAR "https://far.invalid/v1"

static ChlProvider *
add_far (ChlFixture *fixture)
{
  const ChlNewProvider what = { .family_id = "custom", .id = "far", .endpoint = FAR };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add (fixture, &what, &error);

  g_assert_no_error (error);

  return provider;
}

/* Returns: what came of one question */
static ChlFailureKind
ask (ChlFixture  *fixture,
     ChlProvider *provider)
{
  ChlRequest *request = chl_request_new ("m");
  g_autoptr(ChlMessage) question = chl_message_new_text ("q", CHL_AUTHOR_USER, 0, "Hello");
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 0);
  g_autoptr(ChlExchange) exchange = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  chl_request_add_message (request, question);
  exchange = chl_exchange_new (fixture->engine, provider, CHL_ROLE_CHAT, request);
  chl_exchange_run_async (exchange, answer, NULL, chl_fixture_keep_cb, &result);
  chl_exchange_run_finish (exchange, chl_fixture_wait (&result), NULL);

  return chl_message_get_failure (answer) != NULL ? chl_message_get_failure (answer)->kind
                                                  : CHL_FAILURE_NONE;
}

static void
answer_all (ChlFixture *fixture)
{
  chl_fake_server_add_json (fixture->server, "/v1/chat/completions", 200,
                            "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                            "\"message\":{\"role\":\"assistant\",\"content\":\"Yes\"}}]}");
}

static void
test_is_obeyed_at_once_and_after_a_restart (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  ChlProvider *lab = chl_fixture_add_provider (fixture);
  ChlProvider *far = add_far (fixture);

  answer_all (fixture);
  g_assert_false (chl_engine_is_local_only (fixture->engine));
  gt_signal_logger_connect (logger, fixture->engine, "notify::is-local-only");
  chl_engine_set_local_only (fixture->engine, TRUE);
  chl_engine_set_local_only (fixture->engine, TRUE);
  gt_signal_logger_assert_notify_emission_pop (logger, fixture->engine, "is-local-only");
  gt_signal_logger_assert_no_emissions (logger);
  g_clear_pointer (&logger, gt_signal_logger_free);
  g_assert_cmpint (ask (fixture, far), ==, CHL_FAILURE_NOT_LOCAL);
  g_assert_cmpint (ask (fixture, lab), ==, CHL_FAILURE_NONE);

  /* Restarted right after it was said. */
  chl_engine_set_local_only (fixture->engine, FALSE);
  chl_engine_set_local_only (fixture->engine, TRUE);
  chl_fixture_restart (fixture);
  g_assert_true (chl_engine_is_local_only (fixture->engine));
  far = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "far");
  g_assert_cmpint (ask (fixture, far), ==, CHL_FAILURE_NOT_LOCAL);

  chl_engine_set_local_only (fixture->engine, FALSE);
  chl_fixture_restart (fixture);
  g_assert_false (chl_engine_is_local_only (fixture->engine));
}

static void
test_no_way_leads_out (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(GAsyncResult) checked = NULL;
  g_autoptr(GAsyncResult) listed = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ChlCheck) check = NULL;
  ChlProvider *far = add_far (fixture);

  chl_engine_set_local_only (fixture->engine, TRUE);
  check = chl_check_new (fixture->engine, far);
  chl_check_run_async (check, NULL, chl_fixture_keep_cb, &checked);
  g_assert_true (chl_check_run_finish (check, chl_fixture_wait (&checked), &error));
  g_assert_no_error (error);
  g_assert_error (chl_check_get_problem (check), CHL_ERROR, CHL_ERROR_NOT_LOCAL);
  g_assert_cmpint (chl_check_get_action (check), ==, CHL_ACTION_OPEN_PRIVACY);

  chl_discovery_refresh_async (fixture->engine, far, NULL, chl_fixture_keep_cb, &listed);
  g_assert_false (chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&listed), NULL,
                                                &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL);
}

/* The name of one operation's own server is not looked up either. */
static void
test_no_name_leads_out (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(GError) error = NULL;
  ChlProvider *lab = chl_fixture_add_provider (fixture);

  chl_provider_set_option (lab, "embeddings-address", FAR);
  chl_engine_set_local_only (fixture->engine, TRUE);
  g_assert_null (chl_call_new (fixture->engine, lab, CHL_OPERATION_EMBEDDINGS, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL);
  chl_http_call_free (chl_call_new (fixture->engine, lab, CHL_OPERATION_CHAT, NULL));
}

/* Whoever wrote the file may have said yes; what cannot be read is not a no. */
static void
test_files (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_local_only;
  } rows[] = {
    { "{\"version\": 1, \"stay_on_this_computer\": true}", TRUE },
    { "{\"version\": 1, \"stay_on_this_computer\": false}", FALSE },
    { "{\"version\": 1}", FALSE },
    { "{\"stay_on_this_computer\": \"no\"}", TRUE },
    { "{\"stay_on_this_computer\": 0}", TRUE },
    { "{\"version\": 99, \"stay_on_this_computer\": false}", FALSE },
    { "{\"version\": 99}", TRUE },
    { "{\"stay_on_this_comp", TRUE },
    { "", TRUE },
    { "[]", TRUE },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *after = NULL;

      g_test_message ("%s", rows[i].text);
      chl_fixture_write_file (fixture, PRIVACY, rows[i].text);
      chl_fixture_restart (fixture);
      g_assert_cmpint (chl_engine_is_local_only (fixture->engine), ==, rows[i].is_local_only);
      after = chl_fixture_read_file (fixture, PRIVACY);
      g_assert_cmpstr (after, ==, rows[i].text);
    }
}

static void
test_another_program_says_so (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlFixture) other = chl_fixture_new_beside (fixture);

  chl_engine_set_local_only (other->engine, TRUE);
  CHL_FIXTURE_UNTIL (chl_engine_is_local_only (fixture->engine));
  chl_fixture_write_file (fixture, PRIVACY, "{ oops");
  chl_engine_set_local_only (fixture->engine, TRUE);
  g_assert_true (chl_engine_is_local_only (fixture->engine));
}

static void
test_what_runs_here_goes_on (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(GError) error = NULL;
  ChlFakeAnswer *answer;

  chl_fixture_add_provider (fixture);
  answer = chl_fake_server_add_events (fixture->server, "/v1/chat/completions");
  chl_fake_answer_add_text (answer,
                            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"So\"}}]}\n\n");
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, "data: [DONE]\n\n");
  chat = chl_library_new_chat (chl_engine_get_library (fixture->engine));
  g_assert_true (chl_chat_send (fixture->engine, chat, "Hello", NULL, &error));
  CHL_FIXTURE_UNTIL (chl_exchange_get_state (chl_chat_get_exchange (fixture->engine, chat)) ==
                     CHL_EXCHANGE_STREAMING);

  /* What stays on this computer goes on. */
  chl_engine_set_local_only (fixture->engine, TRUE);
  chl_fake_server_open_gate (fixture->server);
  CHL_FIXTURE_UNTIL (!chl_conversation_is_busy (chat));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chat)), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/local-only/is-obeyed-at-once-and-after-a-restart",
                   test_is_obeyed_at_once_and_after_a_restart);
  g_test_add_func ("/local-only/no-way-leads-out", test_no_way_leads_out);
  g_test_add_func ("/local-only/no-name-leads-out", test_no_name_leads_out);
  g_test_add_func ("/local-only/files", test_files);
  g_test_add_func ("/local-only/another-program-says-so", test_another_program_says_so);
  g_test_add_func ("/local-only/what-runs-here-goes-on", test_what_runs_here_goes_on);

  return g_test_run ();
}
