/* chl-practice-example.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-practice-example.h"

#include "chl-json-writer.h"
#include "chl-json.h"

#define MAX_DEPTH 8

static void add_example (ChlJsonWriter *writer,
                         const char    *name,
                         JsonNode      *schema,
                         guint          depth);

static void
add_object (ChlJsonWriter *writer,
            const char    *name,
            JsonNode      *schema,
            guint          depth)
{
  JsonObject    *properties = chl_json_get_object (schema, "/properties");
  JsonObjectIter iter;
  const char    *property;
  JsonNode      *value;

  chl_json_writer_begin_object (writer, name);
  if (properties != NULL && depth < MAX_DEPTH)
    {
      json_object_iter_init_ordered (&iter, properties);
      while (json_object_iter_next_ordered (&iter, &property, &value))
        add_example (writer, property, value, depth + 1);
    }
  chl_json_writer_end_object (writer);
}

static void
add_array (ChlJsonWriter *writer,
           const char    *name,
           JsonNode      *schema,
           guint          depth)
{
  JsonNode *items = chl_json_get (schema, "/items");

  chl_json_writer_begin_array (writer, name);
  if (items != NULL && depth < MAX_DEPTH)
    add_example (writer, NULL, items, depth + 1);
  chl_json_writer_end_array (writer);
}

static void
add_example (ChlJsonWriter *writer,
             const char    *name,
             JsonNode      *schema,
             guint          depth)
{
  const char *type = chl_json_get_string (schema, "/type");
  const char *choice = chl_json_get_string (schema, "/enum/0");
  gint64      minimum = 1;

  if (type == NULL)
    type = chl_json_get_string (schema, "/type/0");
  if (choice != NULL)
    chl_json_writer_add_string (writer, name, choice);
  else if (g_strcmp0 (type, "object") == 0 || (type == NULL && depth == 0))
    add_object (writer, name, schema, depth);
  else if (g_strcmp0 (type, "array") == 0)
    add_array (writer, name, schema, depth);
  else if (g_strcmp0 (type, "integer") == 0 || g_strcmp0 (type, "number") == 0)
    {
      chl_json_get_int64 (schema, "/minimum", &minimum);
      chl_json_writer_add_int (writer, name, minimum);
    }
  else if (g_strcmp0 (type, "boolean") == 0)
    chl_json_writer_add_boolean (writer, name, TRUE);
  else if (g_strcmp0 (type, "null") == 0)
    chl_json_writer_add_null (writer, name);
  else
    chl_json_writer_add_string (writer, name, "practice");
}

/**
 * chl_practice_example_build:
 * @schema: (nullable): a JSON schema
 *
 * Returns: (transfer full): JSON that looks as @schema asks
 *
 * Source: https://json-schema.org/draft/2020-12/json-schema-validation
 */
char *
chl_practice_example_build (JsonNode *schema)
{
  ChlJsonWriter *writer = chl_json_writer_new ();

  if (schema != NULL)
    add_example (writer, NULL, schema, 0);
  else
    {
      chl_json_writer_begin_object (writer, NULL);
      chl_json_writer_end_object (writer);
    }

  return chl_json_writer_free_to_string (writer);
}
