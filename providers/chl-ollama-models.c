/* chl-ollama-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ollama-models"

#include "config.h"

#include "chl-ollama-models.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-model-listing.h"

/* Tokens. No window is larger; whatever says so is wrong. */
#define MAX_WINDOW 1000000000

/* Bytes of a word that is kept as a fact. */
#define MAX_WORD_BYTES 128

/* The family whose models are asked to think with a word. */
#define WORDS_FAMILY "gptoss"

static JsonObject *
get_facts (ChlModel *model)
{
  if (chl_model_get_facts (model) == NULL)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (node, json_object_new ());
      chl_model_take_facts (model, node);
    }

  return json_node_get_object (chl_model_get_facts (model));
}

static void
keep_number (ChlModel   *model,
             const char *name,
             JsonNode   *root,
             const char *pointer,
             gint64      most)
{
  gint64 value;

  if (chl_json_get_int64 (root, pointer, &value) && value > 0 && value <= most)
    json_object_set_int_member (get_facts (model), name, value);
}

static void
keep_word (ChlModel   *model,
           const char *name,
           JsonNode   *root,
           const char *pointer)
{
  const char *word = chl_json_get_string (root, pointer);

  if (word != NULL && strlen (word) <= MAX_WORD_BYTES && chl_model_listing_is_usable_id (word))
    json_object_set_string_member (get_facts (model), name, word);
}

static void
keep_truth (ChlModel   *model,
            const char *name)
{
  json_object_set_boolean_member (get_facts (model), name, TRUE);
}

static ChlCapabilities *
copy_capabilities (ChlModel *model)
{
  return chl_capabilities_copy (chl_model_get_said (model));
}

/* The window that there is: a model that is loaded has the one it was loaded with. */
static void
settle_window (ChlModel *model)
{
  ChlCapabilities *capabilities = copy_capabilities (model);
  gint64           window = chl_model_get_fact (model, CHL_FACT_ALLOCATED);

  if (window <= 0)
    window = chl_model_get_fact (model, CHL_FACT_MAXIMUM);
  if (window > 0)
    chl_capabilities_set_int (capabilities, CHL_FIELD_CONTEXT_WINDOW, window, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, capabilities);
}

static gboolean
has_word (JsonArray  *words,
          const char *word)
{
  for (guint i = 0; i < json_array_get_length (words); i++)
    if (g_strcmp0 (chl_json_get_string (json_array_get_element (words, i), ""), word) == 0)
      return TRUE;

  return FALSE;
}

static void
set_words (ChlCapabilities   *capabilities,
           ChlField           field,
           const char *const *words,
           ChlOrigin          origin)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_node_take_array (node, array);
  chl_capabilities_set (capabilities, field, node, origin);
}

static void
set_inputs (ChlCapabilities *capabilities,
            gboolean         sees,
            gboolean         hears)
{
  const char *words[4] = { "text" };
  guint       n = 1;

  if (sees)
    words[n++] = "image";
  if (hears)
    words[n++] = "audio";
  set_words (capabilities, CHL_FIELD_INPUT_KINDS, words, CHL_ORIGIN_PROVIDER);
}

/* A model that makes pictures answers no question, and is left out. */
static void
read_use (ChlModel  *model,
          JsonArray *words)
{
  guint use = 0;

  if (has_word (words, "completion"))
    use |= CHL_MODEL_USE_CHAT;
  if (has_word (words, "insert"))
    use |= CHL_MODEL_USE_COMPLETION;
  if (has_word (words, "embedding"))
    use |= CHL_MODEL_USE_EMBEDDING;

  if (use != 0 || has_word (words, "image"))
    chl_model_set_use (model, (ChlModelUse) use);
}

/* What the server says that the model can do; a list without words says that it can do nothing. */
static void
read_capabilities (ChlModel  *model,
                   JsonArray *words)
{
  static const char *const efforts[] = { "low", "medium", "high", NULL };
  ChlCapabilities         *capabilities = copy_capabilities (model);
  const ChlOrigin          origin = CHL_ORIGIN_PROVIDER;
  gboolean                 thinks = has_word (words, "thinking");

  read_use (model, words);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, has_word (words, "tools"), origin);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING, thinks, origin);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_FIM, has_word (words, "insert"), origin);
  set_inputs (capabilities, has_word (words, "vision"), has_word (words, "audio"));

  /* Nothing says which models want a word, but these are known for it. */
  if (thinks && g_strcmp0 (chl_model_get_fact_word (model, CHL_OLLAMA_FAMILY), WORDS_FAMILY) == 0)
    set_words (capabilities, CHL_FIELD_EFFORT, efforts, CHL_ORIGIN_FAMILY);
  chl_model_take_capabilities (model, capabilities);
}

static void
read_details (ChlModel *model,
              JsonNode *root)
{
  keep_word (model, CHL_FACT_PARAMETERS, root, "/details/parameter_size");
  keep_word (model, CHL_FACT_QUANTIZATION, root, "/details/quantization_level");
  keep_word (model, CHL_OLLAMA_FAMILY, root, "/details/family");
  keep_word (model, CHL_FACT_REMOTE_HOST, root, "/remote_host");
}

static ChlModel *
parse_row (const char *provider_id,
           JsonNode   *row)
{
  const char *id = chl_json_get_string (row, "/model");
  ChlModel   *model;
  JsonArray  *words;
  ChlModelUse use;

  if (!chl_model_listing_is_usable_id (id))
    id = chl_json_get_string (row, "/name");
  if (!chl_model_listing_is_usable_id (id))
    return NULL;

  model = chl_model_new (provider_id, id);
  use = chl_model_listing_guess_use (id);
  chl_model_guess_use (model, use != 0 ? use : CHL_MODEL_USE_CHAT);
  keep_word (model, CHL_OLLAMA_DIGEST, row, "/digest");
  keep_number (model, CHL_FACT_SIZE, row, "/size", G_MAXINT64);
  keep_number (model, CHL_FACT_MAXIMUM, row, "/details/context_length", MAX_WINDOW);
  read_details (model, row);
  if ((words = chl_json_get_array (row, "/capabilities")) != NULL)
    read_capabilities (model, words);
  settle_window (model);

  return model;
}

/**
 * chl_ollama_parse_tags:
 * @provider: whose models
 * @root: (nullable): what `/api/tags` answered
 * @error: %CHL_ERROR_PROTOCOL if it is no list
 *
 * Returns: (transfer full) (nullable) (element-type ChlModel): the models on this server
 *
 * Source: https://github.com/ollama/ollama/blob/main/docs/api.md
 */
GPtrArray *
chl_ollama_parse_tags (ChlProvider *provider,
                       JsonNode    *root,
                       GError     **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *rows = chl_json_get_array (root, "/models");
  GPtrArray *models;

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

/* Models that see have several windows; only the one under the architecture's own name counts. */
static gint64
read_architecture (JsonNode   *root,
                   const char *name)
{
  const char      *architecture = chl_json_get_string (root, "/model_info/general.architecture");
  JsonObject      *info = chl_json_get_object (root, "/model_info");
  g_autofree char *key = NULL;
  gint64           value = 0;

  if (architecture == NULL || info == NULL)
    return 0;

  key = g_strconcat (architecture, ".", name, NULL);
  chl_json_get_int64 (json_object_get_member (info, key), "", &value);

  return value > 0 && value <= MAX_WINDOW ? value : 0;
}

/* Lines such as "num_ctx    8192". */
static gint64
read_parameter (JsonNode   *root,
                const char *name)
{
  const char *text = chl_json_get_string (root, "/parameters");
  g_auto(GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", 256);
  gint64 value = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *rest = lines[i] + strlen (name);

      if (!g_str_has_prefix (lines[i], name) || !g_ascii_isspace (*rest))
        continue;
      g_strstrip (lines[i] + strlen (name));
      if (g_ascii_string_to_signed (rest + strspn (rest, " \t"), 10, 1, MAX_WINDOW, &value, NULL))
        return value;
    }

  return 0;
}

/* Servers from before there was a list of capabilities tell by the prompt's template and its parts. */
static void
guess_capabilities (ChlModel *model,
                    JsonNode *root)
{
  const char *template = chl_json_get_string (root, "/template");
  ChlCapabilities *capabilities = copy_capabilities (model);

  if (template != NULL)
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS,
                                  strstr (template, ".Tools") != NULL, CHL_ORIGIN_PROVIDER);
  if (chl_json_get_object (root, "/model_info") != NULL)
    set_inputs (capabilities, chl_json_get_object (root, "/projector_info") != NULL, FALSE);
  chl_model_take_capabilities (model, capabilities);
}

/**
 * chl_ollama_take_show:
 * @model: a model
 * @root: what `/api/show` answered
 *
 * Fills in what the server knows of a single model.
 */
void
chl_ollama_take_show (ChlModel *model,
                      JsonNode *root)
{
  gint64           maximum = read_architecture (root, "context_length");
  gint64           dimensions = read_architecture (root, "embedding_length");
  gint64           usual = read_parameter (root, "num_ctx");
  JsonArray       *words = chl_json_get_array (root, "/capabilities");
  ChlCapabilities *capabilities;

  if (chl_json_get_object (root, "") == NULL)
    return;

  read_details (model, root);
  if (words != NULL)
    read_capabilities (model, words);
  else
    guess_capabilities (model, root);
  if (maximum > 0)
    json_object_set_int_member (get_facts (model), CHL_FACT_MAXIMUM, maximum);
  if (usual > 0)
    json_object_set_int_member (get_facts (model), CHL_OLLAMA_DEFAULT, usual);
  if (dimensions > 0 && (chl_model_get_use (model) & CHL_MODEL_USE_EMBEDDING) != 0)
    {
      capabilities = copy_capabilities (model);
      chl_capabilities_set_int (capabilities, CHL_FIELD_EMBEDDING_DIMENSIONS, dimensions,
                                CHL_ORIGIN_PROVIDER);
      chl_model_take_capabilities (model, capabilities);
    }
  settle_window (model);
  keep_truth (model, CHL_OLLAMA_IS_SHOWN);
}

static ChlModel *
find_model (GPtrArray  *models,
            const char *id)
{
  for (guint i = 0; i < models->len; i++)
    if (g_strcmp0 (chl_model_get_id (g_ptr_array_index (models, i)), id) == 0)
      return g_ptr_array_index (models, i);

  return NULL;
}

/**
 * chl_ollama_take_running:
 * @models: (element-type ChlModel): the list
 * @root: what `/api/ps` answered
 *
 * Marks the models that are in memory, each with the window it was given there.
 */
void
chl_ollama_take_running (GPtrArray *models,
                         JsonNode  *root)
{
  JsonArray *rows = chl_json_get_array (root, "/models");
  guint      n = rows != NULL ? json_array_get_length (rows) : 0;

  for (guint i = 0; i < MIN (n, 256); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);
      ChlModel *model = find_model (models, chl_json_get_string (row, "/model"));

      if (model == NULL)
        model = find_model (models, chl_json_get_string (row, "/name"));
      if (model == NULL)
        continue;
      keep_truth (model, CHL_FACT_LOADED);
      keep_number (model, CHL_FACT_ALLOCATED, row, "/context_length", MAX_WINDOW);
      keep_number (model, CHL_OLLAMA_MEMORY, row, "/size_vram", G_MAXINT64);
      settle_window (model);
    }
}

/**
 * chl_ollama_reuse:
 * @model: a model as the list has it
 * @known: (nullable): the model of that name as it was known before
 *
 * Fills in what was asked about the model the last time, if it is the same still.
 *
 * Returns: whether it was
 */
gboolean
chl_ollama_reuse (ChlModel *model,
                  ChlModel *known)
{
  const char      *digest = chl_model_get_fact_word (model, CHL_OLLAMA_DIGEST);
  ChlCapabilities *capabilities;
  JsonNode        *facts;

  if (known == NULL || digest == NULL || chl_model_is_custom (known) ||
      !chl_model_has_fact (known, CHL_OLLAMA_IS_SHOWN) ||
      g_strcmp0 (chl_model_get_fact_word (known, CHL_OLLAMA_DIGEST), digest) != 0)
    return FALSE;

  facts = chl_json_copy (chl_model_get_facts (known));
  json_object_remove_member (json_node_get_object (facts), CHL_FACT_LOADED);
  json_object_remove_member (json_node_get_object (facts), CHL_FACT_ALLOCATED);
  json_object_remove_member (json_node_get_object (facts), CHL_OLLAMA_MEMORY);
  chl_model_take_facts (model, facts);

  /* What the person set is not the server's to say. */
  capabilities = copy_capabilities (known);
  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      ChlOrigin origin = CHL_ORIGIN_UNKNOWN;

      if (chl_capabilities_get (capabilities, (ChlField) i, &origin) != NULL &&
          origin == CHL_ORIGIN_USER)
        chl_capabilities_set (capabilities, (ChlField) i, NULL, CHL_ORIGIN_UNKNOWN);
    }
  chl_model_take_capabilities (model, capabilities);
  chl_model_copy_use (model, known);
  settle_window (model);

  return TRUE;
}
