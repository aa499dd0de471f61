/* chl-number-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-number-row"

#include "config.h"

#include "chl-number-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chl-roles.h"
#include "chl-settings-help.h"

struct _ChlNumberRow
{
  AdwActionRow parent_instance;

  ChlEngine     *engine; /* (owned) (nullable) until it is set */
  ChlRole        role;
  ChlNumber      number;
  gboolean       is_updating;
  GtkSpinButton *spin;  /* (unowned) template child */
  GtkWidget     *reset; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlNumberRow, chl_number_row, ADW_TYPE_ACTION_ROW)

/* The lowest value stands for none: the provider decides. */
static const struct
{
  const char *key;
  const char *title;    /* marked with N_() */
  const char *subtitle; /* marked with N_() */
  double      lowest;
  double      highest;
  double      step;
  guint       n_digits;
} facts[] = {
  [CHL_NUMBER_TEMPERATURE] = { "temperature", N_ ("Temperature"),
                               N_ ("Higher for variety, lower for steadiness"), -0.1, 2.0, 0.1, 1 },
  [CHL_NUMBER_MAX_OUTPUT] = { "max_output", N_ ("Longest Answer"), N_ ("In tokens"), 0.0, 1000000.0,
                              256.0, 0 },
};

static gboolean
is_default (ChlNumberRow *self,
            double        value)
{
  return value < facts[self->number].lowest + facts[self->number].step / 2.0;
}

static double
get_value (ChlNumberRow *self)
{
  const ChlRoleParameters *parameters;

  parameters = chl_roles_get_parameters (chl_engine_get_roles (self->engine), self->role);
  if (self->number == CHL_NUMBER_MAX_OUTPUT)
    return (double) parameters->max_output;

  return isnan (parameters->temperature) ? facts[self->number].lowest : parameters->temperature;
}

static void
update (ChlNumberRow *self)
{
  double value = get_value (self);

  self->is_updating = TRUE;
  gtk_spin_button_set_value (self->spin, value);
  self->is_updating = FALSE;
  gtk_widget_set_visible (self->reset, !is_default (self, value));
}

static gboolean
output_cb (ChlNumberRow *self)
{
  if (!is_default (self, gtk_spin_button_get_value (self->spin)))
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (self->spin), C_("number", "Default"));

  return TRUE;
}

static int
input_cb (ChlNumberRow *self,
          double       *out_value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->spin));

  if (*text != '\0' && g_strcmp0 (text, C_("number", "Default")) != 0)
    return FALSE;

  *out_value = facts[self->number].lowest;

  return TRUE;
}

static void
set_value (ChlNumberRow *self,
           double        value)
{
  char        buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = "default";
  g_autoptr(GError) error = NULL;

  if (!is_default (self, value))
    text = g_ascii_formatd (buffer, sizeof buffer,
                            self->number == CHL_NUMBER_MAX_OUTPUT ? "%.0f" : "%.1f", value);

  if (!chl_roles_set_parameter (chl_engine_get_roles (self->engine), self->role,
                                facts[self->number].key, text, &error))
    chl_settings_toast_error (GTK_WIDGET (self), error);
}

static void
value_cb (ChlNumberRow *self)
{
  if (!self->is_updating && self->engine != NULL)
    set_value (self, gtk_spin_button_get_value (self->spin));
}

static void
reset_cb (ChlNumberRow *self)
{
  set_value (self, facts[self->number].lowest);
}

static void
changed_cb (ChlNumberRow *self,
            guint         role)
{
  if (role == self->role)
    update (self);
}

static void
chl_number_row_dispose (GObject *object)
{
  ChlNumberRow *self = CHL_NUMBER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_NUMBER_ROW);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_number_row_parent_class)->dispose (object);
}

static void
chl_number_row_class_init (ChlNumberRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_number_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-number-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlNumberRow, spin);
  gtk_widget_class_bind_template_child (widget_class, ChlNumberRow, reset);
  gtk_widget_class_bind_template_callback (widget_class, output_cb);
  gtk_widget_class_bind_template_callback (widget_class, input_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
chl_number_row_init (ChlNumberRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_number_row_new:
 * @engine: the engine
 * @role: the kind of work
 * @number: which number
 *
 * Returns: (transfer floating): a new #ChlNumberRow
 */
GtkWidget *
chl_number_row_new (ChlEngine *engine,
                    ChlRole    role,
                    ChlNumber  number)
{
  ChlNumberRow *self;
  const char   *title;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (number < G_N_ELEMENTS (facts), NULL);

  title = g_dgettext (GETTEXT_PACKAGE, facts[number].title);
  self = g_object_new (CHL_TYPE_NUMBER_ROW, "title", title, NULL);
  self->role = role;
  self->number = number;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               g_dgettext (GETTEXT_PACKAGE, facts[number].subtitle));
  chl_settings_set_name (GTK_WIDGET (self->spin), title);
  gtk_spin_button_set_digits (self->spin, facts[number].n_digits);
  gtk_spin_button_set_increments (self->spin, facts[number].step, facts[number].step * 10.0);
  gtk_spin_button_set_range (self->spin, facts[number].lowest, facts[number].highest);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (chl_engine_get_roles (engine), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  gtk_spin_button_update (self->spin);

  return GTK_WIDGET (self);
}
