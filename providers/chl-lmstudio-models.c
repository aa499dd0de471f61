/* chl-lmstudio-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-lmstudio-models"

#include "config.h"

#include "chl-lmstudio-models.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-listing-fields.h"
#include "chl-model-facts.h"
#include "chl-model-listing.h"

/* Tokens. No window is larger; whatever says so is wrong. */
#define MAX_WINDOW 1000000000

static void
keep_number (JsonObject *facts,
             const char *name,
             JsonNode   *row,
             const char *pointer,
             gint64      most)
{
  gint64 value = 0;

  if (chl_json_get_int64 (row, pointer, &value) && value > 0 && value <= most)
    json_object_set_int_member (facts, name, value);
}

static void
keep_word (JsonObject *facts,
           const char *name,
           JsonNode   *row,
           const char *pointer)
{
  const char *word = chl_json_get_string (row, pointer);

  if (chl_model_listing_is_usable_id (word))
    json_object_set_string_member (facts, name, word);
}

/*
 * Whether it is in memory, under which name, and with which window: of several instances the first
 * one counts. Before 0.4 there is a word for the state instead; that the window stands beside it is
 * unverified, and taken where it is.
 */
static void
read_state (JsonObject *facts,
            JsonNode   *row)
{
  JsonArray *instances = chl_json_get_array (row, "/loaded_instances");
  gboolean   is_loaded;

  if (instances != NULL)
    is_loaded = json_array_get_length (instances) > 0;
  else
    is_loaded = g_strcmp0 (chl_json_get_string (row, "/state"), "loaded") == 0;
  if (!is_loaded)
    return;

  json_object_set_boolean_member (facts, CHL_FACT_LOADED, TRUE);
  keep_word (facts, CHL_FACT_INSTANCE, row, "/loaded_instances/0/id");
  keep_number (facts, CHL_FACT_ALLOCATED, row, "/loaded_instances/0/config/context_length",
               MAX_WINDOW);
  keep_number (facts, CHL_FACT_ALLOCATED, row, "/loaded_context_length", MAX_WINDOW);
}

static void
read_facts (ChlModel *model,
            JsonNode *row)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *facts = json_object_new ();

  keep_number (facts, CHL_FACT_SIZE, row, "/size_bytes", G_MAXINT64);
  keep_number (facts, CHL_FACT_MAXIMUM, row, "/max_context_length", MAX_WINDOW);
  keep_word (facts, CHL_FACT_PARAMETERS, row, "/params_string");
  keep_word (facts, CHL_FACT_QUANTIZATION, row, "/quantization");
  keep_word (facts, CHL_FACT_QUANTIZATION, row, "/quantization/name");
  read_state (facts, row);
  json_node_take_object (node, facts);
  chl_model_take_facts (model, node);
}

/* A model without a type, or of one that nobody has heard of, is judged by its name. */
static ChlModelUse
read_use (JsonNode   *row,
          const char *id,
          gboolean   *out_is_guess)
{
  const char *type = chl_json_get_string (row, "/type");

  *out_is_guess = FALSE;
  if (type != NULL && g_str_has_prefix (type, "embedding"))
    return CHL_MODEL_USE_EMBEDDING;
  if (g_strcmp0 (type, "llm") == 0 || g_strcmp0 (type, "vlm") == 0)
    return CHL_MODEL_USE_CHAT;

  *out_is_guess = TRUE;
  return chl_model_listing_guess_use (id);
}

/* What can be asked of it; the plain list says nothing of that. */
static void
read_capabilities (ChlCapabilities *capabilities,
                   JsonNode        *row)
{
  const char *type = chl_json_get_string (row, "/type");
  JsonArray  *options = chl_json_get_array (row, "/capabilities/reasoning/allowed_options");
  gboolean    sees = g_strcmp0 (type, "vlm") == 0;
  gboolean    calls = FALSE;

  if (chl_json_get_boolean (row, "/capabilities/vision", &sees) || type != NULL)
    {
      const char *kinds[] = { "text", sees ? "image" : NULL, NULL };

      chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, kinds, CHL_ORIGIN_PROVIDER);
    }

  /* A list of words is in later versions before 0.4 alone (unverified); without one nobody knows. */
  if (chl_json_get_boolean (row, "/capabilities/trained_for_tool_use", &calls))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, calls, CHL_ORIGIN_PROVIDER);
  else if (chl_json_get_array (row, "/capabilities") != NULL)
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS,
                                  chl_listing_has_word (row, "/capabilities", "tool_use"),
                                  CHL_ORIGIN_PROVIDER);

  if (options != NULL)
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING,
                                  json_array_get_length (options) > 1 ||
                                    !chl_listing_has_word (
                                      row, "/capabilities/reasoning/allowed_options", "off"),
                                  CHL_ORIGIN_PROVIDER);
}

/* The window that there is: a model that is loaded has the one it was loaded with. */
static void
settle_window (ChlModel        *model,
               ChlCapabilities *capabilities)
{
  gint64 window = chl_model_get_fact (model, CHL_FACT_ALLOCATED);

  if (window <= 0)
    window = chl_model_get_fact (model, CHL_FACT_MAXIMUM);
  if (window > 0)
    chl_capabilities_set_int (capabilities, CHL_FIELD_CONTEXT_WINDOW, window, CHL_ORIGIN_PROVIDER);
}

static ChlModel *
parse_row (const char *provider_id,
           JsonNode   *row)
{
  const char      *id = chl_json_get_string (row, "/key");
  const char      *title = chl_json_get_string (row, "/display_name");
  ChlModel        *model;
  ChlModelUse      use;
  gboolean         is_guess = TRUE;
  ChlCapabilities *capabilities;

  if (!chl_model_listing_is_usable_id (id))
    id = chl_json_get_string (row, "/id");
  if (!chl_model_listing_is_usable_id (id) || (use = read_use (row, id, &is_guess)) == 0)
    return NULL;

  model = chl_model_new (provider_id, id);
  if (chl_model_listing_is_usable_id (title))
    chl_model_set_title (model, title);
  if (is_guess)
    chl_model_guess_use (model, use);
  else
    chl_model_set_use (model, use);
  read_facts (model, row);
  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  if (use == CHL_MODEL_USE_CHAT)
    read_capabilities (capabilities, row);
  settle_window (model, capabilities);
  chl_model_take_capabilities (model, capabilities);

  return model;
}

/**
 * chl_lmstudio_parse_models:
 * @provider: whose models
 * @root: (nullable): one of its three lists: `models` of version 1, `data` of version 0, which says
 *   less, and `data` as OpenAI has it, which says nothing
 * @error: %CHL_ERROR_PROTOCOL if it is no list
 *
 * Returns: (transfer full) (nullable) (element-type ChlModel): the models on this server
 *
 * Source: https://lmstudio.ai/docs/developer/rest/list,
 *   https://lmstudio.ai/docs/developer/rest/endpoints
 */
GPtrArray *
chl_lmstudio_parse_models (ChlProvider *provider,
                           JsonNode    *root,
                           GError     **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *rows = chl_json_get_array (root, "/models");
  GPtrArray *models;

  if (rows == NULL)
    rows = chl_json_get_array (root, "/data");
  if (rows == NULL)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_PROTOCOL,
                           _("The server’s answer is no list of models"));
      return NULL;
    }

  models = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (json_array_get_length (rows), (guint) CHL_MODEL_LISTING_MAX_ROWS); i++)
    {
      g_autoptr(ChlModel) model = parse_row (chl_provider_get_id (provider),
                                              json_array_get_element (rows, i));

      if (model == NULL || g_hash_table_contains (ids, chl_model_get_id (model)))
        continue;
      g_hash_table_add (ids, (gpointer) chl_model_get_id (model));
      g_ptr_array_add (models, g_steal_pointer (&model));
    }

  return models;
}
