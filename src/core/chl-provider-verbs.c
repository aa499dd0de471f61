/* chl-provider-verbs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-verbs"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-model-listing.h"
#include "chl-provider-private.h"

/**
 * chl_provider_try_other_list:
 * @self: a provider whose server answered %CHL_OPERATION_MODELS with no list
 *
 * Returns: whether there is another address to ask now
 */
gboolean
chl_provider_try_other_list (ChlProvider *self)
{
  ChlProviderClass *klass;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), FALSE);

  klass = CHL_PROVIDER_GET_CLASS (self);

  return klass->try_other_list != NULL && klass->try_other_list (self);
}

/**
 * chl_provider_can:
 * @self: a provider
 * @verb: one of them
 *
 * Returns: whether its server can be asked to do that
 */
gboolean
chl_provider_can (ChlProvider *self,
                  ChlVerb      verb)
{
  ChlProviderClass *klass;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), FALSE);

  klass = CHL_PROVIDER_GET_CLASS (self);

  return klass->get_verbs != NULL && (klass->get_verbs (self) & verb) != 0;
}

/**
 * chl_provider_new_verb:
 * @self: a provider
 * @verb: what is to be done
 * @model: with which model: an id of its own, or what a person typed
 * @error: %CHL_ERROR_INVALID if that is no name, or the server cannot do it
 *
 * Returns: (transfer full) (nullable): how it is asked
 */
ChlVerbRequest *
chl_provider_new_verb (ChlProvider *self,
                       ChlVerb      verb,
                       const char  *model,
                       GError     **error)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  if (!chl_provider_can (self, verb))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _("%s cannot be asked for that from here"), chl_provider_get_title (self));
      return NULL;
    }

  if (!chl_model_listing_is_usable_id (model))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID, _("That is no name of a model"));
      return NULL;
    }

  return CHL_PROVIDER_GET_CLASS (self)->new_verb (self, verb, model, error);
}

/**
 * chl_provider_read_verb:
 * @self: a provider
 * @verb: what it was asked to do
 * @root: its answer, or a line of it, or how it goes
 * @progress: takes it in
 */
void
chl_provider_read_verb (ChlProvider     *self,
                        ChlVerb          verb,
                        JsonNode        *root,
                        ChlVerbProgress *progress)
{
  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (progress != NULL);

  CHL_PROVIDER_GET_CLASS (self)->read_verb (self, verb, root, progress);
}
