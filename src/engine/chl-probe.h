/* chl-probe.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-http.h"

G_BEGIN_DECLS

/*
 * Finds out how a server is spoken to, where the person left that open: by which list of models it
 * has. Nothing is sent anywhere but to the provider's own address.
 */
gboolean chl_probe_is_called_for (ChlProvider   *provider,
                                  ChlHttpAnswer *answer);
void     chl_probe_async (ChlEngine          *engine,
                          ChlProvider        *provider,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean chl_probe_other_list (ChlProvider   *provider,
                               ChlHttpAnswer *answer);
gboolean chl_probe_finish (ChlEngine    *engine,
                           GAsyncResult *result,
                           GError      **error);

G_END_DECLS
