/* chl-text-paint.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What GtkLabel does not do for a text that is selected across labels. */

void     chl_text_paint_selection (GtkWidget   *widget,
                                   GtkSnapshot *snapshot,
                                   PangoLayout *layout,
                                   int          x,
                                   int          y,
                                   gsize        start,
                                   gsize        end);
gboolean chl_text_paint_get_pointer (GtkWidget *widget,
                                     double    *out_x,
                                     double    *out_y);

G_END_DECLS
