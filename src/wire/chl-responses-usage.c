/* chl-responses-usage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-responses-usage"

#include "config.h"

#include "chl-responses-usage.h"

/* No count of tokens is larger; whatever says so is wrong. */
#define MAX_TOKENS 1000000000

/* 0 if it does not say, or nothing that can be. */
static gint64
read_count (ChlJsonSpan object,
            const char *name)
{
  gint64 count;

  if (!chl_json_span_read_int (chl_json_span_get (object, name), &count) || count < 0 ||
      count > MAX_TOKENS)
    return 0;

  return count;
}

/* Money that the server says it cost. Source: https://openrouter.ai/docs/use-cases/usage-accounting */
static void
read_cost (ChlJsonSpan span,
           ChlUsage   *usage)
{
  double cost;

  usage->cost = -1;
  if (!chl_json_span_read_double (chl_json_span_get (span, "cost"), &cost) || cost < 0 ||
      cost > MAX_TOKENS)
    return;

  usage->cost = cost;
  g_strlcpy (usage->currency, "USD", sizeof usage->currency);
}

/**
 * chl_responses_usage_read:
 * @span: the member `usage` of a response
 * @out_usage: (out caller-allocates): tokens; written on success only
 *
 * Reads the usage of the Responses protocol. Input includes what came from the cache, output
 * includes reasoning; where the sum says that a server counts reasoning apart, it is added.
 *
 * Returns: whether it says anything
 *
 * Source: https://platform.openai.com/docs/api-reference/responses/object
 */
gboolean
chl_responses_usage_read (ChlJsonSpan span,
                          ChlUsage   *out_usage)
{
  ChlUsage    usage = { 0 };
  ChlJsonSpan input_details;
  ChlJsonSpan output_details;
  gint64      total;

  if (!chl_json_span_is_object (span))
    return FALSE;

  input_details = chl_json_span_get (span, "input_tokens_details");
  output_details = chl_json_span_get (span, "output_tokens_details");
  usage.input = read_count (span, "input_tokens");
  usage.output = read_count (span, "output_tokens");
  usage.cached = read_count (input_details, "cached_tokens");
  usage.cache_write = read_count (input_details, "cache_write_tokens");
  usage.reasoning = read_count (output_details, "reasoning_tokens");

  total = read_count (span, "total_tokens");
  if (usage.input > 0 && total == usage.input + usage.output + usage.reasoning)
    usage.output += usage.reasoning;

  if (usage.input == 0 && usage.output == 0)
    return FALSE;

  read_cost (span, &usage);
  *out_usage = usage;

  return TRUE;
}
