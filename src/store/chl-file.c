/* chl-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-file"

#include "config.h"

#include "chl-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chl-error.h"

#define FOLDER_MODE 0700
#define FILE_MODE 0600

/* What a database's smallest write takes, log and index. */
#define PROBE_BYTES (64 * 1024)

/* Links that are followed before we take them for a circle; the kernel's own number. */
#define MAX_LINKS 40

/**
 * chl_file_dup_shown_path:
 * @path: (type filename): a path
 *
 * Returns: (transfer full): @path for a sentence, with "~" for the home folder
 */
char *
chl_file_dup_shown_path (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  const char      *home = g_get_home_dir ();
  gsize            length = strlen (home);

  if (length > 1 && strncmp (path, home, length) == 0 && path[length] == '/')
    return g_strconcat ("~", shown + length, NULL);

  return g_steal_pointer (&shown);
}

/**
 * chl_file_set_read_error:
 * @error: (out) (optional): set to %CHL_ERROR_STORAGE
 * @path: (type filename): what could not be read
 * @system_error: an errno
 */
void
chl_file_set_read_error (GError    **error,
                         const char *path,
                         int         system_error)
{
  g_autofree char *shown = chl_file_dup_shown_path (path);

  g_set_error (error, CHL_ERROR, CHL_ERROR_STORAGE,
               /* Translators: a file's path, and the system's reason */
               _("%s cannot be read: %s"), shown, g_strerror (system_error));
}

/**
 * chl_file_set_write_error:
 * @error: (out) (optional): set to %CHL_ERROR_DISK_FULL, also for a quota, or %CHL_ERROR_STORAGE
 * @path: (type filename): what could not be written
 * @system_error: an errno
 */
void
chl_file_set_write_error (GError    **error,
                          const char *path,
                          int         system_error)
{
  g_autofree char *shown = chl_file_dup_shown_path (path);

  if (system_error == ENOSPC || system_error == EDQUOT)
    g_set_error (error, CHL_ERROR, CHL_ERROR_DISK_FULL,
                 _("The disk is full, so %s was not written"), shown);
  else
    g_set_error (error, CHL_ERROR, CHL_ERROR_STORAGE,
                 /* Translators: a file's path, and the system's reason */
                 _("%s cannot be written: %s"), shown, g_strerror (system_error));
}

/**
 * chl_file_make_folder:
 * @folder: (type filename): a folder
 * @error: (out) (optional): as chl_file_set_write_error()
 *
 * Makes a folder and those above it, for this user alone. One that exists stays as it is.
 *
 * Returns: whether it is there
 */
gboolean
chl_file_make_folder (const char *folder,
                      GError    **error)
{
  if (g_mkdir_with_parents (folder, FOLDER_MODE) == 0)
    return TRUE;

  chl_file_set_write_error (error, folder, errno);

  return FALSE;
}

/**
 * chl_file_resolve:
 * @path: (type filename): a file, which need not exist
 * @error: (out) (optional): %CHL_ERROR_STORAGE for links that go round in a circle
 *
 * Follows the symbolic links that @path itself consists of, so that replacing the result leaves
 * the links standing.
 *
 * Returns: (transfer full) (nullable) (type filename): the file that is no link
 */
char *
chl_file_resolve (const char *path,
                  GError    **error)
{
  g_autofree char *current = g_strdup (path);

  for (guint n_links = 0; n_links < MAX_LINKS; n_links++)
    {
      g_autofree char *target = g_file_read_link (current, NULL);
      g_autofree char *folder = NULL;
      g_autofree char *next = NULL;

      if (target == NULL)
        return g_steal_pointer (&current);

      folder = g_path_get_dirname (current);
      next = g_path_is_absolute (target) ? g_steal_pointer (&target)
                                         : g_build_filename (folder, target, NULL);
      g_free (current);
      current = g_steal_pointer (&next);
    }

  chl_file_set_read_error (error, path, ELOOP);

  return NULL;
}

/* Returns: an errno, 0 if all is well. */
static int
read_all (int         descriptor,
          gsize       max_bytes,
          GByteArray *out)
{
  guint8 piece[16 * 1024];

  while (out->len <= max_bytes)
    {
      gssize n = read (descriptor, piece, sizeof piece);

      if (n == 0)
        return 0;
      if (n < 0 && errno != EINTR)
        return errno;
      if (n > 0)
        g_byte_array_append (out, piece, n);
    }

  return EFBIG;
}

/**
 * chl_file_read:
 * @path: (type filename): what to read
 * @max_bytes: the largest file that is taken
 * @out_bytes: (out) (nullable): all of it, or %NULL if there is no such file
 * @error: (out) (optional): %CHL_ERROR_BROKEN_FILE if it is larger or no plain file,
 *   %CHL_ERROR_STORAGE if it cannot be read
 *
 * Returns: whether the file was read or is absent
 */
gboolean
chl_file_read (const char *path,
               gsize       max_bytes,
               GBytes    **out_bytes,
               GError    **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *shown = chl_file_dup_shown_path (path);
  struct stat      info = { 0 };
  int              system_error = 0;
  int              descriptor;

  /* Not blocking: a pipe by this name must not hold us up. */
  descriptor = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  if (descriptor < 0 && errno == ENOENT)
    {
      *out_bytes = NULL;
      return TRUE;
    }

  if (descriptor < 0 || fstat (descriptor, &info) != 0)
    system_error = errno;
  else if (S_ISREG (info.st_mode))
    system_error = read_all (descriptor, max_bytes, bytes);
  if (descriptor >= 0)
    close (descriptor);

  if (system_error == EFBIG)
    g_set_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                 _("%s is larger than a settings file can be"), shown);
  else if (system_error != 0)
    chl_file_set_read_error (error, path, system_error);
  else if (!S_ISREG (info.st_mode))
    g_set_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE, _("%s is not a file"), shown);
  else
    {
      *out_bytes = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      return TRUE;
    }

  return FALSE;
}

/* Returns: an errno, 0 if all is well. */
static int
write_all (int         descriptor,
           const char *text,
           gsize       length,
           gboolean    is_durable)
{
  while (length > 0)
    {
      gssize n = write (descriptor, text, length);

      if (n < 0 && errno != EINTR)
        return errno;
      if (n > 0)
        {
          text += n;
          length -= n;
        }
    }

  if (is_durable && fsync (descriptor) != 0)
    return errno;

  return 0;
}

/* Returns: an errno, 0 if all is well; then @out_path is a file of ours that nobody else writes. */
static int
write_beside (const char  *path,
              const char  *text,
              gsize        length,
              ChlFileFlags flags,
              char       **out_path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.%s", name,
                                             flags == CHL_FILE_DURABLE ? "new" : "XXXXXX");
  g_autofree char *beside = g_build_filename (folder, hidden, NULL);
  int              system_error = 0;
  int              descriptor;

  if (flags == CHL_FILE_DURABLE)
    {
      /* What is there was left by one who was killed: the lock is ours. */
      g_unlink (beside);
      descriptor = g_open (beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    }
  else
    descriptor = g_mkstemp_full (beside, O_WRONLY | O_CLOEXEC, FILE_MODE);
  if (descriptor < 0)
    return errno;

  system_error = write_all (descriptor, text, length, flags != CHL_FILE_NORMAL);
  if (close (descriptor) != 0 && system_error == 0 && errno != EINTR)
    system_error = errno;

  if (system_error != 0)
    g_unlink (beside);
  else
    *out_path = g_steal_pointer (&beside);

  return system_error;
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  /*
   * No error: the file has its name already, and is whole. All that is at stake is which of the
   * two files a power cut would leave, and some file systems cannot say.
   */
  if (descriptor < 0 || fsync (descriptor) != 0)
    g_debug ("Folder not flushed: %s", g_strerror (errno));
  if (descriptor >= 0)
    close (descriptor);
}

/**
 * chl_file_replace:
 * @path: (type filename): what to write; not a symbolic link
 * @text: (array length=length): all of it
 * @length: bytes in @text
 * @flags: how sure it must be
 * @error: (out) (optional): as chl_file_set_write_error()
 *
 * Writes a temporary file in the same folder, mode 0600, and gives it the name. On an error the old
 * file is what it was and nothing else is left behind.
 *
 * Returns: whether it was written
 */
gboolean
chl_file_replace (const char  *path,
                  const char  *text,
                  gsize        length,
                  ChlFileFlags flags,
                  GError     **error)
{
  g_autofree char *beside = NULL;
  int              system_error;

  system_error = write_beside (path, text, length, flags, &beside);
  if (system_error == 0 && g_rename (beside, path) != 0)
    {
      system_error = errno;
      g_unlink (beside);
    }

  if (system_error != 0)
    {
      chl_file_set_write_error (error, path, system_error);
      return FALSE;
    }

  if (flags == CHL_FILE_DURABLE)
    sync_folder (path);

  return TRUE;
}

/**
 * chl_file_has_room:
 * @path: (type filename): a file
 *
 * Tries to write a little beside @path, and removes it again.
 *
 * Returns: %FALSE if the disk is full or the quota used up, and for no other reason
 */
gboolean
chl_file_has_room (const char *path)
{
  g_autofree char *text = g_strnfill (PROBE_BYTES, ' ');
  g_autofree char *beside = NULL;
  int              system_error;

  system_error = write_beside (path, text, PROBE_BYTES, CHL_FILE_PROBE, &beside);
  if (system_error == 0)
    g_unlink (beside);

  return system_error != ENOSPC && system_error != EDQUOT;
}

/**
 * chl_file_remove:
 * @path: (type filename): what to remove; of a symbolic link the link, not what it points at
 * @error: (out) (optional): %CHL_ERROR_STORAGE
 *
 * Returns: whether it is gone, or never was
 */
gboolean
chl_file_remove (const char *path,
                 GError    **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  chl_file_set_write_error (error, path, errno);

  return FALSE;
}
