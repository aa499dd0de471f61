/* chl-field-shape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-field-shape"

#include "config.h"

#include "chl-field-shape.h"

#include "chl-field-text.h"
#include "chl-json.h"

typedef enum
{
  SHAPE_COUNT,   /* a whole number above 0 */
  SHAPE_BOOLEAN, /* true, false */
  SHAPE_SWITCH,  /* true, false, or an object with the particulars */
  SHAPE_RANGE,   /* an object, its "min" no more than its "max" */
  SHAPE_PRICE,   /* an object, nothing in it less than 0 */
  SHAPE_WORDS,   /* an array of strings */
  SHAPE_TEXT,
  SHAPE_DAY, /* a day, a month or a year that there is, as ISO 8601 has it */
} Shape;

static const Shape shapes[] = {
  [CHL_FIELD_CONTEXT_WINDOW] = SHAPE_COUNT,
  [CHL_FIELD_MAX_INPUT] = SHAPE_COUNT,
  [CHL_FIELD_MAX_OUTPUT] = SHAPE_COUNT,
  [CHL_FIELD_INPUT_KINDS] = SHAPE_WORDS,
  [CHL_FIELD_TOOLS] = SHAPE_BOOLEAN,
  [CHL_FIELD_STRUCTURED_OUTPUT] = SHAPE_BOOLEAN,
  [CHL_FIELD_SAMPLING] = SHAPE_SWITCH,
  [CHL_FIELD_REASONING] = SHAPE_BOOLEAN,
  [CHL_FIELD_EFFORT] = SHAPE_WORDS,
  [CHL_FIELD_BUDGET] = SHAPE_RANGE,
  [CHL_FIELD_TOKENIZER] = SHAPE_TEXT,
  [CHL_FIELD_FIM] = SHAPE_SWITCH,
  [CHL_FIELD_EMBEDDING_DIMENSIONS] = SHAPE_COUNT,
  [CHL_FIELD_PRICE] = SHAPE_PRICE,
  [CHL_FIELD_KNOWLEDGE] = SHAPE_DAY,
  [CHL_FIELD_RELEASED] = SHAPE_DAY,
  [CHL_FIELD_STATUS] = SHAPE_TEXT,
  [CHL_FIELD_RETIRES] = SHAPE_DAY,
  [CHL_FIELD_AGENT] = SHAPE_BOOLEAN,
};

G_STATIC_ASSERT (G_N_ELEMENTS (shapes) == CHL_N_FIELDS);

static gboolean
holds_words (JsonNode *value)
{
  JsonArray *array = chl_json_get_array (value, "");

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (chl_json_get_string (json_array_get_element (array, i), "") == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
holds_range (JsonNode *value)
{
  gint64 least = 0;
  gint64 most = G_MAXINT64;

  chl_json_get_int64 (value, "/min", &least);
  chl_json_get_int64 (value, "/max", &most);

  return chl_json_get_object (value, "") != NULL && least >= 0 && least <= most;
}

static gboolean
holds_price (JsonNode *value)
{
  static const char *const parts[] = { "/input", "/output", "/cached", "/cache_write" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      double price = 0;

      if (chl_json_get_double (value, parts[i], &price) && !(price >= 0 && price < G_MAXDOUBLE))
        return FALSE;
    }

  return chl_json_get_object (value, "") != NULL;
}

/**
 * chl_field_fits:
 * @field: a field
 * @value: anything
 *
 * Returns: whether the value is one that the field can have; a count of 0, a range that ends before it
 *   begins, a price below 0 and a day that there is not are none
 */
gboolean
chl_field_fits (ChlField  field,
                JsonNode *value)
{
  const char *text;
  gint64      count;

  switch (shapes[field])
    {
    case SHAPE_COUNT:
      return chl_json_get_int64 (value, "", &count) && count > 0;

    case SHAPE_BOOLEAN:
      return chl_json_get_boolean (value, "", NULL);

    case SHAPE_SWITCH:
      return chl_json_get_boolean (value, "", NULL) || chl_json_get_object (value, "") != NULL;

    case SHAPE_RANGE:
      return holds_range (value);

    case SHAPE_PRICE:
      return holds_price (value);

    case SHAPE_WORDS:
      return holds_words (value);

    case SHAPE_TEXT:
      text = chl_json_get_string (value, "");
      return text != NULL && *text != '\0';

    case SHAPE_DAY:
      text = chl_json_get_string (value, "");
      return text != NULL && chl_field_is_day (text);

    default:
      return FALSE;
    }
}
