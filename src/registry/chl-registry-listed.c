/* chl-registry-listed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-listed"

#include "config.h"

#include "chl-registry-listed.h"

#include <string.h>

#include "chl-registry-name.h"

/* US dollars for a million tokens. */
#define MAX_PRICE 1000

/* Characters. */
#define MAX_TITLE 200

/* Where the second price of a model begins, where there is one. */
#define LONG_PROMPT 200000

static void
drop (ChlRefreshReport *report,
      ChlRefreshDrop    what)
{
  report->dropped[what]++;
}

/* Takes @cell, or drops it if it cannot stand in the table. */
static void
take_cell (ChlRegistryListed *self,
           ChlRegistryColumn  column,
           char              *cell,
           ChlRefreshReport  *report,
           ChlRefreshDrop     what)
{
  g_autofree char *form = NULL;

  /* A lone dash would take away what the table says. */
  if (!g_str_equal (cell, "-") && chl_registry_column_check (column, cell, &form))
    {
      g_free (self->cells[column]);
      self->cells[column] = cell;
      return;
    }

  drop (report, what);
  g_free (cell);
}

/* --- Tokens --- */

static void
read_tokens (ChlRegistryListed *self,
             ChlJsonSpan        span,
             ChlRegistryColumn  column,
             ChlRefreshReport  *report)
{
  gint64 tokens;

  if (span.length == 0)
    return;

  if (!chl_json_span_read_int (span, &tokens))
    drop (report, CHL_DROP_LIMIT);
  else if (tokens != 0) /* says nothing */
    take_cell (self, column, g_strdup_printf ("%" G_GINT64_FORMAT, tokens), report, CHL_DROP_LIMIT);
}

static guint64
get_tokens (ChlRegistryListed *self,
            ChlRegistryColumn  column)
{
  return self->cells[column] != NULL ? g_ascii_strtoull (self->cells[column], NULL, 10) : 0;
}

static void
read_limits (ChlRegistryListed *self,
             ChlJsonSpan        limit,
             ChlRefreshReport  *report)
{
  static const ChlRegistryColumn parts[] = { CHL_COLUMN_INP, CHL_COLUMN_OUT };
  guint64                        window;

  read_tokens (self, chl_json_span_get (limit, "context"), CHL_COLUMN_CTX, report);
  read_tokens (self, chl_json_span_get (limit, "input"), CHL_COLUMN_INP, report);
  read_tokens (self, chl_json_span_get (limit, "output"), CHL_COLUMN_OUT, report);

  window = get_tokens (self, CHL_COLUMN_CTX);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (window > 0 && get_tokens (self, parts[i]) > window)
      {
        g_clear_pointer (&self->cells[parts[i]], g_free);
        drop (report, CHL_DROP_LIMIT);
      }
}

/* --- Prices --- */

static gboolean
read_dollars (ChlJsonSpan span,
              double     *out_dollars)
{
  double dollars;

  if (!chl_json_span_read_double (span, &dollars) || !(dollars >= 0 && dollars <= MAX_PRICE))
    return FALSE;

  *out_dollars = dollars;
  return TRUE;
}

static void
append_dollars (GString *price,
                double   dollars)
{
  char  text[G_ASCII_DTOSTR_BUF_SIZE];
  gsize length;

  g_ascii_formatd (text, sizeof text, "%.6f", dollars);
  for (length = strlen (text); text[length - 1] == '0'; length--)
    text[length - 1] = '\0';
  if (text[length - 1] == '.')
    text[length - 1] = '\0';

  g_string_append (price, text);
}

/* Either may be missing; what is there and cannot be a price is dropped alone. */
static void
append_cached (GString          *price,
               ChlJsonSpan       cost,
               ChlRefreshReport *report)
{
  ChlJsonSpan read = chl_json_span_get (cost, "cache_read");
  ChlJsonSpan write = chl_json_span_get (cost, "cache_write");
  double      read_price = 0;
  double      write_price = 0;
  gboolean    has_read = read.length > 0 && read_dollars (read, &read_price);
  gboolean    has_write = write.length > 0 && read_dollars (write, &write_price);

  if ((read.length > 0 && !has_read) || (write.length > 0 && !has_write))
    drop (report, CHL_DROP_PRICE);

  if (has_read || has_write)
    g_string_append_c (price, '/');
  if (has_read)
    append_dollars (price, read_price);
  else if (has_write)
    g_string_append_c (price, '-');

  if (has_write)
    {
      g_string_append_c (price, '/');
      append_dollars (price, write_price);
    }
}

/* Returns: whether there is a price of both ways */
static gboolean
append_tier (GString          *price,
             ChlJsonSpan       cost,
             ChlRefreshReport *report,
             gboolean         *out_is_free)
{
  ChlJsonSpan input = chl_json_span_get (cost, "input");
  ChlJsonSpan output = chl_json_span_get (cost, "output");
  double      input_price;
  double      output_price;

  if (input.length == 0 || output.length == 0)
    return FALSE;

  if (!read_dollars (input, &input_price) || !read_dollars (output, &output_price))
    {
      drop (report, CHL_DROP_PRICE);
      return FALSE;
    }

  append_dollars (price, input_price);
  g_string_append_c (price, '/');
  append_dollars (price, output_price);
  append_cached (price, cost, report);
  *out_is_free = !(input_price > 0) && !(output_price > 0);

  return TRUE;
}

/* Nothing is written for "not known" too: it is believed of what says in its name that it is free. */
static void
read_price (ChlRegistryListed *self,
            ChlJsonSpan        cost,
            ChlRefreshReport  *report)
{
  g_autoptr(GString) price = g_string_new (NULL);
  ChlJsonSpan more = chl_json_span_get (cost, "context_over_200k");
  gboolean    is_free = FALSE;
  gsize       length;

  if (!append_tier (price, cost, report, &is_free) ||
      (is_free && strstr (self->id, "free") == NULL))
    return;

  length = price->len;
  if (chl_json_span_is_object (more))
    {
      g_string_append_printf (price, ";>%d:", LONG_PROMPT);
      if (!append_tier (price, more, report, &is_free))
        g_string_truncate (price, length);
    }

  take_cell (self, CHL_COLUMN_PRICE, g_string_free (g_steal_pointer (&price), FALSE), report,
             CHL_DROP_PRICE);
}

/* --- All else --- */

/* Returns: (nullable): a text that says anything */
static char *
dup_text (ChlJsonSpan       span,
          ChlRefreshReport *report,
          ChlRefreshDrop    what)
{
  if (chl_json_span_is_empty (span))
    return NULL;

  if (!chl_json_span_is_string (span))
    {
      drop (report, what);
      return NULL;
    }

  return chl_json_span_dup_text (span);
}

static void
read_title (ChlRegistryListed *self,
            ChlJsonSpan        span,
            ChlRefreshReport  *report)
{
  g_autofree char *title = dup_text (span, report, CHL_DROP_TITLE);

  if (title == NULL)
    return;

  if (g_utf8_strlen (title, -1) > MAX_TITLE)
    drop (report, CHL_DROP_TITLE);
  else
    take_cell (self, CHL_COLUMN_TITLE, g_steal_pointer (&title), report, CHL_DROP_TITLE);
}

static void
read_day (ChlRegistryListed *self,
          ChlJsonSpan        span,
          ChlRegistryColumn  column,
          const char        *last_day,
          ChlRefreshReport  *report)
{
  g_autofree char *day = dup_text (span, report, CHL_DROP_DAY);

  if (day == NULL)
    return;

  /* Of a month and a year the same is asked, as far as they go. */
  if (strncmp (day, last_day, strlen (day)) > 0)
    drop (report, CHL_DROP_DAY);
  else
    take_cell (self, column, g_steal_pointer (&day), report, CHL_DROP_DAY);
}

static void
read_stage (ChlRegistryListed *self,
            ChlJsonSpan        span,
            ChlRefreshReport  *report)
{
  g_autofree char *stage = dup_text (span, report, CHL_DROP_STAGE);

  /* A model that is listed is not retired. */
  if (stage != NULL && g_str_equal (stage, "retired"))
    drop (report, CHL_DROP_STAGE);
  else if (stage != NULL)
    take_cell (self, CHL_COLUMN_STAGE, g_steal_pointer (&stage), report, CHL_DROP_STAGE);
}

/* The letters of the kinds, in the table's order; FALSE if there is one that is not known. */
static gboolean
append_kinds (GString    *media,
              ChlJsonSpan kinds)
{
  static const char *const names[] = { "text", "image", "audio", "video", "pdf" };
  gboolean                 is_there[G_N_ELEMENTS (names)] = { FALSE };
  ChlJsonCursor            cursor;
  ChlJsonSpan              kind;

  if (!chl_json_span_is_array (kinds))
    return FALSE;

  chl_json_cursor_init (&cursor, kinds);
  while (chl_json_cursor_next (&cursor, NULL, &kind))
    {
      gboolean is_known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (chl_json_span_is_text (kind, names[i]))
          is_known = is_there[i] = TRUE;
      if (!is_known)
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_there[i])
      g_string_append_c (media, *names[i]);

  return TRUE;
}

static void
read_media (ChlRegistryListed *self,
            ChlJsonSpan        modalities,
            ChlRefreshReport  *report)
{
  g_autoptr(GString) media = g_string_new (NULL);

  if (chl_json_span_is_empty (modalities))
    return;

  if (!append_kinds (media, chl_json_span_get (modalities, "input")))
    {
      drop (report, CHL_DROP_MEDIA);
      return;
    }
  g_string_append_c (media, '>');
  if (!append_kinds (media, chl_json_span_get (modalities, "output")))
    {
      drop (report, CHL_DROP_MEDIA);
      return;
    }

  take_cell (self, CHL_COLUMN_MEDIA, g_string_free (g_steal_pointer (&media), FALSE), report,
             CHL_DROP_MEDIA);
}

static void
read_flag (ChlRegistryListed *self,
           ChlJsonSpan        span,
           ChlRegistryColumn  column,
           const char        *yes,
           const char        *no,
           ChlRefreshReport  *report)
{
  gboolean flag;

  if (span.length == 0)
    return;

  if (chl_json_span_read_boolean (span, &flag))
    self->cells[column] = g_strdup (flag ? yes : no);
  else
    drop (report, CHL_DROP_FLAG);
}

void
chl_registry_listed_free (ChlRegistryListed *self)
{
  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    g_free (self->cells[i]);
  g_free (self->id);
  g_free (self);
}

/**
 * chl_registry_listed_read:
 * @model: one member of "models"
 * @scope: who serves it; must outlive the result
 * @last_day: the last day that anything in it can speak of
 * @report: (inout): counts what is left out
 *
 * Each cell is judged by itself: one that cannot be costs the model nothing but that cell.
 *
 * Returns: (transfer full) (nullable): the model, or %NULL if it has no id that a model could have
 *
 * Source: https://models.dev
 */
ChlRegistryListed *
chl_registry_listed_read (ChlJsonSpan       model,
                          const char       *scope,
                          const char       *last_day,
                          ChlRefreshReport *report)
{
  enum
  {
    ID,
    NAME,
    LIMIT,
    COST,
    MODALITIES,
    KNOWLEDGE,
    RELEASE,
    STATUS,
    TOOLS,
    SCHEMA,
    TEMPERATURE,
    REASONING,
    WEIGHTS,
    N_NAMES
  };
  static const char *const names[N_NAMES] = {
    "id",
    "name",
    "limit",
    "cost",
    "modalities",
    "knowledge",
    "release_date",
    "status",
    "tool_call",
    "structured_output",
    "temperature",
    "reasoning",
    "open_weights",
  };
  g_autoptr(ChlRegistryListed) self = g_new0 (ChlRegistryListed, 1);
  g_autofree char *form = NULL;
  ChlJsonSpan      values[N_NAMES];

  chl_json_span_pick (model, names, values, N_NAMES);
  self->scope = scope;
  self->id = chl_json_span_is_string (values[ID]) ? chl_json_span_dup_text (values[ID]) : NULL;
  if (self->id == NULL || !chl_registry_is_id (self->id) ||
      !chl_registry_column_check (CHL_COLUMN_ID, self->id, &form))
    {
      drop (report, CHL_DROP_ROW);
      return NULL;
    }

  read_title (self, values[NAME], report);
  read_limits (self, values[LIMIT], report);
  read_price (self, values[COST], report);
  read_media (self, values[MODALITIES], report);
  read_day (self, values[KNOWLEDGE], CHL_COLUMN_KNOW, last_day, report);
  read_day (self, values[RELEASE], CHL_COLUMN_BORN, last_day, report);
  read_stage (self, values[STATUS], report);
  read_flag (self, values[TOOLS], CHL_COLUMN_TOOLS, "y", "n", report);
  read_flag (self, values[SCHEMA], CHL_COLUMN_JSON, "y", "n", report);
  read_flag (self, values[TEMPERATURE], CHL_COLUMN_TEMP, "y", "n", report);
  read_flag (self, values[REASONING], CHL_COLUMN_THINK, "yes", "no", report);
  read_flag (self, values[WEIGHTS], CHL_COLUMN_OPEN, "y", "n", report);

  return g_steal_pointer (&self);
}
