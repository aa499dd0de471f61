/* chl-anthropic-thinking.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-quirks.h"
#include "chl-request.h"

G_BEGIN_DECLS

/**
 * ChlAnthropicThinking:
 * @is_on: the model thinks before it answers
 * @says_off: it has to be told not to
 * @goes_back: thinking of earlier turns is sent
 * @effort: (nullable): the word for how much, where words are understood
 * @budget_tokens: how much, where numbers are understood
 * @max_tokens: the longest answer, thinking included
 *
 * What a request says about thinking, and what follows from it.
 */
typedef struct
{
  gboolean    is_on;
  gboolean    says_off;
  gboolean    goes_back;
  const char *effort;
  gint64      budget_tokens;
  gint64      max_tokens;
} ChlAnthropicThinking;

void chl_anthropic_thinking_init (ChlAnthropicThinking *self,
                                  const ChlRequest     *request,
                                  const ChlQuirks      *quirks,
                                  GPtrArray            *turns);

G_END_DECLS
