/* test-keyring-prompt.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The real gnome-keyring and its real prompt, which keyring-session.sh answers on a display of its
 * own.
 */

#include "config.h"

#include <libsecret/secret.h>

#include "chl-error.h"
#include "keyring-fixture.h"

/* Of no use while a person is asked, and it must not run then. */
#define TIMEOUT_MS 20000

/* What the keyring does without a person takes milliseconds, unless the computer is busy. */
#define LEAST_TIMEOUT_MS 2000

typedef struct
{
  ChlSecretStore *store;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->store = chl_secret_store_new (TIMEOUT_MS);
  session ("start open");
  g_assert_true (keep (fixture->store, &work, PLANTED, NULL));
  session ("lock");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  session ("reset");
  secret_service_disconnect ();
}

static void
test_look_up_unlocks (Fixture      *fixture,
                      gconstpointer data)
{
  GSubprocess *person = session_begin ("answer type open");
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  ChlSecretState   state;

  found = lookup (fixture->store, &work, TRUE, &state, &error);
  session_end (person);
  g_assert_no_error (error);
  g_assert_true (g_strcmp0 (found, PLANTED) == 0);
  g_assert_cmpint (state, ==, CHL_SECRET_KEPT);
  assert_kept (fixture->store, &work, PLANTED);
}

/* gnome-keyring finds by hashes what was loaded locked. */
static void
test_look_up_unlocks_what_was_loaded_locked (Fixture      *fixture,
                                             gconstpointer data)
{
  session ("stop");
  session ("start shut");
  test_look_up_unlocks (fixture, data);
}

static void
test_dismissed (Fixture      *fixture,
                gconstpointer data)
{
  GSubprocess *person = session_begin ("answer escape");
  g_autoptr(GError) error = NULL;
  ChlSecretState state;

  g_assert_null (lookup (fixture->store, &work, TRUE, &state, &error));
  session_end (person);
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (state, ==, CHL_SECRET_LOCKED);
}

static void
test_keep_unlocks (Fixture      *fixture,
                   gconstpointer data)
{
  GSubprocess *person = session_begin ("answer type open");
  g_autoptr(GError) error = NULL;

  g_assert_true (keep (fixture->store, &work, PLANTED "-2", &error));
  session_end (person);
  g_assert_no_error (error);
  assert_kept (fixture->store, &work, PLANTED "-2");
}

static void
test_remove_unlocks (Fixture      *fixture,
                     gconstpointer data)
{
  GSubprocess *person = session_begin ("answer type open");
  g_autoptr(GError) error = NULL;

  g_assert_true (forget (fixture->store, &work, &error));
  session_end (person);
  g_assert_no_error (error);
  assert_absent (fixture->store, &work);
}

/* gnome-keyring finds what was loaded locked only by the hashes of attributes. */
static void
test_remove_unlocks_what_was_loaded_locked (Fixture      *fixture,
                                            gconstpointer data)
{
  session ("stop");
  session ("start shut");
  test_remove_unlocks (fixture, data);
}

/* A prompt would never end here. */
static void
test_asks_only_when_it_may (Fixture      *fixture,
                            gconstpointer data)
{
  static const ChlSecretPlace never = { "never", "key", "https://api.example.test:443", NULL };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (lookup (fixture->store, &work, FALSE, NULL, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
      g_clear_error (&error);
      g_assert_false (forget (fixture->store, &never, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
      g_clear_error (&error);
    }
}

static void
test_unlock (Fixture      *fixture,
             gconstpointer data)
{
  GSubprocess *person = session_begin ("answer type open");
  g_autoptr(GError) error = NULL;

  g_assert_true (unlock (fixture->store, &error));
  session_end (person);
  g_assert_no_error (error);
  assert_kept (fixture->store, &work, PLANTED);
}

static void
wait_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  gboolean *is_there = user_data;

  *is_there = TRUE;
}

static void
test_cancelled_while_asking (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr(GSubprocess) watcher = session_begin ("wait-for-prompt");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  gboolean is_there = FALSE;

  g_subprocess_wait_async (watcher, NULL, wait_cb, &is_there);
  chl_secret_store_lookup_async (fixture->store, &work, TRUE, cancellable, answer_cb, &answer);
  while (!is_there)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_subprocess_get_successful (watcher));
  g_assert_null (answer.result);

  g_cancellable_cancel (cancellable);
  answer_await (&answer);
  g_assert_null (chl_secret_store_lookup_finish (fixture->store, answer.result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* The prompt stays: gnome-keyring ends with it if it is dismissed. It is good for the next call,
   * too. */
  g_clear_object (&answer.result);
  test_look_up_unlocks (fixture, data);
}

/* Much longer than the keyring takes to answer here and now, in milliseconds. */
static guint
measure_timeout (Fixture *fixture)
{
  gint64 began_us = g_get_monotonic_time ();

  g_assert_null (lookup (fixture->store, &work, FALSE, NULL, NULL));

  return MAX (LEAST_TIMEOUT_MS, (guint) (20 * (g_get_monotonic_time () - began_us) / 1000));
}

/* A person takes their time. */
static void
test_no_hurry_while_asking (Fixture      *fixture,
                            gconstpointer data)
{
  guint timeout_ms = measure_timeout (fixture);
  g_autoptr(ChlSecretStore) hasty = chl_secret_store_new (timeout_ms);
  g_autoptr(GSubprocess) watcher = session_begin ("wait-for-prompt");
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  g_auto (Answer) answer = { 0 };
  gboolean is_there = FALSE;
  gint64   until;

  g_subprocess_wait_async (watcher, NULL, wait_cb, &is_there);
  chl_secret_store_lookup_async (hasty, &work, TRUE, NULL, answer_cb, &answer);
  while (!is_there)
    g_main_context_iteration (NULL, TRUE);

  /* Longer than the time-out. */
  until = g_get_monotonic_time () + (timeout_ms + 200) * G_GINT64_CONSTANT (1000);
  while (g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  g_assert_null (answer.result);

  session_end (session_begin ("answer escape"));
  answer_await (&answer);
  g_assert_null (chl_secret_store_lookup_finish (hasty, answer.result, NULL, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
}

static void
test_first_keyring (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  GSubprocess *person;

  session ("reset");
  session ("start shut");
  person = session_begin ("answer escape");
  g_assert_false (keep (fixture->store, &work, PLANTED "-1", &error));
  session_end (person);
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);

  person = session_begin ("answer create first");
  g_assert_true (keep (fixture->store, &work, PLANTED "-2", &error));
  session_end (person);
  g_assert_no_error (error);
  assert_kept (fixture->store, &work, PLANTED "-2");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/keyring-prompt/look-up-unlocks", test_look_up_unlocks },
    { "/keyring-prompt/look-up-unlocks-what-was-loaded-locked",
      test_look_up_unlocks_what_was_loaded_locked },
    { "/keyring-prompt/dismissed", test_dismissed },
    { "/keyring-prompt/keep-unlocks", test_keep_unlocks },
    { "/keyring-prompt/remove-unlocks", test_remove_unlocks },
    { "/keyring-prompt/remove-unlocks-what-was-loaded-locked",
      test_remove_unlocks_what_was_loaded_locked },
    { "/keyring-prompt/asks-only-when-it-may", test_asks_only_when_it_may },
    { "/keyring-prompt/unlock", test_unlock },
    { "/keyring-prompt/cancelled-while-asking", test_cancelled_while_asking },
    { "/keyring-prompt/no-hurry-while-asking", test_no_hurry_while_asking },
    { "/keyring-prompt/first-keyring", test_first_keyring },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
