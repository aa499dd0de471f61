/* chl-file-lock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-file-lock"

#include "config.h"

#include "chl-file-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-file.h"

/* How long another program may hold the lock. It needs milliseconds; if it hangs, we must not. */
#define PATIENCE_US (5 * G_USEC_PER_SEC)

/* Between two tries: flock() has no wait with an end. */
#define PAUSE_US (10 * 1000)

struct _ChlFileLock
{
  char *path; /* (owned) (not nullable) */
  int   descriptor;
};

/* The file may have been unlinked by its last holder between our open and our lock. */
static gboolean
is_still_there (int         descriptor,
                const char *path)
{
  struct stat held;
  struct stat named;

  return fstat (descriptor, &held) == 0 && stat (path, &named) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/* Returns: an errno: 0 if it is ours, EWOULDBLOCK if it is somebody else's. */
static int
try_to_lock (const char *path,
             int        *out_descriptor)
{
  int system_error = 0;
  int descriptor;

  descriptor = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0)
    return errno;

  if (flock (descriptor, LOCK_EX | LOCK_NB) != 0)
    system_error = errno;
  /* A file system without locks: go on, as one would have to on any other machine of its kind. */
  if (system_error == ENOLCK || system_error == EOPNOTSUPP || system_error == ENOSYS)
    system_error = 0;
  if (system_error == 0 && !is_still_there (descriptor, path))
    system_error = EWOULDBLOCK;

  if (system_error != 0)
    close (descriptor);
  else
    *out_descriptor = descriptor;

  return system_error;
}

/**
 * chl_file_lock_acquire:
 * @path: (type filename): the file that is to be written; its folder must exist
 * @error: (out) (optional): %CHL_ERROR_STORAGE if another program holds the lock for 5 seconds;
 *   otherwise as chl_file_set_write_error()
 *
 * Takes the advisory lock ".NAME.lock" beside @path. Blocks: not for the main thread.
 *
 * Returns: (transfer full) (nullable): the lock
 */
ChlFileLock *
chl_file_lock_acquire (const char *path,
                       GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.lock", name);
  g_autofree char *lock_path = g_build_filename (folder, hidden, NULL);
  gint64           end_us = g_get_monotonic_time () + PATIENCE_US;
  int              descriptor = -1;
  int              system_error;
  ChlFileLock     *self;

  for (;;)
    {
      system_error = try_to_lock (lock_path, &descriptor);
      if (system_error != EWOULDBLOCK && system_error != EINTR)
        break;
      if (g_get_monotonic_time () >= end_us)
        break;
      g_usleep (PAUSE_US);
    }

  if (system_error == EWOULDBLOCK)
    {
      g_autofree char *shown = chl_file_dup_shown_path (path);

      g_set_error (error, CHL_ERROR, CHL_ERROR_STORAGE,
                   _("%s was not written because another program keeps it locked"), shown);
      return NULL;
    }
  if (system_error != 0)
    {
      chl_file_set_write_error (error, path, system_error);
      return NULL;
    }

  self = g_new0 (ChlFileLock, 1);
  self->path = g_steal_pointer (&lock_path);
  self->descriptor = descriptor;

  return self;
}

/**
 * chl_file_lock_release:
 * @self: (transfer full): a lock
 *
 * Lets others write, and leaves no file behind.
 */
void
chl_file_lock_release (ChlFileLock *self)
{
  g_return_if_fail (self != NULL);

  /* While it is still ours: whoever waits for it sees that it is gone, and begins anew. */
  g_unlink (self->path);
  close (self->descriptor);
  g_free (self->path);
  g_free (self);
}
