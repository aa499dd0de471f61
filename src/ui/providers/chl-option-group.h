/* chl-option-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_OPTION_GROUP (chl_option_group_get_type ())

/* What else can be set about a provider. ChlOptionGroup::changed: something was. */
G_DECLARE_FINAL_TYPE (ChlOptionGroup, chl_option_group, CHL, OPTION_GROUP, AdwPreferencesGroup)

void chl_option_group_set_provider (ChlOptionGroup *self,
                                    ChlEngine      *engine,
                                    ChlProvider    *provider);

G_END_DECLS
