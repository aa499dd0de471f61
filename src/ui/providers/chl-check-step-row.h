/* chl-check-step-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-check.h"

G_BEGIN_DECLS

#define CHL_TYPE_CHECK_STEP_ROW (chl_check_step_row_get_type ())

G_DECLARE_FINAL_TYPE (ChlCheckStepRow, chl_check_step_row, CHL, CHECK_STEP_ROW, AdwActionRow)

GtkWidget *chl_check_step_row_new (ChlCheckStep *step);

G_END_DECLS
