/* chl-long-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHL_TYPE_LONG_ROW (chl_long_row_get_type ())

/*
 * One row of a ChlLongList that shows an item, or waits to show one. ChlLongRow::pressed: the person
 * clicked on it, and not on something in it.
 */
G_DECLARE_FINAL_TYPE (ChlLongRow, chl_long_row, CHL, LONG_ROW, GtkWidget)

GtkWidget *chl_long_row_new (GtkWidget *child);
GtkWidget *chl_long_row_get_child (ChlLongRow *self);
gpointer   chl_long_row_get_item (ChlLongRow *self);
void       chl_long_row_set_item (ChlLongRow *self,
                                  gpointer    item);
guint      chl_long_row_get_position (ChlLongRow *self);
void       chl_long_row_set_position (ChlLongRow *self,
                                      guint       position,
                                      guint       n_items);

G_END_DECLS
