/* chl-chat-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-actions"

#include "config.h"

#include "chl-chat-help.h"
#include "chl-chat-page-private.h"
#include "chl-chat.h"
#include "chl-question-view.h"

static void
stop_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlChatPage *self = CHL_CHAT_PAGE (widget);

  if (self->conversation != NULL)
    chl_chat_stop (self->engine, self->conversation);
}

/* Carries out what may help; the answer that comes of it is watched. */
static void
help (ChlChatPage *self,
      ChlAction    action,
      const char  *answer_id)
{
  if (self->conversation == NULL)
    return;

  chl_chat_help (GTK_WIDGET (self), self->engine, self->conversation, action, answer_id);
  chl_transcript_watch_exchange (self->transcript);
}

static void
try_again_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  help (CHL_CHAT_PAGE (widget), CHL_ACTION_RETRY, g_variant_get_string (parameter, NULL));
}

static void
help_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  const char *answer_id;
  int         action;

  g_variant_get (parameter, "(i&s)", &action, &answer_id);
  help (CHL_CHAT_PAGE (widget), (ChlAction) action, answer_id);
}

/* Whatever model is chosen next answers again; unless none is. */
static void
try_with_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  ChlChatPage *self = CHL_CHAT_PAGE (widget);

  g_free (self->retry_id);
  self->retry_id = g_variant_dup_string (parameter, NULL);
  chl_model_button_popup (self->model_button);
}

/**
 * chl_chat_actions_take_model:
 * @self: a page
 * @model: what was chosen
 *
 * From now on @model answers, and at once where an answer waits to be tried again.
 */
void
chl_chat_actions_take_model (ChlChatPage *self,
                             ChlModel    *model)
{
  g_autofree char *retry_id = g_steal_pointer (&self->retry_id);

  if (self->conversation == NULL)
    return;

  chl_conversation_set_model (self->conversation, chl_model_get_full_id (model));
  if (retry_id != NULL)
    help (self, CHL_ACTION_RETRY, retry_id);
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlChatPage *self = CHL_CHAT_PAGE (widget);
  g_autoptr(GError) error = NULL;
  const char *question_id;
  const char *text;

  g_variant_get (parameter, "(&s&s)", &question_id, &text);
  if (!chl_chat_edit (self->engine, self->conversation, question_id, text, &error))
    chl_chat_page_say (self, error->message);
  chl_transcript_show_end (self->transcript);
  chl_transcript_watch_exchange (self->transcript);
}

/* The question above an answer, however often that had to go on. */
static const char *
find_question_id (ChlChatPage *self,
                  const char  *answer_id)
{
  const char *id = chl_conversation_get_parent_id (self->conversation, answer_id);

  while (id != NULL && chl_message_get_author (chl_conversation_find (self->conversation, id)) !=
                         CHL_AUTHOR_USER)
    id = chl_conversation_get_parent_id (self->conversation, id);

  return id;
}

static void
edit_question_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ChlChatPage *self = CHL_CHAT_PAGE (widget);
  const char  *id = find_question_id (self, g_variant_get_string (parameter, NULL));
  GtkWidget   *turn = id != NULL ? chl_transcript_find_turn (self->transcript, id) : NULL;

  if (CHL_IS_QUESTION_VIEW (turn))
    chl_question_view_edit (CHL_QUESTION_VIEW (turn));
}

/* Whoever reads does not lose the place to the bar that closes. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  ChlChatPage *self = CHL_CHAT_PAGE (widget);
  GtkWidget   *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (chl_find_bar_close (self->find_bar))
    {
      if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->transcript)))
        gtk_widget_grab_focus (focus);
      return GDK_EVENT_STOP;
    }

  if (self->conversation == NULL || !chl_conversation_is_busy (self->conversation))
    return GDK_EVENT_PROPAGATE;

  chl_chat_stop (self->engine, self->conversation);

  return GDK_EVENT_STOP;
}

/**
 * chl_chat_actions_install:
 * @widget_class: the class of the page
 *
 * Gives the page what one does in a chat.
 */
void
chl_chat_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "chat.try-again", "s", try_again_action);
  gtk_widget_class_install_action (widget_class, "chat.try-with", "s", try_with_action);
  gtk_widget_class_install_action (widget_class, "chat.edit", "(ss)", edit_action);
  gtk_widget_class_install_action (widget_class, "chat.edit-question", "s", edit_question_action);
  gtk_widget_class_install_action (widget_class, "chat.help", "(is)", help_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}
