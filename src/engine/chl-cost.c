/* chl-cost.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-cost"

#include "config.h"

#include "chl-cost.h"

#include "chl-price.h"

/**
 * chl_cost_reckon:
 * @known: what is known of the model that answered
 * @usage: (inout): what it took; gets the cost, unless it has one
 *
 * Reckons the cost of an answer from its tokens, see chl_price_get_cost(). What a subscription pays
 * for has no cost.
 *
 * Returns: whether there is a cost that was not there before
 */
gboolean
chl_cost_reckon (const ChlCapabilities *known,
                 ChlUsage              *usage)
{
  JsonNode *price;

  g_return_val_if_fail (known != NULL, FALSE);
  g_return_val_if_fail (usage != NULL, FALSE);

  price = chl_capabilities_get (known, CHL_FIELD_PRICE, NULL);
  if (usage->cost >= 0 || chl_price_is_subscription (price) ||
      !chl_price_get_cost (price, usage, &usage->cost))
    return FALSE;

  usage->is_reckoned = TRUE;
  g_strlcpy (usage->currency, "USD", sizeof usage->currency);

  return TRUE;
}
