/* test-secret-turns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-secret-turns.h"
#include "keyring-fixture.h"

/* Remembers its task, whose data says where. */
static void
start (GTask *task)
{
  GTask **started = g_task_get_task_data (task);

  g_assert_null (*started);
  *started = task;
}

static void
finish (ChlSecretTurns *turns,
        GTask         **started)
{
  g_autoptr(GTask) task = g_steal_pointer (started);

  chl_secret_turns_end (turns);
  g_task_return_boolean (task, TRUE);
}

static void
begin (ChlSecretTurns *turns,
       GCancellable   *cancellable,
       Answer         *answer,
       GTask         **started)
{
  GTask *task = g_task_new (NULL, cancellable, answer_cb, answer);

  g_task_set_task_data (task, started, NULL);
  chl_secret_turns_begin (turns, task, start);
}

static void
test_one_after_another (void)
{
  g_autoptr(ChlSecretTurns) turns = chl_secret_turns_new ();
  g_auto (Answer) first = { 0 };
  g_auto (Answer) second = { 0 };
  GTask *first_started = NULL;
  GTask *second_started = NULL;

  begin (turns, NULL, &first, &first_started);
  begin (turns, NULL, &second, &second_started);
  g_assert_nonnull (first_started);
  g_assert_null (second_started);

  finish (turns, &first_started);
  g_assert_nonnull (second_started);
  answer_await (&first);
  g_assert_null (second.result);

  finish (turns, &second_started);
  answer_await (&second);
}

static void
test_cancelled_while_waiting (void)
{
  g_autoptr(ChlSecretTurns) turns = chl_secret_turns_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_auto (Answer) first = { 0 };
  g_auto (Answer) second = { 0 };
  g_auto (Answer) third = { 0 };
  GTask *first_started = NULL;
  GTask *second_started = NULL;
  GTask *third_started = NULL;

  begin (turns, NULL, &first, &first_started);
  begin (turns, cancellable, &second, &second_started);
  begin (turns, NULL, &third, &third_started);
  g_cancellable_cancel (cancellable);
  answer_await (&second);
  g_assert_false (g_task_propagate_boolean (G_TASK (second.result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (first.result);

  finish (turns, &first_started);
  g_assert_null (second_started);
  g_assert_nonnull (third_started);
  finish (turns, &third_started);
  answer_await (&third);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secret-turns/one-after-another", test_one_after_another);
  g_test_add_func ("/secret-turns/cancelled-while-waiting", test_cancelled_while_waiting);

  return g_test_run ();
}
