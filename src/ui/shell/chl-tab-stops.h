/* chl-tab-stops.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void chl_tab_stops_skip_still_pages (GtkWidget *root);

G_END_DECLS
