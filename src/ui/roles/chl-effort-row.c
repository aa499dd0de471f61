/* chl-effort-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-effort-row"

#include "config.h"

#include "chl-effort-row.h"

#include <glib/gi18n-lib.h>

#include "chl-roles.h"
#include "chl-settings-help.h"

struct _ChlEffortRow
{
  AdwComboRow parent_instance;

  ChlEngine *engine; /* (owned) (nullable) until it is set */
  ChlRole    role;
  gboolean   is_updating;
};

G_DEFINE_FINAL_TYPE (ChlEffortRow, chl_effort_row, ADW_TYPE_COMBO_ROW)

/* In the order of #ChlEffort. */
static const char *const labels[] = {
  NC_ ("effort", "Default"),
  NC_ ("effort", "Off"),
  NC_ ("effort", "Minimal"),
  NC_ ("effort", "Low"),
  NC_ ("effort", "Medium"),
  NC_ ("effort", "High"),
  NC_ ("effort", "Very High"),
  NC_ ("effort", "Maximum"),
};

static void
update (ChlEffortRow *self)
{
  ChlRoles *roles = chl_engine_get_roles (self->engine);
  ChlModel *model = chl_roles_resolve (roles, self->role, NULL);
  gboolean  cannot = FALSE;

  if (model != NULL)
    {
      const ChlCapabilities *capabilities = chl_model_get_capabilities (model);

      cannot = chl_capabilities_is_known (capabilities, CHL_FIELD_REASONING) &&
               !chl_capabilities_is (capabilities, CHL_FIELD_REASONING);
    }

  self->is_updating = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self),
                              chl_roles_get_parameters (roles, self->role)->effort);
  self->is_updating = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               cannot ? _("This model does not")
                                      : _("How much, before it answers"));
}

static void
selected_cb (ChlEffortRow *self)
{
  guint     selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  ChlRoles *roles;
  g_autoptr(GError) error = NULL;

  if (self->is_updating || self->engine == NULL || selected >= G_N_ELEMENTS (labels))
    return;

  roles = chl_engine_get_roles (self->engine);
  if (selected == chl_roles_get_parameters (roles, self->role)->effort)
    return;

  if (!chl_roles_set_parameter (roles, self->role, "effort",
                                chl_effort_to_string ((ChlEffort) selected), &error))
    chl_settings_toast_error (GTK_WIDGET (self), error);
}

static void
changed_cb (ChlEffortRow *self,
            guint         role)
{
  if (role == self->role)
    update (self);
}

static void
chl_effort_row_dispose (GObject *object)
{
  ChlEffortRow *self = CHL_EFFORT_ROW (object);

  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_effort_row_parent_class)->dispose (object);
}

static void
chl_effort_row_class_init (ChlEffortRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_effort_row_dispose;
}

static void
chl_effort_row_init (ChlEffortRow *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_string_list_append (list, g_dpgettext2 (GETTEXT_PACKAGE, "effort", labels[i]));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Thinking"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (list));
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

/**
 * chl_effort_row_new:
 * @engine: the engine
 * @role: the kind of work
 *
 * Returns: (transfer floating): a new #ChlEffortRow
 */
GtkWidget *
chl_effort_row_new (ChlEngine *engine,
                    ChlRole    role)
{
  ChlEffortRow *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  self = g_object_new (CHL_TYPE_EFFORT_ROW, NULL);
  self->engine = g_object_ref (engine);
  self->role = role;
  g_signal_connect_object (chl_engine_get_roles (engine), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
