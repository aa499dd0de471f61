/* chl-effort-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_EFFORT_ROW (chl_effort_row_get_type ())

/* How much the model of a role is asked to reason. */
G_DECLARE_FINAL_TYPE (ChlEffortRow, chl_effort_row, CHL, EFFORT_ROW, AdwComboRow)

GtkWidget *chl_effort_row_new (ChlEngine *engine,
                               ChlRole    role);

G_END_DECLS
