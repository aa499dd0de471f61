/* chl-action-buttons.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-action-buttons"

#include "config.h"

#include "chl-action-buttons.h"

/**
 * ChlActionButtons:
 *
 * What may help, best first. Two buttons that are too wide to stand side by side stand in a column.
 */
struct _ChlActionButtons
{
  AdwBin parent_instance;

  ChlAction  actions[2];
  GtkButton *first;  /* (unowned) template child */
  GtkButton *second; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlActionButtons, chl_action_buttons, ADW_TYPE_BIN)

static guint act_signal;

static void
clicked_cb (ChlActionButtons *self,
            GtkButton        *button)
{
  g_signal_emit (self, act_signal, 0, (int) self->actions[button == self->second]);
}

static void
chl_action_buttons_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_ACTION_BUTTONS);

  G_OBJECT_CLASS (chl_action_buttons_parent_class)->dispose (object);
}

static void
chl_action_buttons_class_init (ChlActionButtonsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_action_buttons_dispose;

  act_signal = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-action-buttons.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlActionButtons, first);
  gtk_widget_class_bind_template_child (widget_class, ChlActionButtons, second);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
chl_action_buttons_init (ChlActionButtons *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_action (GtkButton *button,
            ChlAction  action)
{
  const char *label = chl_action_get_label (action);

  if (label != NULL)
    gtk_button_set_label (button, label);
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
}

/**
 * chl_action_buttons_set_actions:
 * @self: the buttons
 * @first: what helps most; %CHL_ACTION_NONE for none at all
 * @second: what else may help, or %CHL_ACTION_NONE
 */
void
chl_action_buttons_set_actions (ChlActionButtons *self,
                                ChlAction         first,
                                ChlAction         second)
{
  g_return_if_fail (CHL_IS_ACTION_BUTTONS (self));

  self->actions[0] = first;
  self->actions[1] = second;
  set_action (self->first, first);
  set_action (self->second, second);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          first != CHL_ACTION_NONE || second != CHL_ACTION_NONE);
}
