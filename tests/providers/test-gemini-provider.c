/* test-gemini-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-reader.h"
#include "chl-json.h"
#include "family-golden.h"

/* What is signed must come back, byte for byte. */
static const char signed_answer[] =
  "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"gemini-3.5-flash\",\"choices\":[{"
  "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Looking.\",\"tool_calls\":[{"
  "\"id\":\"function-call-1\",\"type\":\"function\",\"extra_content\":{\"google\":{"
  "\"thought_signature\":\"c2lnbmVk+/==\"}},\"function\":{\"name\":\"look\",\"arguments\":"
  "\"{\\\"path\\\":\\\"a.png\\\"}\"}}]},\"finish_reason\":\"stop\"}]}";

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("gemini");

  family_assert_turns (provider, "gemini-3.5-flash", signed_answer, "gemini-3.5-flash");
  family_assert_turns (provider, "gemini-2.5-pro", NULL, "gemini-2.5-pro");
  family_assert_turns (provider, "gemma-4-31b-it", NULL, "gemini-plain");
}

/* What another model called was signed by nobody; there is a word for that. */
static void
test_calls_of_others (void)
{
  g_autoptr(ChlProvider) provider = family_new ("gemini");
  g_autoptr(ChlRequest) request = family_request_new (provider, "gemini-3.5-flash", "Look");

  family_request_add_tool (request);
  family_request_add_answer (provider, request, signed_answer);
  chl_message_set_source (g_ptr_array_index (request->messages, 1), "other", "m",
                          CHL_PROTOCOL_OPENAI_CHAT);
  family_request_add_results (request);
  family_assert_request (provider, request, "gemini-calls-of-others");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("gemini");

  family_assert_efforts (provider, "gemini-2.5-pro", "gemini-efforts-2.5-pro");
  family_assert_efforts (provider, "gemini-2.5-flash", "gemini-efforts-2.5-flash");
  family_assert_efforts (provider, "gemini-3.5-flash", "gemini-efforts-3.5-flash");
  family_assert_efforts (provider, "gemini-3.8-flash", "gemini-efforts-3.8-flash");
  family_assert_efforts (provider, "gemini-4-ultra", "gemini-efforts-later");
  family_assert_efforts (provider, "gemini-2.0-flash", "gemini-efforts-plain");
}

static void
test_generations (void)
{
  static const struct
  {
    const char *model;
    const char *efforts;
  } rows[] = {
    { "gemini-3-pro-preview", "low high" },
    { "gemini-3-flash-preview", "minimal low medium high" },
    { "gemini-3.1-pro-preview-customtools", "low medium high" },
    { "gemini-3.1-flash-lite", "minimal low medium high" },
    { "gemini-3.5-flash-lite", "minimal low medium high" },
    { "gemini-3.6-flash", "minimal low medium high" },
    { "gemini-3.7-flash", "low medium high" },
    { "models/gemini-3.8-flash", "low medium high" },
    { "gemini-flash-latest", "low medium high" },
    { "gemini-pro-latest", "low medium high" },
    { "gemini-2.5-flash-lite", "none minimal low medium high" },
    { "gemini-2.5-pro", "minimal low medium high" },
    { "gemini-embedding-001", NULL },
    { "gemini-1.5-pro", NULL },
    { "gemma-3-27b-it", NULL },
  };
  g_autoptr(ChlProvider) provider = family_new ("gemini");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlQuirks *quirks = chl_provider_get_quirks (provider, rows[i].model);
      g_autofree char *words = quirks->efforts != NULL ? g_strjoinv (" ", (GStrv) quirks->efforts)
                                                       : NULL;

      g_test_message ("%s", rows[i].model);
      g_assert_cmpstr (words, ==, rows[i].efforts);
      g_assert_true (quirks->extra_content);
      g_assert_cmpint (quirks->sampling, ==,
                       g_str_equal (rows[i].model, "gemini-3.5-flash-lite") ? CHL_SAMPLING_NONE
                                                                            : CHL_SAMPLING_FREE);
    }
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("gemini");
  g_autoptr(ChlProvider) gateway = family_new ("gemini");
  g_autofree char *listing = family_read ("gemini-list.json");

  family_assert_models (provider, listing, "gemini-list");

  /* The other list, for a server that imitates the imitation. */
  family_assert_models (gateway,
                        "{\"object\":\"list\",\"data\":[{\"id\":\"models/gemini-3.5-flash\",\"object\":"
                        "\"model\",\"owned_by\":\"google\",\"display_name\":\"Gemini 3.5 Flash\"},"
                        "{\"id\":\"models/imagen-4\"},{\"id\":\"models/gemini-embedding-001\"}]}",
                        "gemini-list-compatible");
}

static void
test_pages (void)
{
  g_autoptr(ChlProvider) provider = family_new ("gemini");
  g_autoptr(JsonNode) more = chl_json_parse ("{\"models\":[],\"nextPageToken\":\"a+b/c=\"}", -1, NULL);
  g_autoptr(JsonNode) blank = chl_json_parse ("{\"models\":[],\"nextPageToken\":\"\"}", -1, NULL);
  g_autoptr(JsonNode) last = chl_json_parse ("{\"models\":[]}", -1, NULL);
  g_autofree char *next = chl_provider_dup_next_url (provider, more);
  g_autofree char *none = chl_provider_dup_next_url (provider, blank);
  g_autofree char *end = chl_provider_dup_next_url (provider, last);

  g_assert_cmpstr (next, ==,
                   "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000"
                   "&pageToken=a%2Bb%2Fc%3D");
  g_assert_null (none);
  g_assert_null (end);
}

/* The key is in a field of its own, never in the address. */
static void
test_headers (void)
{
  g_autoptr(ChlProvider) provider = family_new ("gemini");
  g_autoptr(ChlSecret) secret = chl_secret_new ("AIza0123456789abcdef", -1);
  g_autoptr(ChlHeaders) native = chl_headers_new ();
  g_autoptr(ChlHeaders) chat = chl_headers_new ();
  g_autoptr(ChlHeaders) gateway = chl_headers_new ();
  g_autofree char *url = chl_provider_dup_url (provider, CHL_OPERATION_MODELS);

  g_assert_null (strstr (url, "key="));
  chl_provider_add_headers (provider, native, CHL_OPERATION_MODELS, secret);
  g_assert_nonnull (chl_headers_get (native, "x-goog-api-key"));
  g_assert_null (chl_headers_get (native, "Authorization"));

  chl_provider_add_headers (provider, chat, CHL_OPERATION_EMBEDDINGS, secret);
  g_assert_nonnull (chl_headers_get (chat, "Authorization"));
  g_assert_null (chl_headers_get (chat, "x-goog-api-key"));

  chl_provider_set_endpoint (provider, "https://gateway.example/openai");
  chl_provider_add_headers (provider, gateway, CHL_OPERATION_MODELS, secret);
  g_assert_nonnull (chl_headers_get (gateway, "Authorization"));
}

static void
test_endpoint (void)
{
  static const char *const typed[] = { "generativelanguage.googleapis.com",
                                       "https://generativelanguage.googleapis.com/v1",
                                       "https://generativelanguage.googleapis.com/v1beta",
                                       "https://generativelanguage.googleapis.com/v1beta/models",
                                       "https://generativelanguage.googleapis.com/v1beta/openai/",
                                       "https://generativelanguage.googleapis.com/v1beta/openai/"
                                       "chat/completions" };
  g_autoptr(ChlProvider) provider = family_new ("gemini");
  g_autofree char *url = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    family_assert_endpoint (provider, typed[i],
                            "https://generativelanguage.googleapis.com/v1beta/openai",
                            "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions");
  family_assert_endpoint (provider, "https://gateway.example/openai", "https://gateway.example/openai",
                          "https://gateway.example/openai/chat/completions");

  chl_provider_set_endpoint (provider, "https://gateway.example/openai");
  url = chl_provider_dup_url (provider, CHL_OPERATION_MODELS);
  g_assert_cmpstr (url, ==, "https://gateway.example/openai/models");
}

static void
test_failures (void)
{
  static const struct
  {
    guint          status;
    const char    *body;
    ChlFailureKind kind;
  } rows[] = {
    { 400,
      "[{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\","
      "\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"@type\":"
      "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\"}]}}]",
      CHL_FAILURE_AUTH },
    { 400,
      "{\"error\":{\"code\":400,\"message\":\"API key expired. Please renew the API key.\",\"status\":"
      "\"INVALID_ARGUMENT\"}}",
      CHL_FAILURE_AUTH },
    { 400,
      "{\"error\":{\"code\":400,\"message\":\"User location is not supported for the API use.\","
      "\"status\":\"FAILED_PRECONDITION\"}}",
      CHL_FAILURE_PERMISSION },
    { 400,
      "[{\"error\":{\"code\":400,\"message\":\"Invalid JSON payload received. Unknown name \\\"store\\\"\","
      "\"status\":\"INVALID_ARGUMENT\"}}]",
      CHL_FAILURE_INVALID_REQUEST },
    { 400,
      "[{\"error\":{\"code\":400,\"message\":\"The input token count (1200000) exceeds the maximum "
      "number of tokens allowed (1048576).\",\"status\":\"INVALID_ARGUMENT\"}}]",
      CHL_FAILURE_CONTEXT_LENGTH },
    { 403,
      "{\"error\":{\"code\":403,\"message\":\"Permission denied\",\"status\":\"PERMISSION_DENIED\"}}",
      CHL_FAILURE_PERMISSION },
    { 404,
      "[{\"error\":{\"code\":404,\"message\":\"models/x is not found\",\"status\":\"NOT_FOUND\"}}]",
      CHL_FAILURE_NOT_FOUND },
    { 429,
      "[{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota, please check your plan "
      "and billing details.\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":"
      "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"37s\"}]}}]",
      CHL_FAILURE_RATE_LIMIT },
    { 429,
      "[{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota. Quota exceeded for "
      "metric: generate_content_free_tier_requests, limit: 0, model: gemini-3.5-pro\",\"status\":"
      "\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"5s\"}]}}]",
      CHL_FAILURE_QUOTA },
    { 429,
      "[{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota, please check your plan "
      "and billing details.\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
      CHL_FAILURE_QUOTA },
    { 429,
      "[{\"error\":{\"code\":429,\"message\":\"Resource has been exhausted\",\"status\":"
      "\"RESOURCE_EXHAUSTED\"}}]",
      CHL_FAILURE_RATE_LIMIT },
    { 503,
      "[{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}]",
      CHL_FAILURE_OVERLOADED },
  };
  g_autoptr(ChlProvider) provider = family_new ("gemini");
  g_autoptr(ChlFailure) waits = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);

  waits = chl_failure_read (429, "application/json", rows[7].body, strlen (rows[7].body));
  chl_provider_refine_failure (provider, waits);
  g_assert_cmpint (waits->retry_after_ms, ==, 37000);
}

static void
test_key (void)
{
  family_assert_key ("AIzaSy0123456789abcdef", "gemini");
  family_assert_key ("AQ.0123456789abcdef", "gemini");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/gemini-provider/turns", test_turns);
  g_test_add_func ("/gemini-provider/calls-of-others", test_calls_of_others);
  g_test_add_func ("/gemini-provider/efforts", test_efforts);
  g_test_add_func ("/gemini-provider/generations", test_generations);
  g_test_add_func ("/gemini-provider/list", test_list);
  g_test_add_func ("/gemini-provider/pages", test_pages);
  g_test_add_func ("/gemini-provider/headers", test_headers);
  g_test_add_func ("/gemini-provider/endpoint", test_endpoint);
  g_test_add_func ("/gemini-provider/failures", test_failures);
  g_test_add_func ("/gemini-provider/key", test_key);

  return g_test_run ();
}
