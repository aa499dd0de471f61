/* chl-roles-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-roles.h"

G_BEGIN_DECLS

ChlEngine *chl_roles_get_engine (ChlRoles *self);

/* A role in the file and as typed: {"chain": […], "parameters": {…}}. Pure. */

void      chl_role_read_json (JsonNode          *root,
                              ChlRole            role,
                              GStrv             *chain,
                              ChlRoleParameters *parameters);
JsonNode *chl_role_build_json (const char *const       *chain,
                               const ChlRoleParameters *parameters);

gboolean chl_role_is_sound (JsonNode *root,
                            ChlRole   role);

G_END_DECLS
