/* chl-sqlite.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-sqlite"

#include "config.h"

#include "chl-sqlite.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-file.h"

/* How long another program's write may take. */
#define PATIENCE_MS 5000

struct _ChlSqlite
{
  sqlite3    *db;         /* (owned) (not nullable) */
  GHashTable *statements; /* (owned) (element-type utf8 sqlite3_stmt) by their SQL */
  char       *path;       /* (owned) (not nullable) */
  char       *shown;      /* (owned) (not nullable) the path for sentences */
  gboolean    is_damaged;
  gboolean    is_adopted;
  gboolean    is_newer;
};

/*
 * SQLite says FULL where a write is refused. Where a flush, an open or the log's index is, it says
 * something else, and what errno was is lost by then. So we try for ourselves.
 */
static gboolean
is_no_room (ChlSqlite *self,
            int        kind)
{
  if (kind == SQLITE_FULL)
    return TRUE;
  if (kind != SQLITE_IOERR && kind != SQLITE_CANTOPEN && kind != SQLITE_READONLY)
    return FALSE;

  return !self->is_newer && !chl_file_has_room (self->path);
}

/* Moves what SQLite says into our domain, by what a person can do about it. */
static void
set_error (ChlSqlite *self,
           int        code,
           GError   **error)
{
  int kind = code & 0xff;

  if (is_no_room (self, kind))
    g_set_error (error, CHL_ERROR, CHL_ERROR_DISK_FULL,
                 _("The disk is full, so %s was not written"), self->shown);
  else if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB)
    {
      self->is_damaged = TRUE;
      g_set_error (error, CHL_ERROR, CHL_ERROR_STORAGE, _("%s is damaged"), self->shown);
    }
  else if (self->is_newer && (kind == SQLITE_ERROR || kind == SQLITE_READONLY))
    g_set_error (error, CHL_ERROR, CHL_ERROR_NEWER_FILE,
                 _("%s was written by a newer Chatelaine and is only read"), self->shown);
  else if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
    g_set_error (error, CHL_ERROR, CHL_ERROR_STORAGE,
                 _("%s is kept busy by another program"), self->shown);
  else if (kind == SQLITE_CONSTRAINT)
    g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                 /* Translators: a file's path, and the database's own words */
                 _("%s cannot hold this: %s"), self->shown, sqlite3_errmsg (self->db));
  else if (kind == SQLITE_TOOBIG)
    g_set_error (error, CHL_ERROR, CHL_ERROR_LIMIT,
                 _("This is too large to be kept in %s"), self->shown);
  else
    g_set_error (error, CHL_ERROR, CHL_ERROR_STORAGE,
                 /* Translators: a file's path, and the database's own words */
                 _("%s cannot be read or written: %s"), self->shown, sqlite3_errmsg (self->db));
}

/**
 * chl_sqlite_open:
 * @path: (type filename): a file that exists
 * @is_read_only: whether nothing may be written
 * @error: (out) (optional): %CHL_ERROR_STORAGE, %CHL_ERROR_DISK_FULL
 *
 * Opens a database. Whether it is one shows only when it is first read.
 *
 * Returns: (transfer full) (nullable): the connection
 */
ChlSqlite *
chl_sqlite_open (const char *path,
                 gboolean    is_read_only,
                 GError    **error)
{
  g_autoptr(ChlSqlite) self = g_new0 (ChlSqlite, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code;

  self->path = g_strdup (path);
  self->shown = chl_file_dup_shown_path (path);
  self->statements =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sqlite3_finalize);

  flags |= is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  code = sqlite3_open_v2 (path, &self->db, flags, NULL);
  if (code != SQLITE_OK)
    {
      set_error (self, code, error);
      return NULL;
    }

  sqlite3_busy_timeout (self->db, PATIENCE_MS);

  return g_steal_pointer (&self);
}

/**
 * chl_sqlite_close:
 * @self: (transfer full): a connection
 *
 * Closes the database. The log of one that was adopted, and is sound, goes into its file.
 */
void
chl_sqlite_close (ChlSqlite *self)
{
  g_return_if_fail (self != NULL);

  if (self->db != NULL && (!self->is_adopted || self->is_damaged))
    sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self->shown);
  g_free (self);
}

/* Whether anything that was read was no sound database. */
gboolean
chl_sqlite_is_damaged (ChlSqlite *self)
{
  return self->is_damaged;
}

/* It is one of ours and may be tidied up. Until then a file is not touched by looking at it. */
void
chl_sqlite_adopt (ChlSqlite *self)
{
  self->is_adopted = TRUE;
}

gboolean
chl_sqlite_is_newer (ChlSqlite *self)
{
  return self->is_newer;
}

/* From now on, what fails fails because of that. */
void
chl_sqlite_set_newer (ChlSqlite *self)
{
  self->is_newer = TRUE;
}

/**
 * chl_sqlite_exec:
 * @self: a connection
 * @sql: any number of statements, whose rows are thrown away
 * @error: (out) (optional): %CHL_ERROR_DISK_FULL, %CHL_ERROR_STORAGE, %CHL_ERROR_NEWER_FILE,
 *   %CHL_ERROR_INVALID for what breaks a constraint, %CHL_ERROR_LIMIT
 *
 * Returns: whether all were done
 */
gboolean
chl_sqlite_exec (ChlSqlite  *self,
                 const char *sql,
                 GError    **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  set_error (self, code, error);

  return FALSE;
}

/**
 * chl_sqlite_get_int:
 * @self: a connection
 * @sql: (not nullable): a literal; a query of one number
 * @out_value: (out): the number, 0 if there is no row
 * @error: (out) (optional): as chl_sqlite_exec()
 *
 * Returns: whether it could be asked
 */
gboolean
chl_sqlite_get_int (ChlSqlite  *self,
                    const char *sql,
                    gint64     *out_value,
                    GError    **error)
{
  sqlite3_stmt *statement = chl_sqlite_prepare (self, sql, error);
  gboolean      has_row = FALSE;

  if (statement == NULL || !chl_sqlite_step (self, statement, &has_row, error))
    return FALSE;

  *out_value = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);

  return TRUE;
}

/**
 * chl_sqlite_prepare:
 * @self: a connection
 * @sql: a literal; one statement
 * @error: (out) (optional): as chl_sqlite_exec()
 *
 * Returns: (transfer none) (nullable): the statement, kept and given out again for the same @sql,
 *   without values bound to it
 */
sqlite3_stmt *
chl_sqlite_prepare (ChlSqlite  *self,
                    const char *sql,
                    GError    **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int           code;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      set_error (self, code, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, (gpointer) sql, statement);

  return statement;
}

/**
 * chl_sqlite_bind_text:
 * @statement: a statement
 * @position: counted from 1
 * @text: (nullable): must stay until the statement has run
 */
void
chl_sqlite_bind_text (sqlite3_stmt *statement,
                      int           position,
                      const char   *text)
{
  sqlite3_bind_text (statement, position, text, -1, SQLITE_STATIC);
}

/* Returns: (transfer full) (nullable): the column, %NULL for NULL. */
char *
chl_sqlite_dup_text (sqlite3_stmt *statement,
                     int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/**
 * chl_sqlite_step:
 * @self: a connection
 * @statement: a statement of it
 * @out_has_row: (out): whether there is a row to read; the statement is at its end otherwise
 * @error: (out) (optional): as chl_sqlite_exec()
 *
 * Returns: whether the step could be made
 */
gboolean
chl_sqlite_step (ChlSqlite    *self,
                 sqlite3_stmt *statement,
                 gboolean     *out_has_row,
                 GError      **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    {
      *out_has_row = TRUE;
      return TRUE;
    }

  if (code != SQLITE_DONE)
    {
      set_error (self, code, error);
      sqlite3_reset (statement);
      return FALSE;
    }

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  *out_has_row = FALSE;

  return TRUE;
}

/**
 * chl_sqlite_run:
 * @self: a connection
 * @statement: a statement of it that gives no rows
 * @error: (out) (optional): as chl_sqlite_exec()
 *
 * Returns: whether it was done
 */
gboolean
chl_sqlite_run (ChlSqlite    *self,
                sqlite3_stmt *statement,
                GError      **error)
{
  gboolean has_row = FALSE;

  return chl_sqlite_step (self, statement, &has_row, error);
}

/* How many rows the last statement changed. */
guint
chl_sqlite_get_n_changes (ChlSqlite *self)
{
  return (guint) sqlite3_changes (self->db);
}

/* Ends a transaction, if there still is one: some errors have ended it already. */
void
chl_sqlite_rollback (ChlSqlite *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}
