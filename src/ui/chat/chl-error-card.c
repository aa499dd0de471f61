/* chl-error-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-error-card"

#include "config.h"

#include "chl-error-card.h"

#include <glib/gi18n-lib.h>

#include "chl-action-buttons.h"

/**
 * ChlErrorCard:
 *
 * Stands where an answer would be: what went wrong in one sentence, the provider's own words, and
 * the buttons that may help. While the program waits to try again, it counts down.
 */
struct _ChlErrorCard
{
  AdwBin parent_instance;

  GtkLabel         *sentence;      /* (unowned) template child */
  GtkLabel         *words;         /* (unowned) template child */
  GtkLabel         *countdown;     /* (unowned) template child */
  ChlActionButtons *buttons;       /* (unowned) template child */
  GtkWidget        *retry_buttons; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlErrorCard, chl_error_card, ADW_TYPE_BIN)

enum
{
  SIGNAL_ACT,
  SIGNAL_CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
act_cb (ChlErrorCard *self,
        int           action)
{
  g_signal_emit (self, signals[SIGNAL_ACT], 0, action);
}

static void
retry_cb (ChlErrorCard *self)
{
  act_cb (self, CHL_ACTION_RETRY);
}

static void
cancel_cb (ChlErrorCard *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
}

static void
show_words (ChlErrorCard *self,
            const char   *sentence,
            const char   *words)
{
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
}

static void
show_waiting (ChlErrorCard *self,
              gboolean      is_waiting)
{
  gtk_widget_set_visible (GTK_WIDGET (self->countdown), is_waiting);
  gtk_widget_set_visible (self->retry_buttons, is_waiting);
}

static void
chl_error_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_ERROR_CARD);

  G_OBJECT_CLASS (chl_error_card_parent_class)->dispose (object);
}

static void
chl_error_card_class_init (ChlErrorCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_error_card_dispose;

  signals[SIGNAL_ACT] =
    g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_CANCEL] =
    g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_ACTION_BUTTONS);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-error-card.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_bind_template_child (widget_class, ChlErrorCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, ChlErrorCard, words);
  gtk_widget_class_bind_template_child (widget_class, ChlErrorCard, countdown);
  gtk_widget_class_bind_template_child (widget_class, ChlErrorCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, ChlErrorCard, retry_buttons);
  gtk_widget_class_bind_template_callback (widget_class, act_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
chl_error_card_init (ChlErrorCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_error_card_new:
 *
 * Returns: (transfer floating): a new #ChlErrorCard that says nothing yet
 */
GtkWidget *
chl_error_card_new (void)
{
  return g_object_new (CHL_TYPE_ERROR_CARD, NULL);
}

/**
 * chl_error_card_show_outcome:
 * @self: a card
 * @outcome: what to say
 *
 * Says what went wrong and offers what helps.
 */
void
chl_error_card_show_outcome (ChlErrorCard     *self,
                             const ChlOutcome *outcome)
{
  g_return_if_fail (CHL_IS_ERROR_CARD (self));
  g_return_if_fail (outcome != NULL && outcome->sentence != NULL);

  show_words (self, outcome->sentence, outcome->words);
  show_waiting (self, FALSE);
  chl_action_buttons_set_actions (self->buttons, outcome->actions[0], outcome->actions[1]);
}

/**
 * chl_error_card_show_countdown:
 * @self: a card
 * @advice: what to say
 * @seconds: until it is tried again
 *
 * Says what went wrong and when it will be tried again.
 */
void
chl_error_card_show_countdown (ChlErrorCard    *self,
                               const ChlAdvice *advice,
                               gint64           seconds)
{
  g_autofree char *text = NULL;
  int              shown = (int) CLAMP (seconds, 0, G_MAXINT);

  g_return_if_fail (CHL_IS_ERROR_CARD (self));
  g_return_if_fail (advice != NULL);

  show_words (self, advice->sentence, advice->words);
  text = shown > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Trying again in %d second",
                                                   "Trying again in %d seconds", (gulong) shown),
                                      shown)
                   : g_strdup (_("Trying again…"));
  gtk_label_set_label (self->countdown, text);
  show_waiting (self, TRUE);
  chl_action_buttons_set_actions (self->buttons, CHL_ACTION_NONE, CHL_ACTION_NONE);
}
