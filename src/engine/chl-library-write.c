/* chl-library-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-library-write"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-library-private.h"

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChlEngine) engine = user_data;
  g_autoptr(GError) error = NULL;

  if (!chl_database_write_finish (CHL_DATABASE (object), result, &error))
    chl_engine_notice_error (engine, error);
}

/* Writes a chat without its messages. */
void
chl_library_write_chat (ChlEngine       *engine,
                        ChlConversation *chat)
{
  g_autoptr(ChlChatRow) row = chl_chat_row_new (chl_conversation_get_id (chat));

  g_free (row->title);
  row->title = g_strdup (chl_conversation_get_title (chat));
  row->model = g_strdup (chl_conversation_get_model (chat));
  row->last_model = g_strdup (chl_conversation_get_last_model (chat));
  row->draft = g_strdup (chl_conversation_get_draft (chat));
  row->created_us = chl_conversation_get_created_us (chat);
  row->updated_us = chl_conversation_get_updated_us (chat);
  row->is_pinned = chl_conversation_is_pinned (chat);

  chl_database_save_chat_async (chl_engine_get_parts (engine)->database, row, NULL, written_cb,
                                g_object_ref (engine));
}

/* Writes one message whole; what the journal has of it is then gone. */
void
chl_library_write_message (ChlEngine       *engine,
                           ChlConversation *chat,
                           ChlMessage      *message)
{
  g_autoptr(ChlMessageRow) row = NULL;
  g_autoptr(JsonNode) body = chl_message_to_json (message);
  const char *id = chl_message_get_id (message);

  row = chl_message_row_new (id, chl_conversation_get_id (chat));
  row->parent_id = g_strdup (chl_conversation_get_parent_id (chat, id));
  row->is_chosen = chl_conversation_is_chosen (chat, id);
  row->created_us = chl_message_get_created_us (message);
  row->body = chl_json_print (body, FALSE);

  chl_database_save_message_async (chl_engine_get_parts (engine)->database, row, NULL, written_cb,
                                   g_object_ref (engine));
}

/* Writes which versions are shown. */
void
chl_library_write_choices (ChlEngine       *engine,
                           ChlConversation *chat)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (chat)); i++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (G_LIST_MODEL (chat), i);
      guint n_versions;

      chl_conversation_get_version (chat, chl_message_get_id (message), &n_versions);
      if (n_versions > 1)
        chl_database_choose_async (chl_engine_get_parts (engine)->database,
                                   chl_conversation_get_id (chat), chl_message_get_id (message),
                                   NULL, written_cb, g_object_ref (engine));
    }
}

void
chl_library_erase (ChlEngine       *engine,
                   ChlConversation *chat)
{
  chl_database_remove_chat_async (chl_engine_get_parts (engine)->database,
                                  chl_conversation_get_id (chat), NULL, written_cb,
                                  g_object_ref (engine));
}

/**
 * chl_library_flush:
 * @self: a library
 *
 * Waits until everything that was handed over is on disk.
 */
void
chl_library_flush (ChlLibrary *self)
{
  chl_database_flush (chl_engine_get_parts (chl_library_get_engine (self))->database);
}

/* A message that cannot be read leaves its place and says so; what is on disk stays as it is. */
static ChlMessage *
new_unreadable (const ChlMessageRow *row)
{
  g_autoptr(ChlFailure) failure = NULL;
  ChlMessage *message = chl_message_new (row->id, CHL_AUTHOR_ASSISTANT, row->created_us);

  failure = chl_failure_new_own (CHL_FAILURE_PROTOCOL, _ ("This message cannot be read from the disk"));
  chl_message_set_failure (message, failure);
  chl_message_set_finish (message, CHL_FINISH_ERROR, NULL);

  return message;
}

static ChlMessage *
read_message (const ChlMessageRow *row)
{
  g_autoptr(JsonNode) root = chl_json_parse (row->body, -1, NULL);
  ChlMessage *message = root != NULL ? chl_message_from_json (root, NULL) : NULL;

  return message != NULL ? message : new_unreadable (row);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  ChlLibrary      *self = g_task_get_source_object (task);
  ChlConversation *chat = g_task_get_task_data (task);

  rows = chl_database_load_chat_finish (CHL_DATABASE (object), result, &error);
  if (rows == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (chl_conversation_is_loaded (chat))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      const ChlMessageRow *row = g_ptr_array_index (rows, i);
      g_autoptr(ChlMessage) message = read_message (row);

      if (!chl_conversation_add (chat, message, row->parent_id))
        continue;
      if (row->is_chosen)
        g_ptr_array_add (chosen, row->id);
      if (row->is_recovered)
        chl_library_write_message (chl_library_get_engine (self), chat, message);
    }

  chl_conversation_restore_choices (chat, chosen);
  chl_conversation_set_loaded (chat, TRUE);
  g_task_return_boolean (task, TRUE);
}

/**
 * chl_library_open_async:
 * @self: a library
 * @conversation: one of its chats
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when its messages are there
 * @user_data: closure for @callback
 *
 * Reads the messages of a chat, if they were not read yet. Errors: %CHL_ERROR_STORAGE.
 */
void
chl_library_open_async (ChlLibrary         *self,
                        ChlConversation    *conversation,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  ChlDatabase *database;

  g_return_if_fail (CHL_IS_LIBRARY (self));
  g_return_if_fail (CHL_IS_CONVERSATION (conversation));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_library_open_async);
  g_task_set_task_data (task, g_object_ref (conversation), g_object_unref);

  if (chl_conversation_is_loaded (conversation))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  database = chl_engine_get_parts (chl_library_get_engine (self))->database;
  chl_database_load_chat_async (database, chl_conversation_get_id (conversation), cancellable,
                                opened_cb, g_steal_pointer (&task));
}

gboolean
chl_library_open_finish (ChlLibrary   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_library_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
