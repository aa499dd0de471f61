/* test-keys.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-call.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-keys.h"
#include "chl-secret-store.h"

#define KEY "sk-planted-0123456789-tail"
#define VARIABLE "CHL_TEST_KEY"

typedef struct
{
  ChlFixture  *fixture;  /* (owned) */
  ChlKeys     *keys;     /* (unowned) */
  ChlProvider *provider; /* (unowned) */
} Case;

static void
case_init (Case *self)
{
  g_unsetenv (VARIABLE);
  chl_fixture_ignore_leaks (TRUE);
  self->fixture = chl_fixture_new (TRUE);
  self->provider = chl_fixture_add_provider (self->fixture);
  self->keys = chl_engine_get_keys (self->fixture->engine);
}

static void
restart (Case *self)
{
  chl_fixture_restart (self->fixture);
  self->keys = chl_engine_get_keys (self->fixture->engine);
  self->provider =
    chl_provider_list_find (chl_engine_get_providers (self->fixture->engine), "lab");
}

static void
case_clear (Case *self)
{
  g_clear_pointer (&self->fixture, chl_fixture_free);
  chl_fixture_ignore_leaks (FALSE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static gboolean
set (Case       *self,
     const char *key,
     gboolean    until_quit,
     GError    **error)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (key, -1);
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_set_async (self->keys, self->provider, secret, until_quit, NULL, chl_fixture_keep_cb,
                      &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static gboolean
set_variable (Case       *self,
              const char *name,
              GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_set_variable_async (self->keys, self->provider, name, NULL, chl_fixture_keep_cb,
                               &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static char *
fetch (Case    *self,
       GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChlSecret) secret = NULL;

  chl_keys_fetch_async (self->keys, self->provider, NULL, chl_fixture_keep_cb, &result);
  secret = chl_keys_fetch_finish (self->keys, chl_fixture_wait (&result), error);

  return secret != NULL ? g_strndup (chl_secret_peek (secret), chl_secret_get_length (secret)) : NULL;
}

static void
assert_fetches (Case       *self,
                const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *key = fetch (self, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
}

static void
assert_fails (Case *self,
              int   code)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *key = fetch (self, &error);

  g_assert_null (key);
  g_assert_error (error, CHL_ERROR, code);
  g_assert_null (strstr (error->message, KEY));
}

static void
assert_state (Case       *self,
              ChlKeyState state,
              const char *words)
{
  g_autofree char *description = chl_keys_describe (self->keys, self->provider);

  g_assert_cmpint (chl_keys_get_state (self->keys, self->provider), ==, state);
  g_assert_nonnull (strstr (description, words));
}

/* A key is in the keyring's file, encrypted, and nowhere else. */
static void
assert_in_no_file (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize            length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        assert_in_no_file (path);
      else if (g_file_get_contents (path, &bytes, &length, NULL))
        for (gsize at = 0; at + strlen (KEY) <= length; at++)
          g_assert_cmpint (memcmp (bytes + at, KEY, strlen (KEY)), !=, 0);
    }
}

static void
test_none (void)
{
  g_auto(Case) self = { 0 };
  const ChlNewProvider what = { .family_id = "openai" };
  g_autoptr(GError) error = NULL;

  case_init (&self);
  assert_state (&self, CHL_KEY_NONE, "No key");
  assert_fetches (&self, NULL);

  self.provider = chl_fixture_add (self.fixture, &what, &error);
  g_assert_no_error (error);
  assert_state (&self, CHL_KEY_NONE, "No key");
  assert_fails (&self, CHL_ERROR_NO_KEY);
}

static void
test_is_kept (void)
{
  g_auto(Case) self = { 0 };
  g_autofree char *tail = NULL;
  g_autofree char *unread = NULL;
  g_autofree char *origin = NULL;
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  case_init (&self);
  gt_signal_logger_connect (logger, self.keys, "changed");
  g_assert_true (set (&self, KEY, FALSE, &error));
  g_assert_no_error (error);
  gt_signal_logger_assert_emission_pop (logger, self.keys, "changed", &id);
  g_assert_cmpstr (id, ==, "lab");
  assert_state (&self, CHL_KEY_KEPT, "keyring");
  tail = chl_keys_dup_tail (self.keys, self.provider);
  g_assert_cmpstr (tail, ==, "tail");
  origin = chl_provider_dup_origin (self.provider);
  g_assert_cmpstr (chl_provider_get_key_origin (self.provider), ==, origin);

  restart (&self);
  assert_state (&self, CHL_KEY_KEPT, "keyring");
  unread = chl_keys_dup_tail (self.keys, self.provider);
  g_assert_null (unread);
  assert_fetches (&self, KEY);
  assert_in_no_file (self.fixture->folder);
}

static void
test_until_quit (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;

  case_init (&self);
  g_assert_true (set (&self, KEY, TRUE, &error));
  g_assert_no_error (error);
  assert_state (&self, CHL_KEY_UNTIL_QUIT, "until you quit");
  assert_fetches (&self, KEY);
  assert_in_no_file (self.fixture->folder);

  restart (&self);
  assert_fails (&self, CHL_ERROR_NO_KEY);
  assert_state (&self, CHL_KEY_NONE, "No key");
}

static void
test_short_keys_show_no_tail (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *tail = NULL;

  case_init (&self);
  g_assert_true (set (&self, "short-key-1", FALSE, &error));
  g_assert_no_error (error);
  tail = chl_keys_dup_tail (self.keys, self.provider);
  g_assert_null (tail);
  assert_fetches (&self, "short-key-1");
}

static void
test_refuses_what_is_no_key (void)
{
  static const char *const wrong[] = { "two words", "a\nb", "ümlaut", "tab\there", "\x7f", "a\r\nb: c" };
  g_auto(Case) self = { 0 };

  case_init (&self);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (set (&self, wrong[i], i % 2 == 0, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_null (strstr (error->message, wrong[i]));
    }
  assert_state (&self, CHL_KEY_NONE, "No key");
}

static void
test_environment (void)
{
  static const char *const useless[] = { NULL, "", "  ", "two words", "a\nb: c" };
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;

  case_init (&self);
  g_assert_true (set (&self, KEY, FALSE, &error));
  g_assert_true (set_variable (&self, VARIABLE, &error));
  g_assert_no_error (error);
  assert_state (&self, CHL_KEY_VARIABLE_UNSET, VARIABLE);

  for (guint i = 0; i < G_N_ELEMENTS (useless); i++)
    {
      if (useless[i] != NULL)
        g_setenv (VARIABLE, useless[i], TRUE);
      assert_fails (&self, CHL_ERROR_NO_KEY);
    }

  g_setenv (VARIABLE, " \"sk-from-the-environment\" ", TRUE);
  assert_state (&self, CHL_KEY_ENVIRONMENT, VARIABLE);
  assert_fetches (&self, "sk-from-the-environment");
  file = chl_fixture_read_file (self.fixture, "config/providers.d/lab.json");
  g_assert_nonnull (strstr (file, VARIABLE));
  g_assert_null (strstr (file, "sk-from"));

  /* An environment variable belongs to an origin as well. */
  chl_provider_set_endpoint (self.provider, "http://127.0.0.1:1/v1");
  assert_state (&self, CHL_KEY_OTHER_ORIGIN, "Given for");
  assert_fails (&self, CHL_ERROR_ORIGIN);
  g_unsetenv (VARIABLE);
}

/* A file that a person wrote, which does not say whom the key is for. */
static void
test_no_origin (void)
{
  g_auto(Case) self = { 0 };

  case_init (&self);
  g_setenv (VARIABLE, KEY, TRUE);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *key = NULL;
      gboolean         is_kept = i >= 2;

      if (is_kept)
        g_assert_true (set (&self, KEY, FALSE, NULL));
      chl_provider_set_key (self.provider,
                            is_kept ? CHL_KEY_SOURCE_KEYRING : CHL_KEY_SOURCE_ENVIRONMENT,
                            i % 2 == 0 ? NULL : "", is_kept ? NULL : VARIABLE);
      assert_state (&self, CHL_KEY_OTHER_ORIGIN, "Not confirmed");
      key = fetch (&self, &error);
      g_assert_error (error, CHL_ERROR, CHL_ERROR_ORIGIN);
      g_assert_null (strstr (error->message, "(null)"));
      g_clear_error (&error);

      chl_keys_confirm_origin_async (self.keys, self.provider, NULL, chl_fixture_keep_cb, &result);
      g_assert_true (chl_keys_change_finish (self.keys, chl_fixture_wait (&result), &error));
      g_assert_no_error (error);
      assert_fetches (&self, KEY);
    }
  g_unsetenv (VARIABLE);
}

/* What a change that was killed left in the keyring goes with the next one. */
static void
test_leftovers (void)
{
  static const char *const old = "http://127.0.0.1:1";

  for (guint i = 0; i < 3; i++)
    {
      g_auto(Case) self = { 0 };
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GAsyncResult) looked = NULL;
      g_autoptr(ChlSecret) secret = chl_secret_new (KEY, -1);
      g_autoptr(ChlSecret) found = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *file = NULL;
      ChlSecretPlace   place = { "lab", "key", old, NULL };
      ChlSecretStore  *secrets;

      case_init (&self);
      secrets = chl_engine_get_parts (self.fixture->engine)->secrets;
      chl_secret_store_keep_async (secrets, &place, secret, NULL, chl_fixture_keep_cb, &result);
      g_assert_true (chl_secret_store_keep_finish (secrets, chl_fixture_wait (&result), &error));
      chl_provider_set_key_leftover (self.provider, old);
      g_assert_true (chl_fixture_save (self.fixture, self.provider, &error));
      restart (&self);
      secrets = chl_engine_get_parts (self.fixture->engine)->secrets;
      g_assert_cmpstr (chl_provider_get_key_leftover (self.provider), ==, old);

      if (i == 0)
        g_assert_true (set (&self, "another-key-0123", FALSE, &error));
      else if (i == 1)
        g_assert_true (set_variable (&self, VARIABLE, &error));
      else
        g_assert_true (chl_fixture_remove (self.fixture, self.provider, &error));
      g_assert_no_error (error);

      file = chl_fixture_read_file (self.fixture, "config/providers.d/lab.json");
      g_assert_true (file == NULL || strstr (file, "leftover") == NULL);
      chl_secret_store_lookup_async (secrets, &place, FALSE, NULL, chl_fixture_keep_cb, &looked);
      found = chl_secret_store_lookup_finish (secrets, chl_fixture_wait (&looked), NULL, &error);
      g_assert_no_error (error);
      g_assert_null (found);
    }
}

static void
test_belongs_to_an_origin (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *old = NULL;

  case_init (&self);
  g_assert_true (set (&self, KEY, FALSE, &error));
  old = g_strdup (chl_provider_get_endpoint (self.provider));
  chl_provider_set_endpoint (self.provider, "http://127.0.0.1:1/other");
  assert_state (&self, CHL_KEY_OTHER_ORIGIN, "Given for");
  assert_fails (&self, CHL_ERROR_ORIGIN);

  /* Back where it came from it is good again. */
  chl_provider_set_endpoint (self.provider, old);
  assert_fetches (&self, KEY);

  /* When the person says so it goes there, and then no longer to where it went before. */
  chl_provider_set_endpoint (self.provider, "http://127.0.0.1:1/other");
  chl_keys_confirm_origin_async (self.keys, self.provider, NULL, chl_fixture_keep_cb, &result);
  g_assert_true (chl_keys_change_finish (self.keys, chl_fixture_wait (&result), &error));
  g_assert_no_error (error);
  assert_fetches (&self, KEY);
  restart (&self);
  assert_fetches (&self, KEY);
  chl_provider_set_endpoint (self.provider, old);
  assert_fails (&self, CHL_ERROR_ORIGIN);
}

/* While the key is looked up the endpoint becomes another one: the key does not go there. */
static void
test_endpoint_that_moves_meanwhile (void)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
  g_auto(Case) self = { 0 };
  g_autoptr(GAsyncResult) prepared = NULL;
  g_autoptr(GAsyncResult) called = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ChlHttpCall) call = NULL;
  ChlHttp *http;

  case_init (&self);
  http = chl_engine_get_parts (self.fixture->engine)->http;
  g_assert_true (set (&self, KEY, FALSE, &error));
  chl_call_prepare_async (self.fixture->engine, self.provider, CHL_OPERATION_MODELS, NULL,
                          chl_fixture_keep_cb, &prepared);
  chl_provider_set_endpoint (self.provider, "http://127.0.0.1:1/other");
  call = chl_call_prepare_finish (self.fixture->engine, chl_fixture_wait (&prepared), &error);
  g_assert_no_error (error);

  chl_http_call_async (http, call, &none, NULL, NULL, chl_fixture_keep_cb, &called);
  g_assert_null (chl_http_call_finish (http, chl_fixture_wait (&called), &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_ORIGIN);
}

static void
test_removing (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *origin = NULL;

  case_init (&self);
  g_assert_true (set (&self, KEY, FALSE, &error));
  chl_keys_remove_async (self.keys, self.provider, NULL, chl_fixture_keep_cb, &result);
  g_assert_true (chl_keys_change_finish (self.keys, chl_fixture_wait (&result), &error));
  g_assert_no_error (error);
  assert_state (&self, CHL_KEY_NONE, "No key");
  assert_fetches (&self, NULL);

  /* Gone means gone, whatever a file may say. */
  origin = chl_provider_dup_origin (self.provider);
  chl_provider_set_key (self.provider, CHL_KEY_SOURCE_KEYRING, origin, NULL);
  assert_fails (&self, CHL_ERROR_NO_KEY);
}

static void
test_keyring_that_fails (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;

  case_init (&self);
  chl_fixture_write_file (self.fixture, "keyring", "no keyring");
  g_assert_false (set (&self, KEY, FALSE, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  assert_state (&self, CHL_KEY_NONE, "No key");

  /* Then it can still be used until the program ends. */
  g_clear_error (&error);
  g_assert_true (set (&self, KEY, TRUE, &error));
  g_assert_no_error (error);
  assert_fetches (&self, KEY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/keys/none", test_none);
  g_test_add_func ("/keys/is-kept", test_is_kept);
  g_test_add_func ("/keys/until-quit", test_until_quit);
  g_test_add_func ("/keys/short-keys-show-no-tail", test_short_keys_show_no_tail);
  g_test_add_func ("/keys/refuses-what-is-no-key", test_refuses_what_is_no_key);
  g_test_add_func ("/keys/environment", test_environment);
  g_test_add_func ("/keys/no-origin", test_no_origin);
  g_test_add_func ("/keys/leftovers", test_leftovers);
  g_test_add_func ("/keys/belongs-to-an-origin", test_belongs_to_an_origin);
  g_test_add_func ("/keys/endpoint-that-moves-meanwhile", test_endpoint_that_moves_meanwhile);
  g_test_add_func ("/keys/removing", test_removing);
  g_test_add_func ("/keys/keyring-that-fails", test_keyring_that_fails);

  return g_test_run ();
}
