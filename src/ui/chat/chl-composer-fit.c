/* chl-composer-fit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-composer-fit"

#include "config.h"

#include "chl-composer-fit.h"

#include <glib/gi18n-lib.h>

#include "chl-provider-list.h"

static gboolean
has_any_model (ChlEngine *engine)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (engine));
  guint       n_providers = g_list_model_get_n_items (providers);

  for (guint i = 0; i < n_providers; i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);

      if (chl_provider_is_enabled (provider) && chl_provider_get_n_enabled_models (provider) > 0)
        return TRUE;
    }

  return FALSE;
}

static void
show_obstacle (ChlComposer *composer, ChlEngine *engine, const char *why)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (engine));

  if (why == NULL)
    why = _("No model can answer yet");

  if (has_any_model (engine))
    chl_composer_set_obstacle (composer, why, _("_Choose Model…"), "win.choose-model");
  else if (g_list_model_get_n_items (providers) > 0)
    chl_composer_set_obstacle (composer, why, _("_Manage Models…"), "win.show-settings::providers");
  else
    chl_composer_set_obstacle (composer, why, _("_Add Provider…"), "win.add-provider");
}

static void
update_pictures (ChlComposer *composer, ChlModel *model)
{
  ChlAttachments        *attachments = chl_composer_get_attachments (composer);
  const ChlCapabilities *capabilities = model != NULL ? chl_model_get_capabilities (model) : NULL;
  g_autofree char       *refusal = NULL;

  if (capabilities != NULL && chl_capabilities_is_known (capabilities, CHL_FIELD_INPUT_KINDS) &&
      !chl_capabilities_takes (capabilities, "image"))
    /* Translators: %s is the name of a model. */
    refusal = g_strdup_printf (_("%s cannot look at pictures; choose a model with Vision"),
                                  chl_model_get_title (model));
  chl_attachments_set_refusal (attachments, refusal);
}

/**
 * chl_composer_fit:
 * @self: a composer
 * @engine: knows the providers
 * @model: (nullable): the model that will answer
 * @why: (nullable): why there is none
 *
 * Lets the composer take what the model takes; without one it says why, with the way out.
 */
void
chl_composer_fit (ChlComposer *self,
                  ChlEngine   *engine,
                  ChlModel    *model,
                  const char  *why)
{
  g_return_if_fail (CHL_IS_COMPOSER (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (model == NULL || CHL_IS_MODEL (model));

  update_pictures (self, model);
  if (model != NULL)
    chl_composer_set_obstacle (self, NULL, NULL, NULL);
  else
    show_obstacle (self, engine, why);
}
