/* chl-model-listing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-listing"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-model-listing.h"
#include "chl-utf8.h"

/*
 * Where the servers that call themselves compatible put what they know, the commonest first. Read
 * from OpenRouter, LM Studio, vLLM, llama.cpp, LiteLLM, Groq, Mistral and Gemini.
 */
static const char *const context_pointers[] = {
  "/context_length",
  "/context_window",
  "/max_context_length",
  "/max_model_len",
  "/max_input_tokens",
  "/meta/n_ctx_train",
  "/n_ctx",
  "/inputTokenLimit",
  "/limit/context",
  "/top_provider/context_length",
  NULL
};

static const char *const output_pointers[] = {
  "/max_completion_tokens",
  "/max_output_tokens",
  "/max_tokens",
  "/outputTokenLimit",
  "/limit/output",
  "/top_provider/max_completion_tokens",
  NULL
};

static const char *const input_kinds_pointers[] = {
  "/architecture/input_modalities",
  "/input_modalities",
  "/modalities/input",
  NULL
};

static const char *const vision_pointers[] = {
  "/capabilities/vision",
  "/supports_vision",
  "/supports_image_in",
  NULL
};

static const char *const reasoning_pointers[] = {
  "/capabilities/reasoning",
  "/supports_reasoning",
  "/reasoning",
  NULL
};
static const char *const tools_pointers[] = {
  "/capabilities/function_calling",
  "/supports_tools",
  "/supports_function_calling",
  "/tool_call",
  NULL
};

static const char *const id_pointers[] = { "/id", "/name", "/model", "/key", "/slug", NULL };
static const char *const title_pointers[] = {
  "/display_name", "/displayName", "/title", "/name", NULL
};
static const char *const input_kinds[] = { "text", "image", "audio", "video", "file", NULL };

/* Anywhere in an id. */
static const char *const other_kinds[] = {
  "whisper",
  "image",
  "moderation",
  "realtime",
  "transcri",
  "guard",
  "rerank",
  "dall-e",
  "diffusion",
  "speech",
  NULL
};

/* As words of their own: "ocr" is in "mediocre", too. */
static const char *const other_words[] = { "tts", "ocr", "sora", "asr", NULL };

/* What rows that have a type say of models that answer no question. */
static const char *const other_types[] = {
  "image", "audio", "video", "moderation", "rerank", "transcribe", "speech", NULL
};

static gboolean
has_word (const char *text,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    if ((at == text || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (at[length]))
      return TRUE;

  return FALSE;
}

static gboolean
has_any (const char        *text,
         const char *const *pieces)
{
  for (; *pieces != NULL; pieces++)
    if (strstr (text, *pieces) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * chl_model_listing_guess_use:
 * @model_id: the provider's own id
 *
 * Guesses by exclusion, so that a model nobody has heard of yet is one to chat with. "instruct" is
 * in the name of most open models that chat; only the "turbo-instruct" ones do not.
 *
 * Returns: what calls a model of that name answers; 0 for one that makes pictures or sounds, or
 *   judges texts
 */
ChlModelUse
chl_model_listing_guess_use (const char *model_id)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (model_id != NULL, CHL_MODEL_USE_CHAT);

  lower = g_ascii_strdown (model_id, -1);
  if (has_any (lower, other_kinds))
    return (ChlModelUse) 0;
  for (guint i = 0; other_words[i] != NULL; i++)
    if (has_word (lower, other_words[i]))
      return (ChlModelUse) 0;

  if (strstr (lower, "embed") != NULL)
    return CHL_MODEL_USE_EMBEDDING;
  if (strstr (lower, "turbo-instruct") != NULL || strstr (lower, "davinci") != NULL ||
      strstr (lower, "babbage") != NULL)
    return CHL_MODEL_USE_COMPLETION;

  return CHL_MODEL_USE_CHAT;
}

/**
 * chl_model_listing_is_usable_id:
 * @model_id: (nullable): what somebody calls a model
 *
 * Returns: whether it is 1 to 512 bytes of UTF-8, without control and format characters, ends of
 *   lines, and blanks round it
 */
gboolean
chl_model_listing_is_usable_id (const char *model_id)
{
  gunichar last = ' ';

  if (model_id == NULL || strlen (model_id) > CHL_MODEL_LISTING_MAX_ID ||
      !g_utf8_validate (model_id, -1, NULL) || g_unichar_isspace (g_utf8_get_char (model_id)))
    return FALSE;

  for (const char *at = model_id; *at != '\0'; at = g_utf8_next_char (at))
    {
      last = g_utf8_get_char (at);
      if (chl_utf8_is_hidden (last))
        return FALSE;
    }

  return !g_unichar_isspace (last);
}

static const char *
find_usable_string (JsonNode          *row,
                    const char *const *pointers)
{
  for (; *pointers != NULL; pointers++)
    {
      const char *text = chl_json_get_string (row, *pointers);

      if (chl_model_listing_is_usable_id (text))
        return text;
    }

  return NULL;
}

static void
read_tokens (ChlCapabilities   *capabilities,
             ChlField           field,
             JsonNode          *row,
             const char *const *pointers)
{
  for (; *pointers != NULL; pointers++)
    {
      gint64 tokens = 0;

      if (chl_json_get_int64 (row, *pointers, &tokens) && tokens > 0)
        {
          chl_capabilities_set_int (capabilities, field, tokens, CHL_ORIGIN_PROVIDER);
          return;
        }
    }
}

static gboolean
find_boolean (JsonNode          *row,
              const char *const *pointers,
              gboolean          *out_value)
{
  for (; *pointers != NULL; pointers++)
    if (chl_json_get_boolean (row, *pointers, out_value))
      return TRUE;

  return FALSE;
}

static gboolean
has_element (JsonArray  *array,
             const char *piece)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = chl_json_get_string (json_array_get_element (array, i), "");

      if (text != NULL && strstr (text, piece) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
set_input_kinds (ChlCapabilities *capabilities,
                 JsonArray       *kinds)
{
  g_autoptr(JsonNode) node = json_node_init_array (json_node_alloc (), kinds);

  chl_capabilities_set (capabilities, CHL_FIELD_INPUT_KINDS, node, CHL_ORIGIN_PROVIDER);
}

static void
read_input_kinds (ChlCapabilities *capabilities,
                  JsonNode        *row)
{
  g_autoptr(JsonArray) kinds = json_array_new ();
  JsonArray *words = NULL;
  gboolean   sees = FALSE;

  for (guint i = 0; words == NULL && input_kinds_pointers[i] != NULL; i++)
    words = chl_json_get_array (row, input_kinds_pointers[i]);

  if (words != NULL)
    {
      for (guint i = 0; input_kinds[i] != NULL; i++)
        if (has_element (words, input_kinds[i]))
          json_array_add_string_element (kinds, input_kinds[i]);
    }
  else if (find_boolean (row, vision_pointers, &sees) ||
           (words = chl_json_get_array (row, "/capabilities")) != NULL)
    {
      json_array_add_string_element (kinds, "text");
      if (words != NULL)
        sees = has_element (words, "vision") || has_element (words, "multimodal");
      if (sees)
        json_array_add_string_element (kinds, "image");
    }

  if (json_array_get_length (kinds) > 0)
    set_input_kinds (capabilities, kinds);
}

/* Any member of "capabilities" that has to do with tools and is not false. */
static gboolean
find_tool_capability (JsonNode *row,
                      gboolean *out_value)
{
  JsonObject    *object = chl_json_get_object (row, "/capabilities");
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *value = NULL;
  gboolean       was_found = FALSE;

  if (object == NULL)
    return FALSE;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    {
      gboolean is_true = TRUE;

      if (strstr (name, "tool") == NULL || chl_json_get (value, "") == NULL)
        continue;
      chl_json_get_boolean (value, "", &is_true);
      *out_value = is_true || (was_found && *out_value);
      was_found = TRUE;
    }

  return was_found;
}

static void
read_tools (ChlCapabilities *capabilities,
            JsonNode        *row)
{
  JsonArray *words = NULL;
  gboolean   takes_tools = FALSE;
  gboolean   is_known = TRUE;

  if ((words = chl_json_get_array (row, "/supported_parameters")) != NULL ||
      (words = chl_json_get_array (row, "/capabilities")) != NULL)
    {
      is_known = json_array_get_length (words) > 0;
      takes_tools = has_element (words, "tool");
    }
  else
    is_known = find_tool_capability (row, &takes_tools) ||
               find_boolean (row, tools_pointers, &takes_tools);

  if (is_known)
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, takes_tools, CHL_ORIGIN_PROVIDER);
}

static void
read_reasoning (ChlCapabilities *capabilities,
                JsonNode        *row)
{
  JsonArray *words = chl_json_get_array (row, "/supported_parameters");
  gboolean   reasons = FALSE;

  if (find_boolean (row, reasoning_pointers, &reasons))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING, reasons, CHL_ORIGIN_PROVIDER);
  else if (words != NULL && has_element (words, "reasoning"))
    chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING, TRUE, CHL_ORIGIN_PROVIDER);
}

static ChlModelUse
find_use (JsonNode   *row,
          const char *id,
          gboolean   *out_is_guess)
{
  const char *type = chl_json_get_string (row, "/type");

  *out_is_guess = FALSE;
  if (type != NULL && g_str_has_prefix (type, "embedding"))
    return CHL_MODEL_USE_EMBEDDING;
  if (g_strcmp0 (type, "completion") == 0)
    return CHL_MODEL_USE_COMPLETION;
  if (type != NULL && g_strv_contains (other_types, type))
    return (ChlModelUse) 0;

  *out_is_guess = TRUE;
  return chl_model_listing_guess_use (id);
}

static ChlModel *
parse_row (const char *provider_id,
           JsonNode   *row)
{
  g_autoptr(ChlCapabilities) capabilities = NULL;
  ChlModel   *model = NULL;
  const char *id = NULL;
  const char *title = NULL;
  ChlModelUse use;
  gboolean    is_guess;

  /* Some list bare names. */
  id = JSON_NODE_HOLDS_OBJECT (row) ? find_usable_string (row, id_pointers)
                                    : chl_json_get_string (row, "");
  if (!chl_model_listing_is_usable_id (id))
    return NULL;

  use = find_use (row, id, &is_guess);
  if (use == 0)
    return NULL;

  capabilities = chl_capabilities_new ();
  read_tokens (capabilities, CHL_FIELD_CONTEXT_WINDOW, row, context_pointers);
  read_tokens (capabilities, CHL_FIELD_MAX_OUTPUT, row, output_pointers);
  read_input_kinds (capabilities, row);
  read_tools (capabilities, row);
  read_reasoning (capabilities, row);

  model = chl_model_new (provider_id, id);
  title = find_usable_string (row, title_pointers);
  if (title != NULL)
    chl_model_set_title (model, title);
  if (is_guess)
    chl_model_guess_use (model, use);
  else
    chl_model_set_use (model, use);
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  return model;
}

static JsonArray *
find_rows (JsonNode *root)
{
  JsonArray *rows = NULL;

  if (!(rows = chl_json_get_array (root, "")) && !(rows = chl_json_get_array (root, "/data")))
    rows = chl_json_get_array (root, "/models");

  return rows;
}

/**
 * chl_model_listing_is_cut:
 * @root: (nullable): a listing
 *
 * Returns: whether it has more rows than chl_model_listing_parse() reads
 */
gboolean
chl_model_listing_is_cut (JsonNode *root)
{
  JsonArray *rows = find_rows (root);

  return rows != NULL && json_array_get_length (rows) > CHL_MODEL_LISTING_MAX_ROWS;
}

/**
 * chl_model_listing_parse:
 * @provider_id: whose models they are
 * @root: (nullable): a listing: rows under `data` or `models`, or a bare array of them
 * @func: (nullable) (scope call): called with each model and its row; may leave it out
 * @user_data: for @func
 * @error: %CHL_ERROR_PROTOCOL if it is no listing
 *
 * Reads a listing as OpenAI has it, with all that compatible servers add to it. Rows that make no
 * sense are passed over, and so are models that answer neither questions nor texts to complete or
 * to embed. Of equal ids the first one counts.
 *
 * Source: https://platform.openai.com/docs/api-reference/models/list
 *
 * Returns: (transfer full) (nullable) (element-type ChlModel): the models, in the listing's order
 */
GPtrArray *
chl_model_listing_parse (const char     *provider_id,
                         JsonNode       *root,
                         ChlModelRowFunc func,
                         gpointer        user_data,
                         GError        **error)
{
  g_autoptr(GPtrArray) models = NULL;
  g_autoptr(GHashTable) ids = NULL;
  JsonArray *rows = NULL;

  g_return_val_if_fail (provider_id != NULL, NULL);

  if (!(rows = find_rows (root)))
    {
      g_set_error_literal (error,
                           CHL_ERROR,
                           CHL_ERROR_PROTOCOL,
                           _("The server’s answer is no list of models"));
      return NULL;
    }

  models = g_ptr_array_new_with_free_func (g_object_unref);
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < MIN (json_array_get_length (rows), (guint) CHL_MODEL_LISTING_MAX_ROWS); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);
      g_autoptr(ChlModel) model = parse_row (provider_id, row);

      if (model != NULL && g_hash_table_add (ids, g_strdup (chl_model_get_id (model))) &&
          (func == NULL || func (model, row, user_data)))
        g_ptr_array_add (models, g_steal_pointer (&model));
    }

  return g_steal_pointer (&models);
}
