/* chl-model-price.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model.h"

G_BEGIN_DECLS

/**
 * ChlModelPrice:
 * @input: US dollars for a million tokens that are read; below 0 where nobody says
 * @output: of the answer, likewise
 * @cached: of what is read from the cache, likewise
 * @cache_write: of what is put into it, likewise
 * @is_subscription: it is paid by the month instead
 *
 * What a model costs, as far as anybody says.
 */
typedef struct
{
  double   input;
  double   output;
  double   cached;
  double   cache_write;
  gboolean is_subscription;
} ChlModelPrice;

gboolean chl_model_price_read (ChlModel      *model,
                               ChlModelPrice *out_price);
gboolean chl_model_price_read_json (JsonNode      *node,
                                    ChlModelPrice *out_price);
gboolean chl_model_price_is_free (const ChlModelPrice *price);
double   chl_model_price_get_weight (ChlModel *model);
char    *chl_model_price_dup_short (const ChlModelPrice *price);
char    *chl_model_price_dup_words (const ChlModelPrice *price);

G_END_DECLS
