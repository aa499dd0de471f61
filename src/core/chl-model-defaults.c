/* chl-model-defaults.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-defaults"

#include "config.h"

#include <math.h>

#include "chl-model-defaults.h"
#include "chl-model-private.h"

/**
 * chl_model_get_defaults:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): how it is to answer where neither the chat nor the kind of
 *   work says; %NULL if the person never set any of it, all unset if they took it back
 */
const ChlParameters *
chl_model_get_defaults (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->defaults;
}

/**
 * chl_model_set_defaults:
 * @self: a model
 * @defaults: (nullable): how it is to answer; what is unset is left to the provider
 */
void
chl_model_set_defaults (ChlModel            *self,
                        const ChlParameters *defaults)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  if (self->defaults == defaults ||
      (self->defaults != NULL && defaults != NULL && chl_parameters_equal (self->defaults, defaults)))
    return;

  if (defaults == NULL)
    {
      g_clear_pointer (&self->defaults, g_free);
    }
  else
    {
      if (self->defaults == NULL)
        self->defaults = g_new0 (ChlParameters, 1);
      *self->defaults = *defaults;
    }

  g_object_notify (G_OBJECT (self), "defaults");
}

/**
 * chl_model_fill_request:
 * @self: the model that is asked
 * @request: what it is asked
 *
 * Puts into the request what it says nothing of and the person set for this model, as far as the
 * model takes it.
 */
void
chl_model_fill_request (ChlModel   *self,
                        ChlRequest *request)
{
  ChlParameters defaults;

  g_return_if_fail (CHL_IS_MODEL (self));
  g_return_if_fail (request != NULL);

  if (self->defaults == NULL)
    return;

  defaults = *self->defaults;
  chl_parameters_limit (&defaults, chl_model_get_capabilities (self));
  chl_parameters_fill_request (&defaults, request);
}

/**
 * chl_model_fill_completion:
 * @self: the model that is asked
 * @completion: the text whose gap it is to fill
 *
 * The same for a gap; there is nothing to think about.
 */
void
chl_model_fill_completion (ChlModel      *self,
                           ChlCompletion *completion)
{
  ChlParameters defaults;

  g_return_if_fail (CHL_IS_MODEL (self));
  g_return_if_fail (completion != NULL);

  if (self->defaults == NULL)
    return;

  defaults = *self->defaults;
  chl_parameters_limit (&defaults, chl_model_get_capabilities (self));
  if (isnan (completion->temperature))
    completion->temperature = defaults.temperature;
  if (isnan (completion->top_p))
    completion->top_p = defaults.top_p;
  if (completion->is_usual_output && defaults.max_output > 0)
    {
      completion->max_output = defaults.max_output;
      completion->is_usual_output = FALSE;
    }
}
