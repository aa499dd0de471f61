/* chl-secret-lock.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The right to change what the keyring holds: the windows and terminals of one person take turns. */
typedef struct _ChlSecretLock ChlSecretLock;

void           chl_secret_lock_take_async (guint               timeout_ms,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
ChlSecretLock *chl_secret_lock_take_finish (GAsyncResult *result,
                                            GError      **error);
void           chl_secret_lock_free (ChlSecretLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSecretLock, chl_secret_lock_free)

G_END_DECLS
