/* chl-anthropic-block.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-emitter.h"
#include "chl-json-reader.h"

G_BEGIN_DECLS

/*
 * One content block of Anthropic Messages while it comes in: text, thinking, a call of a tool, or
 * something that only the server understands, which is kept to be sent back as it came.
 */
typedef struct _ChlAnthropicBlock ChlAnthropicBlock;

ChlAnthropicBlock *chl_anthropic_block_new (gint64                  index,
                                            ChlEmitter             *emitter,
                                            const ChlDecodeOptions *options,
                                            gsize                  *n_sealed);
void               chl_anthropic_block_free (ChlAnthropicBlock *self);
gint64             chl_anthropic_block_get_index (ChlAnthropicBlock *self);
void               chl_anthropic_block_start (ChlAnthropicBlock *self,
                                              ChlJsonSpan        block);
void               chl_anthropic_block_take (ChlAnthropicBlock *self,
                                             ChlJsonSpan        delta);
void               chl_anthropic_block_stop (ChlAnthropicBlock *self);
gboolean           chl_anthropic_block_is_open (ChlAnthropicBlock *self);
gboolean           chl_anthropic_block_is_call (ChlAnthropicBlock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlAnthropicBlock, chl_anthropic_block_free)

G_END_DECLS
