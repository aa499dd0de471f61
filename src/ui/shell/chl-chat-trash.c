/* chl-chat-trash.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-trash"

#include "config.h"

#include "chl-chat-trash.h"

#include <glib/gi18n-lib.h>

#include "chl-library.h"

/* Seconds in which deleting a chat can be undone. */
#define UNDO_SECONDS 8

struct _ChlChatTrash
{
  GObject parent_instance;

  ChlEngine       *engine; /* (owned) (not nullable) */
  AdwToastOverlay *toasts; /* (unowned) weak */
  GHashTable      *chats;  /* (owned) (element-type ChlConversation) */
};

G_DEFINE_FINAL_TYPE (ChlChatTrash, chl_chat_trash, G_TYPE_OBJECT)

enum
{
  SIGNAL_RESTORED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
remove_chat (ChlChatTrash    *self,
             ChlConversation *chat)
{
  if (g_hash_table_remove (self->chats, chat))
    chl_library_remove (chl_engine_get_library (self->engine), chat);
}

static void
undo_cb (ChlChatTrash *self,
         AdwToast     *toast)
{
  ChlConversation *chat = g_object_get_data (G_OBJECT (toast), "chat");

  if (!g_hash_table_remove (self->chats, chat))
    return;

  chl_library_unhide (chl_engine_get_library (self->engine), chat);
  g_signal_emit (self, signals[SIGNAL_RESTORED], 0, chat);
}

static void
dismissed_cb (ChlChatTrash *self,
              AdwToast     *toast)
{
  remove_chat (self, g_object_get_data (G_OBJECT (toast), "chat"));
}

static void
chl_chat_trash_dispose (GObject *object)
{
  ChlChatTrash *self = CHL_CHAT_TRASH (object);

  g_hash_table_remove_all (self->chats);
  g_clear_weak_pointer (&self->toasts);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_chat_trash_parent_class)->dispose (object);
}

static void
chl_chat_trash_finalize (GObject *object)
{
  ChlChatTrash *self = CHL_CHAT_TRASH (object);

  g_clear_pointer (&self->chats, g_hash_table_unref);

  G_OBJECT_CLASS (chl_chat_trash_parent_class)->finalize (object);
}

static void
chl_chat_trash_class_init (ChlChatTrashClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_chat_trash_dispose;
  object_class->finalize = chl_chat_trash_finalize;

  signals[SIGNAL_RESTORED] =
    g_signal_new ("restored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHL_TYPE_CONVERSATION);
}

static void
chl_chat_trash_init (ChlChatTrash *self)
{
  self->chats = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * chl_chat_trash_new:
 * @engine: whose chats
 * @toasts: where undoing is offered
 *
 * Returns: (transfer full): a new, empty trash
 */
ChlChatTrash *
chl_chat_trash_new (ChlEngine       *engine,
                    AdwToastOverlay *toasts)
{
  ChlChatTrash *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (CHL_TYPE_CHAT_TRASH, NULL);
  self->engine = g_object_ref (engine);
  g_set_weak_pointer (&self->toasts, toasts);

  return self;
}

/**
 * chl_chat_trash_add:
 * @self: a trash
 * @chat: a chat that was taken off the list
 *
 * Tells that it was deleted. It goes for good with what tells it, or with chl_chat_trash_empty().
 */
void
chl_chat_trash_add (ChlChatTrash    *self,
                    ChlConversation *chat)
{
  const char      *title;
  g_autofree char *escaped = NULL;
  AdwToast        *toast;

  g_return_if_fail (CHL_IS_CHAT_TRASH (self));
  g_return_if_fail (CHL_IS_CONVERSATION (chat));

  title = chl_conversation_get_title (chat);
  escaped = g_markup_escape_text (title != NULL && *title != '\0' ? title : _("New Chat"), -1);
  /* Translators: %s is the title of a chat. */
  toast = adw_toast_new_format (_("“%s” deleted"), escaped);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "chat", g_object_ref (chat), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_add (self->chats, g_object_ref (chat));
  adw_toast_overlay_add_toast (self->toasts, toast);
}

gboolean
chl_chat_trash_contains (ChlChatTrash    *self,
                         ChlConversation *chat)
{
  g_return_val_if_fail (CHL_IS_CHAT_TRASH (self), FALSE);

  return g_hash_table_contains (self->chats, chat);
}

/**
 * chl_chat_trash_empty:
 * @self: a trash
 *
 * Deletes what is in it for good.
 */
void
chl_chat_trash_empty (ChlChatTrash *self)
{
  g_autofree gpointer *chats = NULL;

  g_return_if_fail (CHL_IS_CHAT_TRASH (self));

  chats = g_hash_table_get_keys_as_array (self->chats, NULL);
  for (gsize i = 0; chats[i] != NULL; i++)
    {
      g_autoptr(ChlConversation) chat = g_object_ref (chats[i]);

      remove_chat (self, chat);
    }
}
