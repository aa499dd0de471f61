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
  ChlSpinRow parent_instance;

  ChlEngine *engine; /* (owned) (nullable) until it is set */
  ChlRole    role;
  ChlNumber  number;
};

G_DEFINE_FINAL_TYPE (ChlNumberRow, chl_number_row, CHL_TYPE_SPIN_ROW)

static const struct
{
  const char  *key;
  const char  *title;    /* marked with N_() */
  const char  *subtitle; /* marked with N_() */
  ChlSpinRange range;
} facts[] = {
  [CHL_NUMBER_TEMPERATURE] = { "temperature", N_ ("Temperature"), N_ ("Higher for variety, lower for steadiness"), { -0.1, 0.0, 2.0, 0.1, 1 } },
  [CHL_NUMBER_MAX_OUTPUT] = { "max_output", N_ ("Longest Answer"), N_ ("In tokens"), { 0.0, 1.0, 1000000.0, 256.0, 0 } },
};

static void
update (ChlNumberRow *self)
{
  const ChlRoleParameters *parameters;
  double                   value;

  parameters = chl_roles_get_parameters (chl_engine_get_roles (self->engine), self->role);
  value = parameters->temperature;
  if (self->number == CHL_NUMBER_MAX_OUTPUT)
    value = parameters->max_output > 0 ? (double) parameters->max_output : (double) NAN;
  chl_spin_row_set_value (CHL_SPIN_ROW (self), value);
}

static void
value_cb (ChlNumberRow *self)
{
  double      value = chl_spin_row_get_value (CHL_SPIN_ROW (self));
  char        buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = "default";
  g_autoptr(GError) error = NULL;

  if (!isnan (value))
    text = g_ascii_formatd (buffer, sizeof buffer,
                            self->number == CHL_NUMBER_MAX_OUTPUT ? "%.0f" : "%.1f", value);

  if (!chl_roles_set_parameter (chl_engine_get_roles (self->engine), self->role,
                                facts[self->number].key, text, &error))
    chl_settings_toast_error (GTK_WIDGET (self), error);
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

  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_number_row_parent_class)->dispose (object);
}

static void
chl_number_row_class_init (ChlNumberRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_number_row_dispose;
}

static void
chl_number_row_init (ChlNumberRow *self)
{
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

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (number < G_N_ELEMENTS (facts), NULL);

  self = g_object_new (CHL_TYPE_NUMBER_ROW, NULL);
  self->role = role;
  self->number = number;
  self->engine = g_object_ref (engine);
  chl_spin_row_set_up (CHL_SPIN_ROW (self), g_dgettext (GETTEXT_PACKAGE, facts[number].title),
                       g_dgettext (GETTEXT_PACKAGE, facts[number].subtitle), &facts[number].range);
  update (self);
  g_signal_connect (self, "changed", G_CALLBACK (value_cb), NULL);
  g_signal_connect_object (chl_engine_get_roles (engine), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
