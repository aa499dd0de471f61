/* chl-check.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-advice.h"
#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_CHECK_STEP (chl_check_step_get_type ())
#define CHL_TYPE_CHECK (chl_check_get_type ())

typedef enum
{
  CHL_CHECK_WAITING,
  CHL_CHECK_RUNNING,
  CHL_CHECK_PASSED,
  CHL_CHECK_FAILED,
  CHL_CHECK_SKIPPED,
} ChlCheckState;

/* One step of a check. Properties that notify: state, detail, duration-ms. */
G_DECLARE_FINAL_TYPE (ChlCheckStep, chl_check_step, CHL, CHECK_STEP, GObject)

const char   *chl_check_step_get_id (ChlCheckStep *self);
const char   *chl_check_step_get_title (ChlCheckStep *self);
ChlCheckState chl_check_step_get_state (ChlCheckStep *self);
const char   *chl_check_state_to_string (ChlCheckState state);
const char   *chl_check_step_get_detail (ChlCheckStep *self);
gint64        chl_check_step_get_duration_ms (ChlCheckStep *self);

/*
 * Checks one provider in steps: "address" (resolves), "connection", "key", "models" (lists),
 * "answer" (one model that is on says a word); of a program "program" (is found), "version" and
 * "sign-in" instead of the first three. A #GListModel of its steps. Sets the provider's
 * state, refreshes its models, saves both.
 */
G_DECLARE_FINAL_TYPE (ChlCheck, chl_check, CHL, CHECK, GObject)

ChlCheck *chl_check_new (ChlEngine   *engine,
                         ChlProvider *provider);
void      chl_check_run_async (ChlCheck           *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean  chl_check_run_finish (ChlCheck     *self,
                                GAsyncResult *result,
                                GError      **error);

/* After it ran: one sentence, the provider's own words if any, what may help. */
const char *chl_check_get_sentence (ChlCheck *self);
const char *chl_check_get_words (ChlCheck *self);
ChlAction   chl_check_get_action (ChlCheck *self);

/* What went wrong, for those who act on codes and not on sentences. */
const GError *chl_check_get_problem (ChlCheck *self);

/* With %CHL_ACTION_USE_ADDRESS where a list was found instead; with %CHL_ACTION_TRY_REGION which. */
const char *chl_check_get_suggested (ChlCheck *self);

G_END_DECLS
