/* chl-flap-focus.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How the focus comes into the list of chats where that lies over the chat, and back. */
void chl_flap_focus_guide (AdwFlap *flap);

G_END_DECLS
