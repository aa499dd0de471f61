/* chl-place-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_PLACE_ROW (chl_place_row_get_type ())

/* Where what is asked of a provider goes to. */
G_DECLARE_FINAL_TYPE (ChlPlaceRow, chl_place_row, CHL, PLACE_ROW, AdwActionRow)

GtkWidget *chl_place_row_new (ChlEngine   *engine,
                              ChlProvider *provider);

G_END_DECLS
