/* test-qwen-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-site.h"
#include "family-golden.h"

/* One model of each generation that differs. */
static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("qwen");

  family_assert_turns (provider, "qwen3.7-plus", NULL, "qwen-3.7");
  family_assert_turns (provider, "qwen3-max", NULL, "qwen-plain");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("qwen");

  family_assert_efforts (provider, "qwen3.8-max", "qwen-efforts-3.8-max");
  family_assert_efforts (provider, "qwen3.7-plus", "qwen-efforts-3.7");
  family_assert_efforts (provider, "qwq-plus", "qwen-efforts-qwq");
  family_assert_efforts (provider, "deepseek-v4-pro", "qwen-efforts-deepseek-v4");
  family_assert_efforts (provider, "qwen3-max", "qwen-efforts-plain");
}

static void
test_generations (void)
{
  static const struct
  {
    const char *model;
    gboolean    reasons;
    gboolean    can_be_off;
  } rows[] = {
    { "qwen3.8-flash", TRUE, TRUE },
    { "Qwen3.6-27B", TRUE, TRUE },
    { "qwen3.5-plus-2026-02-15", TRUE, TRUE },
    { "qwen3-32b", TRUE, TRUE },
    { "qwen3-vl-plus", TRUE, TRUE },
    { "qwen-plus-latest", TRUE, TRUE },
    { "qwen-turbo", TRUE, TRUE },
    { "glm-4.7", TRUE, TRUE },
    { "kimi-k2.5", TRUE, TRUE },
    { "deepseek-v3.2", TRUE, TRUE },
    { "qwen3-next-80b-a3b-thinking", TRUE, FALSE },
    { "qvq-max", TRUE, FALSE },
    { "deepseek-r1-0528", TRUE, FALSE },
    { "MiniMax-M2.5", TRUE, FALSE },
    { "kimi-k2.7-code", TRUE, FALSE },
    { "qwen3-next-80b-a3b-instruct", FALSE, FALSE },
    { "qwen3-coder-plus", FALSE, FALSE },
    { "qwen-plus-character", FALSE, FALSE },
    { "qwen-max", FALSE, FALSE },
    { "qwen2.5-72b-instruct", FALSE, FALSE },
    { "text-embedding-v4", FALSE, FALSE },
  };
  g_autoptr(ChlProvider) provider = family_new ("qwen");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlQuirks *quirks = chl_provider_get_quirks (provider, rows[i].model);

      g_test_message ("%s", rows[i].model);
      g_assert_cmpint (quirks->reasons, ==, rows[i].reasons);
      g_assert_cmpint (quirks->thinking_can_be_off, ==, rows[i].can_be_off);
    }
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("qwen");
  g_autofree char *listing = family_read ("qwen-list.json");

  family_assert_models (provider, listing, "qwen-list");
}

static void
test_bundled (void)
{
  static const char *const plans[] = { "standard", "coding", "token" };
  g_autoptr(ChlProvider) provider = family_new ("qwen");

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *name = g_strconcat ("qwen-bundled-", plans[i], NULL);

      chl_provider_set_option (provider, CHL_OPTION_PLAN, plans[i]);
      family_assert_bundled (provider, name);
    }
}

static void
test_sites (void)
{
  static const struct
  {
    const char *region;
    const char *plan;
    const char *endpoint;
    const char *other; /* where the same key may have been meant for */
  } rows[] = {
    { NULL, NULL, "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
      "https://dashscope.aliyuncs.com/compatible-mode/v1" },
    { "china", NULL, "https://dashscope.aliyuncs.com/compatible-mode/v1",
      "https://dashscope-intl.aliyuncs.com/compatible-mode/v1" },
    { "us", "standard", "https://dashscope-us.aliyuncs.com/compatible-mode/v1",
      "https://dashscope-intl.aliyuncs.com/compatible-mode/v1" },
    { NULL, "coding", "https://coding-intl.dashscope.aliyuncs.com/v1",
      "https://coding.dashscope.aliyuncs.com/v1" },
    { "china", "coding", "https://coding.dashscope.aliyuncs.com/v1",
      "https://coding-intl.dashscope.aliyuncs.com/v1" },
    { "us", "coding", "https://coding-intl.dashscope.aliyuncs.com/v1", NULL },
    { "china", "token", "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1",
      "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1" },
    { "us", "token", "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1", NULL },
  };
  g_autoptr(ChlProvider) provider = family_new ("qwen");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlSite *other;

      chl_provider_set_option (provider, CHL_OPTION_REGION, rows[i].region);
      chl_provider_set_option (provider, CHL_OPTION_PLAN, rows[i].plan);
      g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, rows[i].endpoint);
      other = chl_site_find_other_region (provider);
      g_assert_cmpstr (other != NULL ? other->endpoint : NULL, ==, rows[i].other);
    }
}

static void
test_endpoint (void)
{
  static const struct
  {
    const char *typed;
    const char *endpoint;
  } rows[] = {
    { "dashscope.aliyuncs.com", "https://dashscope.aliyuncs.com/compatible-mode/v1" },
    { "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions",
      "https://dashscope.aliyuncs.com/compatible-mode/v1" },
    { "https://dashscope-us.aliyuncs.com/compatible-mode",
      "https://dashscope-us.aliyuncs.com/compatible-mode/v1" },
    { "https://dashscope-intl.aliyuncs.com/apps/anthropic",
      "https://dashscope-intl.aliyuncs.com/compatible-mode/v1" },
    { "https://dashscope-intl.aliyuncs.com/apps/anthropic/v1/messages",
      "https://dashscope-intl.aliyuncs.com/compatible-mode/v1" },
    { "coding.dashscope.aliyuncs.com", "https://coding.dashscope.aliyuncs.com/v1" },
    { "https://coding-intl.dashscope.aliyuncs.com/apps/anthropic",
      "https://coding-intl.dashscope.aliyuncs.com/v1" },
    { "ws-1.ap-southeast-1.maas.aliyuncs.com",
      "https://ws-1.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1" },
    { "https://gateway.example/qwen", "https://gateway.example/qwen" },
    { "https://gateway.example", "https://gateway.example" },
  };
  g_autoptr(ChlProvider) provider = family_new ("qwen");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *url = g_strconcat (rows[i].endpoint, "/chat/completions", NULL);

      family_assert_endpoint (provider, rows[i].typed, rows[i].endpoint, url);
    }
  g_assert_null (chl_provider_normalize_endpoint (provider, "ftp://x", &error));
  g_assert_nonnull (error);
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
      "{\"error\":{\"message\":\"Incorrect API key provided. \",\"type\":\"invalid_request_error\","
      "\"param\":null,\"code\":\"invalid_api_key\"},\"request_id\":\"r\"}",
      CHL_FAILURE_AUTH },
    { 401, "{\"code\":\"InvalidApiKey\",\"message\":\"Invalid API-key provided.\"}", CHL_FAILURE_AUTH },
    { 401,
      "{\"error\":{\"message\":\"invalid access token or token expired\",\"type\":"
      "\"invalid_request_error\"}}",
      CHL_FAILURE_AUTH },
    { 400,
      "{\"error\":{\"code\":\"Arrearage\",\"param\":null,\"message\":\"Access denied, please make "
      "sure your account is in good standing.\",\"type\":\"Arrearage\"},\"request_id\":\"r\"}",
      CHL_FAILURE_QUOTA },
    { 403,
      "{\"error\":{\"message\":\"The free tier of the model has been exhausted.\",\"type\":"
      "\"AllocationQuota.FreeTierOnly\",\"code\":\"AllocationQuota.FreeTierOnly\"}}",
      CHL_FAILURE_QUOTA },
    { 429,
      "{\"error\":{\"message\":\"You exceeded your current quota, please check your plan and billing "
      "details.\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}",
      CHL_FAILURE_QUOTA },
    { 429,
      "{\"error\":{\"message\":\"Requests rate limit exceeded, please try again later.\",\"type\":"
      "\"limit_requests\",\"code\":\"limit_requests\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 429,
      "{\"code\":\"Throttling.AllocationQuota\",\"message\":\"Allocated quota exceeded, please "
      "increase your quota limit.\",\"request_id\":\"r\"}",
      CHL_FAILURE_RATE_LIMIT },
    { 400,
      "{\"error\":{\"code\":\"data_inspection_failed\",\"message\":\"Input data may contain "
      "inappropriate content.\",\"type\":\"data_inspection_failed\"}}",
      CHL_FAILURE_CONTENT_POLICY },
    { 400,
      "{\"error\":{\"code\":\"invalid_parameter_error\",\"message\":\"Range of input length should be "
      "[1, 129024]\",\"type\":\"invalid_request_error\"}}",
      CHL_FAILURE_CONTEXT_LENGTH },
    { 400,
      "{\"error\":{\"code\":\"InvalidParameter\",\"message\":\"temperature out of range\",\"type\":"
      "\"InvalidParameter\"}}",
      CHL_FAILURE_INVALID_REQUEST },
    { 403,
      "{\"error\":{\"code\":\"Model.AccessDenied\",\"message\":\"Model access denied.\",\"type\":"
      "\"Model.AccessDenied\"}}",
      CHL_FAILURE_PERMISSION },
    { 404,
      "{\"error\":{\"message\":\"The model `x` does not exist or you do not have access to it.\","
      "\"type\":\"invalid_request_error\",\"code\":\"model_not_found\"}}",
      CHL_FAILURE_NOT_FOUND },
    { 500, "{\"code\":\"InternalError\",\"message\":\"An internal error has occurred.\"}",
      CHL_FAILURE_SERVER },
  };
  g_autoptr(ChlProvider) provider = family_new ("qwen");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

static void
test_key (void)
{
  family_assert_key ("sk-sp-0123456789abcdef", "qwen");
  family_assert_key ("sk-0123456789abcdef0123", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/qwen-provider/turns", test_turns);
  g_test_add_func ("/qwen-provider/efforts", test_efforts);
  g_test_add_func ("/qwen-provider/generations", test_generations);
  g_test_add_func ("/qwen-provider/list", test_list);
  g_test_add_func ("/qwen-provider/bundled", test_bundled);
  g_test_add_func ("/qwen-provider/sites", test_sites);
  g_test_add_func ("/qwen-provider/endpoint", test_endpoint);
  g_test_add_func ("/qwen-provider/failures", test_failures);
  g_test_add_func ("/qwen-provider/key", test_key);

  return g_test_run ();
}
