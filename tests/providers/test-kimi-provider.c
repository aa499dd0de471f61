/* test-kimi-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-site.h"
#include "family-golden.h"

/* It called without a thought; what it does not find it misses. */
static const char thoughtless[] =
  "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"kimi-k2.6\",\"choices\":[{\"index\":0,"
  "\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":"
  "\"functions.look:0\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":"
  "\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}";

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("kimi");

  family_assert_turns (provider, "kimi-k3", NULL, "kimi-k3");
  family_assert_turns (provider, "kimi-k2.6", NULL, "kimi-k2.6");
  family_assert_turns (provider, "moonshot-v1-32k", NULL, "kimi-plain");
}

static void
test_no_thought_goes_back_empty (void)
{
  g_autoptr(ChlProvider) provider = family_new ("kimi");
  g_autoptr(ChlRequest) request = family_request_new (provider, "kimi-k2.6", "Look");

  family_request_add_tool (request);
  family_request_add_answer (provider, request, thoughtless);
  family_request_add_results (request);
  family_assert_request (provider, request, "kimi-thoughtless");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("kimi");

  family_assert_efforts (provider, "kimi-k3", "kimi-efforts-k3");
  family_assert_efforts (provider, "kimi-k2.5", "kimi-efforts-k2.5");
  family_assert_efforts (provider, "kimi-k2.7-code", "kimi-efforts-k2.7");
  family_assert_efforts (provider, "kimi-k2-thinking", "kimi-efforts-k2-thinking");
  family_assert_efforts (provider, "kimi-k2-0905-preview", "kimi-efforts-k2");
  family_assert_efforts (provider, "kimi-for-coding", "kimi-efforts-code");
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("kimi");
  g_autofree char *listing = family_read ("kimi-list.json");

  family_assert_models (provider, listing, "kimi-list");
}

static void
test_bundled (void)
{
  g_autoptr(ChlProvider) provider = family_new ("kimi");

  family_assert_bundled (provider, "kimi-bundled-standard");
  chl_provider_set_option (provider, CHL_OPTION_PLAN, "code");
  family_assert_bundled (provider, "kimi-bundled-code");
}

static void
test_sites (void)
{
  static const struct
  {
    const char *region;
    const char *plan;
    const char *endpoint;
    const char *account;
    const char *other;
  } rows[] = {
    { NULL, NULL, "https://api.moonshot.ai/v1", "https://api.moonshot.ai/v1/users/me/balance",
      "https://api.moonshot.cn/v1" },
    { "china", NULL, "https://api.moonshot.cn/v1", "https://api.moonshot.cn/v1/users/me/balance",
      "https://api.moonshot.ai/v1" },
    { NULL, "code", "https://api.kimi.com/coding/v1", "https://api.kimi.com/coding/v1/usages", NULL },
    { "china", "code", "https://api.kimi.com/coding/v1", "https://api.kimi.com/coding/v1/usages",
      NULL },
  };
  g_autoptr(ChlProvider) provider = family_new ("kimi");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *account = NULL;
      const ChlSite   *other;

      chl_provider_set_option (provider, CHL_OPTION_REGION, rows[i].region);
      chl_provider_set_option (provider, CHL_OPTION_PLAN, rows[i].plan);
      g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, rows[i].endpoint);
      account = chl_provider_dup_url (provider, CHL_OPERATION_ACCOUNT);
      g_assert_cmpstr (account, ==, rows[i].account);
      other = chl_site_find_other_region (provider);
      g_assert_cmpstr (other != NULL ? other->endpoint : NULL, ==, rows[i].other);
    }
}

static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new ("kimi");

  family_assert_endpoint (provider, "https://api.moonshot.cn/v1/chat/completions",
                          "https://api.moonshot.cn/v1",
                          "https://api.moonshot.cn/v1/chat/completions");
  family_assert_endpoint (provider, "https://api.kimi.com/coding/v1/",
                          "https://api.kimi.com/coding/v1",
                          "https://api.kimi.com/coding/v1/chat/completions");
}

static void
test_account (void)
{
  g_autoptr(ChlProvider) provider = family_new ("kimi");

  family_assert_account (provider,
                         "{\"code\":0,\"data\":{\"available_balance\":49.58894,\"voucher_balance\":"
                         "46.58893,\"cash_balance\":3.00001},\"scode\":\"0x0\",\"status\":true}",
                         "usable USD left=49.59");
  family_assert_account (provider, "{\"code\":0,\"data\":{\"available_balance\":0}}",
                         "unusable USD left=0.00");
  chl_provider_set_option (provider, CHL_OPTION_REGION, "china");
  family_assert_account (provider, "{\"data\":{\"available_balance\":\"-1.5\"}}",
                         "unusable CNY left=-1.50");
  family_assert_account (provider,
                         "{\"usage\":{\"limit\":\"100\",\"used\":\"12\",\"resetTime\":\"x\"}}",
                         "usable limit=12 of 100 used");
  family_assert_account (provider, "{\"usage\":{\"limit\":100,\"remaining\":0}}",
                         "unusable limit=100 of 100 used");
  family_assert_account (provider, "{\"usage\":{}}", NULL);
  family_assert_account (provider, "{\"usage\":{\"limit\":100}}", NULL);
  family_assert_account (provider, "{\"data\":{\"available_balance\":\"much\"}}", NULL);
  family_assert_account (provider, "{\"data\":{}}", NULL);
  family_assert_account (provider, "[]", NULL);
  chl_provider_set_endpoint (provider, "https://gateway.example/v1");
  family_assert_account (provider, "{\"data\":{\"available_balance\":5}}", "usable left=5.00");
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
      "{\"error\":{\"message\":\"Invalid Authentication\",\"type\":\"invalid_authentication_error\"}}",
      CHL_FAILURE_AUTH },
    { 401, "{\"error\":{\"message\":\"Incorrect API key provided\",\"type\":\"incorrect_api_key_error\"}}",
      CHL_FAILURE_AUTH },
    { 429,
      "{\"error\":{\"message\":\"Your account is not active, current state: suspended, please check "
      "your plan and billing details\",\"type\":\"exceeded_current_quota_error\"}}",
      CHL_FAILURE_QUOTA },
    { 429,
      "{\"error\":{\"message\":\"Your account request reached max request\",\"type\":"
      "\"rate_limit_reached_error\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 429,
      "{\"error\":{\"message\":\"The engine is currently overloaded, please try again later\",\"type\":"
      "\"engine_overloaded_error\"}}",
      CHL_FAILURE_OVERLOADED },
    { 429,
      "{\"error\":{\"message\":\"You've reached your usage limit for this period\",\"type\":"
      "\"rate_limit_reached_error\"}}",
      CHL_FAILURE_QUOTA },
    { 403,
      "{\"error\":{\"message\":\"You've reached your usage limit for this billing cycle\",\"type\":"
      "\"access_terminated_error\"}}",
      CHL_FAILURE_QUOTA },
    { 403,
      "{\"error\":{\"message\":\"Kimi For Coding is currently only available for Coding Agents\","
      "\"type\":\"access_terminated_error\"}}",
      CHL_FAILURE_PERMISSION },
    { 400,
      "{\"error\":{\"message\":\"The request was rejected because it was considered high risk\","
      "\"type\":\"content_filter\"}}",
      CHL_FAILURE_CONTENT_POLICY },
    { 400,
      "{\"error\":{\"message\":\"Your request exceeded model token limit : 262144\",\"type\":"
      "\"invalid_request_error\"}}",
      CHL_FAILURE_CONTEXT_LENGTH },
    { 400,
      "{\"error\":{\"message\":\"invalid temperature: only 1 is allowed for this model\",\"type\":"
      "\"invalid_request_error\"}}",
      CHL_FAILURE_INVALID_REQUEST },
    { 404,
      "{\"error\":{\"message\":\"Not found the model x or Permission denied\",\"type\":"
      "\"resource_not_found_error\"}}",
      CHL_FAILURE_NOT_FOUND },
    { 500, "{\"error\":{\"message\":\"Internal Error\",\"type\":\"server_error\"}}", CHL_FAILURE_SERVER },
  };
  g_autoptr(ChlProvider) provider = family_new ("kimi");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

static void
test_key (void)
{
  family_assert_key ("sk-kimi-0123456789abcdef", "kimi");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/kimi-provider/turns", test_turns);
  g_test_add_func ("/kimi-provider/no-thought-goes-back-empty", test_no_thought_goes_back_empty);
  g_test_add_func ("/kimi-provider/efforts", test_efforts);
  g_test_add_func ("/kimi-provider/list", test_list);
  g_test_add_func ("/kimi-provider/bundled", test_bundled);
  g_test_add_func ("/kimi-provider/sites", test_sites);
  g_test_add_func ("/kimi-provider/endpoint", test_endpoint);
  g_test_add_func ("/kimi-provider/account", test_account);
  g_test_add_func ("/kimi-provider/failures", test_failures);
  g_test_add_func ("/kimi-provider/key", test_key);

  return g_test_run ();
}
