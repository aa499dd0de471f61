/* test-complete.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-exchange.h"
#include "chl-json.h"

#define COMPLETIONS "/v1/completions"
#define TEXT(text) "data: {\"choices\":[{\"index\":0,\"text\":\"" text "\"}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"

static JsonNode *
dup_sent (ChlFixture *fixture,
          guint       index)
{
  ChlFakeRequest *request = chl_fake_server_get_request (fixture->server, index);
  GBytes         *body = chl_fake_request_get_body (request);
  g_autoptr(GError) error = NULL;
  JsonNode   *node;
  gsize       length = 0;
  const char *bytes = g_bytes_get_data (body, &length);

  node = chl_json_parse (bytes, (gssize) length, &error);
  g_assert_no_error (error);

  return node;
}

static ChlMessage *
complete (ChlFixture  *fixture,
          ChlProvider *provider,
          const char  *model,
          const char  *suffix)
{
  ChlCompletion *completion = chl_completion_new (model, "int ", suffix);
  ChlMessage    *answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 0);
  g_autoptr(ChlExchange) exchange = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  exchange = chl_exchange_new_completion (fixture->engine, provider, CHL_ROLE_COMPLETION, completion);
  chl_exchange_run_async (exchange, answer, NULL, chl_fixture_keep_cb, &result);
  chl_exchange_run_finish (exchange, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);

  return answer;
}

static void
assert_text (ChlMessage *answer,
             const char *expected)
{
  g_autofree char *text = chl_message_dup_text (answer);

  g_assert_cmpstr (text, ==, expected);
}

/* With its key, at an address of its own, and tags are text: what fills a gap thinks nothing. */
static void
test_fills_a_gap (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(JsonNode) sent = NULL;
  ChlFakeAnswer *reply;

  chl_fixture_set_key (fixture, provider, "sk-complete-0123456789");
  reply = chl_fake_server_add_events (fixture->server, COMPLETIONS);
  chl_fake_answer_add_text (reply, TEXT ("<think>"));
  chl_fake_answer_add_text (reply, TEXT ("x;") STOP DONE);
  answer = complete (fixture, provider, "starcoder2:3b", "return x;");

  assert_text (answer, "<think>x;");
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_STOP);
  g_assert_cmpint (chl_message_get_protocol (answer), ==, CHL_PROTOCOL_OPENAI_COMPLETIONS);
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);

  sent = dup_sent (fixture, 0);
  g_assert_cmpstr (chl_json_get_string (sent, "/prompt"), ==,
                   "<fim_prefix>int <fim_suffix>return x;<fim_middle>");
  g_assert_null (chl_json_get (sent, "/suffix"));
  g_assert_cmpstr (chl_json_get_string (sent, "/stop/0"), ==, "<|endoftext|>");
  g_assert_cmpstr (chl_fake_request_get_header (chl_fake_server_get_request (fixture->server, 0),
                                                "authorization"),
                   ==, "Bearer sk-complete-0123456789");
}

/* Nothing is sent to a model that would take it for something else. */
static void
test_unknown_model (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(ChlMessage) answer = complete (fixture, provider, "m", "return x;");
  const ChlFailure *failure = chl_message_get_failure (answer);

  g_assert_nonnull (failure);
  g_assert_true (failure->is_ours);
  g_assert_nonnull (strstr (failure->message, "m is asked"));
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 0);
}

/* Without a gap any model goes on. */
static void
test_goes_on (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(JsonNode) sent = NULL;
  ChlFakeAnswer *reply = chl_fake_server_add_events (fixture->server, COMPLETIONS);

  chl_fake_answer_add_text (reply, TEXT ("x;") STOP DONE);
  answer = complete (fixture, provider, "m", NULL);
  assert_text (answer, "x;");
  sent = dup_sent (fixture, 0);
  g_assert_cmpstr (chl_json_get_string (sent, "/prompt"), ==, "int ");
}

static void
test_refused (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(ChlMessage) answer = NULL;

  chl_fake_server_add_json (fixture->server, COMPLETIONS, 404,
                            "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no m\"}}");
  answer = complete (fixture, provider, "m", NULL);
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_ERROR);
  g_assert_cmpint (chl_message_get_failure (answer)->kind, ==, CHL_FAILURE_NOT_FOUND);
}

/* A model whose template has a place for it gets the rest of the text, any other one its tokens. */
static void
test_ollama (void)
{
  static const struct
  {
    gboolean    is_known;
    const char *prompt;
    const char *suffix;
  } rows[] = {
    { TRUE, "int ", "return x;" },
    { FALSE, "<fim_prefix>int <fim_suffix>return x;<fim_middle>", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
      g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "");
      const ChlNewProvider what = { .family_id = "ollama", .id = "here", .endpoint = endpoint };
      g_autoptr(GError) error = NULL;
      ChlProvider   *provider = chl_fixture_add (fixture, &what, &error);
      ChlFakeAnswer *reply;
      g_autoptr(ChlMessage) answer = NULL;
      g_autoptr(JsonNode) sent = NULL;
      gboolean is_raw = FALSE;

      g_assert_no_error (error);
      chl_fixture_add_model (provider, "starcoder2:3b");
      if (rows[i].is_known)
        {
          ChlCapabilities *capabilities = chl_capabilities_new ();

          chl_capabilities_set_boolean (capabilities, CHL_FIELD_FIM, TRUE, CHL_ORIGIN_PROVIDER);
          chl_model_take_capabilities (chl_provider_find_model (provider, "starcoder2:3b"), capabilities);
        }

      reply = chl_fake_server_add (fixture->server, "/api/generate", 200, CHL_FAKE_CHUNKED);
      chl_fake_answer_add_header (reply, "Content-Type", "application/x-ndjson");
      chl_fake_answer_add_text (reply, "{\"response\":\"x;\",\"done\":false}\n");
      chl_fake_answer_add_text (reply, "{\"response\":\"\",\"done\":true,\"done_reason\":\"stop\","
                                       "\"prompt_eval_count\":4,\"eval_count\":2}\n");
      answer = complete (fixture, provider, "starcoder2:3b", "return x;");

      assert_text (answer, "x;");
      g_assert_cmpint (chl_message_get_protocol (answer), ==, CHL_PROTOCOL_OLLAMA_GENERATE);
      g_assert_cmpint (chl_message_get_usage (answer)->input, ==, 4);
      sent = dup_sent (fixture, 0);
      g_assert_cmpstr (chl_json_get_string (sent, "/prompt"), ==, rows[i].prompt);
      g_assert_cmpstr (chl_json_get_string (sent, "/suffix"), ==, rows[i].suffix);
      chl_json_get_boolean (sent, "/raw", &is_raw);
      g_assert_cmpint (is_raw, ==, !rows[i].is_known);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/complete/fills-a-gap", test_fills_a_gap);
  g_test_add_func ("/complete/unknown-model", test_unknown_model);
  g_test_add_func ("/complete/goes-on", test_goes_on);
  g_test_add_func ("/complete/refused", test_refused);
  g_test_add_func ("/complete/ollama", test_ollama);

  return g_test_run ();
}
