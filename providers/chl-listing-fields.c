/* chl-listing-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-listing-fields"

#include "config.h"

#include "chl-listing-fields.h"

#include <math.h>
#include <string.h>

#include "chl-json.h"

/* Dollars per million tokens. Nothing costs as much; what says so is broken. */
#define MAX_PRICE 10000.0

/* Seconds: 2000-01-01 and 2100-01-01. */
#define FIRST_DATE G_GINT64_CONSTANT (946684800)
#define LAST_DATE G_GINT64_CONSTANT (4102444800)

/* Of a day, as ISO 8601 writes it. */
#define DAY_BYTES 10

/**
 * chl_listing_index:
 * @root: a listing
 * @pointer: where its rows are, such as "/data"
 *
 * Returns: (transfer full) (element-type utf8 JsonNode): the rows by their ids; of equal ones the
 *   first. They borrow from @root
 */
GHashTable *
chl_listing_index (JsonNode   *root,
                   const char *pointer)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray  *array = chl_json_get_array (root, pointer);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode   *row = json_array_get_element (array, i);
      const char *id = chl_json_get_string (row, "/id");

      if (id != NULL && !g_hash_table_contains (rows, id))
        g_hash_table_insert (rows, (gpointer) id, row);
    }

  return rows;
}

/**
 * chl_listing_has_word:
 * @row: a row
 * @pointer: where its array of strings is
 * @word: one of them
 *
 * Returns: whether it is among them
 */
gboolean
chl_listing_has_word (JsonNode   *row,
                      const char *pointer,
                      const char *word)
{
  JsonArray *array = chl_json_get_array (row, pointer);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (chl_json_get_string (json_array_get_element (array, i), ""), word) == 0)
      return TRUE;

  return FALSE;
}

/* Sets a field that is a number of tokens; none, or less, says nothing. */
void
chl_listing_read_tokens (ChlCapabilities *capabilities,
                         ChlField         field,
                         JsonNode        *row,
                         const char      *pointer)
{
  gint64 tokens = 0;

  if (chl_json_get_int64 (row, pointer, &tokens) && tokens > 0)
    chl_capabilities_set_int (capabilities, field, tokens, CHL_ORIGIN_PROVIDER);
}

/* Sets a field that is a boolean. */
void
chl_listing_read_switch (ChlCapabilities *capabilities,
                         ChlField         field,
                         JsonNode        *row,
                         const char      *pointer)
{
  gboolean is_on = FALSE;

  if (chl_json_get_boolean (row, pointer, &is_on))
    chl_capabilities_set_boolean (capabilities, field, is_on, CHL_ORIGIN_PROVIDER);
}

/* Sets a field that is an array of strings, if there is a string in the row's. */
void
chl_listing_read_words (ChlCapabilities *capabilities,
                        ChlField         field,
                        JsonNode        *row,
                        const char      *pointer)
{
  JsonArray *array = chl_json_get_array (row, pointer);
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *word = chl_json_get_string (json_array_get_element (array, i), "");

      if (word != NULL)
        g_ptr_array_add (words, (gpointer) word);
    }
  if (words->len == 0)
    return;

  g_ptr_array_add (words, NULL);
  chl_capabilities_set_words (capabilities, field, (const char *const *) words->pdata,
                              CHL_ORIGIN_PROVIDER);
}

/**
 * chl_listing_set_budget:
 * @capabilities: of a model
 * @least: the fewest tokens it can be told to reason with; 0 where nobody says
 * @most: the most; 0 where nobody says
 */
void
chl_listing_set_budget (ChlCapabilities *capabilities,
                        gint64           least,
                        gint64           most)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *budget = json_object_new ();

  if (least > 0)
    json_object_set_int_member (budget, "min", least);
  if (most > 0)
    json_object_set_int_member (budget, "max", most);
  json_node_take_object (node, budget);
  chl_capabilities_set (capabilities, CHL_FIELD_BUDGET, node, CHL_ORIGIN_PROVIDER);
}

static gboolean
is_price (double price)
{
  return isfinite (price) && price >= 0 && price <= MAX_PRICE;
}

/* Without what binary fractions add: 0.00000015 dollars a token are 0.15 for a million. */
static void
add_price (JsonObject *object,
           const char *name,
           double      price)
{
  if (is_price (price))
    json_object_set_double_member (object, name, round (price * 1e6) / 1e6);
}

/**
 * chl_listing_set_price:
 * @capabilities: of a model
 * @input: dollars per million tokens, as are the others; NaN where nobody says
 * @output: of the answer
 * @cached: of what is read from the cache
 * @cache_write: of what is put into it
 *
 * Nothing is set unless both @input and @output are prices. A negative one, as routers have it
 * whose price depends on what they choose, is none.
 */
void
chl_listing_set_price (ChlCapabilities *capabilities,
                       double           input,
                       double           output,
                       double           cached,
                       double           cache_write)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;

  if (!is_price (input) || !is_price (output))
    return;

  object = json_object_new ();
  add_price (object, "input", input);
  add_price (object, "output", output);
  add_price (object, "cached", cached);
  add_price (object, "cache_write", cache_write);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  chl_capabilities_set (capabilities, CHL_FIELD_PRICE, node, CHL_ORIGIN_PROVIDER);
}

/* Sets a field that is a day, in seconds since 1970; one that makes no sense is passed over. */
void
chl_listing_set_date (ChlCapabilities *capabilities,
                      ChlField         field,
                      gint64           seconds)
{
  g_autoptr(GDateTime) date = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (seconds < FIRST_DATE || seconds > LAST_DATE)
    return;

  date = g_date_time_new_from_unix_utc (seconds);
  text = g_date_time_format (date, "%Y-%m-%d");
  node = json_node_init_string (json_node_alloc (), text);
  chl_capabilities_set (capabilities, field, node, CHL_ORIGIN_PROVIDER);
}

/* The same, from a day or a time as ISO 8601 writes it. */
void
chl_listing_set_day (ChlCapabilities *capabilities,
                     ChlField         field,
                     const char      *text)
{
  g_autofree char *day = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (text == NULL || strlen (text) < DAY_BYTES || !g_ascii_isdigit (*text))
    return;

  day = g_strndup (text, DAY_BYTES);
  node = json_node_init_string (json_node_alloc (), day);
  chl_capabilities_set (capabilities, field, node, CHL_ORIGIN_PROVIDER);
}
