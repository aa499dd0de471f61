/* chl-block-column.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block-view.h"
#include "chl-sight-box.h"

G_BEGIN_DECLS

#define CHL_TYPE_BLOCK_COLUMN (chl_block_column_get_type ())

/* Blocks, one below the other. */
G_DECLARE_FINAL_TYPE (ChlBlockColumn, chl_block_column, CHL, BLOCK_COLUMN, ChlSightBox)

/* Blocks that are measured together. */
#define CHL_BLOCK_COLUMN_GROUP 24

GtkWidget    *chl_block_column_new (void);
guint         chl_block_column_get_n_blocks (ChlBlockColumn *self);
void          chl_block_column_show (ChlBlockColumn *self,
                                     guint           position,
                                     ChlBlock       *block,
                                     gboolean        is_settled);
void          chl_block_column_truncate (ChlBlockColumn *self,
                                         guint           n_blocks);
ChlBlockView *chl_block_column_get_view (ChlBlockColumn *self,
                                         guint           position);

G_END_DECLS
