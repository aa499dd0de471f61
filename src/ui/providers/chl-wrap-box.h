/* chl-wrap-box.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_WRAP_BOX (chl_wrap_box_get_type ())

G_DECLARE_FINAL_TYPE (ChlWrapBox, chl_wrap_box, CHL, WRAP_BOX, GtkWidget)

void chl_wrap_box_append (ChlWrapBox *self,
                          GtkWidget  *child);
void chl_wrap_box_clear (ChlWrapBox *self);

G_END_DECLS
