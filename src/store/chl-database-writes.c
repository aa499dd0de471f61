/* chl-database-writes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-database-writes"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-database-jobs.h"
#include "chl-error.h"
#include "chl-schema.h"

/**
 * chl_database_job_free:
 * @self: (transfer full): a job
 */
void
chl_database_job_free (ChlDatabaseJob *self)
{
  g_free (self->chat_id);
  g_free (self->message_id);
  g_clear_pointer (&self->chat, chl_chat_row_free);
  g_clear_pointer (&self->message, chl_message_row_free);
  g_clear_pointer (&self->usage, chl_usage_row_free);
  g_clear_pointer (&self->count, chl_host_count_free);
  g_free (self->part_kind);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self->query);
  g_free (self);
}

/**
 * chl_database_write_job:
 * @task: with what to write; gives a boolean
 * @context: a #ChlConnection
 *
 * Does one write as one transaction.
 */
void
chl_database_write_job (GTask   *task,
                        gpointer context)
{
  ChlConnection  *connection = context;
  ChlDatabaseJob *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  ChlSqlite *db = chl_connection_begin (connection, TRUE, &error);

  if (db != NULL && chl_connection_end (connection, job->write (db, job, &error), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

gboolean
chl_database_save_chat (ChlSqlite      *db,
                        ChlDatabaseJob *job,
                        GError        **error)
{
  const ChlChatRow *row = job->chat;
  sqlite3_stmt     *statement =
    chl_sqlite_prepare (db,
                        "INSERT INTO chats (id, title, model, last_model, draft, created_us,"
                        " updated_us, is_pinned) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                        " ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
                        " model = excluded.model, last_model = excluded.last_model,"
                        " draft = excluded.draft, created_us = excluded.created_us,"
                        " updated_us = excluded.updated_us, is_pinned = excluded.is_pinned",
                        error);

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, row->id);
  chl_sqlite_bind_text (statement, 2, row->title != NULL ? row->title : "");
  chl_sqlite_bind_text (statement, 3, row->model);
  chl_sqlite_bind_text (statement, 4, row->last_model);
  chl_sqlite_bind_text (statement, 5, row->draft);
  sqlite3_bind_int64 (statement, 6, row->created_us);
  sqlite3_bind_int64 (statement, 7, row->updated_us);
  sqlite3_bind_int (statement, 8, row->is_pinned ? 1 : 0);

  return chl_sqlite_run (db, statement, error);
}

static gboolean
run_for (ChlSqlite  *db,
         const char *sql,
         const char *id,
         GError    **error)
{
  sqlite3_stmt *statement = chl_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, id);

  return chl_sqlite_run (db, statement, error);
}

gboolean
chl_database_remove_chat (ChlSqlite      *db,
                          ChlDatabaseJob *job,
                          GError        **error)
{
  return run_for (db,
                  "DELETE FROM message_index WHERE rowid IN"
                  " (SELECT number FROM messages WHERE chat_id = ?1)",
                  job->chat_id, error) &&
         run_for (db, "DELETE FROM chats WHERE id = ?1", job->chat_id, error);
}

static gboolean
unchoose_siblings (ChlSqlite           *db,
                   const ChlMessageRow *row,
                   GError             **error)
{
  sqlite3_stmt *statement =
    chl_sqlite_prepare (db,
                        "UPDATE messages SET is_chosen = 0"
                        " WHERE chat_id = ?1 AND parent_id IS ?2 AND is_chosen AND id <> ?3",
                        error);

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, row->chat_id);
  chl_sqlite_bind_text (statement, 2, row->parent_id);
  chl_sqlite_bind_text (statement, 3, row->id);

  return chl_sqlite_run (db, statement, error);
}

/* Where a message stands in the tree never changes; one of another chat is not taken over. */
static gboolean
upsert_message (ChlSqlite           *db,
                const ChlMessageRow *row,
                GError             **error)
{
  sqlite3_stmt *statement =
    chl_sqlite_prepare (db,
                        "INSERT INTO messages (id, chat_id, parent_id, is_chosen, created_us, body)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                        " ON CONFLICT (id) DO UPDATE SET is_chosen = excluded.is_chosen,"
                        " created_us = excluded.created_us, body = excluded.body"
                        " WHERE chat_id = excluded.chat_id AND parent_id IS excluded.parent_id",
                        error);

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, row->id);
  chl_sqlite_bind_text (statement, 2, row->chat_id);
  chl_sqlite_bind_text (statement, 3, row->parent_id);
  sqlite3_bind_int (statement, 4, row->is_chosen ? 1 : 0);
  sqlite3_bind_int64 (statement, 5, row->created_us);
  chl_sqlite_bind_text (statement, 6, row->body);
  if (!chl_sqlite_run (db, statement, error))
    return FALSE;

  if (chl_sqlite_get_n_changes (db) == 1)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("A message cannot move to another place in its conversation"));

  return FALSE;
}

/*
 * What is saved is all of the message so far, whether it is complete or not: it takes the place of
 * the journal, whose rows would otherwise be in it twice.
 */
gboolean
chl_database_save_message (ChlSqlite      *db,
                           ChlDatabaseJob *job,
                           GError        **error)
{
  const ChlMessageRow *row = job->message;

  return (!row->is_chosen || unchoose_siblings (db, row, error)) &&
         upsert_message (db, row, error) &&
         run_for (db,
                  "REPLACE INTO message_index (rowid, text)"
                  " SELECT number, " CHL_SCHEMA_INDEXED_TEXT " FROM messages WHERE id = ?1",
                  row->id, error) &&
         run_for (db, "DELETE FROM journal WHERE message_id = ?1", row->id, error);
}

static gboolean
run_for_message (ChlSqlite      *db,
                 ChlDatabaseJob *job,
                 const char     *sql,
                 GError        **error)
{
  sqlite3_stmt *statement = chl_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, job->chat_id);
  chl_sqlite_bind_text (statement, 2, job->message_id);

  return chl_sqlite_run (db, statement, error);
}

gboolean
chl_database_choose (ChlSqlite      *db,
                     ChlDatabaseJob *job,
                     GError        **error)
{
  if (!run_for_message (db, job,
                        "UPDATE messages SET is_chosen = 0 WHERE chat_id = ?1 AND is_chosen AND"
                        " parent_id IS (SELECT parent_id FROM messages WHERE id = ?2)",
                        error) ||
      !run_for_message (db, job,
                        "UPDATE messages SET is_chosen = 1 WHERE chat_id = ?1 AND id = ?2",
                        error))
    return FALSE;

  if (chl_sqlite_get_n_changes (db) == 1)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("There is no such message in this conversation"));

  return FALSE;
}

gboolean
chl_database_journal (ChlSqlite      *db,
                      ChlDatabaseJob *job,
                      GError        **error)
{
  gsize         length = 0;
  const char   *text = g_bytes_get_data (job->text, &length);
  sqlite3_stmt *statement =
    chl_sqlite_prepare (db,
                        "INSERT INTO journal (message_id, number, part, kind, text) VALUES (?1,"
                        " (SELECT ifnull (max (number), 0) + 1 FROM journal WHERE message_id = ?1),"
                        " ?2, ?3, ?4)",
                        error);

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, job->message_id);
  sqlite3_bind_int64 (statement, 2, job->part);
  chl_sqlite_bind_text (statement, 3, job->part_kind);
  /* The 64 bit call refuses what is too long; a NULL would bind NULL. */
  sqlite3_bind_blob64 (statement, 4, text != NULL ? text : "", length, SQLITE_STATIC);

  return chl_sqlite_run (db, statement, error);
}

gboolean
chl_database_add_usage (ChlSqlite      *db,
                        ChlDatabaseJob *job,
                        GError        **error)
{
  const ChlUsageRow *row = job->usage;
  const char *const  words[] = { row->provider_id, row->family, row->model, row->role,
                                 row->host, row->finish, row->currency };
  const gint64       numbers[] = { row->began_us, row->first_token_us, row->ended_us,
                                   row->input_tokens, row->cached_tokens, row->output_tokens,
                                   row->reasoning_tokens, row->sent_bytes, row->received_bytes };
  sqlite3_stmt      *statement =
    chl_sqlite_prepare (db,
                        "INSERT INTO usage (provider_id, family, model, role, host, finish,"
                        " currency, began_us, first_token_us, ended_us, input_tokens,"
                        " cached_tokens, output_tokens, reasoning_tokens, sent_bytes,"
                        " received_bytes, cost) VALUES"
                        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        error);
  int position = 1;

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    chl_sqlite_bind_text (statement, position++, words[i]);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sqlite3_bind_int64 (statement, position++, numbers[i]);
  sqlite3_bind_double (statement, position, row->cost);

  return chl_sqlite_run (db, statement, error);
}
