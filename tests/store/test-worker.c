/* test-worker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-worker.h"
#include "store-fixture.h"

/* What the jobs share; only the worker's thread writes. */
typedef struct
{
  GString *order;
  GThread *thread;
  GThread *freed_on;
  GMutex  *gate;
} Log;

static void
log_job (GTask   *task,
         gpointer context)
{
  Log *log = context;

  g_assert_true (log->thread == NULL || log->thread == g_thread_self ());
  log->thread = g_thread_self ();
  g_string_append (log->order, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/* Holds the worker up until the test opens the gate. */
static void
gate_job (GTask   *task,
          gpointer context)
{
  Log *log = context;

  g_mutex_lock (log->gate);
  g_mutex_unlock (log->gate);
  g_task_return_boolean (task, TRUE);
}

static void
note_free (gpointer context)
{
  Log *log = context;

  log->freed_on = g_thread_self ();
}

static void
run (ChlWorker     *worker,
     const char    *name,
     ChlWorkerFunc  func,
     GCancellable  *cancellable,
     GAsyncResult **slot)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, fixture_result_cb, slot);

  g_task_set_task_data (task, g_strdup (name), g_free);
  chl_worker_run (worker, task, func);
}

static void
test_runs_in_order (void)
{
  g_autoptr(GString) order = g_string_new (NULL);
  Log              log = { .order = order };
  ChlWorker       *worker = chl_worker_new ("test", &log, note_free);
  GAsyncResult    *results[26] = { NULL };
  g_autofree char *expected = g_strdup ("abcdefghijklmnopqrstuvwxyz");

  for (guint i = 0; i < 26; i++)
    run (worker, (char[]){ (char) ('a' + i), '\0' }, log_job, NULL, &results[i]);
  for (guint i = 0; i < 26; i++)
    {
      g_autoptr(GAsyncResult) result = fixture_wait (&results[i]);

      g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
    }

  g_assert_cmpstr (order->str, ==, expected);
  g_assert_true (log.thread != g_thread_self ());

  chl_worker_unref (worker);
  g_assert_true (log.freed_on == log.thread);
}

static void
test_cancelled_before_its_turn (void)
{
  g_autoptr(GString) order = g_string_new (NULL);
  GMutex        gate;
  Log           log = { .order = order, .gate = &gate };
  ChlWorker    *worker;
  GAsyncResult *held = NULL;
  GAsyncResult *cancelled = NULL;
  GAsyncResult *after = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  worker = chl_worker_new ("test", &log, NULL);
  run (worker, "held", gate_job, NULL, &held);
  run (worker, "cancelled", log_job, cancellable, &cancelled);
  run (worker, "after", log_job, NULL, &after);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&gate);

  result = fixture_wait (&cancelled);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  chl_worker_flush (worker);
  g_assert_cmpstr (order->str, ==, "after");

  g_object_unref (fixture_wait (&held));
  g_object_unref (fixture_wait (&after));
  chl_worker_unref (worker);
  g_mutex_clear (&gate);
}

static void
test_flush_and_last_unref_wait (void)
{
  g_autoptr(GString) order = g_string_new (NULL);
  Log           log = { .order = order };
  ChlWorker    *worker = chl_worker_new ("test", &log, NULL);
  GAsyncResult *results[2] = { NULL };

  run (worker, "one ", log_job, NULL, &results[0]);
  chl_worker_flush (worker);
  g_assert_cmpstr (order->str, ==, "one ");
  g_assert_null (results[0]);

  run (worker, "two", log_job, NULL, &results[1]);
  chl_worker_unref (chl_worker_ref (worker));
  chl_worker_unref (worker);
  g_assert_cmpstr (order->str, ==, "one two");

  g_object_unref (fixture_wait (&results[0]));
  g_object_unref (fixture_wait (&results[1]));
}

/* The caller's objects go on the caller's thread, whoever is done first. */
static void
note_finalize (gpointer data,
               GObject *where)
{
  GThread **thread = data;

  *thread = g_thread_self ();
}

static void
test_objects_go_where_they_came_from (void)
{
  g_autoptr(GString) order = g_string_new (NULL);
  Log        log = { .order = order };
  ChlWorker *worker = chl_worker_new ("test", &log, NULL);

  for (guint i = 0; i < 200; i++)
    {
      GThread *thread = NULL;
      GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
      GTask   *task = g_task_new (source, NULL, NULL, NULL);

      g_object_weak_ref (source, note_finalize, &thread);
      g_object_unref (source);
      g_task_set_task_data (task, g_strdup ("x"), g_free);
      chl_worker_run (worker, task, log_job);
      g_object_unref (task);
      while (thread == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (thread == g_thread_self ());
    }

  chl_worker_unref (worker);
}

static void
drop_worker_job (GTask   *task,
                 gpointer context)
{
  chl_worker_unref (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
test_last_unref_on_its_own_thread (void)
{
  ChlWorker    *worker = chl_worker_new ("test", NULL, NULL);
  GAsyncResult *slot = NULL;
  GTask        *task = g_task_new (NULL, NULL, fixture_result_cb, &slot);
  g_autoptr(GAsyncResult) result = NULL;

  g_task_set_task_data (task, worker, NULL);
  chl_worker_run (worker, task, drop_worker_job);
  g_object_unref (task);
  result = fixture_wait (&slot);

  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/worker/runs-in-order", test_runs_in_order);
  g_test_add_func ("/worker/cancelled-before-its-turn", test_cancelled_before_its_turn);
  g_test_add_func ("/worker/flush-and-last-unref-wait", test_flush_and_last_unref_wait);
  g_test_add_func ("/worker/objects-go-where-they-came-from",
                   test_objects_go_where_they_came_from);
  g_test_add_func ("/worker/last-unref-on-its-own-thread", test_last_unref_on_its_own_thread);

  return g_test_run ();
}
