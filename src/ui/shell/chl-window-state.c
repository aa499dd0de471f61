/* chl-window-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-window-state"

#include "config.h"

#include "chl-window-state.h"

/**
 * chl_window_state_new:
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where the schema is not installed
 */
GSettings *
chl_window_state_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * chl_window_state_restore:
 * @self: (nullable): the settings
 * @window: a window that is not shown yet
 * @flap: the list of chats beside the page
 */
void
chl_window_state_restore (GSettings *self,
                          GtkWindow *window,
                          AdwFlap   *flap)
{
  if (self == NULL)
    return;

  gtk_window_set_default_size (window, g_settings_get_int (self, "window-width"),
                               g_settings_get_int (self, "window-height"));
  if (g_settings_get_boolean (self, "window-maximized"))
    gtk_window_maximize (window);
  adw_flap_set_reveal_flap (flap, g_settings_get_boolean (self, "sidebar-visible"));
}

/**
 * chl_window_state_keep:
 * @self: (nullable): the settings
 * @window: a window
 * @flap: the list of chats beside the page
 */
void
chl_window_state_keep (GSettings *self,
                       GtkWindow *window,
                       AdwFlap   *flap)
{
  int width;
  int height;

  if (self == NULL)
    return;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (self, "window-width", CLAMP (width, 360, 16384));
  g_settings_set_int (self, "window-height", CLAMP (height, 294, 16384));
  g_settings_set_boolean (self, "window-maximized", gtk_window_is_maximized (window));
  if (!adw_flap_get_folded (flap))
    g_settings_set_boolean (self, "sidebar-visible", adw_flap_get_reveal_flap (flap));
}
