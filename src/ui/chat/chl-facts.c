/* chl-facts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-facts"

#include "config.h"

#include "chl-facts.h"

#include <glib/gi18n-lib.h>

#include "chl-format.h"

/* Shorter than this, a speed says more about the network than about the model. */
#define MIN_SPAN_US (G_USEC_PER_SEC / 10)

static void
add_fact (GString    *facts,
          const char *fact)
{
  if (facts->len > 0)
    /* Translators: stands between facts like “356 out” and “71 tok/s”. */
    g_string_append (facts, C_("between facts", " · "));
  g_string_append (facts, fact);
}

static void
add_tokens (GString    *facts,
            const char *format,
            gint64      tokens)
{
  g_autofree char *number = chl_format_number (tokens);
  g_autoptr(GString) fact = g_string_new (format);

  g_string_replace (fact, "%s", number, 1);
  add_fact (facts, fact->str);
}

/**
 * chl_facts_dup:
 * @message: an answer
 *
 * Returns: (transfer full) (nullable): in a few words how many tokens went in and came out, how fast,
 *   and for how much; %NULL where nothing is known
 */
char *
chl_facts_dup (ChlMessage *message)
{
  const ChlUsage *usage;
  GString        *facts;
  gint64          span_us;

  g_return_val_if_fail (CHL_IS_MESSAGE (message), NULL);

  usage = chl_message_get_usage (message);
  if (usage == NULL || chl_usage_is_empty (usage))
    return NULL;

  facts = g_string_new (NULL);
  if (usage->input > 0)
    /* Translators: tokens of the question; %s is a number. */
    add_tokens (facts, _("%s in"), usage->input);
  if (usage->output > 0)
    /* Translators: tokens of the answer; %s is a number. */
    add_tokens (facts, _("%s out"), usage->output);

  span_us = chl_message_get_completed_us (message) - chl_message_get_first_token_us (message);
  if (usage->output > 0 && chl_message_get_first_token_us (message) > 0 && span_us >= MIN_SPAN_US)
    /* Translators: tokens per second, in short; %s is a number. */
    add_tokens (facts, _("%s tok/s"),
                          (gint64) ((double) usage->output * G_USEC_PER_SEC / (double) span_us + 0.5));

  if (usage->cost > 0)
    {
      g_autofree char *amount = g_strdup_printf ("%s %.4g", usage->currency, usage->cost);
      g_autofree char *cost = NULL;
      g_autofree char *notional = NULL;

      g_strstrip (amount);
      cost = usage->is_reckoned
        /* Translators: %s is what an answer cost, such as "USD 0.2", reckoned from its tokens. */
        ? g_strdup_printf (_("about %s"), amount)
        : g_steal_pointer (&amount);
      if (usage->is_notional)
        /* Translators: %s is what an answer would cost, such as "USD 0.2", of which nobody need be
         * billed: its maker has another price, as for a subscription. */
        notional = g_strdup_printf (_("%s, notional"), cost);
      add_fact (facts, notional != NULL ? notional : cost);
    }

  return g_string_free (facts, FALSE);
}
