/* chl-fold-box.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_FOLD_BOX (chl_fold_box_get_type ())

G_DECLARE_FINAL_TYPE (ChlFoldBox, chl_fold_box, CHL, FOLD_BOX, GtkWidget)

G_END_DECLS
