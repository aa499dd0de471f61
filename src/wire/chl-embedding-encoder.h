/* chl-embedding-encoder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-embedding.h"
#include "chl-quirks.h"

G_BEGIN_DECLS

GBytes *chl_embedding_encode (const ChlEmbeddingRequest *request,
                              guint                      first,
                              guint                      n_inputs,
                              const ChlQuirks           *quirks);
GBytes *chl_embedding_encode_ollama (const ChlEmbeddingRequest *request,
                                     guint                      first,
                                     guint                      n_inputs,
                                     const ChlQuirks           *quirks);

G_END_DECLS
