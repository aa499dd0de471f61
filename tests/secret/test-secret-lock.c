/* test-secret-lock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "chl-error.h"
#include "chl-secret-lock.h"
#include "keyring-fixture.h"

/* Milliseconds. Longer than any test takes. */
#define LONG 60000

static ChlSecretLock *
take (guint    timeout_ms,
      GError **error)
{
  g_auto(Answer) answer = { 0 };

  chl_secret_lock_take_async (timeout_ms, NULL, answer_cb, &answer);
  answer_await (&answer);

  return chl_secret_lock_take_finish (answer.result, error);
}

static gboolean
free_cb (gpointer user_data)
{
  ChlSecretLock **lock = user_data;

  g_clear_pointer (lock, chl_secret_lock_free);

  return G_SOURCE_REMOVE;
}

static void
test_one_at_a_time (void)
{
  g_autoptr(GError) error = NULL;
  ChlSecretLock *first = take (LONG, &error);
  g_autoptr(ChlSecretLock) second = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (first);

  /* The main loop goes on, or it would never be freed. */
  g_idle_add (free_cb, &first);
  second = take (LONG, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
  g_assert_null (first);
}

static void
test_gives_up (void)
{
  g_autoptr(ChlSecretLock) first = take (LONG, NULL);
  g_autoptr(ChlSecretLock) second = NULL;
  g_autoptr(GError) error = NULL;

  second = take (0, &error);
  g_assert_null (second);
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
}

static void
test_cancelling (void)
{
  g_autoptr(ChlSecretLock) first = take (LONG, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(ChlSecretLock) second = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(Answer) answer = { 0 };

  chl_secret_lock_take_async (LONG, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  answer_await (&answer);
  second = chl_secret_lock_take_finish (answer.result, &error);
  g_assert_null (second);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Better a key that may be kept twice than none at all. */
static void
test_no_place_for_it (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), APP_ID ".keyring-lock", NULL);
  g_autoptr(ChlSecretLock) first = NULL;
  g_autoptr(ChlSecretLock) second = NULL;

  g_remove (path);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  first = take (LONG, NULL);
  second = take (LONG, NULL);
  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secret-lock/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/secret-lock/gives-up", test_gives_up);
  g_test_add_func ("/secret-lock/cancelling", test_cancelling);
  g_test_add_func ("/secret-lock/no-place-for-it", test_no_place_for_it);

  return g_test_run ();
}
