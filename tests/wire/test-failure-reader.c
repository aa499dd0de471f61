/* test-failure-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-private.h"
#include "chl-failure-reader.h"
#include "wire-fixture.h"

#define JSON "application/json"
#define HTML "text/html; charset=utf-8"

typedef struct
{
  guint          status;
  const char    *type;
  const char    *body;
  ChlFailureKind kind;
  const char    *code;
  const char    *message;
} Case;

static const Case cases[] = {
  /* Every shape of body. */
  { 401, JSON, "{\"error\":{\"message\":\"No auth\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}", CHL_FAILURE_AUTH, "invalid_api_key", "No auth" },
  { 400, JSON, "{\"error\":{\"message\":\"Bad\",\"type\":\"BadRequestError\",\"code\":400}}", CHL_FAILURE_INVALID_REQUEST, "400", "Bad" },
  { 529, JSON, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_9\"}", CHL_FAILURE_OVERLOADED, "overloaded_error", "Overloaded" },
  { 404, JSON, "{\"error\":\"model 'x' not found, try pulling it first\"}", CHL_FAILURE_NOT_FOUND, NULL, "model 'x' not found, try pulling it first" },
  { 400, JSON, "{\"code\":\"Client specified an invalid argument\",\"error\":\"Incorrect API key provided\"}", CHL_FAILURE_AUTH, "Client specified an invalid argument", "Incorrect API key provided" },
  { 403, JSON, "{\"error\":{\"code\":403,\"message\":\"Flagged\",\"metadata\":{\"reasons\":[\"violence\"],\"provider_name\":\"P\"}}}", CHL_FAILURE_CONTENT_POLICY, "403", "Flagged" },
  { 403, JSON, "{\"error\":{\"code\":403,\"message\":\"Key limit\",\"metadata\":{\"reasons\":[]}}}", CHL_FAILURE_PERMISSION, "403", "Key limit" },
  { 400, JSON, "[{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass one.\",\"status\":\"INVALID_ARGUMENT\",\"details\":[]}}]", CHL_FAILURE_AUTH, "400", "API key not valid. Please pass one." },
  { 400, JSON, "{\"object\":\"error\",\"message\":\"maximum context length is 4096\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}", CHL_FAILURE_CONTEXT_LENGTH, "invalid_request_error", "maximum context length is 4096" },
  { 422, JSON, "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\",\"type\":\"missing\"}]}", CHL_FAILURE_INVALID_REQUEST, NULL, "field required" },
  { 422, JSON, "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\",\"msg\":\"Extra inputs are not permitted\"}]},\"type\":\"invalid_request_error\"}", CHL_FAILURE_INVALID_REQUEST, "invalid_request_error", "Extra inputs are not permitted" },
  { 404, JSON, "{\"detail\":\"Not Found\"}", CHL_FAILURE_NOT_FOUND, NULL, "Not Found" },
  { 200, JSON, "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"}}", CHL_FAILURE_QUOTA, "1008", "insufficient balance" },
  { 200, JSON, "{\"base_resp\":{\"status_code\":1000,\"status_msg\":\"odd\"}}", CHL_FAILURE_PROTOCOL, "1000", "odd" },
  { 500, JSON, "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Oops\",\"param\":null}", CHL_FAILURE_SERVER, "server_error", "Oops" },
  { 500, JSON, "{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow\"}}}", CHL_FAILURE_RATE_LIMIT, "rate_limit_exceeded", "Slow" },
  { 401, JSON, "{\"code\":\"1002\",\"msg\":\"Authorization Token is invalid\"}", CHL_FAILURE_AUTH, "1002", "Authorization Token is invalid" },
  { 400, JSON, "{\"whatever\": [1, 2]}", CHL_FAILURE_INVALID_REQUEST, NULL, "{\"whatever\":[1,2]}" },
  { 400, JSON, "{\"error\":{}}", CHL_FAILURE_INVALID_REQUEST, NULL, "{\"error\":{}}" },
  { 503, JSON, "{}", CHL_FAILURE_OVERLOADED, NULL, NULL },
  { 400, JSON, "[]", CHL_FAILURE_INVALID_REQUEST, NULL, NULL },
  { 400, JSON, "\xef\xbb\xbf {\"error\":\"with a mark\"}\n", CHL_FAILURE_INVALID_REQUEST, NULL, "with a mark" },
  { 429, "text/event-stream", "event: error\ndata: {\"error\":{\"message\":\"Slow\",\"type\":\"rate_limit_error\"}}\n\n", CHL_FAILURE_RATE_LIMIT, "rate_limit_error", "Slow" },
  { 502, "text/event-stream", "data: [DONE]\n\n", CHL_FAILURE_SERVER, NULL, "data: [DONE]" },

  /* No JSON at all. */
  { 500, NULL, "", CHL_FAILURE_SERVER, NULL, NULL },
  { 401, NULL, " \r\n ", CHL_FAILURE_AUTH, NULL, NULL },
  { 502, HTML, "<html><head><title>502 Bad\n Gateway</title></head><body><h1>No</h1></body></html>", CHL_FAILURE_SERVER, NULL, "502 Bad Gateway" },
  { 502, NULL, "<!DOCTYPE html><style>b{}</style><script>var x='<p>';</script><!-- <b> --><p>It &amp; that</p><p>fail&hellip;", CHL_FAILURE_SERVER, NULL, "It & that fail&hellip;" },
  { 403, HTML, "<title> </title>Just a moment", CHL_FAILURE_PERMISSION, NULL, "Just a moment" },
  { 503, HTML, "<p", CHL_FAILURE_OVERLOADED, NULL, NULL },
  { 429, "text/plain", "Too  many\r\nrequests", CHL_FAILURE_RATE_LIMIT, NULL, "Too many requests" },
  { 500, "text/plain", "upstream said \xff\x01\x1b[31m", CHL_FAILURE_SERVER, NULL, "upstream said \357\277\275 [31m" },
  { 413, JSON, "{\"error\":{\"message\":\"cut off", CHL_FAILURE_CONTEXT_LENGTH, NULL, "cut off" },
  { 400, JSON, "{\"error\":{\"message\": \"a \\\"b\\\" c \\u00", CHL_FAILURE_INVALID_REQUEST, NULL, "a \"b\" c" },
  { 400, JSON, "{\"error\":{\"code\":7", CHL_FAILURE_INVALID_REQUEST, NULL, NULL },
  { 400, JSON, "{\"error\":{\"message\":\"\",\"type\":\"x\"}}", CHL_FAILURE_INVALID_REQUEST, "x", NULL },
  { 200, HTML, "<title>Sign in to the hotel</title>", CHL_FAILURE_PROTOCOL, NULL, "Sign in to the hotel" },
  { 302, NULL, "", CHL_FAILURE_PROTOCOL, NULL, NULL },

  /* Statuses alone. */
  { 400, NULL, NULL, CHL_FAILURE_INVALID_REQUEST, NULL, NULL },
  { 402, NULL, NULL, CHL_FAILURE_QUOTA, NULL, NULL },
  { 403, NULL, NULL, CHL_FAILURE_PERMISSION, NULL, NULL },
  { 404, NULL, NULL, CHL_FAILURE_NOT_FOUND, NULL, NULL },
  { 405, NULL, NULL, CHL_FAILURE_INVALID_REQUEST, NULL, NULL },
  { 408, NULL, NULL, CHL_FAILURE_TIMEOUT, NULL, NULL },
  { 409, NULL, NULL, CHL_FAILURE_SERVER, NULL, NULL },
  { 410, NULL, NULL, CHL_FAILURE_NOT_FOUND, NULL, NULL },
  { 413, NULL, NULL, CHL_FAILURE_CONTEXT_LENGTH, NULL, NULL },
  { 415, NULL, NULL, CHL_FAILURE_INVALID_REQUEST, NULL, NULL },
  { 418, NULL, NULL, CHL_FAILURE_INVALID_REQUEST, NULL, NULL },
  { 422, NULL, NULL, CHL_FAILURE_INVALID_REQUEST, NULL, NULL },
  { 425, NULL, NULL, CHL_FAILURE_SERVER, NULL, NULL },
  { 429, NULL, NULL, CHL_FAILURE_RATE_LIMIT, NULL, NULL },
  { 451, NULL, NULL, CHL_FAILURE_CONTENT_POLICY, NULL, NULL },
  { 500, NULL, NULL, CHL_FAILURE_SERVER, NULL, NULL },
  { 500, JSON, "{\"error\":{\"code\":500,\"message\":\"input (700 tokens) is too large to process. increase the physical batch size (current batch size: 512)\",\"type\":\"server_error\"}}",
    CHL_FAILURE_CONTEXT_LENGTH, "500", "input (700 tokens) is too large to process. increase the physical batch size (current batch size: 512)" },
  { 501, NULL, NULL, CHL_FAILURE_INVALID_REQUEST, NULL, NULL },
  { 502, NULL, NULL, CHL_FAILURE_SERVER, NULL, NULL },
  { 503, NULL, NULL, CHL_FAILURE_OVERLOADED, NULL, NULL },
  { 504, NULL, NULL, CHL_FAILURE_TIMEOUT, NULL, NULL },
  { 520, NULL, NULL, CHL_FAILURE_SERVER, NULL, NULL },
  { 524, NULL, NULL, CHL_FAILURE_TIMEOUT, NULL, NULL },
  { 529, NULL, NULL, CHL_FAILURE_OVERLOADED, NULL, NULL },

  /* What overrules what. */
  { 429, JSON, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"m\"}}", CHL_FAILURE_QUOTA, "insufficient_quota", "m" },
  { 429, JSON, "{\"error\":{\"code\":\"rate_limit_exceeded\",\"type\":\"insufficient_quota\",\"message\":\"m\"}}", CHL_FAILURE_QUOTA, "rate_limit_exceeded", "m" },
  { 429, JSON, "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Your credit balance is too low\"}}", CHL_FAILURE_QUOTA, "rate_limit_error", "Your credit balance is too low" },
  { 429, JSON, "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}", CHL_FAILURE_QUOTA, "enforced_spend_limit_reached", "m" },
  { 429, JSON, "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\",\"details\":{\"error_code\":7}},\"request_id\":\"r\"}", CHL_FAILURE_RATE_LIMIT, "7", "m" },
  { 429, JSON, "{\"error\":{\"message\":\"You exceeded your current quota\"}}", CHL_FAILURE_QUOTA, NULL, "You exceeded your current quota" },
  { 429, JSON, "{\"error\":{\"message\":\"too many tokens per minute\"}}", CHL_FAILURE_RATE_LIMIT, NULL, "too many tokens per minute" },
  { 400, JSON, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 300000 tokens\"}}", CHL_FAILURE_CONTEXT_LENGTH, "invalid_request_error", "prompt is too long: 300000 tokens" },
  { 400, JSON, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your credit balance is too low\"}}", CHL_FAILURE_QUOTA, "invalid_request_error", "Your credit balance is too low" },
  { 400, JSON, "{\"error\":{\"code\":400,\"type\":\"exceed_context_size_error\",\"message\":\"m\",\"n_ctx\":4096}}", CHL_FAILURE_CONTEXT_LENGTH, "400", "m" },
  { 400, JSON, "{\"error\":{\"code\":\"content_policy_violation\",\"message\":\"m\"}}", CHL_FAILURE_CONTENT_POLICY, "content_policy_violation", "m" },
  { 501, JSON, "{\"error\":{\"code\":501,\"message\":\"Infill is not supported by this model: \",\"type\":\"not_supported_error\"}}",
    CHL_FAILURE_INVALID_REQUEST, "501", "Infill is not supported by this model:" },
  { 503, JSON, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}", CHL_FAILURE_OVERLOADED, "503", "Loading model" },
  { 500, JSON, "{\"error\":{\"message\":\"The engine is currently overloaded\"}}", CHL_FAILURE_OVERLOADED, NULL, "The engine is currently overloaded" },
  { 404, JSON, "{\"error\":{\"code\":404,\"message\":\"No endpoints found that support image input\"}}", CHL_FAILURE_NOT_FOUND, "404", "No endpoints found that support image input" },
  { 404, JSON, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Unknown request URL\"}}", CHL_FAILURE_NOT_FOUND, "invalid_request_error", "Unknown request URL" },
  { 200, JSON, "{\"error\":{\"code\":502,\"message\":\"m\"}}", CHL_FAILURE_SERVER, "502", "m" },
  { 403, JSON, "{\"error\":{\"code\":\"unsupported_country_region_territory\",\"message\":\"m\"}}", CHL_FAILURE_PERMISSION, "unsupported_country_region_territory", "m" },
  { 504, JSON, "{\"error\":{\"status\":\"DEADLINE_EXCEEDED\",\"message\":\"m\"}}", CHL_FAILURE_TIMEOUT, "DEADLINE_EXCEEDED", "m" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr(ChlFailure) failure = NULL;
      g_autofree char *shown = g_strescape (c->body != NULL ? c->body : "", NULL);

      g_test_message ("%u %s", c->status, shown);
      failure = chl_failure_read (c->status, c->type, c->body, c->body != NULL ? strlen (c->body) : 0);
      g_assert_cmpstr (chl_failure_kind_to_string (failure->kind), ==,
                       chl_failure_kind_to_string (c->kind));
      g_assert_cmpstr (failure->code, ==, c->code);
      g_assert_cmpstr (failure->message, ==, c->message);
      g_assert_cmpuint (failure->status, ==, c->status);
      g_assert_cmpint (failure->retryable, ==, chl_failure_kind_is_retryable (c->kind));
      g_assert_cmpint (failure->retry_after_ms, ==, -1);
    }
}

/* Every cut of every body still gives a failure that can be shown. */
static void
test_cuts (void)
{
  gsize step = wire_get_stride () > 100 ? 23 : 1;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; cases[i].body != NULL && length < strlen (cases[i].body); length += step)
      {
        g_autofree char *body = g_memdup2 (cases[i].body, length);
        g_autoptr(ChlFailure) failure = NULL;

        failure = chl_failure_read (cases[i].status, cases[i].type, body, length);
        g_assert_cmpint (failure->kind, !=, CHL_FAILURE_NONE);
        g_assert_cmpstr (failure->message, !=, "");
        if (failure->message != NULL)
          g_assert_true (g_utf8_validate (failure->message, -1, NULL));
      }
}

static const struct
{
  const char    *word;
  ChlFailureKind kind;
} words[] = {
  { "authentication_error", CHL_FAILURE_AUTH },
  { "invalid_api_key", CHL_FAILURE_AUTH },
  { "incorrect_api_key", CHL_FAILURE_AUTH },
  { "permission_error", CHL_FAILURE_PERMISSION },
  { "insufficient_quota", CHL_FAILURE_QUOTA },
  { "enforced_spend_limit_reached", CHL_FAILURE_QUOTA },
  { "billing_error", CHL_FAILURE_QUOTA },
  { "billing_hard_limit_reached", CHL_FAILURE_QUOTA },
  { "insufficient_credits", CHL_FAILURE_QUOTA },
  { "not_found_error", CHL_FAILURE_NOT_FOUND },
  { "model_not_found", CHL_FAILURE_NOT_FOUND },
  { "context_length_exceeded", CHL_FAILURE_CONTEXT_LENGTH },
  { "exceed_context_size_error", CHL_FAILURE_CONTEXT_LENGTH },
  { "request_too_large", CHL_FAILURE_CONTEXT_LENGTH },
  { "rate_limit_error", CHL_FAILURE_RATE_LIMIT },
  { "rate_limit_exceeded", CHL_FAILURE_RATE_LIMIT },
  { "too_many_requests", CHL_FAILURE_RATE_LIMIT },
  { "RESOURCE_EXHAUSTED", CHL_FAILURE_RATE_LIMIT },
  { "overloaded_error", CHL_FAILURE_OVERLOADED },
  { "slow_down", CHL_FAILURE_OVERLOADED },
  { "UNAVAILABLE", CHL_FAILURE_OVERLOADED },
  { "unavailable_error", CHL_FAILURE_OVERLOADED },
  { "insufficient_system_resource", CHL_FAILURE_OVERLOADED },
  { "server_error", CHL_FAILURE_SERVER },
  { "api_error", CHL_FAILURE_SERVER },
  { "internal_server_error", CHL_FAILURE_SERVER },
  { "network_error", CHL_FAILURE_SERVER },
  { "timeout_error", CHL_FAILURE_TIMEOUT },
  { "DEADLINE_EXCEEDED", CHL_FAILURE_TIMEOUT },
  { "content_policy_violation", CHL_FAILURE_CONTENT_POLICY },
  { "content_filter", CHL_FAILURE_CONTENT_POLICY },
  { "bio_policy", CHL_FAILURE_CONTENT_POLICY },
  { "invalid_request_error", CHL_FAILURE_INVALID_REQUEST },
  { "BadRequestError", CHL_FAILURE_INVALID_REQUEST },
  { "invalid_prompt", CHL_FAILURE_INVALID_REQUEST },
  { "INVALID_ARGUMENT", CHL_FAILURE_INVALID_REQUEST },
  { "unsupported_parameter", CHL_FAILURE_INVALID_REQUEST },
  { "Rate_Limit_Error", CHL_FAILURE_RATE_LIMIT },
  { "never_heard_of", CHL_FAILURE_UNKNOWN },
};

/* As code, as status, as type; and behind one that only says that the request was bad. */
static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint place = 0; place < 3; place++)
      {
        ChlFailureClues clues = { .words = { "tokens", NULL, NULL } };
        ChlFailureClues generic = { .words = { "invalid_prompt", "400", NULL } };

        clues.words[place] = words[i].word;
        g_test_message ("%s", words[i].word);
        g_assert_cmpint (chl_failure_clues_get_kind (&clues), ==, words[i].kind);

        generic.words[2] = words[i].word;
        g_assert_cmpint (chl_failure_clues_get_kind (&generic), ==,
                         words[i].kind == CHL_FAILURE_UNKNOWN ? CHL_FAILURE_INVALID_REQUEST
                                                              : words[i].kind);
      }
}

static void
test_fields (void)
{
  static const char body[] = "{\"error\":{\"message\":\"m\",\"code\":\"x\",\"param\":\"temperature\","
                             "\"details\":[{\"retryDelay\":\"34s\"}]},\"request_id\":\"req_1\"}";
  g_autoptr(ChlFailure) failure = chl_failure_read (429, JSON, body, strlen (body));

  g_assert_cmpstr (failure->param, ==, "temperature");
  g_assert_cmpstr (failure->request_id, ==, "req_1");
  g_assert_cmpint (failure->retry_after_ms, ==, 34000);
}

static void
test_retry_delays (void)
{
  static const struct
  {
    const char *delay;
    gint64      ms;
  } table[] = {
    { "\"0.5s\"", 500 },
    { "\"0s\"", 0 },
    { "\"34\"", -1 },
    { "34", -1 },
    { "\"-1s\"", -1 },
    { "\"1e99s\"", -1 },
    { "\"nans\"", -1 },
    { "\"3 s\"", -1 },
    { "null", -1 },
    { "\"86400s\"", 86400000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"error\":{\"code\":429,\"details\":[3,{\"retryDelay\":%s}]}}",
                                               table[i].delay);
      g_autoptr(ChlFailure) failure = chl_failure_read (429, JSON, body, strlen (body));

      g_test_message ("%s", table[i].delay);
      g_assert_cmpint (failure->retry_after_ms, ==, table[i].ms);
    }
}

static void
test_no_secrets (void)
{
  static const char *const bodies[] = {
    "{\"error\":{\"message\":\"Incorrect API key provided: sk-proj-abcdefghijklmnopqrstuvwxyz\"}}",
    "{\"error\":\"bad Authorization: Bearer abcdefghijklmnopqrstuvwxyz\"}",
    "<html>Authorization: Bearer abcdefghijklmnopqrstuvwxyz</html>",
    "sk-abcdefghijklmnopqrstuvwxyz is no key",
    "{\"echo\":{\"authorization\":\"Bearer abcdefghijklmnopqrstuvwxyz\"}}",
    "{\"error\":{\"code\":\"sk-abcdefghijklmnopqrstuvwxyz\",\"message\":\"m\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(ChlFailure) failure = chl_failure_read (401, NULL, bodies[i], strlen (bodies[i]));

      g_test_message ("%s", bodies[i]);
      g_assert_nonnull (failure->message);
      g_assert_null (strstr (failure->message, "qrstuvwxyz"));
      g_assert_true (failure->code == NULL || strstr (failure->code, "qrstuvwxyz") == NULL);
    }
}

static void
test_long_bodies (void)
{
  g_autofree char *words_only = g_strnfill (1000000, 'a');
  g_autoptr(GString) json = g_string_new ("{\"error\":{\"message\":\"");
  g_autoptr(ChlFailure) plain = NULL;
  g_autoptr(ChlFailure) cut = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (json, "wörter ");
  g_string_append (json, "\"}}");

  plain = chl_failure_read (500, NULL, words_only, strlen (words_only));
  cut = chl_failure_read (500, JSON, json->str, json->len);
  g_assert_true (plain->message == NULL || g_utf8_strlen (plain->message, -1) <= 200);
  g_assert_cmpuint (strlen (cut->message), <=, CHL_FAILURE_MAX_MESSAGE);
  g_assert_cmpuint (strlen (cut->message), >, CHL_FAILURE_MAX_MESSAGE - 10);
  g_assert_true (g_utf8_validate (cut->message, -1, NULL));
}

static void
test_hostile_pages (void)
{
  static const char *const starts[] = { "<", "<script>", "<!--", "<title>", "&", "<title", "</title>" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr(GString) page = g_string_new ("<html>");
      g_autoptr(ChlFailure) failure = NULL;

      for (guint j = 0; j < 20000; j++)
        g_string_append (page, starts[i]);
      failure = chl_failure_read (502, HTML, page->str, page->len);
      g_assert_cmpint (failure->kind, ==, CHL_FAILURE_SERVER);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/failure-reader/cases", test_cases);
  g_test_add_func ("/failure-reader/cuts", test_cuts);
  g_test_add_func ("/failure-reader/words", test_words);
  g_test_add_func ("/failure-reader/fields", test_fields);
  g_test_add_func ("/failure-reader/retry-delays", test_retry_delays);
  g_test_add_func ("/failure-reader/no-secrets", test_no_secrets);
  g_test_add_func ("/failure-reader/long-bodies", test_long_bodies);
  g_test_add_func ("/failure-reader/hostile-pages", test_hostile_pages);

  return g_test_run ();
}
