/* chl-header-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_HEADER_GROUP (chl_header_group_get_type ())

/*
 * The headers that a person wants in every request to a provider, folded away; not to be seen where
 * there can be none.
 *
 * ChlHeaderGroup::changed: others are sent from now on.
 */
G_DECLARE_FINAL_TYPE (ChlHeaderGroup, chl_header_group, CHL, HEADER_GROUP, AdwPreferencesGroup)

void chl_header_group_set_provider (ChlHeaderGroup *self,
                                    ChlEngine      *engine,
                                    ChlProvider    *provider);

G_END_DECLS
