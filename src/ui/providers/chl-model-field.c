/* chl-model-field.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-field"

#include "config.h"

#include "chl-model-field.h"

#include <glib/gi18n-lib.h>

#include "chl-format.h"
#include "chl-json.h"
#include "chl-model-price.h"

static const char *const titles[CHL_N_FIELDS] = {
  [CHL_FIELD_CONTEXT_WINDOW] = N_ ("Context Window"),
  [CHL_FIELD_MAX_INPUT] = N_ ("Longest Question"),
  [CHL_FIELD_MAX_OUTPUT] = N_ ("Longest Answer"),
  [CHL_FIELD_INPUT_KINDS] = N_ ("Reads"),
  [CHL_FIELD_TOOLS] = N_ ("Calls Tools"),
  [CHL_FIELD_STRUCTURED_OUTPUT] = N_ ("Answers After a Schema"),
  [CHL_FIELD_SAMPLING] = N_ ("Takes a Temperature"),
  [CHL_FIELD_REASONING] = N_ ("Thinks"),
  [CHL_FIELD_EFFORT] = N_ ("Levels of Thinking"),
  [CHL_FIELD_BUDGET] = N_ ("Tokens for Thinking"),
  [CHL_FIELD_TOKENIZER] = N_ ("Tokenizer"),
  [CHL_FIELD_FIM] = N_ ("Fills Gaps in Text"),
  [CHL_FIELD_EMBEDDING_DIMENSIONS] = N_ ("Size of Embeddings"),
  [CHL_FIELD_PRICE] = N_ ("Price"),
  [CHL_FIELD_KNOWLEDGE] = N_ ("Knows the World Until"),
  [CHL_FIELD_RELEASED] = N_ ("Released"),
  [CHL_FIELD_STATUS] = N_ ("Status"),
  [CHL_FIELD_RETIRES] = N_ ("Taken Away On"),
  [CHL_FIELD_AGENT] = N_ ("Fit for Agents"),
};

/* Words of files and lists, and what a person reads; others are shown as they are. */
static const struct
{
  const char *word;
  const char *text;
} texts[] = {
  { "text", N_ ("text") },
  { "image", N_ ("pictures") },
  { "audio", N_ ("sound") },
  { "video", N_ ("video") },
  { "file", N_ ("documents") },
  { "none", N_ ("off") },
  { "off", N_ ("off") },
  { "minimal", N_ ("minimal") },
  { "low", N_ ("low") },
  { "medium", N_ ("medium") },
  { "high", N_ ("high") },
  { "xhigh", N_ ("very high") },
  { "max", N_ ("highest") },
  { "yes", N_ ("Yes") },
  { "no", N_ ("No") },
  { "default", N_ ("its own") },
  { "live", N_ ("In use") },
  { "alpha", N_ ("Early trial") },
  { "beta", N_ ("Trial") },
  { "deprecated", N_ ("Going to be taken away") },
  { "retired", N_ ("Taken away") },
};

static const char *const origins[] = {
  [CHL_ORIGIN_UNKNOWN] = NULL,
  [CHL_ORIGIN_FAMILY] = N_ ("typical for its family"),
  [CHL_ORIGIN_REGISTRY] = N_ ("registry"),
  [CHL_ORIGIN_HOST] = N_ ("registry, for this provider"),
  [CHL_ORIGIN_PROVIDER] = N_ ("provider"),
  [CHL_ORIGIN_USER] = N_ ("you"),
};

/**
 * chl_model_field_get_word:
 * @word: of a file or list, such as "image" or "xhigh"
 *
 * Returns: (transfer none): what a person reads; the word itself if there is nothing better
 */
const char *
chl_model_field_get_word (const char *word)
{
  g_return_val_if_fail (word != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].word, word))
      return g_dgettext (GETTEXT_PACKAGE, texts[i].text);

  return word;
}

/**
 * chl_model_field_dup_alone:
 * @words: what stands within a sentence
 *
 * Returns: (transfer full): the same as it stands alone, its first letter a capital
 */
char *
chl_model_field_dup_alone (const char *words)
{
  GString *alone;

  g_return_val_if_fail (words != NULL, NULL);

  alone = g_string_new (NULL);
  if (*words != '\0')
    {
      g_string_append_unichar (alone, g_unichar_totitle (g_utf8_get_char (words)));
      g_string_append (alone, g_utf8_next_char (words));
    }

  return g_string_free (alone, FALSE);
}

static char *
dup_list (JsonNode *value)
{
  JsonArray *words = chl_json_get_array (value, "");
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    {
      const char *word = chl_json_get_string (json_array_get_element (words, i), "");

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", chl_model_field_get_word (word));
    }

  return list->len > 0 ? chl_model_field_dup_alone (list->str) : g_strdup (_("Nothing"));
}

static char *
dup_tokens (gint64 tokens)
{
  g_autofree char *number = chl_format_number (tokens);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s token", "%s tokens", (gulong) tokens),
                          number);
}

static char *
dup_budget (JsonNode *value)
{
  gint64           least = 0;
  gint64           most = 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  gboolean has_least = chl_json_get_int64 (value, "/min", &least);

  from = chl_format_number (least);
  if (!chl_json_get_int64 (value, "/max", &most))
    return has_least ? g_strdup_printf (_("At least %s"), from)
                     : g_strdup (_("Can be set; nobody says how many"));

  to = chl_format_number (most);

  /* Translators: the least and the most tokens. */
  return g_strdup_printf (_("%s to %s"), from, to);
}

static char *
dup_day (JsonNode *value)
{
  const char *day = chl_json_get_string (value, "");

  return day != NULL ? chl_format_day (day) : NULL;
}

static char *
dup_price (JsonNode *value)
{
  ChlModelPrice price;

  return chl_model_price_read_json (value, &price) ? chl_model_price_dup_words (&price) : NULL;
}

/**
 * chl_model_field_get_title:
 * @field: a field
 *
 * Returns: what it is about, as the title of a row
 */
const char *
chl_model_field_get_title (ChlField field)
{
  g_return_val_if_fail ((guint) field < CHL_N_FIELDS, "");

  return g_dgettext (GETTEXT_PACKAGE, titles[field]);
}

static char *
dup_claim (JsonNode *value)
{
  gboolean holds = chl_json_get_object (value, "") != NULL;

  chl_json_get_boolean (value, "", &holds);

  return g_strdup (chl_model_field_get_word (holds ? "yes" : "no"));
}

/**
 * chl_model_field_dup_words:
 * @field: a field
 * @value: (nullable): what is known of it, in the shape that the field has
 *
 * Returns: (transfer full) (nullable): the same in words; %NULL if nothing is known
 */
char *
chl_model_field_dup_words (ChlField  field,
                           JsonNode *value)
{
  gint64 count = 0;

  if (value == NULL)
    return NULL;

  switch (field)
    {
    case CHL_FIELD_CONTEXT_WINDOW:
    case CHL_FIELD_MAX_INPUT:
    case CHL_FIELD_MAX_OUTPUT:
      chl_json_get_int64 (value, "", &count);
      return dup_tokens (count);

    case CHL_FIELD_EMBEDDING_DIMENSIONS:
      chl_json_get_int64 (value, "", &count);
      return chl_format_number (count);

    case CHL_FIELD_INPUT_KINDS:
    case CHL_FIELD_EFFORT:
      return dup_list (value);

    case CHL_FIELD_TOOLS:
    case CHL_FIELD_STRUCTURED_OUTPUT:
    case CHL_FIELD_SAMPLING:
    case CHL_FIELD_REASONING:
    case CHL_FIELD_FIM:
    case CHL_FIELD_AGENT:
      return dup_claim (value);

    case CHL_FIELD_BUDGET:
      return dup_budget (value);

    case CHL_FIELD_PRICE:
      return dup_price (value);

    case CHL_FIELD_KNOWLEDGE:
    case CHL_FIELD_RELEASED:
    case CHL_FIELD_RETIRES:
      return dup_day (value);

    case CHL_FIELD_TOKENIZER:
      return g_strdup (chl_json_get_string (value, ""));

    case CHL_FIELD_STATUS:
      return g_strdup (chl_model_field_get_word (chl_json_get_string (value, "")));

    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * chl_model_field_dup_value:
 * @model: a model
 * @field: a field
 *
 * Returns: (transfer full) (nullable): what is known, in words; %NULL if nothing is
 */
char *
chl_model_field_dup_value (ChlModel *model,
                           ChlField  field)
{
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  return chl_model_field_dup_words (field,
                                    chl_capabilities_get (chl_model_get_capabilities (model), field,
                                                          NULL));
}

/**
 * chl_model_field_dup_saying:
 * @field: a field
 * @value: (nullable): what is known of it
 * @origin: who says so
 *
 * Returns: (transfer full): who says what, in one sentence
 */
char *
chl_model_field_dup_saying (ChlField  field,
                            JsonNode *value,
                            ChlOrigin origin)
{
  g_autofree char *words = chl_model_field_dup_words (field, value);

  if (words == NULL)
    return g_strdup (_("Nobody else says anything"));

  switch (origin)
    {
    case CHL_ORIGIN_PROVIDER:
      /* Translators: what a provider says of its model, such as “128,000 tokens”. */
      return g_strdup_printf (_("The provider says: %s"), words);

    case CHL_ORIGIN_HOST:
      /* Translators: the registry is the program's own table of models. */
      return g_strdup_printf (_("The registry says for this provider: %s"), words);

    case CHL_ORIGIN_REGISTRY:
      return g_strdup_printf (_("The registry says: %s"), words);

    case CHL_ORIGIN_FAMILY:
      return g_strdup_printf (_("Typical for its family: %s"), words);

    case CHL_ORIGIN_USER:
    case CHL_ORIGIN_UNKNOWN:
    default:
      return g_strdup_printf (_("Otherwise: %s"), words);
    }
}

/**
 * chl_model_field_get_origin:
 * @model: a model
 * @field: a field
 *
 * Returns: (transfer none): who says so, in words
 */
const char *
chl_model_field_get_origin (ChlModel *model,
                            ChlField  field)
{
  ChlOrigin origin = CHL_ORIGIN_UNKNOWN;

  g_return_val_if_fail (CHL_IS_MODEL (model), "");

  chl_capabilities_get (chl_model_get_capabilities (model), field, &origin);
  if ((guint) origin >= G_N_ELEMENTS (origins) || origins[origin] == NULL)
    return C_("origin", "unknown");

  return g_dgettext (GETTEXT_PACKAGE, origins[origin]);
}

/**
 * chl_model_field_suits:
 * @model: a model
 * @field: a field
 *
 * Returns: whether the field says something of models of that use, known or not
 */
gboolean
chl_model_field_suits (ChlModel *model,
                       ChlField  field)
{
  const ChlCapabilities *capabilities;
  gboolean               is_chat;

  g_return_val_if_fail (CHL_IS_MODEL (model), FALSE);

  capabilities = chl_model_get_capabilities (model);
  if (chl_capabilities_is_known (capabilities, field))
    return TRUE;

  is_chat = (chl_model_get_use (model) & CHL_MODEL_USE_CHAT) != 0;

  switch (field)
    {
    case CHL_FIELD_EMBEDDING_DIMENSIONS:
      return (chl_model_get_use (model) & CHL_MODEL_USE_EMBEDDING) != 0;

    case CHL_FIELD_EFFORT:
    case CHL_FIELD_BUDGET:
      return chl_capabilities_is (capabilities, CHL_FIELD_REASONING);

    case CHL_FIELD_TOOLS:
    case CHL_FIELD_STRUCTURED_OUTPUT:
    case CHL_FIELD_REASONING:
    case CHL_FIELD_AGENT:
      return is_chat;

    case CHL_FIELD_FIM:
      return (chl_model_get_use (model) & CHL_MODEL_USE_COMPLETION) != 0;

    case CHL_FIELD_STATUS:
    case CHL_FIELD_RETIRES:
      return FALSE;

    case CHL_FIELD_CONTEXT_WINDOW:
    case CHL_FIELD_MAX_INPUT:
    case CHL_FIELD_MAX_OUTPUT:
    case CHL_FIELD_INPUT_KINDS:
    case CHL_FIELD_SAMPLING:
    case CHL_FIELD_TOKENIZER:
    case CHL_FIELD_PRICE:
    case CHL_FIELD_KNOWLEDGE:
    case CHL_FIELD_RELEASED:
    default:
      return TRUE;
    }
}
