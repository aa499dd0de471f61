/* chl-proposal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-proposal"

#include "config.h"

#include "chl-proposal.h"

#include <glib/gi18n-lib.h>

#include "chl-json.h"
#include "chl-proposal-score.h"

/* Of what is on this computer all can be turned on, unless it is a great many. */
#define MOST_AT_HOME 8

/* One for each, as far as there is one. */
static const ChlRole roles[] = { CHL_ROLE_CHAT, CHL_ROLE_LIGHT, CHL_ROLE_COMPLETION,
                                 CHL_ROLE_EMBEDDING };

static void
pick_free (ChlPick *pick)
{
  g_object_unref (pick->model);
  g_free (pick->reason);
  g_free (pick);
}

static char *
build_reason (ChlRole          role,
              const ChlTraits *traits)
{
  const char *released = chl_json_get_string (chl_capabilities_get (traits->known,
                                                                    CHL_FIELD_RELEASED, NULL),
                                              "");
  const char *strength = traits->agent >= 4 ? _ ("strong with tools")
                                            : traits->agent >= 1
    ? _ ("works with tools")
    : _ ("for chats");

  switch ((guint) role)
    {
    case CHL_ROLE_LIGHT:
      return g_strdup (traits->weight <= 1 ? _ ("quick and cheap") : _ ("the quickest here"));

    case CHL_ROLE_COMPLETION:
      return g_strdup (_ ("completes code"));

    case CHL_ROLE_EMBEDDING:
      return g_strdup (_ ("for search by meaning"));

    default:
      return released != NULL
        /* Translators: such as "strong with tools", then a day or month as 2026-09 */
        ? g_strdup_printf (_ ("%s, of %.7s"), strength, released)
        : g_strdup (strength);
    }
}

static void
add_pick (GPtrArray *picks,
          ChlModel  *model,
          ChlRole    role,
          char      *reason)
{
  ChlPick *pick = g_new0 (ChlPick, 1);

  pick->model = g_object_ref (model);
  pick->role = role;
  pick->reason = reason;
  g_ptr_array_add (picks, pick);
}

static gboolean
is_picked (GPtrArray *picks,
           ChlModel  *model)
{
  for (guint i = 0; i < picks->len; i++)
    if (((const ChlPick *) g_ptr_array_index (picks, i))->model == model)
      return TRUE;

  return FALSE;
}

/* The one that suits best; between equals the first by id, so that it is always the same. */
static void
pick_best (ChlEngine   *engine,
           ChlProvider *provider,
           ChlRole      role,
           GPtrArray   *picks)
{
  GListModel *models = chl_provider_get_models (provider);
  ChlModel   *best = NULL;
  ChlTraits   best_traits;
  int         best_score = 0;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);
      ChlTraits traits;
      int       score;

      if (is_picked (picks, model) || !chl_model_suits (model, role, NULL) ||
          !chl_traits_read (engine, provider, model, &traits) ||
          !chl_traits_score (&traits, role, &score))
        continue;

      if (best == NULL || score > best_score ||
          (score == best_score &&
           g_strcmp0 (chl_model_get_id (model), chl_model_get_id (best)) < 0))
        {
          best = model; /* the provider holds it */
          best_traits = traits;
          best_score = score;
        }
    }

  if (best != NULL)
    add_pick (picks, best, role, build_reason (role, &best_traits));
}

/* Whoever fetched a model wants to use it. */
static void
pick_all (ChlProvider *provider,
          GPtrArray   *picks)
{
  GListModel *models = chl_provider_get_models (provider);

  for (guint i = 0; i < g_list_model_get_n_items (models) && picks->len < MOST_AT_HOME; i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      if (!chl_model_is_gone (model))
        add_pick (picks, model,
                  (chl_model_get_use (model) & CHL_MODEL_USE_CHAT) != 0 ? CHL_ROLE_CHAT
                                                                        : CHL_ROLE_EMBEDDING,
                  g_strdup (_ ("on this computer")));
    }
}

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
  GPtrArray       *picks = g_ptr_array_new_with_free_func ((GDestroyNotify) pick_free);
  const ChlFamily *family;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), picks);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), picks);

  if (chl_provider_get_n_enabled_models (provider) > 0)
    return picks;

  family = chl_provider_get_family (provider);
  if (family->is_embedded || (family->port != 0 && chl_provider_is_local (provider) &&
                              g_list_model_get_n_items (chl_provider_get_models (provider)) <= MOST_AT_HOME))
    pick_all (provider, picks);
  else
    for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
      pick_best (engine, provider, roles[i], picks);

  return picks;
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
