/* chl-model-field-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_FIELD_ROW (chl_model_field_row_get_type ())

/*
 * One thing that is known of a model, or not, and who says so. It unfolds to where the person says
 * it, against all others.
 */
G_DECLARE_FINAL_TYPE (ChlModelFieldRow, chl_model_field_row, CHL, MODEL_FIELD_ROW, AdwExpanderRow)

GtkWidget *chl_model_field_row_new (ChlField field);
ChlField   chl_model_field_row_get_field (ChlModelFieldRow *self);
void       chl_model_field_row_set_model (ChlModelFieldRow *self,
                                          ChlEngine        *engine,
                                          ChlProvider      *provider,
                                          ChlModel         *model);
void       chl_model_field_row_show_always (ChlModelFieldRow *self);
void       chl_model_field_row_update (ChlModelFieldRow *self);
gboolean   chl_model_field_row_take_back (ChlModelFieldRow *self);

G_END_DECLS
