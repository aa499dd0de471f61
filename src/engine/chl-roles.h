/* chl-roles.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-parameters.h"

G_BEGIN_DECLS

#define CHL_TYPE_ROLES (chl_roles_get_type ())

/*
 * The six default models: for each role a chain of models, the first choice and its fall-backs,
 * and what to send along. ChlRoles::changed (ChlRole): what a role uses, or could use, is another.
 */
G_DECLARE_FINAL_TYPE (ChlRoles, chl_roles, CHL, ROLES, GObject)

/* What a role asks of its model. */
typedef ChlParameters ChlRoleParameters;

const char              *chl_role_get_title (ChlRole role);
const char              *chl_role_get_summary (ChlRole role);
const char *const       *chl_roles_get_chain (ChlRoles *self,
                                              ChlRole   role);
void                     chl_roles_set_chain (ChlRoles          *self,
                                              ChlRole            role,
                                              const char *const *chain);
const ChlRoleParameters *chl_roles_get_parameters (ChlRoles *self,
                                                   ChlRole   role);
gboolean                 chl_roles_set_parameter (ChlRoles   *self,
                                                  ChlRole     role,
                                                  const char *key,
                                                  const char *value,
                                                  GError    **error);

/* Several of them, each "KEY=VALUE": all or none. */
gboolean chl_roles_set_parameters (ChlRoles          *self,
                                   ChlRole            role,
                                   const char *const *settings,
                                   GError           **error);

/*
 * The model that does the work now: the first of the chain that is there, on, and suited; for an
 * unset role what happens instead. NULL if there is none. @out_why says it in one sentence.
 */
ChlModel *chl_roles_resolve (ChlRoles *self,
                             ChlRole   role,
                             char    **out_why);

/* Writes what was set; called by the setters by themselves, waited for by the terminal program. */
void     chl_roles_save_async (ChlRoles           *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean chl_roles_save_finish (ChlRoles     *self,
                                GAsyncResult *result,
                                GError      **error);

G_END_DECLS
