/* chl-registry-merge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-merge"

#include "config.h"

#include "chl-registry-merge-private.h"

#include <string.h>

#include "chl-registry-grade.h"
#include "chl-registry-key.h"

/* Of a hundred rows that were from there. */
#define PLAUSIBLE_PERCENT 70

const ChlRegistryColumn chl_registry_merge_hosted[CHL_MERGE_N_HOSTED] = {
  CHL_COLUMN_CTX,
  CHL_COLUMN_INP,
  CHL_COLUMN_OUT,
  CHL_COLUMN_PRICE,
  CHL_COLUMN_MEDIA,
};

const char *
chl_registry_merge_get (ChlRegistryMerge *self,
                        guint32           row,
                        ChlRegistryColumn column)
{
  return chl_registry_draft_get (self->draft, row, column);
}

void
chl_registry_merge_set (ChlRegistryMerge *self,
                        guint32           row,
                        ChlRegistryColumn column,
                        const char       *cell)
{
  chl_registry_draft_set (self->draft, row, column, cell);
}

void
chl_registry_merge_drop (ChlRegistryMerge *self,
                         ChlRefreshDrop    what)
{
  self->report->dropped[what]++;
}

gboolean
chl_registry_merge_is_cell (ChlRegistryMerge *self,
                            guint32           row,
                            ChlRegistryColumn column,
                            const char       *text)
{
  return g_str_equal (chl_registry_merge_get (self, row, column), text);
}

/* Whether a row says what models.dev said, and nobody mended it. */
gboolean
chl_registry_merge_is_theirs (ChlRegistryMerge *self,
                              guint32           row)
{
  return chl_registry_merge_is_cell (self, row, CHL_COLUMN_SRC, "md");
}

static gboolean
is_maker_cb (gpointer scope,
             gpointer maker,
             gpointer user_data)
{
  return g_str_equal (maker, user_data);
}

/* What stands before the first @sign of an id. */
static char *
dup_front (const char *id,
           char        sign)
{
  return g_strndup (id, strcspn (id, (const char[]){ sign, '\0' }));
}

static void
note_row (ChlRegistryMerge *self,
          guint32           row)
{
  const char *id = chl_registry_merge_get (self, row, CHL_COLUMN_ID);
  const char *base = chl_registry_merge_get (self, row, CHL_COLUMN_BASE);
  const char *price = chl_registry_merge_get (self, row, CHL_COLUMN_PRICE);
  char       *host;

  switch (*chl_registry_merge_get (self, row, CHL_COLUMN_KIND))
    {
    case 'p':
      /* The first is the maker's own; others resell it, such as by subscription. */
      if (*base != '\0' && g_hash_table_find (self->makers, is_maker_cb, (gpointer) base) == NULL)
        g_hash_table_insert (self->makers, g_strdup (id), g_strdup (base));
      return;

    case 'd':
      if (!chl_registry_merge_is_theirs (self, row))
        return;
      host = dup_front (id, ':');
      if (g_str_equal (price, "sub") || !g_hash_table_contains (self->hosts, host))
        g_hash_table_replace (self->hosts, host, g_strdup (g_str_equal (price, "sub") ? "sub" : ""));
      else
        g_free (host);
      return;

    default:
      return;
    }
}

void
chl_registry_merge_free (ChlRegistryMerge *self)
{
  g_hash_table_unref (self->makers);
  g_hash_table_unref (self->hosts);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->ids);
  g_byte_array_unref (self->seen);
  g_free (self);
}

/**
 * chl_registry_merge_new:
 * @table: a table
 * @draft: the same, to be changed
 * @report: (inout): counts what is left out
 *
 * All are lent, and must outlive it.
 *
 * Returns: (transfer full): what merges
 */
ChlRegistryMerge *
chl_registry_merge_new (const ChlRegistryTable *table,
                        ChlRegistryDraft       *draft,
                        ChlRefreshReport       *report)
{
  ChlRegistryMerge *self = g_new0 (ChlRegistryMerge, 1);
  guint             n_rows = chl_registry_table_get_n_rows (table);

  self->table = table;
  self->draft = draft;
  self->report = report;
  self->makers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_byte_array_new ();
  g_byte_array_set_size (self->seen, n_rows);
  memset (self->seen->data, 0, n_rows);
  for (guint32 row = 0; row < n_rows; row++)
    note_row (self, row);

  return self;
}

/**
 * chl_registry_merge_find_maker:
 * @self: what merges
 * @scope: who serves a model
 *
 * Returns: (transfer none) (nullable): the maker whose own service that is
 */
const char *
chl_registry_merge_find_maker (ChlRegistryMerge *self,
                               const char       *scope)
{
  return g_hash_table_lookup (self->makers, scope);
}

/* --- Cells --- */

/* A price that is one follows; what is paid by subscription, or nobody knows, stays. */
void
chl_registry_merge_update_price (ChlRegistryMerge *self,
                                 guint32           row,
                                 const char       *price)
{
  const char *old = chl_registry_merge_get (self, row, CHL_COLUMN_PRICE);

  if (price != NULL && g_ascii_isdigit (*old) && chl_registry_is_other_price (old, price))
    chl_registry_merge_set (self, row, CHL_COLUMN_PRICE, price);
}

/* Life goes forward only: what ended here may have ended at its maker's and not yet there. */
void
chl_registry_merge_update_stage (ChlRegistryMerge *self,
                                 guint32           row,
                                 const char       *stage)
{
  const char *old = chl_registry_merge_get (self, row, CHL_COLUMN_STAGE);
  gboolean    is_young = g_str_equal (old, "alpha") || g_str_equal (old, "beta");

  if (g_strcmp0 (stage, "deprecated") == 0 && (is_young || *old == '\0'))
    chl_registry_merge_set (self, row, CHL_COLUMN_STAGE, stage);
  else if (stage == NULL && is_young)
    chl_registry_merge_set (self, row, CHL_COLUMN_STAGE, "");
  else if (g_strcmp0 (stage, "beta") == 0 && g_str_equal (old, "alpha"))
    chl_registry_merge_set (self, row, CHL_COLUMN_STAGE, stage);
}

/* What a row says, by itself or by the one it is based on. */
const char *
chl_registry_merge_get_effective (ChlRegistryMerge *self,
                                  guint32           row,
                                  guint32           base,
                                  ChlRegistryColumn column)
{
  const char *own = chl_registry_merge_get (self, row, column);

  return *own != '\0' ? own : chl_registry_merge_get (self, base, column);
}

/* The three limits of a row fit each other, or stay as they were. */
void
chl_registry_merge_keep_limits (ChlRegistryMerge *self,
                                guint32           row,
                                guint32           base)
{
  guint64 values[CHL_MERGE_N_LIMITS];

  for (guint i = 0; i < CHL_MERGE_N_LIMITS; i++)
    values[i] = g_ascii_strtoull (chl_registry_merge_get_effective (self, row, base, chl_registry_merge_hosted[i]), NULL, 10);

  if (values[0] == 0 || (values[1] <= values[0] && values[2] <= values[0]))
    return;

  for (guint i = 0; i < CHL_MERGE_N_LIMITS; i++)
    chl_registry_merge_set (self, row, chl_registry_merge_hosted[i], chl_registry_table_get_cell (self->table, row, chl_registry_merge_hosted[i]));
  chl_registry_merge_drop (self, CHL_DROP_LIMIT);
}

/* --- Rows --- */

void
chl_registry_merge_mark_seen (ChlRegistryMerge *self,
                              guint32           row)
{
  self->seen->data[row] = 1;
}

guint32
chl_registry_merge_find_served (ChlRegistryMerge        *self,
                                const ChlRegistryListed *listed,
                                char                   **out_key)
{
  char folded[CHL_REGISTRY_TEXT_SIZE];

  *out_key = NULL;
  if (chl_registry_fold (listed->id, strlen (listed->id), folded) == 0)
    return CHL_REGISTRY_NONE;

  *out_key = g_strconcat (listed->scope, ":", folded, NULL);

  return chl_registry_table_find_row (self->table, CHL_INDEX_SERVED, *out_key);
}

/* --- The whole --- */

/* Whether a row is one that a download can be expected to list. */
static gboolean
is_expected (ChlRegistryMerge *self,
             guint32           row)
{
  const char      *id = chl_registry_merge_get (self, row, CHL_COLUMN_ID);
  g_autofree char *maker = NULL;

  if (!chl_registry_merge_is_theirs (self, row) || chl_registry_merge_is_cell (self, row, CHL_COLUMN_KIND, "d"))
    return chl_registry_merge_is_theirs (self, row);
  if (!chl_registry_merge_is_cell (self, row, CHL_COLUMN_KIND, "m"))
    return FALSE;

  maker = dup_front (id, '/');

  return g_hash_table_find (self->makers, is_maker_cb, maker) != NULL;
}

/**
 * chl_registry_merge_is_plausible:
 * @self: what merged everything
 *
 * Counts in the report what is no longer listed.
 *
 * Returns: whether enough of what was listed once still is
 */
gboolean
chl_registry_merge_is_plausible (ChlRegistryMerge *self)
{
  guint n_expected = 0;

  for (guint32 row = 0; row < self->seen->len; row++)
    if (is_expected (self, row))
      {
        n_expected++;
        self->report->n_unlisted += self->seen->data[row] == 0 ? 1 : 0;
      }

  return (n_expected - self->report->n_unlisted) * 100 >= n_expected * PLAUSIBLE_PERCENT;
}
