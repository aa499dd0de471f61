/* test-secret-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store over libsecret's own file, which needs no bus.
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <libsecret/secret.h>

#include "chl-error.h"
#include "keyring-fixture.h"

typedef struct
{
  char           *path;  /* (owned) of the file */
  ChlSecretStore *store; /* (owned) */
} Fixture;

typedef struct
{
  const char *path;
  void (*func) (Fixture *fixture);
} Case;

/* libsecret opens one file in the life of a process, so each case has a process of its own. */
static void
run (gconstpointer data)
{
  const Case *test = data;
  Fixture     fixture = { 0 };

  if (!g_test_subprocess ())
    {
      g_autofree char *options = NULL;

      /* libsecret's file (0.20.5) loses its etag with every change. The test of the real keyring
       * looks for leaks of ours. */
      /* The last one counts. */
      options = g_strconcat (g_getenv ("ASAN_OPTIONS") != NULL ? g_getenv ("ASAN_OPTIONS") : "",
                             ":detect_leaks=0", NULL);
      g_setenv ("ASAN_OPTIONS", options, TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  fixture.path = g_build_filename (g_get_user_data_dir (), "test.keyring", NULL);
  g_setenv ("SECRET_FILE_TEST_PATH", fixture.path, TRUE);
  fixture.store = chl_secret_store_new (0);
  test->func (&fixture);
  g_assert_finalize_object (fixture.store);
  g_free (fixture.path);
}

/* Whoever has the four attributes, whatever else they have. */
static guint
count_items (const ChlSecretPlace *place)
{
  g_autoptr(GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;
  g_autolist (GObject) found = NULL;

  g_hash_table_insert (attributes, (gpointer) "application", (gpointer) APP_ID);
  g_hash_table_insert (attributes, (gpointer) "instance", (gpointer) place->instance);
  g_hash_table_insert (attributes, (gpointer) "kind", (gpointer) place->kind);
  g_hash_table_insert (attributes, (gpointer) "origin", (gpointer) place->origin);
  found = secret_password_searchv_sync (NULL, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);

  return g_list_length (found);
}

static void
test_opens_nothing_by_itself (Fixture *fixture)
{
  g_assert_cmpint (chl_secret_store_get_state (fixture->store, &work), ==, CHL_SECRET_ABSENT);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_keeps_and_forgets (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  assert_absent (fixture->store, &work);
  g_assert_true (keep (fixture->store, &work, "sk-" PLANTED "-1", &error));
  g_assert_no_error (error);
  g_assert_cmpint (chl_secret_store_get_state (fixture->store, &work), ==, CHL_SECRET_KEPT);
  assert_kept (fixture->store, &work, "sk-" PLANTED "-1");

  g_assert_true (forget (fixture->store, &work, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_items (&work), ==, 0);
  assert_absent (fixture->store, &work);

  /* Twice is as good as once. */
  g_assert_true (forget (fixture->store, &work, &error));
  g_assert_no_error (error);
}

static void
test_replaces (Fixture *fixture)
{
  static const char *const texts[] = {
    "sk-" PLANTED "-1",
    PLANTED "\nlines\n",
    "sk-" PLANTED "-3",
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (keep (fixture->store, &work, texts[i], &error));
      g_assert_no_error (error);
      assert_kept (fixture->store, &work, texts[i]);
      g_assert_cmpuint (count_items (&work), ==, 1);
    }
}

/* None of the three may be left out of a search. */
static void
test_places_are_apart (Fixture *fixture)
{
  static const ChlSecretPlace places[] = {
    { "work", "key", "https://api.example.test:443", NULL },
    { "home", "key", "https://api.example.test:443", NULL },
    { "work", "header:X-Extra", "https://api.example.test:443", NULL },
    { "work", "key", "https://api.example.test:8443", NULL },
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *text = g_strdup_printf ("sk-" PLANTED "-%u", i);

      assert_absent (fixture->store, &places[i]);
      g_assert_true (keep (fixture->store, &places[i], text, &error));
      g_assert_no_error (error);
    }

  g_assert_true (forget (fixture->store, &places[0], &error));
  assert_absent (fixture->store, &places[0]);
  for (guint i = 1; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *text = g_strdup_printf ("sk-" PLANTED "-%u", i);

      assert_kept (fixture->store, &places[i], text);
    }
}

static void
test_until_quit (Fixture *fixture)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED "-memory", -1);
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  ChlSecretState   state;

  chl_secret_store_keep_until_quit (fixture->store, &work, secret);
  found = lookup (fixture->store, &work, FALSE, &state, &error);
  g_assert_no_error (error);
  g_assert_true (g_strcmp0 (found, PLANTED "-memory") == 0);
  g_assert_cmpint (state, ==, CHL_SECRET_UNTIL_QUIT);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  /* What is kept takes its place… */
  g_assert_true (keep (fixture->store, &work, PLANTED "-kept", &error));
  assert_kept (fixture->store, &work, PLANTED "-kept");

  /* …and what came later comes first, without a change to what is kept… */
  chl_secret_store_keep_until_quit (fixture->store, &work, secret);
  g_clear_pointer (&found, g_free);
  found = lookup (fixture->store, &work, FALSE, &state, &error);
  g_assert_true (g_strcmp0 (found, PLANTED "-memory") == 0);
  g_assert_cmpuint (count_items (&work), ==, 1);

  /* …until both go. */
  g_assert_true (forget (fixture->store, &work, &error));
  g_assert_no_error (error);
  assert_absent (fixture->store, &work);
  g_assert_cmpuint (count_items (&work), ==, 0);
}

static void
test_later_memory_outlives_a_change (Fixture *fixture)
{
  g_autoptr(ChlSecret) kept = chl_secret_new (PLANTED "-kept", -1);
  g_autoptr(ChlSecret) memory = chl_secret_new (PLANTED "-memory", -1);
  g_autoptr(GError) error = NULL;
  g_auto (Answer) answer = { 0 };

  chl_secret_store_keep_async (fixture->store, &work, kept, NULL, answer_cb, &answer);
  chl_secret_store_keep_until_quit (fixture->store, &work, memory);
  answer_await (&answer);
  g_assert_true (chl_secret_store_keep_finish (fixture->store, answer.result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (chl_secret_store_get_state (fixture->store, &work), ==, CHL_SECRET_UNTIL_QUIT);
}

static void
test_says_what_changed (Fixture *fixture)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED, -1);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autofree char *instance = NULL;
  g_autofree char *kind = NULL;

  gt_signal_logger_connect (logger, fixture->store, "state-changed");
  assert_absent (fixture->store, &work);
  gt_signal_logger_assert_no_emissions (logger);

  keep (fixture->store, &work, PLANTED, NULL);
  gt_signal_logger_assert_emission_pop (logger, fixture->store, "state-changed", &instance, &kind);
  g_assert_cmpstr (instance, ==, "work");
  g_assert_cmpstr (kind, ==, "key");
  assert_kept (fixture->store, &work, PLANTED);
  gt_signal_logger_assert_no_emissions (logger);

  chl_secret_store_keep_until_quit (fixture->store, &work, secret);
  gt_signal_logger_assert_emission_pop (logger, fixture->store, "state-changed", NULL, NULL);
  chl_secret_store_keep_until_quit (fixture->store, &work, secret);
  gt_signal_logger_assert_no_emissions (logger);
}

static void
test_refuses_the_empty (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (keep (fixture->store, &work, PLANTED, NULL));
  g_assert_false (keep (fixture->store, &work, "", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
  assert_kept (fixture->store, &work, PLANTED);
}

/* Whatever order they end in, the last one wins and nothing is left over. */
static void
test_changes_take_turns (Fixture *fixture)
{
  Answer           answers[5] = { 0 };
  g_autofree char *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *text = g_strdup_printf (PLANTED "-%u", i);
      g_autoptr(ChlSecret) secret = chl_secret_new (text, -1);

      if (i == 2)
        chl_secret_store_remove_async (fixture->store, &work, NULL, answer_cb, &answers[i]);
      else
        chl_secret_store_keep_async (fixture->store, &work, secret, NULL, answer_cb, &answers[i]);
      g_free (last);
      last = g_steal_pointer (&text);
    }

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      answer_await (&answers[i]);
      answer_clear (&answers[i]);
    }
  assert_kept (fixture->store, &work, last);
  g_assert_cmpuint (count_items (&work), ==, 1);
}

static void
test_cancelled (Fixture *fixture)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED "-2", -1);

  g_assert_true (keep (fixture->store, &work, PLANTED "-1", NULL));

  /* Before it starts, and as soon as it has. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GError) lookup_error = NULL;
      g_autoptr(GError) keep_error = NULL;
      g_autoptr(GError) remove_error = NULL;
      g_autoptr(GError) unlock_error = NULL;
      g_auto (Answer) looked_up = { 0 };
      g_auto (Answer) kept = { 0 };
      g_auto (Answer) removed = { 0 };
      g_auto (Answer) unlocked = { 0 };

      if (i == 0)
        g_cancellable_cancel (cancellable);
      chl_secret_store_lookup_async (fixture->store, &work, FALSE, cancellable, answer_cb,
                                     &looked_up);
      chl_secret_store_keep_async (fixture->store, &work, secret, cancellable, answer_cb, &kept);
      chl_secret_store_remove_async (fixture->store, &work, cancellable, answer_cb, &removed);
      if (i == 0)
        {
          chl_secret_store_unlock_async (fixture->store, cancellable, answer_cb, &unlocked);
          answer_await (&unlocked);
          g_assert_false (
            chl_secret_store_unlock_finish (fixture->store, unlocked.result, &unlock_error));
          g_assert_error (unlock_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        }
      g_cancellable_cancel (cancellable);
      answer_await (&looked_up);
      answer_await (&kept);
      answer_await (&removed);
      g_assert_null (chl_secret_store_lookup_finish (fixture->store, looked_up.result, NULL,
                                                     &lookup_error));
      g_assert_error (lookup_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (chl_secret_store_keep_finish (fixture->store, kept.result, &keep_error));
      g_assert_error (keep_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (
        chl_secret_store_remove_finish (fixture->store, removed.result, &remove_error));
      g_assert_error (remove_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  assert_kept (fixture->store, &work, PLANTED "-1");
}

static void
test_never_locked (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (unlock (fixture->store, &error));
  g_assert_no_error (error);
}

static void
test_damaged_file (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;
  ChlSecretState   state;

  g_assert_true (g_file_set_contents (fixture->path, "no keyring", -1, NULL));
  g_assert_null (lookup (fixture->store, &work, FALSE, &state, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_assert_cmpint (state, ==, CHL_SECRET_FAILED);
  g_clear_error (&error);

  g_assert_false (keep (fixture->store, &work, PLANTED, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_file_get_contents (fixture->path, &contents, NULL, NULL);
  g_assert_cmpstr (contents, ==, "no keyring");
}

int
main (int   argc,
      char *argv[])
{
  static const Case tests[] = {
    { "/secret-store/opens-nothing-by-itself", test_opens_nothing_by_itself },
    { "/secret-store/keeps-and-forgets", test_keeps_and_forgets },
    { "/secret-store/replaces", test_replaces },
    { "/secret-store/places-are-apart", test_places_are_apart },
    { "/secret-store/until-quit", test_until_quit },
    { "/secret-store/later-memory-outlives-a-change", test_later_memory_outlives_a_change },
    { "/secret-store/says-what-changed", test_says_what_changed },
    { "/secret-store/refuses-the-empty", test_refuses_the_empty },
    { "/secret-store/changes-take-turns", test_changes_take_turns },
    { "/secret-store/cancelled", test_cancelled },
    { "/secret-store/never-locked", test_never_locked },
    { "/secret-store/damaged-file", test_damaged_file },
  };

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &tests[i], run);

  return g_test_run ();
}
