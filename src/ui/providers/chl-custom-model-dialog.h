/* chl-custom-model-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_CUSTOM_MODEL_DIALOG (chl_custom_model_dialog_get_type ())

/*
 * Where a model is added that no list has. ChlCustomModelDialog::added (ChlModel *model): it was.
 */
G_DECLARE_FINAL_TYPE (ChlCustomModelDialog, chl_custom_model_dialog, CHL, CUSTOM_MODEL_DIALOG, AdwWindow)

GtkWidget *chl_custom_model_dialog_new (GtkWindow   *parent,
                                        ChlEngine   *engine,
                                        ChlProvider *provider);

G_END_DECLS
