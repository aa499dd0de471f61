/* chl-github-copilot-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-github-copilot-models"

#include "config.h"

#include "chl-github-copilot-models.h"

#include "chl-json.h"
#include "chl-listing-fields.h"

/* Where a model answers, the richest first: a model that answers at several does so most fully at
 * its maker's own.
 * Source: https://github.com/microsoft/vscode-copilot-chat */
static const struct
{
  const char   *path;
  ChlProtocolId protocol;
} places[] = {
  { "/v1/messages", CHL_PROTOCOL_ANTHROPIC_MESSAGES },
  { "/responses", CHL_PROTOCOL_OPENAI_RESPONSES },
  { "/chat/completions", CHL_PROTOCOL_OPENAI_CHAT },
};

static gboolean
is_one_of (const char        *word,
           const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

/* What calls it answers; 0 for what nobody is offered, or the person's plan does not have. */
static ChlModelUse
read_use (JsonNode *row)
{
  static const char *const states[] = { "disabled", "denied", "blocked", "not_entitled", NULL };
  const char              *type = chl_json_get_string (row, "/capabilities/type");
  gboolean                 is_offered = TRUE;

  if (is_one_of (chl_json_get_string (row, "/policy/state"), states))
    return (ChlModelUse) 0;
  if (g_strcmp0 (type, "embeddings") == 0)
    return CHL_MODEL_USE_EMBEDDING;

  chl_json_get_boolean (row, "/model_picker_enabled", &is_offered);

  return is_offered && (type == NULL || g_str_equal (type, "chat")) ? CHL_MODEL_USE_CHAT
                                                                    : (ChlModelUse) 0;
}

static gboolean
supports (JsonNode   *row,
          const char *name)
{
  g_autofree char *pointer = g_strconcat ("/capabilities/supports/", name, NULL);
  gboolean         is_supported = FALSE;

  return chl_json_get_boolean (row, pointer, &is_supported) && is_supported;
}

static void
read_budget (ChlCapabilities *capabilities,
             JsonNode        *row)
{
  gint64 least = 0;
  gint64 most = 0;

  if (!chl_json_get_int64 (row, "/capabilities/supports/max_thinking_budget", &most) || most <= 0)
    return;

  chl_json_get_int64 (row, "/capabilities/supports/min_thinking_budget", &least);
  chl_listing_set_budget (capabilities, least, most);
}

/* What is not said to be supported is not. */
static void
read_supports (ChlCapabilities *capabilities,
               JsonNode        *row)
{
  static const char *const blind[] = { "text", NULL };
  static const char *const seeing[] = { "text", "image", NULL };

  if (chl_json_get_object (row, "/capabilities/supports") == NULL)
    return;

  chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS,
                              supports (row, "vision") ? seeing : blind, CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, supports (row, "tool_calls"),
                                CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_STRUCTURED_OUTPUT,
                                supports (row, "structured_outputs"), CHL_ORIGIN_PROVIDER);
  chl_listing_read_words (capabilities, CHL_FIELD_EFFORT, row,
                          "/capabilities/supports/reasoning_effort");
  read_budget (capabilities, row);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING,
                                supports (row, "thinking") || supports (row, "adaptive_thinking") ||
                                  chl_capabilities_is_known (capabilities, CHL_FIELD_EFFORT) ||
                                  chl_capabilities_is_known (capabilities, CHL_FIELD_BUDGET),
                                CHL_ORIGIN_PROVIDER);
}

/* What is needed to speak to it, and what a request counts against the plan. */
static void
read_facts (ChlModel *model,
            JsonNode *row)
{
  JsonNode   *endpoints = chl_json_get (row, "/supported_endpoints");
  JsonNode   *facts = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  double      multiplier = 0;

  if (endpoints != NULL && JSON_NODE_HOLDS_ARRAY (endpoints))
    json_object_set_member (object, "endpoints", chl_json_copy (endpoints));
  if (supports (row, "adaptive_thinking"))
    json_object_set_boolean_member (object, "adaptive", TRUE);
  if (supports (row, "parallel_tool_calls"))
    json_object_set_boolean_member (object, "parallel", TRUE);
  if (chl_json_get_double (row, "/billing/multiplier", &multiplier))
    json_object_set_double_member (object, "multiplier", multiplier);
  json_node_take_object (facts, object);
  chl_model_take_facts (model, facts);
}

static void
describe (ChlModel *model,
          JsonNode *row)
{
  g_autoptr(ChlCapabilities) capabilities = NULL;
  const char *tokenizer = chl_json_get_string (row, "/capabilities/tokenizer");
  gboolean    is_preview = FALSE;

  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  chl_listing_read_tokens (capabilities, CHL_FIELD_CONTEXT_WINDOW, row,
                           "/capabilities/limits/max_context_window_tokens");
  chl_listing_read_tokens (capabilities, CHL_FIELD_MAX_INPUT, row, "/capabilities/limits/max_prompt_tokens");
  chl_listing_read_tokens (capabilities, CHL_FIELD_MAX_OUTPUT, row, "/capabilities/limits/max_output_tokens");
  if (chl_model_get_use (model) == CHL_MODEL_USE_CHAT)
    read_supports (capabilities, row);
  if (tokenizer != NULL)
    {
      g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), tokenizer);

      chl_capabilities_set (capabilities, CHL_FIELD_TOKENIZER, node, CHL_ORIGIN_PROVIDER);
    }
  if (chl_json_get_boolean (row, "/preview", &is_preview) && is_preview)
    {
      g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), "preview");

      chl_capabilities_set (capabilities, CHL_FIELD_STATUS, node, CHL_ORIGIN_PROVIDER);
    }
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));
  read_facts (model, row);
}

/**
 * chl_github_copilot_models_describe:
 * @provider: a provider
 * @model: what any row is read into
 * @row: its row
 *
 * Source: https://github.com/microsoft/vscode-copilot-chat
 *
 * Returns: whether the person may use it
 */
gboolean
chl_github_copilot_models_describe (ChlProvider *provider,
                                    ChlModel    *model,
                                    JsonNode    *row)
{
  ChlModelUse use = read_use (row);

  if (use == 0)
    return FALSE;

  chl_model_set_use (model, use);
  describe (model, row);

  return TRUE;
}

static guint
find_place (ChlModel *model)
{
  JsonNode *facts = model != NULL ? chl_model_get_facts (model) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (chl_listing_has_word (facts, "/endpoints", places[i].path))
      return i;

  return G_N_ELEMENTS (places) - 1;
}

/**
 * chl_github_copilot_models_get_protocol:
 * @model: (nullable): a model; %NULL for one of which nothing is known
 *
 * Returns: how it is spoken to
 */
ChlProtocolId
chl_github_copilot_models_get_protocol (ChlModel *model)
{
  return places[find_place (model)].protocol;
}

/**
 * chl_github_copilot_models_get_path:
 * @model: (nullable): a model; %NULL for one of which nothing is known
 *
 * Returns: (transfer none): where it answers, below the base address
 */
const char *
chl_github_copilot_models_get_path (ChlModel *model)
{
  return places[find_place (model)].path;
}
