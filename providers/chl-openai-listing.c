/* chl-openai-listing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai-listing"

#include "config.h"

#include "chl-openai-listing.h"

#include <string.h>

#include "chl-json.h"
#include "chl-listing-fields.h"

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

static gint64
read_created (JsonNode *row)
{
  gint64 created = 0;

  return row != NULL && chl_json_get_int64 (row, "/created", &created) ? created : 0;
}

static void
describe (ChlModel *model,
          JsonNode *row)
{
  ChlCapabilities *capabilities = chl_capabilities_copy (chl_model_get_capabilities (model));

  chl_listing_set_date (capabilities, CHL_FIELD_RELEASED, read_created (row));
  if (row != NULL)
    chl_listing_set_day (capabilities, CHL_FIELD_RETIRES,
                         chl_json_get_string (row, "/shutdown_date"));
  chl_model_take_capabilities (model, capabilities);
}

/**
 * chl_openai_listing_sort:
 * @models: (element-type ChlModel): what was read from OpenAI's list
 * @root: the list
 * @is_left_out: whether a model of that id cannot be spoken to
 *
 * The list comes in no order and says nothing but when a model came and when it goes, so the newest
 * go first.
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
  g_autoptr(GHashTable) rows = chl_listing_index (root, "/data");
  g_autoptr(GArray) dated = g_array_new (FALSE, FALSE, sizeof (Dated));
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *model = g_ptr_array_index (models, i);
      JsonNode *row = g_hash_table_lookup (rows, chl_model_get_id (model));
      Dated     entry = { model, read_created (row) };

      if (is_left_out (chl_model_get_id (model)))
        continue;

      describe (model, row);
      g_array_append_val (dated, entry);
    }
  g_array_sort (dated, compare_newest_first);

  for (guint i = 0; i < dated->len; i++)
    g_ptr_array_add (sorted, g_object_ref (g_array_index (dated, Dated, i).model));

  return sorted;
}
