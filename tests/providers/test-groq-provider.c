/* test-groq-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-failure-reader.h"
#include "family-golden.h"

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("groq");
  g_autofree char *answer = family_read ("groq-answer.json");

  family_assert_turns (provider, "openai/gpt-oss-120b", answer, "groq-gpt-oss");
  family_assert_turns (provider, "qwen/qwen3-32b", answer, "groq-qwen");
  family_assert_turns (provider, "llama-3.3-70b-versatile", NULL, "groq-plain");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("groq");

  family_assert_efforts (provider, "openai/gpt-oss-20b", "groq-efforts-gpt-oss");
  family_assert_efforts (provider, "qwen/qwen3.8-27b", "groq-efforts-qwen");
  family_assert_efforts (provider, "groq/compound", "groq-efforts-plain");
  family_assert_efforts (provider, "deepseek-r1-distill-llama-70b", "groq-efforts-always");
}

static void
test_service_tier (void)
{
  static const struct
  {
    const char *value;
    const char *extra_body;
  } rows[] = {
    { NULL, NULL },
    { "standard", NULL },
    { "auto", "{\"service_tier\":\"auto\"}" },
    { "flex", "{\"service_tier\":\"flex\"}" },
    { "performance", "{\"service_tier\":\"performance\"}" },
    { "made-up", NULL },
  };
  g_autoptr(ChlProvider) provider = family_new ("groq");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlQuirks *quirks;

      chl_provider_set_option (provider, "service-tier", rows[i].value);
      quirks = chl_provider_get_quirks (provider, "qwen/qwen3-32b");
      g_assert_cmpstr (quirks->extra_body, ==, rows[i].extra_body);
      g_assert_cmpstr (quirks->reasoning_format, ==, "parsed");
    }
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("groq");
  g_autofree char *listing = family_read ("groq-list.json");

  family_assert_models (provider, listing, "groq-list");
}

static void
test_failures (void)
{
  g_autoptr(ChlProvider) provider = family_new ("groq");
  static const struct
  {
    guint          status;
    const char    *body;
    ChlFailureKind kind;
  } rows[] = {
    { 401,
      "{\"error\":{\"message\":\"Invalid API Key\",\"type\":\"invalid_request_error\","
      "\"code\":\"invalid_api_key\"}}",
      CHL_FAILURE_AUTH },
    { 404,
      "{\"error\":{\"message\":\"The model `x` does not exist or you do not have access to it.\","
      "\"type\":\"invalid_request_error\",\"code\":\"model_not_found\"}}",
      CHL_FAILURE_NOT_FOUND },
    { 400,
      "{\"error\":{\"message\":\"The model `x` has been decommissioned and is no longer "
      "supported.\",\"type\":\"invalid_request_error\"}}",
      CHL_FAILURE_NOT_FOUND },
    { 413,
      "{\"error\":{\"message\":\"Request too large for model `x` on tokens per minute (TPM): "
      "Limit 6000, Requested 14368\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 413,
      "{\"error\":{\"message\":\"Too large: tokens per minute (TPM)\",\"type\":\"tokens\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 413, "{\"error\":{\"message\":\"Request Entity Too Large\",\"code\":\"request_too_large\"}}",
      CHL_FAILURE_CONTEXT_LENGTH },
    { 429,
      "{\"error\":{\"message\":\"Rate limit reached for model `x`\",\"type\":\"tokens\","
      "\"code\":\"rate_limit_exceeded\"}}",
      CHL_FAILURE_RATE_LIMIT },
    { 498, "{\"error\":{\"message\":\"Flex tier capacity exceeded\"}}", CHL_FAILURE_OVERLOADED },
    { 400,
      "{\"error\":{\"message\":\"Failed to call a function.\",\"type\":\"invalid_request_error\","
      "\"code\":\"tool_use_failed\",\"failed_generation\":\"<look>\"}}",
      CHL_FAILURE_SERVER },
    { 400,
      "{\"error\":{\"message\":\"property 'reasoning_content' is unsupported\",\"type\":"
      "\"invalid_request_error\"}}",
      CHL_FAILURE_INVALID_REQUEST },
    { 503, "{\"error\":{\"message\":\"Service Unavailable\"}}", CHL_FAILURE_OVERLOADED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    family_assert_failure (provider, rows[i].status, rows[i].body, rows[i].kind);
}

/* What is more than a minute's worth is so in the next minute, too. */
static void
test_waiting_makes_nothing_smaller (void)
{
  static const char large[] = "{\"error\":{\"message\":\"Request too large: tokens per minute\","
                              "\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}";
  g_autoptr(ChlProvider) provider = family_new ("groq");
  g_autoptr(ChlFailure) at_once = chl_failure_read (413, "application/json", large, sizeof large - 1);
  g_autoptr(ChlFailure) in_all = chl_failure_read (429, "application/json", large, sizeof large - 1);

  chl_provider_refine_failure (provider, at_once);
  g_assert_false (at_once->retryable);
  chl_provider_refine_failure (provider, in_all);
  g_assert_true (in_all->retryable);
}

static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new ("groq");

  family_assert_endpoint (provider, "api.groq.com/openai/v1/", "https://api.groq.com/openai/v1",
                          "https://api.groq.com/openai/v1/chat/completions");
  family_assert_endpoint (provider, "https://gateway.example/groq/v1/chat/completions",
                          "https://gateway.example/groq/v1",
                          "https://gateway.example/groq/v1/chat/completions");
  family_assert_endpoint (provider, "https://gateway.example", "https://gateway.example",
                          "https://gateway.example/chat/completions");
}

static void
test_key (void)
{
  family_assert_key ("gsk_0123456789abcdefghij", "groq");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/groq-provider/turns", test_turns);
  g_test_add_func ("/groq-provider/efforts", test_efforts);
  g_test_add_func ("/groq-provider/service-tier", test_service_tier);
  g_test_add_func ("/groq-provider/list", test_list);
  g_test_add_func ("/groq-provider/failures", test_failures);
  g_test_add_func ("/groq-provider/waiting-makes-nothing-smaller",
                   test_waiting_makes_nothing_smaller);
  g_test_add_func ("/groq-provider/endpoint", test_endpoint);
  g_test_add_func ("/groq-provider/key", test_key);

  return g_test_run ();
}
