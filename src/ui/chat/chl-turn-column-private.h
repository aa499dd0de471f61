/* chl-turn-column-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-rows.h"
#include "chl-turn-column.h"

G_BEGIN_DECLS

/* Around the turns, logical pixels. */
#define CHL_TURN_COLUMN_TOP 16
#define CHL_TURN_COLUMN_SIDE 16
#define CHL_TURN_COLUMN_BOTTOM 24

/* This near to the end, logical pixels, the person is at the end. */
#define CHL_TURN_COLUMN_END_MARGIN 24.0

/*
 * A place in the column is a row, the anchor, and how far below the top of what is in sight that row
 * begins. All others stand around it. How far it is to the top of the column is only needed by the
 * scroll bar.
 */
struct _ChlTurnColumn
{
  GtkWidget parent_instance;

  GListModel    *model; /* (owned) (nullable) */
  ChlRows       *rows;  /* (owned) one for each item */
  ChlTurnFuncs   funcs;
  gpointer       user_data;   /* (unowned) for funcs */
  GtkAdjustment *hadjustment; /* (owned) (nullable) */
  GtkAdjustment *vadjustment; /* (owned) (nullable) */
  GtkRoot       *root;        /* (unowned) (nullable) weak, whose focus is watched */
  guint          anchor;
  double         anchor_y;
  GtkWidget     *mark;        /* (unowned) (nullable) weak, what in the anchor stands still */
  double         mark_y;      /* where it stood */
  double         mark_height; /* and how high it was */
  double         value;       /* of the adjustment, as it was seen last */
  double         shift;       /* from there to the place; 0 unless the person scrolls just now */
  gint64         scrolled_us; /* when the person scrolled last, monotonic */
  int            width;       /* of a turn; 0 until it is known */
  int            page;        /* what is in sight */
  guint          idle_id;     /* source: makes widgets of what is near */
  guint          rest_id;     /* source: the person has stopped scrolling */
  gboolean       is_at_end;   /* and stays there */
  gboolean       is_configuring;
};

/* chl-turn-fill.c: which rows have widgets, and where they are. */
int      chl_turn_fill_measure (ChlTurnColumn *self,
                                guint          position);
void     chl_turn_fill_drop (ChlTurnColumn *self,
                             guint          position);
void     chl_turn_fill_guess (ChlTurnColumn *self,
                              guint          position,
                              guint          n_rows);
void     chl_turn_fill (ChlTurnColumn *self);
double   chl_turn_fill_get_top (ChlTurnColumn *self);
double   chl_turn_fill_get_height (ChlTurnColumn *self);
gboolean chl_turn_fill_is_end_near (ChlTurnColumn *self);
gboolean chl_turn_fill_one_more (ChlTurnColumn *self);
void     chl_turn_fill_set_mark (ChlTurnColumn *self,
                                 GtkWidget     *widget);
void     chl_turn_fill_find_mark (ChlTurnColumn *self);
double   chl_turn_fill_get_drift (ChlTurnColumn *self,
                                  gboolean       is_resized);

/* chl-turn-items.c: the model, and a row for each of its items. */
void chl_turn_items_forget (ChlTurnColumn *self);

/* chl-turn-place.c: where the column is, and how it gets somewhere else. */
void chl_turn_place_show_focus (ChlTurnColumn *self);

G_END_DECLS
