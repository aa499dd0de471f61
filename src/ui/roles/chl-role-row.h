/* chl-role-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_ROLE_ROW (chl_role_row_get_type ())

/* One of the six kinds of work: which model does it, what else could, how it is asked. */
G_DECLARE_FINAL_TYPE (ChlRoleRow, chl_role_row, CHL, ROLE_ROW, AdwExpanderRow)

GtkWidget *chl_role_row_new (ChlEngine *engine,
                             ChlRole    role);
gboolean   chl_role_row_replace (ChlRoleRow *self,
                                 const char *full_id);

G_END_DECLS
