/* chl-reasoning-details.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-emitter.h"
#include "chl-json-reader.h"
#include "chl-protocol.h"

G_BEGIN_DECLS

/*
 * What a model thought, sealed: the items of `reasoning_details`, merged from the fragments of a
 * stream, as raw JSON, and `reasoning_opaque`, a string that comes whole. They go back to the server
 * as they came.
 *
 * Source: https://openrouter.ai/docs/use-cases/reasoning-tokens,
 *   https://github.com/anomalyco/opencode/pull/8900
 */
typedef struct _ChlReasoningDetails ChlReasoningDetails;

ChlReasoningDetails *chl_reasoning_details_new (const ChlWireLimits *limits);
void                 chl_reasoning_details_free (ChlReasoningDetails *self);
gboolean             chl_reasoning_details_merge (ChlReasoningDetails *self,
                                                  ChlJsonSpan          items);
gboolean             chl_reasoning_details_is_empty (ChlReasoningDetails *self);
void                 chl_reasoning_details_take_opaque (ChlReasoningDetails *self,
                                                        ChlJsonSpan          opaque);
void                 chl_reasoning_details_emit (ChlReasoningDetails *self,
                                                 ChlEmitter          *emitter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlReasoningDetails, chl_reasoning_details_free)

G_END_DECLS
