/* test-doubao-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-site.h"
#include "family-golden.h"

static ChlProvider *
new_at (const char *region,
        const char *plan)
{
  ChlProvider *provider = family_new ("doubao");

  chl_provider_set_option (provider, CHL_OPTION_REGION, region);
  chl_provider_set_option (provider, CHL_OPTION_PLAN, plan);

  return provider;
}

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("doubao");

  family_assert_turns (provider, "doubao-seed-2-1-pro-260628", NULL, "doubao-seed-2");
  family_assert_turns (provider, "deepseek-v4-pro-260425", NULL, "doubao-deepseek");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("doubao");

  family_assert_efforts (provider, "doubao-seed-2-0-pro-260215", "doubao-efforts-2");
  family_assert_efforts (provider, "doubao-seed-1-8-251228", "doubao-efforts-1-8");
  family_assert_efforts (provider, "doubao-seed-1-6-flash-250828", "doubao-efforts-1-6");
  family_assert_efforts (provider, "doubao-seed-1-6-thinking-250715", "doubao-efforts-always");
  family_assert_efforts (provider, "doubao-1-5-pro-32k-250115", "doubao-efforts-plain");
  family_assert_efforts (provider, "ep-20260628143000-x7k2p", "doubao-efforts-endpoint");
}

/* One model has two names, and versions are written in two ways. */
static void
test_names (void)
{
  static const struct
  {
    const char *id;
    const char *same_as;
  } rows[] = {
    { "seed-2-0-pro-260328", "doubao-seed-2-0-pro-260215" },
    { "dola-seed-2-1-turbo-260628", "doubao-seed-2-1-turbo-260628" },
    { "doubao-seed-2.0-code", "doubao-seed-2-0-code-preview-260215" },
    { "seed-1-8-251228", "doubao-seed-1-8-251228" },
    { "Doubao-Seed-1-6-251015", "doubao-seed-1-6-251015" },
    { "seed-1-6-flash-250828", "doubao-seed-1-6-flash-250828" },
    { "doubao-seed-code-preview-251028", "doubao-seed-1-6-flash-250828" },
    { "ark-code-latest", "ep-20260628143000-x7k2p" },
  };
  g_autoptr(ChlProvider) provider = family_new ("doubao");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].id);
      g_assert_true (chl_provider_get_quirks (provider, rows[i].id) ==
                     chl_provider_get_quirks (provider, rows[i].same_as));
    }
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("doubao");
  g_autofree char *listing = family_read ("doubao-list.json");

  family_assert_models (provider, listing, "doubao-list");
}

static void
test_bundled (void)
{
  g_autoptr(ChlProvider) china = family_new ("doubao");
  g_autoptr(ChlProvider) international = new_at ("international", NULL);
  g_autoptr(ChlProvider) coding = new_at ("international", "coding");
  g_autoptr(ChlProvider) agent = new_at ("china", "agent");

  family_assert_bundled (china, "doubao-bundled-china");
  family_assert_bundled (international, "doubao-bundled-international");
  family_assert_bundled (coding, "doubao-bundled-plan");
  family_assert_bundled (agent, "doubao-bundled-plan");
}

static void
test_sites (void)
{
  static const struct
  {
    const char *region;
    const char *plan;
    const char *url;
    const char *other; /* with which to try a key that was refused */
  } rows[] = {
    { NULL, NULL, "https://ark.cn-beijing.volces.com/api/v3/chat/completions", "international" },
    { "china", "usual", "https://ark.cn-beijing.volces.com/api/v3/chat/completions",
      "international" },
    { "china", "coding", "https://ark.cn-beijing.volces.com/api/coding/v3/chat/completions",
      "international" },
    { "international", NULL, "https://ark.ap-southeast.bytepluses.com/api/v3/chat/completions",
      "china" },
    { "international", "coding",
      "https://ark.ap-southeast.bytepluses.com/api/coding/v3/chat/completions", "china" },
    { "china", "agent", "https://ark.cn-beijing.volces.com/api/plan/v3/chat/completions", NULL },
    { "international", "agent", "https://ark.cn-beijing.volces.com/api/plan/v3/chat/completions",
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = new_at (rows[i].region, rows[i].plan);
      g_autofree char *url = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);
      const ChlSite   *other = chl_site_find_other_region (provider);

      g_assert_cmpstr (url, ==, rows[i].url);
      g_assert_cmpstr (other != NULL ? other->region : NULL, ==, rows[i].other);
    }
}

/* The version is in the path already, and is not that of others. */
static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new ("doubao");

  family_assert_endpoint (provider, "ark.cn-beijing.volces.com/api/v3/chat/completions",
                          "https://ark.cn-beijing.volces.com/api/v3",
                          "https://ark.cn-beijing.volces.com/api/v3/chat/completions");
  family_assert_endpoint (provider, "https://gateway.example/ark/", "https://gateway.example/ark",
                          "https://gateway.example/ark/chat/completions");
}

static void
test_failures (void)
{
#define ERROR(code, message) \
  "{\"error\":{\"code\":\"" code "\",\"message\":\"" message "\",\"param\":\"\",\"type\":\"x\"}}"
  static const struct
  {
    guint          status;
    const char    *body;
    ChlFailureKind kind;
  } rows[] = {
    { 400, ERROR ("MissingParameter", "missing"), CHL_FAILURE_INVALID_REQUEST },
    { 400, ERROR ("InvalidParameter", "not valid"), CHL_FAILURE_INVALID_REQUEST },
    { 400, ERROR ("InvalidEndpoint.ClosedEndpoint", "closed"), CHL_FAILURE_NOT_FOUND },
    { 400, ERROR ("SensitiveContentDetected.Violence", "no"), CHL_FAILURE_CONTENT_POLICY },
    { 400, ERROR ("InputTextSensitiveContentDetected", "the input text may contain sensitive information"), CHL_FAILURE_CONTENT_POLICY },
    { 401, ERROR ("AuthenticationError", "The API key is missing or invalid"), CHL_FAILURE_AUTH },
    { 403, ERROR ("AccountOverdueError", "your account has an overdue balance"), CHL_FAILURE_QUOTA },
    { 403, ERROR ("OperationDenied.ServiceOverdue", "no"), CHL_FAILURE_QUOTA },
    { 403, ERROR ("OperationDenied.ServiceNotOpen", "no"), CHL_FAILURE_NOT_FOUND },
    { 403, ERROR ("AccessDenied", "no"), CHL_FAILURE_PERMISSION },
    { 404, ERROR ("InvalidEndpointOrModel.NotFound", "no such model"), CHL_FAILURE_NOT_FOUND },
    { 404, ERROR ("ModelNotOpen", "activate the model"), CHL_FAILURE_NOT_FOUND },
    { 404, ERROR ("UnsupportedModel", "not in the coding plan"), CHL_FAILURE_NOT_FOUND },
    { 429, ERROR ("AccountOverdueError", "pay"), CHL_FAILURE_QUOTA },
    { 429, ERROR ("QuotaExceeded", "free trial"), CHL_FAILURE_QUOTA },
    { 429, ERROR ("SetLimitExceeded", "safe experience mode"), CHL_FAILURE_QUOTA },
    { 429, ERROR ("x", "Your account has reached the set inference limit for the model"),
      CHL_FAILURE_QUOTA },
    { 429, ERROR ("RateLimitExceeded.EndpointRPMExceeded", "too many"), CHL_FAILURE_RATE_LIMIT },
    { 429, ERROR ("ModelAccountTpmRateLimitExceeded", "too many"), CHL_FAILURE_RATE_LIMIT },
    { 429, ERROR ("ServerOverloaded", "busy"), CHL_FAILURE_OVERLOADED },
    { 500, ERROR ("InternalServiceError", "oh"), CHL_FAILURE_SERVER },
  };
#undef ERROR
  g_autoptr(ChlProvider) provider = family_new ("doubao");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

static void
test_key (void)
{
  family_assert_key ("ark-0123456789abcdefghij", "doubao");
  family_assert_key ("01234567-89ab-cdef-0123-456789abcdef", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/doubao-provider/turns", test_turns);
  g_test_add_func ("/doubao-provider/efforts", test_efforts);
  g_test_add_func ("/doubao-provider/names", test_names);
  g_test_add_func ("/doubao-provider/list", test_list);
  g_test_add_func ("/doubao-provider/bundled", test_bundled);
  g_test_add_func ("/doubao-provider/sites", test_sites);
  g_test_add_func ("/doubao-provider/endpoint", test_endpoint);
  g_test_add_func ("/doubao-provider/failures", test_failures);
  g_test_add_func ("/doubao-provider/key", test_key);

  return g_test_run ();
}
