/* chl-waiting.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-waiting"

#include "config.h"

#include "chl-waiting.h"

#include "chl-table.h"

typedef struct
{
  ChlLeaf *leaf;
  guint    position;
} Entry;

struct _ChlWaiting
{
  GArray     *entries;  /* (owned) (element-type Entry) */
  GHashTable *by_label; /* (owned) (element-type utf8 GArray<guint>) positions in entries */
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  chl_leaf_free (entry->leaf);
}

/**
 * chl_waiting_new:
 *
 * Returns: (transfer full): nothing that waits
 */
ChlWaiting *
chl_waiting_new (void)
{
  ChlWaiting *self = g_new0 (ChlWaiting, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->by_label = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_array_unref);
  return self;
}

void
chl_waiting_free (ChlWaiting *self)
{
  g_array_unref (self->entries);
  g_hash_table_unref (self->by_label);
  g_free (self);
}

static void
add_label (ChlWaiting *self,
           char       *label,
           guint       entry)
{
  GArray *entries = g_hash_table_lookup (self->by_label, label);

  if (entries == NULL)
    {
      entries = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->by_label, label, entries);
    }
  else
    {
      g_free (label);
    }

  if (entries->len == 0 || g_array_index (entries, guint, entries->len - 1) != entry)
    g_array_append_val (entries, entry);
}

/**
 * chl_waiting_take:
 * @self: what waits
 * @leaf: (transfer full): a leaf whose block was built
 * @position: of the block
 * @references: where references lead
 *
 * Keeps @leaf if a definition could change its block.
 */
void
chl_waiting_take (ChlWaiting              *self,
                  ChlLeaf                 *leaf,
                  guint                    position,
                  const ChlReferenceTable *references)
{
  Entry       entry = { leaf, position };
  const char *text = leaf->source->str;
  gsize       length = leaf->source->len;
  gsize       start = 0;
  gboolean    is_kept = FALSE;

  if (!chl_leaf_may_refer (leaf))
    {
      chl_leaf_free (leaf);
      return;
    }

  for (gsize end = chl_references_find_label (text, length, 0, &start); end != 0;
       end = chl_references_find_label (text, length, end, &start))
    {
      g_autofree char *label = chl_references_fold_label (text + start, end - start);

      if (g_hash_table_contains (references->settled, label))
        continue;
      add_label (self, g_steal_pointer (&label), self->entries->len);
      is_kept = TRUE;
    }

  if (is_kept)
    g_array_append_val (self->entries, entry);
  else
    chl_leaf_free (leaf);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second ? 1
                                              : 0;
}

/**
 * chl_waiting_resolve:
 * @self: what waits
 * @labels: (element-type utf8): labels that now lead somewhere else
 * @references: where
 * @func: takes the position of each block that may have changed, and what it is now
 * @user_data: for @func
 *
 * Each leaf is read once, whichever of its labels changed.
 */
void
chl_waiting_resolve (ChlWaiting              *self,
                     GHashTable              *labels,
                     const ChlReferenceTable *references,
                     ChlWaitingFunc           func,
                     gpointer                 user_data)
{
  g_autoptr(GArray) changed = NULL;
  GHashTableIter iter;
  gpointer       label;

  if (g_hash_table_size (labels) == 0)
    return;

  changed = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_iter_init (&iter, labels);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    {
      const GArray *entries = g_hash_table_lookup (self->by_label, label);

      if (entries != NULL)
        g_array_append_vals (changed, entries->data, entries->len);
      /* The first definition counts, so nobody waits for another one. */
      if (g_hash_table_contains (references->settled, label))
        g_hash_table_remove (self->by_label, label);
    }

  g_array_sort (changed, compare_entries);
  for (guint i = 0; i < changed->len; i++)
    {
      guint        index = g_array_index (changed, guint, i);
      const Entry *entry = &g_array_index (self->entries, Entry, index);
      ChlBlock    *block;

      if (i > 0 && g_array_index (changed, guint, i - 1) == index)
        continue;
      if (entry->leaf->kind == CHL_BLOCK_TABLE)
        chl_table_read_rows (entry->leaf, references);
      block = chl_leaf_build (entry->leaf, references);
      func (entry->position, block, user_data);
      chl_block_unref (block);
    }
}
