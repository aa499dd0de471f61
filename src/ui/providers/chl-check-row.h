/* chl-check-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_CHECK_ROW (chl_check_row_get_type ())

/*
 * Checks the connection to a provider, step by step. ChlCheckRow::edit (const char *what): the
 * person wants to mend its "key", "endpoint" or "models".
 */
G_DECLARE_FINAL_TYPE (ChlCheckRow, chl_check_row, CHL, CHECK_ROW, AdwExpanderRow)

void     chl_check_row_set_provider (ChlCheckRow *self,
                                     ChlEngine   *engine,
                                     ChlProvider *provider);
void     chl_check_row_run (ChlCheckRow *self);
void     chl_check_row_focus (ChlCheckRow *self);
gboolean chl_check_row_is_running (ChlCheckRow *self);

G_END_DECLS
