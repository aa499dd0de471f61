/* chl-record.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Strict reading of our own files. A member that is missing or null reads as nothing and leaves
 * the out-parameter alone; one of the wrong type is CHL_ERROR_BROKEN_FILE.
 */
gboolean chl_record_read_string (JsonNode    *record,
                                 const char  *pointer,
                                 const char **out_value,
                                 GError     **error);
gboolean chl_record_read_int64 (JsonNode   *record,
                                const char *pointer,
                                gint64     *out_value,
                                GError    **error);
gboolean chl_record_read_boolean (JsonNode   *record,
                                  const char *pointer,
                                  gboolean   *out_value,
                                  GError    **error);
gboolean chl_record_read_object (JsonNode    *record,
                                 const char  *pointer,
                                 JsonObject **out_value,
                                 GError     **error);
gboolean chl_record_read_array (JsonNode   *record,
                                const char *pointer,
                                JsonArray **out_value,
                                GError    **error);

G_END_DECLS
