/* chl-model-probe.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-advice.h"
#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROBE_STEP (chl_probe_step_get_type ())
#define CHL_TYPE_MODEL_PROBE (chl_model_probe_get_type ())

/**
 * ChlVerdict:
 * @CHL_VERDICT_WAITING: it was not asked yet
 * @CHL_VERDICT_RUNNING: it is being asked
 * @CHL_VERDICT_YES: it does
 * @CHL_VERDICT_NO: the server refused just this
 * @CHL_VERDICT_UNKNOWN: it was asked, and that told nothing
 * @CHL_VERDICT_SKIPPED: it was not asked, after what went wrong before
 *
 * What is known of one thing after asking for it.
 */
typedef enum
{
  CHL_VERDICT_WAITING,
  CHL_VERDICT_RUNNING,
  CHL_VERDICT_YES,
  CHL_VERDICT_NO,
  CHL_VERDICT_UNKNOWN,
  CHL_VERDICT_SKIPPED,
} ChlVerdict;

const char *chl_verdict_to_string (ChlVerdict verdict);

/* One thing that a model is asked for. Properties that notify: verdict, detail. */
G_DECLARE_FINAL_TYPE (ChlProbeStep, chl_probe_step, CHL, PROBE_STEP, GObject)

const char *chl_probe_step_get_id (ChlProbeStep *self);
const char *chl_probe_step_get_title (ChlProbeStep *self);
ChlVerdict  chl_probe_step_get_verdict (ChlProbeStep *self);
const char *chl_probe_step_get_detail (ChlProbeStep *self);

/*
 * Asks a server what one model can do, by doing it: "streaming", "tools", "vision", "fim" and
 * "embedding_dimensions", as far as they make sense for the model. A #GListModel of its steps, which
 * say from the beginning what an earlier probe found. What is certain is kept with the model, see
 * chl_model_get_probed(). Nothing is sent before it runs, and nothing of it goes into the chats.
 */
G_DECLARE_FINAL_TYPE (ChlModelProbe, chl_model_probe, CHL, MODEL_PROBE, GObject)

ChlModelProbe *chl_model_probe_new (ChlEngine   *engine,
                                    ChlProvider *provider,
                                    ChlModel    *model);
guint          chl_model_probe_get_most_requests (ChlModelProbe *self);
char          *chl_model_probe_dup_notice (ChlModelProbe *self);
void           chl_model_probe_run_async (ChlModelProbe      *self,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean       chl_model_probe_run_finish (ChlModelProbe *self,
                                           GAsyncResult  *result,
                                           GError       **error);

/* NULL unless something went wrong that is not about the model: what, and what may help. */
const ChlAdvice *chl_model_probe_get_advice (ChlModelProbe *self);
const GError    *chl_model_probe_get_problem (ChlModelProbe *self);

/* What an earlier probe found is not counted any more; the caller saves the provider. */
void chl_model_probe_forget (ChlModel *model);

G_END_DECLS
