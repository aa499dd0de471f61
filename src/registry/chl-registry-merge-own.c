/* chl-registry-merge-own.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-merge-own"

#include "config.h"

#include "chl-registry-merge-private.h"

#include <string.h>

#include "chl-registry-grade.h"
#include "chl-registry-key.h"
#include "chl-registry-resolve.h"

/* What a refresh may fill in where a model's row says nothing. */
static const ChlRegistryColumn filled[] = {
  CHL_COLUMN_CTX,
  CHL_COLUMN_INP,
  CHL_COLUMN_OUT,
  CHL_COLUMN_MEDIA,
  CHL_COLUMN_TOOLS,
  CHL_COLUMN_JSON,
  CHL_COLUMN_TEMP,
  CHL_COLUMN_PRICE,
  CHL_COLUMN_KNOW,
  CHL_COLUMN_BORN,
  CHL_COLUMN_OPEN,
};

static gboolean
is_embedder (ChlRegistryMerge *self,
             guint32           row)
{
  return chl_registry_merge_is_cell (self, row, CHL_COLUMN_USE, "embed");
}

static void
update_model (ChlRegistryMerge        *self,
              guint32                  row,
              const ChlRegistryListed *listed)
{
  for (guint i = 0; i < G_N_ELEMENTS (filled); i++)
    {
      const char *cell = listed->cells[filled[i]];

      /* Of what embeds, the list has the size of its vectors there. */
      if (cell != NULL && *chl_registry_merge_get (self, row, filled[i]) == '\0' &&
          !(filled[i] == CHL_COLUMN_OUT && is_embedder (self, row)))
        chl_registry_merge_set (self, row, filled[i], cell);
    }
  if (!is_embedder (self, row))
    chl_registry_merge_keep_limits (self, row, CHL_REGISTRY_NONE);

  if (chl_registry_merge_is_theirs (self, row))
    {
      chl_registry_merge_update_price (self, row, listed->cells[CHL_COLUMN_PRICE]);
      chl_registry_merge_update_stage (self, row, listed->cells[CHL_COLUMN_STAGE]);
    }
}

static void
add_model (ChlRegistryMerge        *self,
           const char              *id,
           const char              *key,
           const ChlRegistryListed *listed)
{
  const char *use = chl_registry_find_use (key, listed->cells[CHL_COLUMN_MEDIA]);
  guint32     row = chl_registry_draft_add (self->draft, "m", id);

  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    if (listed->cells[i] != NULL)
      chl_registry_merge_set (self, row, (ChlRegistryColumn) i, listed->cells[i]);

  chl_registry_merge_set (self, row, CHL_COLUMN_USE, use);
  chl_registry_merge_set (self, row, CHL_COLUMN_SRC, "md");
  if (g_str_equal (use, "chat"))
    {
      chl_registry_merge_set (self, row, CHL_COLUMN_AGENT, chl_registry_grade_agent (listed));
      chl_registry_merge_set (self, row, CHL_COLUMN_CLASS, chl_registry_grade_class (listed->cells[CHL_COLUMN_PRICE]));
    }
  else if (g_str_equal (use, "embed"))
    chl_registry_merge_set (self, row, CHL_COLUMN_OUT, "");
}

/* Whether nothing but the name tells a model from a row that its name leads to anyhow. */
static gboolean
is_same (ChlRegistryMerge        *self,
         const ChlRegistryListed *listed)
{
  ChlRegistryMatch match;

  chl_registry_table_resolve (self->table, listed->scope, listed->id, &match);
  if (match.kind < CHL_MATCH_VARIANT || !chl_registry_merge_is_cell (self, match.row, CHL_COLUMN_KIND, "m"))
    return FALSE;

  for (guint i = 0; i < CHL_MERGE_N_HOSTED; i++)
    {
      const char *cell = listed->cells[chl_registry_merge_hosted[i]];
      const char *known = chl_registry_merge_get (self, match.row, chl_registry_merge_hosted[i]);

      if (cell != NULL && !g_str_equal (cell, known) &&
          (chl_registry_merge_hosted[i] != CHL_COLUMN_PRICE || !match.has_price || chl_registry_is_other_price (known, cell)))
        return FALSE;
    }

  return TRUE;
}

static void
add_own (ChlRegistryMerge        *self,
         const ChlRegistryListed *listed,
         const char              *maker,
         const char              *key)
{
  g_autofree char *id = g_strconcat (maker, "/", listed->id, NULL);
  g_autofree char *form = NULL;

  if (strpbrk (listed->id, " :") != NULL ||
      !chl_registry_column_check (CHL_COLUMN_ID, id, &form))
    chl_registry_merge_drop (self, CHL_DROP_ROW);
  else if (chl_registry_table_find_row (self->table, CHL_INDEX_IDS, id) != CHL_REGISTRY_NONE ||
           g_hash_table_contains (self->keys, key))
    chl_registry_merge_drop (self, CHL_DROP_TWICE);
  else if (!is_same (self, listed))
    {
      g_hash_table_add (self->keys, g_strdup (key));
      add_model (self, id, key, listed);
    }
}

/**
 * chl_registry_merge_own:
 * @self: what merges
 * @listed: a model that its maker serves
 * @maker: who that is
 */
void
chl_registry_merge_own (ChlRegistryMerge        *self,
                        const ChlRegistryListed *listed,
                        const char              *maker)
{
  char             key[CHL_REGISTRY_KEY_SIZE];
  char             own_key[CHL_REGISTRY_KEY_SIZE];
  g_autofree char *served = NULL;
  guint32          row = chl_registry_merge_find_served (self, listed, &served);
  const char      *id;

  if (row != CHL_REGISTRY_NONE)
    {
      chl_registry_merge_update_host (self, row, listed);
      return;
    }
  if (served == NULL || !chl_registry_build_key (listed->id, key))
    {
      chl_registry_merge_drop (self, CHL_DROP_ROW);
      return;
    }

  row = chl_registry_table_find_row (self->table, CHL_INDEX_KEYS, key);
  if (row == CHL_REGISTRY_NONE)
    {
      add_own (self, listed, maker, key);
      return;
    }

  id = chl_registry_table_get_cell (self->table, row, CHL_COLUMN_ID);
  if (!g_str_has_prefix (id, maker) || id[strlen (maker)] != '/')
    {
      chl_registry_merge_drop (self, CHL_DROP_MAKER);
      return;
    }

  /* Another name of the model says nothing of the row. */
  chl_registry_merge_mark_seen (self, row);
  if (chl_registry_build_key (id + strlen (maker) + 1, own_key) && g_str_equal (key, own_key))
    update_model (self, row, listed);
}
