/* chl-worker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-worker"

#include "config.h"

#include "chl-worker.h"

struct _ChlWorker
{
  gatomicrefcount ref_count;
  GThread        *thread;          /* (owned) */
  GAsyncQueue    *jobs;            /* (owned) (element-type Job) */
  gpointer        context;         /* (owned) used on the thread alone */
  GDestroyNotify  context_destroy; /* (nullable) called on the thread, after the last job */
};

typedef struct
{
  GMutex   mutex;
  GCond    cond;
  gboolean is_reached;
} Flush;

/* With neither a task nor a flush: the end. */
typedef struct
{
  GTask        *task;  /* (owned) (nullable) */
  ChlWorkerFunc func;  /* (nullable) goes with the task */
  Flush        *flush; /* (unowned) (nullable) on the stack of the thread that waits */
} Job;

static gboolean
do_nothing_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/*
 * The last reference on a task may be the last one on the object it belongs to, whose other parts
 * live on the caller's thread. So it is never dropped here but in the caller's context.
 */
static void
release_task (GTask *task)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, do_nothing_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
reach_flush (Flush *flush)
{
  g_mutex_lock (&flush->mutex);
  flush->is_reached = TRUE;
  g_cond_signal (&flush->cond);
  g_mutex_unlock (&flush->mutex);
}

static gpointer
run_jobs (gpointer data)
{
  ChlWorker *self = data;
  gboolean   is_running = TRUE;

  while (is_running)
    {
      g_autofree Job *job = g_async_queue_pop (self->jobs);

      if (job->task != NULL)
        {
          if (!g_task_return_error_if_cancelled (job->task))
            job->func (job->task, self->context);
          release_task (g_steal_pointer (&job->task));
        }
      else if (job->flush != NULL)
        reach_flush (job->flush);
      else
        is_running = FALSE;
    }

  if (self->context_destroy != NULL)
    self->context_destroy (self->context);
  g_async_queue_unref (self->jobs);
  g_free (self);

  return NULL;
}

/**
 * chl_worker_new:
 * @name: (not nullable): the thread's name for debuggers, at most 15 bytes of it are shown
 * @context: (transfer full) (nullable): handed to every job
 * @context_destroy: (nullable): frees @context, on the worker's thread after the last job
 *
 * Starts a thread. Each of the store's objects has one of its own, so that settings that wait for
 * another program's lock never hold up the journal of an answer.
 *
 * Returns: (transfer full): a new worker
 */
ChlWorker *
chl_worker_new (const char    *name,
                gpointer       context,
                GDestroyNotify context_destroy)
{
  ChlWorker *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (ChlWorker, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->jobs = g_async_queue_new ();
  self->context = context;
  self->context_destroy = context_destroy;
  self->thread = g_thread_new (name, run_jobs, self);

  return self;
}

ChlWorker *
chl_worker_ref (ChlWorker *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * chl_worker_unref:
 * @self: (transfer full): a worker
 *
 * Drops a reference. The last one waits until all jobs are done and the thread has ended, unless
 * it is dropped on that thread itself, which then ends by itself.
 */
void
chl_worker_unref (ChlWorker *self)
{
  g_autoptr(GThread) thread = NULL;
  g_autoptr(GAsyncQueue) jobs = NULL;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  /* The thread frees the worker as soon as it has read the last job. */
  thread = g_steal_pointer (&self->thread);
  jobs = g_async_queue_ref (self->jobs);
  g_async_queue_push (jobs, g_new0 (Job, 1));
  if (thread != g_thread_self ())
    g_thread_join (g_steal_pointer (&thread));
}

/**
 * chl_worker_run:
 * @self: a worker
 * @task: (transfer none): what @func returns
 * @func: does the job on the worker's thread, and returns @task exactly once
 *
 * Hands in a job. A task that is cancelled before its turn is returned as cancelled and @func is
 * not called. The result is delivered, as always with #GTask, in the context that made @task.
 */
void
chl_worker_run (ChlWorker    *self,
                GTask        *task,
                ChlWorkerFunc func)
{
  Job *job;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->task = g_object_ref (task);
  job->func = func;
  g_async_queue_push (self->jobs, job);
}

/**
 * chl_worker_flush:
 * @self: a worker
 *
 * Blocks until every job that was handed in before has run; results may still be on their way to
 * their contexts. For leaving the program and for tests.
 */
void
chl_worker_flush (ChlWorker *self)
{
  Flush flush = { .is_reached = FALSE };
  Job  *job;

  g_return_if_fail (self != NULL);

  g_mutex_init (&flush.mutex);
  g_cond_init (&flush.cond);

  job = g_new0 (Job, 1);
  job->flush = &flush;
  g_async_queue_push (self->jobs, job);

  g_mutex_lock (&flush.mutex);
  while (!flush.is_reached)
    g_cond_wait (&flush.cond, &flush.mutex);
  g_mutex_unlock (&flush.mutex);

  g_mutex_clear (&flush.mutex);
  g_cond_clear (&flush.cond);
}
