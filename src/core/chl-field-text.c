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

#include "chl-count.h"
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

/* @wanted: what it has to be */
static JsonNode *
refuse (GError    **error,
        const char *wanted)
{
  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID, wanted);

  return NULL;
}

static gboolean
read_count (const char *text,
            gint64      least,
            gint64     *out_count,
            GError    **error)
{
  switch (chl_count_parse (text, MAX_COUNT, out_count))
    {
    case CHL_COUNT_GOOD:
      if (*out_count >= least)
        return TRUE;
      refuse (error, _ ("more than 0"));
      return FALSE;

    case CHL_COUNT_TOO_LARGE:
      refuse (error, _ ("no more than 16777216"));
      return FALSE;

    case CHL_COUNT_NO_NUMBER:
    default:
      refuse (error, _ ("a whole number, such as 131072, 128K or 1M"));
      return FALSE;
    }
}

static JsonNode *
parse_count (const char *text,
             GError    **error)
{
  gint64 count = 0;

  return read_count (text, 1, &count, error) ? json_node_init_int (json_node_alloc (), count) : NULL;
}

static JsonNode *
parse_claim (const char *text,
             GError    **error)
{
  static const char *const yes[] = { "yes", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "false", "off", "0", NULL };

  if (g_strv_contains (yes, text))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_strv_contains (no, text))
    return json_node_init_boolean (json_node_alloc (), FALSE);

  return refuse (error, _ ("yes or no"));
}

static JsonNode *
parse_words (const char        *text,
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

          return refuse (error, wanted);
        }
      json_array_add_string_element (array, word);
    }

  return json_node_init_array (json_node_alloc (), array);
}

/**
 * chl_field_is_day:
 * @text: anything
 *
 * Returns: whether it is a day, a month or a year that there is: YYYY-MM-DD, YYYY-MM or YYYY
 */
gboolean
chl_field_is_day (const char *text)
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
parse_text (const char *text,
            GError    **error)
{
  if (*text == '\0' || strlen (text) > MAX_TEXT || !g_utf8_validate (text, -1, NULL))
    return refuse (error, _ ("a word"));

  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
parse_day (const char *text,
           GError    **error)
{
  return chl_field_is_day (text) ? json_node_init_string (json_node_alloc (), text)
                                 : refuse (error, _ ("a day, as YYYY-MM-DD, YYYY-MM or YYYY"));
}

static JsonNode *
parse_stage (const char *text,
             GError    **error)
{
  return g_strv_contains (stages, text)
           ? json_node_init_string (json_node_alloc (), text)
           : refuse (error, _ ("live, alpha, beta, deprecated or retired"));
}

/* "LEAST..MOST", either of which may be missing. */
static JsonNode *
parse_budget (const char *text,
              GError    **error)
{
  static const char *const names[] = { "min", "max" };
  g_auto(GStrv) ends = g_strsplit (text, "..", 2);
  g_autoptr(JsonObject) object = json_object_new ();
  gint64 counts[] = { 0, MAX_COUNT };

  if (g_strv_length (ends) != 2)
    return refuse (error, _ ("a range of tokens, as 1024..32768"));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (*ends[i] == '\0')
        continue;
      if (!read_count (ends[i], 0, &counts[i], error))
        return NULL;
      json_object_set_int_member (object, names[i], counts[i]);
    }

  return counts[0] <= counts[1] ? json_node_init_object (json_node_alloc (), object)
                                : refuse (error, _ ("a range that does not end before it begins"));
}

/* "IN/OUT", then what is read from the cache and what is written to it; "-" where nobody knows. */
static JsonNode *
parse_price (const char *text,
             GError    **error)
{
  g_auto(GStrv) parts = g_strsplit (text, "/", -1);
  g_autoptr(JsonObject) object = json_object_new ();
  guint n = g_strv_length (parts);

  if (n < 2 || n > G_N_ELEMENTS (price_parts))
    return refuse (error, _ ("dollars for a million tokens, as IN/OUT or IN/OUT/CACHED"));

  for (guint i = 0; i < n; i++)
    {
      char  *end = NULL;
      double price = g_ascii_strtod (parts[i], &end);

      if (g_str_equal (parts[i], "-"))
        continue;
      if (!g_ascii_isdigit (*parts[i]) || *end != '\0')
        return refuse (error, _ ("dollars for a million tokens, such as 3 or 0.25, and “-” where nobody knows"));
      if (price > MAX_PRICE)
        return refuse (error, _ ("no more than 1000 dollars for a million tokens"));
      json_object_set_double_member (object, price_parts[i], price);
    }

  return json_object_has_member (object, "input") || json_object_has_member (object, "output")
           ? json_node_init_object (json_node_alloc (), object)
           : refuse (error, _ ("known for what is read or for what is written"));
}

static JsonNode *
parse (ChlField    field,
       const char *text,
       GError    **error)
{
  switch (field)
    {
    case CHL_FIELD_CONTEXT_WINDOW:
    case CHL_FIELD_MAX_INPUT:
    case CHL_FIELD_MAX_OUTPUT:
    case CHL_FIELD_EMBEDDING_DIMENSIONS:
      return parse_count (text, error);

    case CHL_FIELD_TOOLS:
    case CHL_FIELD_STRUCTURED_OUTPUT:
    case CHL_FIELD_SAMPLING:
    case CHL_FIELD_REASONING:
    case CHL_FIELD_FIM:
    case CHL_FIELD_AGENT:
      return parse_claim (text, error);

    case CHL_FIELD_INPUT_KINDS:
    case CHL_FIELD_EFFORT:
      return parse_words (text, chl_field_get_words (field), error);

    case CHL_FIELD_BUDGET:
      return parse_budget (text, error);

    case CHL_FIELD_PRICE:
      return parse_price (text, error);

    case CHL_FIELD_KNOWLEDGE:
    case CHL_FIELD_RELEASED:
    case CHL_FIELD_RETIRES:
      return parse_day (text, error);

    case CHL_FIELD_STATUS:
      return parse_stage (text, error);

    case CHL_FIELD_TOKENIZER:
      return parse_text (text, error);
    }

  g_return_val_if_reached (NULL);
}

/**
 * chl_field_parse:
 * @field: a field
 * @text: what a person typed: a number, also as 128K or 1M; yes or no; words with commas between
 *   them; a day; a range as "1024..32768"; prices as "IN/OUT", "-" for one that nobody knows
 * @error: %CHL_ERROR_INVALID with a sentence on what it can be
 *
 * Returns: (transfer full): the value, in the shape that the field has; %NULL with an error
 */
JsonNode *
chl_field_parse (ChlField    field,
                 const char *text,
                 GError    **error)
{
  g_autoptr(GError) reason = NULL;
  JsonNode *value;

  g_return_val_if_fail (text != NULL, NULL);

  if (!(value = parse (field, text, &reason)))
    g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                 /* Translators: the name of a field, such as "context_window", then what it has to be */
                 _ ("“%s” has to be %s"), chl_field_to_string (field), reason->message);

  return value;
}

/**
 * chl_field_read:
 * @field: a field
 * @text: as for chl_field_parse()
 * @error: %CHL_ERROR_INVALID with a sentence that does not name the field, because it can be seen
 *
 * Returns: (transfer full): the value, in the shape that the field has; %NULL with an error
 */
JsonNode *
chl_field_read (ChlField    field,
                const char *text,
                GError    **error)
{
  g_autoptr(GError) reason = NULL;
  JsonNode *value;

  g_return_val_if_fail (text != NULL, NULL);

  if (!(value = parse (field, text, &reason)))
    g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                 /* Translators: what was typed has to be, such as “a whole number” */
                 _ ("It has to be %s"), reason->message);

  return value;
}

/**
 * chl_field_get_words:
 * @field: a field
 *
 * Returns: (transfer none) (nullable) (array zero-terminated): the words that it can be, or be made
 *   of, the least first; %NULL if it is no such field
 */
const char *const *
chl_field_get_words (ChlField field)
{
  switch ((guint) field)
    {
    case CHL_FIELD_INPUT_KINDS:
      return kinds;

    case CHL_FIELD_EFFORT:
      return efforts;

    case CHL_FIELD_STATUS:
      return stages;

    default:
      return NULL;
    }
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

static gboolean
has_price (JsonNode *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (price_parts); i++)
    {
      g_autofree char *pointer = g_strconcat ("/", price_parts[i], NULL);

      if (chl_json_get (value, pointer) != NULL)
        return TRUE;
    }

  return FALSE;
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

  if (field == CHL_FIELD_PRICE && has_price (value))
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
