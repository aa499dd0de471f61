/* chl-exchange-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-call.h"
#include "chl-exchange.h"

G_BEGIN_DECLS

/* What an exchange sends and how long it waits, apart from how it goes. */

gboolean  chl_exchange_fill_call (ChlHttpCall *call,
                                  ChlProvider *provider,
                                  ChlRequest  *request,
                                  GError     **error);
char     *chl_exchange_dup_digest (ChlProvider *provider,
                                   ChlRequest  *request);
gint64    chl_exchange_get_delay_ms (const ChlFailure *failure,
                                     guint             attempt,
                                     double            fraction);
JsonNode *chl_exchange_describe_request (ChlEngine   *engine,
                                         ChlProvider *provider,
                                         ChlRequest  *request,
                                         GError     **error);

G_END_DECLS
