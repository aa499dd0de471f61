/* chl-price.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-price"

#include "config.h"

#include "chl-price.h"

#include <math.h>

#include "chl-json.h"

#define TOKENS_PER_PRICE 1e6

/* Dollars for a million tokens, of the step or else of all; negative for what is not known. */
static double
read_price (JsonNode   *tier,
            JsonNode   *price,
            const char *pointer)
{
  double number;

  if (!chl_json_get_double (tier, pointer, &number) &&
      !chl_json_get_double (price, pointer, &number))
    return -1;

  return isfinite (number) ? number : -1;
}

/* Long prompts may have a price of their own: the one of the highest limit that they are above. */
static JsonNode *
find_tier (JsonNode *price,
           gint64    n_input)
{
  JsonArray *tiers = chl_json_get_array (price, "/tiers");
  guint      n = tiers != NULL ? json_array_get_length (tiers) : 0;
  gint64     highest = 0;
  JsonNode  *found = price;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *tier = json_array_get_element (tiers, i);
      gint64    above = 0;

      if (chl_json_get_int64 (tier, "/above", &above) && above > highest && n_input > above)
        {
          highest = above;
          found = tier;
        }
    }

  return found;
}

/* Adds what @n_tokens come to; what is not used needs no price. */
static gboolean
add_tokens (double *sum,
            gint64  n_tokens,
            double  price)
{
  if (n_tokens <= 0)
    return TRUE;

  *sum += (double) n_tokens * price / TOKENS_PER_PRICE;

  return price >= 0.0;
}

/**
 * chl_price_get_cost:
 * @price: (nullable): what a model costs, as %CHL_FIELD_PRICE has it
 * @usage: (nullable): what was used of it
 * @out_dollars: (out): what that comes to; written on success only
 *
 * Tokens from the cache have a price of their own, and so have those that were put there; where
 * writing is not said to cost more, it costs as reading does.
 *
 * Returns: whether it is known; never where a part that was used has no price
 */
gboolean
chl_price_get_cost (JsonNode       *price,
                    const ChlUsage *usage,
                    double         *out_dollars)
{
  JsonNode *tier;
  double    sum = 0;
  double    input;
  double    written;

  g_return_val_if_fail (out_dollars != NULL, FALSE);

  if (price == NULL || usage == NULL || (usage->input <= 0 && usage->output <= 0))
    return FALSE;

  tier = find_tier (price, usage->input);
  input = read_price (tier, price, "/input");
  written = read_price (tier, price, "/cache_write");
  if (!add_tokens (&sum, usage->input - usage->cached - usage->cache_write, input) ||
      !add_tokens (&sum, usage->cached, read_price (tier, price, "/cached")) ||
      !add_tokens (&sum, usage->cache_write, written >= 0 ? written : input) ||
      !add_tokens (&sum, usage->output, read_price (tier, price, "/output")))
    return FALSE;

  *out_dollars = sum;

  return TRUE;
}

/* Returns: whether what it is used for is paid by the month, and not by tokens */
gboolean
chl_price_is_subscription (JsonNode *price)
{
  gboolean is_subscription = FALSE;

  return price != NULL && chl_json_get_boolean (price, "/subscription", &is_subscription) &&
         is_subscription;
}
