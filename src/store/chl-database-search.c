/* chl-database-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-database-search"

#include "config.h"

#include <string.h>

#include "chl-database-jobs.h"
#include "chl-database-search-short.h"
#include "chl-find.h"
#include "chl-schema.h"
#include "chl-snippet.h"

/* So many messages are read before it is worth the while to ask where a short word can be. */
#define READ_FIRST 300

typedef struct
{
  ChlSqlite    *db;          /* (unowned) */
  GCancellable *cancellable; /* (unowned) (nullable) */
  GPtrArray    *words;       /* (owned) (element-type ChlFind) */
  GPtrArray    *short_words; /* (owned) (element-type utf8) those that the index does not know */
  char         *match;       /* (owned) (nullable) for the index, without a word that is long enough */
  GPtrArray    *rows;        /* (owned) (element-type ChlSearchRow) */
  GHashTable   *by_chat;     /* (owned) (element-type utf8 ChlSearchRow) (unowned) the same */
  guint         n_max;
  guint         n_texts; /* rows whose text was found */
  guint         n_read;  /* messages that were looked at */
} Search;

/**
 * chl_search_row_free:
 * @self: (transfer full): a row
 */
void
chl_search_row_free (ChlSearchRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->chat_id);
  g_free (self->message_id);
  g_free (self->snippet);
  g_free (self);
}

static void
search_init (Search         *self,
             ChlSqlite      *db,
             ChlDatabaseJob *job)
{
  g_auto(GStrv) words = chl_find_split_words (job->query);
  g_autoptr(GString) match = g_string_new (NULL);

  self->db = db;
  self->n_max = job->n_max;
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_find_free);
  self->short_words = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_search_row_free);
  self->by_chat = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; words[i] != NULL; i++)
    {
      ChlFind *find = chl_find_new (words[i]);

      g_ptr_array_add (self->words, find);
      if (chl_find_get_n_characters (find) >= CHL_DATABASE_SEARCH_INDEXED)
        {
          g_auto(GStrv) pieces = g_strsplit (words[i], "\"", -1);
          g_autofree char *quoted = g_strjoinv ("\"\"", pieces);

          g_string_append_printf (match, "%s\"%s\"", match->len > 0 ? " " : "", quoted);
        }
      else
        {
          g_ptr_array_add (self->short_words, g_strdup (words[i]));
        }
    }

  if (match->len > 0)
    self->match = g_strdup (match->str);
}

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->short_words, g_ptr_array_unref);
  g_clear_pointer (&self->match, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->by_chat, g_hash_table_unref);
}

/* All words are to be there; the hit is where the first one is. */
static gboolean
fits (Search     *self,
      const char *text,
      gsize       length,
      gsize      *out_start,
      gsize      *out_end)
{
  gsize start;
  gsize end;

  for (guint i = self->words->len; i > 0; i--)
    if (!chl_find_next (g_ptr_array_index (self->words, i - 1), text, length, 0, &start, &end))
      return FALSE;

  *out_start = start;
  *out_end = end;

  return TRUE;
}

static ChlSearchRow *
add_row (Search     *self,
         const char *chat_id)
{
  ChlSearchRow *row = g_new0 (ChlSearchRow, 1);

  row->chat_id = g_strdup (chat_id);
  g_ptr_array_add (self->rows, row);
  g_hash_table_insert (self->by_chat, row->chat_id, row);

  return row;
}

static gboolean
search_titles (Search  *self,
               GError **error)
{
  sqlite3_stmt *statement =
    chl_sqlite_prepare (self->db, "SELECT id, title FROM chats ORDER BY updated_us DESC, id", error);
  gboolean has_row = statement != NULL;

  if (statement == NULL)
    return FALSE;

  while (has_row && self->rows->len < self->n_max)
    {
      gsize start;
      gsize end;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !chl_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;
      if (has_row && fits (self, (const char *) sqlite3_column_text (statement, 1),
                           (gsize) sqlite3_column_bytes (statement, 1), &start, &end))
        add_row (self, (const char *) sqlite3_column_text (statement, 0));
    }
  sqlite3_reset (statement);

  return TRUE;
}

/* Looks at one message, if its chat has no hit yet. */
static gboolean
look_at (Search     *self,
         gint64      number,
         const char *chat_id,
         const char *message_id,
         GError    **error)
{
  ChlSearchRow *row = g_hash_table_lookup (self->by_chat, chat_id);
  sqlite3_stmt *statement;
  gboolean      has_row;
  const char   *text;
  gsize         length;
  gsize         start;
  gsize         end;

  if (row != NULL ? row->message_id != NULL : self->rows->len >= self->n_max)
    return TRUE;

  statement =
    chl_sqlite_prepare (self->db, "SELECT text FROM message_index WHERE rowid = ?1", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, number);
  if (!chl_sqlite_step (self->db, statement, &has_row, error))
    return FALSE;

  self->n_read++;
  text = has_row ? (const char *) sqlite3_column_text (statement, 0) : NULL;
  length = text != NULL ? (gsize) sqlite3_column_bytes (statement, 0) : 0;
  if (text != NULL && g_str_has_suffix (text, CHL_SCHEMA_INDEX_END))
    length -= strlen (CHL_SCHEMA_INDEX_END);
  if (text != NULL && fits (self, text, length, &start, &end))
    {
      if (row == NULL)
        row = add_row (self, chat_id);
      row->message_id = g_strdup (message_id);
      row->snippet = chl_snippet_dup (text, length, start, end);
      self->n_texts++;
    }
  sqlite3_reset (statement);

  return TRUE;
}

/*
 * Finds which messages can have all of the short words, if one of these is rare.
 *
 * Returns: whether it could be found out
 */
static gboolean
find_numbers (Search  *self,
              GArray **out_numbers,
              GError **error)
{
  g_autoptr(GArray) fewest = NULL;

  for (guint i = 0; i < self->short_words->len; i++)
    {
      g_autoptr(GArray) numbers = NULL;

      if (!chl_database_search_short (self->db, g_ptr_array_index (self->short_words, i),
                                      self->cancellable, &numbers, error))
        return FALSE;
      if (numbers == NULL || (fewest != NULL && fewest->len <= numbers->len))
        continue;

      g_clear_pointer (&fewest, g_array_unref);
      fewest = g_steal_pointer (&numbers);
    }
  *out_numbers = g_steal_pointer (&fewest);

  return TRUE;
}

/* Goes on with messages before @last, those of @numbers. */
static gboolean
search_numbers (Search  *self,
                GArray  *numbers,
                gint64   last,
                GError **error)
{
  for (guint i = 0; i < numbers->len && self->n_texts < self->n_max; i++)
    {
      gint64        number = g_array_index (numbers, gint64, i);
      sqlite3_stmt *statement;
      gboolean      has_row;

      if (number >= last)
        continue;

      statement =
        chl_sqlite_prepare (self->db, "SELECT chat_id, id FROM messages WHERE number = ?1", error);
      if (statement == NULL)
        return FALSE;

      sqlite3_bind_int64 (statement, 1, number);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !chl_sqlite_step (self->db, statement, &has_row, error) ||
          (has_row && !look_at (self, number, (const char *) sqlite3_column_text (statement, 0),
                                (const char *) sqlite3_column_text (statement, 1), error)))
        return FALSE;
      sqlite3_reset (statement);
    }

  return TRUE;
}

/* The newest first, until there is enough, or until as many were read as is worth the while. */
static gboolean
read_messages (Search  *self,
               guint    n_worth,
               gint64  *out_last,
               GError **error)
{
  sqlite3_stmt *statement = chl_sqlite_prepare (
    self->db,
    self->match != NULL
      ? "SELECT number, chat_id, id FROM message_index JOIN messages ON number = message_index.rowid"
        " WHERE message_index MATCH ?1 AND message_index.rowid < ?2"
        " ORDER BY message_index.rowid DESC"
      : "SELECT number, chat_id, id FROM messages WHERE number < ?2 ORDER BY number DESC",
    error);
  gboolean has_row = statement != NULL;
  gboolean is_good = TRUE;

  if (statement == NULL)
    return FALSE;

  if (self->match != NULL)
    chl_sqlite_bind_text (statement, 1, self->match);
  sqlite3_bind_int64 (statement, 2, *out_last);
  while (is_good && has_row && self->n_texts < self->n_max && self->n_read < n_worth)
    {
      is_good = !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
                chl_sqlite_step (self->db, statement, &has_row, error);
      if (!is_good || !has_row)
        break;

      *out_last = sqlite3_column_int64 (statement, 0);
      is_good = look_at (self, *out_last, (const char *) sqlite3_column_text (statement, 1),
                         (const char *) sqlite3_column_text (statement, 2), error);
    }
  sqlite3_reset (statement);

  return is_good;
}

/*
 * What has been said lately is read: of a common word there is enough in it. If there is not, the
 * index tells of a rare one where else it is.
 */
static gboolean
search_messages (Search  *self,
                 GError **error)
{
  gint64 last = G_MAXINT64;
  g_autoptr(GArray) numbers = NULL;

  if (!read_messages (self, self->short_words->len > 0 ? READ_FIRST : G_MAXUINT, &last, error))
    return FALSE;
  if (self->n_texts >= self->n_max || self->n_read < READ_FIRST || self->short_words->len == 0)
    return TRUE;

  if (!find_numbers (self, &numbers, error))
    return FALSE;

  return numbers != NULL ? search_numbers (self, numbers, last, error)
                         : read_messages (self, G_MAXUINT, &last, error);
}

/**
 * chl_database_search_job:
 * @task: with a query; gives a #GPtrArray of #ChlSearchRow
 * @context: a #ChlConnection
 *
 * Looks through the titles and then through the messages. Stops when the task is cancelled.
 */
void
chl_database_search_job (GTask   *task,
                         gpointer context)
{
  ChlConnection  *connection = context;
  ChlDatabaseJob *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  ChlSqlite *db = chl_connection_begin (connection, FALSE, &error);
  Search     search = { .cancellable = g_task_get_cancellable (task) };
  gboolean   is_good;

  if (db == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  search_init (&search, db, job);
  is_good = search.words->len == 0 ||
            (search_titles (&search, &error) && search_messages (&search, &error));
  if (chl_connection_end (connection, is_good, &error))
    g_task_return_pointer (task, g_steal_pointer (&search.rows),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  search_clear (&search);
}

/**
 * chl_database_search_async:
 * @self: a database
 * @query: words, valid UTF-8
 * @n_max: how many conversations are enough
 * @cancellable: (nullable): stops it at once
 * @callback: called when it is done
 * @user_data: closure
 *
 * Looks for conversations that have all the words in their title, or in one of their messages. An
 * answer that still grows is not looked at, nor is what stands behind the first million characters
 * of a message.
 */
void
chl_database_search_async (ChlDatabase        *self,
                           const char         *query,
                           guint               n_max,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  ChlDatabaseJob *job;

  g_return_if_fail (CHL_IS_DATABASE (self));
  g_return_if_fail (query != NULL);

  job = g_new0 (ChlDatabaseJob, 1);
  job->query = g_strdup (query);
  job->n_max = n_max;
  chl_database_run (self, job, chl_database_search_job, chl_database_search_async, cancellable,
                    callback, user_data);
}

/**
 * chl_database_search_finish:
 * @self: a database
 * @result: what the callback got
 * @error: (out) (optional): as chl_database_list_chats_finish()
 *
 * Returns: (transfer full) (nullable) (element-type ChlSearchRow): what was found: by the title,
 *   those with the newest change first, then by the text, those with the newest message first
 */
GPtrArray *
chl_database_search_finish (ChlDatabase  *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_database_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
