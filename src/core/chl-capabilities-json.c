/* chl-capabilities-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-capabilities-json"

#include "config.h"

#include "chl-capabilities.h"

#include "chl-json.h"

/**
 * chl_capabilities_to_json:
 * @self: capabilities
 *
 * Returns: (transfer full): an object with a member for each known field, such as
 *   `"tools": {"value": true, "origin": "provider"}`
 */
JsonNode *
chl_capabilities_to_json (const ChlCapabilities *self)
{
  g_autoptr(JsonObject) object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      ChlOrigin   origin;
      JsonNode   *value = chl_capabilities_get (self, (ChlField) i, &origin);
      JsonObject *member;

      if (value == NULL)
        continue;

      member = json_object_new ();
      json_object_set_member (member, "value", chl_json_copy (value));
      json_object_set_string_member (member, "origin", chl_origin_to_string (origin));
      json_object_set_object_member (object, chl_field_to_string ((ChlField) i), member);
    }

  return json_node_init_object (json_node_alloc (), object);
}

/**
 * chl_capabilities_from_json:
 * @node: (nullable): what chl_capabilities_to_json() made, or a person wrote: a value alone counts
 *   as said by that person
 *
 * Fields that are unknown here, and values of a wrong shape, are passed over.
 *
 * Returns: (transfer full): capabilities
 */
ChlCapabilities *
chl_capabilities_from_json (JsonNode *node)
{
  ChlCapabilities *self = chl_capabilities_new ();
  JsonObject      *object = chl_json_get_object (node, "");

  for (guint i = 0; object != NULL && i < CHL_N_FIELDS; i++)
    {
      JsonNode   *member = chl_json_get (json_object_get_member (object, chl_field_to_string ((ChlField) i)), "");
      JsonNode   *value = chl_json_get (member, "/value");
      const char *word = chl_json_get_string (member, "/origin");
      ChlOrigin   origin = CHL_ORIGIN_UNKNOWN;

      if (value == NULL)
        {
          value = member;
          origin = CHL_ORIGIN_USER;
        }
      else if (word != NULL)
        chl_origin_from_string (word, &origin);

      if (value != NULL)
        chl_capabilities_set (self, (ChlField) i, value, origin);
    }

  return self;
}
