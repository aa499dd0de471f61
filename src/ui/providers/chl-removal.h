/* chl-removal.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

AdwToast *chl_removal_start (ChlEngine            *engine,
                             ChlProvider          *provider,
                             AdwPreferencesWindow *window);
void      chl_removal_undo (AdwToast *toast);
void      chl_removal_commit (AdwToast *toast);

G_END_DECLS
