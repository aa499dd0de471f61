/* test-advice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-advice.h"
#include "chl-error.h"

/* One whole sentence, with nothing left in it that only a program reads. */
static void
assert_sentence (const char *sentence)
{
  g_test_message ("%s", sentence);
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  g_assert_true (g_unichar_isupper (g_utf8_get_char (sentence)) ||
                 g_unichar_isdigit (g_utf8_get_char (sentence)));
  g_assert_true (g_str_has_suffix (sentence, "."));
  g_assert_false (g_str_has_suffix (sentence, ".."));
  g_assert_null (strstr (sentence, "%s"));
  g_assert_null (strstr (sentence, "(null)"));
  g_assert_null (strchr (sentence, '\n'));
  g_assert_nonnull (strchr (sentence, ' '));
}

static void
assert_action (ChlAction action)
{
  g_assert_true (action == CHL_ACTION_NONE || chl_action_get_label (action) != NULL);
}

static void
test_each_failure (void)
{
  static const char *const titles[] = { "Lab 100%s", NULL };

  for (ChlFailureKind kind = CHL_FAILURE_NONE; kind <= CHL_FAILURE_UNKNOWN; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
      for (guint j = 0; j < 4; j++)
        {
          g_autoptr(ChlFailure) failure = chl_failure_new (kind, j % 2 == 1 ? "Its words" : NULL);
          g_autoptr(ChlAdvice) advice = NULL;

          failure->status = j > 1 ? 400 : 0;
          advice = chl_advice_for_failure (failure, titles[i], NULL);
          if (titles[i] != NULL)
            {
              char *place = strstr (advice->sentence, titles[i]);

              if (place != NULL)
                memcpy (place, "Lab 100--", strlen ("Lab 100--"));
            }
          assert_sentence (advice->sentence);
          assert_action (advice->action);
          assert_action (advice->other_action);
          g_assert_true (advice->other_action != advice->action || kind == CHL_FAILURE_NONE);
          if (kind != CHL_FAILURE_NONE)
            g_assert_cmpint (advice->action, !=, CHL_ACTION_NONE);

          /* What the provider said of itself is quoted, never said as if it were ours. */
          g_assert_cmpstr (advice->words, ==, j % 2 == 1 ? "Its words" : NULL);
          g_assert_null (strstr (advice->sentence, "Its words"));
        }
}

static void
test_each_error (void)
{
  for (ChlError code = CHL_ERROR_FAILED; code <= CHL_ERROR_INVALID; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (CHL_ERROR, (int) code, "This went wrong");
      g_autoptr(ChlAdvice) advice = chl_advice_for_error (error, "Lab");
      g_autoptr(ChlFailure) failure = chl_failure_new_from_error (error);
      g_autoptr(ChlAdvice) other = chl_advice_for_failure (failure, "Lab", NULL);

      assert_sentence (advice->sentence);
      assert_action (advice->action);
      assert_sentence (other->sentence);
      if (code != CHL_ERROR_INVALID)
        g_assert_cmpint (advice->action, !=, CHL_ACTION_NONE);
    }
}

static void
test_an_error_of_others (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "It broke.");
  g_autoptr(ChlAdvice) advice = chl_advice_for_error (error, NULL);

  g_assert_cmpstr (advice->sentence, ==, "It broke.");
  g_assert_cmpint (advice->action, ==, CHL_ACTION_RETRY);
}

static void
test_waiting_is_told_in_seconds (void)
{
  static const struct
  {
    gint64      delay_ms;
    const char *words;
  } rows[] = {
    { 1000, "for 1 second." },
    { 1001, "for 2 seconds." },
    { 60000, "for 60 seconds." },
    { 121000, "for 3 minutes." },
    { 7260000, "for 3 hours." },
    { G_GINT64_CONSTANT (31622400) * 1000, "for 366 days." },
    { -1, "for now." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_RATE_LIMIT, NULL);
      g_autoptr(ChlAdvice) advice = NULL;

      failure->retry_after_ms = rows[i].delay_ms;
      advice = chl_advice_for_failure (failure, "Lab", "m");
      assert_sentence (advice->sentence);
      g_assert_true (g_str_has_suffix (advice->sentence, rows[i].words));
      g_assert_cmpint (advice->action, ==, CHL_ACTION_WAIT);
    }
}

/* A wrong address is not found either: the model is blamed where the server blames it. */
static void
test_the_model_is_named (void)
{
  static const struct
  {
    const char *code;
    const char *param;
    const char *message;
    gboolean    is_model;
  } rows[] = {
    { "model_not_found", NULL, "nope", TRUE },
    { NULL, "model", "nope", TRUE },
    { NULL, NULL, "The model `gpt-9` does not exist", TRUE },
    { NULL, NULL, "404 page not found", FALSE },
    { "not_found", NULL, "Not Found", FALSE },
    { NULL, NULL, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_NOT_FOUND, rows[i].message);
      g_autoptr(ChlAdvice) advice = NULL;

      failure->status = 404;
      failure->code = g_strdup (rows[i].code);
      failure->param = g_strdup (rows[i].param);
      advice = chl_advice_for_failure (failure, "Lab", "gpt-9");
      g_assert_cmpstr (advice->sentence, ==,
                       rows[i].is_model ? "Lab does not have the model gpt-9."
                                        : "Lab does not have this model or this address.");
      g_assert_cmpint (advice->action, ==, CHL_ACTION_CHOOSE_MODEL);
    }
}

static void
test_words_of_actions (void)
{
  g_autoptr(GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = CHL_ACTION_NONE; i <= CHL_ACTION_TRY_REGION; i++)
    g_assert_true (g_hash_table_add (words, (gpointer) chl_action_to_string ((ChlAction) i)));
  g_assert_cmpstr (chl_action_to_string (CHL_ACTION_ENTER_KEY), ==, "enter_key");
}

/* Who was sent no key asks for one; what we say of a key ourselves may be that it is locked. */
static void
test_a_key_is_asked_for (void)
{
  g_autoptr(ChlFailure) asked = chl_failure_new (CHL_FAILURE_NO_KEY, "Who are you?");
  g_autoptr(ChlFailure) locked = chl_failure_new_own (CHL_FAILURE_NO_KEY, "The keyring is locked");
  g_autoptr(ChlAdvice) advice = NULL;
  g_autoptr(ChlAdvice) other = NULL;

  asked->status = 401;
  advice = chl_advice_for_failure (asked, "Lab", "m");
  g_assert_cmpstr (advice->sentence, ==, "Lab asks for a key, and none was given yet.");
  g_assert_cmpstr (advice->words, ==, "Who are you?");
  g_assert_cmpint (advice->action, ==, CHL_ACTION_ENTER_KEY);

  other = chl_advice_for_failure (locked, "Lab", "m");
  g_assert_cmpstr (other->sentence, ==, "The keyring is locked.");
  g_assert_cmpint (other->action, ==, CHL_ACTION_OPEN_PROVIDER);
  chl_advice_free (g_steal_pointer (&other));

  locked->code = g_strdup (CHL_FAILURE_CODE_KEYRING_LOCKED);
  other = chl_advice_for_failure (locked, "Lab", "m");
  g_assert_cmpint (other->action, ==, CHL_ACTION_UNLOCK);
}

/* What each says about the provider itself, which is not what it says about one question. */
static void
test_states (void)
{
  static const struct
  {
    ChlFailureKind   kind;
    ChlProviderState state;
  } rows[] = {
    { CHL_FAILURE_NONE, CHL_PROVIDER_CONNECTED },
    { CHL_FAILURE_AUTH, CHL_PROVIDER_KEY_REFUSED },
    { CHL_FAILURE_NO_KEY, CHL_PROVIDER_NO_KEY },
    { CHL_FAILURE_QUOTA, CHL_PROVIDER_NO_CREDIT },
    { CHL_FAILURE_RATE_LIMIT, CHL_PROVIDER_RATE_LIMITED },
    { CHL_FAILURE_NETWORK, CHL_PROVIDER_UNREACHABLE },
    { CHL_FAILURE_TIMEOUT, CHL_PROVIDER_UNREACHABLE },
    { CHL_FAILURE_TLS, CHL_PROVIDER_UNREACHABLE },
    { CHL_FAILURE_NOT_FOUND, CHL_PROVIDER_UNCHECKED },
    { CHL_FAILURE_CONTEXT_LENGTH, CHL_PROVIDER_UNCHECKED },
    { CHL_FAILURE_CANCELLED, CHL_PROVIDER_UNCHECKED },
    { CHL_FAILURE_NOT_LOCAL, CHL_PROVIDER_UNCHECKED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFailure) failure = chl_failure_new (rows[i].kind, NULL);

      g_test_message ("%s", chl_failure_kind_to_string (rows[i].kind));
      g_assert_cmpint (chl_advice_get_state (failure), ==, rows[i].state);
    }
}

static void
test_labels (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (ChlProviderState state = 0; state <= CHL_PROVIDER_BROKEN_FILE; state++)
    {
      const char *label = chl_provider_state_get_label (state);

      g_assert_cmpuint (strlen (label), >, 1);
      g_assert_true (g_hash_table_add (seen, (gpointer) label));
    }

  for (ChlFinish finish = 0; finish <= CHL_FINISH_OTHER; finish++)
    {
      gboolean is_plain = finish == CHL_FINISH_NONE || finish == CHL_FINISH_STOP;

      g_assert_true ((chl_finish_get_label (finish) == NULL) == is_plain);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/advice/each-failure", test_each_failure);
  g_test_add_func ("/advice/each-error", test_each_error);
  g_test_add_func ("/advice/an-error-of-others", test_an_error_of_others);
  g_test_add_func ("/advice/waiting-is-told-in-seconds", test_waiting_is_told_in_seconds);
  g_test_add_func ("/advice/words-of-actions", test_words_of_actions);
  g_test_add_func ("/advice/the-model-is-named", test_the_model_is_named);
  g_test_add_func ("/advice/a-key-is-asked-for", test_a_key_is_asked_for);
  g_test_add_func ("/advice/states", test_states);
  g_test_add_func ("/advice/labels", test_labels);

  return g_test_run ();
}
