/* chl-role-effort.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

GtkWidget *chl_role_effort_new (ChlEngine *engine,
                                ChlRole    role);

G_END_DECLS
