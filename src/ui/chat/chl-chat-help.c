/* chl-chat-help.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-help"

#include "config.h"

#include "chl-chat-help.h"

#include "chl-chat.h"
#include "chl-display.h"
#include "chl-error.h"
#include "chl-keys.h"

typedef struct
{
  GtkWidget       *widget;       /* (owned) where it is shown if it fails */
  ChlEngine       *engine;       /* (owned) */
  ChlConversation *conversation; /* (owned) */
  char            *answer_id;    /* (owned) */
} Unlocking;

static void
unlocking_free (Unlocking *unlocking)
{
  g_object_unref (unlocking->widget);
  g_object_unref (unlocking->engine);
  g_object_unref (unlocking->conversation);
  g_free (unlocking->answer_id);
  g_free (unlocking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Unlocking, unlocking_free)

static void
say (GtkWidget  *widget,
     const char *sentence)
{
  gtk_widget_activate_action (widget, "win.toast", "s", sentence);
}

static void
try_again (GtkWidget       *widget,
           ChlEngine       *engine,
           ChlConversation *conversation,
           const char      *answer_id)
{
  g_autoptr(GError) error = NULL;

  if (!chl_chat_try_again (engine, conversation, answer_id, &error))
    say (widget, error->message);
}

static void
unlock_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Unlocking) unlocking = user_data;
  g_autoptr(GError) error = NULL;

  if (!chl_keys_change_finish (CHL_KEYS (object), result, &error))
    {
      if (!chl_error_is_cancellation (error))
        say (unlocking->widget, error->message);
      return;
    }

  try_again (unlocking->widget, unlocking->engine, unlocking->conversation, unlocking->answer_id);
}

static void
unlock (GtkWidget       *widget,
        ChlEngine       *engine,
        ChlConversation *conversation,
        const char      *answer_id)
{
  Unlocking *unlocking = g_new0 (Unlocking, 1);

  unlocking->widget = g_object_ref (widget);
  unlocking->engine = g_object_ref (engine);
  unlocking->conversation = g_object_ref (conversation);
  unlocking->answer_id = g_strdup (answer_id);
  chl_keys_unlock_async (chl_engine_get_keys (engine), NULL, unlock_cb, unlocking);
}

static void
go_on (GtkWidget       *widget,
       ChlEngine       *engine,
       ChlConversation *conversation,
       const char      *answer_id)
{
  g_autoptr(GError) error = NULL;

  if (!chl_chat_go_on (engine, conversation, answer_id, &error))
    say (widget, error->message);
}

/* What on a provider's page is at fault; where that is not known, its check tells it best. */
static const char *
get_place (ChlMessage *answer)
{
  const ChlFailure *failure = chl_message_get_failure (answer);

  if (failure == NULL)
    return "check";

  switch (failure->kind)
    {
    case CHL_FAILURE_AUTH:
    case CHL_FAILURE_NO_KEY:
    case CHL_FAILURE_PERMISSION:
      return "key";

    case CHL_FAILURE_NOT_FOUND:
    case CHL_FAILURE_NETWORK:
    case CHL_FAILURE_TLS:
    case CHL_FAILURE_PROTOCOL:
      return "endpoint";

    case CHL_FAILURE_NONE:
    case CHL_FAILURE_INVALID_REQUEST:
    case CHL_FAILURE_CONTEXT_LENGTH:
    case CHL_FAILURE_RATE_LIMIT:
    case CHL_FAILURE_QUOTA:
    case CHL_FAILURE_OVERLOADED:
    case CHL_FAILURE_SERVER:
    case CHL_FAILURE_TIMEOUT:
    case CHL_FAILURE_CONTENT_POLICY:
    case CHL_FAILURE_LIMIT:
    case CHL_FAILURE_TRUNCATED:
    case CHL_FAILURE_CANCELLED:
    case CHL_FAILURE_NOT_LOCAL:
    case CHL_FAILURE_UNKNOWN:
      break;
    }

  return "check";
}

static void
open_provider (GtkWidget       *widget,
               ChlConversation *conversation,
               const char      *answer_id)
{
  ChlMessage      *answer = chl_conversation_find (conversation, answer_id);
  const char      *id = answer != NULL ? chl_message_get_provider_id (answer) : NULL;
  g_autofree char *page = NULL;

  if (id == NULL)
    page = g_strdup ("providers");
  else
    page = g_strconcat ("provider:", id, "#", get_place (answer), NULL);

  gtk_widget_activate_action (widget, "win.show-settings", "s", page);
}

static void
show_folder (GtkWidget *widget,
             ChlEngine *engine)
{
  const char      *folder = chl_engine_get_folder (engine, "config");
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri == NULL || chl_display_is_remote (gtk_widget_get_display (widget)))
    say (widget, folder);
  else
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

/**
 * chl_chat_help:
 * @widget: inside the window
 * @engine: an engine
 * @conversation: a chat
 * @action: what the person wants to be done
 * @answer_id: the answer that it is about
 *
 * Carries out what the end of an answer offers.
 */
void
chl_chat_help (GtkWidget       *widget,
               ChlEngine       *engine,
               ChlConversation *conversation,
               ChlAction        action,
               const char      *answer_id)
{
  switch (action)
    {
    case CHL_ACTION_NONE:
      return;

    case CHL_ACTION_RETRY:
    case CHL_ACTION_WAIT:
      try_again (widget, engine, conversation, answer_id);
      return;

    case CHL_ACTION_CONTINUE:
      go_on (widget, engine, conversation, answer_id);
      return;

    case CHL_ACTION_OPEN_PROVIDER:
    case CHL_ACTION_ENTER_KEY:
    case CHL_ACTION_USE_ADDRESS:
    case CHL_ACTION_CONFIRM_ORIGIN:
    case CHL_ACTION_TRY_REGION:
      open_provider (widget, conversation, answer_id);
      return;

    case CHL_ACTION_ADD_PROVIDER:
      gtk_widget_activate_action (widget, "win.add-provider", NULL);
      return;

    case CHL_ACTION_CHOOSE_MODEL:
      gtk_widget_activate_action (widget, "chat.try-with", "s", answer_id);
      return;

    case CHL_ACTION_NEW_CHAT:
      gtk_widget_activate_action (widget, "win.new-chat", NULL);
      return;

    case CHL_ACTION_EDIT_QUESTION:
      gtk_widget_activate_action (widget, "chat.edit-question", "s", answer_id);
      return;

    case CHL_ACTION_OPEN_PRIVACY:
      gtk_widget_activate_action (widget, "win.show-settings", "s", "privacy");
      return;

    case CHL_ACTION_OPEN_ROLES:
      gtk_widget_activate_action (widget, "win.show-settings", "s", "roles");
      return;

    case CHL_ACTION_UNLOCK:
      unlock (widget, engine, conversation, answer_id);
      return;

    case CHL_ACTION_SHOW_FILE:
      show_folder (widget, engine);
      return;
    }
}
