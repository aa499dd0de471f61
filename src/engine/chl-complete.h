/* chl-complete.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-completion.h"
#include "chl-engine.h"
#include "chl-message.h"

G_BEGIN_DECLS

/*
 * A gap is filled, in the best way that the server and the model have for it. However it ends,
 * @answer says so.
 */
void       chl_complete_async (ChlEngine          *engine,
                               ChlProvider        *provider,
                               ChlCompletion      *completion,
                               ChlMessage         *answer,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
ChlFilling chl_complete_finish (ChlEngine    *engine,
                                GAsyncResult *result);

/* What would be sent first, without secrets: {"method","url","headers","body"}, or of a program. */
JsonNode *chl_complete_describe (ChlEngine     *engine,
                                 ChlProvider   *provider,
                                 ChlCompletion *completion,
                                 GError       **error);

G_END_DECLS
