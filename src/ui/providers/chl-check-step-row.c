/* chl-check-step-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check-step-row"

#include "config.h"

#include "chl-check-step-row.h"

#include <glib/gi18n-lib.h>

struct _ChlCheckStepRow
{
  AdwActionRow parent_instance;

  ChlCheckStep *step;     /* (owned) (nullable) */
  GtkStack     *stack;    /* (unowned) template child */
  GtkImage     *icon;     /* (unowned) template child */
  GtkLabel     *state;    /* (unowned) template child */
  GtkLabel     *duration; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlCheckStepRow, chl_check_step_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *label; /* marked with NC_() */
  const char *icon;  /* (nullable) NULL: the spinner; "" for none */
  const char *style;
} looks[] = {
  [CHL_CHECK_WAITING] = { NC_ ("check", "Waiting"), "chl-clock-symbolic", "dim-label" },
  [CHL_CHECK_RUNNING] = { NC_ ("check", "Running"), NULL, NULL },
  [CHL_CHECK_PASSED] = { NC_ ("check", "Passed"), "chl-check-symbolic", "success" },
  [CHL_CHECK_FAILED] = { NC_ ("check", "Failed"), "chl-close-symbolic", "error" },
  [CHL_CHECK_SKIPPED] = { NC_ ("check", "Skipped"), "", "dim-label" },
};

static void
update (ChlCheckStepRow *self)
{
  ChlCheckState    state = chl_check_step_get_state (self->step);
  const char      *detail = chl_check_step_get_detail (self->step);
  gint64           duration_ms = chl_check_step_get_duration_ms (self->step);
  g_autofree char *duration = NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), detail != NULL ? detail : "");
  gtk_label_set_label (self->state,
                       g_dpgettext2 (GETTEXT_PACKAGE, "check", looks[state].label));
  gtk_stack_set_visible_child_name (self->stack, looks[state].icon != NULL ? "icon" : "spinner");

  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "dim-label");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "error");
  if (looks[state].icon != NULL)
    {
      if (*looks[state].icon != '\0')
        gtk_image_set_from_icon_name (self->icon, looks[state].icon);
      else
        gtk_image_clear (self->icon);
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[state].style);
    }

  if (duration_ms >= 0)
    /* Translators: milliseconds. */
    duration = g_strdup_printf (_("%" G_GINT64_FORMAT " ms"), duration_ms);
  gtk_label_set_label (self->duration, duration != NULL ? duration : "");
  gtk_widget_set_visible (GTK_WIDGET (self->duration), duration != NULL);
}

static void
chl_check_step_row_dispose (GObject *object)
{
  ChlCheckStepRow *self = CHL_CHECK_STEP_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_CHECK_STEP_ROW);
  g_clear_object (&self->step);

  G_OBJECT_CLASS (chl_check_step_row_parent_class)->dispose (object);
}

static void
chl_check_step_row_class_init (ChlCheckStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_check_step_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-check-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlCheckStepRow, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlCheckStepRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ChlCheckStepRow, state);
  gtk_widget_class_bind_template_child (widget_class, ChlCheckStepRow, duration);
}

static void
chl_check_step_row_init (ChlCheckStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_check_step_row_new:
 * @step: what it shows
 *
 * Returns: (transfer floating): a new #ChlCheckStepRow
 */
GtkWidget *
chl_check_step_row_new (ChlCheckStep *step)
{
  ChlCheckStepRow *self;

  g_return_val_if_fail (CHL_IS_CHECK_STEP (step), NULL);

  self = g_object_new (CHL_TYPE_CHECK_STEP_ROW, NULL);
  self->step = g_object_ref (step);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), chl_check_step_get_title (step));
  g_signal_connect_object (step, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
