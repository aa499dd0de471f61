/* test-lmstudio-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "chl-model-facts.h"
#include "family-golden.h"

static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new ("lmstudio");

  family_assert_turns (provider, "qwen/qwen3-4b-2507", NULL, "lmstudio-chat");
  chl_provider_set_option (provider, "keep-loaded", "600");
  chl_provider_set_option (provider, "protocol", "openai-responses");
  family_assert_turns (provider, "openai/gpt-oss-20b", NULL, "lmstudio-responses");
}

static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = family_new ("lmstudio");

  family_assert_efforts (provider, "openai/gpt-oss-20b", "lmstudio-efforts");
  chl_provider_set_option (provider, "protocol", "openai-responses");
  family_assert_efforts (provider, "openai/gpt-oss-20b", "lmstudio-efforts-responses");
}

static void
test_lists (void)
{
  static const char *const names[] = { "lmstudio-list-v1", "lmstudio-list-v0", "lmstudio-list-plain" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(ChlProvider) provider = family_new ("lmstudio");
      g_autofree char *file = g_strconcat (names[i], ".json", NULL);
      g_autofree char *listing = family_read (file);

      family_assert_models (provider, listing, names[i]);
    }
}

/* What is loaded is known by a name of its own, and has the window it was loaded with. */
static void
test_what_is_loaded (void)
{
  g_autoptr(ChlProvider) provider = family_new ("lmstudio");
  g_autofree char *listing = family_read ("lmstudio-list-v1.json");
  ChlModel        *model;

  family_assert_models (provider, listing, "lmstudio-list-v1");
  model = chl_provider_find_model (provider, "gemma-3-270m-it-qat");
  g_assert_true (chl_model_has_fact (model, CHL_FACT_LOADED));
  g_assert_cmpstr (chl_model_get_fact_word (model, CHL_FACT_INSTANCE), ==, "gemma-3-270m-it-qat:2");
  g_assert_cmpint (chl_model_get_fact (model, CHL_FACT_ALLOCATED), ==, 4096);
  g_assert_cmpint (chl_model_get_fact (model, CHL_FACT_MAXIMUM), ==, 32768);
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_capabilities (model),
                                             CHL_FIELD_CONTEXT_WINDOW),
                   ==, 4096);
  g_assert_cmpint (chl_model_get_use (chl_provider_find_model (
                     provider, "text-embedding-nomic-embed-text-v1.5-embedding")),
                   ==, CHL_MODEL_USE_EMBEDDING);
}

/* Each address once, and then from the beginning. */
static void
test_other_lists (void)
{
  static const char *const urls[] = { "http://localhost:1234/api/v1/models",
                                      "http://localhost:1234/api/v0/models",
                                      "http://localhost:1234/v1/models" };
  g_autoptr(ChlProvider) provider = family_new ("lmstudio");
  g_autoptr(JsonNode) root = chl_json_parse ("{\"data\":[]}", -1, NULL);
  g_autoptr(GPtrArray) models = NULL;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
      {
        g_autofree char *url = chl_provider_dup_url (provider, CHL_OPERATION_MODELS);

        g_assert_cmpstr (url, ==, urls[i]);
        g_assert_cmpint (chl_provider_can (provider, CHL_VERB_LOAD), ==, i == 0);
        g_assert_cmpint (chl_provider_try_other_list (provider), ==, i < 2);
      }

  /* One that was found stays, and the next time round begins there. */
  g_assert_true (chl_provider_try_other_list (provider));
  models = chl_provider_parse_models (provider, root, NULL);
  g_assert_nonnull (models);
  g_assert_true (chl_provider_try_other_list (provider));
  g_assert_true (chl_provider_try_other_list (provider));
  g_assert_false (chl_provider_try_other_list (provider));
}

static void
assert_verb (ChlProvider *provider,
             ChlVerb      verb,
             const char  *model,
             const char  *address,
             const char  *body)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ChlVerbRequest) request = chl_provider_new_verb (provider, verb, model, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->address, ==, address);
  g_assert_cmpstr (request->body, ==, body);
  g_assert_false (request->is_lines);
}

static void
test_verbs (void)
{
  g_autoptr(ChlProvider) provider = family_new ("lmstudio");
  g_autofree char *listing = family_read ("lmstudio-list-v1.json");

  family_assert_models (provider, listing, "lmstudio-list-v1");
  g_assert_false (chl_provider_can (provider, CHL_VERB_REMOVE));
  assert_verb (provider, CHL_VERB_LOAD, "openai/gpt-oss-20b",
               "http://localhost:1234/api/v1/models/load", "{\"model\":\"openai/gpt-oss-20b\"}");
  chl_provider_set_option (provider, "context-window", "16384");
  assert_verb (provider, CHL_VERB_LOAD, "openai/gpt-oss-20b",
               "http://localhost:1234/api/v1/models/load",
               "{\"model\":\"openai/gpt-oss-20b\",\"context_length\":16384}");
  chl_provider_set_option (provider, "context-window", "99999");
  assert_verb (provider, CHL_VERB_LOAD, "gemma-3-270m-it-qat",
               "http://localhost:1234/api/v1/models/load",
               "{\"model\":\"gemma-3-270m-it-qat\",\"context_length\":32768}");
  assert_verb (provider, CHL_VERB_UNLOAD, "gemma-3-270m-it-qat",
               "http://localhost:1234/api/v1/models/unload",
               "{\"instance_id\":\"gemma-3-270m-it-qat:2\"}");
  assert_verb (provider, CHL_VERB_PULL, "qwen/qwen3-4b-2507",
               "http://localhost:1234/api/v1/models/download",
               "{\"model\":\"qwen/qwen3-4b-2507\"}");
}

static void
read_verb (ChlProvider     *provider,
           ChlVerbProgress *progress,
           const char      *text)
{
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, NULL);

  chl_provider_read_verb (provider, CHL_VERB_PULL, root, progress);
}

static void
test_download (void)
{
  g_autoptr(ChlProvider) provider = family_new ("lmstudio");
  g_autoptr(ChlVerbProgress) progress = chl_verb_progress_new ();
  g_autoptr(ChlVerbProgress) odd = chl_verb_progress_new ();

  read_verb (provider, progress,
             "{\"job_id\":\"job_493c7c9ded\",\"status\":\"downloading\",\"total_size_bytes\":2279145003,"
             "\"downloaded_bytes\":948,\"bytes_per_second\":7834.71}");
  g_assert_cmpstr (progress->next_address, ==,
                   "http://localhost:1234/api/v1/models/download/status/job_493c7c9ded");
  g_assert_cmpint (progress->done_bytes, ==, 948);
  g_assert_cmpint (progress->total_bytes, ==, 2279145003);
  g_assert_cmpint (progress->rate, ==, 7834);
  g_assert_false (progress->is_done);
  read_verb (provider, progress, "{\"job_id\":\"job_493c7c9ded\",\"status\":\"paused\"}");
  g_assert_true (progress->is_paused);
  read_verb (provider, progress, "{\"job_id\":\"job_493c7c9ded\",\"status\":\"failed\"}");
  g_assert_true (progress->is_failed);
  read_verb (provider, progress,
             "{\"job_id\":\"job_493c7c9ded\",\"status\":\"completed\",\"total_size_bytes\":2279145003,"
             "\"downloaded_bytes\":2279145003}");
  g_assert_true (progress->is_done);
  g_assert_cmpint (progress->done_bytes, ==, 2279145003);

  read_verb (provider, odd, "{\"job_id\":\"../../v1/models\",\"status\":\"downloading\"}");
  g_assert_null (odd->next_address);
  read_verb (provider, odd, "{\"status\":\"already_downloaded\"}");
  g_assert_true (odd->is_done);
}

static void
test_failures (void)
{
  g_autoptr(ChlProvider) provider = family_new ("lmstudio");

  family_assert_failure (provider, 400, "{\"error\":\"Model is not loaded\"}",
                         CHL_FAILURE_INVALID_REQUEST);
  family_assert_failure (provider, 404,
                         "{\"error\":{\"message\":\"Invalid model identifier \\\"x\\\"\",\"type\":"
                         "\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"}}",
                         CHL_FAILURE_NOT_FOUND);
  family_assert_failure (provider, 401,
                         "{\"error\":{\"message\":\"Malformed API token\",\"code\":\"invalid_api_key\"}}",
                         CHL_FAILURE_AUTH);
  family_assert_failure (provider, 500, "{\"error\":\"Failed to load model\"}", CHL_FAILURE_SERVER);
}

static void
test_endpoint (void)
{
  static const char *const typed[] = { "localhost", "localhost:1234", "http://localhost:1234/",
                                       "http://localhost:1234/v1", "http://localhost:1234/api/v0",
                                       "http://localhost:1234/api/v1", "localhost:1234/api/v1/models",
                                       "http://localhost:1234/v1/chat/completions",
                                       " \"http://localhost:1234/api/v1/chat\" " };
  g_autoptr(ChlProvider) provider = family_new ("lmstudio");

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_test_message ("%s", typed[i]);
      family_assert_endpoint (provider, typed[i], "http://localhost:1234",
                              "http://localhost:1234/v1/chat/completions");
    }
  family_assert_endpoint (provider, "127.0.0.1", "http://127.0.0.1:1234",
                          "http://127.0.0.1:1234/v1/chat/completions");
  family_assert_endpoint (provider, "0.0.0.0:4321", "http://127.0.0.1:4321",
                          "http://127.0.0.1:4321/v1/chat/completions");
  family_assert_endpoint (provider, "http://localhost", "http://localhost",
                          "http://localhost/v1/chat/completions");
  family_assert_endpoint (provider, "https://studio.example/v1/", "https://studio.example",
                          "https://studio.example/v1/chat/completions");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/lmstudio-provider/turns", test_turns);
  g_test_add_func ("/lmstudio-provider/efforts", test_efforts);
  g_test_add_func ("/lmstudio-provider/lists", test_lists);
  g_test_add_func ("/lmstudio-provider/what-is-loaded", test_what_is_loaded);
  g_test_add_func ("/lmstudio-provider/other-lists", test_other_lists);
  g_test_add_func ("/lmstudio-provider/verbs", test_verbs);
  g_test_add_func ("/lmstudio-provider/download", test_download);
  g_test_add_func ("/lmstudio-provider/failures", test_failures);
  g_test_add_func ("/lmstudio-provider/endpoint", test_endpoint);

  return g_test_run ();
}
