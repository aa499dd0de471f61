/* chl-version-switch.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"

G_BEGIN_DECLS

#define CHL_TYPE_VERSION_SWITCH (chl_version_switch_get_type ())

G_DECLARE_FINAL_TYPE (ChlVersionSwitch, chl_version_switch, CHL, VERSION_SWITCH, AdwBin)

void chl_version_switch_set_message (ChlVersionSwitch *self,
                                     ChlConversation  *conversation,
                                     ChlMessage       *message);

G_END_DECLS
