/* chl-openai-listing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai-listing"

#include "config.h"

#include "chl-openai-listing.h"

#include <string.h>

#include "chl-json.h"

typedef struct
{
  ChlModel *model; /* (unowned) */
  gint64    created;
} Dated;

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const Dated *left = a;
  const Dated *right = b;

  if (left->created != right->created)
    return left->created < right->created ? 1 : -1;

  return strcmp (chl_model_get_id (left->model), chl_model_get_id (right->model));
}

static GHashTable *
read_dates (JsonNode *root)
{
  GHashTable *dates = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  JsonArray  *rows = chl_json_get_array (root, "/data");
  guint       n = rows != NULL ? json_array_get_length (rows) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode   *row = json_array_get_element (rows, i);
      const char *id = chl_json_get_string (row, "/id");
      gint64      created;

      if (id != NULL && chl_json_get_int64 (row, "/created", &created))
        g_hash_table_insert (dates, (gpointer) id, g_memdup2 (&created, sizeof created));
    }

  return dates;
}

/**
 * chl_openai_listing_sort:
 * @models: (element-type ChlModel): what was read from OpenAI's list
 * @root: the list
 * @is_left_out: whether a model of that id cannot be spoken to
 *
 * The list comes in no order and says nothing but a date, so the newest go first.
 *
 * Returns: (transfer full) (element-type ChlModel): those that can be spoken to
 *
 * Source: https://platform.openai.com/docs/api-reference/models/list
 */
GPtrArray *
chl_openai_listing_sort (GPtrArray           *models,
                         JsonNode            *root,
                         ChlOpenaiListingFunc is_left_out)
{
  g_autoptr(GHashTable) dates = read_dates (root);
  g_autoptr(GArray) dated = g_array_new (FALSE, FALSE, sizeof (Dated));
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel     *model = g_ptr_array_index (models, i);
      const gint64 *created = g_hash_table_lookup (dates, chl_model_get_id (model));
      Dated         entry = { model, created != NULL ? *created : 0 };

      if (!is_left_out (chl_model_get_id (model)))
        g_array_append_val (dated, entry);
    }
  g_array_sort (dated, compare_newest_first);

  for (guint i = 0; i < dated->len; i++)
    g_ptr_array_add (sorted, g_object_ref (g_array_index (dated, Dated, i).model));

  return sorted;
}
