/* chl-slim-bin.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_SLIM_BIN (chl_slim_bin_get_type ())

G_DECLARE_FINAL_TYPE (ChlSlimBin, chl_slim_bin, CHL, SLIM_BIN, GtkWidget)

GtkWidget *chl_slim_bin_new (void);
GtkWidget *chl_slim_bin_get_child (ChlSlimBin *self);
void       chl_slim_bin_set_child (ChlSlimBin *self,
                                   GtkWidget  *child);

G_END_DECLS
