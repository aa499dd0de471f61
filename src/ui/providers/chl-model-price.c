/* chl-model-price.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-price"

#include "config.h"

#include "chl-model-price.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chl-json.h"

/* What nobody says. */
#define UNKNOWN (-1.0)

/* Digits behind the point, and what does not count. */
#define MAX_DECIMALS 6
#define LEAST 1e-6
#define ROUNDING 1e-4

/* Tokens that are read for each that is written, where prices are compared. */
#define READ_PER_WRITTEN 3.0

static double
read_number (JsonNode   *price,
             const char *pointer)
{
  double number;

  return chl_json_get_double (price, pointer, &number) && isfinite (number) && number >= 0.0
           ? number
           : UNKNOWN;
}

/**
 * chl_model_price_read:
 * @model: a model
 * @out_price: (out): its price; written on success only
 *
 * Returns: whether anything is known of its price
 */
gboolean
chl_model_price_read (ChlModel      *model,
                      ChlModelPrice *out_price)
{
  g_return_val_if_fail (CHL_IS_MODEL (model), FALSE);

  return chl_model_price_read_json (chl_capabilities_get (chl_model_get_capabilities (model),
                                                          CHL_FIELD_PRICE, NULL),
                                    out_price);
}

/**
 * chl_model_price_read_json:
 * @node: (nullable): what somebody says of a price
 * @out_price: (out): it; written on success only
 *
 * Returns: whether it says anything
 */
gboolean
chl_model_price_read_json (JsonNode      *node,
                           ChlModelPrice *out_price)
{
  ChlModelPrice price = { 0 };

  g_return_val_if_fail (out_price != NULL, FALSE);

  if (node == NULL)
    return FALSE;

  price.input = read_number (node, "/input");
  price.output = read_number (node, "/output");
  price.cached = read_number (node, "/cached");
  price.cache_write = read_number (node, "/cache_write");
  chl_json_get_boolean (node, "/subscription", &price.is_subscription);
  if (price.input < 0.0 && price.output < 0.0 && !price.is_subscription)
    return FALSE;

  *out_price = price;

  return TRUE;
}

/* Returns: whether it is said to cost nothing, neither to read nor to write */
gboolean
chl_model_price_is_free (const ChlModelPrice *price)
{
  g_return_val_if_fail (price != NULL, FALSE);

  return !price->is_subscription && price->input >= 0.0 && price->input <= 0.0 &&
         price->output <= 0.0;
}

/**
 * chl_model_price_get_weight:
 * @model: a model
 *
 * Returns: a number by which models are ordered by price; infinite if that is not known
 */
double
chl_model_price_get_weight (ChlModel *model)
{
  ChlModelPrice price;

  if (!chl_model_price_read (model, &price) || price.is_subscription)
    return (double) INFINITY;

  return MAX (price.input, 0.0) * READ_PER_WRITTEN + MAX (price.output, 0.0);
}

/* Whole dollars, or cents and as many parts of them as there are: 3, 3.50, 0.25, 0.0375. */
static char *
dup_dollars (double dollars)
{
  g_autofree char *digits = NULL;
  double           scaled = dollars;
  int              decimals = 0;

  /* Translators: less than what can be told in the digits of a price, in US dollars. */
  if (dollars > 0.0 && dollars < LEAST)
    return g_strdup (C_("price", "<$0.000001"));

  while (decimals < MAX_DECIMALS && fabs (scaled - round (scaled)) > ROUNDING)
    {
      scaled *= 10.0;
      decimals++;
    }
  digits = g_strdup_printf ("%.*f", decimals == 1 ? 2 : decimals, dollars);

  /* Translators: an amount in US dollars. */
  return g_strdup_printf (C_("price", "$%s"), digits);
}

/**
 * chl_model_price_dup_short:
 * @price: a price
 *
 * Returns: (transfer full): "$3 / $15"
 */
char *
chl_model_price_dup_short (const ChlModelPrice *price)
{
  g_autofree char *input = NULL;
  g_autofree char *output = NULL;

  g_return_val_if_fail (price != NULL, NULL);

  if (price->is_subscription)
    /* Translators: a model that is paid for by the month. */
    return g_strdup (C_("price", "included"));
  if (chl_model_price_is_free (price))
    return g_strdup (C_("price", "free"));

  input = price->input >= 0.0 ? dup_dollars (price->input) : g_strdup ("?");
  if (price->output < 0.0)
    return g_steal_pointer (&input);
  output = dup_dollars (price->output);

  /* Translators: what a million tokens cost that are read, then that are written. */
  return g_strdup_printf (C_("price", "%s / %s"), input, output);
}

/* Takes @line, which says one part of a price. */
static void
add_line (GString *words,
          char    *line)
{
  if (words->len > 0)
    g_string_append_c (words, '\n');
  g_string_append (words, line);
  g_free (line);
}

/**
 * chl_model_price_dup_words:
 * @price: a price
 *
 * Returns: (transfer full): all that is known of it, in lines
 */
char *
chl_model_price_dup_words (const ChlModelPrice *price)
{
  g_autoptr(GString) words = g_string_new (NULL);

  g_return_val_if_fail (price != NULL, NULL);

  if (price->is_subscription)
    return g_strdup (_("Included in a subscription"));
  if (chl_model_price_is_free (price))
    return g_strdup (_("Costs nothing"));

  if (price->input >= 0.0)
    {
      g_autofree char *amount = dup_dollars (price->input);

      /* Translators: US dollars. */
      add_line (words, g_strdup_printf (_("%s per million tokens read"), amount));
    }
  if (price->output >= 0.0)
    {
      g_autofree char *amount = dup_dollars (price->output);

      add_line (words, g_strdup_printf (_("%s per million tokens written"), amount));
    }
  if (price->cached >= 0.0)
    {
      g_autofree char *amount = dup_dollars (price->cached);

      add_line (words, g_strdup_printf (_("%s per million tokens read from the cache"), amount));
    }
  if (price->cache_write >= 0.0)
    {
      g_autofree char *amount = dup_dollars (price->cache_write);

      add_line (words, g_strdup_printf (_("%s per million tokens put into the cache"), amount));
    }

  return g_strdup (words->str);
}
