/* test-custom-servers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-families.h"
#include "chl-headers.h"
#include "chl-json.h"
#include "chl-provider.h"

static ChlProvider *
new_custom (const char *endpoint)
{
  ChlProvider *provider = chl_provider_new (chl_families_find ("custom"), "lab");

  chl_provider_set_endpoint (provider, endpoint);

  return provider;
}

/* Lists, and answers the one question that is asked beside the list. */
static GPtrArray *
list (ChlProvider *provider,
      const char  *rows,
      const char  *address,
      const char  *answer)
{
  g_autoptr(JsonNode) root = chl_json_parse (rows, -1, NULL);
  g_autoptr(JsonNode) more = chl_json_parse (answer, -1, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) queries = NULL;
  GPtrArray     *models = chl_provider_parse_models (provider, root, &error);
  ChlModelQuery *query;

  g_assert_no_error (error);
  queries = chl_provider_list_queries (provider, models);
  g_assert_nonnull (queries);
  g_assert_cmpuint (queries->len, ==, 1);
  query = g_ptr_array_index (queries, 0);
  g_assert_cmpstr (query->address, ==, address);
  chl_provider_take_query (provider, models, query, more);

  return models;
}

static void
test_llama_cpp (void)
{
  g_autoptr(ChlProvider) provider = new_custom ("http://h:8080/v1");
  g_autoptr(GPtrArray) models = NULL;
  const ChlCapabilities *known;

  models = list (provider,
                 "{\"object\":\"list\",\"data\":[{\"id\":\"qwen.gguf\",\"object\":\"model\","
                 "\"owned_by\":\"llamacpp\",\"meta\":{\"n_ctx_train\":131072}}]}",
                 "http://h:8080/props",
                 "{\"default_generation_settings\":{\"n_ctx\":8192},\"total_slots\":1,"
                 "\"modalities\":{\"vision\":true,\"audio\":false}}");
  g_assert_cmpuint (models->len, ==, 1);
  known = chl_model_get_capabilities (models->pdata[0]);
  g_assert_cmpint (chl_capabilities_get_int (known, CHL_FIELD_CONTEXT_WINDOW), ==, 8192);
  g_assert_true (chl_capabilities_takes (known, "image"));
  g_assert_false (chl_capabilities_takes (known, "audio"));
}

/* Whether texts with a gap go to the address of its own that llama.cpp has for them. */
static void
test_infill (void)
{
  static const struct
  {
    const char *owner;
    const char *address;
    const char *reasoning;
    const char *path;
  } rows[] = {
    { "llamacpp", NULL, NULL, "/infill" },
    { "llamacpp", NULL, "effort", "/infill" },
    { "llamacpp", "http://h:8080/v1/completions", NULL, NULL },
    { "openai", NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = new_custom ("http://h:8080/v1");
      g_autofree char *json = g_strdup_printf ("{\"data\":[{\"id\":\"m\",\"owned_by\":\"%s\"}]}",
                                               rows[i].owner);
      g_autoptr(JsonNode) root = chl_json_parse (json, -1, NULL);
      g_autoptr(GPtrArray) models = chl_provider_parse_models (provider, root, NULL);
      const ChlQuirks *quirks;

      chl_provider_set_option (provider, "completions-address", rows[i].address);
      chl_provider_set_option (provider, "reasoning", rows[i].reasoning);
      chl_provider_merge_models (provider, models);
      quirks = chl_provider_get_quirks (provider, "m");
      g_assert_cmpstr (quirks->infill_path, ==, rows[i].path);
      g_assert_cmpint (quirks->sends_effort, ==, rows[i].reasoning != NULL);
      g_assert_null (chl_provider_get_quirks (provider, "other")->infill_path);
    }
}

static void
test_litellm (void)
{
  g_autoptr(ChlProvider) provider = new_custom ("http://h:4000");
  g_autoptr(GPtrArray) models = NULL;
  const ChlCapabilities *known;
  JsonNode              *price;
  double                 amount = 0;

  models = list (provider,
                 "{\"data\":[{\"id\":\"fast\",\"owned_by\":\"openai\"},{\"id\":\"vectors\"},"
                 "{\"id\":\"speaks\"},{\"id\":\"plain\"}]}",
                 "http://h:4000/v1/model/info",
                 "{\"data\":[{\"model_name\":\"fast\",\"model_info\":{\"mode\":\"chat\","
                 "\"max_input_tokens\":128000,\"max_output_tokens\":16384,"
                 "\"input_cost_per_token\":0.00000015,\"output_cost_per_token\":6e-7,"
                 "\"supports_vision\":true,\"supports_function_calling\":true}},"
                 "{\"model_name\":\"vectors\",\"model_info\":{\"mode\":\"embedding\"}},"
                 "{\"model_name\":\"speaks\",\"model_info\":{\"mode\":\"audio_speech\"}},"
                 "{\"model_name\":\"elsewhere\",\"model_info\":{}},{\"model_name\":5},null]}");
  known = chl_model_get_capabilities (models->pdata[0]);
  g_assert_cmpint (chl_capabilities_get_int (known, CHL_FIELD_MAX_INPUT), ==, 128000);
  g_assert_cmpint (chl_capabilities_get_int (known, CHL_FIELD_MAX_OUTPUT), ==, 16384);
  g_assert_true (chl_capabilities_is (known, CHL_FIELD_TOOLS));
  g_assert_true (chl_capabilities_takes (known, "image"));
  price = chl_capabilities_get (known, CHL_FIELD_PRICE, NULL);
  g_assert_true (chl_json_get_double (price, "/input", &amount));
  g_assert_cmpfloat_with_epsilon (amount, 0.15, 1e-9);
  g_assert_false (chl_json_get_double (price, "/cached", &amount));

  g_assert_cmpint (chl_model_get_use (models->pdata[1]), ==, CHL_MODEL_USE_EMBEDDING);
  g_assert_cmpint (chl_model_get_use (models->pdata[2]), ==, 0);
  g_assert_cmpint (chl_model_get_use (models->pdata[3]), ==, CHL_MODEL_USE_CHAT);
}

/* What is no such server answers with something else. */
static void
test_other_answers (void)
{
  static const char *const answers[] = { "{}", "[]", "5", "{\"data\":{}}", "{\"data\":[[]]}",
                                         "{\"default_generation_settings\":5}" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(ChlProvider) provider = new_custom ("http://h/v1");
      g_autoptr(GPtrArray) models = NULL;

      models = list (provider, "{\"data\":[{\"id\":\"a\",\"owned_by\":\"openai\"}]}",
                     "http://h/v1/model/info", answers[i]);
      g_assert_cmpuint (models->len, ==, 1);
      g_assert_cmpint (chl_model_get_use (models->pdata[0]), ==, CHL_MODEL_USE_CHAT);
    }
}

static void
test_nobody_to_ask (void)
{
  g_autoptr(ChlProvider) provider = new_custom ("http://h/v1");
  g_autoptr(JsonNode) root = chl_json_parse ("{\"data\":[{\"id\":\"a\"}]}", -1, NULL);
  g_autoptr(GPtrArray) models = chl_provider_parse_models (provider, root, NULL);

  g_assert_null (chl_provider_list_queries (provider, models));
}

static void
test_own_addresses (void)
{
  g_autoptr(ChlProvider) provider = new_custom ("http://h/v1");
  g_autoptr(ChlSecret) secret = chl_secret_new ("sk-0123456789abcdef", -1);
  g_autoptr(ChlHeaders) same = chl_headers_new ();
  g_autoptr(ChlHeaders) other = chl_headers_new ();
  g_autofree char *embeddings = NULL;
  g_autofree char *completions = NULL;
  g_autofree char *chat = NULL;
  g_autofree char *odd = NULL;

  chl_provider_set_option (provider, "embeddings-address", "http://h/x/embed?v=1");
  chl_provider_set_option (provider, "completions-address", "http://h:81/fim");
  embeddings = chl_provider_dup_url (provider, CHL_OPERATION_EMBEDDINGS);
  completions = chl_provider_dup_url (provider, CHL_OPERATION_COMPLETIONS);
  chat = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);
  g_assert_cmpstr (embeddings, ==, "http://h/x/embed?v=1");
  g_assert_cmpstr (completions, ==, "http://h:81/fim");
  g_assert_cmpstr (chat, ==, "http://h/v1/chat/completions");

  /* A key goes to nobody it was not given for. */
  chl_provider_add_headers (provider, same, CHL_OPERATION_EMBEDDINGS, secret);
  chl_provider_add_headers (provider, other, CHL_OPERATION_COMPLETIONS, secret);
  g_assert_nonnull (chl_headers_get (same, "Authorization"));
  g_assert_cmpuint (chl_headers_get_length (other), ==, 0);

  chl_provider_set_option (provider, "embeddings-address", "ftp://h/x");
  odd = chl_provider_dup_url (provider, CHL_OPERATION_EMBEDDINGS);
  g_assert_cmpstr (odd, ==, "http://h/v1/embeddings");
}

static void
test_options (void)
{
  static const struct
  {
    const char *key;
    const char *value;
    gboolean    is_good;
  } rows[] = {
    { "auth-header", "X-Team-Key", TRUE },
    { "auth-header", "a b", FALSE },
    { "auth-header", "Host", FALSE },
    { "auth-header", "content-LENGTH", FALSE },
    { "auth-header", "x:y", FALSE },
    { "embeddings-address", "https://h/v1/embeddings", TRUE },
    { "embeddings-address", "h/v1/embeddings", FALSE },
    { "embeddings-address", "https://me:pw@h/v1/embeddings", FALSE },
    { "completions-address", "file:///etc/passwd", FALSE },
  };
  const ChlOption *options = chl_provider_type_get_family (chl_families_find ("custom"))->options;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s %s", rows[i].key, rows[i].value);
      g_assert_cmpint (chl_option_check (chl_option_find (options, rows[i].key), rows[i].value, &error),
                       ==, rows[i].is_good);
      g_assert_cmpint (error != NULL, ==, !rows[i].is_good);
    }
}

static void
test_header_of_key (void)
{
  g_autoptr(ChlProvider) provider = new_custom ("http://h/v1");
  g_autoptr(ChlSecret) secret = chl_secret_new ("sk-0123456789abcdef", -1);
  g_autoptr(ChlHeaders) headers = chl_headers_new ();

  chl_provider_set_option (provider, "auth-header", "X-Team-Key");
  chl_provider_add_headers (provider, headers, CHL_OPERATION_CHAT, secret);
  g_assert_nonnull (chl_headers_get (headers, "X-Team-Key"));
  g_assert_cmpuint (chl_headers_get_length (headers), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/custom-servers/llama-cpp", test_llama_cpp);
  g_test_add_func ("/custom-servers/infill", test_infill);
  g_test_add_func ("/custom-servers/litellm", test_litellm);
  g_test_add_func ("/custom-servers/other-answers", test_other_answers);
  g_test_add_func ("/custom-servers/nobody-to-ask", test_nobody_to_ask);
  g_test_add_func ("/custom-servers/own-addresses", test_own_addresses);
  g_test_add_func ("/custom-servers/options", test_options);
  g_test_add_func ("/custom-servers/header-of-key", test_header_of_key);

  return g_test_run ();
}
