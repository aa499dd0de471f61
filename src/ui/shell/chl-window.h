/* chl-window.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_WINDOW (chl_window_get_type ())

G_DECLARE_FINAL_TYPE (ChlWindow, chl_window, CHL, WINDOW, AdwApplicationWindow)

ChlWindow *chl_window_new (GtkApplication *application,
                           ChlEngine      *engine);
void       chl_window_new_chat (ChlWindow *self);
void       chl_window_show_settings (ChlWindow  *self,
                                     const char *page);
void       chl_window_toast (ChlWindow  *self,
                             const char *sentence);
void       chl_window_keep (ChlWindow *self);

G_END_DECLS
