/* chl-reasoning-details.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json-reader.h"
#include "chl-protocol.h"

G_BEGIN_DECLS

/*
 * The items of `reasoning_details`, merged from the fragments of a stream, as raw JSON: they go
 * back to the server as they came.
 *
 * Source: https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
typedef struct _ChlReasoningDetails ChlReasoningDetails;

ChlReasoningDetails *chl_reasoning_details_new (const ChlWireLimits *limits);
void                 chl_reasoning_details_free (ChlReasoningDetails *self);
gboolean             chl_reasoning_details_merge (ChlReasoningDetails *self,
                                                  ChlJsonSpan          items);
gboolean             chl_reasoning_details_is_empty (ChlReasoningDetails *self);
char                *chl_reasoning_details_to_json (ChlReasoningDetails *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlReasoningDetails, chl_reasoning_details_free)

G_END_DECLS
