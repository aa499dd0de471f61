/* test-zhipu-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-site.h"
#include "family-golden.h"

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("zhipu");

  family_assert_turns (provider, "glm-5.2", NULL, "zhipu-glm-5.2");
  family_assert_turns (provider, "glm-4-plus", NULL, "zhipu-plain");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("zhipu");

  family_assert_efforts (provider, "glm-5.2", "zhipu-efforts-5.2");
  family_assert_efforts (provider, "glm-4.7", "zhipu-efforts-4.7");
  family_assert_efforts (provider, "glm-5.3", "zhipu-efforts-5.3");
  family_assert_efforts (provider, "glm-z1-air", "zhipu-efforts-z1");
  family_assert_efforts (provider, "glm-4-plus", "zhipu-efforts-plain");
}

/* Warmer than one is refused, and so is any word about tools but the usual one. */
static void
test_limits (void)
{
  g_autoptr(ChlProvider) provider = family_new ("zhipu");
  g_autoptr(ChlRequest) request = family_request_new (provider, "glm-5", "Hello");

  request->temperature = 1.5;
  family_request_add_tool (request);
  request->tool_choice = CHL_TOOL_CHOICE_NONE;
  family_assert_request (provider, request, "zhipu-limits");
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("zhipu");

  family_assert_models (provider,
                        "{\"object\":\"list\",\"data\":[{\"id\":\"glm-5.2\",\"object\":\"model\","
                        "\"created\":1781300000,\"owned_by\":\"z-ai\"},{\"id\":\"glm-4.7\"},"
                        "{\"id\":\"glm-4-air\"},{\"id\":\"glm-9\"},{\"id\":\"embedding-3\"},"
                        "{\"id\":\"cogview-4\"},{\"id\":\"cogvideox-3\"},{\"id\":\"glm-ocr\"},"
                        "{\"id\":\"glm-asr\"},{\"id\":\"glm-tts\"},{\"id\":\"viduq1-text\"},"
                        "{\"id\":\"rerank\"}]}",
                        "zhipu-list");
}

static void
test_bundled (void)
{
  g_autoptr(ChlProvider) provider = family_new ("zhipu");

  family_assert_bundled (provider, "zhipu-bundled-standard");
  chl_provider_set_option (provider, CHL_OPTION_PLAN, "coding");
  family_assert_bundled (provider, "zhipu-bundled-coding");
}

static void
test_sites (void)
{
  static const struct
  {
    const char *region;
    const char *plan;
    const char *endpoint;
    const char *other;
  } rows[] = {
    { NULL, NULL, "https://api.z.ai/api/paas/v4", "https://open.bigmodel.cn/api/paas/v4" },
    { "china", NULL, "https://open.bigmodel.cn/api/paas/v4", "https://api.z.ai/api/paas/v4" },
    { NULL, "coding", "https://api.z.ai/api/coding/paas/v4",
      "https://open.bigmodel.cn/api/coding/paas/v4" },
    { "china", "coding", "https://open.bigmodel.cn/api/coding/paas/v4",
      "https://api.z.ai/api/coding/paas/v4" },
  };
  g_autoptr(ChlProvider) provider = family_new ("zhipu");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      chl_provider_set_option (provider, CHL_OPTION_REGION, rows[i].region);
      chl_provider_set_option (provider, CHL_OPTION_PLAN, rows[i].plan);
      g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, rows[i].endpoint);
      g_assert_cmpstr (chl_site_find_other_region (provider)->endpoint, ==, rows[i].other);
    }
}

/* With the key of a plan there is nothing to spend where one pays as one goes. */
static void
test_plans (void)
{
  g_autoptr(ChlProvider) provider = family_new ("zhipu");
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_QUOTA, "Insufficient balance");

  failure->code = g_strdup ("1113");
  g_assert_cmpstr (chl_site_find_other_plan (provider, failure)->endpoint, ==,
                   "https://api.z.ai/api/coding/paas/v4");
  chl_provider_set_option (provider, CHL_OPTION_REGION, "china");
  g_assert_cmpstr (chl_site_find_other_plan (provider, failure)->endpoint, ==,
                   "https://open.bigmodel.cn/api/coding/paas/v4");
  chl_provider_set_option (provider, CHL_OPTION_PLAN, "coding");
  g_assert_cmpstr (chl_site_find_other_plan (provider, failure)->endpoint, ==,
                   "https://open.bigmodel.cn/api/paas/v4");
}

/* The version is the fourth, and none is ever added. */
static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new ("zhipu");

  family_assert_endpoint (provider, "https://api.z.ai/api/paas/v4/", "https://api.z.ai/api/paas/v4",
                          "https://api.z.ai/api/paas/v4/chat/completions");
  family_assert_endpoint (provider, "open.bigmodel.cn/api/coding/paas/v4/chat/completions",
                          "https://open.bigmodel.cn/api/coding/paas/v4",
                          "https://open.bigmodel.cn/api/coding/paas/v4/chat/completions");
}

/* The code is a number in quotes, and the status says nothing. */
static void
test_failures (void)
{
  static const struct
  {
    guint          status;
    const char    *code;
    ChlFailureKind kind;
  } rows[] = {
    { 401, "1000", CHL_FAILURE_AUTH },
    { 401, "1001", CHL_FAILURE_AUTH },
    { 429, "1002", CHL_FAILURE_AUTH },
    { 401, "1004", CHL_FAILURE_AUTH },
    { 429, "1110", CHL_FAILURE_PERMISSION },
    { 429, "1112", CHL_FAILURE_PERMISSION },
    { 429, "1113", CHL_FAILURE_QUOTA },
    { 429, "1121", CHL_FAILURE_PERMISSION },
    { 400, "1210", CHL_FAILURE_INVALID_REQUEST },
    { 400, "1211", CHL_FAILURE_NOT_FOUND },
    { 400, "1214", CHL_FAILURE_INVALID_REQUEST },
    { 400, "1220", CHL_FAILURE_PERMISSION },
    { 400, "1222", CHL_FAILURE_NOT_FOUND },
    { 400, "1230", CHL_FAILURE_SERVER },
    { 500, "1234", CHL_FAILURE_SERVER },
    { 400, "1261", CHL_FAILURE_CONTEXT_LENGTH },
    { 400, "1301", CHL_FAILURE_CONTENT_POLICY },
    { 429, "1302", CHL_FAILURE_RATE_LIMIT },
    { 429, "1303", CHL_FAILURE_RATE_LIMIT },
    { 429, "1304", CHL_FAILURE_QUOTA },
    { 429, "1305", CHL_FAILURE_RATE_LIMIT },
    { 429, "1308", CHL_FAILURE_QUOTA },
    { 429, "1309", CHL_FAILURE_QUOTA },
    { 429, "1310", CHL_FAILURE_QUOTA },
    { 429, "1311", CHL_FAILURE_PERMISSION },
    { 429, "1312", CHL_FAILURE_OVERLOADED },
    { 429, "1313", CHL_FAILURE_RATE_LIMIT },
    { 500, "500", CHL_FAILURE_SERVER },
  };
  g_autoptr(ChlProvider) provider = family_new ("zhipu");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}",
                                               rows[i].code, "It did not work");

      family_assert_failure (provider, rows[i].status, body, rows[i].kind);
    }
  family_assert_failure (provider, 434, "{}", CHL_FAILURE_PERMISSION);
  family_assert_failure (provider, 435, "{}", CHL_FAILURE_CONTEXT_LENGTH);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/zhipu-provider/turns", test_turns);
  g_test_add_func ("/zhipu-provider/efforts", test_efforts);
  g_test_add_func ("/zhipu-provider/limits", test_limits);
  g_test_add_func ("/zhipu-provider/list", test_list);
  g_test_add_func ("/zhipu-provider/bundled", test_bundled);
  g_test_add_func ("/zhipu-provider/sites", test_sites);
  g_test_add_func ("/zhipu-provider/plans", test_plans);
  g_test_add_func ("/zhipu-provider/endpoint", test_endpoint);
  g_test_add_func ("/zhipu-provider/failures", test_failures);

  return g_test_run ();
}
