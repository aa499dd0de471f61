/* chl-proposal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-proposal"

#include "config.h"

#include "chl-proposal.h"

#include <glib/gi18n-lib.h>

#include "chl-weighing.h"

/**
 * chl_proposal_build:
 * @engine: the engine
 * @provider: a provider whose models are listed
 *
 * Proposes which models of a new provider to turn on: one to chat with, a quick one, and one that
 * completes code and one for search if there are; of a runtime on this computer all. Nothing is
 * turned on by that.
 *
 * Returns: (transfer full) (element-type ChlPick): what is proposed; nothing if the person has
 *   already chosen, or nothing is known of the models
 */
GPtrArray *
chl_proposal_build (ChlEngine   *engine,
                    ChlProvider *provider)
{
  g_autoptr(ChlWeighing) weighing = NULL;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  weighing = chl_weighing_new (engine, provider);
  chl_weighing_step (weighing, G_MAXUINT);

  return chl_weighing_build (weighing);
}

/**
 * chl_proposal_dup_sentence:
 * @picks: (element-type ChlPick): what is proposed
 *
 * Returns: (transfer full) (nullable): which models, and why, in one sentence
 */
char *
chl_proposal_dup_sentence (GPtrArray *picks)
{
  g_autoptr(GString) sentence = g_string_new (NULL);

  g_return_val_if_fail (picks != NULL, NULL);

  for (guint i = 0; i < picks->len; i++)
    {
      const ChlPick *pick = g_ptr_array_index (picks, i);

      if (i > 0)
        g_string_append (sentence, _ ("; "));
      /* Translators: a model's name, then why it is proposed, such as "quick and cheap" */
      g_string_append_printf (sentence, _ ("%s (%s)"), chl_model_get_title (pick->model), pick->reason);
    }

  return sentence->len > 0 ? g_string_free (g_steal_pointer (&sentence), FALSE) : NULL;
}

/**
 * chl_proposal_take:
 * @picks: (element-type ChlPick): what was proposed
 *
 * Turns the models on; chl_provider_list_save_async() keeps it.
 */
void
chl_proposal_take (GPtrArray *picks)
{
  g_return_if_fail (picks != NULL);

  for (guint i = 0; i < picks->len; i++)
    chl_model_set_enabled (((const ChlPick *) g_ptr_array_index (picks, i))->model, TRUE);
}
