/* chl-model-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-model-choices.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_ROW (chl_model_row_get_type ())

G_DECLARE_FINAL_TYPE (ChlModelRow, chl_model_row, CHL, MODEL_ROW, AdwBin)

GtkWidget *chl_model_row_new (void);
void       chl_model_row_set_choice (ChlModelRow    *self,
                                     ChlModelChoice *choice,
                                     gboolean        is_current);

G_END_DECLS
