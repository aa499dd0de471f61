/* chl-answer-footer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-answer-footer"

#include "config.h"

#include "chl-answer-footer.h"

#include <glib/gi18n-lib.h>

#include "chl-answer-chain.h"
#include "chl-facts.h"
#include "chl-version-switch.h"

/**
 * ChlAnswerFooter:
 *
 * What can be done with an answer, its versions, and what it took. Of an answer that goes on below
 * only the versions are left: the rest is about the whole.
 */
struct _ChlAnswerFooter
{
  AdwBin parent_instance;

  ChlConversation  *conversation; /* (owned) (nullable) until it is set */
  ChlMessage       *message;      /* (owned) (nullable) until it is set */
  GtkWidget        *copy_button;  /* (unowned) template child */
  GtkWidget        *again_button; /* (unowned) template child */
  GtkWidget        *more_button;  /* (unowned) template child */
  ChlVersionSwitch *versions;     /* (unowned) template child */
  GtkLabel         *facts;        /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlAnswerFooter, chl_answer_footer, ADW_TYPE_BIN)

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlAnswerFooter *self = CHL_ANSWER_FOOTER (widget);
  g_autofree char *text = chl_answer_chain_dup_text (self->conversation, self->message);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s", _("Answer copied"));
}

static void
again_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChlAnswerFooter *self = CHL_ANSWER_FOOTER (widget);

  gtk_widget_activate_action (widget, "chat.try-again", "s", chl_message_get_id (self->message));
}

static void
again_with_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChlAnswerFooter *self = CHL_ANSWER_FOOTER (widget);

  gtk_widget_activate_action (widget, "chat.try-with", "s", chl_message_get_id (self->message));
}

static void
again_whole_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  ChlAnswerFooter *self = CHL_ANSWER_FOOTER (widget);
  ChlMessage      *first = chl_answer_chain_find_first (self->conversation, self->message);

  gtk_widget_activate_action (widget, "chat.try-again", "s", chl_message_get_id (first));
}

static void
chl_answer_footer_dispose (GObject *object)
{
  ChlAnswerFooter *self = CHL_ANSWER_FOOTER (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ANSWER_FOOTER);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (chl_answer_footer_parent_class)->dispose (object);
}

static void
chl_answer_footer_class_init (ChlAnswerFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_answer_footer_dispose;

  g_type_ensure (CHL_TYPE_VERSION_SWITCH);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-answer-footer.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerFooter, copy_button);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerFooter, again_button);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerFooter, more_button);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerFooter, versions);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerFooter, facts);
  gtk_widget_class_install_action (widget_class, "answer.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "answer.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "answer.again-with", NULL, again_with_action);
  gtk_widget_class_install_action (widget_class, "answer.again-whole", NULL, again_whole_action);
}

static void
chl_answer_footer_init (ChlAnswerFooter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_answer_footer_set_message:
 * @self: a footer that has none yet
 * @conversation: the chat
 * @message: an answer in it
 */
void
chl_answer_footer_set_message (ChlAnswerFooter *self,
                               ChlConversation *conversation,
                               ChlMessage      *message)
{
  g_return_if_fail (CHL_IS_ANSWER_FOOTER (self));
  g_return_if_fail (CHL_IS_CONVERSATION (conversation));
  g_return_if_fail (CHL_IS_MESSAGE (message));
  g_return_if_fail (self->message == NULL);

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  chl_version_switch_set_message (self->versions, conversation, message);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.again-whole",
                                 chl_answer_chain_find_before (conversation, message) != NULL);
}

/**
 * chl_answer_footer_update:
 * @self: a footer with a message
 * @outcome: how the answer ended
 * @is_joined: whether it goes on below
 *
 * Shows what there is to know and to do, now.
 */
void
chl_answer_footer_update (ChlAnswerFooter  *self,
                          const ChlOutcome *outcome,
                          gboolean          is_joined)
{
  g_autofree char *facts = NULL;
  gboolean         has_content;

  g_return_if_fail (CHL_IS_ANSWER_FOOTER (self));
  g_return_if_fail (outcome != NULL);
  g_return_if_fail (self->message != NULL);

  facts = chl_facts_dup (self->message);
  has_content = chl_message_has_content (self->message);
  gtk_label_set_label (self->facts, facts != NULL ? facts : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts), outcome->sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), !is_joined);
  gtk_widget_set_visible (self->copy_button, has_content && !is_joined);
  gtk_widget_set_visible (self->again_button, !is_joined);
  gtk_widget_set_visible (self->more_button, !is_joined);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          outcome->kind != CHL_OUTCOME_GROWING &&
                            (!is_joined || gtk_widget_get_visible (GTK_WIDGET (self->versions))));
}
