/* chl-registry-shelf.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-shelf"

#include "config.h"

#include "chl-registry-shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-file-lock.h"
#include "chl-file.h"
#include "chl-registry-state.h"

#define TABLE_NAME "registry.gvariant"
#define OLD_NAME "registry.gvariant.old"
#define NEW_NAME "registry.gvariant.new"
#define OLD_NEW_NAME OLD_NAME ".new"
#define STATE_NAME "registry.json"

/* Bytes. The one that comes with the program has 180 thousand. */
#define MAX_TABLE (16 * 1024 * 1024)
#define MAX_STATE (64 * 1024)

static char *
build_path (const char *folder,
            const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* --- Tables --- */

/* Mapped, not read: whoever replaces the file leaves this one as it is. */
static GBytes *
map_file (const char *path)
{
  g_autoptr(GMappedFile) file = NULL;
  struct stat info;
  int         descriptor;

  descriptor = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  if (descriptor < 0)
    return NULL;

  if (fstat (descriptor, &info) == 0 && S_ISREG (info.st_mode) && info.st_size > 0 &&
      info.st_size <= MAX_TABLE)
    file = g_mapped_file_new_from_fd (descriptor, FALSE, NULL);
  close (descriptor);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

/* The day of the latest facts of a table. */
static const char *
get_latest (ChlRegistry *registry)
{
  const char *as_of = chl_registry_get_as_of (registry);
  const char *late = chl_registry_get_late (registry);

  return strcmp (late, as_of) > 0 ? late : as_of;
}

/* A table counts if it is sound, was made from the one that came with this program, and is not older:
 * a newer program may know better what an older one had fetched. */
static GBytes *
load_table (const char *path,
            GBytes     *bundled,
            ChlShelf   *out_shelf)
{
  g_autoptr(GBytes) bytes = map_file (path);
  g_autoptr(ChlRegistry) registry = NULL;
  g_autoptr(ChlRegistry) own = NULL;
  g_autoptr(GError) error = NULL;
  struct stat info;
  const char *latest;

  if (bytes == NULL)
    {
      *out_shelf = g_lstat (path, &info) == 0 ? CHL_SHELF_DAMAGED : CHL_SHELF_EMPTY;
      return NULL;
    }

  registry = chl_registry_new_for_bytes (bytes, &error);
  if (registry == NULL)
    {
      *out_shelf = g_error_matches (error, CHL_ERROR, CHL_ERROR_NEWER_FILE) ? CHL_SHELF_NEWER
                                                                            : CHL_SHELF_DAMAGED;
      return NULL;
    }

  own = chl_registry_new_for_bytes (bundled, NULL);
  latest = own != NULL ? get_latest (own) : "";
  *out_shelf = !g_str_equal (chl_registry_get_late (registry), latest) ||
                   strcmp (chl_registry_get_as_of (registry), latest) < 0
                 ? CHL_SHELF_OUTDATED
                 : CHL_SHELF_GOOD;

  return *out_shelf == CHL_SHELF_GOOD ? g_steal_pointer (&bytes) : NULL;
}

/**
 * chl_registry_shelf_load:
 * @folder: (type filename): the cache's folder
 * @bundled: the table that came with the program
 * @out_shelf: (out) (optional): what was found there
 *
 * A table that cannot be used is removed; that of a newer program is its business.
 *
 * Returns: (transfer full) (nullable): the refreshed table, mapped; %NULL if there is none
 */
GBytes *
chl_registry_shelf_load (const char *folder,
                         GBytes     *bundled,
                         ChlShelf   *out_shelf)
{
  g_autofree char *path = build_path (folder, TABLE_NAME);
  ChlShelf         shelf = CHL_SHELF_EMPTY;
  GBytes          *bytes = load_table (path, bundled, &shelf);

  if ((shelf == CHL_SHELF_DAMAGED || shelf == CHL_SHELF_OUTDATED) && !chl_file_remove (path, NULL))
    g_debug ("A table that cannot be used is still there");
  if (out_shelf != NULL)
    *out_shelf = shelf;

  return bytes;
}

/**
 * chl_registry_shelf_has_old:
 * @folder: (type filename): the cache's folder
 * @bundled: the table that came with the program
 *
 * Returns: whether the table before the one in use is a refreshed one, too
 */
gboolean
chl_registry_shelf_has_old (const char *folder,
                            GBytes     *bundled)
{
  g_autofree char *path = build_path (folder, OLD_NAME);
  g_autoptr(GBytes) old = NULL;
  ChlShelf shelf;

  old = load_table (path, bundled, &shelf);

  return old != NULL;
}

/* --- What is kept beside it --- */

void
chl_registry_shelf_read_state (const char    *folder,
                               GBytes        *table,
                               ChlShelfState *out_state)
{
  g_autofree char *path = build_path (folder, STATE_NAME);
  g_autoptr(GBytes) text = NULL;

  memset (out_state, 0, sizeof *out_state);
  if (table != NULL && chl_file_read (path, MAX_STATE, &text, NULL) && text != NULL)
    chl_shelf_state_parse (text, table, out_state);
}

static gboolean
write_state (const char          *folder,
             GBytes              *table,
             const ChlShelfState *state,
             GError             **error)
{
  g_autofree char *path = build_path (folder, STATE_NAME);
  g_autofree char *text = chl_shelf_state_print (state, table);

  /* What a killed one left has a name that is known, and is swept; that of a normal one has not. */
  return chl_file_replace (path, text, strlen (text), CHL_FILE_DURABLE, error);
}

/* --- Changes --- */

/* What one who was killed left half done. With the lock: whoever holds it is still at it. */
static void
sweep (const char *folder)
{
  static const char *const names[] = {
    NEW_NAME,
    OLD_NEW_NAME,
    "." NEW_NAME ".new",
    "." OLD_NEW_NAME ".new",
    "." STATE_NAME ".new",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = build_path (folder, names[i]);

      g_unlink (path);
    }
}

static ChlFileLock *
lock (const char *folder,
      GError    **error)
{
  g_autofree char *path = build_path (folder, TABLE_NAME);
  ChlFileLock     *held;

  held = chl_file_make_folder (folder, error) ? chl_file_lock_acquire (path, error) : NULL;
  if (held != NULL)
    sweep (folder);

  return held;
}

static gboolean
give_name (const char *from,
           const char *to,
           GError    **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;

  chl_file_set_write_error (error, to, errno);

  return FALSE;
}

/* The table in use gets a second name, so that there is one at every moment. */
static gboolean
hold_old (const char *folder,
          GBytes     *table,
          GError    **error)
{
  g_autofree char *path = build_path (folder, TABLE_NAME);
  g_autofree char *beside = build_path (folder, OLD_NEW_NAME);

  if (table == NULL || link (path, beside) == 0)
    return TRUE;

  /* A file system without links. */
  return chl_file_replace (beside, g_bytes_get_data (table, NULL), g_bytes_get_size (table),
                           CHL_FILE_DURABLE, error);
}

/* The new table has its name by now; if this fails, going back leads further back. */
static void
keep_old (const char *folder,
          GBytes     *table)
{
  g_autofree char *old_path = build_path (folder, OLD_NAME);
  g_autofree char *beside = build_path (folder, OLD_NEW_NAME);
  g_autoptr(GError) error = NULL;
  gboolean is_kept = table != NULL ? give_name (beside, old_path, &error)
                                   : chl_file_remove (old_path, &error);

  if (!is_kept)
    {
      g_debug ("The table before was not kept: %s", error->message);
      g_unlink (beside);
    }
}

/* All that can run out of room is done before anything has its name. */
static gboolean
put (const char *folder,
     GBytes     *table,
     GBytes     *before,
     GError    **error)
{
  g_autofree char *path = build_path (folder, TABLE_NAME);
  g_autofree char *new_path = build_path (folder, NEW_NAME);

  if (!chl_file_replace (new_path, g_bytes_get_data (table, NULL), g_bytes_get_size (table),
                         CHL_FILE_DURABLE, error) ||
      !hold_old (folder, before, error) || !give_name (new_path, path, error))
    {
      sweep (folder);
      return FALSE;
    }

  keep_old (folder, before);

  return TRUE;
}

/**
 * chl_registry_shelf_refresh:
 * @folder: (type filename): the cache's folder
 * @bundled: the table that came with the program
 * @download: what models.dev says
 * @today: the day
 * @state: (inout): what is to be kept beside the table; the report is filled in
 * @cancellable: (nullable): nothing is written any more once it is cancelled
 * @error: as chl_registry_refresh() and chl_file_replace(), %G_IO_ERROR_CANCELLED
 *
 * Makes a table and puts it in use; the one that was in use is kept as the old one. On an error
 * nothing has changed.
 *
 * Returns: whether it is in use
 */
gboolean
chl_registry_shelf_refresh (const char    *folder,
                            GBytes        *bundled,
                            GBytes        *download,
                            const char    *today,
                            ChlShelfState *state,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autoptr(ChlFileLock) held = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) table = NULL;
  g_autoptr(ChlRegistry) registry = NULL;
  g_autoptr(GError) state_error = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !(held = lock (folder, error)))
    return FALSE;

  before = chl_registry_shelf_load (folder, bundled, NULL);
  table = chl_registry_refresh (download, bundled, before, today, &state->report, error);
  if (table == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  /* As whoever maps it next will. */
  registry = chl_registry_new_for_bytes (table, error);
  if (registry == NULL || !put (folder, table, before, error))
    return FALSE;

  /* Without it the next refresh fetches everything again. */
  if (!write_state (folder, table, state, &state_error))
    g_debug ("What is known of the table was not kept: %s", state_error->message);

  return TRUE;
}

/**
 * chl_registry_shelf_confirm:
 * @folder: (type filename): the cache's folder
 * @bundled: the table that came with the program
 * @now_us: the time
 * @error: as chl_file_replace()
 *
 * Notes that there is nothing newer than the table in use.
 *
 * Returns: whether that was noted
 */
gboolean
chl_registry_shelf_confirm (const char *folder,
                            GBytes     *bundled,
                            gint64      now_us,
                            GError    **error)
{
  g_autoptr(ChlFileLock) held = lock (folder, error);
  g_autoptr(GBytes) table = NULL;
  g_auto(ChlShelfState) state = { 0 };

  if (held == NULL)
    return FALSE;

  table = chl_registry_shelf_load (folder, bundled, NULL);
  chl_registry_shelf_read_state (folder, table, &state);
  if (state.refreshed_us == 0) /* somebody else went back meanwhile */
    return TRUE;

  state.checked_us = now_us;

  return write_state (folder, table, &state, error);
}

/**
 * chl_registry_shelf_go_back:
 * @folder: (type filename): the cache's folder
 * @bundled: the table that came with the program
 * @error: %CHL_ERROR_FAILED if that one is in use, or as chl_file_replace()
 *
 * Puts the old table in use again; where there is none, the one that came with the program.
 *
 * Returns: whether it is in use
 */
gboolean
chl_registry_shelf_go_back (const char *folder,
                            GBytes     *bundled,
                            GError    **error)
{
  g_autoptr(ChlFileLock) held = lock (folder, error);
  g_autofree char *path = build_path (folder, TABLE_NAME);
  g_autofree char *old_path = build_path (folder, OLD_NAME);
  g_autoptr(GBytes) table = NULL;

  if (held == NULL)
    return FALSE;

  table = chl_registry_shelf_load (folder, bundled, NULL);
  if (table == NULL)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_FAILED,
                           _("The table that came with the program is in use; there is no older one"));
      return FALSE;
    }

  if (chl_registry_shelf_has_old (folder, bundled))
    return give_name (old_path, path, error);

  return chl_file_remove (path, error);
}
