/* chl-json.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The limits of all JSON that comes from outside. */
#define CHL_JSON_MAX_BYTES (64 * 1024 * 1024)
#define CHL_JSON_MAX_DEPTH 128

JsonNode   *chl_json_parse (const char *text,
                            gssize      length,
                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *chl_json_get (JsonNode   *root,
                          const char *pointer);
const char *chl_json_get_string (JsonNode   *root,
                                 const char *pointer);
gboolean    chl_json_get_int64 (JsonNode   *root,
                                const char *pointer,
                                gint64     *out_value);
gboolean    chl_json_get_double (JsonNode   *root,
                                 const char *pointer,
                                 double     *out_value);
gboolean    chl_json_get_boolean (JsonNode   *root,
                                  const char *pointer,
                                  gboolean   *out_value);
JsonArray  *chl_json_get_array (JsonNode   *root,
                                const char *pointer);
JsonObject *chl_json_get_object (JsonNode   *root,
                                 const char *pointer);
JsonNode   *chl_json_copy (JsonNode *root);
char       *chl_json_print (JsonNode *root,
                            gboolean  pretty);
JsonNode   *chl_json_merge_patch (JsonNode *target,
                                  JsonNode *patch);

G_END_DECLS
