/* chl-claude-reader.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-protocol.h"

G_BEGIN_DECLS

/**
 * ChlClaudeStep:
 * @CHL_CLAUDE_MORE: nothing to do but to read on
 * @CHL_CLAUDE_AGAIN: it asks the model once more, of itself: for the rest of an answer that reached
 *   its longest, or because what came was no good. Who wants no more of that stops it
 * @CHL_CLAUDE_DONE: the turn is over
 *
 * What a line of the claude program comes to.
 */
typedef enum
{
  CHL_CLAUDE_MORE,
  CHL_CLAUDE_AGAIN,
  CHL_CLAUDE_DONE,
} ChlClaudeStep;

/**
 * ChlClaudeReader:
 *
 * Reads what the claude program says in one turn. Most of its lines carry an event of the Messages
 * protocol each, and these go to a decoder; the last one says how the turn ended.
 */
typedef struct _ChlClaudeReader ChlClaudeReader;

ChlClaudeReader  *chl_claude_reader_new (ChlDecoder *decoder);
void              chl_claude_reader_free (ChlClaudeReader *self);
ChlClaudeStep     chl_claude_reader_take (ChlClaudeReader *self,
                                          const char      *line,
                                          gsize            length);
const ChlFailure *chl_claude_reader_get_failure (ChlClaudeReader *self);
double            chl_claude_reader_get_cost (ChlClaudeReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlClaudeReader, chl_claude_reader_free)

G_END_DECLS
