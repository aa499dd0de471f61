/* keyring-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "keyring-fixture.h"

const ChlSecretPlace work = { "work", "key", "https://api.example.test:443", "Work" };

void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  g_assert_null (answer->result);
  answer->result = g_object_ref (result);
}

void
answer_await (Answer *answer)
{
  while (answer->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
answer_clear (Answer *answer)
{
  g_clear_object (&answer->result);
}

/* Returns what was found as text, which is not wiped: a test may do that. */
char *
lookup (ChlSecretStore       *store,
        const ChlSecretPlace *place,
        gboolean              may_prompt,
        ChlSecretState       *out_state,
        GError              **error)
{
  g_auto (Answer) answer = { 0 };
  g_autoptr(ChlSecret) secret = NULL;

  chl_secret_store_lookup_async (store, place, may_prompt, NULL, answer_cb, &answer);
  answer_await (&answer);
  secret = chl_secret_store_lookup_finish (store, answer.result, out_state, error);

  return secret != NULL ? g_strdup (chl_secret_peek (secret)) : NULL;
}

gboolean
keep (ChlSecretStore       *store,
      const ChlSecretPlace *place,
      const char           *text,
      GError              **error)
{
  g_auto (Answer) answer = { 0 };
  g_autoptr(ChlSecret) secret = chl_secret_new (text, -1);

  chl_secret_store_keep_async (store, place, secret, NULL, answer_cb, &answer);
  answer_await (&answer);

  return chl_secret_store_keep_finish (store, answer.result, error);
}

gboolean
forget (ChlSecretStore       *store,
        const ChlSecretPlace *place,
        GError              **error)
{
  g_auto (Answer) answer = { 0 };

  chl_secret_store_remove_async (store, place, NULL, answer_cb, &answer);
  answer_await (&answer);

  return chl_secret_store_remove_finish (store, answer.result, error);
}

gboolean
unlock (ChlSecretStore *store,
        GError        **error)
{
  g_auto (Answer) answer = { 0 };

  chl_secret_store_unlock_async (store, NULL, answer_cb, &answer);
  answer_await (&answer);

  return chl_secret_store_unlock_finish (store, answer.result, error);
}

void
assert_kept (ChlSecretStore       *store,
             const ChlSecretPlace *place,
             const char           *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  ChlSecretState   state;

  found = lookup (store, place, FALSE, &state, &error);
  g_assert_no_error (error);
  g_assert_true (g_strcmp0 (found, text) == 0); /* and the secret stays out of the log */
  g_assert_cmpint (state, ==, CHL_SECRET_KEPT);
  g_assert_cmpint (chl_secret_store_get_state (store, place), ==, CHL_SECRET_KEPT);
}

void
assert_absent (ChlSecretStore       *store,
               const ChlSecretPlace *place)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  ChlSecretState   state;

  found = lookup (store, place, FALSE, &state, &error);
  g_assert_no_error (error);
  g_assert_true (found == NULL);
  g_assert_cmpint (state, ==, CHL_SECRET_ABSENT);
  g_assert_cmpint (chl_secret_store_get_state (store, place), ==, CHL_SECRET_ABSENT);
}

/* keyring-session.sh does something to the keyring while the main loop goes on. */
GSubprocess *
session_begin (const char *arguments)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *subprocess;

  line = g_strdup_printf ("%s %s", g_getenv ("CHL_KEYRING_SESSION"), arguments);
  g_shell_parse_argv (line, NULL, &argv, &error);
  g_assert_no_error (error);
  subprocess = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                                  &error);
  g_assert_no_error (error);

  return subprocess;
}

void
session_end (GSubprocess *subprocess)
{
  g_autoptr(GSubprocess) owned = subprocess;
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_check (subprocess, NULL, &error);
  g_assert_no_error (error);
}

void
session (const char *arguments)
{
  session_end (session_begin (arguments));
}

/* What another program does. @input: (nullable): the secret to store */
char *
secret_tool (const char *input,
             const char *arguments)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr(GSubprocess) subprocess = NULL;
  g_autoptr(GError) error = NULL;
  char *output = NULL;

  line = g_strdup_printf ("secret-tool %s", arguments);
  g_shell_parse_argv (line, NULL, &argv, &error);
  g_assert_no_error (error);
  subprocess = g_subprocess_newv ((const char *const *) argv,
                                  G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                    G_SUBPROCESS_FLAGS_STDERR_MERGE,
                                  &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (subprocess, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  return output;
}
