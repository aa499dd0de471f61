/* chl-registry-keeper-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-keeper"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-registry-keeper-private.h"

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-host-count.h"

#define CONNECT_MS (10 * 1000)
#define TOTAL_MS (30 * 1000)

/* What happens in a thread gets all it needs along, and touches nothing else. */
typedef struct
{
  ChlEngine    *engine;   /* (owned) (not nullable) for the main thread alone */
  char         *folder;   /* (owned) (not nullable) */
  GBytes       *bundled;  /* (owned) (not nullable) */
  GBytes       *download; /* (owned) (nullable) */
  char         *today;    /* (owned) (not nullable) */
  gint64        now_us;
  ChlShelfState state;
} Job;

static void
free_job (Job *job)
{
  g_object_unref (job->engine);
  g_free (job->folder);
  g_bytes_unref (job->bundled);
  g_clear_pointer (&job->download, g_bytes_unref);
  g_free (job->today);
  chl_shelf_state_clear (&job->state);
  g_free (job);
}

static Job *
new_job (ChlRegistryKeeper *self)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr(GDateTime) now = NULL;

  job->engine = g_object_ref (self->engine);
  job->now_us = chl_engine_get_now_us (self->engine);
  now = g_date_time_new_from_unix_utc (job->now_us / G_USEC_PER_SEC);
  job->today = g_date_time_format (now, "%Y-%m-%d");
  job->folder = g_strdup (self->folder);
  job->bundled = g_bytes_ref (self->bundled);

  return job;
}

/* --- One at a time --- */

/* Ends what chl_registry_keeper_refresh_async() or …go_back_async() began. Takes @error. */
static void
give_back (GTask            *task,
           ChlRefreshOutcome outcome,
           GError           *error)
{
  ChlRegistryKeeper *self = g_task_get_source_object (task);

  self->is_busy = FALSE;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    {
      chl_registry_keeper_reload (self);
      g_task_return_int (task, (gssize) outcome);
    }
}

/* Returns: (transfer full) (nullable): the task, unless there is one already */
static GTask *
begin (ChlRegistryKeeper  *self,
       gpointer            tag,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What was written was written, whoever would rather it had not been. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return NULL;
  if (self->engine == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The program is ending");
      return NULL;
    }
  if (self->is_busy)
    {
      g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_FAILED,
                               _("The table of models is being refreshed already"));
      return NULL;
    }

  g_task_set_task_data (task, new_job (self), (GDestroyNotify) free_job);
  self->is_busy = TRUE;

  return g_steal_pointer (&task);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job    *job = g_task_get_task_data (task);
  GError *error = NULL;
  gssize  outcome = g_task_propagate_int (G_TASK (result), &error);

  chl_engine_end_writing (job->engine);
  give_back (task, (ChlRefreshOutcome) outcome, error);
}

/* Takes @task, whose data @func works with in a thread. */
static void
work (GTask          *task,
      GTaskThreadFunc func)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr(GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), written_cb, task);

  /* @task outlives it. */
  g_task_set_task_data (inner, job, NULL);
  g_task_set_check_cancellable (inner, FALSE);
  chl_engine_begin_writing (job->engine);
  g_task_run_in_thread (inner, func);
}

/* --- Refreshing --- */

static void
refresh_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Job    *job = task_data;
  GError *error = NULL;

  if (chl_registry_shelf_refresh (job->folder, job->bundled, job->download, job->today, &job->state,
                                  cancellable, &error))
    g_task_return_int (task, CHL_REFRESH_DONE);
  else
    g_task_return_error (task, error);
}

static void
confirm_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Job    *job = task_data;
  GError *error = NULL;

  if (chl_registry_shelf_confirm (job->folder, job->bundled, job->now_us, &error))
    g_task_return_int (task, CHL_REFRESH_NOTHING_NEW);
  else
    g_task_return_error (task, error);
}

static gboolean
answered_cb (ChlHttpAnswer *answer,
             gpointer       user_data,
             GError       **error)
{
  const char *type = chl_http_answer_get_content_type (answer);

  if (chl_http_answer_get_status (answer) != 200 || g_strcmp0 (type, "application/json") == 0)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_PROTOCOL,
                       _("What came from models.dev is no list of models"));
  return FALSE;
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(ChlHttpAnswer) answer = NULL;
  GError *error = NULL;
  Job    *job = g_task_get_task_data (task);
  guint   status;

  answer = chl_http_call_finish (CHL_HTTP (object), result, &error);
  if (answer == NULL)
    {
      give_back (task, CHL_REFRESH_NOTHING_NEW, error);
      return;
    }

  status = chl_http_answer_get_status (answer);
  if (status == 304)
    {
      work (g_steal_pointer (&task), confirm_in_thread);
      return;
    }
  if (status != 200)
    {
      give_back (task, CHL_REFRESH_NOTHING_NEW,
                 g_error_new (CHL_ERROR, CHL_ERROR_SERVER,
                              _("models.dev could not give its list (status %u); try again later"),
                                 status));
      return;
    }

  chl_shelf_state_clear (&job->state);
  job->state.etag = g_strdup (chl_http_answer_get_header (answer, "ETag"));
  job->state.modified = g_strdup (chl_http_answer_get_header (answer, "Last-Modified"));
  job->state.checked_us = job->state.refreshed_us = job->now_us;
  job->download = g_bytes_ref (chl_http_answer_get_body (answer));
  work (g_steal_pointer (&task), refresh_in_thread);
}

/* No key, no cookie, and nothing of what this person has. */
static ChlHttpCall *
new_call (ChlRegistryKeeper *self)
{
  ChlHttpCall         *call = chl_http_call_new ("GET", self->address);
  const ChlShelfState *state = chl_registry_keeper_get_state (self);

  call->purpose = g_strdup (CHL_PURPOSE_REGISTRY);
  call->connect_timeout_ms = CONNECT_MS;
  call->total_timeout_ms = TOTAL_MS;
  call->max_body_bytes = CHL_REFRESH_MAX_BYTES;
  chl_headers_set (call->headers, "Accept", "application/json");

  /* What was asked for before may have been another table's. */
  if (self->table != NULL && state->etag != NULL)
    chl_headers_set (call->headers, "If-None-Match", state->etag);
  else if (self->table != NULL && state->modified != NULL)
    chl_headers_set (call->headers, "If-Modified-Since", state->modified);

  return call;
}

static gboolean
check_network (ChlRegistryKeeper *self,
               gboolean           even_if_metered,
               GError           **error)
{
  if (chl_engine_is_local_only (self->engine))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL,
                           _("Nothing was fetched from models.dev, because nothing may leave this "
                             "computer"));
      return FALSE;
    }

  if (!even_if_metered && chl_registry_keeper_is_metered (self))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_NETWORK,
                           _("Nothing was fetched from models.dev, because this connection is paid "
                             "by the byte"));
      return FALSE;
    }

  return TRUE;
}

/* Whether the connection is paid by the byte, as far as anybody knows. */
gboolean
chl_registry_keeper_is_metered (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), FALSE);

  if (self->monitor == NULL)
    self->monitor = g_object_ref (g_network_monitor_get_default ());

  return g_network_monitor_get_network_metered (self->monitor);
}

/**
 * chl_registry_keeper_refresh_async:
 * @self: a keeper
 * @even_if_metered: whether a connection that is paid by the byte will do, because a person said so
 * @cancellable: (nullable): until the new table is in use
 * @callback: (scope async): called when it is done
 * @user_data: closure
 *
 * Asks models.dev for its list, and makes a new table of it. Only for a person who wants it.
 */
void
chl_registry_keeper_refresh_async (ChlRegistryKeeper  *self,
                                   gboolean            even_if_metered,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  static const ChlHttpFuncs funcs = { .answered = answered_cb };
  g_autoptr(ChlHttpCall) call = NULL;
  GTask  *task;
  GError *error = NULL;

  g_return_if_fail (CHL_IS_REGISTRY_KEEPER (self));

  task = begin (self, chl_registry_keeper_refresh_async, cancellable, callback, user_data);
  if (task == NULL)
    return;

  if (!check_network (self, even_if_metered, &error))
    {
      give_back (task, CHL_REFRESH_NOTHING_NEW, error);
      g_object_unref (task);
      return;
    }

  /* Another program may have refreshed it. */
  chl_registry_keeper_reload (self);
  call = new_call (self);
  self->asked_us = chl_engine_get_now_us (self->engine);
  chl_http_call_async (chl_engine_get_parts (self->engine)->http, call, &funcs, NULL, cancellable,
                       fetched_cb, task);
}

/**
 * chl_registry_keeper_refresh_finish:
 * @self: a keeper
 * @result: what the callback got
 * @out_outcome: (out) (optional): what came of it
 * @error: %CHL_ERROR_NOT_LOCAL; %CHL_ERROR_NETWORK also for a connection that is paid by the byte;
 *   %CHL_ERROR_FAILED if it is being refreshed already; as chl_http_call_finish(),
 *   chl_registry_refresh() and chl_file_replace(); %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the table in use is what models.dev says today; if not, nothing has changed
 */
gboolean
chl_registry_keeper_refresh_finish (ChlRegistryKeeper *self,
                                    GAsyncResult      *result,
                                    ChlRefreshOutcome *out_outcome,
                                    GError           **error)
{
  gssize outcome;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_registry_keeper_refresh_async), FALSE);

  outcome = g_task_propagate_int (G_TASK (result), error);
  if (outcome < 0)
    return FALSE;

  if (out_outcome != NULL)
    *out_outcome = (ChlRefreshOutcome) outcome;

  return TRUE;
}

/* --- One step back --- */

static void
go_back_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Job    *job = task_data;
  GError *error = NULL;

  if (chl_registry_shelf_go_back (job->folder, job->bundled, &error))
    g_task_return_int (task, CHL_REFRESH_DONE);
  else
    g_task_return_error (task, error);
}

/**
 * chl_registry_keeper_go_back_async:
 * @self: a keeper
 * @cancellable: (nullable): stops it before it begins
 * @callback: (scope async): called when it is done
 * @user_data: closure
 *
 * Puts the table in use that was in use before; there is one step, then the one of the program.
 */
void
chl_registry_keeper_go_back_async (ChlRegistryKeeper  *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_REGISTRY_KEEPER (self));

  task = begin (self, chl_registry_keeper_go_back_async, cancellable, callback, user_data);
  if (task != NULL)
    work (task, go_back_in_thread);
}

/**
 * chl_registry_keeper_go_back_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: %CHL_ERROR_FAILED if there is no older table, or it is being refreshed; as chl_file_replace()
 *
 * Returns: whether an older table is in use
 */
gboolean
chl_registry_keeper_go_back_finish (ChlRegistryKeeper *self,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_registry_keeper_go_back_async), FALSE);

  return g_task_propagate_int (G_TASK (result), error) >= 0;
}
