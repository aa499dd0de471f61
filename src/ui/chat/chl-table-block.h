/* chl-table-block.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block-view.h"

G_BEGIN_DECLS

#define CHL_TYPE_TABLE_BLOCK (chl_table_block_get_type ())

/* A table, which scrolls sideways where it is too wide. */
G_DECLARE_FINAL_TYPE (ChlTableBlock, chl_table_block, CHL, TABLE_BLOCK, GtkWidget)

GtkWidget *chl_table_block_new (void);

G_END_DECLS
