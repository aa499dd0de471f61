/* chl-spin-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-spin-row"

#include "config.h"

#include "chl-spin-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of the number. */
#define WIDTH_CHARS 7

/* What a step up multiplies with, where a whole page is turned. */
#define STEPS_PER_PAGE 10.0

typedef struct
{
  ChlSpinRange   range;
  gboolean       is_updating;
  GtkSpinButton *spin;  /* (unowned) */
  GtkWidget     *reset; /* (unowned) */
} ChlSpinRowPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (ChlSpinRow, chl_spin_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_unset (ChlSpinRowPrivate *priv,
          double             value)
{
  return value < (priv->range.unset + priv->range.lowest) / 2.0;
}

static gboolean
output_cb (ChlSpinRow *self)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);

  if (!is_unset (priv, gtk_spin_button_get_value (priv->spin)))
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (priv->spin), C_("number", "Default"));

  return TRUE;
}

static int
input_cb (ChlSpinRow *self,
          double     *out_value)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);
  const char        *text = gtk_editable_get_text (GTK_EDITABLE (priv->spin));

  if (*text != '\0' && g_strcmp0 (text, C_("number", "Default")) != 0)
    return FALSE;

  *out_value = priv->range.unset;

  return TRUE;
}

static void
value_cb (ChlSpinRow *self)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);

  gtk_widget_set_visible (priv->reset, !is_unset (priv, gtk_spin_button_get_value (priv->spin)));
  if (!priv->is_updating)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The button goes, and the focus must not go with it. */
static void
reset_cb (ChlSpinRow *self)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);

  gtk_widget_grab_focus (GTK_WIDGET (priv->spin));
  gtk_spin_button_set_value (priv->spin, priv->range.unset);
}

static void
chl_spin_row_class_init (ChlSpinRowClass *klass)
{
  /**
   * ChlSpinRow::changed:
   *
   * The person set the number, or took it back.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* GTK 4.8: a template cannot be taken down where a class was derived from its own. */
static void
chl_spin_row_init (ChlSpinRow *self)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);
  GtkWidget         *reset = gtk_button_new_from_icon_name ("chl-again-symbolic");
  GtkWidget         *spin = gtk_spin_button_new (NULL, 0.0, 0);

  priv->reset = reset;
  gtk_widget_set_tooltip_text (reset, _("Leave It to the Provider"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (reset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Leave It to the Provider"), -1);
  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (reset, "flat");
  g_signal_connect_object (reset, "clicked", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), reset);

  priv->spin = GTK_SPIN_BUTTON (spin);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), WIDTH_CHARS);
  g_signal_connect_object (spin, "output", G_CALLBACK (output_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (spin, "input", G_CALLBACK (input_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (value_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), spin);
}

/**
 * chl_spin_row_new:
 * @title: what the number is
 * @subtitle: what it does
 * @range: what can be set
 *
 * Returns: (transfer floating): a row of which nothing is set
 */
GtkWidget *
chl_spin_row_new (const char         *title,
                  const char         *subtitle,
                  const ChlSpinRange *range)
{
  ChlSpinRow *self = g_object_new (CHL_TYPE_SPIN_ROW, NULL);

  chl_spin_row_set_up (self, title, subtitle, range);

  return GTK_WIDGET (self);
}

/**
 * chl_spin_row_set_up:
 * @self: a row
 * @title: what the number is
 * @subtitle: what it does
 * @range: what can be set
 *
 * For those that are made of it.
 */
void
chl_spin_row_set_up (ChlSpinRow         *self,
                     const char         *title,
                     const char         *subtitle,
                     const ChlSpinRange *range)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);

  g_return_if_fail (CHL_IS_SPIN_ROW (self));
  g_return_if_fail (title != NULL && subtitle != NULL && range != NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);

  priv->is_updating = TRUE;
  priv->range = *range;
  gtk_spin_button_set_digits (priv->spin, range->n_digits);
  gtk_spin_button_set_increments (priv->spin, range->step, range->step * STEPS_PER_PAGE);
  gtk_spin_button_set_range (priv->spin, priv->range.unset, range->highest);
  gtk_spin_button_set_value (priv->spin, priv->range.unset);
  priv->is_updating = FALSE;
  gtk_spin_button_update (priv->spin);
  value_cb (self);
}

/* A number above stays what it is, and is shown as the highest one. */
void
chl_spin_row_set_highest (ChlSpinRow *self,
                          double      highest)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);

  g_return_if_fail (CHL_IS_SPIN_ROW (self));

  priv->is_updating = TRUE;
  priv->range.highest = highest;
  gtk_spin_button_set_range (priv->spin, priv->range.unset, highest);
  priv->is_updating = FALSE;
}

/**
 * chl_spin_row_get_value:
 * @self: a row
 *
 * Returns: the number that is set, NaN if none is
 */
double
chl_spin_row_get_value (ChlSpinRow *self)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);
  double             value;

  g_return_val_if_fail (CHL_IS_SPIN_ROW (self), (double) NAN);

  value = gtk_spin_button_get_value (priv->spin);

  return is_unset (priv, value) ? (double) NAN : MAX (value, priv->range.lowest);
}

/**
 * chl_spin_row_set_value:
 * @self: a row
 * @value: what is set, NaN if nothing is
 */
void
chl_spin_row_set_value (ChlSpinRow *self,
                        double      value)
{
  ChlSpinRowPrivate *priv = chl_spin_row_get_instance_private (self);

  g_return_if_fail (CHL_IS_SPIN_ROW (self));

  priv->is_updating = TRUE;
  gtk_spin_button_set_value (priv->spin, isnan (value) ? priv->range.unset : value);
  priv->is_updating = FALSE;
}
