/* test-openai-codex-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-address.h"
#include "family-golden.h"

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openai-codex");

  family_assert_turns (provider, "gpt-5.3-codex", NULL, "openai-codex-5.3");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openai-codex");

  family_assert_efforts (provider, "gpt-5.3-codex", "openai-codex-efforts-5.3");
  family_assert_efforts (provider, "gpt-5.1-codex-max", "openai-codex-efforts-5.1-max");
  family_assert_efforts (provider, "gpt-5.6-sol", "openai-codex-efforts-5.6-sol");
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openai-codex");
  g_autofree char *listing = family_read ("openai-codex-list.json");

  family_assert_models (provider, listing, "openai-codex-list");
}

/* A subscription's own address is never called. */
static void
test_host (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openai-codex");

  for (ChlOperation operation = 0; operation <= CHL_OPERATION_ACCOUNT; operation++)
    {
      g_autofree char *url = chl_provider_dup_url (provider, operation);
      g_autofree char *host = url != NULL ? chl_address_dup_host (url) : NULL;

      g_assert_true (url == NULL || g_str_equal (host, "api.openai.com"));
    }
  g_assert_null (strstr (chl_provider_get_endpoint (provider), "chatgpt"));
}

static void
test_failures (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openai-codex");

  family_assert_failure (provider, 401,
                         "{\"error\":{\"message\":\"Incorrect API key provided\",\"type\":"
                         "\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}",
                         CHL_FAILURE_AUTH);
  family_assert_failure (provider, 429,
                         "{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":"
                         "\"insufficient_quota\",\"code\":\"insufficient_quota\"}}",
                         CHL_FAILURE_QUOTA);
  family_assert_failure (provider, 429,
                         "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"tokens\",\"code\":"
                         "\"rate_limit_exceeded\"}}",
                         CHL_FAILURE_RATE_LIMIT);
  family_assert_failure (provider, 404,
                         "{\"error\":{\"message\":\"The model does not exist\",\"code\":"
                         "\"model_not_found\"}}",
                         CHL_FAILURE_NOT_FOUND);
}

static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new ("openai-codex");

  family_assert_endpoint (provider, "https://api.openai.com/v1/responses", "https://api.openai.com/v1",
                          "https://api.openai.com/v1/responses");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/openai-codex-provider/turns", test_turns);
  g_test_add_func ("/openai-codex-provider/efforts", test_efforts);
  g_test_add_func ("/openai-codex-provider/list", test_list);
  g_test_add_func ("/openai-codex-provider/host", test_host);
  g_test_add_func ("/openai-codex-provider/failures", test_failures);
  g_test_add_func ("/openai-codex-provider/endpoint", test_endpoint);

  return g_test_run ();
}
