/* chl-roles-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_ROLES_PAGE (chl_roles_page_get_type ())

/* The default models, one row for each kind of work. */
G_DECLARE_FINAL_TYPE (ChlRolesPage, chl_roles_page, CHL, ROLES_PAGE, AdwPreferencesPage)

void chl_roles_page_set_engine (ChlRolesPage *self,
                                ChlEngine    *engine);
void chl_roles_page_replace (ChlRolesPage *self,
                             const char   *full_id);

G_END_DECLS
