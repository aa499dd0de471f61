/* chl-block-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block-view.h"

G_BEGIN_DECLS

#define CHL_TYPE_BLOCK_ROW (chl_block_row_get_type ())

/* A block in its place: the bars of the quotes and the marker of the list around it. */
G_DECLARE_FINAL_TYPE (ChlBlockRow, chl_block_row, CHL, BLOCK_ROW, GtkWidget)

GtkWidget    *chl_block_row_new (const ChlBlock *block);
gboolean      chl_block_row_suits (ChlBlockRow    *self,
                                   const ChlBlock *block);
void          chl_block_row_set_block (ChlBlockRow    *self,
                                       ChlBlock       *block,
                                       const ChlBlock *previous,
                                       gboolean        is_settled);
ChlBlockView *chl_block_row_get_view (ChlBlockRow *self);

G_END_DECLS
