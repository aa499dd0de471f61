/* chl-probe-step-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-model-probe.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROBE_STEP_ROW (chl_probe_step_row_get_type ())

/* One thing that a model was asked for, the verdict, and why. */
G_DECLARE_FINAL_TYPE (ChlProbeStepRow, chl_probe_step_row, CHL, PROBE_STEP_ROW, AdwActionRow)

GtkWidget *chl_probe_step_row_new (ChlProbeStep *step);

G_END_DECLS
