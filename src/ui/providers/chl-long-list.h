/* chl-long-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ChlLongListFuncs:
 * @create: (transfer floating): makes the widget that shows one item after another
 * @bind: gives it an item, or none
 *
 * What a list asks of whoever has it.
 */
typedef struct
{
  GtkWidget *(*create) (gpointer user_data);
  void (*bind) (GtkWidget *widget,
                gpointer   item,
                gpointer   user_data);
} ChlLongListFuncs;

#define CHL_TYPE_LONG_LIST (chl_long_list_get_type ())

/*
 * ChlLongList::activate (guint): the person clicked on the row at this position, or pressed Enter.
 */
G_DECLARE_FINAL_TYPE (ChlLongList, chl_long_list, CHL, LONG_LIST, GtkWidget)

void       chl_long_list_set_funcs (ChlLongList            *self,
                                    const ChlLongListFuncs *funcs,
                                    gpointer                user_data);
void       chl_long_list_set_model (ChlLongList *self,
                                    GListModel  *model);
GtkWidget *chl_long_list_get_widget (ChlLongList *self,
                                     guint        position);
guint      chl_long_list_get_n_widgets (ChlLongList *self);
gboolean   chl_long_list_focus_row (ChlLongList *self,
                                    guint        position);

G_END_DECLS
