/* chl-field-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-field-text"

#include "config.h"

#include "chl-field-text.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"

/* Tokens: more than any model has. */
#define MAX_COUNT 16777216

/* Dollars for a million tokens. */
#define MAX_PRICE 1000.0

/* Bytes of a text that is kept. */
#define MAX_TEXT 64

static const char *const kinds[] = { "text", "image", "audio", "video", "file", NULL };
static const char *const efforts[] = { "none", "minimal", "low", "medium", "high",
                                       "xhigh", "max", "default", NULL };
static const char *const stages[] = { "live", "alpha", "beta", "deprecated", "retired", NULL };
static const char *const price_parts[] = { "input", "output", "cached", "cache_write" };

static JsonNode *
refuse (GError    **error,
        ChlField    field,
        const char *wanted)
{
  /* Translators: the name of a field, such as "context_window", then what it can be */
  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("“%s” is %s"), chl_field_to_string (field), wanted);

  return NULL;
}

static JsonNode *
parse_count (ChlField    field,
             const char *text,
             GError    **error)
{
  guint64 count = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_COUNT, &count, NULL))
    return refuse (error, field, _ ("a whole number from 1 to 16777216"));

  return json_node_init_int (json_node_alloc (), (gint64) count);
}

static JsonNode *
parse_claim (ChlField    field,
             const char *text,
             GError    **error)
{
  static const char *const yes[] = { "yes", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "false", "off", "0", NULL };

  if (g_strv_contains (yes, text))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_strv_contains (no, text))
    return json_node_init_boolean (json_node_alloc (), FALSE);

  return refuse (error, field, _ ("yes or no"));
}

static JsonNode *
parse_words (ChlField           field,
             const char        *text,
             const char *const *allowed,
             GError           **error)
{
  g_auto(GStrv) words = g_strsplit (text, ",", -1);
  g_autofree char *list = NULL;
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);

      if (!g_strv_contains (allowed, word))
        {
          g_autofree char *known = g_strjoinv (", ", (GStrv) allowed);
          g_autofree char *wanted = g_strdup_printf (_ ("words of these, with commas between them: %s"),
                                                        known);

          return refuse (error, field, wanted);
        }
      json_array_add_string_element (array, word);
    }

  return json_node_init_array (json_node_alloc (), array);
}

/* YYYY, YYYY-MM or YYYY-MM-DD. */
static gboolean
is_day (const char *text)
{
  static const char form[] = "dddd-dd-dd";
  gsize             length = strlen (text);
  guint             month;
  guint             day;

  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (form[i] == '-' ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;

  month = length > 4 ? (guint) strtoul (text + 5, NULL, 10) : 1;
  day = length > 7 ? (guint) strtoul (text + 8, NULL, 10) : 1;

  return month >= 1 && month <= 12 && day >= 1 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month,
                           (GDateYear) MAX (1, strtoul (text, NULL, 10)));
}

static JsonNode *
parse_text (ChlField    field,
            const char *text,
            GError    **error)
{
  if (*text == '\0' || strlen (text) > MAX_TEXT || !g_utf8_validate (text, -1, NULL))
    return refuse (error, field, _ ("a word"));

  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
parse_day (ChlField    field,
           const char *text,
           GError    **error)
{
  return is_day (text) ? json_node_init_string (json_node_alloc (), text)
                       : refuse (error, field, _ ("a day, as YYYY-MM-DD, YYYY-MM or YYYY"));
}

static JsonNode *
parse_stage (ChlField    field,
             const char *text,
             GError    **error)
{
  return g_strv_contains (stages, text)
           ? json_node_init_string (json_node_alloc (), text)
           : refuse (error, field, _ ("live, alpha, beta, deprecated or retired"));
}

/* "LEAST..MOST", either of which may be missing. */
static JsonNode *
parse_budget (ChlField    field,
              const char *text,
              GError    **error)
{
  static const char *const names[] = { "min", "max" };
  g_auto(GStrv) ends = g_strsplit (text, "..", 2);
  g_autoptr(JsonObject) object = json_object_new ();
  guint64 counts[] = { 0, MAX_COUNT };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strv_length (ends) != 2 ||
          (*ends[i] != '\0' && !g_ascii_string_to_unsigned (ends[i], 10, 0, MAX_COUNT, &counts[i], NULL)))
        return refuse (error, field, _ ("a range of tokens, as 1024..32768"));
      if (*ends[i] != '\0')
        json_object_set_int_member (object, names[i], (gint64) counts[i]);
    }

  return counts[0] <= counts[1] ? json_node_init_object (json_node_alloc (), object)
                                : refuse (error, field, _ ("a range of tokens, as 1024..32768"));
}

/* "IN/OUT", then what is read from the cache and what is written to it. */
static JsonNode *
parse_price (ChlField    field,
             const char *text,
             GError    **error)
{
  g_auto(GStrv) parts = g_strsplit (text, "/", -1);
  g_autoptr(JsonObject) object = json_object_new ();
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    {
      char  *end = NULL;
      double price = g_ascii_strtod (parts[i], &end);

      if (n < 2 || n > G_N_ELEMENTS (price_parts) || !g_ascii_isdigit (*parts[i]) || *end != '\0' ||
          price > MAX_PRICE)
        return refuse (error, field, _ ("dollars for a million tokens, as IN/OUT or IN/OUT/CACHED"));
      json_object_set_double_member (object, price_parts[i], price);
    }

  return n >= 2 ? json_node_init_object (json_node_alloc (), object)
                : refuse (error, field, _ ("dollars for a million tokens, as IN/OUT or IN/OUT/CACHED"));
}

/**
 * chl_field_parse:
 * @field: a field
 * @text: what a person typed: a number, yes or no, words with commas between them, a day, a range
 *   as "1024..32768", prices as "IN/OUT"
 * @error: %CHL_ERROR_INVALID with a sentence on what it can be
 *
 * Returns: (transfer full): the value, in the shape that the field has; %NULL with an error
 */
JsonNode *
chl_field_parse (ChlField    field,
                 const char *text,
                 GError    **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  switch (field)
    {
    case CHL_FIELD_CONTEXT_WINDOW:
    case CHL_FIELD_MAX_INPUT:
    case CHL_FIELD_MAX_OUTPUT:
    case CHL_FIELD_EMBEDDING_DIMENSIONS:
      return parse_count (field, text, error);

    case CHL_FIELD_TOOLS:
    case CHL_FIELD_STRUCTURED_OUTPUT:
    case CHL_FIELD_SAMPLING:
    case CHL_FIELD_REASONING:
    case CHL_FIELD_FIM:
    case CHL_FIELD_AGENT:
      return parse_claim (field, text, error);

    case CHL_FIELD_INPUT_KINDS:
      return parse_words (field, text, kinds, error);

    case CHL_FIELD_EFFORT:
      return parse_words (field, text, efforts, error);

    case CHL_FIELD_BUDGET:
      return parse_budget (field, text, error);

    case CHL_FIELD_PRICE:
      return parse_price (field, text, error);

    case CHL_FIELD_KNOWLEDGE:
    case CHL_FIELD_RELEASED:
    case CHL_FIELD_RETIRES:
      return parse_day (field, text, error);

    case CHL_FIELD_STATUS:
      return parse_stage (field, text, error);

    case CHL_FIELD_TOKENIZER:
      return parse_text (field, text, error);
    }

  g_return_val_if_reached (NULL);
}

static char *
print_words (JsonArray *array)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            chl_json_get_string (json_array_get_element (array, i), ""));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_price (GString  *text,
              JsonNode *value,
              guint     i)
{
  g_autofree char *pointer = g_strconcat ("/", price_parts[i], NULL);
  char             number[G_ASCII_DTOSTR_BUF_SIZE];
  double           price = 0;

  if (i > 0)
    g_string_append_c (text, '/');
  if (chl_json_get_double (value, pointer, &price))
    g_string_append (text, g_ascii_formatd (number, sizeof number, "%.6g", price));
  else
    g_string_append_c (text, '-');
}

static char *
print_price (JsonNode *value)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = G_N_ELEMENTS (price_parts);

  while (n > 2)
    {
      g_autofree char *pointer = g_strconcat ("/", price_parts[n - 1], NULL);

      if (chl_json_get (value, pointer) != NULL)
        break;
      n--;
    }
  for (guint i = 0; i < n; i++)
    append_price (text, value, i);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
print_budget (JsonNode *value)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 count = 0;

  if (chl_json_get_int64 (value, "/min", &count))
    g_string_append_printf (text, "%" G_GINT64_FORMAT, count);
  g_string_append (text, "..");
  if (chl_json_get_int64 (value, "/max", &count))
    g_string_append_printf (text, "%" G_GINT64_FORMAT, count);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * chl_field_print:
 * @field: a field
 * @value: its value
 *
 * Returns: (transfer full): the value in the form that chl_field_parse() takes, as far as that has
 *   one
 */
char *
chl_field_print (ChlField  field,
                 JsonNode *value)
{
  gboolean holds = FALSE;

  g_return_val_if_fail (value != NULL, NULL);

  if (field == CHL_FIELD_PRICE && JSON_NODE_HOLDS_OBJECT (value) &&
      chl_json_get (value, "/input") != NULL)
    return print_price (value);
  if (field == CHL_FIELD_BUDGET)
    return print_budget (value);
  if (chl_json_get_array (value, "") != NULL)
    return print_words (chl_json_get_array (value, ""));
  if (chl_json_get_boolean (value, "", &holds))
    return g_strdup (holds ? "yes" : "no");
  if (chl_json_get_string (value, "") != NULL)
    return g_strdup (chl_json_get_string (value, ""));

  return chl_json_print (value, FALSE);
}
