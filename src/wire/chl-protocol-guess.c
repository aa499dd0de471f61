/* chl-protocol-guess.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-protocol-guess"

#include "config.h"

#include "chl-protocol-guess.h"

#include "chl-json.h"

static JsonNode *
get_first (JsonArray *rows)
{
  return rows != NULL && json_array_get_length (rows) > 0 ? json_array_get_element (rows, 0) : NULL;
}

/**
 * chl_protocol_guess:
 * @root: (nullable): what a server answered when it was asked for its models: a list, or why there is
 *   none
 *
 * Judges by the shape alone. One that speaks several protocols mostly answers as OpenAI does.
 *
 * Source: https://platform.openai.com/docs/api-reference/models/list,
 *   https://platform.claude.com/docs/en/api/models-list,
 *   https://github.com/ollama/ollama/blob/main/docs/api.md#list-local-models
 *
 * Returns: the protocol that such answers belong to, or %CHL_PROTOCOL_NONE
 */
ChlProtocolId
chl_protocol_guess (JsonNode *root)
{
  JsonNode *row = get_first (chl_json_get_array (root, "/data"));

  if (g_strcmp0 (chl_json_get_string (root, "/object"), "list") == 0 ||
      g_strcmp0 (chl_json_get_string (row, "/object"), "model") == 0)
    return CHL_PROTOCOL_OPENAI_CHAT;

  if (chl_json_get_object (root, "/error") != NULL &&
      g_strcmp0 (chl_json_get_string (root, "/type"), "error") == 0)
    return CHL_PROTOCOL_ANTHROPIC_MESSAGES;
  if (g_strcmp0 (chl_json_get_string (row, "/type"), "model") == 0 ||
      (chl_json_get_array (root, "/data") != NULL && chl_json_get (root, "/has_more") != NULL))
    return CHL_PROTOCOL_ANTHROPIC_MESSAGES;

  row = get_first (chl_json_get_array (root, "/models"));
  if (chl_json_get_string (row, "/digest") != NULL && chl_json_get_string (row, "/name") != NULL)
    return CHL_PROTOCOL_OLLAMA_CHAT;

  return CHL_PROTOCOL_NONE;
}
