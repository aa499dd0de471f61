/* chl-reference-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-references.h"

G_BEGIN_DECLS

/**
 * ChlReferenceTable:
 * @settled: (element-type utf8 utf8): labels and addresses that stay
 * @tentative: (element-type utf8 utf8): those of text that may yet become something else
 *
 * Where references lead. The first definition of a label counts.
 */
typedef struct
{
  GHashTable *settled;
  GHashTable *tentative;
} ChlReferenceTable;

void        chl_reference_table_init (ChlReferenceTable *self);
void        chl_reference_table_clear (ChlReferenceTable *self);
const char *chl_reference_table_look_up (const ChlReferenceTable *self,
                                         const char              *label);

G_END_DECLS
