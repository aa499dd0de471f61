/* chl-display.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean chl_display_is_remote (GdkDisplay *display);

G_END_DECLS
