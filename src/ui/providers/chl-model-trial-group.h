/* chl-model-trial-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_TRIAL_GROUP (chl_model_trial_group_get_type ())

/*
 * Tries one model, and probes what it can do. Nothing is sent before a button is pressed, and beside
 * each stands what is. ChlModelTrialGroup::leave: what helps is on the provider's page.
 */
G_DECLARE_FINAL_TYPE (ChlModelTrialGroup, chl_model_trial_group, CHL, MODEL_TRIAL_GROUP, AdwPreferencesGroup)

void chl_model_trial_group_set_model (ChlModelTrialGroup *self,
                                      ChlEngine          *engine,
                                      ChlProvider        *provider,
                                      ChlModel           *model);

G_END_DECLS
