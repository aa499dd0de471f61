/* chl-keyring-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-call"

#include "config.h"

#include "chl-keyring-call.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "chl-keyring-service.h"

struct _ChlKeyringCall
{
  GTask        *task;         /* (owned) (nullable) until the call is over */
  GCancellable *asking;       /* (owned) ends the wait for a prompt */
  GSource      *timer;        /* (owned) (nullable) runs while nobody is asked */
  GSource      *cancellation; /* (owned) (nullable) waits for the task's cancellable */
  guint         timeout_ms;   /* for all silent steps in a row; 0 for no limit */
  gboolean      has_retried;
};

static void
stop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
free_contents (gpointer data)
{
  ChlKeyringCall *self = data;

  stop_source (&self->timer);
  stop_source (&self->cancellation);
  g_clear_object (&self->asking);
  g_clear_object (&self->task);
}

/* The one way in which a call becomes over. Returns the task, which has to be returned now. */
static GTask *
end (ChlKeyringCall *self)
{
  stop_source (&self->timer);
  stop_source (&self->cancellation);

  return g_steal_pointer (&self->task);
}

static gboolean
timeout_cb (gpointer user_data)
{
  ChlKeyringCall *self = user_data;

  /* Whatever hangs, it is not asked again. */
  secret_service_disconnect ();
  chl_keyring_call_fail_with (self, CHL_ERROR_KEYRING, _("The keyring does not answer"));

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  ChlKeyringCall *self = user_data;
  g_autoptr(GTask) task = end (self);

  g_cancellable_cancel (self->asking);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

/**
 * chl_keyring_call_new:
 * @task: (transfer none): what the call returns
 * @timeout_ms: for the silent steps in milliseconds, or 0 for no limit
 *
 * The time runs from now on.
 *
 * Returns: (transfer full): a call; each step that is under way holds one reference
 */
ChlKeyringCall *
chl_keyring_call_new (GTask *task,
                      guint  timeout_ms)
{
  ChlKeyringCall *self = g_rc_box_new0 (ChlKeyringCall);
  GCancellable   *cancellable = g_task_get_cancellable (task);

  self->task = g_object_ref (task);
  self->asking = g_cancellable_new ();
  self->timeout_ms = timeout_ms;

  if (cancellable != NULL)
    {
      self->cancellation = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancellation, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancellation, g_task_get_context (task));
    }
  chl_keyring_call_begin_silence (self);

  return self;
}

ChlKeyringCall *
chl_keyring_call_ref (ChlKeyringCall *self)
{
  return g_rc_box_acquire (self);
}

void
chl_keyring_call_unref (ChlKeyringCall *self)
{
  g_rc_box_release_full (self, free_contents);
}

/**
 * chl_keyring_call_is_over:
 * @self: a call
 *
 * Returns: %TRUE if the task was returned; nothing but chl_keyring_call_unref() may follow
 */
gboolean
chl_keyring_call_is_over (ChlKeyringCall *self)
{
  return self->task == NULL;
}

/**
 * chl_keyring_call_get_data:
 * @self: a call that is not over
 *
 * Returns: (transfer none): the data of its task
 */
gpointer
chl_keyring_call_get_data (ChlKeyringCall *self)
{
  g_assert (self->task != NULL);

  return g_task_get_task_data (self->task);
}

/**
 * chl_keyring_call_begin_silence:
 * @self: a call that is not over
 *
 * Says that from now on only the keyring is waited for. Does nothing if it was so before.
 */
void
chl_keyring_call_begin_silence (ChlKeyringCall *self)
{
  if (self->timer != NULL || self->timeout_ms == 0)
    return;

  self->timer = g_timeout_source_new (self->timeout_ms);
  g_source_set_callback (self->timer, timeout_cb, self, NULL);
  g_source_attach (self->timer, g_task_get_context (self->task));
}

/**
 * chl_keyring_call_begin_asking:
 * @self: a call that is not over
 *
 * Says that the next step may ask the person something and lasts as long as they like.
 *
 * Returns: (transfer none): to hand to that step, so that it ends when the call is cancelled
 */
GCancellable *
chl_keyring_call_begin_asking (ChlKeyringCall *self)
{
  stop_source (&self->timer);

  return self->asking;
}

/**
 * chl_keyring_call_may_retry:
 * @self: a call that is not over
 * @error: an error of libsecret's from a silent step
 *
 * A keyring that was started anew does not know the session that was opened with the old one. So
 * the connection is given up after the first failure, and the call begins once more.
 *
 * Returns: %TRUE once in a call, if a new connection can make a difference
 */
gboolean
chl_keyring_call_may_retry (ChlKeyringCall *self,
                            const GError   *error)
{
  if (self->has_retried || chl_error_is_cancellation (error) ||
      g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return FALSE;

  g_debug ("Connecting anew after: %s", error->message);
  secret_service_disconnect ();
  self->has_retried = TRUE;

  return TRUE;
}

void
chl_keyring_call_return_boolean (ChlKeyringCall *self,
                                 gboolean        value)
{
  g_autoptr(GTask) task = end (self);

  g_task_return_boolean (task, value);
}

void
chl_keyring_call_return_pointer (ChlKeyringCall *self,
                                 gpointer        value,
                                 GDestroyNotify  destroy)
{
  g_autoptr(GTask) task = end (self);

  g_task_return_pointer (task, value, destroy);
}

/**
 * chl_keyring_call_fail_with:
 * @self: a call that is not over
 * @code: the remedy
 * @message: one sentence
 */
void
chl_keyring_call_fail_with (ChlKeyringCall *self,
                            ChlError        code,
                            const char     *message)
{
  g_autoptr(GTask) task = end (self);

  g_task_return_new_error (task, CHL_ERROR, (int) code, "%s", message);
}

/**
 * chl_keyring_call_fail:
 * @self: a call that is not over
 * @error: an error of libsecret's
 *
 * Moves @error into our domain. Its text is for the log; it names bus addresses and object paths,
 * which help nobody to go on.
 */
void
chl_keyring_call_fail (ChlKeyringCall *self,
                       const GError   *error)
{
  g_debug ("The keyring failed: %s %d: %s",
           g_quark_to_string (error->domain), error->code, error->message);

  /* We hand no cancellable to a silent step, so whoever cancelled was the person in the prompt. */
  if (chl_error_is_cancellation (error) ||
      g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
      (!chl_keyring_is_service () && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED)))
    chl_keyring_call_fail_with (self, CHL_ERROR_KEYRING_LOCKED, _("The keyring is locked"));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    chl_keyring_call_fail_with (self, CHL_ERROR_KEYRING, _("The keyring does not answer"));
  else if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_INVALID_FILE_FORMAT))
    chl_keyring_call_fail_with (self, CHL_ERROR_KEYRING, _("The keyring file is damaged"));
  else if (chl_keyring_is_missing (error))
    chl_keyring_call_fail_with (self, CHL_ERROR_KEYRING, _("There is no keyring on this computer"));
  else
    chl_keyring_call_fail_with (self, CHL_ERROR_KEYRING,
                                _("The keyring could not do what was asked of it"));
}

/**
 * chl_keyring_is_missing:
 * @error: an error of libsecret's
 *
 * Returns: %TRUE if there is no Secret Service, or no bus to find it on
 */
gboolean
chl_keyring_is_missing (const GError *error)
{
  if (!chl_keyring_is_service ())
    return FALSE;

  if (error->domain == G_DBUS_ERROR)
    return error->code == G_DBUS_ERROR_SERVICE_UNKNOWN ||
           error->code == G_DBUS_ERROR_NAME_HAS_NO_OWNER ||
           (error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
            error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);

  /* No bus: its socket is not there, nobody listens, or it cannot be started without a display. */
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}
