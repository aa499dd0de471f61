/* chl-settings-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-window"

#include "config.h"

#include "chl-settings-window.h"

struct _ChlSettingsWindow
{
  AdwPreferencesWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlSettingsWindow, chl_settings_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
chl_settings_window_class_init (ChlSettingsWindowClass *klass)
{
}

static void
chl_settings_window_init (ChlSettingsWindow *self)
{
}

/**
 * chl_settings_window_new:
 * @engine: what the settings are about
 *
 * Returns: (transfer floating): a new window, not shown yet
 */
ChlSettingsWindow *
chl_settings_window_new (ChlEngine *engine)
{
  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  return g_object_new (CHL_TYPE_SETTINGS_WINDOW, NULL);
}

/**
 * chl_settings_window_show_page:
 * @self: a window
 * @page: "providers", "roles", "privacy", "add" or "provider:ID"
 */
void
chl_settings_window_show_page (ChlSettingsWindow *self,
                               const char        *page)
{
  g_return_if_fail (CHL_IS_SETTINGS_WINDOW (self));
  g_return_if_fail (page != NULL);
}
