/* chl-program-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-program-models"

#include "config.h"

#include "chl-program-models.h"

#include "chl-engine-private.h"
#include "chl-model-cache.h"

/**
 * chl_program_models_take:
 * @engine: the engine
 * @provider: a provider whose exchanges a program carries
 * @out_discovered: (out caller-allocates): what changed
 *
 * A program has no list of its models. Those that it is known to take are offered, and more can be
 * added by hand. Nothing is started.
 */
void
chl_program_models_take (ChlEngine     *engine,
                         ChlProvider   *provider,
                         ChlDiscovered *out_discovered)
{
  g_autoptr(GPtrArray) models = NULL;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROGRAM_PROVIDER (provider));

  models = chl_program_provider_list_models (CHL_PROGRAM_PROVIDER (provider));
  *out_discovered = (ChlDiscovered){ .n_models = models->len, .is_bundled = TRUE };
  for (guint i = 0; i < models->len; i++)
    if (chl_provider_find_model (provider, chl_model_get_id (g_ptr_array_index (models, i))) == NULL)
      out_discovered->n_new++;

  chl_provider_merge_models (provider, models);
  chl_provider_set_listed_us (provider, chl_engine_get_now_us (engine));
  chl_model_cache_save (engine, provider, models);
}
