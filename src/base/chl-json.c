/* chl-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-json"

#include "config.h"

#include "chl-json.h"

#include <string.h>

/* "~1" is a slash, "~0" a tilde, and nothing else may follow a tilde. */
static char *
unescape_step (const char *step,
               gsize       length)
{
  g_autoptr(GString) out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (step[i] != '~')
        g_string_append_c (out, step[i]);
      else if (++i < length && (step[i] == '0' || step[i] == '1'))
        g_string_append_c (out, step[i] == '0' ? '~' : '/');
      else
        return NULL;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static JsonNode *
get_element (JsonArray  *array,
             const char *step)
{
  guint64 index;

  if ((*step == '0' && step[1] != '\0') ||
      !g_ascii_string_to_unsigned (step, 10, 0, G_MAXUINT, &index, NULL) ||
      index >= json_array_get_length (array))
    return NULL;

  return json_array_get_element (array, (guint) index);
}

/**
 * chl_json_get:
 * @root: (nullable): a node
 * @pointer: a JSON pointer such as "/choices/0/delta", or "" for @root itself
 *
 * Walks from @root. A missing member, a short array, a wrong type on the way and a null at the end
 * are all one answer: nothing there.
 *
 * Returns: (transfer none) (nullable): the node, owned by @root; never a null node
 *
 * Source: https://www.rfc-editor.org/rfc/rfc6901
 */
JsonNode *
chl_json_get (JsonNode   *root,
              const char *pointer)
{
  JsonNode *node = root;

  g_return_val_if_fail (pointer != NULL, NULL);
  g_return_val_if_fail (*pointer == '\0' || *pointer == '/', NULL);

  while (node != NULL && *pointer == '/')
    {
      gsize            length = strcspn (pointer + 1, "/");
      g_autofree char *step = unescape_step (pointer + 1, length);

      if (step == NULL)
        return NULL;
      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), step);
      else if (JSON_NODE_HOLDS_ARRAY (node))
        node = get_element (json_node_get_array (node), step);
      else
        return NULL;
      pointer += 1 + length;
    }

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static JsonNode *
get_of_type (JsonNode   *root,
             const char *pointer,
             GType       type)
{
  JsonNode *node = chl_json_get (root, pointer);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;

  return node;
}

/**
 * chl_json_get_string:
 * @root: (nullable): a node
 * @pointer: see chl_json_get()
 *
 * Returns: (transfer none) (nullable): the string, owned by @root; %NULL if there is none
 */
const char *
chl_json_get_string (JsonNode   *root,
                     const char *pointer)
{
  JsonNode *node = get_of_type (root, pointer, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * chl_json_get_int64:
 * @root: (nullable): a node
 * @pointer: see chl_json_get()
 * @out_value: (out) (optional): the number; left alone if there is none
 *
 * Takes 12 and 12.0, because servers write both.
 *
 * Returns: %TRUE if a whole number that fits is there
 */
gboolean
chl_json_get_int64 (JsonNode   *root,
                    const char *pointer,
                    gint64     *out_value)
{
  JsonNode *node = get_of_type (root, pointer, G_TYPE_INT64);
  gint64    value;

  if (node != NULL)
    value = json_node_get_int (node);
  else
    {
      double number;

      if (!(node = get_of_type (root, pointer, G_TYPE_DOUBLE)))
        return FALSE;

      /* Both bounds are exact as doubles; a NaN passes neither comparison. */
      number = json_node_get_double (node);
      if (!(number >= -9223372036854775808.0 && number < 9223372036854775808.0))
        return FALSE;

      value = (gint64) number;
      if (number > (double) value || number < (double) value)
        return FALSE;
    }

  if (out_value != NULL)
    *out_value = value;

  return TRUE;
}

/**
 * chl_json_get_double:
 * @root: (nullable): a node
 * @pointer: see chl_json_get()
 * @out_value: (out) (optional): the number; left alone if there is none
 *
 * Returns: %TRUE if a number is there, whole or not
 */
gboolean
chl_json_get_double (JsonNode   *root,
                     const char *pointer,
                     double     *out_value)
{
  JsonNode *node = chl_json_get (root, pointer);
  GType     type = G_TYPE_INVALID;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    type = json_node_get_value_type (node);
  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;

  if (out_value != NULL)
    *out_value = json_node_get_double (node);

  return TRUE;
}

/**
 * chl_json_get_boolean:
 * @root: (nullable): a node
 * @pointer: see chl_json_get()
 * @out_value: (out) (optional): the truth; left alone if there is none
 *
 * Returns: %TRUE if true or false is there
 */
gboolean
chl_json_get_boolean (JsonNode   *root,
                      const char *pointer,
                      gboolean   *out_value)
{
  JsonNode *node = get_of_type (root, pointer, G_TYPE_BOOLEAN);

  if (node == NULL)
    return FALSE;

  if (out_value != NULL)
    *out_value = json_node_get_boolean (node);

  return TRUE;
}

/**
 * chl_json_get_array:
 * @root: (nullable): a node
 * @pointer: see chl_json_get()
 *
 * Returns: (transfer none) (nullable): the array, owned by @root; %NULL if there is none
 */
JsonArray *
chl_json_get_array (JsonNode   *root,
                    const char *pointer)
{
  JsonNode *node = chl_json_get (root, pointer);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * chl_json_get_object:
 * @root: (nullable): a node
 * @pointer: see chl_json_get()
 *
 * Returns: (transfer none) (nullable): the object, owned by @root; %NULL if there is none
 */
JsonObject *
chl_json_get_object (JsonNode   *root,
                     const char *pointer)
{
  JsonNode *node = chl_json_get (root, pointer);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * chl_json_copy:
 * @root: a node
 *
 * Copies the whole tree. json_node_copy() shares objects and arrays with its original, so that a
 * change of one is a change of both.
 *
 * Returns: (transfer full): a copy that has nothing in common with @root
 */
JsonNode *
chl_json_copy (JsonNode *root)
{
  g_return_val_if_fail (root != NULL, NULL);

  if (JSON_NODE_HOLDS_OBJECT (root))
    {
      g_autoptr(JsonObject) object = json_object_new ();
      JsonObjectIter iter;
      const char    *name;
      JsonNode      *value;

      json_object_iter_init_ordered (&iter, json_node_get_object (root));
      while (json_object_iter_next_ordered (&iter, &name, &value))
        json_object_set_member (object, name, chl_json_copy (value));

      return json_node_init_object (json_node_alloc (), object);
    }

  if (JSON_NODE_HOLDS_ARRAY (root))
    {
      g_autoptr(JsonArray) array = json_array_new ();
      JsonArray *original = json_node_get_array (root);

      for (guint i = 0; i < json_array_get_length (original); i++)
        json_array_add_element (array, chl_json_copy (json_array_get_element (original, i)));

      return json_node_init_array (json_node_alloc (), array);
    }

  return json_node_copy (root);
}

/**
 * chl_json_merge_patch:
 * @target: (nullable): what there is; left as it is
 * @patch: what changes: members replace, objects are merged, a null takes a member away
 *
 * Returns: (transfer full): a tree of its own with the changes made
 *
 * Source: https://www.rfc-editor.org/rfc/rfc7396
 */
JsonNode *
chl_json_merge_patch (JsonNode *target,
                      JsonNode *patch)
{
  g_autoptr(JsonNode) result = NULL;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  g_return_val_if_fail (patch != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (patch))
    return chl_json_copy (patch);

  if (target != NULL && JSON_NODE_HOLDS_OBJECT (target))
    result = chl_json_copy (target);
  else
    {
      result = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (result, json_object_new ());
    }

  json_object_iter_init_ordered (&iter, json_node_get_object (patch));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonObject *object = json_node_get_object (result);

      if (JSON_NODE_HOLDS_NULL (value))
        json_object_remove_member (object, name);
      else
        {
          JsonNode *merged = chl_json_merge_patch (json_object_get_member (object, name), value);

          json_object_set_member (object, name, merged);
        }
    }

  return g_steal_pointer (&result);
}
