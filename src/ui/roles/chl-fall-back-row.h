/* chl-fall-back-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_FALL_BACK_ROW (chl_fall_back_row_get_type ())

/*
 * A model that does the work when the first choice cannot. ChlFallBackRow::moved (const char *id,
 * int step): the person moves it up (-1) or down (1), or away (0).
 */
G_DECLARE_FINAL_TYPE (ChlFallBackRow, chl_fall_back_row, CHL, FALL_BACK_ROW, AdwActionRow)

GtkWidget  *chl_fall_back_row_new (ChlEngine  *engine,
                                   const char *full_id);
const char *chl_fall_back_row_get_id (ChlFallBackRow *self);
void        chl_fall_back_row_update (ChlFallBackRow *self,
                                      ChlRole         role,
                                      guint           position,
                                      guint           n_positions);

G_END_DECLS
