/* chl-effort-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-efforts.h"

G_BEGIN_DECLS

#define CHL_TYPE_EFFORT_ROW (chl_effort_row_get_type ())

/* How much a model is asked to think. ChlEffortRow::chosen: the person chose. */
G_DECLARE_FINAL_TYPE (ChlEffortRow, chl_effort_row, CHL, EFFORT_ROW, AdwComboRow)

GtkWidget *chl_effort_row_new (void);
void       chl_effort_row_show (ChlEffortRow *self,
                                ChlEfforts    efforts,
                                ChlEffort     chosen);

G_END_DECLS
