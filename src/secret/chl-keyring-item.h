/* chl-keyring-item.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsecret/secret.h>

#include "chl-secret-store.h"

G_BEGIN_DECLS

const SecretSchema *chl_keyring_item_get_schema (void);
GHashTable         *chl_keyring_item_build_attributes (const ChlSecretPlace *place,
                                                       const char           *serial);
void                chl_keyring_item_sort (GList      *found,
                                           GPtrArray **out_ours,
                                           GList     **out_locked);
gboolean            chl_keyring_item_is_gone (const GError *error);
void                chl_keyring_item_delete_all_async (GPtrArray          *items,
                                                       GAsyncReadyCallback callback,
                                                       gpointer            user_data);
gboolean            chl_keyring_item_delete_all_finish (GAsyncResult *result,
                                                        GError      **error);

G_END_DECLS
