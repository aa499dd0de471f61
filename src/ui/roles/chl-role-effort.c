/* chl-role-effort.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-role-effort"

#include "config.h"

#include "chl-role-effort.h"

#include "chl-effort-row.h"
#include "chl-provider-list.h"
#include "chl-roles.h"
#include "chl-settings-help.h"

/* What a row is for: a role, and the engine that knows its model. */
#define ROLE "chl-role"
#define ENGINE "chl-engine"

static ChlRole
get_role (ChlEffortRow *row)
{
  return (ChlRole) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), ROLE));
}

/* All of them, while there is no model that could be asked. */
static ChlEfforts
find_efforts (ChlRoles     *roles,
              ChlEffortRow *row)
{
  ChlEngine   *engine = g_object_get_data (G_OBJECT (row), ENGINE);
  ChlModel    *model = chl_roles_resolve (roles, get_role (row), NULL);
  ChlProvider *provider = NULL;

  if (model != NULL)
    provider = chl_provider_list_find (chl_engine_get_providers (engine),
                                       chl_model_get_provider_id (model));

  return provider != NULL ? chl_efforts_get (provider, model) : (ChlEfforts){ .levels = ~0u };
}

static void
changed_cb (ChlRoles     *roles,
            guint         role,
            ChlEffortRow *row)
{
  if (role == get_role (row))
    chl_effort_row_show (row, find_efforts (roles, row),
                         chl_roles_get_parameters (roles, get_role (row))->effort);
}

static void
chosen_cb (ChlRoles     *roles,
           int           effort,
           ChlEffortRow *row)
{
  ChlRole role = get_role (row);
  g_autoptr(GError) error = NULL;

  if ((ChlEffort) effort != chl_roles_get_parameters (roles, role)->effort &&
      !chl_roles_set_parameter (roles, role, "effort", chl_effort_to_string ((ChlEffort) effort),
                                &error))
    chl_settings_toast_error (GTK_WIDGET (row), error);
}

/**
 * chl_role_effort_new:
 * @engine: the engine
 * @role: the kind of work
 *
 * Returns: (transfer floating): a #ChlEffortRow for how much the model of a role thinks
 */
GtkWidget *
chl_role_effort_new (ChlEngine *engine,
                     ChlRole    role)
{
  GtkWidget *row;
  ChlRoles  *roles;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  row = chl_effort_row_new ();
  roles = chl_engine_get_roles (engine);
  g_object_set_data (G_OBJECT (row), ROLE, GUINT_TO_POINTER (role));
  g_object_set_data_full (G_OBJECT (row), ENGINE, g_object_ref (engine), g_object_unref);
  g_signal_connect_object (roles, "changed", G_CALLBACK (changed_cb), row, 0);
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), roles, G_CONNECT_SWAPPED);
  changed_cb (roles, role, CHL_EFFORT_ROW (row));

  return row;
}
