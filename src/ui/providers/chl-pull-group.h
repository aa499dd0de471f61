/* chl-pull-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_PULL_GROUP (chl_pull_group_get_type ())

/* Lets a runtime fetch a model, and shows how far it is. Not there for those that cannot. */
G_DECLARE_FINAL_TYPE (ChlPullGroup, chl_pull_group, CHL, PULL_GROUP, AdwPreferencesGroup)

void chl_pull_group_set_provider (ChlPullGroup *self,
                                  ChlEngine    *engine,
                                  ChlProvider  *provider);

G_END_DECLS
