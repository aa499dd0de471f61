/* chl-model-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-order"

#include "config.h"

#include "chl-model-order.h"

#include "chl-json.h"
#include "chl-model-price.h"

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  g_autofree char *key_a = g_utf8_casefold (chl_model_get_title ((ChlModel *) a), -1);
  g_autofree char *key_b = g_utf8_casefold (chl_model_get_title ((ChlModel *) b), -1);

  return g_utf8_collate (key_a, key_b);
}

static int
compare_contexts (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  gint64 tokens_a = chl_capabilities_get_int (chl_model_get_capabilities ((ChlModel *) a),
                                              CHL_FIELD_CONTEXT_WINDOW);
  gint64 tokens_b = chl_capabilities_get_int (chl_model_get_capabilities ((ChlModel *) b),
                                              CHL_FIELD_CONTEXT_WINDOW);

  return (tokens_a < tokens_b) - (tokens_a > tokens_b);
}

static int
compare_prices (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  double weight_a = chl_model_price_get_weight ((ChlModel *) a);
  double weight_b = chl_model_price_get_weight ((ChlModel *) b);

  return (weight_a > weight_b) - (weight_a < weight_b);
}

/* Days and months are written so that their letters order them. */
static const char *
get_day (gconstpointer model)
{
  JsonNode *node = chl_capabilities_get (chl_model_get_capabilities ((ChlModel *) model),
                                         CHL_FIELD_RELEASED, NULL);

  return chl_json_get_string (node, "");
}

static int
compare_days (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return -g_strcmp0 (get_day (a), get_day (b));
}

/**
 * chl_model_order_new_sorter:
 * @order: which one
 *
 * Returns: (transfer full) (nullable): what sorts #ChlModel objects; equal ones keep the order of the
 *   provider, which is all there is to %CHL_MODEL_ORDER_GIVEN
 */
GtkSorter *
chl_model_order_new_sorter (ChlModelOrder order)
{
  GCompareDataFunc compare = NULL;

  switch (order)
    {
    case CHL_MODEL_ORDER_GIVEN:
      return NULL;

    case CHL_MODEL_ORDER_NAME:
      compare = compare_names;
      break;

    case CHL_MODEL_ORDER_CONTEXT:
      compare = compare_contexts;
      break;

    case CHL_MODEL_ORDER_PRICE:
      compare = compare_prices;
      break;

    case CHL_MODEL_ORDER_DATE:
      compare = compare_days;
      break;

    default:
      g_return_val_if_reached (NULL);
    }

  return GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
}
