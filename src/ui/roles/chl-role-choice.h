/* chl-role-choice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-provider.h"

G_BEGIN_DECLS

#define CHL_TYPE_ROLE_CHOICE (chl_role_choice_get_type ())

/* One line of the models to choose from for a role. */
G_DECLARE_FINAL_TYPE (ChlRoleChoice, chl_role_choice, CHL, ROLE_CHOICE, AdwBin)

GtkWidget *chl_role_choice_new (void);
gboolean   chl_role_choice_show (ChlRoleChoice *self,
                                 ChlProvider   *provider,
                                 ChlModel      *model,
                                 ChlRole        role);

G_END_DECLS
