/* chl-keyring.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-secret-store.h"

G_BEGIN_DECLS

void       chl_keyring_lookup_async (const ChlSecretPlace *place,
                                     gboolean              may_prompt,
                                     guint                 timeout_ms,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
ChlSecret *chl_keyring_lookup_finish (GAsyncResult *result,
                                      GError      **error);
void       chl_keyring_unlock_async (gpointer              source_object,
                                     const ChlSecretPlace *place,
                                     guint                 timeout_ms,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean   chl_keyring_unlock_finish (GAsyncResult *result,
                                      GError      **error);
void       chl_keyring_keep_async (const ChlSecretPlace *place,
                                   ChlSecret            *secret,
                                   guint                 timeout_ms,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean   chl_keyring_keep_finish (GAsyncResult *result,
                                    GError      **error);
void       chl_keyring_remove_async (const ChlSecretPlace *place,
                                     gboolean              may_be_missing,
                                     guint                 timeout_ms,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean   chl_keyring_remove_finish (GAsyncResult *result,
                                      GError      **error);

G_END_DECLS
