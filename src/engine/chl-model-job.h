/* chl-model-job.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-verb.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_JOB (chl_model_job_get_type ())

/*
 * A runtime does something with a model: fetches it, removes it, loads it, unloads it. Emits
 * ChlModelJob::progress whenever one of the things below is another one.
 */
G_DECLARE_FINAL_TYPE (ChlModelJob, chl_model_job, CHL, MODEL_JOB, GObject)

ChlModelJob *chl_model_job_new (ChlEngine   *engine,
                                ChlProvider *provider,
                                ChlVerb      verb,
                                const char  *model);
ChlVerb      chl_model_job_get_verb (ChlModelJob *self);
const char  *chl_model_job_get_model (ChlModelJob *self);
const char  *chl_model_job_get_status (ChlModelJob *self);
gint64       chl_model_job_get_done_bytes (ChlModelJob *self);
gint64       chl_model_job_get_total_bytes (ChlModelJob *self);
gint64       chl_model_job_get_rate (ChlModelJob *self);
gboolean     chl_model_job_stops_with_us (ChlModelJob *self);
char        *chl_model_job_dup_note (ChlModelJob *self);
void         chl_model_job_cancel (ChlModelJob *self);
void         chl_model_job_run_async (ChlModelJob        *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean     chl_model_job_run_finish (ChlModelJob  *self,
                                       GAsyncResult *result,
                                       GError      **error);

/* Those that are under way: a #GListModel of #ChlModelJob. */
GListModel *chl_model_job_get_all (ChlProvider *provider);

G_END_DECLS
