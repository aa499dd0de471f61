/* chl-openrouter-listing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openrouter-listing"

#include "config.h"

#include "chl-openrouter-listing.h"

#include <math.h>
#include <string.h>

#include "chl-json.h"
#include "chl-listing-fields.h"

#define OUTPUTS "/architecture/output_modalities"
#define PARAMETERS "/supported_parameters"

/* The words that the gateway knows, rising; rows have them the other way round. */
static const char *const efforts[] = { "none", "minimal", "low", "medium", "high", "xhigh", "max" };

/**
 * chl_openrouter_listing_is_of_use:
 * @row: a row
 *
 * Returns: whether the model answers with text and nothing else, or makes vectors; one of which
 *   nothing is said does
 */
gboolean
chl_openrouter_listing_is_of_use (JsonNode *row)
{
  static const char *const other[] = { "image", "audio", "video", "speech", "transcription" };

  if (chl_json_get_array (row, OUTPUTS) == NULL ||
      chl_listing_has_word (row, OUTPUTS, "embeddings"))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    if (chl_listing_has_word (row, OUTPUTS, other[i]))
      return FALSE;

  return chl_listing_has_word (row, OUTPUTS, "text");
}

/* Dollars for one token, written out; routers, whose price is that of what they choose, have -1. */
static double
read_price (JsonNode   *row,
            const char *pointer)
{
  const char *text = chl_json_get_string (row, pointer);
  char       *end = NULL;
  double      price;

  if (text == NULL || *text == '\0')
    return NAN;

  price = g_ascii_strtod (text, &end);

  return *end == '\0' ? price * 1e6 : NAN;
}

/* No list of words, where there is something to say of reasoning, stands for all of them. */
static void
read_efforts (ChlCapabilities *capabilities,
              JsonNode        *row)
{
  const char *words[G_N_ELEMENTS (efforts) + 1] = { NULL };
  gboolean    has_list = chl_json_get_array (row, "/reasoning/supported_efforts") != NULL;
  guint       n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (efforts); i++)
    if (has_list ? chl_listing_has_word (row, "/reasoning/supported_efforts", efforts[i])
                 : !g_str_equal (efforts[i], "none") && !g_str_equal (efforts[i], "max"))
      words[n++] = efforts[i];
  if (n > 0)
    chl_capabilities_set_words (capabilities, CHL_FIELD_EFFORT, words, CHL_ORIGIN_PROVIDER);
}

static void
read_budget (ChlCapabilities *capabilities,
             JsonNode        *row)
{
  gint64   most = chl_capabilities_get_int (capabilities, CHL_FIELD_MAX_OUTPUT);
  gboolean takes_tokens = FALSE;

  if (chl_json_get_boolean (row, "/reasoning/supports_max_tokens", &takes_tokens) && takes_tokens)
    chl_listing_set_budget (capabilities, 0, most);
}

static void
read_reasoning (ChlModel        *model,
                ChlCapabilities *capabilities,
                JsonNode        *row)
{
  gboolean reasons = chl_json_get_object (row, "/reasoning") != NULL ||
                     chl_listing_has_word (row, PARAMETERS, "reasoning") ||
                     chl_listing_has_word (row, PARAMETERS, "reasoning_effort");
  gboolean is_mandatory = FALSE;

  chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING, reasons, CHL_ORIGIN_PROVIDER);
  if (!reasons)
    return;

  read_efforts (capabilities, row);
  read_budget (capabilities, row);
  if (chl_json_get_boolean (row, "/reasoning/mandatory", &is_mandatory) && is_mandatory)
    {
      g_autoptr(JsonNode) facts = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_boolean_member (object, CHL_OPENROUTER_FACT_MANDATORY, TRUE);
      json_node_take_object (facts, object);
      chl_model_take_facts (model, g_steal_pointer (&facts));
    }
}

/* The parameters are listed in full: what is not there is not taken. */
static void
read_parameters (ChlModel        *model,
                 ChlCapabilities *capabilities,
                 JsonNode        *row)
{
  JsonArray *parameters = chl_json_get_array (row, PARAMETERS);

  if (parameters == NULL || json_array_get_length (parameters) == 0)
    return;

  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS,
                                chl_listing_has_word (row, PARAMETERS, "tools"),
                                CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_STRUCTURED_OUTPUT,
                                chl_listing_has_word (row, PARAMETERS, "structured_outputs"),
                                CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_SAMPLING,
                                chl_listing_has_word (row, PARAMETERS, "temperature"),
                                CHL_ORIGIN_PROVIDER);
  read_reasoning (model, capabilities, row);
}

/**
 * chl_openrouter_listing_describe:
 * @model: a model that the shared reader has read
 * @row: its row
 *
 * Fills in what that reader does not know of.
 *
 * Source: https://openrouter.ai/docs/api-reference/list-available-models
 */
void
chl_openrouter_listing_describe (ChlModel *model,
                                 JsonNode *row)
{
  g_autoptr(ChlCapabilities) capabilities = NULL;
  gint64 created = 0;

  capabilities = chl_capabilities_copy (chl_model_get_said (model));
  chl_listing_read_tokens (capabilities, CHL_FIELD_CONTEXT_WINDOW, row, "/top_provider/context_length");
  chl_listing_read_tokens (capabilities, CHL_FIELD_MAX_OUTPUT, row, "/top_provider/max_completion_tokens");
  read_parameters (model, capabilities, row);
  chl_listing_set_price (capabilities, read_price (row, "/pricing/prompt"),
                         read_price (row, "/pricing/completion"),
                         read_price (row, "/pricing/input_cache_read"),
                         read_price (row, "/pricing/input_cache_write"));
  if (chl_json_get_int64 (row, "/created", &created))
    chl_listing_set_date (capabilities, CHL_FIELD_RELEASED, created);
  chl_listing_set_day (capabilities, CHL_FIELD_KNOWLEDGE, chl_json_get_string (row, "/knowledge_cutoff"));
  chl_listing_set_day (capabilities, CHL_FIELD_RETIRES, chl_json_get_string (row, "/expiration_date"));
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));

  if (chl_listing_has_word (row, OUTPUTS, "embeddings"))
    chl_model_set_use (model, CHL_MODEL_USE_EMBEDDING);
  else if (chl_listing_has_word (row, OUTPUTS, "text"))
    chl_model_set_use (model, chl_model_get_said_use (model, NULL));
}
