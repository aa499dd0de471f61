/* chl-anthropic-messages.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-body.h"

G_BEGIN_DECLS

/**
 * ChlAnthropicMessages:
 * @body: (unowned): what it is written into
 * @system: (owned) (element-type utf8): what the system prompt consists of
 * @blocks: (owned) (element-type ChlAnthropicContent): what the conversation consists of
 * @thinking_goes_back: see ChlAnthropicThinking
 *
 * A conversation as blocks of content. Marks for the cache can be counted only when all blocks
 * are known, so that they are gathered first and written then.
 */
typedef struct
{
  ChlBody   *body;
  GPtrArray *system;
  GPtrArray *blocks;
  gboolean   thinking_goes_back;
} ChlAnthropicMessages;

void chl_anthropic_messages_init (ChlAnthropicMessages *self,
                                  ChlBody              *body,
                                  GPtrArray            *turns,
                                  gboolean              thinking_goes_back);
void chl_anthropic_messages_clear (ChlAnthropicMessages *self);
void chl_anthropic_messages_write (ChlAnthropicMessages *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChlAnthropicMessages, chl_anthropic_messages_clear)

G_END_DECLS
