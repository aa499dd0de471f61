/* chl-cost.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-cost"

#include "config.h"

#include "chl-cost.h"

#include <math.h>

#include "chl-json.h"

/* Prices are for so many tokens. */
#define MILLION 1000000.0

/* The prices for a prompt of that length: those of the highest step that it passes. */
static JsonNode *
find_tier (JsonNode *price,
           gint64    input)
{
  JsonArray *tiers = chl_json_get_array (price, "/tiers");
  JsonNode  *found = price;
  gint64     passed = -1;

  for (guint i = 0; tiers != NULL && i < json_array_get_length (tiers); i++)
    {
      JsonNode *tier = json_array_get_element (tiers, i);
      gint64    above = 0;

      if (chl_json_get_int64 (tier, "/above", &above) && input > above && above > passed)
        {
          found = tier;
          passed = above;
        }
    }

  return found;
}

/* Not a number if there are tokens of a kind of which nobody knows the price. */
static double
count_part (JsonNode   *tier,
            JsonNode   *price,
            const char *pointer,
            gint64      tokens)
{
  double each;

  if (tokens <= 0)
    return 0;

  if (!chl_json_get_double (tier, pointer, &each) && !chl_json_get_double (price, pointer, &each))
    return NAN;

  return each >= 0 ? each * (double) tokens / MILLION : NAN;
}

/**
 * chl_cost_reckon:
 * @known: what is known of the model that answered
 * @usage: (inout): what it took; gets the cost, unless it has one
 *
 * Reckons the cost of an answer from its tokens: those from the cache have a price of their own, and
 * so have those that were put there; where writing is not said to cost more, it costs as reading
 * does. If the price of any part is not known, neither is the cost. What a subscription pays for has
 * no cost.
 *
 * Returns: whether there is a cost that was not there before
 */
gboolean
chl_cost_reckon (const ChlCapabilities *known,
                 ChlUsage              *usage)
{
  JsonNode *price;
  JsonNode *tier;
  gint64    fresh;
  double    written;
  double    cost;
  gboolean  is_subscription = FALSE;

  g_return_val_if_fail (known != NULL, FALSE);
  g_return_val_if_fail (usage != NULL, FALSE);

  price = chl_capabilities_get (known, CHL_FIELD_PRICE, NULL);
  if (price == NULL || usage->cost >= 0 || (usage->input <= 0 && usage->output <= 0))
    return FALSE;

  chl_json_get_boolean (price, "/subscription", &is_subscription);
  if (is_subscription)
    return FALSE;

  tier = find_tier (price, usage->input);
  fresh = MAX (0, usage->input - usage->cached - usage->cache_write);
  written = count_part (tier, price, "/cache_write", usage->cache_write);
  if (isnan (written))
    written = count_part (tier, price, "/input", usage->cache_write);
  cost = count_part (tier, price, "/input", fresh) +
         count_part (tier, price, "/cached", usage->cached) + written +
         count_part (tier, price, "/output", usage->output);
  if (!isfinite (cost))
    return FALSE;

  usage->cost = cost;
  usage->is_reckoned = TRUE;
  g_strlcpy (usage->currency, "USD", sizeof usage->currency);

  return TRUE;
}
