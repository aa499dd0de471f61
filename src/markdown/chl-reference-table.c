/* chl-reference-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-reference-table"

#include "config.h"

#include "chl-reference-table.h"

void
chl_reference_table_init (ChlReferenceTable *self)
{
  self->settled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tentative = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
chl_reference_table_clear (ChlReferenceTable *self)
{
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->tentative, g_hash_table_unref);
}

/**
 * chl_reference_table_look_up:
 * @self: a table
 * @label: as chl_references_fold_label() makes it
 *
 * Returns: (nullable): where a reference with this label leads
 */
const char *
chl_reference_table_look_up (const ChlReferenceTable *self,
                             const char              *label)
{
  const char *uri = g_hash_table_lookup (self->settled, label);

  return uri != NULL ? uri : g_hash_table_lookup (self->tentative, label);
}
