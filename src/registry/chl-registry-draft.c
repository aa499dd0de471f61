/* chl-registry-draft.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-draft"

#include "config.h"

#include "chl-registry-draft.h"

typedef struct
{
  const char *cells[CHL_N_COLUMNS]; /* (unowned) */
} Row;

struct _ChlRegistryDraft
{
  GArray       *rows;  /* (owned) (element-type Row) */
  GStringChunk *texts; /* (owned) what the cells are */
};

void
chl_registry_draft_free (ChlRegistryDraft *self)
{
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/**
 * chl_registry_draft_new:
 * @table: a table
 *
 * Returns: (transfer full): all its rows, under the same numbers
 */
ChlRegistryDraft *
chl_registry_draft_new (const ChlRegistryTable *table)
{
  ChlRegistryDraft *self = g_new0 (ChlRegistryDraft, 1);
  guint             n_rows = chl_registry_table_get_n_rows (table);

  self->rows = g_array_sized_new (FALSE, TRUE, sizeof (Row), n_rows);
  self->texts = g_string_chunk_new (64 * 1024);
  g_array_set_size (self->rows, n_rows);
  for (guint32 row = 0; row < n_rows; row++)
    for (guint i = 0; i < CHL_N_COLUMNS; i++)
      chl_registry_draft_set (self, row, (ChlRegistryColumn) i,
                              chl_registry_table_get_cell (table, row, (ChlRegistryColumn) i));

  return self;
}

guint32
chl_registry_draft_get_n_rows (ChlRegistryDraft *self)
{
  return self->rows->len;
}

/* What stands there, "" where nothing does. */
const char *
chl_registry_draft_get (ChlRegistryDraft *self,
                        guint32           row,
                        ChlRegistryColumn column)
{
  return row < self->rows->len ? g_array_index (self->rows, Row, row).cells[column] : "";
}

void
chl_registry_draft_set (ChlRegistryDraft *self,
                        guint32           row,
                        ChlRegistryColumn column,
                        const char       *cell)
{
  g_array_index (self->rows, Row, row).cells[column] =
    *cell != '\0' ? g_string_chunk_insert_const (self->texts, cell) : "";
}

/**
 * chl_registry_draft_add:
 * @self: a draft
 * @kind: one of the kinds of rows of docs/registry.md
 * @id: an id that no other row has
 *
 * Returns: the number of the new row, of which nothing else is said
 */
guint32
chl_registry_draft_add (ChlRegistryDraft *self,
                        const char       *kind,
                        const char       *id)
{
  guint32 row = self->rows->len;

  g_array_set_size (self->rows, row + 1);
  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    chl_registry_draft_set (self, row, (ChlRegistryColumn) i, "");
  chl_registry_draft_set (self, row, CHL_COLUMN_KIND, kind);
  chl_registry_draft_set (self, row, CHL_COLUMN_ID, id);

  return row;
}

static void
append_row (GString   *text,
            const Row *row)
{
  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    {
      g_string_append (text, row->cells[i]);
      g_string_append_c (text, i == CHL_N_COLUMNS - 1 ? '\n' : '\t');
    }
}

/**
 * chl_registry_draft_compile:
 * @self: a draft
 * @as_of: the day of its facts, YYYY-MM-DD
 * @late: the day of the table that it is made from
 * @source: where the facts are from
 * @error: %CHL_ERROR_BROKEN_FILE if the rows contradict each other
 *
 * Whatever holds for a table that is written by hand holds for this one: the same compiler reads it.
 *
 * Returns: (transfer full): the compiled table, or %NULL with an error
 */
GVariant *
chl_registry_draft_compile (ChlRegistryDraft *self,
                            const char       *as_of,
                            const char       *late,
                            const char       *source,
                            GError          **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "#registry\tschema=%d\tas_of=%s\tlate=%s\tsource=%s\n",
                          CHL_REGISTRY_SCHEMA, as_of, late, source);
  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    g_string_append_printf (text, "%s%c", chl_registry_column_get_name ((ChlRegistryColumn) i),
                            i == CHL_N_COLUMNS - 1 ? '\n' : '\t');
  for (guint row = 0; row < self->rows->len; row++)
    append_row (text, &g_array_index (self->rows, Row, row));

  return chl_registry_table_compile (text->str, text->len, "models.dev", error);
}
