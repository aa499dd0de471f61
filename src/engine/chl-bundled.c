/* chl-bundled.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-bundled"

#include "config.h"

#include "chl-bundled.h"

#include "chl-engine-private.h"
#include "chl-model-cache.h"

/* A server that has no such page, or no such way to ask for it. */
static gboolean
says_no_list (const ChlFailure *failure)
{
  return failure->status == 404 || failure->status == 405 || failure->status == 501;
}

static gboolean
is_known (ChlProvider *provider,
          ChlModel    *model)
{
  return chl_provider_find_model (provider, chl_model_get_id (model)) != NULL;
}

/**
 * chl_bundled_take:
 * @engine: the engine
 * @provider: whose list was asked for
 * @failure: what it said instead
 * @out_discovered: (out caller-allocates): what changed
 *
 * Some providers have no list of their models. Those that their family is known to have are offered
 * then, and more can be added by hand.
 *
 * Returns: %TRUE if there are such models, and they were taken
 */
gboolean
chl_bundled_take (ChlEngine        *engine,
                  ChlProvider      *provider,
                  const ChlFailure *failure,
                  ChlDiscovered    *out_discovered)
{
  g_autoptr(GPtrArray) models = NULL;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), FALSE);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);
  g_return_val_if_fail (failure != NULL && out_discovered != NULL, FALSE);

  if (!says_no_list (failure) || !(models = chl_provider_list_bundled (provider)) ||
      models->len == 0)
    return FALSE;

  *out_discovered = (ChlDiscovered){ .n_models = models->len, .is_bundled = TRUE };
  for (guint i = 0; i < models->len; i++)
    out_discovered->n_new += is_known (provider, g_ptr_array_index (models, i)) ? 0 : 1;

  chl_provider_merge_models (provider, models);
  chl_model_cache_save (engine, provider, models);
  chl_provider_set_listed_us (provider, chl_engine_get_now_us (engine));

  return TRUE;
}
