/* chl-effort-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-effort-row"

#include "config.h"

#include "chl-effort-row.h"

#include <glib/gi18n-lib.h>

#include "chl-efforts.h"
#include "chl-provider-list.h"
#include "chl-roles.h"
#include "chl-settings-help.h"

struct _ChlEffortRow
{
  AdwComboRow parent_instance;

  ChlEngine *engine; /* (owned) (nullable) until it is set */
  ChlRole    role;
  ChlEfforts efforts;
  guint8     shown[CHL_EFFORT_MAX + 1]; /* a #ChlEffort for each row of the list */
  guint      n_shown;
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

/* What can be chosen, and what was chosen: a model may have been another one then. */
static void
fill (ChlEffortRow *self,
      ChlEfforts    efforts,
      ChlEffort     chosen)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  self->efforts = efforts;
  self->n_shown = 0;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      ChlEffort effort = (ChlEffort) i;

      if (!chl_efforts_has (efforts, effort) && effort != chosen)
        continue;

      gtk_string_list_append (list, efforts.is_switch && effort == CHL_EFFORT_HIGH
                              ? C_ ("effort", "On")
                                    : g_dpgettext2 (GETTEXT_PACKAGE, "effort", labels[i]));
      self->shown[self->n_shown++] = (guint8) i;
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (list));
}

static guint
find_row (ChlEffortRow *self,
          ChlEffort     effort)
{
  for (guint i = 0; i < self->n_shown; i++)
    if (self->shown[i] == effort)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

/* All of them, while there is no model that could be asked. */
static ChlEfforts
find_efforts (ChlEffortRow *self)
{
  ChlModel    *model = chl_roles_resolve (chl_engine_get_roles (self->engine), self->role, NULL);
  ChlProvider *provider = NULL;

  if (model != NULL)
    provider = chl_provider_list_find (chl_engine_get_providers (self->engine),
                                       chl_model_get_provider_id (model));

  return provider != NULL ? chl_efforts_get (provider, model) : (ChlEfforts){ .levels = ~0u };
}

static void
update (ChlEffortRow *self)
{
  ChlRoles  *roles = chl_engine_get_roles (self->engine);
  ChlEffort  chosen = chl_roles_get_parameters (roles, self->role)->effort;
  ChlEfforts efforts = find_efforts (self);
  guint      row;

  self->is_updating = TRUE;
  row = find_row (self, chosen);
  if (row == GTK_INVALID_LIST_POSITION || efforts.levels != self->efforts.levels ||
      efforts.is_switch != self->efforts.is_switch)
    fill (self, efforts, chosen);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), find_row (self, chosen));
  self->is_updating = FALSE;

  if (efforts.levels == 1u << CHL_EFFORT_DEFAULT)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("This model cannot be told how much"));
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("How much, before it answers"));
}

static void
selected_cb (ChlEffortRow *self)
{
  guint     row = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  guint     selected;
  ChlRoles *roles;
  g_autoptr(GError) error = NULL;

  if (self->is_updating || self->engine == NULL || row >= self->n_shown)
    return;

  selected = self->shown[row];
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
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Thinking"));
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
