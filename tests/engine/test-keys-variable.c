/* test-keys-variable.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-keys.h"

static gboolean
set_variable (ChlFixture  *fixture,
              ChlProvider *provider,
              const char  *name,
              GError     **error)
{
  ChlKeys *keys = chl_engine_get_keys (fixture->engine);
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_set_variable_async (keys, provider, name, NULL, chl_fixture_keep_cb, &result);

  return chl_keys_change_finish (keys, chl_fixture_wait (&result), error);
}

static void
test_names_of_variables (void)
{
  static const char *const wrong[] = {
    "",
    "1A",
    "A-B",
    "A B",
    "A=B",
    "Ä",
    "GOOD\n",
    "gsk_abc",
    "hf_abcdefghijkl",
    "sk_test_1",
    "MyPlainPass12",
    "abcdefghijklmnopqrstuvwxyz",
    "AIzaSyA1234567890abcdefghijklmnop",
    "AKIAIOSFODNN7EXAMPLE",
    "sk-planted-0123456789-tail",
  };
  static const char *const right[] = { "GROQ_API_KEY", "_", "my_api_key", "Key2", "HF_TOKEN" };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (set_variable (fixture, provider, wrong[i], &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_true (strlen (wrong[i]) < 3 || strstr (error->message, wrong[i]) == NULL);
    }
  g_assert_cmpint (chl_provider_get_key_source (provider), ==, CHL_KEY_SOURCE_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (chl_keys_check_variable (right[i], NULL));

  /* What is the name of one is the name of one. */
  g_setenv ("hf_abcdefghijkl", "x", TRUE);
  g_assert_true (chl_keys_check_variable ("hf_abcdefghijkl", NULL));
  g_unsetenv ("hf_abcdefghijkl");
}

/* A key that was given for the name of one costs nobody the key that is there. */
static void
test_a_key_is_no_name (void)
{
  g_autoptr(ChlFixture) fixture = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;
  ChlProvider     *provider;

  chl_fixture_ignore_leaks (TRUE);
  fixture = chl_fixture_new (TRUE);
  provider = chl_fixture_add_provider (fixture);
  chl_fixture_set_key (fixture, provider, "key-that-is-there");
  g_assert_false (set_variable (fixture, provider, "gsk_0123456789abcdef", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
  g_assert_cmpint (chl_provider_get_key_source (provider), ==, CHL_KEY_SOURCE_KEYRING);
  chl_fixture_ignore_leaks (FALSE);
  file = chl_fixture_read_file (fixture, "config/providers.d/lab.json");
  g_assert_null (strstr (file, "gsk_"));
}

static void
test_finds_the_variable_of_a_family (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  const ChlNewProvider what = { .family_id = "openai" };
  ChlProvider         *openai;

  openai = chl_fixture_add (fixture, &what, NULL);
  g_unsetenv ("OPENAI_API_KEY");
  g_assert_null (chl_keys_find_variable (openai));
  g_setenv ("OPENAI_API_KEY", "", TRUE);
  g_assert_null (chl_keys_find_variable (openai));
  g_setenv ("OPENAI_API_KEY", "sk-0123456789abcdef", TRUE);
  g_assert_cmpstr (chl_keys_find_variable (openai), ==, "OPENAI_API_KEY");
  g_assert_null (chl_keys_find_variable (chl_fixture_add_provider (fixture)));
  g_unsetenv ("OPENAI_API_KEY");

  /* It is a suggestion: nothing reads it before a person has said so. */
  g_assert_cmpint (chl_keys_get_state (chl_engine_get_keys (fixture->engine), openai), ==, CHL_KEY_NONE);
}

/* What signs in a subscription is nobody's key, wherever it comes from. */
static void
test_subscriptions_are_refused (void)
{
  static const char *const tokens[] = { "sk-ant-oat01-0123456789abcdef", "sk-ant-ort01-0123456789abcdef",
                                        "xsk-ant-oat01-0123456789abcdef" };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  ChlKeys     *keys = chl_engine_get_keys (fixture->engine);

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr(ChlSecret) secret = chl_secret_new (tokens[i], -1);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GAsyncResult) fetched = NULL;
      g_autoptr(GError) error = NULL;

      chl_keys_set_async (keys, provider, secret, FALSE, NULL, chl_fixture_keep_cb, &result);
      g_assert_false (chl_keys_change_finish (keys, chl_fixture_wait (&result), &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_null (strstr (error->message, tokens[i]));
      g_assert_nonnull (strstr (error->message, "Claude Code"));
      g_assert_cmpint (chl_provider_get_key_source (provider), ==, CHL_KEY_SOURCE_NONE);
      g_clear_error (&error);

      g_setenv ("CHL_TEST_TOKEN", tokens[i], TRUE);
      g_assert_true (set_variable (fixture, provider, "CHL_TEST_TOKEN", &error));
      chl_keys_fetch_async (keys, provider, NULL, chl_fixture_keep_cb, &fetched);
      g_assert_null (chl_keys_fetch_finish (keys, chl_fixture_wait (&fetched), &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_NO_KEY);
      g_unsetenv ("CHL_TEST_TOKEN");
      chl_provider_set_key (provider, CHL_KEY_SOURCE_NONE, NULL, NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/keys-variable/names", test_names_of_variables);
  g_test_add_func ("/keys-variable/a-key-is-no-name", test_a_key_is_no_name);
  g_test_add_func ("/keys-variable/of-a-family", test_finds_the_variable_of_a_family);

  g_test_add_func ("/keys-variable/subscriptions-are-refused", test_subscriptions_are_refused);

  return g_test_run ();
}
