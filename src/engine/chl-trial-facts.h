/* chl-trial-facts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-trial.h"

G_BEGIN_DECLS

/* What came of a trial, in words for people. */

/**
 * ChlTrialFact:
 * @title: what it is about
 * @value: (owned): what came of it; "Unknown" where nobody says
 */
typedef struct
{
  const char *title;
  char       *value;
} ChlTrialFact;

GPtrArray *chl_trial_list_facts (ChlTrial *self);
char      *chl_trial_dup_notice (ChlRole role);

G_END_DECLS
