/* chl-role-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-role-json"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-roles-private.h"

/* Tokens. More than any model writes in one answer; a typing error, not a wish. */
#define MAX_OUTPUT 10000000

void
chl_role_parameters_init (ChlRoleParameters *parameters)
{
  parameters->effort = CHL_EFFORT_DEFAULT;
  parameters->temperature = (double) NAN;
  parameters->top_p = (double) NAN;
  parameters->max_output = 0;
}

static gboolean
parse_number (const char *key,
              const char *value,
              double      highest,
              double     *out_number,
              GError    **error)
{
  char  *end = NULL;
  double number;

  if (*value == '\0' || g_str_equal (value, "default"))
    {
      *out_number = (double) NAN;
      return TRUE;
    }

  /* Not all that strtod() knows: hexadecimal numbers and “inf” are typing errors here. */
  number = g_ascii_strtod (value, &end);
  if (value[strspn (value, "0123456789.")] != '\0' || end == value || *end != '\0' ||
      number > highest)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                   _ ("%s is a number from 0 to %.0f, not “%s”"), key, highest, value);
      return FALSE;
    }

  *out_number = number;
  return TRUE;
}

/**
 * chl_role_parse_parameter:
 * @parameters: what it goes into
 * @key: "effort", "temperature", "top_p" or "max_output"
 * @value: as typed; "" or "default" leaves it to the provider
 * @error: (out) (optional): %CHL_ERROR_INVALID
 *
 * Returns: %TRUE if it was taken
 */
gboolean
chl_role_parse_parameter (ChlRoleParameters *parameters,
                          const char        *key,
                          const char        *value,
                          GError           **error)
{
  double number;

  if (g_str_equal (key, "effort"))
    {
      if (*value == '\0')
        parameters->effort = CHL_EFFORT_DEFAULT;
      else if (!chl_effort_from_string (value, &parameters->effort))
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _ ("effort is default, off, minimal, low, medium, high, xhigh or max, "
                          "not “%s”"),
                          value);
          return FALSE;
        }
      return TRUE;
    }

  if (g_str_equal (key, "temperature"))
    return parse_number (key, value, 2, &parameters->temperature, error);
  if (g_str_equal (key, "top_p"))
    return parse_number (key, value, 1, &parameters->top_p, error);

  if (g_str_equal (key, "max_output"))
    {
      if (!parse_number (key, value, MAX_OUTPUT, &number, error))
        return FALSE;
      if (!isnan (number) && number - floor (number) > 0)
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _ ("max_output is a whole number of tokens, not “%s”"), value);
          return FALSE;
        }
      parameters->max_output = isnan (number) ? 0 : (gint64) number;
      return TRUE;
    }

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               _ ("There is no “%s” to set; there are effort, temperature, top_p and max_output"),
                  key);
  return FALSE;
}

static void
read_parameters (JsonNode          *node,
                 ChlRoleParameters *parameters)
{
  const char *effort = chl_json_get_string (node, "/effort");
  double      number;
  gint64      tokens;

  chl_role_parameters_init (parameters);
  if (effort != NULL)
    chl_effort_from_string (effort, &parameters->effort);
  if (chl_json_get_double (node, "/temperature", &number) && number >= 0 && number <= 2)
    parameters->temperature = number;
  if (chl_json_get_double (node, "/top_p", &number) && number >= 0 && number <= 1)
    parameters->top_p = number;
  if (chl_json_get_int64 (node, "/max_output", &tokens) && tokens > 0 && tokens <= MAX_OUTPUT)
    parameters->max_output = tokens;
}

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
         is_sound_number (parameters, "/max_output", MAX_OUTPUT);
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
  read_parameters (chl_json_get (node, "/parameters"), parameters);
}

/**
 * chl_role_parameters_to_json:
 * @parameters: the parameters of a role
 *
 * Returns: (transfer full): an object of those that are set
 */
JsonNode *
chl_role_parameters_to_json (const ChlRoleParameters *parameters)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  if (parameters->effort != CHL_EFFORT_DEFAULT)
    json_object_set_string_member (object, "effort", chl_effort_to_string (parameters->effort));
  if (!isnan (parameters->temperature))
    json_object_set_double_member (object, "temperature", parameters->temperature);
  if (!isnan (parameters->top_p))
    json_object_set_double_member (object, "top_p", parameters->top_p);
  if (parameters->max_output > 0)
    json_object_set_int_member (object, "max_output", parameters->max_output);

  json_node_take_object (node, object);
  return node;
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
  json_object_set_member (object, "parameters", chl_role_parameters_to_json (parameters));
  json_node_take_object (node, object);

  return node;
}
