/* chl-custom-servers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-custom-servers"

#include "config.h"

#include "chl-custom-servers.h"

#include <math.h>

#include "chl-address.h"
#include "chl-json.h"
#include "chl-listing-fields.h"
#include "chl-model-facts.h"

/* What an answer is to: one of these is the note of its query. */
#define NOTE_LLAMA_CPP "props"
#define NOTE_LITELLM "model-info"

/* A fact of models that are served by llama.cpp, which outlasts the list. */
#define FACT_LLAMA_CPP "llama_cpp"

/* US dollars per token there, per million tokens here. */
#define MILLION 1000000.0

/**
 * chl_custom_servers_recognize:
 * @root: (nullable): a list of models
 *
 * LiteLLM says of every model that it is OpenAI's, as others may, too; it alone then answers when it
 * is asked for more.
 *
 * Returns: whose list it seems to be
 *
 * Source: https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md,
 *   https://docs.litellm.ai/docs/proxy/model_management
 */
ChlCustomServer
chl_custom_servers_recognize (JsonNode *root)
{
  const char *owner = chl_json_get_string (root, "/data/0/owned_by");

  if (g_strcmp0 (owner, "llamacpp") == 0)
    return CHL_CUSTOM_SERVER_LLAMA_CPP;
  if (g_strcmp0 (owner, "openai") == 0)
    return CHL_CUSTOM_SERVER_LITELLM;

  return CHL_CUSTOM_SERVER_UNKNOWN;
}

/**
 * chl_custom_servers_mark:
 * @models: (element-type ChlModel): a list
 * @server: whose it seems to be
 *
 * Keeps with the models what will be asked about them later.
 */
void
chl_custom_servers_mark (GPtrArray      *models,
                         ChlCustomServer server)
{
  for (guint i = 0; server == CHL_CUSTOM_SERVER_LLAMA_CPP && i < models->len; i++)
    {
      JsonObject *facts = json_object_new ();
      JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

      json_object_set_boolean_member (facts, FACT_LLAMA_CPP, TRUE);
      json_node_take_object (node, facts);
      chl_model_take_facts (g_ptr_array_index (models, i), node);
    }
}

/**
 * chl_custom_servers_get_infill_path:
 * @model: (nullable): a model
 *
 * Source: https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
 *
 * Returns: (nullable): where its server puts two texts round a gap into the model's own tokens
 */
const char *
chl_custom_servers_get_infill_path (ChlModel *model)
{
  return model != NULL && chl_model_has_fact (model, FACT_LLAMA_CPP) ? "/infill" : NULL;
}

static void
add_query (GPtrArray  *queries,
           const char *root,
           const char *path,
           const char *note)
{
  ChlModelQuery *query = chl_model_query_new (chl_address_join (root, path), NULL, NULL);

  query->note = g_strdup (note);
  g_ptr_array_add (queries, query);
}

/**
 * chl_custom_servers_list_queries:
 * @endpoint: the base address
 * @server: whose list it seems to be
 *
 * Returns: (transfer full) (nullable) (element-type ChlModelQuery): what else to ask
 */
GPtrArray *
chl_custom_servers_list_queries (const char     *endpoint,
                                 ChlCustomServer server)
{
  g_autofree char *root = chl_address_strip_version (endpoint);
  GPtrArray       *queries;

  if (server == CHL_CUSTOM_SERVER_UNKNOWN)
    return NULL;

  queries = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_model_query_free);
  if (server == CHL_CUSTOM_SERVER_LLAMA_CPP)
    add_query (queries, root, "/props", NOTE_LLAMA_CPP);
  else
    add_query (queries, root, "/v1/model/info", NOTE_LITELLM);

  return queries;
}

static void
set_kinds (ChlCapabilities *capabilities,
           gboolean         sees,
           gboolean         hears)
{
  const char *kinds[4] = { "text" };
  guint       n = 1;

  if (sees)
    kinds[n++] = "image";
  if (hears)
    kinds[n++] = "audio";
  chl_capabilities_set_words (capabilities, CHL_FIELD_INPUT_KINDS, kinds, CHL_ORIGIN_PROVIDER);
}

/* It serves one model, whatever it is called, with a window that is given when it is started. */
static void
take_llama_cpp (GPtrArray *models,
                JsonNode  *root)
{
  gint64   window = 0;
  gboolean sees = FALSE;
  gboolean hears = FALSE;
  gboolean knows_kinds;

  chl_json_get_int64 (root, "/default_generation_settings/n_ctx", &window);
  knows_kinds = chl_json_get_boolean (root, "/modalities/vision", &sees);
  chl_json_get_boolean (root, "/modalities/audio", &hears);

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel        *model = g_ptr_array_index (models, i);
      ChlCapabilities *capabilities = chl_capabilities_copy (chl_model_get_said (model));

      if (window > 0)
        chl_capabilities_set_int (capabilities, CHL_FIELD_CONTEXT_WINDOW, window,
                                  CHL_ORIGIN_PROVIDER);
      if (knows_kinds)
        set_kinds (capabilities, sees, hears);
      chl_model_take_capabilities (model, capabilities);
    }
}

static void
read_price (ChlCapabilities *capabilities,
            JsonNode        *row)
{
  double input = 0;
  double output = 0;
  double cached = NAN;
  double cache_write = NAN;

  if (!chl_json_get_double (row, "/model_info/input_cost_per_token", &input) ||
      !chl_json_get_double (row, "/model_info/output_cost_per_token", &output))
    return;

  if (chl_json_get_double (row, "/model_info/cache_read_input_token_cost", &cached))
    cached *= MILLION;
  if (chl_json_get_double (row, "/model_info/cache_creation_input_token_cost", &cache_write))
    cache_write *= MILLION;
  chl_listing_set_price (capabilities, input * MILLION, output * MILLION, cached, cache_write);
}

static void
read_use (ChlModel *model,
          JsonNode *row)
{
  const char *mode = chl_json_get_string (row, "/model_info/mode");
  guint       use = 0;

  if (mode == NULL)
    return;

  if (g_str_equal (mode, "chat") || g_str_equal (mode, "responses"))
    use = CHL_MODEL_USE_CHAT;
  else if (g_str_equal (mode, "completion"))
    use = CHL_MODEL_USE_COMPLETION;
  else if (g_str_equal (mode, "embedding"))
    use = CHL_MODEL_USE_EMBEDDING;
  chl_model_set_use (model, (ChlModelUse) use);
}

/* Source: https://docs.litellm.ai/docs/proxy/model_management */
static void
take_litellm (GPtrArray *models,
              JsonNode  *root)
{
  JsonArray *rows = chl_json_get_array (root, "/data");
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < models->len; i++)
    g_hash_table_insert (by_id, (gpointer) chl_model_get_id (models->pdata[i]), models->pdata[i]);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode        *row = json_array_get_element (rows, i);
      const char      *name = chl_json_get_string (row, "/model_name");
      ChlModel        *model = name != NULL ? g_hash_table_lookup (by_id, name) : NULL;
      ChlCapabilities *capabilities;
      gboolean         sees = FALSE;

      if (model == NULL)
        continue;

      capabilities = chl_capabilities_copy (chl_model_get_said (model));
      chl_listing_read_tokens (capabilities, CHL_FIELD_MAX_INPUT, row, "/model_info/max_input_tokens");
      chl_listing_read_tokens (capabilities, CHL_FIELD_MAX_OUTPUT, row, "/model_info/max_output_tokens");
      chl_listing_read_switch (capabilities, CHL_FIELD_TOOLS, row, "/model_info/supports_function_calling");
      chl_listing_read_switch (capabilities, CHL_FIELD_REASONING, row, "/model_info/supports_reasoning");
      read_price (capabilities, row);
      if (chl_json_get_boolean (row, "/model_info/supports_vision", &sees))
        set_kinds (capabilities, sees, FALSE);
      read_use (model, row);
      chl_model_take_capabilities (model, capabilities);
    }
}

/**
 * chl_custom_servers_take_query:
 * @models: (element-type ChlModel): what the list will be
 * @query: one of chl_custom_servers_list_queries()
 * @root: the answer
 */
void
chl_custom_servers_take_query (GPtrArray           *models,
                               const ChlModelQuery *query,
                               JsonNode            *root)
{
  if (g_strcmp0 (query->note, NOTE_LLAMA_CPP) == 0)
    take_llama_cpp (models, root);
  else
    take_litellm (models, root);
}
