/* chl-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-table"

#include "config.h"

#include "chl-table.h"

#include <string.h>

#include "chl-inline.h"
#include "chl-mend.h"

/* A table is no wider, or a short row would become many cells. */
#define MAX_COLUMNS 128

typedef struct
{
  const char *text;
  gsize       length;
  gsize       at;
} Row;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static void
init_row (Row        *row,
          const char *text,
          gsize       length)
{
  while (length > 0 && is_blank (text[length - 1]))
    length--;
  *row = (Row){ .text = text, .length = length };

  while (row->at < length && is_blank (text[row->at]))
    row->at++;
  if (row->at < length && text[row->at] == '|')
    row->at++;
}

/* The next cell without blanks around it. */
static gboolean
next_cell (Row         *row,
           const char **out_text,
           gsize       *out_length)
{
  gsize start = row->at;
  gsize end;

  if (row->at >= row->length)
    return FALSE;

  while (row->at < row->length && row->text[row->at] != '|')
    row->at += row->text[row->at] == '\\' && row->at + 1 < row->length ? 2 : 1;

  end = row->at++;
  while (start < end && is_blank (row->text[start]))
    start++;
  while (end > start && is_blank (row->text[end - 1]))
    end--;

  *out_text = row->text + start;
  *out_length = end - start;
  return TRUE;
}

static char
read_alignment (const char *text,
                gsize       length)
{
  gboolean is_left = length > 0 && text[0] == ':';
  gboolean is_right = length > 1 && text[length - 1] == ':';
  gsize    end = is_right ? length - 1 : length;
  gsize    start = is_left ? 1 : 0;

  if (start >= end)
    return '\0';

  for (gsize i = start; i < end; i++)
    if (text[i] != '-')
      return '\0';

  if (is_right)
    return is_left ? 'c' : 'r';

  return 'l';
}

/**
 * chl_table_read_alignments:
 * @text: a line from its first byte that is no blank
 * @length: its bytes
 *
 * Source: https://github.github.com/gfm/#tables-extension-
 *
 * Returns: (transfer full) (nullable): a letter for each column, if this line stands between the
 *   head of a table and its rows
 */
char *
chl_table_read_alignments (const char *text,
                           gsize       length)
{
  g_autoptr(GString) out = NULL;
  Row         row;
  const char *cell;
  gsize       cell_length;

  if (length == 0 || strchr ("|:-", text[0]) == NULL || memchr (text, '|', length) == NULL)
    return NULL;

  out = g_string_new (NULL);
  init_row (&row, text, length);
  while (next_cell (&row, &cell, &cell_length))
    {
      char alignment = read_alignment (cell, cell_length);

      if (alignment == '\0' || out->len == MAX_COLUMNS)
        return NULL;
      g_string_append_c (out, alignment);
    }

  return out->len > 0 ? g_strdup (out->str) : NULL;
}

/**
 * chl_table_is_head:
 * @text: a line
 * @length: its bytes
 * @n_columns: that the line below it has
 *
 * Returns: whether both lines begin a table
 */
gboolean
chl_table_is_head (const char *text,
                   gsize       length,
                   guint       n_columns)
{
  Row         row;
  const char *cell;
  gsize       cell_length;
  guint       n_cells = 0;

  if (length > CHL_INLINE_MAX_BYTES || memchr (text, '|', length) == NULL)
    return FALSE;

  init_row (&row, text, length);
  while (n_cells <= n_columns && next_cell (&row, &cell, &cell_length))
    n_cells++;

  return n_cells == n_columns;
}

/* Inside a table, a bar that belongs to the text is escaped, also in code. */
static GString *
new_cell_source (const char *text,
                 gsize       length)
{
  GString *source = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\\' && i + 1 < length && text[i + 1] == '|')
        i++;
      else if (text[i] == '\\' && i + 1 < length)
        g_string_append_c (source, text[i++]);
      g_string_append_c (source, text[i]);
    }

  return source;
}

static void
append_row (ChlLeaf                 *self,
            const char              *text,
            gsize                    length,
            const ChlReferenceTable *references)
{
  guint n_columns = (guint) strlen (self->alignments);
  Row   row;

  init_row (&row, text, length);
  for (guint i = 0; i < n_columns; i++)
    {
      const char *cell_text = "";
      gsize       cell_length = 0;
      gboolean    is_there = next_cell (&row, &cell_text, &cell_length);
      g_autoptr(GString) source = new_cell_source (cell_text, is_there ? cell_length : 0);
      ChlCell cell;

      if (self->text->len > 0 || self->cells->len > 0)
        g_string_append_c (self->text, i == 0 ? '\n' : '\t');
      if (self->is_open && row.at >= row.length)
        chl_mend (source, TRUE);

      cell.start = self->text->len;
      chl_inline_append (self->text, self->spans, source->str, source->len, references, TRUE);
      cell.end = self->text->len;
      g_array_append_val (self->cells, cell);
    }
}

/**
 * chl_table_add_row:
 * @self: a table
 * @text: a line
 * @length: its bytes
 * @references: where references lead
 *
 * Cells that are missing are empty, those that are too many are left out.
 */
void
chl_table_add_row (ChlLeaf                 *self,
                   const char              *text,
                   gsize                    length,
                   const ChlReferenceTable *references)
{
  if (self->source->len > 0)
    g_string_append_c (self->source, '\n');
  g_string_append_len (self->source, text, (gssize) length);

  append_row (self, text, length, references);
}

/**
 * chl_table_read_rows:
 * @self: a table
 * @references: where references lead
 *
 * Reads all rows again.
 */
void
chl_table_read_rows (ChlLeaf                 *self,
                     const ChlReferenceTable *references)
{
  const char *line = self->source->str;
  const char *end = line + self->source->len;

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  self->text = g_string_new (NULL);
  self->spans = chl_block_new_spans ();
  self->cells = g_array_new (FALSE, FALSE, sizeof (ChlCell));

  while (line < end)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));

      if (stop == NULL)
        stop = end;
      append_row (self, line, (gsize) (stop - line), references);
      line = stop + 1;
    }
}
