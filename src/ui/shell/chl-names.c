/* chl-names.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-names"

#include "config.h"

#include "chl-names.h"

#include <glib/gi18n-lib.h>

#include "chl-address.h"
#include "chl-advice.h"
#include "chl-chat.h"
#include "chl-provider-list.h"

/**
 * chl_names_dup_model:
 * @engine: an engine
 * @full_id: (nullable): "PROVIDER/MODEL"
 *
 * Returns: (transfer full) (nullable): the model's name; its id where the model is not there any more
 */
char *
chl_names_dup_model (ChlEngine  *engine,
                     const char *full_id)
{
  ChlModel        *model;
  g_autofree char *provider_id = NULL;
  char            *model_id = NULL;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  if (full_id == NULL)
    return NULL;

  model = chl_provider_list_find_model (chl_engine_get_providers (engine), full_id, NULL);
  if (model != NULL)
    return g_strdup (chl_model_get_title (model));

  if (chl_model_split_full_id (full_id, &provider_id, &model_id))
    return model_id;

  return g_strdup (full_id);
}

/**
 * chl_names_dup_chat_model:
 * @engine: an engine
 * @conversation: a chat
 *
 * Returns: (transfer full) (nullable): the name of the model that was chosen for a chat, that
 *   answered last in it, or that would answer in it now
 */
char *
chl_names_dup_chat_model (ChlEngine       *engine,
                          ChlConversation *conversation)
{
  const char *chosen;
  ChlModel   *model;

  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), NULL);

  chosen = chl_conversation_get_model (conversation);
  if (chosen == NULL)
    chosen = chl_conversation_get_last_model (conversation);
  if (chosen != NULL)
    return chl_names_dup_model (engine, chosen);

  model = chl_chat_get_model (engine, conversation, NULL);
  return model != NULL ? g_strdup (chl_model_get_title (model)) : NULL;
}

/**
 * chl_names_dup_place:
 * @provider: a provider
 *
 * Returns: (transfer full): where what is asked goes to: this computer, or a host
 */
char *
chl_names_dup_place (ChlProvider *provider)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  if (chl_provider_get_family (provider)->is_embedded)
    return g_strdup (_("In this program"));

  if (chl_provider_is_local (provider))
    return g_strdup (_("On this computer"));

  if (chl_provider_get_endpoint (provider) != NULL)
    host = chl_address_dup_host (chl_provider_get_endpoint (provider));

  return host != NULL ? g_steal_pointer (&host) : g_strdup (chl_provider_get_title (provider));
}

gboolean
chl_names_is_practice (ChlProvider *provider)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);

  return g_str_equal (chl_provider_get_family (provider)->id, CHL_PRACTICE_FAMILY);
}

/**
 * chl_names_get_state:
 * @provider: a provider
 *
 * Returns: (transfer none): how it goes, in a word or two. A program may be there and yet be too old,
 *   which the sentence beside it says; so only that one is needed is said of it
 */
const char *
chl_names_get_state (ChlProvider *provider)
{
  ChlProviderState state;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  state = chl_provider_get_state (provider);
  if (state == CHL_PROVIDER_NOT_INSTALLED &&
      (chl_provider_get_family (provider)->auth & CHL_AUTH_PROGRAM) != 0)
    return C_("provider", "Program needed");

  return chl_provider_state_get_label (state);
}
