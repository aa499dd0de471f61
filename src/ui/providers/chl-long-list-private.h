/* chl-long-list-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-long-list.h"
#include "chl-long-row.h"

G_BEGIN_DECLS

struct _ChlLongList
{
  GtkWidget parent_instance;

  GListModel      *model; /* (owned) (nullable) */
  ChlLongListFuncs funcs;
  gpointer         user_data;   /* (unowned) */
  GtkAdjustment   *hadjustment; /* (owned) (nullable) */
  GtkAdjustment   *vadjustment; /* (owned) (nullable) */
  GPtrArray       *rows;        /* (owned) (element-type ChlLongRow) all, also those that wait */
  guint            n_items;
  guint            cursor;     /* the row that the keyboard is at; below n_items, or 0 */
  int              row_width;  /* the width for which the height is known; -1 for none */
  int              row_height; /* pixels; at least 1 once there is a row */
  guint            resize_id;  /* asks for room again once all have theirs; 0 for none */
  gboolean         is_configuring;
  gboolean         is_allocating;
};

/* chl-long-list-rows.c */
ChlLongRow *chl_long_list_ensure_row (ChlLongList *self,
                                      guint        position);
ChlLongRow *chl_long_list_find_row (ChlLongList *self,
                                    guint        position);
ChlLongRow *chl_long_list_find_focused (ChlLongList *self);
void        chl_long_list_set_row_width (ChlLongList *self,
                                         int          width);
void        chl_long_list_fill (ChlLongList *self,
                                double       top,
                                int          page);
void        chl_long_list_clear_waiting (ChlLongList *self);
void        chl_long_list_change (ChlLongList *self,
                                  guint        position,
                                  guint        removed,
                                  guint        added);

/* chl-long-list-keys.c */
gboolean chl_long_list_move_focus (GtkWidget       *widget,
                                   GtkDirectionType direction);
gboolean chl_long_list_press_key (ChlLongList    *self,
                                  guint           keyval,
                                  guint           keycode,
                                  GdkModifierType state);

/* chl-long-list.c */
double chl_long_list_get_top (ChlLongList *self);
void   chl_long_list_activate (ChlLongList *self,
                               guint        position);
void   chl_long_list_row_pressed (ChlLongList *self,
                                  ChlLongRow  *row);

G_END_DECLS
