/* chl-registry-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-source"

#include "config.h"

#include "chl-registry-source.h"

#include <string.h>

#include "chl-error.h"
#include "chl-registry-pattern.h"

/* Far more than there are models. */
#define MAX_ROWS 100000

/* Columns of a row, those that are not known here among them. */
#define MAX_COLUMNS 256

#define UNKNOWN_COLUMN (-1)

typedef struct
{
  guint line;
  char *cells[CHL_N_COLUMNS]; /* (owned) (nullable) */
} Row;

struct _ChlRegistrySource
{
  char   *name;   /* (owned) of the file */
  char   *as_of;  /* (owned) (nullable) */
  char   *late;   /* (owned) (nullable) */
  char   *source; /* (owned) (nullable) */
  GArray *places; /* (owned) (element-type gint) which column each place of a row is */
  GArray *rows;   /* (owned) (element-type Row) */
};

static void
clear_row (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    g_free (row->cells[i]);
}

void
chl_registry_source_free (ChlRegistrySource *self)
{
  g_free (self->name);
  g_free (self->as_of);
  g_free (self->late);
  g_free (self->source);
  g_array_unref (self->places);
  g_array_unref (self->rows);
  g_free (self);
}

static gboolean
refuse_line (ChlRegistrySource *self,
             guint              line,
             GError           **error,
             ChlError           code,
             const char        *sentence)
{
  g_set_error (error, CHL_ERROR, (int) code, "%s:%u: %s", self->name, line, sentence);
  return FALSE;
}

/**
 * chl_registry_source_refuse:
 * @self: a source
 * @row: the row that cannot be
 * @error: where to say so
 * @format: one sentence
 * @...: what belongs into it
 *
 * Returns: %FALSE
 */
gboolean
chl_registry_source_refuse (ChlRegistrySource *self,
                            guint32            row,
                            GError           **error,
                            const char        *format,
                            ...)
{
  g_autofree char *sentence = NULL;
  va_list          arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return refuse_line (self, chl_registry_source_get_line (self, row), error, CHL_ERROR_BROKEN_FILE,
                      sentence);
}

/* What stands behind NAME= in one of the words; NULL if none of them is that. */
static char *
dup_word (char      **words,
          const char *name)
{
  gsize length = strlen (name);

  for (; *words != NULL; words++)
    if (strncmp (*words, name, length) == 0 && (*words)[length] == '=')
      return g_strdup (*words + length + 1);

  return NULL;
}

/* #registry, and in words of the form NAME=VALUE what this table is. */
static gboolean
read_head (ChlRegistrySource *self,
           const char        *line,
           GError           **error)
{
  g_auto(GStrv) words = g_strsplit (line, "\t", -1);
  g_autofree char *schema = NULL;
  guint64          number;

  if (g_strcmp0 (words[0], "#registry") != 0)
    return refuse_line (self, 1, error, CHL_ERROR_BROKEN_FILE,
                        "The first line does not begin with #registry");

  schema = dup_word (words, "schema");
  self->as_of = dup_word (words, "as_of");
  self->late = dup_word (words, "late");
  self->source = dup_word (words, "source");

  if (schema == NULL ||
      !g_ascii_string_to_unsigned (schema, 10, 1, G_MAXUINT32, &number, NULL))
    return refuse_line (self, 1, error, CHL_ERROR_BROKEN_FILE, "The table names no schema");
  if (number > CHL_REGISTRY_SCHEMA)
    return refuse_line (self, 1, error, CHL_ERROR_NEWER_FILE,
                        "The schema is newer than what is known here");
  if (self->as_of == NULL || strlen (self->as_of) != 10 || !chl_registry_check_day (self->as_of))
    return refuse_line (self, 1, error, CHL_ERROR_BROKEN_FILE, "as_of is no day YYYY-MM-DD");
  if (self->late != NULL && (strlen (self->late) != 10 || !chl_registry_check_day (self->late)))
    return refuse_line (self, 1, error, CHL_ERROR_BROKEN_FILE, "late is no day YYYY-MM-DD");

  return TRUE;
}

/* The names of the columns; one that is not known here is left out with all its cells. */
static gboolean
read_columns (ChlRegistrySource *self,
              const char        *line,
              GError           **error)
{
  g_auto(GStrv) names = g_strsplit (line, "\t", MAX_COLUMNS);
  gboolean is_there[CHL_N_COLUMNS] = { FALSE };

  for (guint i = 0; names[i] != NULL; i++)
    {
      int place = UNKNOWN_COLUMN;

      for (guint column = 0; column < CHL_N_COLUMNS; column++)
        if (g_str_equal (chl_registry_column_get_name ((ChlRegistryColumn) column), names[i]))
          place = (int) column;

      if (place != UNKNOWN_COLUMN && is_there[place])
        return refuse_line (self, 2, error, CHL_ERROR_BROKEN_FILE, "A column is there twice");
      if (place != UNKNOWN_COLUMN)
        is_there[place] = TRUE;
      g_array_append_val (self->places, place);
    }

  if (!is_there[CHL_COLUMN_KIND] || !is_there[CHL_COLUMN_ID])
    return refuse_line (self, 2, error, CHL_ERROR_BROKEN_FILE,
                        "The second line does not name the columns kind and id");

  return TRUE;
}

static gboolean
check_cell (ChlRegistrySource *self,
            guint32            row,
            ChlRegistryColumn  column,
            GError           **error)
{
  const char      *cell = chl_registry_source_get_cell (self, row, column);
  const char      *name = chl_registry_column_get_name (column);
  char             kind = chl_registry_source_get_kind (self, row);
  g_autofree char *what = NULL;

  if (*cell == '\0')
    return TRUE;

  if (g_str_equal (cell, "-"))
    return (kind == 'd' && column > CHL_COLUMN_TITLE) ||
           (kind == 'p' && column == CHL_COLUMN_PRICE) ||
           chl_registry_source_refuse (self, row, error, "Nothing can be taken away in %s here",
                                       name);

  return chl_registry_column_check (column, cell, &what) ||
         chl_registry_source_refuse (self, row, error, "%s is “%s” and has to be %s", name, cell,
                                     what);
}

static guint64
get_count (ChlRegistrySource *self,
           guint32            row,
           ChlRegistryColumn  column)
{
  return g_ascii_strtoull (chl_registry_source_get_cell (self, row, column), NULL, 10);
}

/* What cells say of each other. */
static gboolean
check_row (ChlRegistrySource *self,
           guint32            row,
           GError           **error)
{
  guint64 window = get_count (self, row, CHL_COLUMN_CTX);

  if (*chl_registry_source_get_cell (self, row, CHL_COLUMN_KIND) == '\0' ||
      *chl_registry_source_get_cell (self, row, CHL_COLUMN_ID) == '\0')
    return chl_registry_source_refuse (self, row, error, "A row needs a kind and an id");

  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    if (!check_cell (self, row, (ChlRegistryColumn) i, error))
      return FALSE;

  /* What speaks may say more than it is told. */
  if (window > 0 && g_str_equal (chl_registry_source_get_cell (self, row, CHL_COLUMN_USE), "chat"))
    {
      if (get_count (self, row, CHL_COLUMN_INP) > window)
        return chl_registry_source_refuse (self, row, error, "inp is larger than the window");
      if (get_count (self, row, CHL_COLUMN_OUT) > window)
        return chl_registry_source_refuse (self, row, error, "out is larger than the window");
    }

  return TRUE;
}

static gboolean
read_row (ChlRegistrySource *self,
          const char        *line,
          guint              number,
          GError           **error)
{
  g_auto(GStrv) cells = g_strsplit (line, "\t", -1);
  Row row = { .line = number };

  if (g_strv_length (cells) > self->places->len)
    return refuse_line (self, number, error, CHL_ERROR_BROKEN_FILE,
                        "There are more cells than columns");
  if (self->rows->len == MAX_ROWS)
    return refuse_line (self, number, error, CHL_ERROR_BROKEN_FILE, "There are too many rows");

  for (guint i = 0; cells[i] != NULL; i++)
    {
      int place = g_array_index (self->places, int, i);

      if (place != UNKNOWN_COLUMN)
        row.cells[place] = g_strdup (cells[i]);
    }
  g_array_append_val (self->rows, row);

  return check_row (self, self->rows->len - 1, error);
}

static gboolean
read_line (ChlRegistrySource *self,
           const char        *line,
           guint              number,
           GError           **error)
{
  if (!g_utf8_validate (line, -1, NULL))
    return refuse_line (self, number, error, CHL_ERROR_BROKEN_FILE, "The line is not UTF-8 text");

  if (number == 1)
    return read_head (self, line, error);
  if (number == 2)
    return read_columns (self, line, error);
  if (*line == '#' || *line == '\0')
    return TRUE;

  return read_row (self, line, number, error);
}

/**
 * chl_registry_source_read:
 * @text: a table
 * @length: bytes of it
 * @name: the file it is from, for what is said of it
 * @error: %CHL_ERROR_NEWER_FILE or %CHL_ERROR_BROKEN_FILE
 *
 * Returns: (transfer full): its rows, or %NULL with an error
 */
ChlRegistrySource *
chl_registry_source_read (const char *text,
                          gsize       length,
                          const char *name,
                          GError    **error)
{
  g_autoptr(ChlRegistrySource) self = g_new0 (ChlRegistrySource, 1);
  const char *end = text + length;
  guint       number = 0;

  self->name = g_strdup (name);
  self->places = g_array_new (FALSE, FALSE, sizeof (int));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);

  while (text < end)
    {
      const char      *line_end = memchr (text, '\n', (gsize) (end - text));
      gsize            n = (gsize) ((line_end != NULL ? line_end : end) - text);
      g_autofree char *line = g_strndup (text, n);

      number++;
      if (strlen (line) != n)
        {
          refuse_line (self, number, error, CHL_ERROR_BROKEN_FILE, "The line is not UTF-8 text");
          return NULL;
        }
      if (!read_line (self, line, number, error))
        return NULL;
      text += line_end != NULL ? n + 1 : n;
    }

  if (number < 2)
    {
      refuse_line (self, number + 1, error, CHL_ERROR_BROKEN_FILE, "The table ends before it begins");
      return NULL;
    }

  return g_steal_pointer (&self);
}

const char *
chl_registry_source_get_as_of (ChlRegistrySource *self)
{
  return self->as_of;
}

const char *
chl_registry_source_get_late (ChlRegistrySource *self)
{
  return self->late != NULL ? self->late : "";
}

const char *
chl_registry_source_get_source (ChlRegistrySource *self)
{
  return self->source != NULL ? self->source : "";
}

guint32
chl_registry_source_get_n_rows (ChlRegistrySource *self)
{
  return self->rows->len;
}

guint
chl_registry_source_get_line (ChlRegistrySource *self,
                              guint32            row)
{
  return g_array_index (self->rows, Row, row).line;
}

/* One of the letters of docs/registry.md. */
char
chl_registry_source_get_kind (ChlRegistrySource *self,
                              guint32            row)
{
  return *chl_registry_source_get_cell (self, row, CHL_COLUMN_KIND);
}

const char *const *
chl_registry_source_get_cells (ChlRegistrySource *self,
                               guint32            row)
{
  return (const char *const *) g_array_index (self->rows, Row, row).cells;
}

const char *
chl_registry_source_get_cell (ChlRegistrySource *self,
                              guint32            row,
                              ChlRegistryColumn  column)
{
  const char *cell = g_array_index (self->rows, Row, row).cells[column];

  return cell != NULL ? cell : "";
}

/**
 * chl_registry_source_dup_names:
 * @self: a source
 * @row: a row
 * @error: %CHL_ERROR_BROKEN_FILE if they do not stand one blank apart
 *
 * Returns: (transfer full): what is in its column match, maybe nothing; or %NULL with an error
 */
char **
chl_registry_source_dup_names (ChlRegistrySource *self,
                               guint32            row,
                               GError           **error)
{
  const char *cell = chl_registry_source_get_cell (self, row, CHL_COLUMN_MATCH);

  if (strstr (cell, "  ") != NULL)
    {
      chl_registry_source_refuse (self, row, error, "match has two blanks in a row");
      return NULL;
    }

  return g_strsplit (cell, " ", -1);
}

/**
 * chl_registry_source_check_pattern:
 * @self: a source
 * @row: a row
 * @pattern: one of its patterns
 * @error: %CHL_ERROR_BROKEN_FILE if it is none
 *
 * Returns: whether it can match anything
 */
gboolean
chl_registry_source_check_pattern (ChlRegistrySource *self,
                                   guint32            row,
                                   const char        *pattern,
                                   GError           **error)
{
  ChlRegistryPattern read;

  if (!chl_registry_pattern_read (&read, pattern))
    return chl_registry_source_refuse (self, row, error, "“%s” is no pattern", pattern);
  if (!chl_registry_pattern_is_key (&read))
    return chl_registry_source_refuse (self, row, error, "The pattern “%s” can never match", pattern);

  return TRUE;
}

/**
 * chl_registry_source_is_scope:
 * @text: any text
 *
 * Returns: whether a provider, or a part of one behind a dot, can be named so
 */
gboolean
chl_registry_source_is_scope (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > 64)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) &&
        (i == 0 || i == length - 1 || strchr ("._-", text[i]) == NULL))
      return FALSE;

  return TRUE;
}
