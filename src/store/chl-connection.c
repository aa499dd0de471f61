/* chl-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-connection"

#include "config.h"

#include "chl-connection.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-file-lock.h"
#include "chl-file.h"
#include "chl-schema.h"

/*
 * FULL: in WAL mode NORMAL may lose the last transactions when the power goes, and a write that has
 * finished is on the disk. The journal of an answer comes once a second, which any disk can bear.
 * What a person removes is overwritten, not only forgotten.
 */
#define SETUP                    \
  "PRAGMA journal_mode = WAL;"   \
  "PRAGMA synchronous = FULL;"   \
  "PRAGMA temp_store = MEMORY;"  \
  "PRAGMA trusted_schema = OFF;" \
  "PRAGMA secure_delete = ON;"   \
  "PRAGMA journal_size_limit = 4194304"

struct _ChlConnection
{
  char      *path;      /* (owned) (not nullable) */
  ChlClock  *clock;     /* (owned) (not nullable) */
  ChlSqlite *db;        /* (owned) (nullable) while it is not open */
  char      *put_aside; /* (owned) (nullable) where the file went that was here before */
  gboolean   must_check;
};

/**
 * chl_connection_new:
 * @path: (type filename): where the database is, or will be
 * @clock: tells the date for the names of copies; asked on the worker's thread
 *
 * Returns: (transfer full): a way that is not open yet
 */
ChlConnection *
chl_connection_new (const char *path,
                    ChlClock   *clock)
{
  ChlConnection *self = g_new0 (ChlConnection, 1);

  self->path = g_strdup (path);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * chl_connection_free:
 * @self: (transfer full): a way to the database
 */
void
chl_connection_free (ChlConnection *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->db, chl_sqlite_close);
  g_object_unref (self->clock);
  g_free (self->put_aside);
  g_free (self->path);
  g_free (self);
}

/* Where the file went that was no sound database, if any did since the start. */
const char *
chl_connection_get_put_aside (ChlConnection *self)
{
  return self->put_aside;
}

static char *
dup_date (ChlConnection *self)
{
  gint64 now = chl_clock_get_real_us (self->clock) / G_USEC_PER_SEC;
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_local (now);

  return date != NULL ? g_date_time_format (date, "%Y%m%d-%H%M%S") : g_strdup ("0");
}

/*
 * SQLite would make the file readable to others. An existing one must not be opened here: closing
 * it again would drop every lock that this process holds on it.
 */
static gboolean
make_file (ChlConnection *self,
           GError       **error)
{
  struct stat info;
  int         descriptor;

  if (stat (self->path, &info) == 0)
    {
      if ((info.st_mode & 077) != 0)
        g_chmod (self->path, info.st_mode & 0700);
      return TRUE;
    }

  descriptor = g_open (self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0)
    {
      chl_file_set_write_error (error, self->path, errno);
      return FALSE;
    }
  close (descriptor);

  return TRUE;
}

/* The main file goes first: SQLite throws away a log that it finds beside an empty database. */
static gboolean
put_aside (ChlConnection *self,
           GError       **error)
{
  static const char *const companions[] = { "-wal", "-shm" };
  g_autofree char         *date = dup_date (self);
  g_autofree char         *aside = g_strdup_printf ("%s.broken-%s", self->path, date);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.broken-%s-%u", self->path, date, i);
    }

  if (g_rename (self->path, aside) != 0)
    {
      chl_file_set_write_error (error, self->path, errno);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *from = g_strconcat (self->path, companions[i], NULL);
      g_autofree char *to = g_strconcat (aside, companions[i], NULL);

      g_rename (from, to);
    }

  g_free (self->put_aside);
  self->put_aside = g_steal_pointer (&aside);

  return TRUE;
}

static gboolean
check_whole (ChlConnection *self,
             ChlSqlite     *db,
             gboolean      *out_is_whole,
             GError       **error)
{
  gint64 n_good = 1;

  if (self->must_check &&
      !chl_sqlite_get_int (db,
                           "SELECT count(*) FROM pragma_quick_check (1) WHERE quick_check = 'ok'",
                           &n_good, error))
    return FALSE;

  *out_is_whole = n_good == 1;

  return TRUE;
}

/* Returns: (transfer full) (nullable): the database, only to be read. */
static ChlSqlite *
open_newer (ChlConnection *self,
            GError       **error)
{
  g_autoptr(ChlSqlite) db = chl_sqlite_open (self->path, TRUE, error);

  if (db != NULL)
    chl_sqlite_set_newer (db);

  return g_steal_pointer (&db);
}

static gboolean
set_up (ChlConnection *self,
        ChlSqlite     *db,
        GError       **error)
{
  g_autofree char *date = dup_date (self);

  return chl_sqlite_exec (db, SETUP, error) &&
         chl_schema_migrate (db, self->path, date, chl_schema_steps, CHL_SCHEMA_VERSION, error) &&
         chl_sqlite_exec (db, "PRAGMA foreign_keys = ON", error);
}

/* Returns: (transfer full) (nullable): the database; @out_is_broken is written without one. */
static ChlSqlite *
try_to_open (ChlConnection *self,
             gboolean      *out_is_broken,
             GError       **error)
{
  g_autoptr(ChlSqlite) db = NULL;
  gint64   version = 0;
  gboolean is_ours = FALSE;
  gboolean is_whole = FALSE;

  *out_is_broken = FALSE;
  if (!make_file (self, error) || !(db = chl_sqlite_open (self->path, FALSE, error)))
    return NULL;

  if (!chl_schema_get_version (db, &version, error) ||
      !check_whole (self, db, &is_whole, error) ||
      !chl_schema_is_ours (db, version, &is_ours, error))
    {
      *out_is_broken = chl_sqlite_is_damaged (db);
      return NULL;
    }

  if (version > CHL_SCHEMA_VERSION)
    {
      g_clear_pointer (&db, chl_sqlite_close);
      return open_newer (self, error);
    }

  if (!is_whole || !is_ours)
    {
      *out_is_broken = TRUE;
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_STORAGE, _("The database is damaged"));
      return NULL;
    }

  if (!set_up (self, db, error))
    {
      *out_is_broken = chl_sqlite_is_damaged (db);
      return NULL;
    }

  chl_sqlite_adopt (db);

  return g_steal_pointer (&db);
}

/* One program at a time: two that find the same broken file must not put it aside twice. */
static gboolean
open_locked (ChlConnection *self,
             GError       **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr(ChlFileLock) lock = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean is_broken = FALSE;

  if (!chl_file_make_folder (folder, error) ||
      !(lock = chl_file_lock_acquire (self->path, error)))
    return FALSE;

  self->db = try_to_open (self, &is_broken, &local_error);
  if (self->db == NULL && is_broken)
    {
      if (!put_aside (self, error))
        return FALSE;
      g_clear_error (&local_error);
      self->db = try_to_open (self, &is_broken, &local_error);
    }

  if (self->db == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->must_check = FALSE;

  return TRUE;
}

/**
 * chl_connection_open:
 * @self: a way to the database
 * @error: (out) (optional): as chl_sqlite_exec(), and as chl_file_lock_acquire()
 *
 * Opens the database if it is not open: makes it, migrates it, puts aside one that is broken. A
 * failure is not remembered; the next call tries again.
 *
 * Returns: (transfer none) (nullable): the database
 */
ChlSqlite *
chl_connection_open (ChlConnection *self,
                     GError       **error)
{
  if (self->db == NULL && !open_locked (self, error))
    return NULL;

  return self->db;
}

/* What is damaged is closed, and looked through when it is next opened. */
static void
close_if_damaged (ChlConnection *self)
{
  if (self->db == NULL || !chl_sqlite_is_damaged (self->db))
    return;

  g_clear_pointer (&self->db, chl_sqlite_close);
  self->must_check = TRUE;
}

/* A newer Chatelaine may have come while we were open. */
static gboolean
check_still_ours (ChlSqlite *db,
                  GError   **error)
{
  gint64 version = 0;

  if (!chl_schema_get_version (db, &version, error))
    return FALSE;
  if (version <= CHL_SCHEMA_VERSION)
    return TRUE;

  chl_sqlite_set_newer (db);
  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_NEWER_FILE,
                       _("The conversations are kept by a newer Chatelaine now and are only read"));

  return FALSE;
}

static gboolean
begin_write (ChlSqlite *db,
             GError   **error)
{
  if (chl_sqlite_is_newer (db))
    {
      g_set_error_literal (
        error, CHL_ERROR, CHL_ERROR_NEWER_FILE,
        _("The conversations are kept by a newer Chatelaine now and are only read"));
      return FALSE;
    }

  return chl_sqlite_exec (db, "BEGIN IMMEDIATE", error) && check_still_ours (db, error);
}

/**
 * chl_connection_begin:
 * @self: a way to the database
 * @is_write: whether anything will be written
 * @error: (out) (optional): as chl_connection_open(); %CHL_ERROR_NEWER_FILE
 *
 * Opens the database if need be and begins a transaction. If this succeeds, chl_connection_end()
 * follows.
 *
 * Returns: (transfer none) (nullable): the database
 */
ChlSqlite *
chl_connection_begin (ChlConnection *self,
                      gboolean       is_write,
                      GError       **error)
{
  ChlSqlite *db = chl_connection_open (self, error);
  gboolean   has_begun;

  if (db == NULL)
    return NULL;

  has_begun = is_write ? begin_write (db, error) : chl_sqlite_exec (db, "BEGIN", error);
  if (has_begun)
    return db;

  chl_sqlite_rollback (db);
  close_if_damaged (self);

  return NULL;
}

/**
 * chl_connection_end:
 * @self: a way to the database
 * @is_good: whether everything went well, so that it shall last
 * @error: (out) (optional): as chl_sqlite_exec(); not touched unless @is_good
 *
 * Ends a transaction: all of it is on the disk now, or nothing.
 *
 * Returns: @is_good, unless that failed
 */
gboolean
chl_connection_end (ChlConnection *self,
                    gboolean       is_good,
                    GError       **error)
{
  gboolean is_done = is_good && chl_sqlite_exec (self->db, "COMMIT", error);

  if (!is_done)
    chl_sqlite_rollback (self->db);
  close_if_damaged (self);

  return is_done;
}
