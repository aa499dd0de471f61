/* test-site.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-generation.h"
#include "chl-json.h"
#include "chl-site.h"

#define TEST_TYPE_SITED_PROVIDER (test_sited_provider_get_type ())

G_DECLARE_FINAL_TYPE (TestSitedProvider, test_sited_provider, TEST, SITED_PROVIDER, ChlProvider)

struct _TestSitedProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (TestSitedProvider, test_sited_provider, CHL_TYPE_PROVIDER)

static const ChlOption options[] = {
  { .key = CHL_OPTION_REGION,
    .title = "Region",
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "world", "World" }, { "home", "Home" }, { NULL, NULL } } },
  { .key = CHL_OPTION_PLAN,
    .title = "Plan",
    .kind = CHL_OPTION_CHOICE,
    .choices = (const ChlChoice[]){ { "paid", "Paid" }, { "flat", "Flat" }, { NULL, NULL } } },
  { NULL },
};

static const ChlSite sites[] = {
  { "world", "paid", "https://world.invalid/v1", "https://world.invalid/keys" },
  { "home", "paid", "https://home.invalid/v1", NULL },
  { "world", "flat", "https://flat.invalid/v1", NULL },
  { NULL },
};

static const ChlBundledModel bundled[] = {
  { "big", "Big", NULL },
  { "flat-only", NULL, "flat" },
  { "text-embedding-1", NULL, "paid" },
  { NULL },
};

static const ChlFamily family = {
  .id = "sited",
  .title = "Sited",
  .summary = "For tests",
  .docs_uri = "https://world.invalid/docs",
  .key_uri = "https://any.invalid/keys",
  .sites = sites,
  .bundled = bundled,
  .options = options,
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
};

static const ChlQuirks thinker = {
  .reasons = TRUE,
  .efforts = (const char *const[]){ "low", "high", NULL },
};
static const ChlQuirks others = { .output_limit_field = "max_tokens" };

static const ChlGeneration generations[] = {
  { "big-*-plain", &others },
  { "big*", &thinker },
  { NULL, &others },
};

static const ChlFailureRow plan_failures[] = {
  { 0, "e7", NULL, CHL_FAILURE_QUOTA },
  { 0, NULL, NULL, CHL_FAILURE_NONE },
};

static void
test_sited_provider_class_init (TestSitedProviderClass *klass)
{
  CHL_PROVIDER_CLASS (klass)->family = &family;
  CHL_PROVIDER_CLASS (klass)->generations = generations;
  CHL_PROVIDER_CLASS (klass)->plan_failures = plan_failures;
}

static void
test_sited_provider_init (TestSitedProvider *self)
{
}

static void
test_choice (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_SITED_PROVIDER, "here");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "https://world.invalid/v1");
  g_assert_cmpstr (chl_site_get_key_uri (provider), ==, "https://world.invalid/keys");

  gt_signal_logger_connect (logger, provider, "notify");
  chl_provider_set_option (provider, CHL_OPTION_REGION, "home");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "endpoint");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "https://home.invalid/v1");
  g_assert_cmpstr (chl_site_get_key_uri (provider), ==, "https://any.invalid/keys");

  /* There is no site for this, and a word that is none chooses as nothing does. */
  chl_provider_set_option (provider, CHL_OPTION_PLAN, "flat");
  g_assert_null (chl_site_get (provider));
  g_assert_null (chl_provider_get_endpoint (provider));
  chl_provider_set_option (provider, CHL_OPTION_REGION, "nowhere");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "https://flat.invalid/v1");

  g_assert_finalize_object (provider);
}

static void
test_own_address (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_SITED_PROVIDER, "here");
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;

  chl_provider_set_endpoint (provider, "http://127.0.0.1:1/v1");
  chl_provider_set_option (provider, CHL_OPTION_REGION, "home");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://127.0.0.1:1/v1");
  g_assert_null (chl_site_find_other_region (provider));

  /* The address of the site that is meant is none of one's own, in a file neither. */
  root = chl_json_parse ("{\"options\":{\"region\":\"home\"},\"endpoint\":\"https://home.invalid/v1\"}",
                         -1, NULL);
  g_assert_true (chl_provider_apply_json (provider, root, &error));
  g_assert_no_error (error);
  chl_provider_set_option (provider, CHL_OPTION_REGION, "world");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "https://world.invalid/v1");

  g_assert_finalize_object (provider);
}

static void
test_other_region (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_SITED_PROVIDER, "here");

  g_assert_cmpstr (chl_site_find_other_region (provider)->region, ==, "home");
  chl_provider_set_option (provider, CHL_OPTION_REGION, "home");
  g_assert_cmpstr (chl_site_find_other_region (provider)->region, ==, "world");
  chl_provider_set_option (provider, CHL_OPTION_REGION, "world");
  chl_provider_set_option (provider, CHL_OPTION_PLAN, "flat");
  g_assert_null (chl_site_find_other_region (provider));

  g_assert_finalize_object (provider);
}

/* It is another plan's key only where the answer says so, and only where the address is the family's. */
static void
test_other_plan (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_SITED_PROVIDER, "here");
  g_autoptr(ChlFailure) empty = chl_failure_new (CHL_FAILURE_QUOTA, "Nothing here");
  g_autoptr(ChlFailure) other = chl_failure_new (CHL_FAILURE_QUOTA, "Too much");

  empty->code = g_strdup ("E7");
  g_assert_cmpstr (chl_site_find_other_plan (provider, empty)->endpoint, ==,
                   "https://flat.invalid/v1");
  g_assert_cmpstr (chl_site_get_plan_title (provider, chl_site_find_other_plan (provider, empty)), ==,
                   "Flat");
  g_assert_null (chl_site_find_other_plan (provider, other));

  chl_provider_set_option (provider, CHL_OPTION_PLAN, "flat");
  g_assert_cmpstr (chl_site_find_other_plan (provider, empty)->endpoint, ==,
                   "https://world.invalid/v1");
  chl_provider_set_option (provider, CHL_OPTION_PLAN, NULL);
  chl_provider_set_option (provider, CHL_OPTION_REGION, "home");
  g_assert_null (chl_site_find_other_plan (provider, empty));
  chl_provider_set_option (provider, CHL_OPTION_REGION, NULL);
  chl_provider_set_endpoint (provider, "http://127.0.0.1:1/v1");
  g_assert_null (chl_site_find_other_plan (provider, empty));

  g_assert_finalize_object (provider);
}

static void
test_bundled (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_SITED_PROVIDER, "here");
  g_autoptr(GPtrArray) paid = chl_provider_list_bundled (provider);
  g_autoptr(GPtrArray) flat = NULL;

  g_assert_cmpuint (paid->len, ==, 2);
  g_assert_cmpstr (chl_model_get_title (paid->pdata[0]), ==, "Big");
  g_assert_true (chl_capabilities_is (chl_model_get_capabilities (paid->pdata[0]), CHL_FIELD_REASONING));
  g_assert_cmpstr (chl_model_get_id (paid->pdata[1]), ==, "text-embedding-1");
  g_assert_cmpint (chl_model_get_use (paid->pdata[1]), ==, CHL_MODEL_USE_EMBEDDING);

  chl_provider_set_option (provider, CHL_OPTION_PLAN, "flat");
  flat = chl_provider_list_bundled (provider);
  g_assert_cmpuint (flat->len, ==, 2);
  g_assert_cmpstr (chl_model_get_id (flat->pdata[1]), ==, "flat-only");

  g_assert_finalize_object (provider);
}

static void
test_generations (void)
{
  static const char *const words =
    "{\"data\":[{\"id\":\"BIG-2\"},{\"id\":\"big-2-plain\"},{\"id\":\"small\"},"
    "{\"id\":\"big-3\",\"supports_reasoning\":false}]}";
  ChlProvider *provider = chl_provider_new (TEST_TYPE_SITED_PROVIDER, "here");
  g_autoptr(JsonNode) root = chl_json_parse (words, -1, NULL);
  g_autoptr(GPtrArray) models = chl_provider_parse_models (provider, root, NULL);
  ChlOrigin origin;

  g_assert_true (chl_generation_find (generations, "Big-2") == &thinker);
  g_assert_true (chl_generation_find (generations, "a-big-2") == &others);

  g_assert_cmpuint (models->len, ==, 4);
  for (guint i = 0; i < models->len; i++)
    {
      const ChlCapabilities *known = chl_model_get_capabilities (models->pdata[i]);
      JsonNode              *efforts = chl_capabilities_get (known, CHL_FIELD_EFFORT, &origin);

      g_assert_cmpint (chl_capabilities_is (known, CHL_FIELD_REASONING), ==, i == 0);
      g_assert_cmpint (efforts != NULL, ==, i == 0);
      if (efforts != NULL)
        g_assert_cmpint (origin, ==, CHL_ORIGIN_FAMILY);
    }

  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/site/choice", test_choice);
  g_test_add_func ("/site/own-address", test_own_address);
  g_test_add_func ("/site/other-region", test_other_region);
  g_test_add_func ("/site/other-plan", test_other_plan);
  g_test_add_func ("/site/bundled", test_bundled);
  g_test_add_func ("/site/generations", test_generations);

  return g_test_run ();
}
