/* test-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-error.h"
#include "chl-json.h"
#include "tiny-provider.h"

static void
test_family (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");

  g_assert_true (chl_provider_type_get_family (TEST_TYPE_TINY_PROVIDER) == &test_tiny_family);
  g_assert_null (chl_provider_type_get_family (CHL_TYPE_PROVIDER));
  g_assert_true (chl_provider_get_family (provider) == &test_tiny_family);
  g_assert_cmpstr (chl_provider_get_id (provider), ==, "home");
  g_assert_cmpstr (chl_provider_get_title (provider), ==, "Tiny Models");
  g_assert_null (chl_provider_get_name (provider));
  g_assert_true (chl_provider_is_enabled (provider));
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_UNCHECKED);

  g_assert_finalize_object (provider);
}

static void
test_ids (void)
{
  static const char *const good[] = {
    "a",
    "0",
    "open-ai_2",
    "a234567890123456789012345678901234567890123456789012345678901234",
  };
  static const char *const bad[] = {
    "",
    "-a",
    "_a",
    "A",
    "a.b",
    "a/b",
    "../x",
    "a b",
    "ä",
    "a\n",
    "a2345678901234567890123456789012345678901234567890123456789012345",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (chl_provider_is_valid_id (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (chl_provider_is_valid_id (bad[i]));
  g_assert_false (chl_provider_is_valid_id (NULL));
}

static void
test_name (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  gt_signal_logger_connect (logger, provider, "notify");
  chl_provider_set_name (provider, "Mine");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "name");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "title");
  g_assert_cmpstr (chl_provider_get_title (provider), ==, "Mine");
  chl_provider_set_name (provider, chl_provider_get_name (provider));
  gt_signal_logger_assert_no_emissions (logger);

  chl_provider_set_name (provider, "");
  g_assert_null (chl_provider_get_name (provider));
  g_assert_cmpstr (chl_provider_get_title (provider), ==, "Tiny Models");

  g_assert_finalize_object (provider);
}

static void
test_endpoint (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autofree char *origin = chl_provider_dup_origin (provider);
  g_autofree char *local_origin = NULL;

  g_assert_cmpstr (origin, ==, "https://api.tiny.invalid:443");
  g_assert_false (chl_provider_is_local (provider));

  gt_signal_logger_connect (logger, provider, "notify");
  chl_provider_set_endpoint (provider, "https://api.tiny.invalid/v1");
  chl_provider_set_endpoint (provider, "");
  gt_signal_logger_assert_no_emissions (logger);
  chl_provider_set_endpoint (provider, "http://127.0.0.1:8080/v1");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "endpoint");
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://127.0.0.1:8080/v1");
  g_assert_true (chl_provider_is_local (provider));
  local_origin = chl_provider_dup_origin (provider);
  g_assert_cmpstr (local_origin, ==, "http://127.0.0.1:8080");

  chl_provider_set_endpoint (provider, NULL);
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "endpoint");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "https://api.tiny.invalid/v1");

  g_assert_finalize_object (provider);
}

static void
test_embedded (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_INNER_PROVIDER, "inner");

  g_assert_true (chl_provider_is_local (provider));
  g_assert_null (chl_provider_get_endpoint (provider));
  g_assert_null (chl_provider_dup_origin (provider));
  for (guint i = 0; i <= CHL_OPERATION_EMBEDDINGS; i++)
    g_assert_null (chl_provider_dup_url (provider, (ChlOperation) i));
  g_assert_cmpint (chl_provider_get_protocol (provider, "m"), ==, CHL_PROTOCOL_NONE);

  g_assert_finalize_object (provider);
}

static void
test_off (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  gt_signal_logger_connect (logger, provider, "notify");
  chl_provider_set_state (provider, CHL_PROVIDER_UNREACHABLE, "Nobody there", 5);
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "detail");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "state");
  chl_provider_set_state (provider, CHL_PROVIDER_UNREACHABLE, "Nobody there", 6);
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpint (chl_provider_get_checked_us (provider), ==, 6);

  chl_provider_set_enabled (provider, FALSE);
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "is-enabled");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "state");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "detail");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_OFF);
  g_assert_null (chl_provider_get_detail (provider));
  chl_provider_set_enabled (provider, FALSE);
  gt_signal_logger_assert_no_emissions (logger);

  /* What was learnt while it was off is there when it is on again. */
  chl_provider_set_state (provider, CHL_PROVIDER_CONNECTED, "", 7);
  gt_signal_logger_assert_no_emissions (logger);
  chl_provider_set_enabled (provider, TRUE);
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "is-enabled");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "state");
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);
  g_assert_null (chl_provider_get_detail (provider));

  g_assert_finalize_object (provider);
}

static void
test_options (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autofree char *key = NULL;

  gt_signal_logger_connect (logger, provider, "option-changed");
  g_assert_null (chl_provider_get_option (provider, "region"));
  chl_provider_set_option (provider, "region", NULL);
  gt_signal_logger_assert_no_emissions (logger);
  chl_provider_set_option (provider, "region", "eu");
  gt_signal_logger_assert_emission_pop (logger, provider, "option-changed", &key);
  g_assert_cmpstr (key, ==, "region");
  chl_provider_set_option (provider, "region", chl_provider_get_option (provider, "region"));
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpstr (chl_provider_get_option (provider, "region"), ==, "eu");
  chl_provider_set_option (provider, "region", NULL);
  g_assert_null (chl_provider_get_option (provider, "region"));

  g_assert_finalize_object (provider);
}

static void
test_key (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  gt_signal_logger_connect (logger, provider, "notify");
  chl_provider_set_key (provider, CHL_KEY_SOURCE_NONE, "https://a.invalid", "X");
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_null (chl_provider_get_key_origin (provider));

  chl_provider_set_key (provider, CHL_KEY_SOURCE_KEYRING, "https://a.invalid", "X");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "key-source");
  g_assert_cmpint (chl_provider_get_key_source (provider), ==, CHL_KEY_SOURCE_KEYRING);
  g_assert_cmpstr (chl_provider_get_key_origin (provider), ==, "https://a.invalid");
  g_assert_null (chl_provider_get_key_variable (provider));

  chl_provider_set_key (provider, CHL_KEY_SOURCE_KEYRING, "https://b.invalid", NULL);
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "key-source");
  chl_provider_set_key (provider, CHL_KEY_SOURCE_ENVIRONMENT, "https://b.invalid", "TINY_KEY");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "key-source");
  g_assert_cmpstr (chl_provider_get_key_variable (provider), ==, "TINY_KEY");
  chl_provider_set_key (provider, CHL_KEY_SOURCE_ENVIRONMENT, "https://b.invalid", "TINY_KEY");
  gt_signal_logger_assert_no_emissions (logger);

  g_assert_finalize_object (provider);
}

static void
test_plain_bodies (void)
{
  static const char *const urls[] = {
    [CHL_OPERATION_MODELS] = "http://127.0.0.1:5/v1/models",
    [CHL_OPERATION_CHAT] = "http://127.0.0.1:5/v1/chat/completions",
    [CHL_OPERATION_COMPLETIONS] = "http://127.0.0.1:5/v1/completions",
    [CHL_OPERATION_EMBEDDINGS] = "http://127.0.0.1:5/v1/embeddings",
  };
  ChlProvider     *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  const ChlQuirks *quirks = chl_provider_get_quirks (provider, "m");
  g_autoptr(GError) error = NULL;
  g_autofree char *address = NULL;

  address = chl_provider_normalize_endpoint (provider,
                                             " http://127.0.0.1:5/v1/chat/completions ",
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpstr (address, ==, "http://127.0.0.1:5/v1");
  chl_provider_set_endpoint (provider, address);
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *url = chl_provider_dup_url (provider, (ChlOperation) i);

      g_assert_cmpstr (url, ==, urls[i]);
    }
  g_assert_null (chl_provider_normalize_endpoint (provider, "ftp://x", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_ADDRESS);

  g_assert_cmpint (chl_provider_get_protocol (provider, "m"), ==, CHL_PROTOCOL_OPENAI_CHAT);
  g_assert_cmpstr (quirks->output_limit_field, ==, "max_tokens");
  g_assert_true (quirks->stream_usage);
  g_assert_cmpint (quirks->think_tags, ==, CHL_THINK_TAGS_AUTO);
  g_assert_false (quirks->developer_role || quirks->sends_effort || quirks->sends_parallel_tools ||
                  quirks->sends_cache_key || quirks->takes_null_content || quirks->takes_files ||
                  quirks->extra_content || quirks->short_tool_ids || quirks->reasoning_details);
  g_assert_null (quirks->reasoning_field);

  g_assert_finalize_object (provider);
}

static void
remember_cb (const char *name,
             const char *value,
             const char *prefix,
             ChlSecret  *secret,
             gpointer    user_data)
{
  g_string_append_printf (user_data,
                          "%s|%s|%s",
                          name,
                          prefix,
                          secret != NULL ? chl_secret_peek (secret) : "");
}

static void
test_headers (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(ChlHeaders) headers = chl_headers_new ();
  g_autoptr(ChlSecret) secret = chl_secret_new ("open-sesame", -1);
  g_autoptr(GString) seen = g_string_new (NULL);

  chl_provider_add_headers (provider, headers, CHL_OPERATION_CHAT, NULL);
  g_assert_cmpuint (chl_headers_get_length (headers), ==, 0);
  chl_provider_add_headers (provider, headers, CHL_OPERATION_CHAT, secret);
  chl_headers_foreach (headers, remember_cb, seen);
  g_assert_cmpstr (seen->str, ==, "Authorization|Bearer |open-sesame");

  g_assert_finalize_object (provider);
}

static void
test_listing_and_failure (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  ChlProvider *inner = chl_provider_new (TEST_TYPE_INNER_PROVIDER, "inner");
  g_autoptr(JsonNode) root = chl_json_parse ("[{\"id\":\"a\"}]", -1, NULL);
  g_autoptr(GPtrArray) models = chl_provider_parse_models (provider, root, NULL);
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_AUTH, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (models->len, ==, 1);
  g_assert_cmpstr (chl_model_get_full_id (g_ptr_array_index (models, 0)), ==, "home/a");
  g_assert_null (chl_provider_parse_models (provider, NULL, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_PROTOCOL);

  chl_provider_refine_failure (provider, failure);
  g_assert_cmpint (failure->kind, ==, CHL_FAILURE_AUTH);
  chl_provider_refine_failure (inner, failure);
  g_assert_cmpint (failure->kind, ==, CHL_FAILURE_QUOTA);

  g_assert_finalize_object (provider);
  g_assert_finalize_object (inner);
}

static void
test_properties_by_name (void)
{
  ChlProvider     *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *endpoint = NULL;
  g_autofree char *detail = NULL;
  gboolean         is_enabled = TRUE;
  int              state = 99;
  int              key_source = 99;
  guint            n_enabled = 99;

  g_object_set (provider, "name", "N", "endpoint", "http://[::1]:1", "is-enabled", FALSE, NULL);
  g_object_get (provider,
                "id", &id,
                "name", &name,
                "title", &title,
                "endpoint", &endpoint,
                "is-enabled", &is_enabled,
                "state", &state,
                "detail", &detail,
                "key-source", &key_source,
                "n-enabled-models", &n_enabled,
                NULL);
  g_assert_cmpstr (id, ==, "home");
  g_assert_cmpstr (name, ==, "N");
  g_assert_cmpstr (title, ==, "N");
  g_assert_cmpstr (endpoint, ==, "http://[::1]:1");
  g_assert_false (is_enabled);
  g_assert_cmpint (state, ==, CHL_PROVIDER_OFF);
  g_assert_null (detail);
  g_assert_cmpint (key_source, ==, CHL_KEY_SOURCE_NONE);
  g_assert_cmpuint (n_enabled, ==, 0);

  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/provider/family", test_family);
  g_test_add_func ("/provider/ids", test_ids);
  g_test_add_func ("/provider/name", test_name);
  g_test_add_func ("/provider/endpoint", test_endpoint);
  g_test_add_func ("/provider/embedded", test_embedded);
  g_test_add_func ("/provider/off", test_off);
  g_test_add_func ("/provider/options", test_options);
  g_test_add_func ("/provider/key", test_key);
  g_test_add_func ("/provider/plain-bodies", test_plain_bodies);
  g_test_add_func ("/provider/headers", test_headers);
  g_test_add_func ("/provider/listing-and-failure", test_listing_and_failure);
  g_test_add_func ("/provider/properties-by-name", test_properties_by_name);

  return g_test_run ();
}
