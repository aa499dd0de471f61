/* chl-relay-visit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     chl_relay_visit_async (GSocketConnection  *client,
                                GSocketAddress     *display,
                                const char         *token,
                                guint16             port,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean chl_relay_visit_finish (GSocketConnection *client,
                                 GAsyncResult      *result,
                                 GError           **error);

G_END_DECLS
