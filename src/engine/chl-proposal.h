/* chl-proposal.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/**
 * ChlPick:
 * @model: (owned): what is proposed to be turned on
 * @role: the kind of work it is for
 * @reason: (owned): why, a few words without a full stop
 */
typedef struct
{
  ChlModel *model;
  ChlRole   role;
  char     *reason;
} ChlPick;

GPtrArray *chl_proposal_build (ChlEngine   *engine,
                               ChlProvider *provider);
char      *chl_proposal_dup_sentence (GPtrArray *picks);
void       chl_proposal_take (GPtrArray *picks);

G_END_DECLS
