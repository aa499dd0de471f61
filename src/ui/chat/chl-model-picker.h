/* chl-model-picker.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-model.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_PICKER (chl_model_picker_get_type ())

/*
 * ChlModelPicker::chosen (ChlModel): the person wants this one.
 * ChlModelPicker::dismissed: the person wants none.
 */
G_DECLARE_FINAL_TYPE (ChlModelPicker, chl_model_picker, CHL, MODEL_PICKER, GtkPopover)

void chl_model_picker_set_engine (ChlModelPicker *self,
                                  ChlEngine      *engine);
void chl_model_picker_set_current (ChlModelPicker *self,
                                   ChlModel       *model);

G_END_DECLS
