/* chl-registry-refresh.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-refresh"

#include "config.h"

#include "chl-registry-refresh.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-registry-download.h"
#include "chl-registry-draft.h"
#include "chl-registry-merge.h"

/**
 * chl_refresh_drop_to_string:
 * @drop: what was left out
 *
 * Returns: (transfer none): its word, for programs
 */
const char *
chl_refresh_drop_to_string (ChlRefreshDrop drop)
{
  static const char *const words[] = {
    [CHL_DROP_ROW] = "row",
    [CHL_DROP_TWICE] = "twice",
    [CHL_DROP_MAKER] = "maker",
    [CHL_DROP_UNKNOWN] = "unknown",
    [CHL_DROP_TITLE] = "title",
    [CHL_DROP_LIMIT] = "limit",
    [CHL_DROP_PRICE] = "price",
    [CHL_DROP_DAY] = "day",
    [CHL_DROP_MEDIA] = "media",
    [CHL_DROP_STAGE] = "stage",
    [CHL_DROP_FLAG] = "flag",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (words) == CHL_N_DROPS);
  g_return_val_if_fail ((gsize) drop < G_N_ELEMENTS (words), "row");

  return words[drop];
}

/* --- What is other than before --- */

/* Kind and id are the name of a row. */
static char *
dup_row_name (const ChlRegistryTable *table,
              guint32                 row)
{
  return g_strconcat (chl_registry_table_get_cell (table, row, CHL_COLUMN_KIND), "\t",
                      chl_registry_table_get_cell (table, row, CHL_COLUMN_ID), NULL);
}

static gboolean
are_equal (const ChlRegistryTable *before,
           guint32                 old_row,
           const ChlRegistryTable *after,
           guint32                 new_row)
{
  for (guint i = 0; i < CHL_N_COLUMNS; i++)
    if (!g_str_equal (chl_registry_table_get_cell (before, old_row, (ChlRegistryColumn) i),
                      chl_registry_table_get_cell (after, new_row, (ChlRegistryColumn) i)))
      return FALSE;

  return TRUE;
}

static void
count_changes (const ChlRegistryTable *before,
               const ChlRegistryTable *after,
               ChlRefreshReport       *report)
{
  g_autoptr(GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint32 row = 0; row < chl_registry_table_get_n_rows (before); row++)
    g_hash_table_replace (rows, dup_row_name (before, row), GUINT_TO_POINTER (row));

  for (guint32 row = 0; row < chl_registry_table_get_n_rows (after); row++)
    {
      g_autofree char *name = dup_row_name (after, row);
      gpointer         old_row;

      if (!g_hash_table_lookup_extended (rows, name, NULL, &old_row))
        report->n_new++;
      else
        {
          report->n_changed += are_equal (before, GPOINTER_TO_UINT (old_row), after, row) ? 0 : 1;
          g_hash_table_remove (rows, name);
        }
    }
  report->n_gone = g_hash_table_size (rows);
}

/* --- The new table --- */

/* The day of the latest facts of a table. */
static const char *
get_latest (const ChlRegistryTable *table)
{
  const char *as_of = chl_registry_table_get_as_of (table);
  const char *late = chl_registry_table_get_late (table);

  return strcmp (late, as_of) > 0 ? late : as_of;
}

static GBytes *
compile (ChlRegistryDraft       *draft,
         const ChlRegistryTable *bundled,
         const char             *today,
         GError                **error)
{
  const char      *latest = get_latest (bundled);
  const char      *day = strcmp (today, latest) > 0 ? today : latest;
  g_autofree char *source = NULL;
  g_autoptr(GVariant) variant = NULL;

  source = g_strdup_printf ("models.dev, %s; %s", day, chl_registry_table_get_source (bundled));
  variant = chl_registry_draft_compile (draft, day, latest, source, error);

  return variant != NULL ? g_variant_get_data_as_bytes (variant) : NULL;
}

/* Makers come first: what hosts serve is looked up among what is made. */
static GBytes *
merge (GPtrArray              *listed,
       const ChlRegistryTable *bundled,
       const char             *today,
       ChlRefreshReport       *report,
       GError                **error)
{
  g_autoptr(ChlRegistryDraft) draft = chl_registry_draft_new (bundled);
  g_autoptr(ChlRegistryMerge) merge = chl_registry_merge_new (bundled, draft, report);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(ChlRegistryTable) joined = NULL;

  for (guint i = 0; i < listed->len; i++)
    {
      const ChlRegistryListed *model = g_ptr_array_index (listed, i);
      const char              *maker = chl_registry_merge_find_maker (merge, model->scope);

      if (maker != NULL)
        chl_registry_merge_own (merge, model, maker);
    }

  bytes = compile (draft, bundled, today, error);
  joined = bytes != NULL ? chl_registry_table_open (bytes, TRUE, error) : NULL;
  if (joined == NULL)
    return NULL;

  for (guint i = 0; i < listed->len; i++)
    {
      const ChlRegistryListed *model = g_ptr_array_index (listed, i);

      if (chl_registry_merge_find_maker (merge, model->scope) == NULL)
        chl_registry_merge_host (merge, model, joined);
    }

  if (!chl_registry_merge_is_plausible (merge))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_PROTOCOL,
                           _("Too many models are missing from the list of models.dev"));
      return NULL;
    }

  return compile (draft, bundled, today, error);
}

/**
 * chl_registry_refresh:
 * @download: api.json of models.dev, unpacked
 * @bundled: the compiled table that came with the program
 * @before: (nullable): the compiled table that is in use, if it is another one
 * @today: the day, YYYY-MM-DD
 * @out_report: (out): what was done
 * @error: %CHL_ERROR_LIMIT if there is too much of anything, %CHL_ERROR_TRUNCATED if the download
 *   breaks off, %CHL_ERROR_PROTOCOL if it is not what it should be or lacks too much,
 *   %CHL_ERROR_BROKEN_FILE if the rows cannot stand beside each other
 *
 * Makes a new table of what came with the program and what models.dev says today, by the rules of
 * docs/registry.md. Takes some tens of milliseconds: not for the main thread. The tables are
 * believed, the download is not.
 *
 * Returns: (transfer full): the compiled table, or %NULL with an error
 *
 * Source: https://models.dev
 */
GBytes *
chl_registry_refresh (GBytes           *download,
                      GBytes           *bundled,
                      GBytes           *before,
                      const char       *today,
                      ChlRefreshReport *out_report,
                      GError          **error)
{
  g_autoptr(ChlRegistryTable) table = NULL;
  g_autoptr(ChlRegistryTable) old = NULL;
  g_autoptr(ChlRegistryTable) new = NULL;
  g_autoptr(GPtrArray) listed = NULL;
  g_autoptr(GBytes) bytes = NULL;
  ChlRefreshReport report = { 0 };

  g_return_val_if_fail (download != NULL, NULL);
  g_return_val_if_fail (bundled != NULL, NULL);
  g_return_val_if_fail (today != NULL && strlen (today) == 10, NULL);
  g_return_val_if_fail (out_report != NULL, NULL);

  table = chl_registry_table_open (bundled, TRUE, error);
  old = table != NULL ? chl_registry_table_open (before != NULL ? before : bundled, TRUE, error)
                      : NULL;
  if (old == NULL)
    return NULL;

  listed = chl_registry_download_read (download, table, today, &report, error);
  bytes = listed != NULL ? merge (listed, table, today, &report, error) : NULL;
  new = bytes != NULL ? chl_registry_table_open (bytes, TRUE, error) : NULL;
  if (new == NULL)
    return NULL;

  count_changes (old, new, &report);
  *out_report = report;

  return g_steal_pointer (&bytes);
}
