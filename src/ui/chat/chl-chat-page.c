/* chl-chat-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-page"

#include "config.h"

#include "chl-chat-page.h"

#include "chl-chat-page-private.h"
#include "chl-chat.h"
#include "chl-composer-fit.h"
#include "chl-error.h"
#include "chl-provider-list.h"
#include "chl-roles.h"

/* A draft is kept when nothing was typed for this long. */
#define DRAFT_DELAY_MS 400

G_DEFINE_FINAL_TYPE (ChlChatPage, chl_chat_page, ADW_TYPE_BIN)

void
chl_chat_page_say (ChlChatPage *self,
                   const char  *sentence)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
}

static void
update_stack (ChlChatPage *self)
{
  const char *page = "transcript";

  if (self->conversation == NULL || !chl_conversation_is_loaded (self->conversation))
    page = self->opening != NULL ? "loading" : "failed";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->conversation)) == 0)
    page = "empty";

  /* GTK animates a spinner in a page that is out of sight too. */
  gtk_spinner_set_spinning (self->loading_spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
update_busy (ChlChatPage *self)
{
  chl_composer_set_busy (self->composer, self->conversation != NULL &&
                                           chl_conversation_is_busy (self->conversation));
}

static void
update_model (ChlChatPage *self)
{
  g_autofree char *why = NULL;
  ChlModel        *model;

  if (self->conversation == NULL)
    return;

  model = chl_chat_get_model (self->engine, self->conversation, &why);
  chl_model_button_set_model (self->model_button, model, why);
  chl_composer_fit (self->composer, self->engine, model, why);
}

static void
model_chosen_cb (ChlChatPage *self,
                 ChlModel    *model)
{
  chl_chat_actions_take_model (self, model);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static void
model_dismissed_cb (ChlChatPage *self)
{
  g_clear_pointer (&self->retry_id, g_free);
}

static void
draft_due_cb (gpointer user_data)
{
  ChlChatPage *self = user_data;

  self->draft_id = 0;
  chl_chat_page_keep_draft (self);
}

static void
composer_changed_cb (ChlChatPage *self)
{
  if (self->conversation == NULL)
    return;

  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->draft_id = g_timeout_add_once (DRAFT_DELAY_MS, draft_due_cb, self);
}

static void
send_cb (ChlChatPage *self)
{
  g_autofree char *text = chl_composer_dup_text (self->composer);
  g_autoptr(GPtrArray) attachments = chl_attachments_dup_parts (chl_composer_get_attachments (self->composer));
  g_autoptr(GError) error = NULL;

  g_strstrip (text);
  if (self->conversation == NULL || (*text == '\0' && attachments->len == 0))
    return;

  if (!chl_chat_send (self->engine, self->conversation, text, attachments, &error))
    {
      chl_chat_page_say (self, error->message);
      return;
    }

  chl_composer_clear (self->composer);
  chl_chat_page_keep_draft (self);
  chl_transcript_show_end (self->transcript);
  chl_transcript_watch_exchange (self->transcript);
}

static void
stop_cb (ChlChatPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.stop", NULL);
}

static void
show_conversation (ChlChatPage *self)
{
  chl_transcript_set_conversation (self->transcript, self->engine, self->conversation);
  chl_find_bar_set_conversation (self->find_bar, self->conversation);
}

static void
open_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ChlChatPage *self = user_data;

  if (!chl_library_open_finish (CHL_LIBRARY (object), result, &error) &&
      chl_error_is_cancellation (error))
    return;

  g_clear_object (&self->opening);
  if (error != NULL)
    {
      /* Named only now: an icon of this size is drawn by an SVG library, shown or not. */
      adw_status_page_set_icon_name (self->failed_page, "chl-warning-symbolic");
      adw_status_page_set_description (self->failed_page, error->message);
    }
  else
    show_conversation (self);
  update_stack (self);
}

static void
open_conversation (ChlChatPage *self)
{
  self->opening = g_cancellable_new ();
  chl_library_open_async (chl_engine_get_library (self->engine), self->conversation, self->opening,
                          open_cb, self);
}

static void
reopen_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlChatPage *self = CHL_CHAT_PAGE (widget);

  if (self->conversation == NULL || self->opening != NULL)
    return;

  open_conversation (self);
  update_stack (self);
}

static void
chl_chat_page_dispose (GObject *object)
{
  ChlChatPage *self = CHL_CHAT_PAGE (object);

  if (self->composer != NULL)
    chl_chat_page_keep_draft (self);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->signals);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_CHAT_PAGE);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->retry_id, g_free);

  G_OBJECT_CLASS (chl_chat_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-chat-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, header);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, find_button);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, model_button);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, find_bar);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, loading_spinner);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, transcript);
  gtk_widget_class_bind_template_child (widget_class, ChlChatPage, composer);
  gtk_widget_class_bind_template_callback (widget_class, model_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, model_dismissed_cb);
  gtk_widget_class_bind_template_callback (widget_class, composer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_widget_grab_focus);
}

static void
chl_chat_page_class_init (ChlChatPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_chat_page_dispose;

  g_type_ensure (CHL_TYPE_COMPOSER);
  g_type_ensure (CHL_TYPE_FIND_BAR);
  g_type_ensure (CHL_TYPE_MODEL_BUTTON);
  g_type_ensure (CHL_TYPE_TRANSCRIPT);
  bind_template (widget_class);
  chl_chat_actions_install (widget_class);
  gtk_widget_class_install_action (widget_class, "chat.reopen", NULL, reopen_action);
}

static void
chl_chat_page_init (ChlChatPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  chl_composer_take_drops (self->composer, GTK_WIDGET (self));
  chl_find_bar_set_transcript (self->find_bar, self->transcript);
  self->signals = g_signal_group_new (CHL_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (update_stack), self);
  g_signal_group_connect_swapped (self->signals, "notify::is-busy", G_CALLBACK (update_busy), self);
  g_signal_group_connect_swapped (self->signals, "notify::model", G_CALLBACK (update_model), self);
}

/**
 * chl_chat_page_set_engine:
 * @self: a page that has none yet
 * @engine: does what is asked for here
 */
void
chl_chat_page_set_engine (ChlChatPage *self,
                          ChlEngine   *engine)
{
  ChlProviderList *providers;

  g_return_if_fail (CHL_IS_CHAT_PAGE (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  chl_model_button_set_engine (self->model_button, engine);

  providers = chl_engine_get_providers (engine);
  g_signal_connect_object (providers, "models-changed", G_CALLBACK (update_model), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (update_model), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_engine_get_roles (engine), "changed", G_CALLBACK (update_model),
                           self, G_CONNECT_SWAPPED);
}

/**
 * chl_chat_page_get_conversation:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the chat it shows
 */
ChlConversation *
chl_chat_page_get_conversation (ChlChatPage *self)
{
  g_return_val_if_fail (CHL_IS_CHAT_PAGE (self), NULL);

  return self->conversation;
}

/**
 * chl_chat_page_set_conversation:
 * @self: a page with an engine
 * @conversation: (nullable): the chat to show
 */
void
chl_chat_page_set_conversation (ChlChatPage     *self,
                                ChlConversation *conversation)
{
  g_return_if_fail (CHL_IS_CHAT_PAGE (self));
  g_return_if_fail (self->engine != NULL);
  g_return_if_fail (conversation == NULL || CHL_IS_CONVERSATION (conversation));

  if (self->conversation == conversation)
    return;

  chl_chat_page_keep_draft (self);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_signal_group_set_target (self->signals, NULL);
  chl_find_bar_set_conversation (self->find_bar, NULL);
  chl_transcript_set_conversation (self->transcript, NULL, NULL);
  g_clear_object (&self->conversation);
  g_clear_pointer (&self->retry_id, g_free);
  chl_composer_clear (self->composer);

  if (conversation != NULL)
    {
      self->conversation = g_object_ref (conversation);
      g_signal_group_set_target (self->signals, conversation);
      chl_composer_set_text (self->composer, chl_conversation_get_draft (conversation));
      g_clear_handle_id (&self->draft_id, g_source_remove);
      if (chl_conversation_is_loaded (conversation))
        show_conversation (self);
      else
        open_conversation (self);
    }

  update_busy (self);
  update_model (self);
  update_stack (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/* Returns: (transfer none): what finds something in the chat. */
ChlFindBar *
chl_chat_page_get_find_bar (ChlChatPage *self)
{
  g_return_val_if_fail (CHL_IS_CHAT_PAGE (self), NULL);

  return self->find_bar;
}

/**
 * chl_chat_page_focus:
 * @self: a page
 *
 * Puts the cursor where one writes. This is not what GTK means by grabbing the focus: Tab asks each
 * page for that as the last thing before it leaves it.
 */
void
chl_chat_page_focus (ChlChatPage *self)
{
  g_return_if_fail (CHL_IS_CHAT_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/**
 * chl_chat_page_show_models:
 * @self: a page
 *
 * Opens the model picker.
 */
void
chl_chat_page_show_models (ChlChatPage *self)
{
  g_return_if_fail (CHL_IS_CHAT_PAGE (self));

  chl_model_button_popup (self->model_button);
}

/**
 * chl_chat_page_keep_draft:
 * @self: a page
 *
 * Puts what is written in the composer into the chat, now.
 */
void
chl_chat_page_keep_draft (ChlChatPage *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CHL_IS_CHAT_PAGE (self));

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->conversation == NULL)
    return;

  text = chl_composer_dup_text (self->composer);
  chl_conversation_set_draft (self->conversation, *text != '\0' ? text : NULL);
}

/**
 * chl_chat_page_set_alone:
 * @self: a page
 * @is_alone: whether the list of chats is out of sight
 * @is_narrow: whether there is no room to have it beside the page
 */
void
chl_chat_page_set_alone (ChlChatPage *self,
                         gboolean     is_alone,
                         gboolean     is_narrow)
{
  g_return_if_fail (CHL_IS_CHAT_PAGE (self));

  adw_header_bar_set_show_start_title_buttons (self->header, is_alone);
  gtk_widget_set_visible (self->new_button, is_alone && !is_narrow);
  /* The model's name needs the room; the menu finds too. */
  gtk_widget_set_visible (self->find_button, !is_narrow);
}
