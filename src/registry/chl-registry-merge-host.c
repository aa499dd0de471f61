/* chl-registry-merge-host.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-merge-host"

#include "config.h"

#include "chl-registry-merge-private.h"

#include "chl-registry-grade.h"
#include "chl-registry-resolve.h"

void
chl_registry_merge_update_host (ChlRegistryMerge        *self,
                                guint32                  row,
                                const ChlRegistryListed *listed)
{
  guint32 base = chl_registry_table_get_base (self->table, row);

  chl_registry_merge_mark_seen (self, row);
  if (!chl_registry_merge_is_theirs (self, row))
    return;

  for (guint i = 0; i < CHL_MERGE_N_LIMITS; i++)
    {
      const char *cell = listed->cells[chl_registry_merge_hosted[i]];

      if (cell != NULL && !chl_registry_merge_is_cell (self, row, chl_registry_merge_hosted[i], "-") &&
          !g_str_equal (cell, chl_registry_merge_get_effective (self, row, base, chl_registry_merge_hosted[i])))
        chl_registry_merge_set (self, row, chl_registry_merge_hosted[i], cell);
    }
  chl_registry_merge_keep_limits (self, row, base);
  chl_registry_merge_update_price (self, row, listed->cells[CHL_COLUMN_PRICE]);
  chl_registry_merge_update_stage (self, row, listed->cells[CHL_COLUMN_STAGE]);
}

/* What the host says otherwise than the row that the name leads to. */
static guint
fill_host (ChlRegistryMerge        *self,
           const ChlRegistryListed *listed,
           const ChlRegistryMatch  *match,
           const char              *cells[CHL_N_COLUMNS])
{
  const char *usual = g_hash_table_lookup (self->hosts, listed->scope);
  const char *base_price = chl_registry_merge_get (self, match->row, CHL_COLUMN_PRICE);
  guint       n = 0;

  for (guint i = 0; i < CHL_MERGE_N_HOSTED; i++)
    {
      const char *cell = listed->cells[chl_registry_merge_hosted[i]];

      if (cell != NULL && !g_str_equal (cell, chl_registry_merge_get (self, match->row, chl_registry_merge_hosted[i])) &&
          (chl_registry_merge_hosted[i] != CHL_COLUMN_PRICE || chl_registry_is_other_price (base_price, cell)))
        cells[chl_registry_merge_hosted[i]] = cell;
    }

  if (listed->cells[CHL_COLUMN_PRICE] == NULL && usual != NULL && *usual != '\0')
    cells[CHL_COLUMN_PRICE] = usual;
  else if (listed->cells[CHL_COLUMN_PRICE] == NULL && !match->has_price && *base_price != '\0')
    cells[CHL_COLUMN_PRICE] = "-";
  cells[CHL_COLUMN_STAGE] = listed->cells[CHL_COLUMN_STAGE];

  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    n += cells[i] != NULL ? 1 : 0;

  return n;
}

static void
add_host (ChlRegistryMerge        *self,
          const ChlRegistryListed *listed,
          const ChlRegistryMatch  *match,
          const char              *served)
{
  const char      *cells[CHL_N_COLUMNS] = { NULL };
  g_autofree char *id = g_strconcat (listed->scope, ":", listed->id, NULL);
  g_autofree char *form = NULL;
  guint32          row;

  if (!chl_registry_column_check (CHL_COLUMN_ID, id, &form))
    {
      chl_registry_merge_drop (self, CHL_DROP_ROW);
      return;
    }
  if (fill_host (self, listed, match, cells) == 0)
    return;

  g_hash_table_add (self->ids, g_strdup (served));
  row = chl_registry_draft_add (self->draft, "d", id);
  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    if (cells[i] != NULL)
      chl_registry_merge_set (self, row, (ChlRegistryColumn) i, cells[i]);
  chl_registry_merge_set (self, row, CHL_COLUMN_BASE, chl_registry_merge_get (self, match->row, CHL_COLUMN_ID));
  chl_registry_merge_set (self, row, CHL_COLUMN_SRC, "md");
}

/**
 * chl_registry_merge_host:
 * @self: what merges
 * @listed: a model that somebody serves who did not make it
 * @joined: the draft with all models that their makers serve
 *
 * A host gets new rows if it has some: what others serve is in their own lists.
 */
void
chl_registry_merge_host (ChlRegistryMerge        *self,
                         const ChlRegistryListed *listed,
                         const ChlRegistryTable  *joined)
{
  g_autofree char *served = NULL;
  guint32          row = chl_registry_merge_find_served (self, listed, &served);
  ChlRegistryMatch match;

  if (row != CHL_REGISTRY_NONE)
    {
      chl_registry_merge_update_host (self, row, listed);
      return;
    }
  if (served == NULL)
    {
      chl_registry_merge_drop (self, CHL_DROP_ROW);
      return;
    }
  if (!g_hash_table_contains (self->hosts, listed->scope))
    return;

  chl_registry_table_resolve (joined, listed->scope, listed->id, &match);
  if (match.kind == CHL_MATCH_UNKNOWN)
    chl_registry_merge_drop (self, CHL_DROP_UNKNOWN);
  else if (g_hash_table_contains (self->ids, served))
    chl_registry_merge_drop (self, CHL_DROP_TWICE);
  else
    add_host (self, listed, &match, served);
}
