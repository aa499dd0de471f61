/* chl-database-reads.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-database-reads"

#include "config.h"

#include "chl-database-jobs.h"
#include "chl-recovery.h"

/**
 * chl_database_list_free:
 * @self: (transfer full): the result of chl_database_list_job()
 */
void
chl_database_list_free (ChlDatabaseList *self)
{
  g_clear_pointer (&self->chats, g_ptr_array_unref);
  g_free (self->put_aside);
  g_free (self);
}

static ChlChatRow *
read_chat (sqlite3_stmt *statement)
{
  ChlChatRow *row = g_new0 (ChlChatRow, 1);

  row->id = chl_sqlite_dup_text (statement, 0);
  row->title = chl_sqlite_dup_text (statement, 1);
  row->model = chl_sqlite_dup_text (statement, 2);
  row->last_model = chl_sqlite_dup_text (statement, 3);
  row->draft = chl_sqlite_dup_text (statement, 4);
  row->created_us = sqlite3_column_int64 (statement, 5);
  row->updated_us = sqlite3_column_int64 (statement, 6);
  row->is_pinned = sqlite3_column_int (statement, 7) != 0;
  row->has_messages = sqlite3_column_int (statement, 8) != 0;

  return row;
}

static gboolean
read_chats (ChlSqlite *db,
            GPtrArray *chats,
            GError   **error)
{
  sqlite3_stmt *statement =
    chl_sqlite_prepare (db,
                        "SELECT id, title, model, last_model, draft, created_us, updated_us,"
                        " is_pinned, EXISTS (SELECT 1 FROM messages WHERE chat_id = chats.id)"
                        " FROM chats ORDER BY is_pinned DESC, updated_us DESC, id",
                        error);
  gboolean has_row = statement != NULL;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      if (!chl_sqlite_step (db, statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (chats, read_chat (statement));
    }

  return TRUE;
}

/**
 * chl_database_list_job:
 * @task: gives a #ChlDatabaseList
 * @context: a #ChlConnection
 *
 * Reads all conversations without their messages.
 */
void
chl_database_list_job (GTask   *task,
                       gpointer context)
{
  ChlConnection *connection = context;
  g_autoptr(GPtrArray) chats = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_chat_row_free);
  g_autoptr(GError) error = NULL;
  ChlSqlite       *db = chl_connection_begin (connection, FALSE, &error);
  ChlDatabaseList *list;

  if (db == NULL || !chl_connection_end (connection, read_chats (db, chats, &error), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  list = g_new0 (ChlDatabaseList, 1);
  list->chats = g_steal_pointer (&chats);
  list->put_aside = g_strdup (chl_connection_get_put_aside (connection));
  g_task_return_pointer (task, list, (GDestroyNotify) chl_database_list_free);
}

static gboolean
read_journal (ChlSqlite   *db,
              const char  *message_id,
              ChlRecovery *recovery,
              GError     **error)
{
  sqlite3_stmt *statement =
    chl_sqlite_prepare (
      db, "SELECT part, kind, text FROM journal WHERE message_id = ?1 ORDER BY number", error);
  gboolean has_row = statement != NULL;

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, message_id);
  while (has_row)
    {
      if (!chl_sqlite_step (db, statement, &has_row, error))
        return FALSE;
      if (has_row)
        {
          /* An empty blob is NULL. */
          const char *text = sqlite3_column_blob (statement, 2);

          chl_recovery_add (recovery,
                            (guint) sqlite3_column_int64 (statement, 0),
                            (const char *) sqlite3_column_text (statement, 1),
                            text != NULL ? text : "",
                            (gsize) sqlite3_column_bytes (statement, 2));
        }
    }

  return TRUE;
}

/* A body that is no message stays what it is: the caller says so. */
static gboolean
recover (ChlSqlite     *db,
         ChlMessageRow *row,
         GError       **error)
{
  g_autoptr(ChlRecovery) recovery = chl_recovery_new (row->body);

  if (recovery == NULL)
    return TRUE;

  if (!read_journal (db, row->id, recovery, error))
    return FALSE;

  g_free (row->body);
  row->body = chl_recovery_finish (recovery);
  row->is_recovered = TRUE;

  return TRUE;
}

static ChlMessageRow *
read_message (sqlite3_stmt *statement,
              const char   *chat_id)
{
  ChlMessageRow *row = g_new0 (ChlMessageRow, 1);

  row->chat_id = g_strdup (chat_id);
  row->id = chl_sqlite_dup_text (statement, 0);
  row->parent_id = chl_sqlite_dup_text (statement, 1);
  row->is_chosen = sqlite3_column_int (statement, 2) != 0;
  row->created_us = sqlite3_column_int64 (statement, 3);
  row->body = chl_sqlite_dup_text (statement, 4);

  return row;
}

static gboolean
read_messages (ChlSqlite  *db,
               const char *chat_id,
               GPtrArray  *messages,
               GError    **error)
{
  sqlite3_stmt *statement =
    chl_sqlite_prepare (db,
                        "SELECT id, parent_id, is_chosen, created_us, body,"
                        " EXISTS (SELECT 1 FROM journal WHERE message_id = messages.id)"
                        " FROM messages WHERE chat_id = ?1 ORDER BY number",
                        error);
  gboolean has_row = statement != NULL;

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, chat_id);
  while (has_row)
    {
      if (!chl_sqlite_step (db, statement, &has_row, error))
        return FALSE;
      if (has_row)
        {
          ChlMessageRow *row = read_message (statement, chat_id);
          gboolean       has_journal = sqlite3_column_int (statement, 5) != 0;

          g_ptr_array_add (messages, row);
          if ((has_journal || chl_recovery_is_needed (row->body)) && !recover (db, row, error))
            {
              sqlite3_reset (statement);
              return FALSE;
            }
        }
    }

  return TRUE;
}

/**
 * chl_database_load_job:
 * @task: with a chat's id; gives a #GPtrArray of #ChlMessageRow
 * @context: a #ChlConnection
 *
 * Reads all messages of one conversation, in the order in which they were first saved.
 */
void
chl_database_load_job (GTask   *task,
                       gpointer context)
{
  ChlConnection  *connection = context;
  ChlDatabaseJob *job = g_task_get_task_data (task);
  g_autoptr(GPtrArray) messages =
               g_ptr_array_new_with_free_func ((GDestroyNotify) chl_message_row_free);
  g_autoptr(GError) error = NULL;
  ChlSqlite *db = chl_connection_begin (connection, FALSE, &error);

  if (db == NULL ||
      !chl_connection_end (connection, read_messages (db, job->chat_id, messages, &error), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&messages), (GDestroyNotify) g_ptr_array_unref);
}
