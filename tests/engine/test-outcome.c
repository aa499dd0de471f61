/* test-outcome.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-continuation.h"
#include "chl-outcome.h"

/* What an answer is made of: t text, r reasoning, c a call, o something opaque. */
static ChlMessage *
new_answer (const char *parts,
            ChlFinish   finish,
            const char *raw_finish)
{
  ChlMessage *message = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 1);

  chl_message_set_source (message, "lab", "m", CHL_PROTOCOL_OPENAI_CHAT);
  for (; *parts != '\0'; parts++)
    {
      g_autoptr(ChlPart) part = chl_part_new (*parts == 'r'   ? CHL_PART_REASONING
                                               : *parts == 'c' ? CHL_PART_TOOL_CALL
                                               : *parts == 'o' ? CHL_PART_OPAQUE
                                                               : CHL_PART_TEXT);

      chl_part_set_text (part, *parts == 'c' ? "{}" : "Words");
      chl_message_add_part (message, part);
    }
  chl_message_set_finish (message, finish, raw_finish);

  return message;
}

static void
test_each_end (void)
{
  static const struct
  {
    ChlFinish      finish;
    const char    *raw;
    const char    *parts;
    ChlOutcomeKind kind;
    const char    *sentence;
    ChlAction      actions[2];
  } rows[] = {
    { CHL_FINISH_NONE, NULL, "t", CHL_OUTCOME_INTERRUPTED, "Broke off: the program ended before the answer did.", { CHL_ACTION_CONTINUE, CHL_ACTION_NONE } },
    { CHL_FINISH_STOP, "stop", "t", CHL_OUTCOME_COMPLETE, "The answer is complete.", { CHL_ACTION_NONE, CHL_ACTION_NONE } },
    { CHL_FINISH_STOP, "stop", "rt", CHL_OUTCOME_COMPLETE, "The answer is complete.", { CHL_ACTION_NONE, CHL_ACTION_NONE } },
    { CHL_FINISH_STOP, "stop", "", CHL_OUTCOME_EMPTY, "The answer is empty.", { CHL_ACTION_RETRY, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_STOP, "stop", "r", CHL_OUTCOME_ONLY_THOUGHT, "The model thought, and said nothing.", { CHL_ACTION_RETRY, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_LENGTH, "length", "t", CHL_OUTCOME_LENGTH, "Cut off: the longest answer allowed was reached.", { CHL_ACTION_CONTINUE, CHL_ACTION_OPEN_ROLES } },
    { CHL_FINISH_LENGTH, "max_tokens", "c", CHL_OUTCOME_LENGTH, "Cut off: the longest answer allowed was reached.", { CHL_ACTION_RETRY, CHL_ACTION_OPEN_ROLES } },
    { CHL_FINISH_LENGTH, "length", "r", CHL_OUTCOME_LENGTH_IN_THOUGHT, "Cut off while thinking: the longest answer allowed was reached.", { CHL_ACTION_OPEN_ROLES, CHL_ACTION_RETRY } },
    { CHL_FINISH_LENGTH, "length", "", CHL_OUTCOME_LENGTH_IN_THOUGHT, "Cut off while thinking: the longest answer allowed was reached.", { CHL_ACTION_OPEN_ROLES, CHL_ACTION_RETRY } },
    { CHL_FINISH_LENGTH, "model_context_window_exceeded", "t", CHL_OUTCOME_WINDOW_FULL, "Cut off: the conversation is as long as the model can read.", { CHL_ACTION_NEW_CHAT, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_LENGTH, "model_length", "", CHL_OUTCOME_WINDOW_FULL, "Cut off: the conversation is as long as the model can read.", { CHL_ACTION_NEW_CHAT, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_TOOL_CALLS, "tool_calls", "tc", CHL_OUTCOME_TOOL_CALLS, "The model asked for a tool, and there is none here.", { CHL_ACTION_RETRY, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_CONTENT_FILTER, "content_filter", "t", CHL_OUTCOME_CONTENT_FILTER, "Stopped by the provider’s content filter.", { CHL_ACTION_EDIT_QUESTION, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_CONTENT_FILTER, "content_filter", "", CHL_OUTCOME_CONTENT_FILTER, "Stopped by the provider’s content filter.", { CHL_ACTION_EDIT_QUESTION, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_REFUSAL, "refusal", "t", CHL_OUTCOME_REFUSAL, "The model declined to answer.", { CHL_ACTION_EDIT_QUESTION, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_PAUSE, "pause_turn", "t", CHL_OUTCOME_PAUSE, "Paused by the provider.", { CHL_ACTION_CONTINUE, CHL_ACTION_NONE } },
    { CHL_FINISH_PAUSE, "pause_turn", "o", CHL_OUTCOME_PAUSE, "Paused by the provider.", { CHL_ACTION_CONTINUE, CHL_ACTION_NONE } },
    { CHL_FINISH_PAUSE, "pause_turn", "", CHL_OUTCOME_PAUSE, "Paused by the provider.", { CHL_ACTION_RETRY, CHL_ACTION_NONE } },
    { CHL_FINISH_CANCELLED, NULL, "t", CHL_OUTCOME_STOPPED, "You stopped this answer.", { CHL_ACTION_CONTINUE, CHL_ACTION_NONE } },
    { CHL_FINISH_CANCELLED, NULL, "r", CHL_OUTCOME_STOPPED, "You stopped this answer.", { CHL_ACTION_RETRY, CHL_ACTION_NONE } },
    { CHL_FINISH_CANCELLED, "abort", "t", CHL_OUTCOME_ABORTED, "Stopped by the provider.", { CHL_ACTION_CONTINUE, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FINISH_ERROR, NULL, "t", CHL_OUTCOME_INTERRUPTED, "Broke off: the program ended before the answer did.", { CHL_ACTION_CONTINUE, CHL_ACTION_NONE } },
    { CHL_FINISH_ERROR, NULL, "", CHL_OUTCOME_INTERRUPTED, "Broke off: the program ended before the answer did.", { CHL_ACTION_RETRY, CHL_ACTION_NONE } },
    { CHL_FINISH_OTHER, "eldritch", "t", CHL_OUTCOME_OTHER, "Ended for a reason that the provider does not explain.", { CHL_ACTION_CONTINUE, CHL_ACTION_CHOOSE_MODEL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlMessage) answer = new_answer (rows[i].parts, rows[i].finish, rows[i].raw);
      g_autoptr(ChlOutcome) outcome = chl_outcome_new (answer, "Lab");

      g_test_message ("%s (%s) of “%s”", chl_finish_to_string (rows[i].finish), rows[i].raw,
                      rows[i].parts);
      g_assert_cmpint (outcome->kind, ==, rows[i].kind);
      g_assert_cmpstr (outcome->sentence, ==, rows[i].sentence);
      g_assert_cmpint (outcome->actions[0], ==, rows[i].actions[0]);
      g_assert_cmpint (outcome->actions[1], ==, rows[i].actions[1]);
      g_assert_false (outcome->is_problem);
      g_assert_cmpstr (outcome->words, ==, rows[i].kind == CHL_OUTCOME_OTHER ? rows[i].raw : NULL);
    }
}

/* No end without a sentence, whatever has come, and nothing that goes on from nothing. */
static void
test_nothing_ends_in_silence (void)
{
  static const char *const contents[] = { "", "t", "r", "rt", "c", "rtc", "o" };

  for (ChlFinish finish = CHL_FINISH_NONE; finish <= CHL_FINISH_OTHER; finish++)
    for (ChlFailureKind kind = CHL_FAILURE_NONE; kind <= CHL_FAILURE_UNKNOWN; kind++)
      for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
        {
          g_autoptr(ChlMessage) answer = new_answer (contents[i], finish, NULL);
          g_autoptr(ChlFailure) failure = chl_failure_new (kind, "Its words");
          g_autoptr(ChlOutcome) outcome = NULL;
          gboolean has_failed = finish == CHL_FINISH_ERROR && kind != CHL_FAILURE_NONE;

          if (has_failed)
            chl_message_set_failure (answer, failure);
          outcome = chl_outcome_new (answer, NULL);
          g_assert_true (g_str_has_suffix (outcome->sentence, "."));
          g_assert_true (outcome->is_problem == has_failed);
          if (has_failed)
            g_assert_cmpstr (outcome->words, ==, "Its words");
          if (outcome->kind != CHL_OUTCOME_COMPLETE)
            g_assert_cmpint (outcome->actions[0], !=, CHL_ACTION_NONE);
          g_assert_true (outcome->actions[0] != outcome->actions[1] ||
                         outcome->kind == CHL_OUTCOME_COMPLETE);
          for (guint j = 0; j < 2; j++)
            g_assert_true (outcome->actions[j] != CHL_ACTION_CONTINUE ||
                           chl_continuation_is_possible (answer));
        }
}

static void
test_while_it_grows (void)
{
  g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(ChlOutcome) outcome = NULL;

  chl_message_begin (answer);
  outcome = chl_outcome_new (answer, "Lab");
  g_assert_cmpint (outcome->kind, ==, CHL_OUTCOME_GROWING);
  g_assert_null (outcome->sentence);
  g_assert_cmpint (outcome->actions[0], ==, CHL_ACTION_NONE);
}

/* What helps after a failure depends on whether a word was said before it. */
static void
test_failures (void)
{
  static const struct
  {
    ChlFailureKind kind;
    const char    *parts;
    ChlAction      actions[2];
  } rows[] = {
    { CHL_FAILURE_TRUNCATED, "t", { CHL_ACTION_CONTINUE, CHL_ACTION_RETRY } },
    { CHL_FAILURE_TRUNCATED, "r", { CHL_ACTION_RETRY, CHL_ACTION_NONE } },
    { CHL_FAILURE_TRUNCATED, "", { CHL_ACTION_RETRY, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FAILURE_NETWORK, "t", { CHL_ACTION_CONTINUE, CHL_ACTION_RETRY } },
    { CHL_FAILURE_NETWORK, "", { CHL_ACTION_RETRY, CHL_ACTION_OPEN_PROVIDER } },
    { CHL_FAILURE_TIMEOUT, "t", { CHL_ACTION_CONTINUE, CHL_ACTION_RETRY } },
    { CHL_FAILURE_OVERLOADED, "t", { CHL_ACTION_CONTINUE, CHL_ACTION_RETRY } },
    { CHL_FAILURE_RATE_LIMIT, "", { CHL_ACTION_WAIT, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FAILURE_AUTH, "", { CHL_ACTION_OPEN_PROVIDER, CHL_ACTION_RETRY } },
    { CHL_FAILURE_NO_KEY, "", { CHL_ACTION_ENTER_KEY, CHL_ACTION_RETRY } },
    { CHL_FAILURE_CONTENT_POLICY, "t", { CHL_ACTION_EDIT_QUESTION, CHL_ACTION_CHOOSE_MODEL } },
    { CHL_FAILURE_QUOTA, "t", { CHL_ACTION_CHOOSE_MODEL, CHL_ACTION_OPEN_PROVIDER } },
    { CHL_FAILURE_CONTEXT_LENGTH, "", { CHL_ACTION_NEW_CHAT, CHL_ACTION_CHOOSE_MODEL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlMessage) answer = new_answer (rows[i].parts, CHL_FINISH_ERROR, NULL);
      g_autoptr(ChlFailure) failure = chl_failure_new (rows[i].kind, NULL);
      g_autoptr(ChlOutcome) outcome = NULL;

      g_test_message ("%s after “%s”", chl_failure_kind_to_string (rows[i].kind), rows[i].parts);
      chl_message_set_failure (answer, failure);
      outcome = chl_outcome_new (answer, "Lab");
      g_assert_cmpint (outcome->kind, ==, *rows[i].parts != '\0' ? CHL_OUTCOME_BROKEN_OFF : CHL_OUTCOME_FAILED);
      g_assert_cmpint (outcome->actions[0], ==, rows[i].actions[0]);
      g_assert_cmpint (outcome->actions[1], ==, rows[i].actions[1]);
      g_assert_nonnull (strstr (outcome->sentence, "Lab"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/outcome/each-end", test_each_end);
  g_test_add_func ("/outcome/nothing-ends-in-silence", test_nothing_ends_in_silence);
  g_test_add_func ("/outcome/while-it-grows", test_while_it_grows);
  g_test_add_func ("/outcome/failures", test_failures);

  return g_test_run ();
}
