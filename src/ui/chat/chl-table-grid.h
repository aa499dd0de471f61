/* chl-table-grid.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-sight-box.h"
#include "chl-text-piece.h"

G_BEGIN_DECLS

#define CHL_TYPE_TABLE_GRID (chl_table_grid_get_type ())

/* The rows of a table. */
G_DECLARE_FINAL_TYPE (ChlTableGrid, chl_table_grid, CHL, TABLE_GRID, ChlSightBox)

/* Rows that are measured together, and rows that decide how wide the columns are. */
#define CHL_TABLE_GRID_GROUP 24
#define CHL_TABLE_GRID_DECIDING 48

GtkWidget    *chl_table_grid_new (void);
guint         chl_table_grid_get_n_columns (ChlTableGrid *self);
guint         chl_table_grid_get_n_rows (ChlTableGrid *self);
void          chl_table_grid_reset (ChlTableGrid *self,
                                    const char   *alignments);
void          chl_table_grid_show_row (ChlTableGrid   *self,
                                       guint           row,
                                       const ChlBlock *block);
void          chl_table_grid_truncate (ChlTableGrid *self,
                                       guint         n_rows);
ChlTextPiece *chl_table_grid_get_cell (ChlTableGrid *self,
                                       guint         row,
                                       guint         column);

G_END_DECLS
