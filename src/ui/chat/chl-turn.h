/* chl-turn.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block-view.h"
#include "chl-place.h"

G_BEGIN_DECLS

/*
 * A turn is what shows a message in a transcript: a #ChlQuestionView or a #ChlAnswerView. What can be
 * read in it are pieces of text.
 */

/**
 * ChlTurnPieceFunc:
 * @piece: a piece of text
 * @place: where it begins; without the message
 * @user_data: what the caller gave
 */
typedef void (*ChlTurnPieceFunc) (ChlTextPiece   *piece,
                                  const ChlPlace *place,
                                  gpointer        user_data);

ChlMessage   *chl_turn_get_message (GtkWidget *turn);
void          chl_turn_foreach_piece (GtkWidget       *turn,
                                      ChlTurnPieceFunc func,
                                      gpointer         user_data);
ChlTextPiece *chl_turn_find_piece (GtkWidget      *turn,
                                   const ChlPlace *place,
                                   gsize          *out_start);
gboolean      chl_turn_find_place (GtkWidget *turn,
                                   double     x,
                                   double     y,
                                   ChlPlace  *out_place);
void          chl_turn_bring_in (GtkWidget      *turn,
                                 const ChlPlace *place);
gboolean      chl_turn_compute_area (GtkWidget       *turn,
                                     const ChlPlace  *place,
                                     GtkWidget       *target,
                                     graphene_rect_t *out_area);

G_END_DECLS
