/* chl-block-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-text-piece.h"

G_BEGIN_DECLS

#define CHL_TYPE_BLOCK_VIEW (chl_block_view_get_type ())

/* A widget that shows one block. */
G_DECLARE_INTERFACE (ChlBlockView, chl_block_view, CHL, BLOCK_VIEW, GtkWidget)

/**
 * ChlBlockViewInterface:
 * @set_block: shows a block of the kind that the view was made for; called again when it grew, and
 *   once more when it is settled
 * @get_n_pieces: how many pieces of text it consists of
 * @get_piece: (transfer none): one of them, in the order in which they are read; @out_start is where
 *   its text begins in the text of the block
 * @bring_in: (nullable): moves what scrolls inside the view so that a position of the block is in sight
 */
struct _ChlBlockViewInterface
{
  GTypeInterface parent_iface;

  void (*set_block) (ChlBlockView *self,
                     ChlBlock     *block,
                     gboolean      is_settled);
  guint (*get_n_pieces) (ChlBlockView *self);
  ChlTextPiece *(*get_piece) (ChlBlockView *self,
                              guint         position,
                              gsize        *out_start);
  void (*bring_in) (ChlBlockView *self,
                    gsize         position);
};

GtkWidget    *chl_block_view_new (ChlBlockKind kind);
void          chl_block_view_set_block (ChlBlockView *self,
                                        ChlBlock     *block,
                                        gboolean      is_settled);
guint         chl_block_view_get_n_pieces (ChlBlockView *self);
ChlTextPiece *chl_block_view_get_piece (ChlBlockView *self,
                                        guint         position,
                                        gsize        *out_start);
ChlTextPiece *chl_block_view_find_piece (ChlBlockView *self,
                                         gsize         position,
                                         gsize        *out_start);
void          chl_block_view_bring_in (ChlBlockView *self,
                                       gsize         position);
void          chl_block_view_show_slice (ChlTextPiece   *piece,
                                         const ChlBlock *block,
                                         gsize           start,
                                         gsize           end);

G_END_DECLS
