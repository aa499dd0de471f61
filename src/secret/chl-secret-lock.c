/* chl-secret-lock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-secret-lock"

#include "config.h"

#include "chl-secret-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-keyring-service.h"

#define FILE_NAME APP_ID ".keyring-lock"

/* Milliseconds. A change takes some tenths of a second, and nobody tells when it is over. */
#define INTERVAL 20

struct _ChlSecretLock
{
  int descriptor; /* -1 where no file can be made: then we go on without */
};

typedef struct
{
  int      descriptor;
  gint64   give_up_us; /* monotonic */
  GSource *timer;      /* (owned) (nullable) */
} Wait;

static void
wait_free (Wait *wait)
{
  if (wait->timer != NULL)
    g_source_destroy (wait->timer);
  g_clear_pointer (&wait->timer, g_source_unref);
  if (wait->descriptor >= 0)
    close (wait->descriptor);
  g_free (wait);
}

/* A sandbox has a runtime folder of its own each time it is entered, but for this part of it. */
static char *
dup_path (void)
{
  const char *folder = g_get_user_runtime_dir ();

  if (chl_keyring_is_sandboxed ())
    return g_build_filename (folder, "app", APP_ID, FILE_NAME, NULL);

  return g_build_filename (folder, FILE_NAME, NULL);
}

static int
open_file (void)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  int              descriptor;

  g_mkdir_with_parents (folder, 0700);
  descriptor = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (descriptor < 0)
    g_debug ("Nobody else is kept from changing the keyring: %s", g_strerror (errno));

  return descriptor;
}

/* Returns: whether it is ours, or cannot be had at all */
static gboolean
try_to_take (int descriptor)
{
  return descriptor < 0 || flock (descriptor, LOCK_EX | LOCK_NB) == 0 ||
         (errno != EWOULDBLOCK && errno != EINTR);
}

static void
return_lock (GTask *task)
{
  Wait          *wait = g_task_get_task_data (task);
  ChlSecretLock *self = g_new0 (ChlSecretLock, 1);

  self->descriptor = wait->descriptor;
  wait->descriptor = -1;
  g_task_return_pointer (task, self, (GDestroyNotify) chl_secret_lock_free);
}

static gboolean
try_again_cb (gpointer user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Wait *wait = g_task_get_task_data (task);

  if (try_to_take (wait->descriptor))
    return_lock (task);
  else if (g_get_monotonic_time () >= wait->give_up_us)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_KEYRING, "%s",
                             _("Another window or terminal is changing a key; "
                               "try again when it is done"));
  else if (!g_task_return_error_if_cancelled (task))
    return G_SOURCE_CONTINUE;

  return G_SOURCE_REMOVE;
}

/**
 * chl_secret_lock_take_async:
 * @timeout_ms: how long to wait for the others, in milliseconds
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Waits until nobody else of this person changes the keyring. Finding the old item, storing the new
 * one and removing the old are three calls, and two programs that make them at once would each keep
 * one.
 */
void
chl_secret_lock_take_async (guint               timeout_ms,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Wait *wait = g_new0 (Wait, 1);

  wait->descriptor = open_file ();
  wait->give_up_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  g_task_set_source_tag (task, chl_secret_lock_take_async);
  g_task_set_task_data (task, wait, (GDestroyNotify) wait_free);

  if (try_to_take (wait->descriptor))
    {
      return_lock (task);
      return;
    }

  wait->timer = g_timeout_source_new (INTERVAL);
  g_source_set_callback (wait->timer, try_again_cb, g_object_ref (task), g_object_unref);
  g_source_attach (wait->timer, g_task_get_context (task));
}

/**
 * chl_secret_lock_take_finish:
 * @result: what the callback was given
 * @error: (out) (optional): %CHL_ERROR_KEYRING if the others did not finish in time, or a
 *   cancellation
 *
 * Returns: (transfer full) (nullable): the lock, which ends with it and with the program
 */
ChlSecretLock *
chl_secret_lock_take_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_secret_lock_take_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chl_secret_lock_free (ChlSecretLock *self)
{
  if (self == NULL)
    return;

  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self);
}
