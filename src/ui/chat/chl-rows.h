/* chl-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The rows of a long column: few of them have a widget, of all it is known, or guessed, how high they
 * are. Whoever takes a widget away unparents it.
 */
typedef struct _ChlRows ChlRows;

ChlRows   *chl_rows_new (void);
void       chl_rows_free (ChlRows *self);
void       chl_rows_splice (ChlRows *self,
                            guint    position,
                            guint    n_removed,
                            guint    n_added);
guint      chl_rows_get_n_rows (ChlRows *self);
guint      chl_rows_get_n_widgets (ChlRows *self);
GtkWidget *chl_rows_get_widget (ChlRows *self,
                                guint    position);
void       chl_rows_set_widget (ChlRows   *self,
                                guint      position,
                                GtkWidget *widget);
GtkWidget *chl_rows_find_before (ChlRows *self,
                                 guint    position);
guint      chl_rows_find_position (ChlRows   *self,
                                   GtkWidget *widget);
int        chl_rows_get_height (ChlRows *self,
                                guint    position);
void       chl_rows_set_height (ChlRows *self,
                                guint    position,
                                int      height);
gint64     chl_rows_get_top (ChlRows *self,
                             guint    position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRows, chl_rows_free)

G_END_DECLS
