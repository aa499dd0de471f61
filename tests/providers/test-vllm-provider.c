/* test-vllm-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-reader.h"
#include "chl-model-facts.h"
#include "family-golden.h"

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("vllm");

  family_assert_turns (provider, "Qwen/Qwen3-32B", NULL, "vllm-chat");
  chl_provider_set_option (provider, "protocol", "openai-responses");
  family_assert_turns (provider, "openai/gpt-oss-120b", NULL, "vllm-responses");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("vllm");

  family_assert_efforts (provider, "Qwen/Qwen3-32B", "vllm-efforts");
  family_assert_efforts (provider, "openai/gpt-oss-120b", "vllm-efforts-word");
  chl_provider_set_option (provider, "reasoning", "template");
  family_assert_efforts (provider, "Qwen/Qwen3-32B", "vllm-efforts-template");
  chl_provider_set_option (provider, "reasoning", "effort");
  g_assert_true (chl_provider_get_quirks (provider, "Qwen/Qwen3-32B")->sends_effort);
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = family_new ("vllm");
  g_autofree char *listing = family_read ("vllm-list.json");
  ChlModel        *model;

  family_assert_models (provider, listing, "vllm-list");
  model = chl_provider_find_model (provider, "house-model");
  g_assert_cmpstr (chl_model_get_fact_word (model, CHL_FACT_BASE), ==, "Qwen/Qwen3-32B-AWQ");
  g_assert_cmpint (chl_model_get_fact (model, CHL_FACT_ALLOCATED), ==, 40960);
  g_assert_cmpstr (chl_model_get_fact_word (chl_provider_find_model (provider, "sql-lora"),
                                            CHL_FACT_PARENT),
                   ==, "house-model");
  g_assert_cmpint (chl_model_get_use (chl_provider_find_model (provider, "vectors")), ==,
                   CHL_MODEL_USE_EMBEDDING);

  /* A name that was made up, of a model that is known. */
  g_assert_true (chl_provider_get_quirks (provider, "oss")->sends_effort);
  g_assert_false (chl_provider_get_quirks (provider, "house-model")->sends_effort);
  g_assert_false (chl_provider_can (provider, CHL_VERB_LOAD));
}

static void
test_failures (void)
{
  g_autoptr(ChlProvider) provider = family_new ("vllm");

  family_assert_failure (provider, 400,
                         "{\"error\":{\"message\":\"This model's maximum context length is 4096 "
                         "tokens. However, you requested 5000 tokens\",\"type\":\"BadRequestError\","
                         "\"param\":null,\"code\":400}}",
                         CHL_FAILURE_CONTEXT_LENGTH);
  family_assert_failure (provider, 400,
                         "{\"object\":\"error\",\"message\":\"suffix is not currently supported\","
                         "\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
                         CHL_FAILURE_INVALID_REQUEST);
  family_assert_failure (provider, 404,
                         "{\"error\":{\"message\":\"The model `x` does not exist.\",\"type\":"
                         "\"NotFoundError\",\"param\":null,\"code\":404}}",
                         CHL_FAILURE_NOT_FOUND);
  family_assert_failure (provider, 401, "{\"error\":\"Unauthorized\"}", CHL_FAILURE_AUTH);
}

/* How the server must be started is said in its own words. */
static void
test_refusal_of_tools (void)
{
  static const char body[] = "{\"error\":{\"message\":\"\\\"auto\\\" tool choice requires "
                             "--enable-auto-tool-choice and --tool-call-parser to be set\","
                             "\"type\":\"BadRequestError\",\"param\":null,\"code\":400}}";
  g_autoptr(ChlProvider) provider = family_new ("vllm");
  g_autoptr(ChlFailure) failure = chl_failure_read (400, "application/json", body, sizeof body - 1);

  chl_provider_refine_failure (provider, failure);
  g_assert_cmpint (failure->kind, ==, CHL_FAILURE_INVALID_REQUEST);
  g_assert_false (failure->retryable);
  g_assert_nonnull (strstr (failure->message, "--enable-auto-tool-choice"));
}

static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new ("vllm");

  family_assert_endpoint (provider, "localhost", "http://localhost:8000",
                          "http://localhost:8000/v1/chat/completions");
  family_assert_endpoint (provider, "http://localhost:8000/v1", "http://localhost:8000",
                          "http://localhost:8000/v1/chat/completions");
  family_assert_endpoint (provider, "0.0.0.0:8000/v1/models", "http://127.0.0.1:8000",
                          "http://127.0.0.1:8000/v1/chat/completions");
  family_assert_endpoint (provider, "[::1]:8001", "http://[::1]:8001",
                          "http://[::1]:8001/v1/chat/completions");
  family_assert_endpoint (provider, "https://gpu.example/serve/v1/", "https://gpu.example/serve",
                          "https://gpu.example/serve/v1/chat/completions");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/vllm-provider/turns", test_turns);
  g_test_add_func ("/vllm-provider/efforts", test_efforts);
  g_test_add_func ("/vllm-provider/list", test_list);
  g_test_add_func ("/vllm-provider/failures", test_failures);
  g_test_add_func ("/vllm-provider/refusal-of-tools", test_refusal_of_tools);
  g_test_add_func ("/vllm-provider/endpoint", test_endpoint);

  return g_test_run ();
}
