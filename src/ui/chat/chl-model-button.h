/* chl-model-button.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-model.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_BUTTON (chl_model_button_get_type ())

/*
 * ChlModelButton::chosen (ChlModel): the person wants this one.
 * ChlModelButton::dismissed: the person wants none.
 */
G_DECLARE_FINAL_TYPE (ChlModelButton, chl_model_button, CHL, MODEL_BUTTON, AdwBin)

void chl_model_button_set_engine (ChlModelButton *self,
                                  ChlEngine      *engine);
void chl_model_button_set_model (ChlModelButton *self,
                                 ChlModel       *model,
                                 const char     *why);
void chl_model_button_popup (ChlModelButton *self);

G_END_DECLS
