/* chl-engine-registry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-engine"

#include "config.h"

#include "chl-engine-private.h"
#include "chl-merger.h"
#include "chl-registry-keeper-private.h"

/* Another table says other things of all models. */
void
chl_engine_forget_merged (ChlEngine *self)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (self));

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);

      chl_provider_forget_merged (provider);
    }
}

/**
 * chl_engine_get_registry:
 * @self: an engine
 *
 * Returns: (transfer none): the table of models in use, until it changes; it is not opened before
 *   the first question
 */
ChlRegistry *
chl_engine_get_registry (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), NULL);

  return chl_registry_keeper_get_registry (chl_engine_get_registry_keeper (self));
}

/**
 * chl_engine_set_registry:
 * @self: an engine
 * @registry: (nullable) (transfer none): another table; %NULL for the one that is kept
 *
 * From now on, and until that one changes, this is what is known of all models.
 */
void
chl_engine_set_registry (ChlEngine   *self,
                         ChlRegistry *registry)
{
  g_return_if_fail (CHL_IS_ENGINE (self));

  chl_registry_keeper_set_registry (chl_engine_get_registry_keeper (self), registry);
}
