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

/**
 * chl_openai_listing_describe:
 * @provider: a provider
 * @model: a model of OpenAI's list
 * @row: its row
 *
 * The list says nothing but when a model came and when it goes.
 *
 * Source: https://platform.openai.com/docs/api-reference/models/list
 *
 * Returns: %TRUE
 */
gboolean
chl_openai_listing_describe (ChlProvider *provider,
                             ChlModel    *model,
                             JsonNode    *row)
{
  ChlCapabilities *capabilities = chl_capabilities_copy (chl_model_get_said (model));

  chl_listing_set_date (capabilities, CHL_FIELD_RELEASED, read_created (row));
  chl_listing_set_day (capabilities, CHL_FIELD_RETIRES, chl_json_get_string (row, "/shutdown_date"));
  chl_model_take_capabilities (model, capabilities);

  return TRUE;
}

/**
 * chl_openai_listing_parse:
 * @provider: a provider
 * @root: (nullable): a list
 * @error: %CHL_ERROR_PROTOCOL if it is none
 *
 * The list comes in no order, so the newest go first.
 *
 * Returns: (transfer full) (nullable) (element-type ChlModel): the models
 */
GPtrArray *
chl_openai_listing_parse (ChlProvider *provider,
                          JsonNode    *root,
                          GError     **error)
{
  ChlProviderClass *base_class = g_type_class_peek (CHL_TYPE_PROVIDER);
  g_autoptr(GPtrArray) models = base_class->parse_models (provider, root, error);
  g_autoptr(GHashTable) rows = NULL;
  g_autoptr(GArray) dated = NULL;

  if (models == NULL)
    return NULL;

  rows = chl_listing_index (root, "/data");
  dated = g_array_new (FALSE, FALSE, sizeof (Dated));
  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *model = g_ptr_array_index (models, i);
      Dated     entry = { model, read_created (g_hash_table_lookup (rows, chl_model_get_id (model))) };

      g_array_append_val (dated, entry);
    }
  g_array_sort (dated, compare_newest_first);

  /* The array keeps its references; they only change their places. */
  for (guint i = 0; i < dated->len; i++)
    models->pdata[i] = g_array_index (dated, Dated, i).model;

  return g_steal_pointer (&models);
}
