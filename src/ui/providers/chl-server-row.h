/* chl-server-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_SERVER_ROW (chl_server_row_get_type ())

G_DECLARE_FINAL_TYPE (ChlServerRow, chl_server_row, CHL, SERVER_ROW, AdwActionRow)

void chl_server_row_set_provider (ChlServerRow *self,
                                  ChlEngine    *engine,
                                  ChlProvider  *provider);

G_END_DECLS
