/* chl-role-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-role-json"

#include "config.h"

#include "chl-json.h"
#include "chl-roles-private.h"

static gboolean
is_sound_chain (JsonNode *node)
{
  JsonArray *array = chl_json_get_array (node, "");

  if (node == NULL)
    return TRUE;
  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *id = chl_json_get_string (json_array_get_element (array, i), "");

      if (id == NULL || !chl_model_split_full_id (id, NULL, NULL))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_sound_number (JsonNode   *node,
                 const char *pointer,
                 double      highest)
{
  double number;

  if (chl_json_get (node, pointer) == NULL)
    return TRUE;

  return chl_json_get_double (node, pointer, &number) && number >= 0 && number <= highest;
}

/**
 * chl_role_is_sound:
 * @root: (nullable): the whole file
 * @role: which role of it
 *
 * Returns: whether all that the file says of the role is used by chl_role_read_json()
 */
gboolean
chl_role_is_sound (JsonNode *root,
                   ChlRole   role)
{
  g_autofree char *pointer = g_strconcat ("/", chl_role_to_string (role), NULL);
  JsonNode        *node = chl_json_get (root, pointer);
  JsonNode        *parameters = chl_json_get (node, "/parameters");

  if (node == NULL)
    return TRUE;
  if (chl_json_get_object (node, "") == NULL || !is_sound_chain (chl_json_get (node, "/chain")))
    return FALSE;
  if (parameters == NULL)
    return TRUE;

  return chl_json_get_object (parameters, "") != NULL &&
         (chl_json_get (parameters, "/effort") == NULL ||
          chl_json_get_string (parameters, "/effort") != NULL) &&
         is_sound_number (parameters, "/temperature", 2) &&
         is_sound_number (parameters, "/top_p", 1) &&
         is_sound_number (parameters, "/max_output", CHL_PARAMETERS_MAX_OUTPUT);
}

/**
 * chl_role_read_json:
 * @root: (nullable): the whole file
 * @role: which role of it
 * @chain: (inout): replaced
 * @parameters: replaced
 *
 * What is missing or makes no sense is unset.
 */
void
chl_role_read_json (JsonNode          *root,
                    ChlRole            role,
                    GStrv             *chain,
                    ChlRoleParameters *parameters)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *pointer = g_strconcat ("/", chl_role_to_string (role), NULL);
  JsonNode        *node = chl_json_get (root, pointer);
  JsonArray       *array = chl_json_get_array (node, "/chain");
  guint            n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      const char *id = chl_json_get_string (json_array_get_element (array, i), "");

      if (id != NULL && chl_model_split_full_id (id, NULL, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }

  g_ptr_array_add (ids, NULL);
  g_strfreev (*chain);
  *chain = (GStrv) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
  chl_parameters_read_json (parameters, chl_json_get (node, "/parameters"));
}

/* All that is kept of a role. */
JsonNode *
chl_role_build_json (const char *const       *chain,
                     const ChlRoleParameters *parameters)
{
  JsonArray  *ids = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; chain[i] != NULL; i++)
    json_array_add_string_element (ids, chain[i]);

  json_object_set_array_member (object, "chain", ids);
  json_object_set_member (object, "parameters", chl_parameters_to_json (parameters));
  json_node_take_object (node, object);

  return node;
}
