/* chl-turn-column.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* No more turns than these have widgets at the same time. */
#define CHL_TURN_COLUMN_MAX_TURNS 40

/**
 * ChlTurnFuncs:
 * @create: (transfer floating): makes the widget of an item
 * @guess: about how high the widget of an item will be in a width; pixels
 * @must_stay: whether a widget holds what would be lost with it
 *
 * What a column asks of whoever has it.
 */
typedef struct
{
  GtkWidget *(*create) (gpointer item,
                        gpointer user_data);
  int (*guess) (gpointer item,
                int      width,
                gpointer user_data);
  gboolean (*must_stay) (GtkWidget *turn);
} ChlTurnFuncs;

#define CHL_TYPE_TURN_COLUMN (chl_turn_column_get_type ())

/*
 * ChlTurnColumn::turn-added (GtkWidget): a turn has a widget now, which was not yet measured.
 * ChlTurnColumn::moved: other turns may be in sight.
 */
G_DECLARE_FINAL_TYPE (ChlTurnColumn, chl_turn_column, CHL, TURN_COLUMN, GtkWidget)

void       chl_turn_column_set_funcs (ChlTurnColumn      *self,
                                      const ChlTurnFuncs *funcs,
                                      gpointer            user_data);
void       chl_turn_column_set_model (ChlTurnColumn *self,
                                      GListModel    *model);
GtkWidget *chl_turn_column_get_turn (ChlTurnColumn *self,
                                     guint          position);
guint      chl_turn_column_find_position (ChlTurnColumn *self,
                                          GtkWidget     *turn);
guint      chl_turn_column_get_n_turns (ChlTurnColumn *self);
guint      chl_turn_column_get_first (ChlTurnColumn *self);
gboolean   chl_turn_column_is_at_end (ChlTurnColumn *self);
gboolean   chl_turn_column_has_more (ChlTurnColumn *self);
void       chl_turn_column_hold (ChlTurnColumn *self);
void       chl_turn_column_show_end (ChlTurnColumn *self);
void       chl_turn_column_show_turn (ChlTurnColumn *self,
                                      guint          position);
void       chl_turn_column_show_area (ChlTurnColumn         *self,
                                      const graphene_rect_t *area,
                                      double                 margin,
                                      gboolean               is_far);
void       chl_turn_column_scroll_by (ChlTurnColumn *self,
                                      double         distance);

G_END_DECLS
