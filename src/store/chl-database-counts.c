/* chl-database-counts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-database-counts"

#include "config.h"

#include "chl-database-jobs.h"

static const char *
as_key (const char *text)
{
  return text != NULL ? text : "";
}

/* The other way round. */
static char *
dup_key (sqlite3_stmt *statement,
         int           column)
{
  g_autofree char *text = chl_sqlite_dup_text (statement, column);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

gboolean
chl_database_count (ChlSqlite      *db,
                    ChlDatabaseJob *job,
                    GError        **error)
{
  const ChlHostCount *count = job->count;
  sqlite3_stmt       *statement =
    chl_sqlite_prepare (db,
                        "INSERT INTO ledger (day, host, provider_id, purpose, requests, sent_bytes,"
                        " received_bytes, last_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                        " ON CONFLICT (day, host, provider_id, purpose) DO UPDATE SET"
                        " requests = requests + excluded.requests,"
                        " sent_bytes = sent_bytes + excluded.sent_bytes,"
                        " received_bytes = received_bytes + excluded.received_bytes,"
                        " last_us = max (last_us, excluded.last_us)",
                        error);

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, count->first_day);
  chl_sqlite_bind_text (statement, 2, count->host);
  chl_sqlite_bind_text (statement, 3, as_key (count->provider_id));
  chl_sqlite_bind_text (statement, 4, as_key (count->purpose));
  sqlite3_bind_int64 (statement, 5, count->n_requests);
  sqlite3_bind_int64 (statement, 6, count->sent_bytes);
  sqlite3_bind_int64 (statement, 7, count->received_bytes);
  sqlite3_bind_int64 (statement, 8, count->last_us);

  return chl_sqlite_run (db, statement, error);
}

static ChlHostCount *
read_count (sqlite3_stmt *statement)
{
  ChlHostCount *count = g_new0 (ChlHostCount, 1);

  count->host = chl_sqlite_dup_text (statement, 0);
  count->provider_id = dup_key (statement, 1);
  count->purpose = dup_key (statement, 2);
  count->n_requests = sqlite3_column_int64 (statement, 3);
  count->sent_bytes = sqlite3_column_int64 (statement, 4);
  count->received_bytes = sqlite3_column_int64 (statement, 5);
  count->first_day = chl_sqlite_dup_text (statement, 6);
  count->last_us = sqlite3_column_int64 (statement, 7);

  return count;
}

static gboolean
read_counts (ChlSqlite *db,
             GPtrArray *counts,
             GError   **error)
{
  sqlite3_stmt *statement =
    chl_sqlite_prepare (db,
                        "SELECT host, provider_id, purpose, sum (requests), sum (sent_bytes),"
                        " sum (received_bytes), min (day), max (last_us) FROM ledger"
                        " GROUP BY host, provider_id, purpose"
                        " ORDER BY max (last_us) DESC, host, provider_id, purpose",
                        error);
  gboolean has_row = statement != NULL;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      if (!chl_sqlite_step (db, statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (counts, read_count (statement));
    }

  return TRUE;
}

/**
 * chl_database_list_counts_job:
 * @task: gives a #GPtrArray of #ChlHostCount
 * @context: a #ChlConnection
 */
void
chl_database_list_counts_job (GTask   *task,
                              gpointer context)
{
  ChlConnection *connection = context;
  g_autoptr(GPtrArray) counts =
               g_ptr_array_new_with_free_func ((GDestroyNotify) chl_host_count_free);
  g_autoptr(GError) error = NULL;
  ChlSqlite *db = chl_connection_begin (connection, FALSE, &error);

  if (db != NULL && chl_connection_end (connection, read_counts (db, counts, &error), &error))
    g_task_return_pointer (task, g_steal_pointer (&counts), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * chl_database_list_counts_async:
 * @self: a database
 * @cancellable: (nullable): stops it before it begins
 * @callback: called when it is done
 * @user_data: closure
 *
 * Reads which hosts were ever asked, for whom and what for, all days together.
 */
void
chl_database_list_counts_async (ChlDatabase        *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_return_if_fail (CHL_IS_DATABASE (self));

  chl_database_run (self, g_new0 (ChlDatabaseJob, 1), chl_database_list_counts_job,
                    chl_database_list_counts_async, cancellable, callback, user_data);
}

/**
 * chl_database_list_counts_finish:
 * @self: a database
 * @result: what the callback got
 * @error: (out) (optional): as chl_database_list_chats_finish()
 *
 * Returns: (transfer full) (nullable) (element-type ChlHostCount): the latest first
 */
GPtrArray *
chl_database_list_counts_finish (ChlDatabase  *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_database_list_counts_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
