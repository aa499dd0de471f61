/* chl-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-leaf.h"

G_BEGIN_DECLS

char    *chl_table_read_alignments (const char *text,
                                    gsize       length);
gboolean chl_table_is_head (const char *text,
                            gsize       length,
                            guint       n_columns);
void     chl_table_add_row (ChlLeaf                 *self,
                            const char              *text,
                            gsize                    length,
                            const ChlReferenceTable *references);
void     chl_table_read_rows (ChlLeaf                 *self,
                              const ChlReferenceTable *references);

G_END_DECLS
