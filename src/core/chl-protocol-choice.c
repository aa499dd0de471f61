/* chl-protocol-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-protocol-choice"

#include "config.h"

#include "chl-protocol-choice.h"

#include <string.h>

/* A protocol, a blank, and the address at which it was found. */
#define OPTION_FOUND "protocol-found"

static gboolean
is_spoken (ChlProvider  *provider,
           ChlProtocolId id)
{
  const ChlProtocolId *protocols = chl_provider_get_family (provider)->protocols;

  for (; protocols != NULL && *protocols != CHL_PROTOCOL_NONE; protocols++)
    if (*protocols == id)
      return TRUE;

  return FALSE;
}

static ChlProtocolId
read_word (ChlProvider *provider,
           const char  *word)
{
  ChlProtocolId id = CHL_PROTOCOL_NONE;

  if (word == NULL || !chl_protocol_id_from_string (word, &id) || !is_spoken (provider, id))
    return CHL_PROTOCOL_NONE;

  return id;
}

/* What was found elsewhere says nothing about here. */
static ChlProtocolId
read_found (ChlProvider *provider)
{
  const char      *found = chl_provider_get_option (provider, OPTION_FOUND);
  const char      *address = found != NULL ? strchr (found, ' ') : NULL;
  g_autofree char *word = NULL;

  if (address == NULL || g_strcmp0 (address + 1, chl_provider_get_endpoint (provider)) != 0)
    return CHL_PROTOCOL_NONE;

  word = g_strndup (found, (gsize) (address - found));

  return read_word (provider, word);
}

static gboolean
has_choice (ChlProvider *provider)
{
  return chl_option_find (chl_provider_get_family (provider)->options, CHL_OPTION_PROTOCOL) != NULL;
}

/* Where no choice leaves it to what is found out, nothing has to be found out. */
static gboolean
leaves_it_open (ChlProvider *provider)
{
  const ChlOption *option = NULL;

  option = chl_option_find (chl_provider_get_family (provider)->options, CHL_OPTION_PROTOCOL);

  return option != NULL && read_word (provider, option->choices[0].value) == CHL_PROTOCOL_NONE;
}

/**
 * chl_protocol_choice_get:
 * @provider: a provider
 *
 * Returns: how it is spoken to: as the person chose, else as was found out, else as is usual for its
 *   family
 */
ChlProtocolId
chl_protocol_choice_get (ChlProvider *provider)
{
  const ChlProtocolId *protocols;
  ChlProtocolId        id = CHL_PROTOCOL_NONE;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), CHL_PROTOCOL_NONE);

  protocols = chl_provider_get_family (provider)->protocols;
  if (has_choice (provider))
    {
      id = read_word (provider, chl_provider_get_option (provider, CHL_OPTION_PROTOCOL));
      if (id == CHL_PROTOCOL_NONE && leaves_it_open (provider))
        id = read_found (provider);
    }
  if (id == CHL_PROTOCOL_NONE && protocols != NULL)
    id = protocols[0];

  return id;
}

/**
 * chl_protocol_choice_for:
 * @provider: a provider
 * @model: the provider's own id of a model
 * @operation: what is to be done
 *
 * Who is chatted with over Ollama's own protocol completes and embeds over its sisters; everybody
 * else over those of OpenAI, if there is an address for it.
 *
 * Returns: how @model is spoken to for @operation
 */
ChlProtocolId
chl_protocol_choice_for (ChlProvider *provider,
                         const char  *model,
                         ChlOperation operation)
{
  ChlProtocolId id;
  gboolean      is_ollama;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), CHL_PROTOCOL_NONE);
  g_return_val_if_fail (model != NULL, CHL_PROTOCOL_NONE);

  id = chl_provider_get_protocol (provider, model);
  is_ollama = id == CHL_PROTOCOL_OLLAMA_CHAT;

  if (operation == CHL_OPERATION_COMPLETIONS)
    return is_ollama ? CHL_PROTOCOL_OLLAMA_GENERATE : CHL_PROTOCOL_OPENAI_COMPLETIONS;
  if (operation == CHL_OPERATION_EMBEDDINGS)
    return is_ollama ? CHL_PROTOCOL_OLLAMA_EMBED : CHL_PROTOCOL_OPENAI_EMBEDDINGS;

  return id;
}

/**
 * chl_protocol_choice_is_open:
 * @provider: a provider
 *
 * Returns: whether it is still to be found out how it is spoken to
 */
gboolean
chl_protocol_choice_is_open (ChlProvider *provider)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);

  return leaves_it_open (provider) &&
         read_word (provider, chl_provider_get_option (provider, CHL_OPTION_PROTOCOL)) ==
           CHL_PROTOCOL_NONE &&
         read_found (provider) == CHL_PROTOCOL_NONE;
}

/**
 * chl_protocol_choice_remember:
 * @provider: a provider
 * @id: what it turned out to speak at its present address
 */
void
chl_protocol_choice_remember (ChlProvider  *provider,
                              ChlProtocolId id)
{
  g_autofree char *found = NULL;

  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (is_spoken (provider, id));

  found = g_strconcat (chl_protocol_id_to_string (id), " ", chl_provider_get_endpoint (provider), NULL);
  chl_provider_set_option (provider, OPTION_FOUND, found);
}
