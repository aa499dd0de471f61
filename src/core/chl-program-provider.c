/* chl-program-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-program-provider"

#include "config.h"

#include "chl-program-provider.h"

#include <glib/gi18n-lib.h>

G_DEFINE_INTERFACE (ChlProgramProvider, chl_program_provider, CHL_TYPE_PROVIDER)

static void
chl_program_provider_default_init (ChlProgramProviderInterface *iface)
{
}

/**
 * chl_provider_get_program:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): the program that carries its exchanges; %NULL for all that
 *   are called over the network
 */
const ChlProgramFacts *
chl_provider_get_program (ChlProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  if (!CHL_IS_PROGRAM_PROVIDER (self) ||
      !CHL_PROGRAM_PROVIDER_GET_IFACE (self)->is_chosen (CHL_PROGRAM_PROVIDER (self)))
    return NULL;

  return chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (self));
}

/**
 * chl_program_provider_get_facts:
 * @self: a provider
 *
 * Returns: (transfer none): its program, whether or not that is what carries its exchanges now
 */
const ChlProgramFacts *
chl_program_provider_get_facts (ChlProgramProvider *self)
{
  g_return_val_if_fail (CHL_IS_PROGRAM_PROVIDER (self), NULL);

  return CHL_PROGRAM_PROVIDER_GET_IFACE (self)->facts;
}

/**
 * chl_program_provider_list_models:
 * @self: a provider whose exchanges a program carries
 *
 * Returns: (transfer full) (element-type ChlModel): what the program can be asked for
 */
GPtrArray *
chl_program_provider_list_models (ChlProgramProvider *self)
{
  const ChlProgramFacts *facts = chl_program_provider_get_facts (self);
  GPtrArray             *models = g_ptr_array_new_with_free_func (g_object_unref);

  for (const ChlChoice *row = facts->models; row->value != NULL; row++)
    {
      ChlModel *model = chl_model_new (chl_provider_get_id (CHL_PROVIDER (self)), row->value);

      chl_model_set_title (model, g_dgettext (GETTEXT_PACKAGE, row->title));
      chl_model_set_use (model, CHL_MODEL_USE_CHAT);
      g_ptr_array_add (models, model);
    }

  return models;
}

/**
 * chl_program_provider_is_signed_in:
 * @self: a provider
 * @state: (nullable): what its program says of its state
 *
 * Returns: whether it may be asked for anything
 */
gboolean
chl_program_provider_is_signed_in (ChlProgramProvider *self,
                                   JsonNode           *state)
{
  g_return_val_if_fail (CHL_IS_PROGRAM_PROVIDER (self), FALSE);

  return CHL_PROGRAM_PROVIDER_GET_IFACE (self)->is_signed_in (self, state);
}

/**
 * chl_program_provider_dup_arguments:
 * @self: a provider
 * @request: the first of what it is started for
 * @system_path: where the system prompt is
 *
 * Returns: (transfer full): its arguments, without its name
 */
GStrv
chl_program_provider_dup_arguments (ChlProgramProvider *self,
                                    const ChlRequest   *request,
                                    const char         *system_path)
{
  g_return_val_if_fail (CHL_IS_PROGRAM_PROVIDER (self), NULL);
  g_return_val_if_fail (request != NULL && system_path != NULL, NULL);

  return CHL_PROGRAM_PROVIDER_GET_IFACE (self)->dup_arguments (self, request, system_path);
}

/**
 * chl_program_provider_dup_variables:
 * @self: a provider
 * @request: the first of what it is started for
 *
 * Returns: (transfer full) (nullable): NAME=VALUE, beside those it always has
 */
GStrv
chl_program_provider_dup_variables (ChlProgramProvider *self,
                                    const ChlRequest   *request)
{
  g_return_val_if_fail (CHL_IS_PROGRAM_PROVIDER (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  if (CHL_PROGRAM_PROVIDER_GET_IFACE (self)->dup_variables == NULL)
    return NULL;

  return CHL_PROGRAM_PROVIDER_GET_IFACE (self)->dup_variables (self, request);
}

/**
 * chl_program_is_recent:
 * @version: numbers with full stops between them; what follows does not count
 * @least: likewise
 *
 * Returns: whether @version is @least or newer; what is no version is not
 */
gboolean
chl_program_is_recent (const char *version,
                       const char *least)
{
  g_return_val_if_fail (version != NULL && least != NULL, FALSE);

  if (!g_ascii_isdigit (*version))
    return FALSE;

  while (g_ascii_isdigit (*least))
    {
      char   *version_end = (char *) version;
      char   *least_end = NULL;
      guint64 is = g_ascii_isdigit (*version) ? g_ascii_strtoull (version, &version_end, 10) : 0;
      guint64 must = g_ascii_strtoull (least, &least_end, 10);

      if (is != must)
        return is > must;

      version = *version_end == '.' ? version_end + 1 : "";
      least = *least_end == '.' ? least_end + 1 : least_end;
    }

  return TRUE;
}
