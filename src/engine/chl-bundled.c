/* chl-bundled.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-bundled"

#include "config.h"

#include "chl-bundled.h"

#include "chl-model-join.h"

/* A server that has no such page, or no such way to ask for it. */
static gboolean
says_no_list (const ChlFailure *failure)
{
  return failure->status == 404 || failure->status == 405 || failure->status == 501;
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

  *out_discovered = (ChlDiscovered){ .is_bundled = TRUE };
  chl_model_join (engine, provider, models, out_discovered);

  return TRUE;
}
