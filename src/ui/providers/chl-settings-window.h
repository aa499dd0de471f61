/* chl-settings-window.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_SETTINGS_WINDOW (chl_settings_window_get_type ())

G_DECLARE_FINAL_TYPE (ChlSettingsWindow, chl_settings_window, CHL, SETTINGS_WINDOW, AdwPreferencesWindow)

ChlSettingsWindow *chl_settings_window_new (ChlEngine *engine);
void               chl_settings_window_show_page (ChlSettingsWindow *self,
                                                  const char        *page);

G_END_DECLS
