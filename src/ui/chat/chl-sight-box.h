/* chl-sight-box.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_SIGHT_BOX (chl_sight_box_get_type ())

/* A column of children that paints only those of them that are in sight, or nearly so. */
G_DECLARE_DERIVABLE_TYPE (ChlSightBox, chl_sight_box, CHL, SIGHT_BOX, GtkWidget)

struct _ChlSightBoxClass
{
  GtkWidgetClass parent_class;
};

GtkWidget *chl_sight_box_new (void);

G_END_DECLS
