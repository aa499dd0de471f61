/* test-provider-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "tiny-provider.h"

static char *
dup_json (ChlProvider *provider)
{
  g_autoptr(JsonNode) node = chl_provider_to_json (provider);

  return chl_json_print (node, FALSE);
}

static void
apply (ChlProvider *provider,
       const char  *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, &error);

  g_assert_no_error (error);
  chl_provider_apply_json (provider, root, &error);
  g_assert_no_error (error);
}

static const char full[] =
  "{\"version\":1,\"family\":\"tiny\",\"name\":\"Mine\",\"enabled\":false,"
  "\"endpoint\":\"http://127.0.0.1:8080/v1\","
  "\"options\":{\"a\":\"1\",\"region\":\"eu\"},"
  "\"key\":{\"source\":\"environment\",\"origin\":\"http://127.0.0.1:8080\",\"variable\":\"TINY\"},"
  "\"models\":{\"mine\":{\"enabled\":true,\"custom\":{\"id\":\"mine\",\"title\":\"My Own\","
  "\"use\":[\"chat\"],\"capabilities\":{},\"custom\":true}},"
  "\"lab/a:1\":{\"enabled\":true},\"b\":{\"enabled\":true}},"
  "\"check\":{\"state\":\"unreachable\",\"detail\":\"Nobody there\",\"time_us\":1753000000123456}}";

static void
test_round_trip (void)
{
  ChlProvider     *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  ChlModel        *model = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  apply (provider, full);
  g_assert_cmpstr (chl_provider_get_name (provider), ==, "Mine");
  g_assert_false (chl_provider_is_enabled (provider));
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://127.0.0.1:8080/v1");
  g_assert_cmpstr (chl_provider_get_option (provider, "region"), ==, "eu");
  g_assert_cmpint (chl_provider_get_key_source (provider), ==, CHL_KEY_SOURCE_ENVIRONMENT);
  g_assert_cmpstr (chl_provider_get_key_origin (provider), ==, "http://127.0.0.1:8080");
  g_assert_cmpstr (chl_provider_get_key_variable (provider), ==, "TINY");
  g_assert_cmpint (chl_provider_get_checked_us (provider),
                   ==,
                   G_GINT64_CONSTANT (1753000000123456));
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 3);
  model = chl_provider_find_model (provider, "mine");
  g_assert_true (chl_model_is_custom (model));
  g_assert_cmpstr (chl_model_get_title (model), ==, "My Own");
  model = chl_provider_find_model (provider, "lab/a:1");
  g_assert_false (chl_model_is_custom (model));
  g_assert_cmpstr (chl_model_get_title (model), ==, "lab/a:1");
  g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_CHAT);

  once = dup_json (provider);
  g_assert_cmpstr (once, ==, full);

  /* The same again changes nothing, not even for a moment. */
  model = chl_provider_find_model (provider, "mine");
  apply (provider, full);
  twice = dup_json (provider);
  g_assert_cmpstr (twice, ==, full);
  g_assert_true (chl_provider_find_model (provider, "mine") == model);

  g_assert_finalize_object (provider);
}

static void
test_applying_again_is_silent (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  apply (provider, full);
  gt_signal_logger_connect (logger, provider, "notify");
  gt_signal_logger_connect (logger, provider, "option-changed");
  gt_signal_logger_connect (logger, chl_provider_get_models (provider), "items-changed");
  gt_signal_logger_connect (logger, chl_provider_find_model (provider, "mine"), "notify");
  apply (provider, full);
  gt_signal_logger_assert_no_emissions (logger);

  g_assert_finalize_object (provider);
}

static void
test_missing_is_default (void)
{
  static const char *const texts[] = {
    "{}",
    "{\"version\":7,\"family\":\"tiny\",\"later\":{\"x\":[1]},\"name\":null,\"check\":null}",
    "{\"key\":{},\"options\":{},\"models\":{},\"endpoint\":\"\"}",
  };
  ChlProvider     *fresh = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autofree char *expected = dup_json (fresh);

  g_assert_cmpstr (expected,
                   ==,
                   "{\"version\":1,\"family\":\"tiny\",\"enabled\":true,\"options\":{},"
                   "\"key\":{\"source\":\"none\"},\"models\":{}}");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ChlProvider     *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
      g_autofree char *text = NULL;

      g_test_message ("%s", texts[i]);
      apply (provider, full);
      apply (provider, texts[i]);
      text = dup_json (provider);
      g_assert_cmpstr (text, ==, expected);
      g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_UNCHECKED);
      g_assert_finalize_object (provider);
    }

  g_assert_finalize_object (fresh);
}

static void
test_broken_changes_nothing (void)
{
  static const char *const texts[] = {
    "[]",
    "7",
    "{\"version\":\"1\"}",
    "{\"version\":1.5}",
    "{\"family\":7}",
    "{\"family\":\"other\"}",
    "{\"name\":7}",
    "{\"enabled\":1}",
    "{\"enabled\":\"true\"}",
    "{\"endpoint\":7}",
    "{\"endpoint\":\"ftp://x.invalid\"}",
    "{\"endpoint\":\"https://user:pass@x.invalid\"}",
    "{\"options\":[]}",
    "{\"key\":\"open-sesame\"}",
    "{\"key\":{\"source\":7}}",
    "{\"key\":{\"source\":\"file\"}}",
    "{\"key\":{\"source\":\"environment\"}}",
    "{\"key\":{\"source\":\"keyring\",\"origin\":7}}",
    "{\"key\":{\"variable\":[]}}",
    "{\"models\":[]}",
    "{\"models\":{\"a\":true}}",
    "{\"models\":{\"a\":null}}",
    "{\"models\":{\"a\":{\"enabled\":\"yes\"}}}",
    "{\"models\":{\"a\":{\"custom\":true}}}",
    "{\"models\":{\"\":{}}}",
    /* Something good before what is wrong is not applied either. */
    "{\"name\":\"Other\",\"options\":{\"b\":\"2\"},"
    "\"models\":{\"c\":{\"enabled\":true}},\"key\":7}",
  };
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");

  apply (provider, full);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) root = chl_json_parse (texts[i], -1, NULL);
      g_autofree char *text = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_false (chl_provider_check_json (provider, root, NULL));
      g_assert_false (chl_provider_apply_json (provider, root, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE);
      g_assert_false (g_str_has_suffix (error->message, "."));
      g_assert_null (strstr (error->message, "open-sesame"));
      g_assert_null (strstr (error->message, "pass@"));
      text = dup_json (provider);
      g_assert_cmpstr (text, ==, full);
    }

  g_assert_finalize_object (provider);
}

/* What another version, or a slip, put where nothing is lost without it. */
static void
test_passes_over (void)
{
  static const char *const texts[] = {
    "{\"options\":{\"a\":1,\"\":\"x\",\"b\":{\"c\":[]}}}",
    "{\"check\":[]}",
    "{\"check\":{\"state\":7,\"detail\":7}}",
    "{\"check\":{\"time_us\":\"now\"}}",
    "{\"check\":{\"time_us\":1.5}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
      g_autoptr(JsonNode) root = chl_json_parse (texts[i], -1, NULL);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_true (chl_provider_check_json (provider, root, &error));
      g_assert_true (chl_provider_apply_json (provider, root, &error));
      g_assert_no_error (error);
      g_assert_null (chl_provider_get_option (provider, "a"));
      g_assert_cmpint (chl_provider_get_checked_us (provider), ==, 0);

      g_assert_finalize_object (provider);
    }
}

/* An id that nobody could add today can still be turned off, and is then gone from the file. */
static void
test_unusable_ids_can_be_removed (void)
{
  ChlProvider     *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autofree char *text = NULL;

  apply (provider, "{\"models\":{\"m1 \":{\"enabled\":true,\"custom\":{}},\"a\\u001b\":{\"enabled\":true}}}");
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 2);
  chl_provider_remove_model (provider, "m1 ");
  chl_model_set_enabled (chl_provider_find_model (provider, "a\x1b"), FALSE);
  text = dup_json (provider);
  g_assert_nonnull (strstr (text, "\"models\":{}"));

  g_assert_finalize_object (provider);
}

static void
test_models_follow_the_file (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  ChlModel *a = chl_model_new ("home", "a");
  ChlModel *b = chl_model_new ("home", "b");

  g_ptr_array_add (found, a);
  g_ptr_array_add (found, b);
  chl_provider_merge_models (provider, found);

  /* Hand-written, as little as possible; the name it stands under is the id. */
  apply (provider, "{\"models\":{\"b\":{\"enabled\":true},\"own\":{\"custom\":{\"id\":\"x\"}},"
                   "\"off\":{},\"new-embedder\":{\"enabled\":true}}}");
  g_assert_true (chl_provider_find_model (provider, "a") == a);
  g_assert_false (chl_model_is_enabled (a));
  g_assert_true (chl_model_is_enabled (b));
  g_assert_null (chl_provider_find_model (provider, "off"));
  g_assert_null (chl_provider_find_model (provider, "x"));
  g_assert_true (chl_model_is_custom (chl_provider_find_model (provider, "own")));
  g_assert_false (chl_model_is_enabled (chl_provider_find_model (provider, "own")));
  g_assert_cmpint (chl_model_get_use (chl_provider_find_model (provider, "new-embedder")),
                   ==,
                   CHL_MODEL_USE_EMBEDDING);

  /* A custom one that has left the file is gone, a listed one only off. */
  apply (provider, "{\"models\":{\"a\":{\"enabled\":true}}}");
  g_assert_null (chl_provider_find_model (provider, "own"));
  g_assert_true (chl_model_is_enabled (a));
  g_assert_false (chl_model_is_enabled (b));
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 1);

  /* What is missed stays as long as it is wanted. */
  g_ptr_array_set_size (found, 0);
  chl_provider_merge_models (provider, found);
  g_assert_true (chl_model_is_gone (a));
  apply (provider, "{\"models\":{\"a\":{\"enabled\":true}}}");
  g_assert_true (chl_provider_find_model (provider, "a") == a);
  g_assert_true (chl_model_is_gone (a));
  apply (provider, "{\"models\":{\"a\":{\"enabled\":false}}}");
  g_assert_null (chl_provider_find_model (provider, "a"));

  g_assert_finalize_object (provider);
}

static void
test_custom_model_changes (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  ChlModel *model = chl_model_new ("home", "m");

  g_ptr_array_add (found, model);
  chl_provider_merge_models (provider, found);
  apply (provider, "{\"models\":{\"m\":{\"custom\":{\"title\":\"One\"}}}}");
  g_assert_true (chl_provider_find_model (provider, "m") == model);
  g_assert_true (chl_model_is_custom (model));
  g_assert_cmpstr (chl_model_get_title (model), ==, "One");

  apply (provider,
         "{\"models\":{\"m\":{\"custom\":{\"title\":\"Two\",\"use\":[\"completion\"]}}}}");
  g_assert_true (chl_provider_find_model (provider, "m") == model);
  g_assert_cmpstr (chl_model_get_title (model), ==, "Two");
  g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_COMPLETION);

  apply (provider, "{\"models\":{\"m\":{\"enabled\":true}}}");
  g_assert_true (chl_provider_find_model (provider, "m") == model);
  g_assert_false (chl_model_is_custom (model));

  g_assert_finalize_object (provider);
}

static void
test_later_words (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");

  apply (provider, "{\"check\":{\"state\":\"dreaming\",\"time_us\":5}}");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_UNCHECKED);
  g_assert_cmpint (chl_provider_get_checked_us (provider), ==, 5);

  g_assert_finalize_object (provider);
}

/* It is at another port each time, and nobody's file may send it elsewhere. */
static void
test_embedded_has_no_endpoint (void)
{
  ChlProvider     *provider = chl_provider_new (TEST_TYPE_INNER_PROVIDER, "inner");
  g_autofree char *text = NULL;

  chl_provider_set_endpoint (provider, "http://127.0.0.1:4711/v1");
  text = dup_json (provider);
  g_assert_null (strstr (text, "endpoint"));
  apply (provider, "{\"endpoint\":\"https://elsewhere.invalid\"}");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://127.0.0.1:4711/v1");

  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/provider-json/round-trip", test_round_trip);
  g_test_add_func ("/provider-json/applying-again-is-silent", test_applying_again_is_silent);
  g_test_add_func ("/provider-json/missing-is-default", test_missing_is_default);
  g_test_add_func ("/provider-json/broken-changes-nothing", test_broken_changes_nothing);
  g_test_add_func ("/provider-json/passes-over", test_passes_over);
  g_test_add_func ("/provider-json/unusable-ids-can-be-removed", test_unusable_ids_can_be_removed);
  g_test_add_func ("/provider-json/models-follow-the-file", test_models_follow_the_file);
  g_test_add_func ("/provider-json/custom-model-changes", test_custom_model_changes);
  g_test_add_func ("/provider-json/later-words", test_later_words);
  g_test_add_func ("/provider-json/embedded-has-no-endpoint", test_embedded_has_no_endpoint);

  return g_test_run ();
}
