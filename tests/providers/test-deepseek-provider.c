/* test-deepseek-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "family-golden.h"

/* It called without a thought, which must still go back. */
static const char thoughtless[] =
  "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"deepseek-v4-pro\",\"choices\":[{"
  "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":"
  "\"call_0\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]},"
  "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,"
  "\"total_tokens\":13,\"prompt_cache_hit_tokens\":0,\"prompt_cache_miss_tokens\":9}}";

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("deepseek");

  family_assert_turns (provider, "deepseek-v4-pro", NULL, "deepseek-v4");
  family_assert_turns (provider, "deepseek-chat", NULL, "deepseek-chat");
  family_assert_turns (provider, "deepseek-reasoner", NULL, "deepseek-reasoner");
}

static void
test_no_thought_goes_back_empty (void)
{
  g_autoptr(ChlProvider) provider = family_new ("deepseek");
  g_autoptr(ChlRequest) request = family_request_new (provider, "deepseek-v4-pro", "Look");

  family_request_add_tool (request);
  family_request_add_answer (provider, request, thoughtless);
  family_request_add_results (request);
  family_assert_request (provider, request, "deepseek-thoughtless");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("deepseek");

  family_assert_efforts (provider, "deepseek-v4.1-flash", "deepseek-efforts-v4.1");
  family_assert_efforts (provider, "deepseek-v4-flash", "deepseek-efforts-v4");
  family_assert_efforts (provider, "deepseek-v9", "deepseek-efforts-later");
  family_assert_efforts (provider, "deepseek-reasoner", "deepseek-efforts-reasoner");
  family_assert_efforts (provider, "deepseek-chat", "deepseek-efforts-chat");
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("deepseek");
  g_autofree char *listing = family_read ("deepseek-list.json");

  family_assert_models (provider, listing, "deepseek-list");
}

static void
test_endpoint (void)
{
  static const char *const own[] = { "api.deepseek.com", "https://api.deepseek.com/",
                                     "https://api.deepseek.com/beta",
                                     "https://api.deepseek.com/anthropic",
                                     "https://api.deepseek.com/anthropic/v1/messages",
                                     "https://api.deepseek.com/chat/completions" };
  g_autoptr(ChlProvider) provider = family_new ("deepseek");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    family_assert_endpoint (provider, own[i], "https://api.deepseek.com",
                            "https://api.deepseek.com/chat/completions");
  family_assert_endpoint (provider, "https://api.deepseek.com/v1", "https://api.deepseek.com/v1",
                          "https://api.deepseek.com/v1/chat/completions");
  g_assert_null (chl_provider_normalize_endpoint (provider, "ftp://x", &error));
  g_assert_nonnull (error);
}

/* What belongs to no version is found beside it. */
static void
test_addresses_beside_the_version (void)
{
  static const char *const bases[] = { "https://gateway.example/ds", "https://gateway.example/ds/v1" };
  g_autoptr(ChlProvider) provider = family_new ("deepseek");

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autofree char *completions = NULL;
      g_autofree char *account = NULL;

      chl_provider_set_endpoint (provider, bases[i]);
      completions = chl_provider_dup_url (provider, CHL_OPERATION_COMPLETIONS);
      account = chl_provider_dup_url (provider, CHL_OPERATION_ACCOUNT);
      g_assert_cmpstr (completions, ==, "https://gateway.example/ds/beta/completions");
      g_assert_cmpstr (account, ==, "https://gateway.example/ds/user/balance");
    }
}

static void
test_account (void)
{
  g_autoptr(ChlProvider) provider = family_new ("deepseek");

  family_assert_account (provider,
                         "{\"is_available\":true,\"balance_infos\":[{\"currency\":\"CNY\","
                         "\"total_balance\":\"110.00\",\"granted_balance\":\"10.00\","
                         "\"topped_up_balance\":\"100.00\"}]}",
                         "usable CNY left=110.00");
  family_assert_account (provider,
                         "{\"is_available\":true,\"balance_infos\":[{\"currency\":\"CNY\","
                         "\"total_balance\":\"0.00\"},{\"currency\":\"USD\",\"total_balance\":"
                         "\"2.50\"},{\"currency\":\"EUR\",\"total_balance\":\"9.00\"}]}",
                         "usable USD left=2.50");
  family_assert_account (provider,
                         "{\"is_available\":false,\"balance_infos\":[{\"currency\":\"USD\","
                         "\"total_balance\":\"-0.03\"}]}",
                         "unusable USD left=-0.03");
  family_assert_account (provider,
                         "{\"is_available\":true,\"balance_infos\":[null,7,{\"currency\":\"USD\","
                         "\"total_balance\":\"lots\"},{\"currency\":\"USD\",\"total_balance\":5},"
                         "{\"currency\":\"USD\",\"total_balance\":\"\"},{\"total_balance\":\"1\"},"
                         "{\"currency\":\"USD\",\"total_balance\":\"inf\"}]}",
                         "usable");
  family_assert_account (provider, "{\"is_available\":true}", "usable");
  family_assert_account (provider, "{\"balance_infos\":[]}", NULL);
  family_assert_account (provider, "[]", NULL);
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
      "{\"error\":{\"message\":\"The `reasoning_content` in the thinking mode must be passed back "
      "to the API.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":"
      "\"invalid_request_error\"}}",
      CHL_FAILURE_INVALID_REQUEST },
    { 400,
      "{\"error\":{\"message\":\"Model Not Exist\",\"type\":\"invalid_request_error\",\"param\":"
      "null,\"code\":\"invalid_request_error\"}}",
      CHL_FAILURE_NOT_FOUND },
    { 400,
      "{\"error\":{\"message\":\"This model's maximum context length is 1000000 tokens.\","
      "\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_request_error\"}}",
      CHL_FAILURE_CONTEXT_LENGTH },
    { 401,
      "{\"error\":{\"message\":\"Authentication Fails\",\"type\":\"authentication_error\","
      "\"param\":null,\"code\":\"invalid_request_error\"}}",
      CHL_FAILURE_AUTH },
    { 402,
      "{\"error\":{\"message\":\"Insufficient Balance\",\"type\":\"unknown_error\",\"param\":null,"
      "\"code\":\"invalid_request_error\"}}",
      CHL_FAILURE_QUOTA },
    { 402, "{\"error\":{\"message\":\"Pay\",\"code\":\"rate_limit_exceeded\"}}", CHL_FAILURE_QUOTA },
    { 422, "{\"error\":{\"message\":\"Invalid Parameters\"}}", CHL_FAILURE_INVALID_REQUEST },
    { 429, "{\"error\":{\"message\":\"Rate Limit Reached\"}}", CHL_FAILURE_RATE_LIMIT },
    { 500, "{\"error\":{\"message\":\"Server Error\"}}", CHL_FAILURE_SERVER },
    { 503, "{\"error\":{\"message\":\"Server Overloaded\"}}", CHL_FAILURE_OVERLOADED },
  };
  g_autoptr(ChlProvider) provider = family_new ("deepseek");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/deepseek-provider/turns", test_turns);
  g_test_add_func ("/deepseek-provider/no-thought-goes-back-empty",
                   test_no_thought_goes_back_empty);
  g_test_add_func ("/deepseek-provider/efforts", test_efforts);
  g_test_add_func ("/deepseek-provider/list", test_list);
  g_test_add_func ("/deepseek-provider/endpoint", test_endpoint);
  g_test_add_func ("/deepseek-provider/addresses-beside-the-version",
                   test_addresses_beside_the_version);
  g_test_add_func ("/deepseek-provider/account", test_account);
  g_test_add_func ("/deepseek-provider/failures", test_failures);

  return g_test_run ();
}
