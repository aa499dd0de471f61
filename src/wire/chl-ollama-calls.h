/* chl-ollama-calls.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-emitter.h"
#include "chl-json-reader.h"

G_BEGIN_DECLS

/*
 * The tool calls of one answer. Each comes whole: what its index says means nothing, since older
 * servers count from 0 in every line.
 */
typedef struct _ChlOllamaCalls ChlOllamaCalls;

ChlOllamaCalls *chl_ollama_calls_new (ChlEmitter             *emitter,
                                      const ChlDecodeOptions *options);
void            chl_ollama_calls_free (ChlOllamaCalls *self);
void            chl_ollama_calls_take (ChlOllamaCalls *self,
                                       ChlJsonSpan     calls);
guint           chl_ollama_calls_get_length (ChlOllamaCalls *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlOllamaCalls, chl_ollama_calls_free)

G_END_DECLS
