/* test-complete.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-complete.h"
#include "chl-engine-fixture.h"
#include "chl-exchange.h"
#include "chl-json.h"
#include "chl-lessons.h"

#define COMPLETIONS "/v1/completions"
#define CHAT "/v1/chat/completions"
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

/* The same in the best way that there is. */
static ChlMessage *
fill (ChlFixture  *fixture,
      ChlProvider *provider,
      const char  *model,
      const char  *suffix,
      ChlFilling   expected)
{
  ChlMessage *answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 0);
  g_autoptr(GAsyncResult) result = NULL;
  ChlFilling filling;

  chl_complete_async (fixture->engine, provider, chl_completion_new (model, "int ", suffix), answer, NULL,
                      chl_fixture_keep_cb, &result);
  filling = chl_complete_finish (fixture->engine, chl_fixture_wait (&result));
  g_assert_cmpstr (chl_filling_to_string (filling), ==, chl_filling_to_string (expected));
  g_assert_false (chl_message_is_growing (answer));

  return answer;
}

static void
add_chat (ChlFixture *fixture,
          const char *content)
{
  ChlFakeAnswer *reply = chl_fake_server_add_events (fixture->server, CHAT);

  chl_fake_answer_add_text (reply, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"");
  chl_fake_answer_add_text (reply, content);
  chl_fake_answer_add_text (reply, "\"},\"finish_reason\":\"stop\"}],"
                                   "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n" DONE);
}

/* A provider that was recognised as llama.cpp, and lists one model. */
static ChlProvider *
add_llama_cpp (ChlFixture *fixture,
               const char *model)
{
  ChlProvider     *provider = chl_fixture_add_provider (fixture);
  g_autofree char *json = g_strdup_printf ("{\"data\":[{\"id\":\"%s\",\"owned_by\":\"llamacpp\"}]}", model);
  g_autoptr(JsonNode) root = chl_json_parse (json, -1, NULL);
  g_autoptr(GPtrArray) models = chl_provider_parse_models (provider, root, NULL);

  chl_provider_merge_models (provider, models);

  return provider;
}

static const char *
get_path (ChlFixture *fixture,
          guint       index)
{
  return chl_fake_request_get_path (chl_fake_server_get_request (fixture->server, index));
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
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
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
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
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
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
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
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
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
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
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

/* With the texts as they are: the server knows the model's own tokens. */
static void
test_infill (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add_llama_cpp (fixture, "qwen2.5-coder.gguf");
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(ChlMessage) open = NULL;
  g_autoptr(JsonNode) sent = NULL;
  ChlFakeAnswer *reply;
  gint64         most = 0;

  chl_fixture_set_key (fixture, provider, "sk-complete-0123456789");
  reply = chl_fake_server_add_events (fixture->server, "/infill");
  chl_fake_answer_add_text (reply, "data: {\"content\":\"x;\",\"stop\":false}\n\n");
  chl_fake_answer_add_text (reply, "data: {\"content\":\"\",\"stop\":true,\"stop_type\":\"limit\","
                                   "\"tokens_predicted\":2,\"tokens_evaluated\":9}\n\n");
  answer = fill (fixture, provider, "qwen2.5-coder.gguf", "return x;", CHL_FILLING_INFILL);

  assert_text (answer, "x;");
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_LENGTH);
  g_assert_cmpint (chl_message_get_usage (answer)->input, ==, 9);
  g_assert_cmpint (chl_message_get_protocol (answer), ==, CHL_PROTOCOL_OPENAI_COMPLETIONS);
  sent = dup_sent (fixture, 0);
  g_assert_cmpstr (chl_json_get_string (sent, "/input_prefix"), ==, "int ");
  g_assert_cmpstr (chl_json_get_string (sent, "/input_suffix"), ==, "return x;");
  g_assert_true (chl_json_get_int64 (sent, "/n_predict", &most));
  g_assert_cmpint (most, ==, CHL_COMPLETION_USUAL_OUTPUT);
  g_assert_cmpstr (chl_fake_request_get_header (chl_fake_server_get_request (fixture->server, 0),
                                                "authorization"),
                   ==, "Bearer sk-complete-0123456789");

  /* Where nothing comes after the gap it is no matter for that address. */
  reply = chl_fake_server_add_events (fixture->server, COMPLETIONS);
  chl_fake_answer_add_text (reply, TEXT ("y;") STOP DONE);
  open = fill (fixture, provider, "qwen2.5-coder.gguf", NULL, CHL_FILLING_CONTINUE);
  assert_text (open, "y;");
  g_assert_cmpstr (get_path (fixture, 1), ==, COMPLETIONS);
}

/* A file of weights without those tokens: then ours, and from then on at once. */
static void
test_infill_refused (void)
{
  static const struct
  {
    guint       status;
    const char *body;
  } rows[] = {
    { 501, "{\"error\":{\"code\":501,\"message\":\"Infill is not supported by this model: prefix token "
           "is missing. \",\"type\":\"not_supported_error\"}}" },
    { 404, "{\"error\":{\"code\":404,\"message\":\"File Not Found\",\"type\":\"not_found_error\"}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      ChlProvider *provider = add_llama_cpp (fixture, "starcoder2.gguf");
      g_autoptr(ChlMessage) answer = NULL;
      g_autoptr(ChlMessage) again = NULL;
      g_autoptr(JsonNode) sent = NULL;
      ChlFakeAnswer *reply;

      chl_fake_server_add_json (fixture->server, "/infill", rows[i].status, rows[i].body);
      reply = chl_fake_server_add_events (fixture->server, COMPLETIONS);
      chl_fake_answer_add_text (reply, TEXT ("x;") STOP DONE);
      answer = fill (fixture, provider, "starcoder2.gguf", "return x;", CHL_FILLING_TEMPLATE);
      assert_text (answer, "x;");
      g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_STOP);
      sent = dup_sent (fixture, 1);
      g_assert_cmpstr (chl_json_get_string (sent, "/prompt"), ==,
                       "<fim_prefix>int <fim_suffix>return x;<fim_middle>");

      again = fill (fixture, provider, "starcoder2.gguf", "return x;", CHL_FILLING_TEMPLATE);
      assert_text (again, "x;");
      g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 3);
      g_assert_cmpstr (get_path (fixture, 2), ==, COMPLETIONS);
      g_assert_true (g_strv_contains (chl_lessons_get (provider, "starcoder2.gguf"), "without:infill"));
    }
}

/* Neither: then in a conversation, of which the fence and what stands there anyway are left out. */
static void
test_chat (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add_llama_cpp (fixture, "llama3.gguf");
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(ChlMessage) again = NULL;
  g_autoptr(JsonNode) sent = NULL;

  chl_fake_server_add_json (fixture->server, "/infill", 501,
                            "{\"error\":{\"message\":\"Infill is not supported by this model\"}}");
  add_chat (fixture, "```c\\nint x;\\nreturn x;\\n```");
  answer = fill (fixture, provider, "llama3.gguf", "\nreturn x;\n", CHL_FILLING_CHAT);
  assert_text (answer, "x;");
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_STOP);
  g_assert_cmpint (chl_message_get_protocol (answer), ==, CHL_PROTOCOL_OPENAI_CHAT);
  g_assert_cmpint (chl_message_get_usage (answer)->output, ==, 3);
  g_assert_cmpuint (chl_message_get_n_parts (answer), ==, 1);

  sent = dup_sent (fixture, 1);
  g_assert_cmpstr (chl_json_get_string (sent, "/messages/0/role"), ==, "system");
  g_assert_cmpstr (chl_json_get_string (sent, "/messages/1/content"), ==, "int <CURSOR>\nreturn x;\n");

  again = fill (fixture, provider, "llama3.gguf", "\nreturn x;\n", CHL_FILLING_CHAT);
  assert_text (again, "x;");
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 3);
}

/* A model that nothing is known of is asked in a conversation at once; one that embeds, not at all. */
static void
test_chat_at_once (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(ChlMessage) refused = NULL;
  g_autoptr(ChlMessage) none = NULL;

  add_chat (fixture, "x;");
  chl_fake_server_add_json (fixture->server, CHAT, 401, "{\"error\":{\"message\":\"no such key\"}}");
  answer = fill (fixture, provider, "m", "return x;", CHL_FILLING_CHAT);
  assert_text (answer, "x;");
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 1);

  none = fill (fixture, provider, "text-embedding-3-small", "return x;", CHL_FILLING_NONE);
  g_assert_true (chl_message_get_failure (none)->is_ours);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 1);

  refused = fill (fixture, provider, "m", "return x;", CHL_FILLING_CHAT);
  g_assert_cmpint (chl_message_get_finish (refused), ==, CHL_FINISH_ERROR);
  g_assert_cmpint (chl_message_get_failure (refused)->kind, ==, CHL_FAILURE_NO_KEY);
  assert_text (refused, "");
}

/* It turns out that there are no completions of it; who is refused for another reason is refused. */
static void
test_no_completions (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(ChlMessage) missing = NULL;
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(ChlMessage) again = NULL;

  chl_fake_server_add_json (fixture->server, COMPLETIONS, 404,
                            "{\"error\":{\"message\":\"The model m does not exist\"}}");
  chl_fake_server_add_json (fixture->server, COMPLETIONS, 404,
                            "{\"error\":{\"message\":\"This is a chat model and not supported in the "
                            "v1/completions endpoint.\"}}");
  missing = fill (fixture, provider, "m", NULL, CHL_FILLING_CONTINUE);
  g_assert_cmpint (chl_message_get_failure (missing)->kind, ==, CHL_FAILURE_NOT_FOUND);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 1);

  add_chat (fixture, "x;");
  answer = fill (fixture, provider, "m", NULL, CHL_FILLING_CHAT);
  assert_text (answer, "x;");
  g_assert_null (chl_message_get_failure (answer));
  again = fill (fixture, provider, "m", "return x;", CHL_FILLING_CHAT);
  assert_text (again, "x;");
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 4);
}

/* The server says that a model has no place for what comes after the gap. */
static void
test_suffix_refused (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "");
  const ChlNewProvider what = { .family_id = "ollama", .id = "here", .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider     *provider = chl_fixture_add (fixture, &what, &error);
  ChlCapabilities *capabilities = chl_capabilities_new ();
  ChlFakeAnswer   *reply;
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(JsonNode) sent = NULL;

  g_assert_no_error (error);
  chl_fixture_add_model (provider, "starcoder2:3b");
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_FIM, TRUE, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (chl_provider_find_model (provider, "starcoder2:3b"), capabilities);

  chl_fake_server_add_json (fixture->server, "/api/generate", 400,
                            "{\"error\":\"starcoder2:3b does not support insert\"}");
  reply = chl_fake_server_add (fixture->server, "/api/generate", 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_add_header (reply, "Content-Type", "application/x-ndjson");
  chl_fake_answer_add_text (reply, "{\"response\":\"x;\",\"done\":true,\"done_reason\":\"stop\"}\n");
  answer = fill (fixture, provider, "starcoder2:3b", "return x;", CHL_FILLING_TEMPLATE);
  assert_text (answer, "x;");
  sent = dup_sent (fixture, 1);
  g_assert_cmpstr (chl_json_get_string (sent, "/prompt"), ==,
                   "<fim_prefix>int <fim_suffix>return x;<fim_middle>");
}

/* However it is asked, it can be stopped. */
static void
test_stopped (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  add_chat (fixture, "x;");
  chl_complete_async (fixture->engine, provider, chl_completion_new ("m", "int ", "y"), answer, cancellable,
                      chl_fixture_keep_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (chl_complete_finish (fixture->engine, chl_fixture_wait (&result)), ==, CHL_FILLING_CHAT);
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_CANCELLED);
  g_assert_null (chl_message_get_failure (answer));
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
  g_test_add_func ("/complete/infill", test_infill);
  g_test_add_func ("/complete/infill-refused", test_infill_refused);
  g_test_add_func ("/complete/chat", test_chat);
  g_test_add_func ("/complete/chat-at-once", test_chat_at_once);
  g_test_add_func ("/complete/no-completions", test_no_completions);
  g_test_add_func ("/complete/suffix-refused", test_suffix_refused);
  g_test_add_func ("/complete/stopped", test_stopped);

  return g_test_run ();
}
