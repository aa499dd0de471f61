/* chl-registry-download.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-download"

#include "config.h"

#include "chl-registry-download.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-registry-source.h"

/* It has five levels. */
#define MAX_DEPTH 32

/* Of 2026: 147 providers, 5,276 models, at most 617 of one provider. */
#define MAX_PROVIDERS 400
#define MAX_MODELS 2000
#define MAX_ALL_MODELS 40000

/* Without these it is not the file that it is said to be, or not all of it. */
static const char *const required[] = {
  "anthropic",
  "openai",
  "google",
  "mistral",
  "deepseek",
  "alibaba",
  "xai",
};

typedef struct
{
  const ChlRegistryTable *table;    /* (unowned) */
  ChlRefreshReport       *report;   /* (unowned) */
  GPtrArray              *listed;   /* (unowned) (element-type ChlRegistryListed) */
  const char             *last_day; /* (unowned) */
  guint                   n_required;
} Download;

static gboolean
refuse (GError    **error,
        ChlError    code,
        const char *sentence)
{
  g_set_error_literal (error, CHL_ERROR, (int) code, sentence);
  return FALSE;
}

static gboolean
refuse_size (GError **error)
{
  return refuse (error, CHL_ERROR_LIMIT,
                 _("The list from models.dev is larger than any that can be meant"));
}

/* --- Names --- */

/* Who writes a name twice means to be read in two ways. */
static gboolean
check_names (ChlJsonSpan span,
             GError    **error)
{
  g_autoptr(GHashTable) names = NULL;
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  if (chl_json_span_is_object (span))
    names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  chl_json_cursor_init (&cursor, span);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      if (names != NULL)
        {
          const ChlJsonSpan quoted = { key.start - 1, key.length + 2 };

          if (g_hash_table_size (names) == MAX_MODELS)
            return refuse_size (error);
          if (!g_hash_table_add (names, chl_json_span_dup_text (quoted)))
            return refuse (error, CHL_ERROR_PROTOCOL,
                           _("The list from models.dev says something twice"));
        }

      if ((chl_json_span_is_object (value) || chl_json_span_is_array (value)) &&
          !check_names (value, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse (GBytes      *download,
       ChlJsonSpan *out_root,
       GError     **error)
{
  gsize          length;
  const char    *text = g_bytes_get_data (download, &length);
  ChlJsonVerdict verdict = CHL_JSON_MALFORMED;

  if (length > CHL_REFRESH_MAX_BYTES)
    return refuse_size (error);

  if (length == 0)
    verdict = CHL_JSON_INCOMPLETE;
  else if (g_utf8_validate_len (text, length, NULL))
    verdict = chl_json_span_check (text, length, MAX_DEPTH, out_root);

  switch (verdict)
    {
    case CHL_JSON_VALID:
      break;

    case CHL_JSON_INCOMPLETE:
      return refuse (error, CHL_ERROR_TRUNCATED, _("The list from models.dev broke off"));

    case CHL_JSON_TOO_DEEP:
      return refuse_size (error);

    case CHL_JSON_MALFORMED:
    default:
      return refuse (error, CHL_ERROR_PROTOCOL, _("What came from models.dev is no list of models"));
    }

  if (!chl_json_span_is_object (*out_root))
    return refuse (error, CHL_ERROR_PROTOCOL, _("What came from models.dev is no list of models"));

  return check_names (*out_root, error);
}

/* --- Providers --- */

/* Returns: (transfer none) (nullable): what the table calls it, if it knows it */
static const char *
find_scope (const ChlRegistryTable *table,
            const char             *provider)
{
  guint                   n;
  const ChlRegistryEntry *entry;

  entry = chl_registry_table_find (table, CHL_INDEX_SCOPES, provider, &n);

  return entry != NULL ? chl_registry_table_get_text (table, entry->row) : NULL;
}

static gboolean
read_provider (Download   *self,
               const char *provider,
               ChlJsonSpan span,
               GError    **error)
{
  const char   *scope = find_scope (self->table, provider);
  ChlJsonSpan   models = chl_json_span_get (span, "models");
  guint         n_before = self->listed->len;
  guint         n_models = 0;
  ChlJsonCursor cursor;
  ChlJsonSpan   model;

  if (!chl_json_span_is_object (models))
    return TRUE;

  chl_json_cursor_init (&cursor, models);
  while (chl_json_cursor_next (&cursor, NULL, &model))
    {
      ChlRegistryListed *listed;

      if (++n_models > MAX_MODELS || ++self->report->n_models > MAX_ALL_MODELS)
        return refuse_size (error);
      if (scope == NULL)
        continue;

      listed = chl_registry_listed_read (model, scope, self->last_day, self->report);
      if (listed != NULL)
        g_ptr_array_add (self->listed, listed);
    }
  self->report->n_known += self->listed->len - n_before;

  for (guint i = 0; n_models > 0 && i < G_N_ELEMENTS (required); i++)
    if (g_str_equal (required[i], provider))
      self->n_required++;

  return TRUE;
}

static gboolean
read_providers (Download   *self,
                ChlJsonSpan root,
                GError    **error)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  chl_json_cursor_init (&cursor, root);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      const ChlJsonSpan quoted = { key.start - 1, key.length + 2 };
      g_autofree char  *provider = chl_json_span_dup_text (quoted);

      if (++self->report->n_providers > MAX_PROVIDERS)
        return refuse_size (error);
      if (!read_provider (self, provider, value, error))
        return FALSE;
    }

  if (self->n_required < G_N_ELEMENTS (required))
    return refuse (error, CHL_ERROR_PROTOCOL,
                   _("The list from models.dev lacks makers that must be in it"));

  return TRUE;
}

/* A year from @today. */
static char *
dup_last_day (const char *today)
{
  return g_strdup_printf ("%04u%s", (guint) g_ascii_strtoull (today, NULL, 10) + 1, today + 4);
}

/**
 * chl_registry_download_read:
 * @download: the file, unpacked
 * @table: who is known; must outlive the result
 * @today: the day, YYYY-MM-DD
 * @report: (inout): counts what is in it, and what is left out
 * @error: %CHL_ERROR_LIMIT if there is too much of anything, %CHL_ERROR_TRUNCATED if it breaks off,
 *   %CHL_ERROR_PROTOCOL if it is not that file
 *
 * Returns: (transfer full) (element-type ChlRegistryListed): the models of all providers that
 *   @table knows, in their order; or %NULL with an error
 */
GPtrArray *
chl_registry_download_read (GBytes                 *download,
                            const ChlRegistryTable *table,
                            const char             *today,
                            ChlRefreshReport       *report,
                            GError                **error)
{
  g_autofree char *last_day = dup_last_day (today);
  g_autoptr(GPtrArray) listed = NULL;
  ChlJsonSpan root;
  Download    self;

  if (!parse (download, &root, error))
    return NULL;

  listed = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_registry_listed_free);
  self = (Download){ table, report, listed, last_day, 0 };
  if (!read_providers (&self, root, error))
    return NULL;

  return g_steal_pointer (&listed);
}
