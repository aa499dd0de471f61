/* chl-registry-builder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-builder"

#include "config.h"

#include "chl-registry-builder.h"

#include <string.h>

#include "chl-registry-key.h"
#include "chl-registry-pattern.h"

struct _ChlRegistryBuilder
{
  GString    *pool;                   /* (owned) texts, each with its zero */
  GHashTable *texts;                  /* (owned) (element-type utf8 guint32) their places */
  GArray     *rows;                   /* (owned) (element-type ChlRegistryRow) */
  GArray     *cells;                  /* (owned) (element-type guint32) */
  GArray     *entries[CHL_N_INDEXES]; /* (owned) (element-type ChlRegistryEntry) */
  GHashTable *known[CHL_N_INDEXES];   /* (owned) (element-type guint32 guint32) text to row */
  GArray     *patterns;               /* (owned) (element-type ChlRegistryEntry) */
  GHashTable *known_patterns;         /* (owned) (element-type guint32 guint32) text to row */
  GHashTable *makers;                 /* (owned) (element-type guint32) texts */
};

static guint32
add_text (ChlRegistryBuilder *self,
          const char         *text)
{
  gpointer place;

  if (g_hash_table_lookup_extended (self->texts, text, NULL, &place))
    return GPOINTER_TO_UINT (place);

  place = GUINT_TO_POINTER ((guint) self->pool->len);
  g_string_append_len (self->pool, text, (gssize) strlen (text) + 1);
  g_hash_table_insert (self->texts, g_strdup (text), place);

  return GPOINTER_TO_UINT (place);
}

ChlRegistryBuilder *
chl_registry_builder_new (void)
{
  ChlRegistryBuilder *self = g_new0 (ChlRegistryBuilder, 1);

  self->pool = g_string_new (NULL);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_array_new (FALSE, FALSE, sizeof (ChlRegistryRow));
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->patterns = g_array_new (FALSE, FALSE, sizeof (ChlRegistryEntry));
  self->known_patterns = g_hash_table_new (NULL, NULL);
  self->makers = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < CHL_N_INDEXES; i++)
    {
      self->entries[i] = g_array_new (FALSE, FALSE, sizeof (ChlRegistryEntry));
      self->known[i] = g_hash_table_new (NULL, NULL);
    }
  add_text (self, "");

  return self;
}

void
chl_registry_builder_free (ChlRegistryBuilder *self)
{
  g_string_free (self->pool, TRUE);
  g_hash_table_unref (self->texts);
  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_array_unref (self->patterns);
  g_hash_table_unref (self->known_patterns);
  g_hash_table_unref (self->makers);
  for (guint i = 0; i < CHL_N_INDEXES; i++)
    {
      g_array_unref (self->entries[i]);
      g_hash_table_unref (self->known[i]);
    }
  g_free (self);
}

/**
 * chl_registry_builder_add_row:
 * @self: a builder
 * @cells: (array fixed-size=31): texts, "" or %NULL where there is none
 *
 * Returns: its number
 */
guint32
chl_registry_builder_add_row (ChlRegistryBuilder *self,
                              const char *const  *cells)
{
  ChlRegistryRow row = { 0, self->cells->len, CHL_REGISTRY_NONE };

  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    if (cells[i] != NULL && *cells[i] != '\0')
      {
        guint32 cell = add_text (self, cells[i]);

        row.columns |= 1U << i;
        g_array_append_val (self->cells, cell);
      }
  g_array_append_val (self->rows, row);

  return self->rows->len - 1;
}

void
chl_registry_builder_set_base (ChlRegistryBuilder *self,
                               guint32             row,
                               guint32             base)
{
  g_array_index (self->rows, ChlRegistryRow, row).base = base;
}

static gboolean
add_entry (ChlRegistryBuilder *self,
           GArray             *entries,
           GHashTable         *known,
           const char         *text,
           guint32             row,
           guint32            *out_other)
{
  ChlRegistryEntry entry = { add_text (self, text), row };
  gpointer         other;

  if (g_hash_table_lookup_extended (known, GUINT_TO_POINTER (entry.text), NULL, &other))
    {
      if (out_other != NULL)
        *out_other = GPOINTER_TO_UINT (other);
      return FALSE;
    }

  g_hash_table_insert (known, GUINT_TO_POINTER (entry.text), GUINT_TO_POINTER (row));
  g_array_append_val (entries, entry);
  return TRUE;
}

/**
 * chl_registry_builder_add_entry:
 * @self: a builder
 * @index: which index; of %CHL_INDEX_HOSTS entries may be equal
 * @text: what it will be found by
 * @row: a row
 * @out_other: (out) (optional): the row that has it already
 *
 * Returns: %FALSE if there is such an entry already
 */
gboolean
chl_registry_builder_add_entry (ChlRegistryBuilder *self,
                                ChlRegistryIndex    index,
                                const char         *text,
                                guint32             row,
                                guint32            *out_other)
{
  if (index == CHL_INDEX_HOSTS)
    {
      ChlRegistryEntry entry = { add_text (self, text), row };

      g_array_append_val (self->entries[index], entry);
      return TRUE;
    }

  return add_entry (self, self->entries[index], self->known[index], text, row, out_other);
}

/* In this index a name leads to a text: a host may have a part without a row of its own. */
void
chl_registry_builder_add_scope (ChlRegistryBuilder *self,
                                const char         *name,
                                const char         *scope)
{
  add_entry (self, self->entries[CHL_INDEX_SCOPES], self->known[CHL_INDEX_SCOPES], name,
             add_text (self, scope), NULL);
}

gboolean
chl_registry_builder_find (ChlRegistryBuilder *self,
                           ChlRegistryIndex    index,
                           const char         *text,
                           guint32            *out_row)
{
  gpointer place;
  gpointer row;

  if (!g_hash_table_lookup_extended (self->texts, text, NULL, &place) ||
      !g_hash_table_lookup_extended (self->known[index], place, NULL, &row))
    return FALSE;

  *out_row = GPOINTER_TO_UINT (row);
  return TRUE;
}

gboolean
chl_registry_builder_add_pattern (ChlRegistryBuilder *self,
                                  const char         *pattern,
                                  guint32             row,
                                  guint32            *out_other)
{
  return add_entry (self, self->patterns, self->known_patterns, pattern, row, out_other);
}

void
chl_registry_builder_add_maker (ChlRegistryBuilder *self,
                                const char         *maker)
{
  g_hash_table_add (self->makers, GUINT_TO_POINTER (add_text (self, maker)));
}

gboolean
chl_registry_builder_has_maker (ChlRegistryBuilder *self,
                                const char         *maker)
{
  gpointer place;

  return g_hash_table_lookup_extended (self->texts, maker, NULL, &place) &&
         g_hash_table_contains (self->makers, place);
}

/* Whoever writes digits together means one of these, unless that is a name of its own. */
static void
add_squeezed (ChlRegistryBuilder *self)
{
  GArray *keys = self->entries[CHL_INDEX_KEYS];

  for (guint i = 0; i < keys->len; i++)
    {
      const ChlRegistryEntry *entry = &g_array_index (keys, ChlRegistryEntry, i);
      g_autofree char        *key = g_strdup (self->pool->str + entry->text);
      g_autofree char        *squeezed = g_malloc (strlen (key) + 1);
      guint32                 row;

      chl_registry_squeeze (key, squeezed);
      if (!g_str_equal (squeezed, key) &&
          !chl_registry_builder_find (self, CHL_INDEX_KEYS, squeezed, &row))
        chl_registry_builder_add_entry (self, CHL_INDEX_SQUEEZED, squeezed, entry->row, NULL);
    }
}

static const char *
get_cell (ChlRegistryBuilder *self,
          guint32             row,
          ChlRegistryColumn   column)
{
  const ChlRegistryRow *own = &g_array_index (self->rows, ChlRegistryRow, row);
  guint                 nth = (guint) __builtin_popcount (own->columns & ((1U << column) - 1));

  if ((own->columns & (1U << column)) == 0)
    return "";

  return self->pool->str + g_array_index (self->cells, guint32, own->first_cell + nth);
}

/* By text; of one text the shortest name that a host serves comes first, then the first of them. */
static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  ChlRegistryBuilder     *self = user_data;
  const ChlRegistryEntry *left = a;
  const ChlRegistryEntry *right = b;
  const char             *left_id;
  const char             *right_id;
  int                     order = strcmp (self->pool->str + left->text, self->pool->str + right->text);

  if (order != 0 || left->row == right->row)
    return order;

  left_id = get_cell (self, left->row, CHL_COLUMN_ID);
  right_id = get_cell (self, right->row, CHL_COLUMN_ID);
  order = (strlen (left_id) > strlen (right_id)) - (strlen (left_id) < strlen (right_id));
  if (order == 0)
    order = strcmp (left_id, right_id);

  return order;
}

/* The order in which they are asked; their rows' places in the table decide between equals. */
static int
compare_patterns (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  ChlRegistryBuilder     *self = user_data;
  const ChlRegistryEntry *left = a;
  const ChlRegistryEntry *right = b;
  ChlRegistryPattern      left_pattern;
  ChlRegistryPattern      right_pattern;
  int                     order;

  chl_registry_pattern_read (&left_pattern, self->pool->str + left->text);
  chl_registry_pattern_read (&right_pattern, self->pool->str + right->text);
  order = chl_registry_pattern_compare (&left_pattern, &right_pattern);
  if (order == 0)
    order = (left->row > right->row) - (left->row < right->row);
  if (order == 0)
    order = strcmp (left_pattern.core, right_pattern.core);

  return order;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  ChlRegistryBuilder *self = user_data;

  return strcmp (self->pool->str + *(const guint32 *) a, self->pool->str + *(const guint32 *) b);
}

static GVariant *
build_array (const char   *type,
             const GArray *array,
             gsize         element_size)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE (type), array->data, array->len, element_size);
}

static GVariant *
build_makers (ChlRegistryBuilder *self)
{
  g_autoptr(GArray) makers = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer       place;

  g_hash_table_iter_init (&iter, self->makers);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    {
      guint32 text = GPOINTER_TO_UINT (place);

      g_array_append_val (makers, text);
    }
  g_array_sort_with_data (makers, compare_texts, self);

  return build_array ("u", makers, sizeof (guint32));
}

/**
 * chl_registry_builder_end:
 * @self: a builder
 * @as_of: the day of the facts
 * @late: the day of the latest additions, or ""
 * @source: where they are from
 *
 * Returns: (transfer floating): the compiled table, in this computer's byte order; the same for the
 *   same table
 */
GVariant *
chl_registry_builder_end (ChlRegistryBuilder *self,
                          const char         *as_of,
                          const char         *late,
                          const char         *source)
{
  GVariantBuilder builder;

  add_squeezed (self);
  g_array_sort_with_data (self->patterns, compare_patterns, self);

  g_variant_builder_init (&builder, G_VARIANT_TYPE (CHL_REGISTRY_TYPE));
  g_variant_builder_add (&builder, "u", CHL_REGISTRY_MAGIC);
  g_variant_builder_add (&builder, "u", CHL_REGISTRY_FORM);
  g_variant_builder_add (&builder, "s", as_of);
  g_variant_builder_add (&builder, "s", late);
  g_variant_builder_add (&builder, "s", source);
  g_variant_builder_add_value (&builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                                                    self->pool->str,
                                                                    self->pool->len, 1));
  g_variant_builder_add_value (&builder, build_array ("(uuu)", self->rows,
                                                      sizeof (ChlRegistryRow)));
  g_variant_builder_add_value (&builder, build_array ("u", self->cells, sizeof (guint32)));
  for (guint i = 0; i < CHL_N_INDEXES; i++)
    {
      /* The rows of this index are texts. */
      g_array_sort_with_data (self->entries[i],
                              i == CHL_INDEX_SCOPES ? compare_texts : compare_entries, self);
      g_variant_builder_add_value (&builder, build_array ("(uu)", self->entries[i],
                                                          sizeof (ChlRegistryEntry)));
    }
  g_variant_builder_add_value (&builder, build_array ("(uu)", self->patterns,
                                                      sizeof (ChlRegistryEntry)));
  g_variant_builder_add_value (&builder, build_makers (self));

  return g_variant_builder_end (&builder);
}
