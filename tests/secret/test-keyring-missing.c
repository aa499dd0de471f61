/* test-keyring-missing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bus without a Secret Service, no bus, and a libsecret that is told to use what it has not got.
 * Each is chosen once in a process, so each is a process.
 */

#include "config.h"

#include <unistd.h>

#include "chl-error.h"
#include "keyring-fixture.h"

static void
assert_usable_without (ChlSecretStore *store)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED, -1);
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  ChlSecretState   state;

  g_assert_null (lookup (store, &work, TRUE, &state, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_assert_cmpint (state, ==, CHL_SECRET_FAILED);
  g_clear_error (&error);
  g_assert_false (keep (store, &work, PLANTED, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_assert_null (strstr (error->message, PLANTED));
  g_clear_error (&error);
  g_assert_false (unlock (store, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_clear_error (&error);
  g_assert_false (forget (store, &work, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_clear_error (&error);

  chl_secret_store_keep_until_quit (store, &work, secret);
  found = lookup (store, &work, FALSE, &state, &error);
  g_assert_no_error (error);
  g_assert_true (g_strcmp0 (found, PLANTED) == 0);
  g_assert_cmpint (state, ==, CHL_SECRET_UNTIL_QUIT);

  /* It was nowhere else, so that is all there was to remove. */
  g_assert_true (forget (store, &work, &error));
  g_assert_no_error (error);
  g_assert_cmpint (chl_secret_store_get_state (store, &work), ==, CHL_SECRET_ABSENT);
}

static void
test_no_service (void)
{
  ChlSecretStore *store = chl_secret_store_new (0);

  assert_usable_without (store);
  g_assert_finalize_object (store);
}

static void
test_no_bus (void)
{
  if (g_test_subprocess ())
    {
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
      test_no_service ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_no_display_to_start_a_bus (void)
{
  if (g_test_subprocess ())
    {
      g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
      g_unsetenv ("DISPLAY");
      test_no_service ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* libsecret never calls back then. */
static void
test_unknown_backend (void)
{
  if (g_test_subprocess ())
    {
      ChlSecretStore *store = chl_secret_store_new (100);
      g_autoptr(GError) error = NULL;

      g_setenv ("SECRET_BACKEND", "nonsense", TRUE);
      g_test_expect_message ("libsecret", G_LOG_LEVEL_WARNING, "*nonsense*");
      g_test_expect_message ("libsecret", G_LOG_LEVEL_CRITICAL, "*");
      g_assert_null (lookup (store, &work, TRUE, NULL, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
      g_test_assert_expected_messages ();
      g_assert_finalize_object (store);

      /* What libsecret was handed it has lost; a leak checker need not look for it. */
      _exit (0);
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyring-missing/no-service", test_no_service);
  g_test_add_func ("/keyring-missing/no-bus", test_no_bus);
  g_test_add_func ("/keyring-missing/no-display-to-start-a-bus", test_no_display_to_start_a_bus);
  g_test_add_func ("/keyring-missing/unknown-backend", test_unknown_backend);

  return g_test_run ();
}
