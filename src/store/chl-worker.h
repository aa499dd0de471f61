/* chl-worker.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ChlWorker:
 *
 * The store's one thread. Jobs run there in the order in which they were handed in; what they
 * need goes in with them and comes out through their #GTask, values only.
 */
typedef struct _ChlWorker ChlWorker;

/**
 * ChlWorkerFunc:
 * @task: returned by this call, on the worker's thread
 * @context: what the worker was made with, such as the database connection
 */
typedef void (*ChlWorkerFunc) (GTask   *task,
                               gpointer context);

ChlWorker *chl_worker_new (const char    *name,
                           gpointer       context,
                           GDestroyNotify context_destroy);
ChlWorker *chl_worker_ref (ChlWorker *self);
void       chl_worker_unref (ChlWorker *self);
void       chl_worker_run (ChlWorker    *self,
                           GTask        *task,
                           ChlWorkerFunc func);
void       chl_worker_flush (ChlWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlWorker, chl_worker_unref)

G_END_DECLS
