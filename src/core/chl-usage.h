/* chl-usage.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CHL_TYPE_USAGE (chl_usage_get_type ())

/**
 * ChlUsage:
 * @input: prompt tokens, cached and cache-written ones included
 * @cached: the part of @input that was read from a cache
 * @cache_write: the part of @input that was written to a cache
 * @output: generated tokens, reasoning included
 * @reasoning: the part of @output spent on reasoning
 * @load_us: microseconds in which the model was loaded
 * @input_us: microseconds in which the prompt was read
 * @output_us: microseconds in which the answer was generated
 * @cost: what it cost, in @currency, as the server says, or as it is reckoned; negative if nobody knows
 * @currency: ISO 4217, "" if unknown
 * @is_reckoned: @cost comes from tokens and prices, not from the server
 * @is_notional: @cost is what it would have cost by tokens; nobody need be billed for it
 *
 * Tokens of one exchange, in one meaning for all providers, and the server's own times, which few
 * tell. 0 where the server said nothing.
 */
typedef struct
{
  gint64   input;
  gint64   cached;
  gint64   cache_write;
  gint64   output;
  gint64   reasoning;
  gint64   load_us;
  gint64   input_us;
  gint64   output_us;
  double   cost;
  char     currency[4];
  gboolean is_reckoned;
  gboolean is_notional;
} ChlUsage;

GType     chl_usage_get_type (void) G_GNUC_CONST;
ChlUsage *chl_usage_new (void);
ChlUsage *chl_usage_copy (const ChlUsage *self);
void      chl_usage_free (ChlUsage *self);
gboolean  chl_usage_is_empty (const ChlUsage *self);
JsonNode *chl_usage_to_json (const ChlUsage *self);
ChlUsage *chl_usage_from_json (JsonNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlUsage, chl_usage_free)

G_END_DECLS
