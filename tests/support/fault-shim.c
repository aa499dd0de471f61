/* fault-shim.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Both the plain names and those with 64 are defined here. */
#undef _FILE_OFFSET_BITS
#define _LARGEFILE64_SOURCE 1
#define _GNU_SOURCE 1

#include "fault-shim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "fault-rule.h"

/* Whether the call shall fail; then errno says why. */
static bool
fails (Call        call,
       const char *path)
{
  int action = path != NULL ? fault_decide (call, path) : 0;

  if (action <= 0)
    return false;

  errno = action;

  return true;
}

/* Returns: as fault_decide(). */
static int
decide_descriptor (Call call,
                   int  descriptor)
{
  char    link[64];
  char    path[PATH_MAX];
  int     saved = errno;
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", descriptor);
  length = readlink (link, path, sizeof path - 1);
  errno = saved;
  if (length <= 0)
    return 0;
  path[length] = '\0';

  return fault_decide (call, path);
}

static bool
descriptor_fails (Call call,
                  int  descriptor)
{
  int action = decide_descriptor (call, descriptor);

  if (action <= 0)
    return false;

  errno = action;

  return true;
}

/* A name relative to an open folder is matched as it stands. */
static Call
open_call (int flags)
{
  if ((flags & O_CREAT) != 0)
    return CALL_CREATE;

  return (flags & O_ACCMODE) == O_RDONLY ? CALL_READ : CALL_OPEN;
}

/* Returns: the next definition of the function that one of ours hides. */
static void *
find_real (const char *name)
{
  void *symbol = dlsym (RTLD_NEXT, name);

  if (symbol == NULL)
    fault_refuse (name);

  return symbol;
}

static size_t
shorten (int    action,
         size_t length)
{
  return action == FAULT_SHORT && length > 1 ? length / 2 : length;
}

static mode_t
read_mode (int     flags,
           va_list arguments)
{
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (arguments, mode_t) : 0;
}

int
open (const char *path,
      int         flags,
      ...)
{
  int (*real) (const char *, int, ...) = find_real ("open");
  mode_t  mode;
  va_list arguments;

  va_start (arguments, flags);
  mode = read_mode (flags, arguments);
  va_end (arguments);

  return fails (open_call (flags), path) ? -1 : real (path, flags, mode);
}

int
open64 (const char *path,
        int         flags,
        ...)
{
  int (*real) (const char *, int, ...) = find_real ("open64");
  mode_t  mode;
  va_list arguments;

  va_start (arguments, flags);
  mode = read_mode (flags, arguments);
  va_end (arguments);

  return fails (open_call (flags), path) ? -1 : real (path, flags, mode);
}

int
openat (int folder, const char *path, int flags, ...)
{
  int (*real) (int, const char *, int, ...) = find_real ("openat");
  mode_t  mode;
  va_list arguments;

  va_start (arguments, flags);
  mode = read_mode (flags, arguments);
  va_end (arguments);

  return fails (open_call (flags), path) ? -1 : real (folder, path, flags, mode);
}

int
openat64 (int folder, const char *path, int flags, ...)
{
  int (*real) (int, const char *, int, ...) = find_real ("openat64");
  mode_t  mode;
  va_list arguments;

  va_start (arguments, flags);
  mode = read_mode (flags, arguments);
  va_end (arguments);

  return fails (open_call (flags), path) ? -1 : real (folder, path, flags, mode);
}

ssize_t
write (int descriptor, const void *bytes, size_t length)
{
  ssize_t (*real) (int, const void *, size_t) = find_real ("write");
  int action = decide_descriptor (CALL_WRITE, descriptor);

  if (action > 0)
    {
      errno = action;
      return -1;
    }

  return real (descriptor, bytes, shorten (action, length));
}

ssize_t
pwrite (int descriptor, const void *bytes, size_t length, off_t offset)
{
  ssize_t (*real) (int, const void *, size_t, off_t) = find_real ("pwrite");
  int action = decide_descriptor (CALL_WRITE, descriptor);

  if (action > 0)
    {
      errno = action;
      return -1;
    }

  return real (descriptor, bytes, shorten (action, length), offset);
}

ssize_t
pwrite64 (int descriptor, const void *bytes, size_t length, off64_t offset)
{
  ssize_t (*real) (int, const void *, size_t, off64_t) = find_real ("pwrite64");
  int action = decide_descriptor (CALL_WRITE, descriptor);

  if (action > 0)
    {
      errno = action;
      return -1;
    }

  return real (descriptor, bytes, shorten (action, length), offset);
}

int
fsync (int descriptor)
{
  int (*real) (int) = find_real ("fsync");

  return descriptor_fails (CALL_SYNC, descriptor) ? -1 : real (descriptor);
}

int
fdatasync (int descriptor)
{
  int (*real) (int) = find_real ("fdatasync");

  return descriptor_fails (CALL_SYNC, descriptor) ? -1 : real (descriptor);
}

int
ftruncate (int descriptor, off_t length)
{
  int (*real) (int, off_t) = find_real ("ftruncate");

  return descriptor_fails (CALL_TRUNCATE, descriptor) ? -1 : real (descriptor, length);
}

int
ftruncate64 (int descriptor, off64_t length)
{
  int (*real) (int, off64_t) = find_real ("ftruncate64");

  return descriptor_fails (CALL_TRUNCATE, descriptor) ? -1 : real (descriptor, length);
}

int
flock (int descriptor, int operation)
{
  int (*real) (int, int) = find_real ("flock");

  return descriptor_fails (CALL_LOCK, descriptor) ? -1 : real (descriptor, operation);
}

int
rename (const char *from, const char *path)
{
  int (*real) (const char *, const char *) = find_real ("rename");

  return fails (CALL_RENAME, path) ? -1 : real (from, path);
}

int
link (const char *from, const char *path)
{
  int (*real) (const char *, const char *) = find_real ("link");

  return fails (CALL_LINK, path) ? -1 : real (from, path);
}

int
symlink (const char *from, const char *path)
{
  int (*real) (const char *, const char *) = find_real ("symlink");

  return fails (CALL_LINK, path) ? -1 : real (from, path);
}

int
mkdir (const char *path, mode_t mode)
{
  int (*real) (const char *, mode_t) = find_real ("mkdir");

  return fails (CALL_FOLDER, path) ? -1 : real (path, mode);
}

int
unlink (const char *path)
{
  int (*real) (const char *) = find_real ("unlink");

  return fails (CALL_UNLINK, path) ? -1 : real (path);
}

/* Returns: an errno, unlike the others. */
int
posix_fallocate (int descriptor, off_t offset, off_t length)
{
  int (*real) (int, off_t, off_t) = find_real ("posix_fallocate");

  return descriptor_fails (CALL_WRITE, descriptor) ? errno : real (descriptor, offset, length);
}

/* Returns: an errno, unlike the others. */
int
posix_fallocate64 (int descriptor, off64_t offset, off64_t length)
{
  int (*real) (int, off64_t, off64_t) = find_real ("posix_fallocate64");

  return descriptor_fails (CALL_WRITE, descriptor) ? errno : real (descriptor, offset, length);
}
