/* chl-probe-step-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-probe-step-row"

#include "config.h"

#include "chl-probe-step-row.h"

#include <glib/gi18n-lib.h>

struct _ChlProbeStepRow
{
  AdwActionRow parent_instance;

  ChlProbeStep *step;    /* (owned) (nullable) */
  GtkStack     *stack;   /* (unowned) template child */
  GtkImage     *icon;    /* (unowned) template child */
  GtkLabel     *verdict; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlProbeStepRow, chl_probe_step_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *label; /* marked with NC_() */
  const char *icon;  /* (nullable) NULL: the spinner */
  const char *style;
} looks[] = {
  [CHL_VERDICT_WAITING] = { NC_ ("verdict", "Not asked yet"), "chl-clock-symbolic", "dim-label" },
  [CHL_VERDICT_RUNNING] = { NC_ ("verdict", "Asking"), NULL, NULL },
  [CHL_VERDICT_YES] = { NC_ ("verdict", "Yes"), "chl-check-symbolic", "success" },
  [CHL_VERDICT_NO] = { NC_ ("verdict", "No"), "chl-close-symbolic", "error" },
  [CHL_VERDICT_UNKNOWN] = { NC_ ("verdict", "Unknown"), "chl-info-symbolic", "dim-label" },
  [CHL_VERDICT_SKIPPED] = { NC_ ("verdict", "Not asked"), "chl-clock-symbolic", "dim-label" },
};

static void
update (ChlProbeStepRow *self)
{
  ChlVerdict  verdict = chl_probe_step_get_verdict (self->step);
  const char *detail = chl_probe_step_get_detail (self->step);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), detail != NULL ? detail : "");
  gtk_label_set_label (self->verdict,
                       g_dpgettext2 (GETTEXT_PACKAGE, "verdict", looks[verdict].label));
  gtk_stack_set_visible_child_name (self->stack, looks[verdict].icon != NULL ? "icon" : "spinner");
  if (looks[verdict].icon == NULL)
    return;

  gtk_widget_set_css_classes (GTK_WIDGET (self->icon),
                              (const char *[]){ looks[verdict].style, NULL });
  gtk_image_set_from_icon_name (self->icon, looks[verdict].icon);
}

static void
chl_probe_step_row_dispose (GObject *object)
{
  ChlProbeStepRow *self = CHL_PROBE_STEP_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_PROBE_STEP_ROW);
  g_clear_object (&self->step);

  G_OBJECT_CLASS (chl_probe_step_row_parent_class)->dispose (object);
}

static void
chl_probe_step_row_class_init (ChlProbeStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_probe_step_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-probe-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlProbeStepRow, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlProbeStepRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ChlProbeStepRow, verdict);
}

static void
chl_probe_step_row_init (ChlProbeStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_probe_step_row_new:
 * @step: what it shows
 *
 * Returns: (transfer floating): a new #ChlProbeStepRow
 */
GtkWidget *
chl_probe_step_row_new (ChlProbeStep *step)
{
  ChlProbeStepRow *self;

  g_return_val_if_fail (CHL_IS_PROBE_STEP (step), NULL);

  self = g_object_new (CHL_TYPE_PROBE_STEP_ROW, NULL);
  self->step = g_object_ref (step);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), chl_probe_step_get_title (step));
  g_signal_connect_object (step, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
