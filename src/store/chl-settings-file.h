/* chl-settings-file.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-settings-store.h"

G_BEGIN_DECLS

/* What lies in the settings folder: all of this runs on the worker. */

#define CHL_SETTINGS_PROVIDERS "providers.d"

/* Bytes. The largest that was ever seen, a provider with 5,000 models, has half of it. */
#define CHL_SETTINGS_MAX_BYTES (4 * 1024 * 1024)

gboolean   chl_settings_id_is_valid (const char *id);
gboolean   chl_settings_name_is_valid (const char *name);
gboolean   chl_settings_name_check (const char *name,
                                    GError    **error);
char      *chl_settings_name_to_path (const char *folder,
                                      const char *name);
char      *chl_settings_name_from_file (const char *subfolder,
                                        const char *file_name);
GPtrArray *chl_settings_list_names (const char *folder);

ChlSettingsFile *chl_settings_file_load (const char *folder,
                                         const char *name,
                                         char      **out_digest);
JsonNode        *chl_settings_file_merge (const char *folder,
                                          const char *name,
                                          JsonNode   *patch,
                                          char      **out_digest_before,
                                          char      **out_digest_after,
                                          GError    **error);
gboolean         chl_settings_file_create (const char *folder,
                                           const char *name,
                                           JsonNode   *root,
                                           char      **out_digest,
                                           GError    **error);
gboolean         chl_settings_file_remove (const char *folder,
                                           const char *name,
                                           char      **out_digest_before,
                                           GError    **error);

G_END_DECLS
