/* chl-role-resolve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-role-resolve"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-roles-private.h"

/* Whether a model of a chain can do the work; if not, @out_reason says why it is passed over. */
static ChlModel *
try_model (ChlRoles   *self,
           ChlRole     role,
           const char *full_id,
           char      **out_reason)
{
  ChlProvider *provider = NULL;
  ChlModel    *model;
  const char  *unsuited = NULL;

  model = chl_provider_list_find_model (chl_engine_get_providers (chl_roles_get_engine (self)), full_id,
                                        &provider);

  if (provider == NULL)
    *out_reason = g_strdup_printf (_ ("the provider of %s is not there any more"), full_id);
  else if (!chl_provider_is_enabled (provider))
    *out_reason = g_strdup_printf (_ ("%s is turned off"), chl_provider_get_title (provider));
  else if (model == NULL || chl_model_is_gone (model))
    *out_reason = g_strdup_printf (_ ("%s is not offered any more"), full_id);
  else if (!chl_model_is_enabled (model))
    *out_reason = g_strdup_printf (_ ("%s is turned off"), chl_model_get_title (model));
  else if (!chl_model_suits (model, role, &unsuited))
    *out_reason = g_strdup (unsuited);
  else
    return model;

  return NULL;
}

/* What happens while a role is unset: the first model that is on and suits. */
static ChlModel *
find_any (ChlRoles *self,
          ChlRole   role)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (chl_roles_get_engine (self)));

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);
      GListModel *models = chl_provider_get_models (provider);

      if (!chl_provider_is_enabled (provider))
        continue;

      for (guint j = 0; j < g_list_model_get_n_items (models); j++)
        {
          g_autoptr(ChlModel) model = g_list_model_get_item (models, j);

          if (chl_model_is_enabled (model) && !chl_model_is_gone (model) &&
              chl_model_suits (model, role, NULL))
            return model; /* the provider's list holds it */
        }
    }

  return NULL;
}

static ChlModel *
resolve_unset (ChlRoles *self,
               ChlRole   role,
               char    **out_why)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (chl_roles_get_engine (self)));
  ChlModel   *model;

  if (role == CHL_ROLE_LIGHT || role == CHL_ROLE_REASONING || role == CHL_ROLE_BUDDY)
    {
      g_autofree char *why = NULL;

      model = chl_roles_resolve (self, CHL_ROLE_CHAT, &why);
      if (model != NULL && chl_model_suits (model, role, NULL))
        {
          *out_why = g_strdup_printf (_ ("Not set; %s does it, as for chat"),
                                         chl_model_get_title (model));
          return model;
        }
    }

  if ((model = find_any (self, role)) != NULL)
    *out_why = g_strdup_printf (_ ("Not set; %s is the first model that is on and can do it"),
                                   chl_model_get_title (model));
  else if (g_list_model_get_n_items (providers) == 0)
    *out_why = g_strdup (_ ("There is no provider yet; add one first"));
  else
    *out_why = g_strdup (_ ("No model that is on can do it; turn one on"));

  return model;
}

/**
 * chl_roles_resolve:
 * @self: the roles
 * @role: a role
 * @out_why: (out) (optional): why this one, or why none, in one sentence
 *
 * Returns: (transfer none) (nullable): the model that does the work now
 */
ChlModel *
chl_roles_resolve (ChlRoles *self,
                   ChlRole   role,
                   char    **out_why)
{
  g_autofree char   *why = NULL;
  g_autofree char   *first_reason = NULL;
  const char *const *chain;
  ChlModel          *model = NULL;

  g_return_val_if_fail (CHL_IS_ROLES (self), NULL);
  g_return_val_if_fail (role < CHL_N_ROLES, NULL);

  chain = chl_roles_get_chain (self, role);
  for (guint i = 0; model == NULL && chain[i] != NULL; i++)
    {
      g_autofree char *reason = NULL;

      model = try_model (self, role, chain[i], &reason);
      if (model != NULL && i == 0)
        why = g_strdup (_ ("The first choice"));
      else if (model != NULL)
        why = g_strdup_printf (_ ("A fall-back, because %s"), first_reason);
      else if (first_reason == NULL)
        first_reason = g_steal_pointer (&reason);
    }

  if (model == NULL && chain[0] == NULL)
    model = resolve_unset (self, role, &why);
  else if (model == NULL)
    why = g_strdup_printf (_ ("None of the chosen models can be used: %s"), first_reason);

  if (out_why != NULL)
    *out_why = g_steal_pointer (&why);

  return model;
}
