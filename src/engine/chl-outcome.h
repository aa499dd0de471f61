/* chl-outcome.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-advice.h"
#include "chl-message.h"

G_BEGIN_DECLS

/**
 * ChlOutcomeKind:
 * @CHL_OUTCOME_GROWING: it has not ended
 * @CHL_OUTCOME_COMPLETE: the model had no more to say
 * @CHL_OUTCOME_EMPTY: it ended without a word
 * @CHL_OUTCOME_ONLY_THOUGHT: it thought, and ended without a word
 * @CHL_OUTCOME_LENGTH: cut at the longest answer allowed
 * @CHL_OUTCOME_LENGTH_IN_THOUGHT: cut there before it said a word
 * @CHL_OUTCOME_WINDOW_FULL: cut because the model can read no more
 * @CHL_OUTCOME_TOOL_CALLS: it asks for tools
 * @CHL_OUTCOME_CONTENT_FILTER: the provider does not let it through
 * @CHL_OUTCOME_REFUSAL: the model declined
 * @CHL_OUTCOME_PAUSE: the provider paused
 * @CHL_OUTCOME_STOPPED: the person stopped it
 * @CHL_OUTCOME_ABORTED: the provider stopped it
 * @CHL_OUTCOME_INTERRUPTED: the program ended before it did
 * @CHL_OUTCOME_FAILED: it failed before it said a word
 * @CHL_OUTCOME_BROKEN_OFF: it failed in the middle
 * @CHL_OUTCOME_OTHER: the provider has a word of its own for it
 *
 * How an answer ended, told apart by what a person can do about it.
 */
typedef enum
{
  CHL_OUTCOME_GROWING,
  CHL_OUTCOME_COMPLETE,
  CHL_OUTCOME_EMPTY,
  CHL_OUTCOME_ONLY_THOUGHT,
  CHL_OUTCOME_LENGTH,
  CHL_OUTCOME_LENGTH_IN_THOUGHT,
  CHL_OUTCOME_WINDOW_FULL,
  CHL_OUTCOME_TOOL_CALLS,
  CHL_OUTCOME_CONTENT_FILTER,
  CHL_OUTCOME_REFUSAL,
  CHL_OUTCOME_PAUSE,
  CHL_OUTCOME_STOPPED,
  CHL_OUTCOME_ABORTED,
  CHL_OUTCOME_INTERRUPTED,
  CHL_OUTCOME_FAILED,
  CHL_OUTCOME_BROKEN_OFF,
  CHL_OUTCOME_OTHER,
} ChlOutcomeKind;

/**
 * ChlOutcome:
 * @kind: how it ended
 * @is_problem: something went wrong, rather than came to an end
 * @sentence: (nullable): that in words, with a full stop; %NULL while it grows
 * @words: (nullable): the provider's own words, to show beneath as a quotation
 * @actions: what may help, best first; %CHL_ACTION_NONE where there is nothing more
 */
typedef struct
{
  ChlOutcomeKind kind;
  gboolean       is_problem;
  char          *sentence;
  char          *words;
  ChlAction      actions[2];
} ChlOutcome;

ChlOutcomeKind chl_outcome_get_kind (ChlMessage *answer);
ChlOutcome    *chl_outcome_new (ChlMessage *answer,
                                const char *provider_title);
void           chl_outcome_free (ChlOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlOutcome, chl_outcome_free)

G_END_DECLS
