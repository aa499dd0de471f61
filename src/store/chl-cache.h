/* chl-cache.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CHL_TYPE_CACHE (chl_cache_get_type ())

/*
 * What can be fetched again: one JSON document a provider, "models/ID". A document that is
 * missing or broken is simply not there.
 */
G_DECLARE_FINAL_TYPE (ChlCache, chl_cache, CHL, CACHE, GObject)

ChlCache *chl_cache_new (const char *folder);
void      chl_cache_load_async (ChlCache           *self,
                                const char         *name,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
JsonNode *chl_cache_load_finish (ChlCache     *self,
                                 GAsyncResult *result,
                                 GError      **error);
void      chl_cache_save_async (ChlCache           *self,
                                const char         *name,
                                JsonNode           *root,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean  chl_cache_save_finish (ChlCache     *self,
                                 GAsyncResult *result,
                                 GError      **error);
void      chl_cache_remove_async (ChlCache           *self,
                                  const char         *name,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean  chl_cache_remove_finish (ChlCache     *self,
                                   GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
