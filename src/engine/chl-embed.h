/* chl-embed.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-embedding.h"
#include "chl-engine.h"
#include "chl-message.h"

G_BEGIN_DECLS

/*
 * Texts become vectors, as many at a time as the server takes. However it ends, @answer says so:
 * it has no text, but a finish, a failure and what it took.
 */
void        chl_embed_async (ChlEngine           *engine,
                             ChlProvider         *provider,
                             ChlEmbeddingRequest *request,
                             ChlMessage          *answer,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
ChlVectors *chl_embed_finish (ChlEngine    *engine,
                              GAsyncResult *result,
                              GError      **error);

/* What would be sent first, without secrets: {"method","url","headers","body"}. */
JsonNode *chl_embed_describe (ChlEngine           *engine,
                              ChlProvider         *provider,
                              ChlEmbeddingRequest *request,
                              GError             **error);

G_END_DECLS
