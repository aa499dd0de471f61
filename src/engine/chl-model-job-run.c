/* chl-model-job-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-job-run"

#include "config.h"

#include "chl-model-job-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-call.h"
#include "chl-discovery.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-failure-reader.h"
#include "chl-host-count.h"
#include "chl-json.h"
#include "chl-runtime-state.h"

/* Bytes of a line that tells how it goes. */
#define MAX_LINE_BYTES (64 * 1024)

/* Milliseconds until it is asked again how it goes, and that a server may take to say it. */
#define PAUSE_MS 1000
#define STATUS_TIMEOUT 20000

static void prepare (GTask *task);

/* --- Reading --- */

/* An error may come under a good status, as a line among others; it is a refusal all the same. */
static GError *
read_complaint (ChlModelJob *self,
                JsonNode    *root,
                const char  *text,
                gsize        length)
{
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(ChlFailure) hidden = NULL;
  g_autoptr(ChlMask) mask = NULL;

  if (chl_json_get (root, "/error") == NULL)
    return NULL;

  failure = chl_failure_read (400, "application/json", text, length);
  chl_provider_refine_failure (self->provider, failure);
  mask = chl_mask_new_for_headers (self->call->headers);
  hidden = chl_call_hide_secrets (mask, failure);

  return chl_failure_to_error (hidden);
}

/* Takes in what the server says; FALSE if that is the end of it, with the job's trouble set if it is
 * a bad one. */
static gboolean
take (ChlModelJob *self,
      const char  *text,
      gsize        length)
{
  g_autoptr(JsonNode) root = NULL;

  if (length > 0 && !(root = chl_json_parse (text, (gssize) length, &self->trouble)))
    {
      g_prefix_error (&self->trouble, "%s", _ ("What the server says cannot be read: "));
      return FALSE;
    }

  if ((self->trouble = read_complaint (self, root, text, length)))
    return FALSE;

  chl_provider_read_verb (self->provider, self->verb, root, self->progress);

  return !self->progress->is_done;
}

static gboolean
line_cb (const char *line,
         gsize       length,
         gboolean    is_tail,
         gpointer    user_data)
{
  ChlModelJob *self = user_data;

  return take (self, line, length);
}

static gboolean
piece_cb (const char *bytes,
          gsize       length,
          gpointer    user_data,
          GError    **error)
{
  ChlModelJob *self = user_data;
  gboolean     goes_on = chl_line_splitter_push (self->lines, bytes, length);

  if (self->trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->trouble));
      return FALSE;
    }
  /* Whatever comes then says nothing more, and may never end. */
  if (self->progress->is_done)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "It is done");
      return FALSE;
    }
  if (!goes_on)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_LIMIT,
                           _ ("What the server says is longer than a line can be"));
      return FALSE;
    }

  chl_model_job_tell (self);

  return TRUE;
}

static void
stage_cb (ChlHttpStage stage,
          gpointer     user_data)
{
  ChlModelJob *self = user_data;

  self->is_connected |= stage == CHL_HTTP_WAITING;
}

/* --- The end --- */

/* Takes @task and @error. */
static void
give_up (GTask  *task,
         GError *error)
{
  ChlModelJob *self = g_task_get_source_object (task);

  chl_model_job_resign (self);
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* That the list could not be had afterwards is said where the list is. */
static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  ChlModelJob *self = g_task_get_source_object (task);

  chl_discovery_refresh_finish (CHL_ENGINE (object), result, NULL, NULL);
  chl_model_job_resign (self);
  g_task_return_boolean (task, TRUE);
}

static gboolean
pause_cb (gpointer user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  ChlModelJob *self = g_task_get_source_object (task);

  chl_clock_clear_timeout (&self->pause);
  if (g_cancellable_is_cancelled (self->cancellable))
    give_up (g_steal_pointer (&task),
             g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled")));
  else
    prepare (g_steal_pointer (&task));

  return G_SOURCE_REMOVE;
}

/* Takes @task. The answer is in whole. */
static void
judge (GTask *task)
{
  g_autoptr(GTask) owned = task;
  ChlModelJob *self = g_task_get_source_object (task);
  ChlClock    *clock = chl_engine_get_parts (self->engine)->clock;

  chl_model_job_tell (self);
  if (self->progress->is_done)
    chl_discovery_refresh_async (self->engine, self->provider, NULL, refreshed_cb,
                                 g_steal_pointer (&owned));
  else if (self->progress->is_failed)
    give_up (g_steal_pointer (&owned),
             g_error_new (CHL_ERROR, CHL_ERROR_SERVER, _ ("%s could not fetch %s"), chl_provider_get_title (self->provider), self->model));
  else if (self->progress->next_address != NULL)
    self->pause = chl_clock_add_timeout (clock, PAUSE_MS, pause_cb, g_steal_pointer (&owned));
  else
    give_up (g_steal_pointer (&owned),
             g_error_new (CHL_ERROR, CHL_ERROR_TRUNCATED,
                          _ ("%s broke off before it was done; another time it goes on from there"),
                             chl_provider_get_title (self->provider)));
}

/* --- Asking --- */

static GError *
explain (ChlModelJob  *self,
         const GError *error)
{
  g_autoptr(ChlFailure) failure = NULL;

  if (chl_error_is_cancellation (error) || self->is_connected)
    return g_error_copy (error);

  failure = chl_failure_new_from_error (error);
  chl_runtime_explain (self->provider, failure);

  return chl_failure_to_error (failure);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  ChlModelJob *self = g_task_get_source_object (task);
  gsize        length = 0;
  const char  *bytes = NULL;

  answer = chl_call_finish (CHL_HTTP (object), self->call, result, &error);
  if (answer == NULL && self->progress->is_done)
    {
      judge (g_steal_pointer (&task));
      return;
    }
  if (answer == NULL)
    {
      give_up (g_steal_pointer (&task), explain (self, error));
      return;
    }

  if (chl_http_answer_get_status (answer) >= 400)
    {
      failure = chl_call_read_failure (self->engine, self->provider, self->call, answer);
      give_up (g_steal_pointer (&task), chl_failure_to_error (failure));
      return;
    }

  if (self->lines != NULL)
    chl_line_splitter_finish (self->lines);
  else if (chl_http_answer_get_body (answer) != NULL)
    bytes = g_bytes_get_data (chl_http_answer_get_body (answer), &length);
  if (self->lines == NULL && chl_call_check_content_type (answer, &self->trouble))
    take (self, bytes != NULL ? bytes : "", length);

  if (self->trouble != NULL)
    give_up (g_steal_pointer (&task), g_steal_pointer (&self->trouble));
  else
    judge (g_steal_pointer (&task));
}

/* What was asked first may take hours; how it goes is said at once. */
static void
fill_call (ChlModelJob *self)
{
  ChlHttpCall *call = self->call;
  const char  *next = self->progress->next_address;

  g_free (call->address);
  g_free (call->method);
  call->address = g_strdup (next != NULL ? next : self->request->address);
  call->method = g_strdup (next != NULL ? "GET" : self->request->method);
  call->total_timeout_ms = next != NULL ? STATUS_TIMEOUT : 0;
  if (next != NULL)
    return;

  call->answer_timeout_ms = 0;
  call->body = g_bytes_new (self->request->body, strlen (self->request->body));
  chl_headers_set (call->headers, "Content-Type", "application/json");
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  static const ChlHttpFuncs whole = { .stage = stage_cb };
  static const ChlHttpFuncs pieces = { .stage = stage_cb, .piece = piece_cb };
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlModelJob *self = g_task_get_source_object (task);

  if (!(self->call = chl_call_prepare_finish (CHL_ENGINE (object), result, &error)))
    {
      give_up (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  self->call->purpose = g_strdup (CHL_PURPOSE_MANAGE);
  fill_call (self);
  if (self->request->is_lines)
    self->lines = chl_line_splitter_new (MAX_LINE_BYTES, line_cb, self);
  chl_http_call_async (chl_engine_get_parts (self->engine)->http, self->call,
                       self->lines != NULL ? &pieces : &whole, self, self->cancellable, answered_cb,
                       g_steal_pointer (&task));
}

/* Takes @task. */
static void
prepare (GTask *task)
{
  ChlModelJob *self = g_task_get_source_object (task);

  g_clear_pointer (&self->call, chl_http_call_free);
  chl_call_prepare_async (self->engine, self->provider, CHL_OPERATION_CHAT, self->cancellable,
                          prepared_cb, task);
}

static void
cancelled_cb (GCancellable *outer,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * chl_model_job_run_async:
 * @self: a job that has not run
 * @cancellable: (nullable): ends it, as chl_model_job_cancel() does
 * @callback: (scope async) (nullable): called when it is over, and the provider's list is fresh
 * @user_data: closure for @callback
 *
 * Asks the server, and follows what it does to the end. Errors: %CHL_ERROR_INVALID if that is no
 * name of a model or the server cannot do it, all that a call can meet, what the server says, and
 * cancellation; what was fetched so far is kept by the server then, and a later job goes on with it.
 */
void
chl_model_job_run_async (ChlModelJob        *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (CHL_IS_MODEL_JOB (self));
  g_return_if_fail (self->request == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, chl_model_job_run_async);

  if ((self->verb == CHL_VERB_LOAD &&
       !chl_call_check_model (self->engine, self->provider, self->model, &error)) ||
      !(self->request = chl_provider_new_verb (self->provider, self->verb, self->model, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_model_job_enlist (self);
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                              g_object_ref (self->cancellable), g_object_unref);
    }
  prepare (g_steal_pointer (&task));
}

/**
 * chl_model_job_run_finish:
 * @self: a job
 * @result: what the callback was given
 * @error: (out) (optional): see chl_model_job_run_async()
 *
 * Returns: %TRUE if it was done
 */
gboolean
chl_model_job_run_finish (ChlModelJob  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_model_job_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
