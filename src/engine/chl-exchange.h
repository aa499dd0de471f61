/* chl-exchange.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-completion.h"
#include "chl-engine.h"
#include "chl-request.h"

G_BEGIN_DECLS

#define CHL_TYPE_EXCHANGE (chl_exchange_get_type ())

/**
 * ChlExchangeState:
 * @CHL_EXCHANGE_IDLE: not begun
 * @CHL_EXCHANGE_PREPARING: reading the key
 * @CHL_EXCHANGE_CONNECTING: until the request is out
 * @CHL_EXCHANGE_WAITING: for the first piece of the answer
 * @CHL_EXCHANGE_STREAMING: the answer grows
 * @CHL_EXCHANGE_RETRYING: waits until retry-at before it tries again
 * @CHL_EXCHANGE_ENDED: over
 */
typedef enum
{
  CHL_EXCHANGE_IDLE,
  CHL_EXCHANGE_PREPARING,
  CHL_EXCHANGE_CONNECTING,
  CHL_EXCHANGE_WAITING,
  CHL_EXCHANGE_STREAMING,
  CHL_EXCHANGE_RETRYING,
  CHL_EXCHANGE_ENDED,
} ChlExchangeState;

/*
 * One question to one model, with its retries: a request goes out, a message grows. Writes the
 * usage row. Properties that notify: state, attempt, retry-at-us.
 */
G_DECLARE_FINAL_TYPE (ChlExchange, chl_exchange, CHL, EXCHANGE, GObject)

ChlExchange      *chl_exchange_new (ChlEngine   *engine,
                                    ChlProvider *provider,
                                    ChlRole      role,
                                    ChlRequest  *request);
ChlExchange      *chl_exchange_new_completion (ChlEngine     *engine,
                                               ChlProvider   *provider,
                                               ChlRole        role,
                                               ChlCompletion *completion);
ChlExchangeState  chl_exchange_get_state (ChlExchange *self);
guint             chl_exchange_get_attempt (ChlExchange *self);
gint64            chl_exchange_get_retry_at_us (ChlExchange *self);
const ChlFailure *chl_exchange_get_last_failure (ChlExchange *self);
void              chl_exchange_retry_now (ChlExchange *self);

/*
 * Runs it. However it ends, @answer says so; finish fails only if it was called wrongly. Cancelling
 * closes the connection at once and leaves what has arrived, finished as cancelled.
 */
void     chl_exchange_run_async (ChlExchange        *self,
                                 ChlMessage         *answer,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean chl_exchange_run_finish (ChlExchange  *self,
                                  GAsyncResult *result,
                                  GError      **error);

/* What would be sent, without secrets: {"method","url","headers","body"}. */
JsonNode *chl_exchange_describe (ChlExchange *self,
                                 GError     **error);

G_END_DECLS
