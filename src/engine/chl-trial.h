/* chl-trial.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-advice.h"
#include "chl-engine.h"
#include "chl-usage.h"

G_BEGIN_DECLS

#define CHL_TYPE_TRIAL (chl_trial_get_type ())

/*
 * One short request to one model, to see that it answers, how fast, and what that costs. Nothing is
 * sent before it runs, and nothing of it goes into the chats. Properties that notify: is-running,
 * is-answering.
 */
G_DECLARE_FINAL_TYPE (ChlTrial, chl_trial, CHL, TRIAL, GObject)

ChlTrial *chl_trial_new (ChlEngine   *engine,
                         ChlProvider *provider,
                         ChlModel    *model);
ChlRole   chl_trial_get_role (ChlTrial *self);
gboolean  chl_trial_is_running (ChlTrial *self);
gboolean  chl_trial_is_answering (ChlTrial *self);
void      chl_trial_run_async (ChlTrial           *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean  chl_trial_run_finish (ChlTrial     *self,
                                GAsyncResult *result,
                                GError      **error);

/* After it ran: milliseconds and tokens in a second, negative where nobody knows. */
gint64 chl_trial_get_first_token_ms (ChlTrial *self);
gint64 chl_trial_get_total_ms (ChlTrial *self);
double chl_trial_get_speed (ChlTrial *self);

/* What it took; the cost is negative where nobody knows, and never 0 instead. */
const ChlUsage *chl_trial_get_usage (ChlTrial *self);
double          chl_trial_get_cost (ChlTrial    *self,
                                    const char **out_currency,
                                    gboolean    *out_is_notional);
gboolean        chl_trial_is_included (ChlTrial *self);

/* What it said; of an embedding, how long the vector is. */
const char *chl_trial_get_text (ChlTrial *self);
ChlFinish   chl_trial_get_finish (ChlTrial *self);
guint       chl_trial_get_n_dimensions (ChlTrial *self);

/* NULL where it answered: what went wrong, with what may help, and for those who act on codes. */
const ChlAdvice *chl_trial_get_advice (ChlTrial *self);
const GError    *chl_trial_get_problem (ChlTrial *self);

G_END_DECLS
