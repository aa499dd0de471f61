/* chl-parameters.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-parameters"

#include "config.h"

#include "chl-parameters.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"

/* Leaves all of it to the provider. */
void
chl_parameters_init (ChlParameters *self)
{
  self->effort = CHL_EFFORT_DEFAULT;
  self->temperature = (double) NAN;
  self->top_p = (double) NAN;
  self->max_output = 0;
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
 * chl_parameters_set:
 * @self: what it goes into
 * @key: "effort", "temperature", "top_p" or "max_output"
 * @value: as typed; "" or "default" leaves it to the provider
 * @error: (out) (optional): %CHL_ERROR_INVALID
 *
 * Returns: %TRUE if it was taken
 */
gboolean
chl_parameters_set (ChlParameters *self,
                    const char    *key,
                    const char    *value,
                    GError       **error)
{
  double number;

  if (g_str_equal (key, "effort"))
    {
      if (*value == '\0')
        self->effort = CHL_EFFORT_DEFAULT;
      else if (!chl_effort_from_string (value, &self->effort))
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
    return parse_number (key, value, 2, &self->temperature, error);
  if (g_str_equal (key, "top_p"))
    return parse_number (key, value, 1, &self->top_p, error);

  if (g_str_equal (key, "max_output"))
    {
      if (!parse_number (key, value, CHL_PARAMETERS_MAX_OUTPUT, &number, error))
        return FALSE;
      if (!isnan (number) && number - floor (number) > 0)
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _ ("max_output is a whole number of tokens, not “%s”"), value);
          return FALSE;
        }
      self->max_output = isnan (number) ? 0 : (gint64) number;
      return TRUE;
    }

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               _ ("There is no “%s” to set; there are effort, temperature, top_p and max_output"),
                  key);
  return FALSE;
}

/**
 * chl_parameters_read_json:
 * @self: replaced
 * @node: (nullable): what chl_parameters_to_json() made, or a person wrote; what is missing or makes
 *   no sense is unset
 */
void
chl_parameters_read_json (ChlParameters *self,
                          JsonNode      *node)
{
  const char *effort = chl_json_get_string (node, "/effort");
  double      number;
  gint64      tokens;

  chl_parameters_init (self);
  if (effort != NULL)
    chl_effort_from_string (effort, &self->effort);
  if (chl_json_get_double (node, "/temperature", &number) && number >= 0 && number <= 2)
    self->temperature = number;
  if (chl_json_get_double (node, "/top_p", &number) && number >= 0 && number <= 1)
    self->top_p = number;
  if (chl_json_get_int64 (node, "/max_output", &tokens) && tokens > 0 && tokens <= CHL_PARAMETERS_MAX_OUTPUT)
    self->max_output = tokens;
}

/**
 * chl_parameters_to_json:
 * @self: parameters
 *
 * Returns: (transfer full): an object of those that are set: {"effort": "high", "temperature": 0.5}
 */
JsonNode *
chl_parameters_to_json (const ChlParameters *self)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  if (self->effort != CHL_EFFORT_DEFAULT)
    json_object_set_string_member (object, "effort", chl_effort_to_string (self->effort));
  if (!isnan (self->temperature))
    json_object_set_double_member (object, "temperature", self->temperature);
  if (!isnan (self->top_p))
    json_object_set_double_member (object, "top_p", self->top_p);
  if (self->max_output > 0)
    json_object_set_int_member (object, "max_output", self->max_output);

  json_node_take_object (node, object);
  return node;
}

/* NaN is the same as NaN here. */
static gboolean
is_same (double a,
         double b)
{
  return isnan (a) ? isnan (b) : !isnan (b) && !(a < b) && !(a > b);
}

gboolean
chl_parameters_equal (const ChlParameters *self,
                      const ChlParameters *other)
{
  return self->effort == other->effort && is_same (self->temperature, other->temperature) &&
         is_same (self->top_p, other->top_p) && self->max_output == other->max_output;
}

/* Whether all of it is left to the provider. */
gboolean
chl_parameters_are_unset (const ChlParameters *self)
{
  ChlParameters unset;

  chl_parameters_init (&unset);

  return chl_parameters_equal (self, &unset);
}

/**
 * chl_parameters_take_sampling:
 * @known: what is known of a model
 *
 * Returns: whether it may be sent a temperature and what is like it; what is not known speaks for it
 */
gboolean
chl_parameters_take_sampling (const ChlCapabilities *known)
{
  return !chl_capabilities_is_known (known, CHL_FIELD_SAMPLING) ||
         chl_capabilities_is (known, CHL_FIELD_SAMPLING);
}

static gboolean
has_level (JsonArray  *levels,
           const char *word)
{
  for (guint i = 0; i < json_array_get_length (levels); i++)
    if (g_strcmp0 (chl_json_get_string (json_array_get_element (levels, i), ""), word) == 0)
      return TRUE;

  return FALSE;
}

/**
 * chl_parameters_take_effort:
 * @known: what is known of a model
 * @effort: how much it is to think
 *
 * Returns: whether it may be asked for that; what is not known speaks for it
 */
gboolean
chl_parameters_take_effort (const ChlCapabilities *known,
                            ChlEffort              effort)
{
  JsonArray *levels = chl_json_get_array (chl_capabilities_get (known, CHL_FIELD_EFFORT, NULL), "");

  if (effort == CHL_EFFORT_DEFAULT)
    return TRUE;
  if (chl_capabilities_is_known (known, CHL_FIELD_REASONING) &&
      !chl_capabilities_is (known, CHL_FIELD_REASONING))
    return FALSE;
  if (levels == NULL)
    return TRUE;

  return has_level (levels, chl_effort_to_string (effort)) ||
         (effort == CHL_EFFORT_OFF && has_level (levels, "none"));
}

/**
 * chl_parameters_limit:
 * @self: what somebody wants
 * @known: what is known of the model that is asked
 *
 * Leaves to the provider what the model does not take, and asks for no longer answer than it gives.
 */
void
chl_parameters_limit (ChlParameters         *self,
                      const ChlCapabilities *known)
{
  gint64 most;

  g_return_if_fail (self != NULL && known != NULL);

  if (!chl_parameters_take_sampling (known))
    {
      self->temperature = (double) NAN;
      self->top_p = (double) NAN;
    }
  if (!chl_parameters_take_effort (known, self->effort))
    self->effort = CHL_EFFORT_DEFAULT;

  most = chl_capabilities_get_int (known, CHL_FIELD_MAX_OUTPUT);
  if (most > 0)
    self->max_output = MIN (self->max_output, most);
}

/**
 * chl_parameters_fill_request:
 * @self: what holds where nobody says otherwise
 * @request: what is asked; what it says itself stays
 */
void
chl_parameters_fill_request (const ChlParameters *self,
                             ChlRequest          *request)
{
  g_return_if_fail (self != NULL && request != NULL);

  if (request->effort == CHL_EFFORT_DEFAULT && request->budget_tokens <= 0)
    request->effort = self->effort;
  if (isnan (request->temperature))
    request->temperature = self->temperature;
  if (isnan (request->top_p))
    request->top_p = self->top_p;
  if (request->max_output <= 0)
    request->max_output = self->max_output;
}
