/* chl-model-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-job"

#include "config.h"

#include "chl-model-job-private.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"

/* Microseconds between two looks at how much has come. */
#define RATE_SPAN (1 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (ChlModelJob, chl_model_job, G_TYPE_OBJECT)

/* Under which a provider has its jobs. */
#define JOBS_KEY "chl-model-jobs"

static guint progress_signal;

static void
chl_model_job_dispose (GObject *object)
{
  ChlModelJob *self = CHL_MODEL_JOB (object);

  chl_clock_clear_timeout (&self->pause);
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_id);
  g_clear_object (&self->outer);

  G_OBJECT_CLASS (chl_model_job_parent_class)->dispose (object);
}

static void
chl_model_job_finalize (GObject *object)
{
  ChlModelJob *self = CHL_MODEL_JOB (object);

  g_clear_pointer (&self->lines, chl_line_splitter_free);
  g_clear_pointer (&self->call, chl_http_call_free);
  g_clear_pointer (&self->request, chl_verb_request_free);
  g_clear_pointer (&self->progress, chl_verb_progress_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_error (&self->trouble);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_job_parent_class)->finalize (object);
}

static void
chl_model_job_class_init (ChlModelJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_model_job_dispose;
  object_class->finalize = chl_model_job_finalize;

  /**
   * ChlModelJob::progress:
   *
   * It has come further, or says something else of itself.
   */
  progress_signal = g_signal_new ("progress", CHL_TYPE_MODEL_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
chl_model_job_init (ChlModelJob *self)
{
  self->cancellable = g_cancellable_new ();
  self->progress = chl_verb_progress_new ();
}

/* What was there before it began is not what it fetches. */
static void
measure (ChlModelJob *self)
{
  gint64 now_us = chl_clock_get_monotonic_us (chl_engine_get_parts (self->engine)->clock);
  gint64 done_bytes = self->progress->done_bytes;
  gint64 span_us = now_us - self->measured_us;
  double rate;

  if (self->progress->rate > 0)
    {
      self->rate = self->progress->rate;
      return;
    }

  if (self->has_measured && span_us < RATE_SPAN)
    return;

  if (self->has_measured && done_bytes >= self->measured_bytes)
    {
      rate = (double) (done_bytes - self->measured_bytes) * G_USEC_PER_SEC / (double) span_us;
      self->rate = self->rate > 0 ? (self->rate + (gint64) rate) / 2 : (gint64) rate;
    }

  if (done_bytes > 0)
    {
      self->has_measured = TRUE;
      self->measured_us = now_us;
      self->measured_bytes = done_bytes;
    }
}

/* Tells whoever listens. */
void
chl_model_job_tell (ChlModelJob *self)
{
  measure (self);
  g_signal_emit (self, progress_signal, 0);
}

static GListStore *
get_store (ChlProvider *provider)
{
  GListStore *store = g_object_get_data (G_OBJECT (provider), JOBS_KEY);

  if (store == NULL)
    {
      store = g_list_store_new (CHL_TYPE_MODEL_JOB);
      g_object_set_data_full (G_OBJECT (provider), JOBS_KEY, store, g_object_unref);
    }

  return store;
}

void
chl_model_job_enlist (ChlModelJob *self)
{
  g_list_store_append (get_store (self->provider), self);
}

void
chl_model_job_resign (ChlModelJob *self)
{
  GListStore *store = get_store (self->provider);
  guint       position = 0;

  if (g_list_store_find (store, self, &position))
    g_list_store_remove (store, position);
}

/**
 * chl_model_job_new:
 * @engine: the engine
 * @provider: whose server is asked
 * @verb: what it is to do
 * @model: with which model, the blanks round it not counted
 *
 * Returns: (transfer full): a job that has not begun
 */
ChlModelJob *
chl_model_job_new (ChlEngine   *engine,
                   ChlProvider *provider,
                   ChlVerb      verb,
                   const char  *model)
{
  ChlModelJob *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  self = g_object_new (CHL_TYPE_MODEL_JOB, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->verb = verb;
  self->model = g_strstrip (g_strdup (model));

  return self;
}

ChlVerb
chl_model_job_get_verb (ChlModelJob *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_JOB (self), CHL_VERB_PULL);

  return self->verb;
}

const char *
chl_model_job_get_model (ChlModelJob *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_JOB (self), NULL);

  return self->model;
}

/**
 * chl_model_job_get_status:
 * @self: a job
 *
 * Returns: (nullable): what the server says that it does, in its own words
 */
const char *
chl_model_job_get_status (ChlModelJob *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_JOB (self), NULL);

  return self->progress->status;
}

gint64
chl_model_job_get_done_bytes (ChlModelJob *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_JOB (self), 0);

  return self->progress->done_bytes;
}

/**
 * chl_model_job_get_total_bytes:
 * @self: a job
 *
 * Returns: of all parts that were heard of so far; 0: nobody knows
 */
gint64
chl_model_job_get_total_bytes (ChlModelJob *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_JOB (self), 0);

  return self->progress->total_bytes;
}

/**
 * chl_model_job_get_rate:
 * @self: a job
 *
 * Returns: bytes a second, as they came of late; 0: nobody knows
 */
gint64
chl_model_job_get_rate (ChlModelJob *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_JOB (self), 0);

  return self->rate;
}

/**
 * chl_model_job_stops_with_us:
 * @self: a job
 *
 * Returns: whether the server stops when it is not asked any more; otherwise it goes on by itself
 */
gboolean
chl_model_job_stops_with_us (ChlModelJob *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_JOB (self), FALSE);

  return self->progress->next_address == NULL;
}

/**
 * chl_model_job_dup_note:
 * @self: a job
 *
 * Returns: (transfer full) (nullable): a sentence that a person should know before it begins
 */
char *
chl_model_job_dup_note (ChlModelJob *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_JOB (self), NULL);

  if (self->verb != CHL_VERB_PULL || !chl_engine_is_local_only (self->engine))
    return NULL;

  /* Translators: %s is a program on this computer, such as Ollama. */
  return g_strdup_printf (_ ("Chatelaine stays on this computer, but %s fetches models from the "
                             "internet by itself"),
                             chl_provider_get_title (self->provider));
}

/**
 * chl_model_job_cancel:
 * @self: a job
 *
 * Ends it. What was fetched so far is kept by the server, for another time.
 */
void
chl_model_job_cancel (ChlModelJob *self)
{
  g_return_if_fail (CHL_IS_MODEL_JOB (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * chl_model_job_get_all:
 * @provider: a provider
 *
 * Returns: (transfer none) (not nullable): the jobs that are under way with its server
 */
GListModel *
chl_model_job_get_all (ChlProvider *provider)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  return G_LIST_MODEL (get_store (provider));
}
