/* chl-outcome.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-outcome"

#include "config.h"

#include "chl-outcome.h"

#include <glib/gi18n-lib.h>

#include "chl-continuation.h"

typedef struct
{
  const char *sentence;   /* marked with NC_(); NULL: told by an advice, or not at all */
  ChlAction   actions[2]; /* best first; CONTINUE is RETRY where nothing can go on */
} Row;

static const Row rows[] = {
  [CHL_OUTCOME_GROWING] = { .sentence = NULL },
  [CHL_OUTCOME_COMPLETE] = {
    .sentence = NC_ ("outcome", "The answer is complete."),
  },
  [CHL_OUTCOME_EMPTY] = {
    .sentence = NC_ ("outcome", "The answer is empty."),
    .actions = { CHL_ACTION_RETRY, CHL_ACTION_CHOOSE_MODEL },
  },
  [CHL_OUTCOME_ONLY_THOUGHT] = {
    .sentence = NC_ ("outcome", "The model thought, and said nothing."),
    .actions = { CHL_ACTION_RETRY, CHL_ACTION_CHOOSE_MODEL },
  },
  [CHL_OUTCOME_LENGTH] = {
    .sentence = NC_ ("outcome", "Cut off: the longest answer allowed was reached."),
    .actions = { CHL_ACTION_CONTINUE, CHL_ACTION_OPEN_ROLES },
  },
  [CHL_OUTCOME_LENGTH_IN_THOUGHT] = {
    .sentence = NC_ ("outcome", "Cut off while thinking: the longest answer allowed was reached."),
    .actions = { CHL_ACTION_OPEN_ROLES, CHL_ACTION_RETRY },
  },
  [CHL_OUTCOME_WINDOW_FULL] = {
    .sentence = NC_ ("outcome", "Cut off: the conversation is as long as the model can read."),
    .actions = { CHL_ACTION_NEW_CHAT, CHL_ACTION_CHOOSE_MODEL },
  },
  [CHL_OUTCOME_TOOL_CALLS] = {
    .sentence = NC_ ("outcome", "The model asked for a tool, and there is none here."),
    .actions = { CHL_ACTION_RETRY, CHL_ACTION_CHOOSE_MODEL },
  },
  [CHL_OUTCOME_CONTENT_FILTER] = {
    .sentence = NC_ ("outcome", "Stopped by the provider’s content filter."),
    .actions = { CHL_ACTION_EDIT_QUESTION, CHL_ACTION_CHOOSE_MODEL },
  },
  [CHL_OUTCOME_REFUSAL] = {
    .sentence = NC_ ("outcome", "The model declined to answer."),
    .actions = { CHL_ACTION_EDIT_QUESTION, CHL_ACTION_CHOOSE_MODEL },
  },
  [CHL_OUTCOME_PAUSE] = {
    .sentence = NC_ ("outcome", "Paused by the provider."),
    .actions = { CHL_ACTION_CONTINUE },
  },
  [CHL_OUTCOME_STOPPED] = {
    .sentence = NC_ ("outcome", "You stopped this answer."),
    .actions = { CHL_ACTION_CONTINUE },
  },
  [CHL_OUTCOME_ABORTED] = {
    .sentence = NC_ ("outcome", "Stopped by the provider."),
    .actions = { CHL_ACTION_CONTINUE, CHL_ACTION_CHOOSE_MODEL },
  },
  [CHL_OUTCOME_INTERRUPTED] = {
    .sentence = NC_ ("outcome", "Broke off: the program ended before the answer did."),
    .actions = { CHL_ACTION_CONTINUE },
  },
  [CHL_OUTCOME_FAILED] = { .sentence = NULL },
  [CHL_OUTCOME_BROKEN_OFF] = {
    .actions = { CHL_ACTION_CONTINUE, CHL_ACTION_RETRY },
  },
  [CHL_OUTCOME_OTHER] = {
    .sentence = NC_ ("outcome", "Ended for a reason that the provider does not explain."),
    .actions = { CHL_ACTION_CONTINUE, CHL_ACTION_CHOOSE_MODEL },
  },
};

/* What the person would miss if it were gone, thoughts apart. */
static gboolean
has_answer (ChlMessage *answer)
{
  for (guint i = 0; i < chl_message_get_n_parts (answer); i++)
    {
      ChlPart    *part = chl_message_get_part (answer, i);
      ChlPartKind kind = chl_part_get_kind (part);

      if (kind == CHL_PART_REASONING || kind == CHL_PART_OPAQUE)
        continue;

      if (chl_part_get_text_length (part) > 0 || kind == CHL_PART_TOOL_CALL ||
          chl_part_get_data (part) != NULL || chl_part_get_uri (part) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Two words for the same: no server has more room than the model it runs. */
static gboolean
is_window_full (ChlMessage *answer)
{
  const char *raw = chl_message_get_raw_finish (answer);

  return raw != NULL && (g_ascii_strcasecmp (raw, "model_context_window_exceeded") == 0 ||
                         g_ascii_strcasecmp (raw, "model_length") == 0);
}

static ChlOutcomeKind
get_length_kind (ChlMessage *answer)
{
  if (is_window_full (answer))
    return CHL_OUTCOME_WINDOW_FULL;

  return has_answer (answer) ? CHL_OUTCOME_LENGTH : CHL_OUTCOME_LENGTH_IN_THOUGHT;
}

static ChlOutcomeKind
get_stop_kind (ChlMessage *answer)
{
  if (has_answer (answer))
    return CHL_OUTCOME_COMPLETE;

  return chl_message_has_content (answer) ? CHL_OUTCOME_ONLY_THOUGHT : CHL_OUTCOME_EMPTY;
}

/* What was killed with the program has no failure to show: nobody was there to see it. */
static ChlOutcomeKind
get_error_kind (ChlMessage *answer)
{
  if (chl_message_get_failure (answer) == NULL)
    return CHL_OUTCOME_INTERRUPTED;

  return chl_message_has_content (answer) ? CHL_OUTCOME_BROKEN_OFF : CHL_OUTCOME_FAILED;
}

/**
 * chl_outcome_get_kind:
 * @answer: an answer
 *
 * Returns: how it ended
 */
ChlOutcomeKind
chl_outcome_get_kind (ChlMessage *answer)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (answer), CHL_OUTCOME_GROWING);

  if (chl_message_is_growing (answer))
    return CHL_OUTCOME_GROWING;
  if (chl_message_get_author (answer) != CHL_AUTHOR_ASSISTANT)
    return CHL_OUTCOME_COMPLETE;

  switch (chl_message_get_finish (answer))
    {
    case CHL_FINISH_NONE:
      return CHL_OUTCOME_INTERRUPTED;
    case CHL_FINISH_STOP:
      return get_stop_kind (answer);
    case CHL_FINISH_LENGTH:
      return get_length_kind (answer);
    case CHL_FINISH_TOOL_CALLS:
      return CHL_OUTCOME_TOOL_CALLS;
    case CHL_FINISH_CONTENT_FILTER:
      return CHL_OUTCOME_CONTENT_FILTER;
    case CHL_FINISH_REFUSAL:
      return CHL_OUTCOME_REFUSAL;
    case CHL_FINISH_PAUSE:
      return CHL_OUTCOME_PAUSE;
    case CHL_FINISH_CANCELLED:
      /* Who was stopped by us had no time to give a reason. */
      return chl_message_get_raw_finish (answer) != NULL ? CHL_OUTCOME_ABORTED
                                                         : CHL_OUTCOME_STOPPED;
    case CHL_FINISH_ERROR:
      return get_error_kind (answer);
    case CHL_FINISH_OTHER:
      return CHL_OUTCOME_OTHER;
    }

  g_return_val_if_reached (CHL_OUTCOME_OTHER);
}

/* Where to go on would come to the same end, what helps is what the failure shows. */
static gboolean
may_go_on_after (const ChlFailure *failure)
{
  switch (failure->kind)
    {
    case CHL_FAILURE_OVERLOADED:
    case CHL_FAILURE_SERVER:
    case CHL_FAILURE_TIMEOUT:
    case CHL_FAILURE_NETWORK:
    case CHL_FAILURE_PROTOCOL:
    case CHL_FAILURE_LIMIT:
    case CHL_FAILURE_TRUNCATED:
    case CHL_FAILURE_CANCELLED:
    case CHL_FAILURE_RATE_LIMIT:
    case CHL_FAILURE_UNKNOWN:
      return TRUE;

    case CHL_FAILURE_NONE:
    case CHL_FAILURE_AUTH:
    case CHL_FAILURE_PERMISSION:
    case CHL_FAILURE_NOT_FOUND:
    case CHL_FAILURE_INVALID_REQUEST:
    case CHL_FAILURE_CONTEXT_LENGTH:
    case CHL_FAILURE_QUOTA:
    case CHL_FAILURE_TLS:
    case CHL_FAILURE_CONTENT_POLICY:
    case CHL_FAILURE_NO_KEY:
    case CHL_FAILURE_NOT_LOCAL:
      break;
    }

  return FALSE;
}

static void
set_actions (ChlOutcome *self,
             ChlAction   first,
             ChlAction   second,
             gboolean    can_go_on)
{
  self->actions[0] = first;
  self->actions[1] = second;

  for (guint i = 0; i < G_N_ELEMENTS (self->actions); i++)
    if (self->actions[i] == CHL_ACTION_CONTINUE && !can_go_on)
      self->actions[i] = CHL_ACTION_RETRY;
  if (self->actions[1] == self->actions[0])
    self->actions[1] = CHL_ACTION_NONE;
}

static void
tell_failure (ChlOutcome *self,
              ChlMessage *answer,
              const char *provider_title)
{
  const ChlFailure *failure = chl_message_get_failure (answer);
  const Row        *row = &rows[self->kind];
  gboolean          can_go_on = chl_continuation_is_possible (answer);
  g_autoptr(ChlAdvice) advice = NULL;

  advice = chl_advice_for_failure (failure, provider_title, chl_message_get_model (answer));
  self->sentence = g_steal_pointer (&advice->sentence);
  self->words = g_steal_pointer (&advice->words);

  if (self->kind == CHL_OUTCOME_BROKEN_OFF && may_go_on_after (failure))
    set_actions (self, row->actions[0], row->actions[1], can_go_on);
  else
    set_actions (self, advice->action, advice->other_action, can_go_on);
}

/**
 * chl_outcome_new:
 * @answer: an answer
 * @provider_title: (nullable): the name of the provider that gave it
 *
 * Returns: (transfer full): how it ended, in one sentence, and what may help
 */
ChlOutcome *
chl_outcome_new (ChlMessage *answer,
                 const char *provider_title)
{
  ChlOutcome *self;
  const Row  *row;

  g_return_val_if_fail (CHL_IS_MESSAGE (answer), NULL);

  self = g_new0 (ChlOutcome, 1);
  self->kind = chl_outcome_get_kind (answer);
  self->is_problem = self->kind == CHL_OUTCOME_FAILED || self->kind == CHL_OUTCOME_BROKEN_OFF;
  if (self->is_problem)
    {
      tell_failure (self, answer, provider_title);
      return self;
    }

  row = &rows[self->kind];
  if (row->sentence != NULL)
    self->sentence = g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "outcome", row->sentence));
  if (self->kind == CHL_OUTCOME_OTHER)
    self->words = g_strdup (chl_message_get_raw_finish (answer));
  set_actions (self, row->actions[0], row->actions[1], chl_continuation_is_possible (answer));

  return self;
}

void
chl_outcome_free (ChlOutcome *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self->words);
  g_free (self);
}
