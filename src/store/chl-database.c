/* chl-database.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-database"

#include "config.h"

#include "chl-database.h"

#include "chl-database-jobs.h"
#include "chl-database-rows.h"
#include "chl-host-count.h"

/**
 * ChlDatabase:
 *
 * The database, with one connection on a worker thread of its own.
 */
struct _ChlDatabase
{
  GObject parent_instance;

  ChlWorker *worker; /* (owned) (not nullable) its context is the connection */
};

G_DEFINE_FINAL_TYPE (ChlDatabase, chl_database, G_TYPE_OBJECT)

/* Has the worker do a job; the tag is the call that it is for. */
void
chl_database_run (ChlDatabase        *self,
                  ChlDatabaseJob     *job,
                  ChlWorkerFunc       func,
                  gpointer            tag,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) chl_database_job_free);
  chl_worker_run (self->worker, task, func);
}

/* All writes have one finish, hence one tag. */
static void
run_write (ChlDatabase         *self,
           ChlDatabaseJob      *job,
           ChlDatabaseWriteFunc write,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  job->write = write;
  chl_database_run (self, job, chl_database_write_job, chl_database_write_finish, cancellable, callback,
                    user_data);
}

static void
chl_database_finalize (GObject *object)
{
  ChlDatabase *self = CHL_DATABASE (object);

  g_clear_pointer (&self->worker, chl_worker_unref);

  G_OBJECT_CLASS (chl_database_parent_class)->finalize (object);
}

static void
chl_database_class_init (ChlDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_database_finalize;
}

static void
chl_database_init (ChlDatabase *self)
{
}

/**
 * chl_database_new:
 * @path: (type filename): the file; it and its folder are made when they are needed
 * @clock: tells the date for the names of copies; asked on another thread
 *
 * Opens nothing yet. When the last reference goes, what was handed in is written and the file is
 * closed.
 *
 * Returns: (transfer full): a new database
 */
ChlDatabase *
chl_database_new (const char *path,
                  ChlClock   *clock)
{
  ChlDatabase *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (CHL_IS_CLOCK (clock), NULL);

  self = g_object_new (CHL_TYPE_DATABASE, NULL);
  self->worker = chl_worker_new ("chl-database", chl_connection_new (path, clock),
                                 (GDestroyNotify) chl_connection_free);

  return self;
}

/**
 * chl_database_flush:
 * @self: a database
 *
 * Blocks until everything that was handed in is written, or has failed. For leaving the program.
 */
void
chl_database_flush (ChlDatabase *self)
{
  g_return_if_fail (CHL_IS_DATABASE (self));

  chl_worker_flush (self->worker);
}

/**
 * chl_database_list_chats_async:
 * @self: a database
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Reads all conversations without their messages: pinned ones first, then the newest.
 */
void
chl_database_list_chats_async (ChlDatabase        *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (CHL_IS_DATABASE (self));

  chl_database_run (self, g_new0 (ChlDatabaseJob, 1), chl_database_list_job, chl_database_list_chats_async,
                    cancellable, callback, user_data);
}

/**
 * chl_database_list_chats_finish:
 * @self: a database
 * @result: what the callback got
 * @out_put_aside: (out) (optional) (nullable) (transfer full) (type filename): where the file went
 *   that was no sound database, if one was found since the start
 * @error: (out) (optional): %CHL_ERROR_STORAGE, %CHL_ERROR_DISK_FULL, %CHL_ERROR_NEWER_FILE if a
 *   newer schema cannot even be read
 *
 * Returns: (transfer full) (nullable) (element-type ChlChatRow): the conversations
 */
GPtrArray *
chl_database_list_chats_finish (ChlDatabase  *self,
                                GAsyncResult *result,
                                char        **out_put_aside,
                                GError      **error)
{
  ChlDatabaseList *list;
  GPtrArray       *chats;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_database_list_chats_async), NULL);

  list = g_task_propagate_pointer (G_TASK (result), error);
  if (list == NULL)
    return NULL;

  chats = g_steal_pointer (&list->chats);
  if (out_put_aside != NULL)
    *out_put_aside = g_steal_pointer (&list->put_aside);
  chl_database_list_free (list);

  return chats;
}

/**
 * chl_database_load_chat_async:
 * @self: a database
 * @chat_id: a conversation
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Reads all messages of one conversation. An answer that nobody finished, be it that the program
 * was killed or that it still grows in another one, is put together from its journal and marked.
 */
void
chl_database_load_chat_async (ChlDatabase        *self,
                              const char         *chat_id,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (chat_id != NULL);

  job = g_new0 (ChlDatabaseJob, 1);
  job->chat_id = g_strdup (chat_id);
  chl_database_run (self, job, chl_database_load_job, chl_database_load_chat_async, cancellable, callback,
                    user_data);
}

/**
 * chl_database_load_chat_finish:
 * @self: a database
 * @result: what the callback got
 * @error: (out) (optional): as chl_database_list_chats_finish()
 *
 * Returns: (transfer full) (nullable) (element-type ChlMessageRow): the messages, parents before
 *   children; empty if there is no such conversation
 */
GPtrArray *
chl_database_load_chat_finish (ChlDatabase  *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_database_load_chat_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chl_database_save_chat_async:
 * @self: a database
 * @row: a conversation, new or not; copied
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Writes a conversation without its messages. Finish with chl_database_write_finish().
 */
void
chl_database_save_chat_async (ChlDatabase        *self,
                              const ChlChatRow   *row,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (row != NULL && row->id != NULL);

  job = g_new0 (ChlDatabaseJob, 1);
  job->chat = chl_chat_row_copy (row);
  run_write (self, job, chl_database_save_chat, cancellable, callback, user_data);
}

/**
 * chl_database_remove_chat_async:
 * @self: a database
 * @chat_id: a conversation
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Removes a conversation with its messages and their journals; its usage stays in the ledger. One
 * that is not there is no error. Finish with chl_database_write_finish().
 */
void
chl_database_remove_chat_async (ChlDatabase        *self,
                                const char         *chat_id,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (chat_id != NULL);

  job = g_new0 (ChlDatabaseJob, 1);
  job->chat_id = g_strdup (chat_id);
  run_write (self, job, chl_database_remove_chat, cancellable, callback, user_data);
}

/**
 * chl_database_save_message_async:
 * @self: a database
 * @row: a message, new or not; copied. Its conversation and its parent are there already. If it is
 *   chosen, its siblings are not from then on
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Writes a message. What is saved is all of it so far, and takes the place of its journal. Finish
 * with chl_database_write_finish().
 */
void
chl_database_save_message_async (ChlDatabase         *self,
                                 const ChlMessageRow *row,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (row != NULL && row->id != NULL && row->chat_id != NULL && row->body != NULL);

  job = g_new0 (ChlDatabaseJob, 1);
  job->message = chl_message_row_copy (row);
  run_write (self, job, chl_database_save_message, cancellable, callback, user_data);
}

/**
 * chl_database_choose_async:
 * @self: a database
 * @chat_id: a conversation
 * @message_id: the message that is shown instead of its siblings from now on
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Finish with chl_database_write_finish().
 */
void
chl_database_choose_async (ChlDatabase        *self,
                           const char         *chat_id,
                           const char         *message_id,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (chat_id != NULL);
  g_return_if_fail (message_id != NULL);

  job = g_new0 (ChlDatabaseJob, 1);
  job->chat_id = g_strdup (chat_id);
  job->message_id = g_strdup (message_id);
  run_write (self, job, chl_database_choose, cancellable, callback, user_data);
}

/**
 * chl_database_journal_async:
 * @self: a database
 * @message_id: a message that was saved and grows
 * @part: which part, counted from 0 in the order in which the parts began
 * @part_kind: of which kind, see chl_part_kind_to_string()
 * @text: (array length=length): what came since the last call or the last save; copied
 * @length: bytes in @text
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Writes down what an answer has grown by, so that it is there after a crash. Finish with
 * chl_database_write_finish().
 */
void
chl_database_journal_async (ChlDatabase        *self,
                            const char         *message_id,
                            guint               part,
                            const char         *part_kind,
                            const char         *text,
                            gsize               length,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (message_id != NULL);
  g_return_if_fail (part_kind != NULL);
  g_return_if_fail (text != NULL || length == 0);

  job = g_new0 (ChlDatabaseJob, 1);
  job->message_id = g_strdup (message_id);
  job->part = part;
  job->part_kind = g_strdup (part_kind);
  job->text = g_bytes_new (text, length);
  run_write (self, job, chl_database_journal, cancellable, callback, user_data);
}

/**
 * chl_database_add_usage_async:
 * @self: a database
 * @row: one exchange; copied
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Writes one line of the ledger. Finish with chl_database_write_finish().
 */
void
chl_database_add_usage_async (ChlDatabase        *self,
                              const ChlUsageRow  *row,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (row != NULL);

  job = g_new0 (ChlDatabaseJob, 1);
  job->usage = chl_usage_row_copy (row);
  run_write (self, job, chl_database_add_usage, cancellable, callback, user_data);
}

/**
 * chl_database_count_async:
 * @self: a database
 * @count: what is added to its day, which must be said, and to whom; copied
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Adds to what a host was asked. Finish with chl_database_write_finish().
 */
void
chl_database_count_async (ChlDatabase        *self,
                          const ChlHostCount *count,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (count != NULL && count->first_day != NULL);

  job = g_new0 (ChlDatabaseJob, 1);
  job->count = chl_host_count_copy (count);
  run_write (self, job, chl_database_count, cancellable, callback, user_data);
}

/**
 * chl_database_write_finish:
 * @self: a database
 * @result: what the callback got
 * @error: (out) (optional): %CHL_ERROR_DISK_FULL, %CHL_ERROR_STORAGE, %CHL_ERROR_NEWER_FILE;
 *   %CHL_ERROR_INVALID for what does not fit together, such as a message of a conversation that
 *   was removed; %CHL_ERROR_LIMIT for what is larger than a database takes. Nothing was written
 *   then
 *
 * Returns: whether it is on the disk
 */
gboolean
chl_database_write_finish (ChlDatabase  *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_database_write_finish), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
