/* chl-sqlite.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * ChlSqlite:
 *
 * One connection to a database, with its prepared statements, in our errors. For one thread.
 */
typedef struct _ChlSqlite ChlSqlite;

ChlSqlite    *chl_sqlite_open (const char *path,
                               gboolean    is_read_only,
                               GError    **error);
void          chl_sqlite_close (ChlSqlite *self);
gboolean      chl_sqlite_is_damaged (ChlSqlite *self);
void          chl_sqlite_adopt (ChlSqlite *self);
gboolean      chl_sqlite_is_newer (ChlSqlite *self);
void          chl_sqlite_set_newer (ChlSqlite *self);
gboolean      chl_sqlite_exec (ChlSqlite  *self,
                               const char *sql,
                               GError    **error);
gboolean      chl_sqlite_get_int (ChlSqlite  *self,
                                  const char *sql,
                                  gint64     *out_value,
                                  GError    **error);
sqlite3_stmt *chl_sqlite_prepare (ChlSqlite  *self,
                                  const char *sql,
                                  GError    **error);
void          chl_sqlite_bind_text (sqlite3_stmt *statement,
                                    int           position,
                                    const char   *text);
char         *chl_sqlite_dup_text (sqlite3_stmt *statement,
                                   int           column);
gboolean      chl_sqlite_step (ChlSqlite    *self,
                               sqlite3_stmt *statement,
                               gboolean     *out_has_row,
                               GError      **error);
gboolean      chl_sqlite_run (ChlSqlite    *self,
                              sqlite3_stmt *statement,
                              GError      **error);
guint         chl_sqlite_get_n_changes (ChlSqlite *self);
void          chl_sqlite_rollback (ChlSqlite *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSqlite, chl_sqlite_close)

G_END_DECLS
