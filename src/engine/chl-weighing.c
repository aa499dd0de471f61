/* chl-weighing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-weighing"

#include "config.h"

#include "chl-weighing.h"

#include <glib/gi18n-lib.h>

#include "chl-json.h"
#include "chl-proposal-score.h"

/* Of what is on this computer all can be turned on, unless it is a great many. */
#define MOST_AT_HOME 8

/* One for each, as far as there is one. */
static const ChlRole roles[] = { CHL_ROLE_CHAT, CHL_ROLE_LIGHT, CHL_ROLE_COMPLETION,
                                 CHL_ROLE_EMBEDDING };

#define N_ROLES G_N_ELEMENTS (roles)

/**
 * Candidate:
 * @model: (owned) (nullable): a model
 * @score: how well it suits; the higher the better
 */
typedef struct
{
  ChlModel *model;
  int       score;
} Candidate;

struct _ChlWeighing
{
  ChlEngine   *engine;                 /* (owned) */
  ChlProvider *provider;               /* (owned) */
  gboolean     is_home;                /* all is on this computer, and nothing to be weighed */
  guint        next;                   /* model to be looked at */
  Candidate    best[N_ROLES][N_ROLES]; /* for each role, falling; the best may be taken for another */
};

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

static gboolean
is_better (const Candidate *a,
           const Candidate *b)
{
  if (b->model == NULL || a->score != b->score)
    return b->model == NULL || a->score > b->score;

  /* Between equals the first by id, so that it is always the same. */
  return g_strcmp0 (chl_model_get_id (a->model), chl_model_get_id (b->model)) < 0;
}

static void
put (Candidate        best[N_ROLES],
     const Candidate *candidate)
{
  guint place = 0;

  while (place < N_ROLES && !is_better (candidate, &best[place]))
    place++;
  if (place == N_ROLES)
    return;

  g_clear_object (&best[N_ROLES - 1].model);
  for (guint i = N_ROLES - 1; i > place; i--)
    best[i] = best[i - 1];
  best[place] = (Candidate){ g_object_ref (candidate->model), candidate->score };
}

static void
weigh (ChlWeighing *self,
       ChlModel    *model)
{
  ChlTraits traits;

  if (!chl_traits_read (self->engine, self->provider, model, &traits))
    return;

  for (guint i = 0; i < N_ROLES; i++)
    {
      Candidate candidate = { model, 0 };

      if (chl_model_suits (model, roles[i], NULL) &&
          chl_traits_score (&traits, roles[i], &candidate.score))
        put (self->best[i], &candidate);
    }
}

static void
pick_best (ChlWeighing *self,
           guint        role,
           GPtrArray   *picks)
{
  for (guint i = 0; i < N_ROLES && self->best[role][i].model != NULL; i++)
    {
      ChlModel *model = self->best[role][i].model;
      ChlTraits traits;

      /* It may have ended since it was weighed. */
      if (is_picked (picks, model) ||
          !chl_traits_read (self->engine, self->provider, model, &traits))
        continue;

      add_pick (picks, model, roles[role], build_reason (roles[role], &traits));
      return;
    }
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
 * chl_weighing_new:
 * @engine: the engine
 * @provider: a provider whose models are listed
 *
 * Returns: (transfer full): nothing is weighed yet; it is good until other models are listed
 */
ChlWeighing *
chl_weighing_new (ChlEngine   *engine,
                  ChlProvider *provider)
{
  ChlWeighing     *self;
  const ChlFamily *family;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  self = g_new0 (ChlWeighing, 1);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  family = chl_provider_get_family (provider);
  self->is_home = family->is_embedded ||
                  (family->port != 0 && chl_provider_is_local (provider) &&
                   g_list_model_get_n_items (chl_provider_get_models (provider)) <= MOST_AT_HOME);

  return self;
}

/**
 * chl_weighing_step:
 * @self: a weighing
 * @n_models: how many to weigh now, at most
 *
 * Returns: whether there is nothing left to weigh
 */
gboolean
chl_weighing_step (ChlWeighing *self,
                   guint        n_models)
{
  GListModel *models;
  guint       n_all;

  g_return_val_if_fail (self != NULL, TRUE);

  if (self->is_home || chl_provider_get_n_enabled_models (self->provider) > 0)
    return TRUE;

  models = chl_provider_get_models (self->provider);
  n_all = g_list_model_get_n_items (models);
  for (guint i = 0; i < n_models && self->next < n_all; i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, self->next++);

      weigh (self, model);
    }

  return self->next >= n_all;
}

/**
 * chl_weighing_build:
 * @self: a weighing with nothing left to weigh
 *
 * Returns: (transfer full) (element-type ChlPick): what is proposed, as by chl_proposal_build()
 */
GPtrArray *
chl_weighing_build (ChlWeighing *self)
{
  GPtrArray *picks = g_ptr_array_new_with_free_func ((GDestroyNotify) pick_free);

  g_return_val_if_fail (self != NULL, picks);

  if (chl_provider_get_n_enabled_models (self->provider) > 0)
    return picks;

  if (self->is_home)
    pick_all (self->provider, picks);
  else
    for (guint i = 0; i < N_ROLES; i++)
      pick_best (self, i, picks);

  return picks;
}

void
chl_weighing_free (ChlWeighing *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < N_ROLES; i++)
    for (guint j = 0; j < N_ROLES; j++)
      g_clear_object (&self->best[i][j].model);
  g_object_unref (self->provider);
  g_object_unref (self->engine);
  g_free (self);
}
