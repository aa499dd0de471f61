/* chl-tile.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_TILE (chl_tile_get_type ())

G_DECLARE_FINAL_TYPE (ChlTile, chl_tile, CHL, TILE, GtkWidget)

GtkWidget *chl_tile_new (const char *title,
                         const char *color);
void       chl_tile_set (ChlTile    *self,
                         const char *title,
                         const char *color);

G_END_DECLS
