/* chl-role-popover.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_ROLE_POPOVER (chl_role_popover_get_type ())

/*
 * The models that are on, to choose one for a role. ChlRolePopover::chosen (const char *full_id):
 * one was chosen; "" for none.
 */
G_DECLARE_FINAL_TYPE (ChlRolePopover, chl_role_popover, CHL, ROLE_POPOVER, GtkPopover)

GtkWidget *chl_role_popover_new (ChlEngine *engine,
                                 ChlRole    role,
                                 gboolean   has_none);

G_END_DECLS
