/* chl-hit-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-hit.h"

G_BEGIN_DECLS

#define CHL_TYPE_HIT_ROW (chl_hit_row_get_type ())

G_DECLARE_FINAL_TYPE (ChlHitRow, chl_hit_row, CHL, HIT_ROW, GtkWidget)

GtkWidget *chl_hit_row_new (void);
void       chl_hit_row_show (ChlHitRow  *self,
                             ChlHit     *hit,
                             const char *query,
                             gint64      now_us);

G_END_DECLS
