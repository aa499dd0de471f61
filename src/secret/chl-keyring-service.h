/* chl-keyring-service.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

gboolean          chl_keyring_is_sandboxed (void);
gboolean          chl_keyring_is_service (void);
void              chl_keyring_search_async (GHashTable         *attributes,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
GList            *chl_keyring_search_finish (GAsyncResult *result,
                                             GError      **error);
void              chl_keyring_get_default_async (GAsyncReadyCallback callback,
                                                 gpointer            user_data);
SecretCollection *chl_keyring_get_default_finish (GAsyncResult *result,
                                                  GError      **error);
void              chl_keyring_store_async (GHashTable         *attributes,
                                           const char         *label,
                                           SecretValue        *value,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean          chl_keyring_store_finish (GAsyncResult *result,
                                            GError      **error);

G_END_DECLS
