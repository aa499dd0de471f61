/* chl-call.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-http.h"
#include "chl-mask.h"

G_BEGIN_DECLS

/* From a provider and an operation to a call that can be sent, and from its answer to a failure. */

ChlHttpCall *chl_call_new (ChlEngine   *engine,
                           ChlProvider *provider,
                           ChlOperation operation,
                           GError     **error);
gboolean     chl_call_check_model (ChlEngine   *engine,
                                   ChlProvider *provider,
                                   const char  *model,
                                   GError     **error);
void         chl_call_prepare_async (ChlEngine          *engine,
                                     ChlProvider        *provider,
                                     ChlOperation        operation,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
ChlHttpCall *chl_call_prepare_finish (ChlEngine    *engine,
                                      GAsyncResult *result,
                                      GError      **error);
/*
 * What a server says of a call may repeat the key that the call carried. Nothing of it leaves here
 * before the mask was over it: neither an error, nor a failure, nor what frames an answer.
 */
ChlHttpAnswer *chl_call_finish (ChlHttp           *http,
                                const ChlHttpCall *call,
                                GAsyncResult      *result,
                                GError           **error);
ChlFailure    *chl_call_read_failure (ChlEngine         *engine,
                                      ChlProvider       *provider,
                                      const ChlHttpCall *call,
                                      ChlHttpAnswer     *answer);
ChlFailure    *chl_call_hide_secrets (const ChlMask    *mask,
                                      const ChlFailure *failure);
gboolean       chl_call_check_content_type (ChlHttpAnswer *answer,
                                            GError       **error);

G_END_DECLS
