/* chl-table-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-table-columns.h"
#include "chl-text-piece.h"

G_BEGIN_DECLS

/* Space around the text of a cell; logical pixels. */
#define CHL_TABLE_CELL_SIDE 10
#define CHL_TABLE_CELL_ABOVE 5

#define CHL_TYPE_TABLE_ROW (chl_table_row_get_type ())

/* The cells of a row. */
G_DECLARE_FINAL_TYPE (ChlTableRow, chl_table_row, CHL, TABLE_ROW, GtkWidget)

GtkWidget    *chl_table_row_new (ChlTableColumns *columns,
                                 gboolean         is_head);
void          chl_table_row_set_cells (ChlTableRow    *self,
                                       const ChlBlock *block,
                                       guint           row);
int           chl_table_row_get_natural (ChlTableRow *self,
                                         guint        column);
ChlTextPiece *chl_table_row_get_cell (ChlTableRow *self,
                                      guint        column);

G_END_DECLS
