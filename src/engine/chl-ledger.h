/* chl-ledger.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-host-count.h"
#include "chl-message.h"

G_BEGIN_DECLS

void chl_ledger_add (ChlEngine   *engine,
                     ChlProvider *provider,
                     ChlRole      role,
                     ChlMessage  *answer,
                     gint64       began_us,
                     gint64       sent_bytes,
                     gint64       received_bytes);
void chl_ledger_watch (ChlEngine *engine);

/* Which hosts were asked, for whom and what for. */
void       chl_ledger_read_async (ChlEngine          *engine,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
GPtrArray *chl_ledger_read_finish (ChlEngine    *engine,
                                   GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
