/* chl-advice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-failure.h"

G_BEGIN_DECLS

/**
 * ChlAction:
 *
 * The one thing that helps. Who shows a failure shows this as its button.
 */
typedef enum
{
  CHL_ACTION_NONE,
  CHL_ACTION_RETRY,
  CHL_ACTION_WAIT,
  CHL_ACTION_CONTINUE,
  CHL_ACTION_OPEN_PROVIDER,
  CHL_ACTION_ADD_PROVIDER,
  CHL_ACTION_CHOOSE_MODEL,
  CHL_ACTION_NEW_CHAT,
  CHL_ACTION_EDIT_QUESTION,
  CHL_ACTION_OPEN_PRIVACY,
  CHL_ACTION_UNLOCK,
  CHL_ACTION_ENTER_KEY,
  CHL_ACTION_SHOW_FILE,
  CHL_ACTION_USE_ADDRESS,
  CHL_ACTION_CONFIRM_ORIGIN,
  CHL_ACTION_OPEN_ROLES,
  CHL_ACTION_TRY_REGION,
} ChlAction;

/**
 * ChlAdvice:
 * @sentence: what happened, in words, with a full stop
 * @words: (nullable): the provider's own words, to show beneath as a quotation
 * @action: what may help
 * @other_action: what else may, where there is room for it; %CHL_ACTION_NONE for nothing
 */
typedef struct
{
  char     *sentence;
  char     *words;
  ChlAction action;
  ChlAction other_action;
} ChlAdvice;

ChlAdvice       *chl_advice_for_failure (const ChlFailure *failure,
                                         const char       *provider_title,
                                         const char       *model);
ChlAdvice       *chl_advice_for_error (const GError *error,
                                       const char   *provider_title);
void             chl_advice_free (ChlAdvice *self);
const char      *chl_action_to_string (ChlAction action);
const char      *chl_action_get_label (ChlAction action);
ChlProviderState chl_advice_get_state (const ChlFailure *failure);
const char      *chl_provider_state_get_label (ChlProviderState state);
const char      *chl_finish_get_label (ChlFinish finish);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlAdvice, chl_advice_free)

G_END_DECLS
