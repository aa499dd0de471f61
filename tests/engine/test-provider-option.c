/* test-provider-option.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-families.h"
#include "chl-provider-list.h"

static ChlProvider *
new_custom (void)
{
  ChlProvider *provider = chl_provider_new (chl_families_find ("custom"), "lab");

  chl_provider_set_endpoint (provider, "http://127.0.0.1:9/v1");

  return provider;
}

static void
test_takes (void)
{
  static const char *const yes[] = { "yes", "YES", "true", "1" };
  static const char *const no[] = { "no", "False", "0" };
  g_autoptr(ChlProvider) provider = new_custom ();
  g_autoptr(GError) error = NULL;

  g_assert_true (chl_provider_change_option (provider, "name", "A = b", &error));
  g_assert_cmpstr (chl_provider_get_name (provider), ==, "A = b");
  g_assert_true (chl_provider_change_option (provider, "name", "", &error));
  g_assert_null (chl_provider_get_name (provider));
  g_assert_true (chl_provider_change_option (provider, "endpoint", " localhost:8080/ ", &error));
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://localhost:8080/v1");

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      g_assert_true (chl_provider_change_option (provider, "enabled", "no", &error));
      g_assert_true (chl_provider_change_option (provider, "enabled", yes[i], &error));
      g_assert_true (chl_provider_is_enabled (provider));
    }
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    {
      g_assert_true (chl_provider_change_option (provider, "plain-http", "yes", &error));
      g_assert_true (chl_provider_change_option (provider, "plain-http", no[i], &error));
      g_assert_null (chl_provider_get_option (provider, CHL_OPTION_PLAIN_HTTP));
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *key;
    const char *value;
    int         code;
  } rows[] = {
    { "", "x", CHL_ERROR_INVALID },
    { "frob", "x", CHL_ERROR_INVALID },
    { "enabled", "perhaps", CHL_ERROR_INVALID },
    { "enabled", "", CHL_ERROR_INVALID },
    { "plain-http", "2", CHL_ERROR_INVALID },
    { "key", "s3same", CHL_ERROR_INVALID },
    { "API-Key", "s3same", CHL_ERROR_INVALID },
    { "access_token", "s3same", CHL_ERROR_INVALID },
    { "client secret", "s3same", CHL_ERROR_INVALID },
    { "Password", "s3same", CHL_ERROR_INVALID },
    { "Authorization", "Bearer s3same", CHL_ERROR_INVALID },
    { "name", " ", CHL_ERROR_INVALID },
    { "name", "\u00a0\t", CHL_ERROR_INVALID },
    { "name", "A\nB", CHL_ERROR_INVALID },
    { "name", "\x1b[31mred", CHL_ERROR_INVALID },
    { "name", "\u202elab", CHL_ERROR_INVALID },
    { "name", "\xff", CHL_ERROR_INVALID },
    { "name", "sk-proj-s3same0123456789abcdef", CHL_ERROR_INVALID },
    { "endpoint", "", CHL_ERROR_ADDRESS },
    { "endpoint", "http://me:s3same@127.0.0.1/", CHL_ERROR_ADDRESS },
    { "endpoint", "http://127.0.0.1/v1?api_key=s3same", CHL_ERROR_ADDRESS },
    { "endpoint", "http://127.0.0.1:0x50/", CHL_ERROR_ADDRESS },
  };
  g_autoptr(ChlProvider) provider = new_custom ();
  g_autoptr(JsonNode) before = chl_provider_to_json (provider);
  g_autoptr(JsonNode) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = g_strescape (rows[i].value, NULL);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s=%s", rows[i].key, shown);
      g_assert_false (chl_provider_change_option (provider, rows[i].key, rows[i].value, &error));
      g_assert_error (error, CHL_ERROR, rows[i].code);
      g_assert_null (strstr (error->message, "s3same"));
      g_assert_false (g_str_has_suffix (error->message, "."));
    }

  after = chl_provider_to_json (provider);
  g_assert_true (json_node_equal (before, after));
}

static void
test_an_embedded_one_has_no_address (void)
{
  g_autoptr(ChlProvider) provider = chl_provider_new (chl_families_find ("practice"), "practice");
  g_autoptr(GError) error = NULL;

  g_assert_false (chl_provider_change_option (provider, "endpoint", "localhost", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
  g_assert_null (chl_provider_get_endpoint (provider));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/provider-option/takes", test_takes);
  g_test_add_func ("/provider-option/refuses", test_refuses);
  g_test_add_func ("/provider-option/an-embedded-one-has-no-address",
                   test_an_embedded_one_has_no_address);

  return g_test_run ();
}
