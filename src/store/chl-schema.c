/* chl-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-schema"

#include "config.h"

#include "chl-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-file.h"

/*
 * Step N makes version N + 1 out of version N. A step that was ever released is never changed.
 *
 * A message's parent is of the same chat. It has no cascade: a long conversation is one long chain
 * of parents, and SQLite cascades at most a thousand levels deep. All messages go with their chat
 * in one level, and the parents are checked at the end.
 */
const char *const chl_schema_steps[CHL_SCHEMA_VERSION] = {
  "CREATE TABLE chats ("
  "  id TEXT NOT NULL PRIMARY KEY,"
  "  title TEXT NOT NULL,"
  "  model TEXT,"
  "  last_model TEXT,"
  "  draft TEXT,"
  "  created_us INTEGER NOT NULL,"
  "  updated_us INTEGER NOT NULL,"
  "  is_pinned INTEGER NOT NULL CHECK (is_pinned IN (0, 1))"
  ") STRICT;"
  "CREATE INDEX chats_order ON chats (is_pinned DESC, updated_us DESC, id);"

  "CREATE TABLE messages ("
  "  number INTEGER NOT NULL PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,"
  "  parent_id TEXT CHECK (parent_id IS NOT id),"
  "  is_chosen INTEGER NOT NULL CHECK (is_chosen IN (0, 1)),"
  "  created_us INTEGER NOT NULL,"
  "  body TEXT NOT NULL,"
  "  UNIQUE (chat_id, id),"
  "  FOREIGN KEY (chat_id, parent_id) REFERENCES messages (chat_id, id)"
  "    DEFERRABLE INITIALLY DEFERRED"
  ") STRICT;"
  "CREATE INDEX messages_parent ON messages (chat_id, parent_id);"
  "CREATE UNIQUE INDEX messages_chosen ON messages (chat_id, ifnull (parent_id, ''))"
  "  WHERE is_chosen;"

  "CREATE TABLE journal ("
  "  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,"
  "  number INTEGER NOT NULL,"
  "  part INTEGER NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  text BLOB NOT NULL,"
  "  PRIMARY KEY (message_id, number)"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE usage ("
  "  number INTEGER NOT NULL PRIMARY KEY,"
  "  provider_id TEXT,"
  "  family TEXT,"
  "  model TEXT,"
  "  role TEXT,"
  "  host TEXT,"
  "  finish TEXT,"
  "  currency TEXT,"
  "  began_us INTEGER NOT NULL,"
  "  first_token_us INTEGER NOT NULL,"
  "  ended_us INTEGER NOT NULL,"
  "  input_tokens INTEGER NOT NULL,"
  "  cached_tokens INTEGER NOT NULL,"
  "  output_tokens INTEGER NOT NULL,"
  "  reasoning_tokens INTEGER NOT NULL,"
  "  sent_bytes INTEGER NOT NULL,"
  "  received_bytes INTEGER NOT NULL,"
  "  cost REAL NOT NULL"
  ") STRICT;"
  "CREATE INDEX usage_time ON usage (began_us);"

  "CREATE TABLE meta ("
  "  key TEXT NOT NULL PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  "INSERT INTO meta VALUES ('application', 'io.github.chatelaine.Chatelaine');",

  /*
   * Three letters at a time, so that parts of words and languages without blanks are found. Its rows
   * are those of "messages"; SQLite does not let triggers write there while schemas are not trusted.
   */
  "CREATE VIRTUAL TABLE message_index USING fts5 (text, tokenize = 'trigram');"
  "INSERT INTO message_index (rowid, text)"
  "  SELECT number, " CHL_SCHEMA_MESSAGE_TEXT " FROM messages;",

  /* Words of one and two characters are found by what they begin. */
  "DROP TABLE message_index;"
  "CREATE VIRTUAL TABLE message_index USING fts5 (text, tokenize = 'trigram');"
  "INSERT INTO message_index (rowid, text)"
  "  SELECT number, " CHL_SCHEMA_INDEXED_TEXT " FROM messages;",

  /* Which hosts were asked, for whom and what for: a line for each day. */
  "CREATE TABLE ledger ("
  "  day TEXT NOT NULL,"
  "  host TEXT NOT NULL,"
  "  provider_id TEXT NOT NULL,"
  "  purpose TEXT NOT NULL,"
  "  requests INTEGER NOT NULL,"
  "  sent_bytes INTEGER NOT NULL,"
  "  received_bytes INTEGER NOT NULL,"
  "  last_us INTEGER NOT NULL,"
  "  PRIMARY KEY (day, host, provider_id, purpose)"
  ") STRICT, WITHOUT ROWID;",
};

/* How many tables of ours a database of each version has. */
static const gint64 n_tables[CHL_SCHEMA_VERSION + 1] = { 0, 5, 6, 6, 7 };

/**
 * chl_schema_get_version:
 * @db: a database
 * @out_version: (out): 0 for an empty one
 * @error: (out) (optional): as chl_sqlite_exec()
 *
 * Returns: whether it could be read
 */
gboolean
chl_schema_get_version (ChlSqlite *db,
                        gint64    *out_version,
                        GError   **error)
{
  return chl_sqlite_get_int (db, "PRAGMA user_version", out_version, error);
}

/**
 * chl_schema_is_ours:
 * @db: a database
 * @version: its version
 * @out_is_ours: (out): whether it is one of ours, or empty
 * @error: (out) (optional): as chl_sqlite_exec()
 *
 * Returns: whether it could be read
 */
gboolean
chl_schema_is_ours (ChlSqlite *db,
                    gint64     version,
                    gboolean  *out_is_ours,
                    GError   **error)
{
  gint64 n_all = 0;
  gint64 n_known = 0;

  if (!chl_sqlite_get_int (db, "SELECT count(*) FROM sqlite_schema", &n_all, error) ||
      !chl_sqlite_get_int (db,
                           "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND"
                           " name IN ('chats', 'messages', 'journal', 'usage', 'meta',"
                           " 'message_index', 'ledger')",
                           &n_known, error))
    return FALSE;

  if (version <= 0)
    *out_is_ours = n_all == 0;
  else /* a newer one has what this one has, and more */
    *out_is_ours = n_known == n_tables[MIN (version, CHL_SCHEMA_VERSION)];

  return TRUE;
}

/* The file is made here so that nobody else can read it for even a moment. */
static gboolean
make_empty_file (const char *path,
                 GError    **error)
{
  int descriptor = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (descriptor < 0)
    {
      chl_file_set_write_error (error, path, errno);
      return FALSE;
    }
  close (descriptor);

  return TRUE;
}

static gboolean
copy_into (ChlSqlite  *db,
           const char *part,
           GError    **error)
{
  sqlite3_stmt *statement = chl_sqlite_prepare (db, "VACUUM INTO ?1", error);

  if (statement == NULL)
    return FALSE;

  chl_sqlite_bind_text (statement, 1, part);

  return chl_sqlite_run (db, statement, error);
}

static gboolean
copy_database (ChlSqlite  *db,
               const char *path,
               gint64      version,
               const char *date,
               GError    **error)
{
  g_autofree char *copy =
    g_strdup_printf ("%s.v%" G_GINT64_FORMAT "-%s", path, version, date);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  g_autofree char *journal = g_strconcat (part, "-journal", NULL);

  if (!make_empty_file (part, error))
    return FALSE;

  if (!copy_into (db, part, error))
    {
      /* SQLite leaves a journal behind where it could not go on. */
      g_unlink (journal);
      g_unlink (part);
      return FALSE;
    }

  if (g_rename (part, copy) != 0)
    {
      chl_file_set_write_error (error, copy, errno);
      g_unlink (part);
      return FALSE;
    }

  return TRUE;
}

static gboolean
run_steps (ChlSqlite         *db,
           gint64             version,
           const char *const *steps,
           guint              n_steps,
           GError           **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %u", n_steps);
  gint64           n_broken = 0;

  for (guint i = (guint) version; i < n_steps; i++)
    if (!chl_sqlite_exec (db, steps[i], error))
      return FALSE;

  if (!chl_sqlite_get_int (db, "SELECT count(*) FROM pragma_foreign_key_check", &n_broken, error))
    return FALSE;
  if (n_broken > 0)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_STORAGE,
                           _("The conversations could not be brought into their new form"));
      return FALSE;
    }

  return chl_sqlite_exec (db, set_version, error) && chl_sqlite_exec (db, "COMMIT", error);
}

/**
 * chl_schema_migrate:
 * @db: a database, not newer than @n_steps, with foreign keys not enforced
 * @path: (type filename): where it lies
 * @date: for the name of the copy
 * @steps: (array length=n_steps): what makes version N + 1 of version N
 * @n_steps: the version wanted
 * @error: (out) (optional): as chl_sqlite_exec()
 *
 * Takes all the steps that are missing, or none. One that holds anything is first copied to
 * PATH.vVERSION-DATE.
 *
 * Returns: whether it is of version @n_steps now
 */
gboolean
chl_schema_migrate (ChlSqlite         *db,
                    const char        *path,
                    const char        *date,
                    const char *const *steps,
                    guint              n_steps,
                    GError           **error)
{
  gint64 version = 0;

  if (!chl_schema_get_version (db, &version, error))
    return FALSE;
  if (version >= n_steps)
    return TRUE;

  if (version > 0 && !copy_database (db, path, version, date, error))
    return FALSE;

  if (chl_sqlite_exec (db, "BEGIN IMMEDIATE", error) &&
      run_steps (db, version, steps, n_steps, error))
    return TRUE;

  chl_sqlite_rollback (db);

  return FALSE;
}
