/* chl-table-columns.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How wide the columns of a table are; its rows share this. Pixels. */
typedef struct _ChlTableColumns ChlTableColumns;

ChlTableColumns *chl_table_columns_new (const char *alignments);
void             chl_table_columns_free (ChlTableColumns *self);
guint            chl_table_columns_get_n_columns (ChlTableColumns *self);
const char      *chl_table_columns_get_alignments (ChlTableColumns *self);
gboolean         chl_table_columns_set_wish (ChlTableColumns *self,
                                             guint            column,
                                             int              least,
                                             int              natural);
int              chl_table_columns_get_least (ChlTableColumns *self);
int              chl_table_columns_get_natural (ChlTableColumns *self);
const int       *chl_table_columns_get_widths (ChlTableColumns *self,
                                               int              width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlTableColumns, chl_table_columns_free)

G_END_DECLS
