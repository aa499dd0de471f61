/* chl-price.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-usage.h"

G_BEGIN_DECLS

/* What an exchange comes to at the price of a model, %CHL_FIELD_PRICE. */

gboolean chl_price_get_cost (JsonNode       *price,
                             const ChlUsage *usage,
                             double         *out_dollars);
gboolean chl_price_is_subscription (JsonNode *price);

G_END_DECLS
