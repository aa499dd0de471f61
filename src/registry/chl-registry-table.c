/* chl-registry-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-table"

#include "config.h"

#include "chl-registry-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"

/* Where in the tuple of CHL_REGISTRY_TYPE a member is. */
enum
{
  MEMBER_MAGIC,
  MEMBER_FORM,
  MEMBER_AS_OF,
  MEMBER_LATE,
  MEMBER_SOURCE,
  MEMBER_POOL,
  MEMBER_ROWS,
  MEMBER_CELLS,
  MEMBER_INDEXES,
  MEMBER_PATTERNS = MEMBER_INDEXES + CHL_N_INDEXES,
  MEMBER_MAKERS,
  N_MEMBERS
};

typedef struct
{
  const ChlRegistryEntry *entries;
  gsize                   n_entries;
} Index;

struct _ChlRegistryTable
{
  GVariant *members[N_MEMBERS]; /* (owned) they hold what the pointers below point to */
  gsize     n_bytes;

  const char           *pool;
  gsize                 n_pool;
  const ChlRegistryRow *rows;
  gsize                 n_rows;
  const guint32        *cells;
  gsize                 n_cells;
  Index                 indexes[CHL_N_INDEXES];
  Index                 patterns;
  const guint32        *makers;
  gsize                 n_makers;
};

G_STATIC_ASSERT (sizeof (ChlRegistryRow) == 12 && sizeof (ChlRegistryEntry) == 8);

static guint
count_bits (guint32 bits)
{
  return (guint) __builtin_popcount (bits);
}

static gboolean
is_text (const ChlRegistryTable *self,
         guint32                 text)
{
  return text < self->n_pool;
}

static gboolean
are_rows_sound (const ChlRegistryTable *self)
{
  for (gsize i = 0; i < self->n_rows; i++)
    {
      const ChlRegistryRow *row = &self->rows[i];

      if ((guint64) row->columns >> CHL_N_COLUMNS != 0 || row->first_cell > self->n_cells ||
          count_bits (row->columns) > self->n_cells - row->first_cell ||
          (row->base >= self->n_rows && row->base != CHL_REGISTRY_NONE))
        return FALSE;
    }

  for (gsize i = 0; i < self->n_cells; i++)
    if (!is_text (self, self->cells[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_index_sound (const ChlRegistryTable *self,
                const Index            *index,
                gboolean                leads_to_text)
{
  for (gsize i = 0; i < index->n_entries; i++)
    if (!is_text (self, index->entries[i].text) ||
        index->entries[i].row >= (leads_to_text ? self->n_pool : self->n_rows))
      return FALSE;

  return TRUE;
}

/* Whether it begins as a table does, in whatever form. */
static gboolean
is_table (const ChlRegistryTable *self)
{
  for (guint i = MEMBER_AS_OF; i <= MEMBER_SOURCE; i++)
    if (!g_variant_is_normal_form (self->members[i]))
      return FALSE;

  return TRUE;
}

/* Whether every place in it lies in it, so that nobody reads outside, whoever wrote it. A member that
 * is not in the file is empty. Every content of an array of numbers is one, which
 * g_variant_is_normal_form() would find out number by number. */
static gboolean
is_sound (const ChlRegistryTable *self)
{
  if (self->n_pool == 0 || self->pool[0] != '\0' || self->pool[self->n_pool - 1] != '\0' ||
      !are_rows_sound (self) || !is_index_sound (self, &self->patterns, FALSE))
    return FALSE;

  for (guint i = 0; i < CHL_N_INDEXES; i++)
    if (!is_index_sound (self, &self->indexes[i], i == CHL_INDEX_SCOPES))
      return FALSE;

  for (gsize i = 0; i < self->n_makers; i++)
    if (!is_text (self, self->makers[i]))
      return FALSE;

  return TRUE;
}

static gconstpointer
get_array (const ChlRegistryTable *self,
           guint                   member,
           gsize                   element_size,
           gsize                  *out_n)
{
  return g_variant_get_fixed_array (self->members[member], out_n, element_size);
}

static void
find_places (ChlRegistryTable *self,
             GVariant         *table)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    self->members[i] = g_variant_get_child_value (table, i);

  self->pool = get_array (self, MEMBER_POOL, 1, &self->n_pool);
  self->rows = get_array (self, MEMBER_ROWS, sizeof (ChlRegistryRow), &self->n_rows);
  self->cells = get_array (self, MEMBER_CELLS, sizeof (guint32), &self->n_cells);
  self->makers = get_array (self, MEMBER_MAKERS, sizeof (guint32), &self->n_makers);
  self->patterns.entries = get_array (self, MEMBER_PATTERNS, sizeof (ChlRegistryEntry),
                                      &self->patterns.n_entries);
  for (guint i = 0; i < CHL_N_INDEXES; i++)
    self->indexes[i].entries = get_array (self, MEMBER_INDEXES + i, sizeof (ChlRegistryEntry),
                                          &self->indexes[i].n_entries);
}

/**
 * chl_registry_table_open:
 * @bytes: a compiled table, which is used where it lies
 * @is_trusted: it came with the program; any other is looked through first
 * @error: %CHL_ERROR_NEWER_FILE if it is of a form that is not known here,
 *   %CHL_ERROR_BROKEN_FILE if it is none
 *
 * Returns: (transfer full): the table, or %NULL with an error
 */
ChlRegistryTable *
chl_registry_table_open (GBytes  *bytes,
                         gboolean is_trusted,
                         GError **error)
{
  g_autoptr(GVariant) table = NULL;
  g_autoptr(ChlRegistryTable) self = g_new0 (ChlRegistryTable, 1);

  table = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (CHL_REGISTRY_TYPE), bytes,
                                                        is_trusted));
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    {
      GVariant *swapped = g_variant_byteswap (table);

      g_variant_unref (table);
      table = swapped;
    }

  find_places (self, table);
  self->n_bytes = g_bytes_get_size (bytes);
  if (!is_trusted && !is_table (self))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                           _ ("The table of models is damaged"));
      return NULL;
    }
  if (g_variant_get_uint32 (self->members[MEMBER_MAGIC]) != CHL_REGISTRY_MAGIC)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                           _ ("The file is no table of models"));
      return NULL;
    }
  if (g_variant_get_uint32 (self->members[MEMBER_FORM]) != CHL_REGISTRY_FORM)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_NEWER_FILE,
                           _ ("The table of models was made by another version of Chatelaine"));
      return NULL;
    }
  if (!is_trusted && !is_sound (self))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                           _ ("The table of models is damaged"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
chl_registry_table_free (ChlRegistryTable *self)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    g_clear_pointer (&self->members[i], g_variant_unref);
  g_free (self);
}

const char *
chl_registry_table_get_as_of (const ChlRegistryTable *self)
{
  return g_variant_get_string (self->members[MEMBER_AS_OF], NULL);
}

const char *
chl_registry_table_get_late (const ChlRegistryTable *self)
{
  return g_variant_get_string (self->members[MEMBER_LATE], NULL);
}

const char *
chl_registry_table_get_source (const ChlRegistryTable *self)
{
  return g_variant_get_string (self->members[MEMBER_SOURCE], NULL);
}

guint
chl_registry_table_get_n_rows (const ChlRegistryTable *self)
{
  return (guint) self->n_rows;
}

gsize
chl_registry_table_get_n_bytes (const ChlRegistryTable *self)
{
  return self->n_bytes;
}

const char *
chl_registry_table_get_text (const ChlRegistryTable *self,
                             guint32                 text)
{
  return is_text (self, text) ? self->pool + text : "";
}

/**
 * chl_registry_table_get_cell:
 * @self: a table
 * @row: a row, or %CHL_REGISTRY_NONE
 * @column: a column
 *
 * Returns: (transfer none): what stands there, "" where nothing does
 */
const char *
chl_registry_table_get_cell (const ChlRegistryTable *self,
                             guint32                 row,
                             ChlRegistryColumn       column)
{
  const ChlRegistryRow *own;
  guint32               bit = 1U << column;

  if (row >= self->n_rows || (self->rows[row].columns & bit) == 0)
    return "";

  own = &self->rows[row];
  return self->pool + self->cells[own->first_cell + count_bits (own->columns & (bit - 1))];
}

/**
 * chl_registry_table_get_base:
 * @self: a table
 * @row: a row
 *
 * Returns: the row that stands behind it, or %CHL_REGISTRY_NONE
 */
guint32
chl_registry_table_get_base (const ChlRegistryTable *self,
                             guint32                 row)
{
  return row < self->n_rows ? self->rows[row].base : CHL_REGISTRY_NONE;
}

/**
 * chl_registry_table_find:
 * @self: a table
 * @index: by which index
 * @text: what is looked for
 * @out_n: (out): how many there are
 *
 * Returns: (transfer none) (nullable): the first of them
 */
const ChlRegistryEntry *
chl_registry_table_find (const ChlRegistryTable *self,
                         ChlRegistryIndex        index,
                         const char             *text,
                         guint                  *out_n)
{
  const Index *own = &self->indexes[index];
  gsize        first = 0;
  gsize        end = own->n_entries;
  guint        n = 0;

  while (first < end)
    {
      gsize middle = first + (end - first) / 2;

      if (strcmp (self->pool + own->entries[middle].text, text) < 0)
        first = middle + 1;
      else
        end = middle;
    }

  while (first + n < own->n_entries &&
         strcmp (self->pool + own->entries[first + n].text, text) == 0)
    n++;

  *out_n = n;
  return n > 0 ? &own->entries[first] : NULL;
}

guint32
chl_registry_table_find_row (const ChlRegistryTable *self,
                             ChlRegistryIndex        index,
                             const char             *text)
{
  guint                   n;
  const ChlRegistryEntry *entry = chl_registry_table_find (self, index, text, &n);

  return entry != NULL ? entry->row : CHL_REGISTRY_NONE;
}

const ChlRegistryEntry *
chl_registry_table_get_patterns (const ChlRegistryTable *self,
                                 guint                  *out_n)
{
  *out_n = (guint) self->patterns.n_entries;
  return self->patterns.entries;
}

/**
 * chl_registry_table_find_maker:
 * @self: a table
 * @word: a word
 *
 * Returns: (transfer none) (nullable): the same word, if models of such a maker are listed
 */
const char *
chl_registry_table_find_maker (const ChlRegistryTable *self,
                               const char             *word)
{
  for (gsize i = 0; i < self->n_makers; i++)
    if (g_str_equal (self->pool + self->makers[i], word))
      return self->pool + self->makers[i];

  return NULL;
}
