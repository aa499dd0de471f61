/* chl-registry-grade.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-grade"

#include "config.h"

#include "chl-registry-grade.h"

#include <math.h>
#include <string.h>

#include "chl-registry-words.h"

/* Prices in the table are rounded. */
#define SAME_PRICE 0.01

#define N_PRICES 4

/* The parts of a price up to its first ";"; those that are not known are below 0. */
static guint
read_prices (const char *price,
             double      out_prices[N_PRICES])
{
  guint n = 0;

  while (n < N_PRICES)
    {
      char *end;

      out_prices[n] = -1;
      if (*price == '-')
        end = (char *) price + 1;
      else
        out_prices[n] = g_ascii_strtod (price, &end);
      n++;
      if (*end != '/')
        break;
      price = end + 1;
    }

  return n;
}

/**
 * chl_registry_is_other_price:
 * @old: a price, or ""
 * @new: a price
 *
 * Returns: whether @new says something that @old does not, beyond what is lost by rounding
 */
gboolean
chl_registry_is_other_price (const char *old,
                             const char *new)
{
  double old_prices[N_PRICES];
  double new_prices[N_PRICES];
  guint  n_old = read_prices (old, old_prices);
  guint  n_new = read_prices (new, new_prices);

  for (guint i = 0; i < n_new; i++)
    if (new_prices[i] >= 0 &&
        (i >= n_old || fabs (new_prices[i] - old_prices[i]) > SAME_PRICE * new_prices[i]))
      return TRUE;

  return strchr (new, ';') != NULL && strchr (old, ';') == NULL;
}

/**
 * chl_registry_find_use:
 * @key: the key of a model's name
 * @media: (nullable): what goes in and what comes out
 *
 * Returns: (transfer none): what the model is for
 */
const char *
chl_registry_find_use (const char *key,
                       const char *media)
{
  const char *purpose = chl_registry_find_purpose (key);
  const char *out = media != NULL ? strchr (media, '>') : NULL;

  if (purpose != NULL)
    return purpose;
  if (strstr (key, "deep-research") != NULL)
    return "research";
  if (out == NULL || strchr (out, 't') != NULL)
    return "chat";

  return strchr (out, 'v') != NULL ? "video" : strchr (out, 'i') != NULL ? "image"
                                                                         : "speech";
}

/**
 * chl_registry_grade_agent:
 * @listed: a model for chats
 *
 * Returns: (transfer none): how fit it is for agents, by the rules of thumb by which all rows are
 *   graded; "" if too little is known
 */
const char *
chl_registry_grade_agent (const ChlRegistryListed *listed)
{
  const char *born = listed->cells[CHL_COLUMN_BORN];
  const char *window_cell = listed->cells[CHL_COLUMN_CTX];
  const char *output_cell = listed->cells[CHL_COLUMN_OUT];
  guint64     window = window_cell != NULL ? g_ascii_strtoull (window_cell, NULL, 10) : 0;
  guint64     output = output_cell != NULL ? g_ascii_strtoull (output_cell, NULL, 10) : 0;

  if (listed->cells[CHL_COLUMN_TOOLS] == NULL || window == 0)
    return "";
  if (g_str_equal (listed->cells[CHL_COLUMN_TOOLS], "n"))
    return "0";
  if (window < 64000 || output < 4000)
    return "1";
  if (window >= 100000 && output >= 8000 &&
      (g_strcmp0 (born, "2025-03") >= 0 ||
       g_strcmp0 (listed->cells[CHL_COLUMN_THINK], "yes") == 0))
    return "3";

  return "2";
}

/**
 * chl_registry_grade_class:
 * @price: (nullable): what it costs
 *
 * Returns: (transfer none): how heavy a call is; "" if nobody knows
 */
const char *
chl_registry_grade_class (const char *price)
{
  static const struct
  {
    double      most;
    const char *name;
  } classes[] = { { 0.6, "xs" }, { 2.6, "s" }, { 10, "m" }, { 30, "l" } };
  double prices[N_PRICES];

  if (price == NULL || read_prices (price, prices) < 2)
    return "";

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (prices[1] <= classes[i].most)
      return classes[i].name;

  return "xl";
}
