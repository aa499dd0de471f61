/* chl-ending.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ending"

#include "config.h"

#include "chl-ending.h"

#include "chl-action-buttons.h"

/**
 * ChlEnding:
 *
 * Why an answer ended where nothing went wrong.
 */
struct _ChlEnding
{
  AdwBin parent_instance;

  GtkLabel         *sentence; /* (unowned) template child */
  GtkLabel         *words;    /* (unowned) template child */
  ChlActionButtons *buttons;  /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlEnding, chl_ending, ADW_TYPE_BIN)

static guint act_signal;

static void
act_cb (ChlEnding *self,
        int        action)
{
  g_signal_emit (self, act_signal, 0, action);
}

static void
chl_ending_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_ENDING);

  G_OBJECT_CLASS (chl_ending_parent_class)->dispose (object);
}

static void
chl_ending_class_init (ChlEndingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_ending_dispose;

  act_signal = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (CHL_TYPE_ACTION_BUTTONS);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-ending.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, ChlEnding, sentence);
  gtk_widget_class_bind_template_child (widget_class, ChlEnding, words);
  gtk_widget_class_bind_template_child (widget_class, ChlEnding, buttons);
  gtk_widget_class_bind_template_callback (widget_class, act_cb);
}

static void
chl_ending_init (ChlEnding *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_ending_show:
 * @self: a line
 * @outcome: how the answer ended
 *
 * Says it, and offers what leads on.
 */
void
chl_ending_show (ChlEnding        *self,
                 const ChlOutcome *outcome)
{
  g_return_if_fail (CHL_IS_ENDING (self));
  g_return_if_fail (outcome != NULL);

  gtk_label_set_label (self->sentence, outcome->sentence != NULL ? outcome->sentence : "");
  gtk_label_set_label (self->words, outcome->words != NULL ? outcome->words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), outcome->words != NULL);
  chl_action_buttons_set_actions (self->buttons, outcome->actions[0], outcome->actions[1]);
}
