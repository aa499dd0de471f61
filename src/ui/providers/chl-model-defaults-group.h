/* chl-model-defaults-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_DEFAULTS_GROUP (chl_model_defaults_group_get_type ())

/* How a model is to answer where nobody says otherwise: only what it takes. */
G_DECLARE_FINAL_TYPE (ChlModelDefaultsGroup,
                      chl_model_defaults_group,
                      CHL,
                      MODEL_DEFAULTS_GROUP,
                      AdwPreferencesGroup)

void chl_model_defaults_group_set_model (ChlModelDefaultsGroup *self,
                                         ChlEngine             *engine,
                                         ChlProvider           *provider,
                                         ChlModel              *model);

G_END_DECLS
