/* chl-trial-facts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-trial-facts"

#include "config.h"

#include "chl-trial-facts.h"

#include <glib/gi18n-lib.h>

/* Letters of an answer that are shown. */
#define MAX_ANSWER 300

static void
fact_free (gpointer data)
{
  ChlTrialFact *fact = data;

  g_free (fact->value);
  g_free (fact);
}

/* Takes @value; %NULL is not known. */
static void
add_fact (GPtrArray  *facts,
          const char *title,
          char       *value)
{
  ChlTrialFact *fact = g_new0 (ChlTrialFact, 1);

  fact->title = title;
  fact->value = value != NULL ? value : g_strdup (C_ ("fact", "Unknown"));
  g_ptr_array_add (facts, fact);
}

static char *
dup_time (gint64 ms)
{
  if (ms < 0)
    return NULL;
  if (ms < 1000)
    /* Translators: milliseconds. */
    return g_strdup_printf (_ ("%" G_GINT64_FORMAT " ms"), ms);

  /* Translators: seconds. */
  return g_strdup_printf (_ ("%.1f s"), (double) ms / 1000);
}

static char *
dup_speed (double speed)
{
  if (speed < 0)
    return NULL;

  return g_strdup_printf (_ ("%.1f tokens per second"), speed);
}

static char *
dup_tokens (const ChlUsage *usage)
{
  if (usage == NULL || (usage->input <= 0 && usage->output <= 0))
    return NULL;
  if (usage->reasoning > 0)
    /* Translators: how many tokens were read, written, and thought; the last are among the second. */
    return g_strdup_printf (_ ("%" G_GINT64_FORMAT " in, %" G_GINT64_FORMAT " out, of these %" G_GINT64_FORMAT " thinking"),
                               usage->input, usage->output, usage->reasoning);
  if (usage->output <= 0)
    return g_strdup_printf (_ ("%" G_GINT64_FORMAT " in"), usage->input);

  return g_strdup_printf (_ ("%" G_GINT64_FORMAT " in, %" G_GINT64_FORMAT " out"), usage->input,
                             usage->output);
}

/* What nobody says is never nothing. */
static char *
dup_cost (ChlTrial *self)
{
  const char      *currency;
  gboolean         is_notional;
  double           cost = chl_trial_get_cost (self, &currency, &is_notional);
  g_autofree char *amount = NULL;

  if (chl_trial_is_included (self))
    return g_strdup (_ ("Included in the subscription"));
  if (cost < 0)
    return NULL;

  amount = g_strdup_printf ("%s %.4g", currency, cost);
  g_strstrip (amount);

  return is_notional
    /* Translators: %s is what an answer would cost, such as "USD 0.2", of which nobody need be
     * billed: its maker has another price, as for a subscription. */
    ? g_strdup_printf (_ ("%s, notional"), amount)
    : g_steal_pointer (&amount);
}

static char *
dup_answer (ChlTrial *self)
{
  g_autofree char *text = g_strdup (chl_trial_get_text (self));
  g_autofree char *start = NULL;

  g_strstrip (text);
  if (*text == '\0')
    return g_strdup (chl_trial_get_finish (self) == CHL_FINISH_LENGTH
                     ? _ ("None; it thought until it had no more room")
                     : _ ("It said nothing"));
  if (g_utf8_strlen (text, -1) <= MAX_ANSWER)
    return g_steal_pointer (&text);

  start = g_utf8_substring (text, 0, MAX_ANSWER);

  return g_strconcat (start, "…", NULL);
}

/**
 * chl_trial_list_facts:
 * @self: a trial that was answered
 *
 * Returns: (transfer full) (element-type ChlTrialFact): what came of it, in the order to show it in
 */
GPtrArray *
chl_trial_list_facts (ChlTrial *self)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  guint      n;

  g_return_val_if_fail (CHL_IS_TRIAL (self), facts);

  if (chl_trial_get_role (self) == CHL_ROLE_EMBEDDING)
    {
      n = chl_trial_get_n_dimensions (self);
      add_fact (facts, _ ("Time"), dup_time (chl_trial_get_total_ms (self)));
      add_fact (facts, _ ("Length of the Vector"),
                          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u number", "%u numbers", n), n));
    }
  else
    {
      add_fact (facts, _ ("Answer"), dup_answer (self));
      add_fact (facts, _ ("First Word After"), dup_time (chl_trial_get_first_token_ms (self)));
      add_fact (facts, _ ("Speed"), dup_speed (chl_trial_get_speed (self)));
    }
  add_fact (facts, _ ("Tokens"), dup_tokens (chl_trial_get_usage (self)));
  add_fact (facts, _ ("Cost"), dup_cost (self));

  return facts;
}

/**
 * chl_trial_dup_notice:
 * @role: what a model is tried with
 *
 * Returns: (transfer full): what is going to be sent, in a sentence
 */
char *
chl_trial_dup_notice (ChlRole role)
{
  if (role == CHL_ROLE_EMBEDDING)
    return g_strdup (_ ("Sends one short text to see how fast it becomes a vector. That costs a few tokens."));
  if (role == CHL_ROLE_COMPLETION)
    return g_strdup (_ ("Sends the beginning of one sentence to see how fast it goes on. That costs a few tokens."));

  return g_strdup (_ ("Sends one short question to see how fast it answers. That costs a few tokens."));
}
