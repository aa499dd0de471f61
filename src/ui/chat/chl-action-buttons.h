/* chl-action-buttons.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-advice.h"

G_BEGIN_DECLS

#define CHL_TYPE_ACTION_BUTTONS (chl_action_buttons_get_type ())

/* What may help, as up to two buttons. ChlActionButtons::act (int): a #ChlAction was asked for. */
G_DECLARE_FINAL_TYPE (ChlActionButtons, chl_action_buttons, CHL, ACTION_BUTTONS, GtkWidget)

void chl_action_buttons_set_actions (ChlActionButtons *self,
                                     ChlAction         first,
                                     ChlAction         second);

G_END_DECLS
