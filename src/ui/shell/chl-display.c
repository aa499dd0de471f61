/* chl-display.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-display"

#include "config.h"

#include "chl-display.h"

/**
 * chl_display_is_remote:
 * @display: (nullable): where a widget is shown
 *
 * Whether the window is served to a browser, so that what is typed and shown passes through more
 * hands than those of the person's own desktop. Keys can be neither seen nor typed there, and links
 * and folders would open on the wrong screen.
 *
 * Told by the name of its type: the header that declares it is only there where GTK was built for
 * browsers.
 */
gboolean
chl_display_is_remote (GdkDisplay *display)
{
  return display != NULL && g_str_equal (G_OBJECT_TYPE_NAME (display), "GdkBroadwayDisplay");
}
