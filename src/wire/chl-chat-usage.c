/* chl-chat-usage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-usage"

#include "config.h"

#include "chl-chat-usage.h"

/* No count of tokens is larger; whatever says so is wrong. */
#define MAX_TOKENS 1000000000

/* -1 if it does not say, or nothing that can be. */
static gint64
read_count (ChlJsonSpan object,
            const char *name)
{
  gint64 count;

  if (!chl_json_span_read_int (chl_json_span_get (object, name), &count) || count < 0 ||
      count > MAX_TOKENS)
    return -1;

  return count;
}

/* The first that is more than nothing: gateways fill in zeros beside the real number. */
static gint64
read_first (ChlJsonSpan        details,
            const char        *detail,
            ChlJsonSpan        span,
            const char *const *names)
{
  gint64 count = read_count (details, detail);

  for (; count <= 0 && *names != NULL; names++)
    count = read_count (span, *names);

  return MAX (count, 0);
}

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
 * chl_chat_usage_read:
 * @span: the member `usage`, wherever it stands
 * @out_usage: (out caller-allocates): tokens; written on success only
 *
 * Reads usage in all the dialects of Chat Completions: cached tokens have four names, and some
 * servers count reasoning outside of what was generated.
 *
 * Returns: whether it says anything
 */
gboolean
chl_chat_usage_read (ChlJsonSpan span,
                     ChlUsage   *out_usage)
{
  static const char *const cached_names[] = {
    "prompt_cache_hit_tokens",
    "cached_tokens",
    "cache_read_input_tokens",
    NULL,
  };
  static const char *const written_names[] = { "cache_creation_input_tokens", NULL };
  static const char *const reasoning_names[] = { "reasoning_tokens", NULL };

  ChlUsage    usage = { 0 };
  ChlJsonSpan input_details;
  ChlJsonSpan output_details;
  gint64      input;
  gint64      output;
  gint64      total;

  /* Most chunks of a stream have none. */
  if (!chl_json_span_is_object (span))
    return FALSE;

  input_details = chl_json_span_get (span, "prompt_tokens_details");
  output_details = chl_json_span_get (span, "completion_tokens_details");
  input = read_count (span, "prompt_tokens");
  output = read_count (span, "completion_tokens");
  total = read_count (span, "total_tokens");

  usage.input = MAX (input, 0);
  usage.output = MAX (output, 0);
  usage.cached = read_first (input_details, "cached_tokens", span, cached_names);
  usage.cache_write = read_first (input_details, "cache_write_tokens", span, written_names);
  usage.reasoning = read_first (output_details, "reasoning_tokens", span, reasoning_names);

  if (input >= 0 && total > usage.input + usage.output)
    {
      usage.output = total - input;
      if (output >= 0)
        usage.reasoning = MAX (usage.reasoning, usage.output - output);
    }

  if (usage.input == 0 && usage.output == 0 && usage.cached == 0 && usage.reasoning == 0)
    return FALSE;

  read_cost (span, &usage);
  *out_usage = usage;

  return TRUE;
}
