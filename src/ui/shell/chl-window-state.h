/* chl-window-state.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How the chat window looked when it was closed. */

GSettings *chl_window_state_new (void);
void       chl_window_state_restore (GSettings *self,
                                     GtkWindow *window,
                                     AdwFlap   *flap);
void       chl_window_state_keep (GSettings *self,
                                  GtkWindow *window,
                                  AdwFlap   *flap);

G_END_DECLS
