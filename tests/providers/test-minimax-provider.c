/* test-minimax-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "chl-site.h"
#include "family-golden.h"

/* Without a signature, as this server gives it. */
static const char unsigned_answer[] =
  "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"MiniMax-M2.5\",\"content\":["
  "{\"type\":\"thinking\",\"thinking\":\"I should look.\"},{\"type\":\"text\",\"text\":\"Looking.\"},"
  "{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"look\",\"input\":{\"path\":\"a.png\"}}],"
  "\"stop_reason\":\"tool_use\"}";

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("minimax");

  family_assert_turns (provider, "MiniMax-M3", NULL, "minimax-m3");
  family_assert_turns (provider, "MiniMax-M2.5", unsigned_answer, "minimax-m2.5");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("minimax");

  family_assert_efforts (provider, "MiniMax-M3", "minimax-efforts-m3");
  family_assert_efforts (provider, "MiniMax-M2", "minimax-efforts-m2");
  family_assert_efforts (provider, "MiniMax-M3.1-Flash-Preview", "minimax-efforts-m3.1");
  family_assert_efforts (provider, "MiniMax-M9", "minimax-efforts-later");
}

/* Nothing at all is as bad as too much. */
static void
test_temperature (void)
{
  static const struct
  {
    double      wished;
    const char *sent;
  } rows[] = {
    { 0, "0.01" },
    { 0.5, "0.5" },
    { 1.5, "1.0" },
  };
  g_autoptr(ChlProvider) provider = family_new ("minimax");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlRequest) request = family_request_new (provider, "MiniMax-M2.5", "Hello");
      g_autofree char *name = g_strconcat ("minimax-temperature-", rows[i].sent, NULL);

      request->temperature = rows[i].wished;
      family_assert_request (provider, request, name);
    }
}

static void
test_key_is_sent_either_way (void)
{
  g_autoptr(ChlProvider) provider = family_new ("minimax");
  g_autoptr(ChlSecret) secret = chl_secret_new ("sk-cp-0123456789abcdef", -1);
  g_autoptr(ChlHeaders) usual = chl_headers_new ();
  g_autoptr(ChlHeaders) bearer = chl_headers_new ();

  chl_provider_add_headers (provider, usual, CHL_OPERATION_CHAT, secret);
  g_assert_nonnull (chl_headers_get (usual, "x-api-key"));
  g_assert_null (chl_headers_get (usual, "Authorization"));

  chl_provider_set_option (provider, "auth", "bearer");
  chl_provider_add_headers (provider, bearer, CHL_OPERATION_MODELS, secret);
  g_assert_nonnull (chl_headers_get (bearer, "Authorization"));
  g_assert_null (chl_headers_get (bearer, "x-api-key"));
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("minimax");

  family_assert_models (provider,
                        "{\"data\":[{\"id\":\"MiniMax-M3\",\"type\":\"model\",\"display_name\":"
                        "\"MiniMax M3\",\"created_at\":\"2026-06-01T00:00:00Z\"},{\"id\":"
                        "\"MiniMax-M2.5\",\"type\":\"model\"},{\"id\":\"MiniMax-M9\",\"type\":"
                        "\"model\"},{\"id\":\"MiniMax-M2-her\"},{\"id\":\"MiniMax-Hailuo-02\"},{\"id\":\"music-2.0\"},{\"id\":"
                        "\"speech-2.6-hd\"},{\"id\":\"embo-01\"}],\"has_more\":false,\"first_id\":"
                        "\"MiniMax-M3\",\"last_id\":\"embo-01\"}",
                        "minimax-list");
}

static void
test_pages (void)
{
  g_autoptr(ChlProvider) provider = family_new ("minimax");
  g_autoptr(JsonNode) more = chl_json_parse ("{\"has_more\":true,\"last_id\":\"a/b\"}", -1, NULL);
  g_autoptr(JsonNode) last = chl_json_parse ("{\"has_more\":false,\"last_id\":\"b\"}", -1, NULL);
  g_autofree char *next = chl_provider_dup_next_url (provider, more);
  g_autofree char *none = chl_provider_dup_next_url (provider, last);

  g_assert_cmpstr (next, ==, "https://api.minimax.io/anthropic/v1/models?limit=1000&after_id=a%2Fb");
  g_assert_null (none);
}

static void
test_bundled (void)
{
  g_autoptr(ChlProvider) provider = family_new ("minimax");

  family_assert_bundled (provider, "minimax-bundled");
}

static void
test_sites (void)
{
  g_autoptr(ChlProvider) provider = family_new ("minimax");
  g_autofree char *url = NULL;

  g_assert_cmpstr (chl_site_find_other_region (provider)->endpoint, ==,
                   "https://api.minimaxi.com/anthropic");
  chl_provider_set_option (provider, CHL_OPTION_REGION, "china");
  url = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);
  g_assert_cmpstr (url, ==, "https://api.minimaxi.com/anthropic/v1/messages");
  g_assert_cmpstr (chl_site_get_key_uri (provider), ==, "https://platform.minimaxi.com");
}

/* The version is in the address exactly once. */
static void
test_endpoint (void)
{
  static const char *const typed[] = { "api.minimax.io", "https://api.minimax.io/v1",
                                       "https://api.minimax.io/v1/chat/completions",
                                       "https://api.minimax.io/anthropic",
                                       "https://api.minimax.io/anthropic/",
                                       "https://api.minimax.io/anthropic/v1",
                                       "https://api.minimax.io/anthropic/v1/messages",
                                       "https://api.minimax.io/anthropic/v1/models" };
  g_autoptr(ChlProvider) provider = family_new ("minimax");
  g_autofree char *url = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    family_assert_endpoint (provider, typed[i], "https://api.minimax.io/anthropic",
                            "https://api.minimax.io/anthropic/v1/messages");
  family_assert_endpoint (provider, "https://gateway.example/v1", "https://gateway.example",
                          "https://gateway.example/v1/messages");

  /* As a file may have it that somebody wrote by hand. */
  chl_provider_set_endpoint (provider, "https://gateway.example/m/v1");
  url = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);
  g_assert_cmpstr (url, ==, "https://gateway.example/m/v1/messages");
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
    { 401,
      "{\"type\":\"error\",\"error\":{\"type\":\"authorized_error\",\"message\":\"invalid api key "
      "(2049)\",\"http_code\":\"401\"},\"request_id\":\"r\"}",
      CHL_FAILURE_AUTH },
    { 401,
      "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"login fail\"}}",
      CHL_FAILURE_AUTH },
    { 402,
      "{\"type\":\"error\",\"error\":{\"type\":\"insufficient_balance_error\",\"message\":"
      "\"insufficient balance (1008)\"}}",
      CHL_FAILURE_QUOTA },
    { 429,
      "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"rate limit (1002)\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 529,
      "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}",
      CHL_FAILURE_OVERLOADED },
    { 200, "{\"base_resp\":{\"status_code\":1000,\"status_msg\":\"unknown error\"}}",
      CHL_FAILURE_SERVER },
    { 200, "{\"base_resp\":{\"status_code\":1001,\"status_msg\":\"timeout\"}}", CHL_FAILURE_TIMEOUT },
    { 200, "{\"base_resp\":{\"status_code\":1002,\"status_msg\":\"rate limit\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 200, "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login fail\"}}", CHL_FAILURE_AUTH },
    { 200, "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"}}",
      CHL_FAILURE_QUOTA },
    { 200, "{\"base_resp\":{\"status_code\":1013,\"status_msg\":\"internal\"}}", CHL_FAILURE_SERVER },
    { 200, "{\"base_resp\":{\"status_code\":1026,\"status_msg\":\"input new_sensitive\"}}",
      CHL_FAILURE_CONTENT_POLICY },
    { 200, "{\"base_resp\":{\"status_code\":1027,\"status_msg\":\"output new_sensitive\"}}",
      CHL_FAILURE_CONTENT_POLICY },
    { 200, "{\"base_resp\":{\"status_code\":1039,\"status_msg\":\"token limit\"}}",
      CHL_FAILURE_CONTEXT_LENGTH },
    { 200, "{\"base_resp\":{\"status_code\":1039,\"status_msg\":\"rate limit, too many tokens\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 200, "{\"base_resp\":{\"status_code\":2013,\"status_msg\":\"invalid params\"}}",
      CHL_FAILURE_INVALID_REQUEST },
    { 200, "{\"base_resp\":{\"status_code\":2013,\"status_msg\":\"context window exceeds limit\"}}",
      CHL_FAILURE_CONTEXT_LENGTH },
    { 200, "{\"base_resp\":{\"status_code\":2049,\"status_msg\":\"invalid api key\"}}",
      CHL_FAILURE_AUTH },
    { 200, "{\"base_resp\":{\"status_code\":2061,\"status_msg\":\"your plan does not have it\"}}",
      CHL_FAILURE_PERMISSION },
  };
  g_autoptr(ChlProvider) provider = family_new ("minimax");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

static void
test_key (void)
{
  family_assert_key ("sk-api-0123456789abcdef", "minimax");
  family_assert_key ("sk-cp-0123456789abcdef", "minimax");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/minimax-provider/turns", test_turns);
  g_test_add_func ("/minimax-provider/efforts", test_efforts);
  g_test_add_func ("/minimax-provider/temperature", test_temperature);
  g_test_add_func ("/minimax-provider/key-is-sent-either-way", test_key_is_sent_either_way);
  g_test_add_func ("/minimax-provider/list", test_list);
  g_test_add_func ("/minimax-provider/pages", test_pages);
  g_test_add_func ("/minimax-provider/bundled", test_bundled);
  g_test_add_func ("/minimax-provider/sites", test_sites);
  g_test_add_func ("/minimax-provider/endpoint", test_endpoint);
  g_test_add_func ("/minimax-provider/failures", test_failures);
  g_test_add_func ("/minimax-provider/key", test_key);

  return g_test_run ();
}
