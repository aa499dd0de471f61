/* chl-model-defaults-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-defaults-group"

#include "config.h"

#include "chl-model-defaults-group.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chl-effort-row.h"
#include "chl-model-limits.h"
#include "chl-settings-help.h"
#include "chl-spin-row.h"

/* Tokens of the longest answer that can be set while nobody knows how long they get. */
#define MAX_OUTPUT 1000000.0

struct _ChlModelDefaultsGroup
{
  AdwPreferencesGroup parent_instance;

  ChlEngine    *engine;   /* (owned) (nullable) until it is set */
  ChlProvider  *provider; /* (owned) (nullable) */
  ChlModel     *model;    /* (owned) (nullable) */
  gboolean      is_updating;
  ChlSpinRow   *temperature; /* (unowned) */
  ChlSpinRow   *top_p;       /* (unowned) */
  ChlSpinRow   *max_output;  /* (unowned) */
  ChlEffortRow *effort;      /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ChlModelDefaultsGroup, chl_model_defaults_group, ADW_TYPE_PREFERENCES_GROUP)

static void
read_defaults (ChlModelDefaultsGroup *self,
               ChlParameters         *defaults)
{
  const ChlParameters *set = chl_model_get_defaults (self->model);

  chl_parameters_init (defaults);
  if (set != NULL)
    *defaults = *set;
}

static void
update (ChlModelDefaultsGroup *self)
{
  const ChlModelLimits limits = chl_model_limits_get (self->provider, self->model);
  ChlParameters        defaults;

  if (self->is_updating)
    return;

  self->is_updating = TRUE;
  read_defaults (self, &defaults);
  chl_spin_row_set_highest (self->max_output, limits.max_output > 0 ? (double) limits.max_output : MAX_OUTPUT);
  chl_spin_row_set_value (self->temperature, defaults.temperature);
  chl_spin_row_set_value (self->top_p, defaults.top_p);
  chl_spin_row_set_value (self->max_output,
                          defaults.max_output > 0 ? (double) defaults.max_output : (double) NAN);
  chl_effort_row_show (self->effort, limits.efforts, defaults.effort);
  gtk_widget_set_visible (GTK_WIDGET (self->effort),
                          limits.efforts.levels != 1u << CHL_EFFORT_DEFAULT ||
                            defaults.effort != CHL_EFFORT_DEFAULT);
  self->is_updating = FALSE;

  gtk_widget_set_visible (GTK_WIDGET (self->temperature), limits.has_sampling);
  gtk_widget_set_visible (GTK_WIDGET (self->top_p), limits.has_sampling);
  gtk_widget_set_visible (GTK_WIDGET (self), limits.has_length);
}

static void
set_defaults (ChlModelDefaultsGroup *self,
              const ChlParameters   *defaults)
{
  chl_model_set_defaults (self->model, defaults);
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
}

/* Spinning leaves fractions that nobody meant. */
static double
round_to (double value,
          double parts)
{
  return isnan (value) ? value : round (value * parts) / parts;
}

static void
changed_cb (ChlModelDefaultsGroup *self,
            ChlSpinRow            *row)
{
  double        value = chl_spin_row_get_value (row);
  ChlParameters defaults;

  if (self->is_updating || self->model == NULL)
    return;

  read_defaults (self, &defaults);
  if (row == self->temperature)
    defaults.temperature = round_to (value, 100.0);
  else if (row == self->top_p)
    defaults.top_p = round_to (value, 100.0);
  else
    defaults.max_output = isnan (value) ? 0 : (gint64) value;
  set_defaults (self, &defaults);
}

static void
chosen_cb (ChlModelDefaultsGroup *self,
           int                    effort)
{
  ChlParameters defaults;

  read_defaults (self, &defaults);
  if (defaults.effort == (ChlEffort) effort)
    return;

  defaults.effort = (ChlEffort) effort;
  set_defaults (self, &defaults);
}

static void
chl_model_defaults_group_dispose (GObject *object)
{
  ChlModelDefaultsGroup *self = CHL_MODEL_DEFAULTS_GROUP (object);

  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_defaults_group_parent_class)->dispose (object);
}

static void
chl_model_defaults_group_class_init (ChlModelDefaultsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_model_defaults_group_dispose;
}

static ChlSpinRow *
add_number (ChlModelDefaultsGroup *self,
            const char            *title,
            const char            *subtitle,
            const ChlSpinRange    *range)
{
  GtkWidget *row = chl_spin_row_new (title, subtitle, range);

  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return CHL_SPIN_ROW (row);
}

static void
chl_model_defaults_group_init (ChlModelDefaultsGroup *self)
{
  static const ChlSpinRange temperature = { -0.1, 0.0, 2.0, 0.1, 2 };
  static const ChlSpinRange top_p = { -0.05, 0.0, 1.0, 0.05, 2 };
  static const ChlSpinRange max_output = { 0.0, 1.0, MAX_OUTPUT, 256.0, 0 };
  GtkWidget                *effort = chl_effort_row_new ();

  self->effort = CHL_EFFORT_ROW (effort);
  g_signal_connect_object (effort, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), effort);

  self->temperature = add_number (self, _("Temperature"),
                                           _("Higher for variety, lower for steadiness"), &temperature);
  self->top_p = add_number (self, _("Top P"), _("The part of likely words that it chooses from"),
                                                  &top_p);
  self->max_output = add_number (self, _("Longest Answer"), _("In tokens"), &max_output);
}

/**
 * chl_model_defaults_group_set_model:
 * @self: a group that has none yet
 * @engine: the engine
 * @provider: whose model it is
 * @model: which one; not to be seen for one that writes nothing
 */
void
chl_model_defaults_group_set_model (ChlModelDefaultsGroup *self,
                                    ChlEngine             *engine,
                                    ChlProvider           *provider,
                                    ChlModel              *model)
{
  g_return_if_fail (CHL_IS_MODEL_DEFAULTS_GROUP (self));
  g_return_if_fail (self->model == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "notify::capabilities", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::defaults", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
