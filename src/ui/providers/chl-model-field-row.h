/* chl-model-field-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-model.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_FIELD_ROW (chl_model_field_row_get_type ())

/* One thing that is known of a model, or not, and who says so. Editors are suffixes of it. */
G_DECLARE_FINAL_TYPE (ChlModelFieldRow, chl_model_field_row, CHL, MODEL_FIELD_ROW, AdwActionRow)

GtkWidget *chl_model_field_row_new (ChlField field);
ChlField   chl_model_field_row_get_field (ChlModelFieldRow *self);
void       chl_model_field_row_update (ChlModelFieldRow *self,
                                       ChlModel         *model);

G_END_DECLS
