/* chl-proposal-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROPOSAL_GROUP (chl_proposal_group_get_type ())

/*
 * Which models to begin with, and why, as long as none is on. ChlProposalGroup::taken: the person
 * turns them on.
 */
G_DECLARE_FINAL_TYPE (ChlProposalGroup, chl_proposal_group, CHL, PROPOSAL_GROUP, AdwPreferencesGroup)

void chl_proposal_group_set_provider (ChlProposalGroup *self,
                                      ChlEngine        *engine,
                                      ChlProvider      *provider);

G_END_DECLS
