/* chl-settings-store.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CHL_TYPE_SETTINGS_STORE (chl_settings_store_get_type ())

/*
 * The settings files: one JSON object each, named "providers.d/ID" or "roles". Written by
 * lock, read again, merge by member, write to a temporary file, rename; mode 0600; a symbolic link
 * is followed; members nobody here knows survive. A broken file is left alone, a newer one is never
 * rewritten.
 *
 * ChlSettingsStore::changed (const char *name): the file was changed by somebody else.
 */
G_DECLARE_FINAL_TYPE (ChlSettingsStore, chl_settings_store, CHL, SETTINGS_STORE, GObject)

#define CHL_SETTINGS_VERSION 1

/**
 * ChlSettingsFile:
 * @name: "providers.d/ID" or "roles"
 * @root: (nullable): the object; %NULL if there is no file or it is broken
 * @error: (nullable): %CHL_ERROR_BROKEN_FILE with the line, %CHL_ERROR_NEWER_FILE (then @root is
 *   there, for reading), or %CHL_ERROR_STORAGE
 */
typedef struct
{
  char     *name;
  JsonNode *root;
  GError   *error;
} ChlSettingsFile;

void chl_settings_file_free (ChlSettingsFile *self);

ChlSettingsStore *chl_settings_store_new (const char *folder);
const char       *chl_settings_store_get_folder (ChlSettingsStore *self);
char             *chl_settings_store_dup_shown_path (ChlSettingsStore *self,
                                                     const char       *name);
char             *chl_settings_store_dup_path (ChlSettingsStore *self,
                                               const char       *name);
void              chl_settings_store_watch (ChlSettingsStore *self);

void             chl_settings_store_load_all_async (ChlSettingsStore   *self,
                                                    GCancellable       *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer            user_data);
GPtrArray       *chl_settings_store_load_all_finish (ChlSettingsStore *self,
                                                     GAsyncResult     *result,
                                                     GError          **error);
void             chl_settings_store_load_async (ChlSettingsStore   *self,
                                                const char         *name,
                                                GCancellable       *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer            user_data);
ChlSettingsFile *chl_settings_store_load_finish (ChlSettingsStore *self,
                                                 GAsyncResult     *result,
                                                 GError          **error);
void             chl_settings_store_merge_async (ChlSettingsStore   *self,
                                                 const char         *name,
                                                 JsonNode           *patch,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
JsonNode        *chl_settings_store_merge_finish (ChlSettingsStore *self,
                                                  GAsyncResult     *result,
                                                  GError          **error);
void             chl_settings_store_create_async (ChlSettingsStore   *self,
                                                  const char         *name,
                                                  JsonNode           *root,
                                                  GCancellable       *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer            user_data);
gboolean         chl_settings_store_create_finish (ChlSettingsStore *self,
                                                   GAsyncResult     *result,
                                                   GError          **error);
void             chl_settings_store_remove_async (ChlSettingsStore   *self,
                                                  const char         *name,
                                                  GCancellable       *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer            user_data);
gboolean         chl_settings_store_remove_finish (ChlSettingsStore *self,
                                                   GAsyncResult     *result,
                                                   GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSettingsFile, chl_settings_file_free)

G_END_DECLS
