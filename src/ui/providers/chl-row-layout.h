/* chl-row-layout.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHL_TYPE_ROW_LAYOUT (chl_row_layout_get_type ())

G_DECLARE_FINAL_TYPE (ChlRowLayout, chl_row_layout, CHL, ROW_LAYOUT, GtkLayoutManager)

void chl_row_layout_use (AdwActionRow *row);
void chl_row_layout_use_within (GtkWidget *row);

G_END_DECLS
