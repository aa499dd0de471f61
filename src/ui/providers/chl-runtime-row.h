/* chl-runtime-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-runtimes.h"

G_BEGIN_DECLS

#define CHL_TYPE_RUNTIME_ROW (chl_runtime_row_get_type ())

/*
 * ChlRuntimeRow::set-up (ChlRuntime): the person wants a provider for it.
 */
G_DECLARE_FINAL_TYPE (ChlRuntimeRow, chl_runtime_row, CHL, RUNTIME_ROW, AdwActionRow)

GtkWidget *chl_runtime_row_new (ChlRuntime *runtime);

G_END_DECLS
