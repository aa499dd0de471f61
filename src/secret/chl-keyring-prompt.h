/* chl-keyring-prompt.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     chl_keyring_prompt_async (GDBusConnection    *connection,
                                   const char         *owner,
                                   const char         *path,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean chl_keyring_prompt_finish (GAsyncResult *result,
                                    GError      **error);
void     chl_keyring_prompt_dismiss (GDBusConnection *connection,
                                     const char      *owner,
                                     const char      *path);

G_END_DECLS
