/* chl-json-print.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-json-print"

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-json-text.h"
#include "chl-json.h"

#define INDENT 2

typedef struct
{
  GString *text; /* (owned) (not nullable) */
  gboolean is_pretty;
  guint    depth;
} Printer;

static void print_node (Printer  *self,
                        JsonNode *node);

static void
break_line (Printer *self)
{
  if (!self->is_pretty)
    return;

  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->depth * INDENT; i++)
    g_string_append_c (self->text, ' ');
}

static void
print_object (Printer    *self,
              JsonObject *object)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;
  gboolean       is_first = TRUE;

  g_string_append_c (self->text, '{');
  self->depth++;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!is_first)
        g_string_append_c (self->text, ',');
      is_first = FALSE;
      break_line (self);
      chl_json_append_string (self->text, name, strlen (name));
      g_string_append (self->text, self->is_pretty ? ": " : ":");
      print_node (self, value);
    }
  self->depth--;
  if (!is_first)
    break_line (self);
  g_string_append_c (self->text, '}');
}

static void
print_array (Printer   *self,
             JsonArray *array)
{
  guint n = json_array_get_length (array);

  g_string_append_c (self->text, '[');
  self->depth++;
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      break_line (self);
      print_node (self, json_array_get_element (array, i));
    }
  self->depth--;
  if (n > 0)
    break_line (self);
  g_string_append_c (self->text, ']');
}

static void
print_value (Printer  *self,
             JsonNode *node)
{
  GType       type = json_node_get_value_type (node);
  const char *text;

  if (type == G_TYPE_STRING && (text = json_node_get_string (node)) != NULL)
    chl_json_append_string (self->text, text, strlen (text));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (self->text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (self->text, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_DOUBLE && isfinite (json_node_get_double (node)))
    chl_json_append_double (self->text, json_node_get_double (node));
  else
    g_string_append (self->text, "null");
}

static void
print_node (Printer  *self,
            JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      print_object (self, json_node_get_object (node));
      return;

    case JSON_NODE_ARRAY:
      print_array (self, json_node_get_array (node));
      return;

    case JSON_NODE_VALUE:
      print_value (self, node);
      return;

    case JSON_NODE_NULL:
      g_string_append (self->text, "null");
      return;
    }
}

/**
 * chl_json_print:
 * @root: a node
 * @pretty: two spaces for each level and a line end at the end, for files that people read
 *
 * Prints numbers so that they read back as the same ones, in the fewest digits. Members keep their
 * order.
 *
 * Returns: (transfer full): JSON text
 */
char *
chl_json_print (JsonNode *root,
                gboolean  pretty)
{
  Printer printer = { 0 };

  g_return_val_if_fail (root != NULL, NULL);

  printer.text = g_string_new (NULL);
  printer.is_pretty = pretty;
  print_node (&printer, root);
  if (pretty)
    g_string_append_c (printer.text, '\n');

  return g_string_free (printer.text, FALSE);
}
