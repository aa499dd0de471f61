/* chl-settings-patch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-settings-patch.h"

static JsonNode *
patch_objects (JsonObject *before,
               JsonObject *after)
{
  JsonObject    *patch = json_object_new ();
  JsonNode      *node = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  json_object_iter_init (&iter, after);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *old = json_object_get_member (before, name);

      if (old == NULL)
        json_object_set_member (patch, name, json_node_copy (value));
      else if (!json_node_equal (old, value))
        json_object_set_member (patch, name, chl_settings_patch_between (old, value));
    }

  json_object_iter_init (&iter, before);
  while (json_object_iter_next (&iter, &name, &value))
    if (!json_object_has_member (after, name))
      json_object_set_null_member (patch, name);

  json_node_take_object (node, patch);
  return node;
}

/**
 * chl_settings_patch_between:
 * @before: what was there
 * @after: what shall be there
 *
 * The changes that lead from @before to @after, so that they can be merged into a file that
 * somebody else may have changed meanwhile.
 *
 * Source: RFC 7396
 *
 * Returns: (transfer full): a merge patch; an empty object if nothing changed
 */
JsonNode *
chl_settings_patch_between (JsonNode *before,
                            JsonNode *after)
{
  g_return_val_if_fail (before != NULL, NULL);
  g_return_val_if_fail (after != NULL, NULL);

  if (JSON_NODE_HOLDS_OBJECT (before) && JSON_NODE_HOLDS_OBJECT (after))
    return patch_objects (json_node_get_object (before), json_node_get_object (after));

  return json_node_copy (after);
}
