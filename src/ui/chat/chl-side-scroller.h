/* chl-side-scroller.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_SIDE_SCROLLER (chl_side_scroller_get_type ())

G_DECLARE_FINAL_TYPE (ChlSideScroller, chl_side_scroller, CHL, SIDE_SCROLLER, GtkWidget)

void     chl_side_scroller_set_child (ChlSideScroller *self,
                                      GtkWidget       *child);
gboolean chl_side_scroller_is_too_wide (ChlSideScroller *self);
double   chl_side_scroller_get_value (ChlSideScroller *self);
void     chl_side_scroller_show_area (ChlSideScroller    *self,
                                      const GdkRectangle *area);

G_END_DECLS
