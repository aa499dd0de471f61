/* chl-tool-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-part.h"

G_BEGIN_DECLS

#define CHL_TYPE_TOOL_ROW (chl_tool_row_get_type ())

G_DECLARE_FINAL_TYPE (ChlToolRow, chl_tool_row, CHL, TOOL_ROW, AdwBin)

GtkWidget *chl_tool_row_new (ChlPart *part);

G_END_DECLS
