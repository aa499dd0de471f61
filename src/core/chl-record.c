/* chl-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-record"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-record.h"

/**
 * chl_record_read_string:
 * @record: an object
 * @pointer: which member, see chl_json_get()
 * @out_value: (out): its text, owned by @record
 * @error: %CHL_ERROR_BROKEN_FILE if it is no text
 *
 * Returns: %FALSE with @error set if it is of the wrong type
 */
gboolean
chl_record_read_string (JsonNode    *record,
                        const char  *pointer,
                        const char **out_value,
                        GError     **error)
{
  const char *value = chl_json_get_string (record, pointer);

  if (value != NULL)
    *out_value = value;
  else if (chl_json_get (record, pointer) != NULL)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE, _("“%s” must be text"), pointer + 1);
      return FALSE;
    }

  return TRUE;
}

/**
 * chl_record_read_int64:
 * @record: an object
 * @pointer: which member, see chl_json_get()
 * @out_value: (out): its number
 * @error: %CHL_ERROR_BROKEN_FILE if it is no whole number
 *
 * Returns: %FALSE with @error set if it is of the wrong type
 */
gboolean
chl_record_read_int64 (JsonNode   *record,
                       const char *pointer,
                       gint64     *out_value,
                       GError    **error)
{
  if (!chl_json_get_int64 (record, pointer, out_value) && chl_json_get (record, pointer) != NULL)
    {
      g_set_error (error,
                   CHL_ERROR,
                   CHL_ERROR_BROKEN_FILE,
                   _("“%s” must be a whole number"),
                      pointer + 1);
      return FALSE;
    }

  return TRUE;
}

/**
 * chl_record_read_boolean:
 * @record: an object
 * @pointer: which member, see chl_json_get()
 * @out_value: (out): its truth
 * @error: %CHL_ERROR_BROKEN_FILE if it is neither true nor false
 *
 * Returns: %FALSE with @error set if it is of the wrong type
 */
gboolean
chl_record_read_boolean (JsonNode   *record,
                         const char *pointer,
                         gboolean   *out_value,
                         GError    **error)
{
  if (!chl_json_get_boolean (record, pointer, out_value) && chl_json_get (record, pointer) != NULL)
    {
      g_set_error (error,
                   CHL_ERROR,
                   CHL_ERROR_BROKEN_FILE,
                   _("“%s” must be true or false"),
                      pointer + 1);
      return FALSE;
    }

  return TRUE;
}

/**
 * chl_record_read_object:
 * @record: an object
 * @pointer: which member, see chl_json_get()
 * @out_value: (out): its members, owned by @record
 * @error: %CHL_ERROR_BROKEN_FILE if it is no object
 *
 * Returns: %FALSE with @error set if it is of the wrong type
 */
gboolean
chl_record_read_object (JsonNode    *record,
                        const char  *pointer,
                        JsonObject **out_value,
                        GError     **error)
{
  JsonObject *value = chl_json_get_object (record, pointer);

  if (value != NULL)
    *out_value = value;
  else if (chl_json_get (record, pointer) != NULL)
    {
      g_set_error (error,
                   CHL_ERROR,
                   CHL_ERROR_BROKEN_FILE,
                   _("“%s” must be an object"),
                      pointer + 1);
      return FALSE;
    }

  return TRUE;
}

/**
 * chl_record_read_array:
 * @record: an object
 * @pointer: which member, see chl_json_get()
 * @out_value: (out): its elements, owned by @record
 * @error: %CHL_ERROR_BROKEN_FILE if it is no array
 *
 * Returns: %FALSE with @error set if it is of the wrong type
 */
gboolean
chl_record_read_array (JsonNode   *record,
                       const char *pointer,
                       JsonArray **out_value,
                       GError    **error)
{
  JsonArray *value = chl_json_get_array (record, pointer);

  if (value != NULL)
    *out_value = value;
  else if (chl_json_get (record, pointer) != NULL)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE, _("“%s” must be a list"), pointer + 1);
      return FALSE;
    }

  return TRUE;
}
