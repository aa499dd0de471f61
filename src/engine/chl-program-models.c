/* chl-program-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-program-models"

#include "config.h"

#include "chl-program-models.h"

#include "chl-model-join.h"

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
  *out_discovered = (ChlDiscovered){ .is_bundled = TRUE };
  chl_model_join (engine, provider, models, out_discovered);
}
