/* chl-secret-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-secret-store"

#include "config.h"

#include "chl-secret-store-private.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-keyring.h"
#include "chl-secret-lock.h"
#include "chl-secret-notes.h"
#include "chl-secret-turns.h"

#define DEFAULT_TIMEOUT_MS 20000

/**
 * ChlSecretStore:
 *
 * Where secrets are kept. The keyring is first spoken to when a secret is first needed, over one
 * connection that stays.
 *
 * An item is ours if it carries the place, the format and a serial of its own among its attributes
 * and the name of our schema. Another program's item is none of these, even if it has the same
 * application, instance, kind and origin: it is not read, not replaced and not removed.
 *
 * What is not a plain token of one line is stored as base64url, see chl_secret_encoding_wrap().
 */
struct _ChlSecretStore
{
  GObject parent_instance;

  guint           timeout_ms;
  ChlSecretNotes *notes; /* (owned) */
  ChlSecretTurns *turns; /* (owned) two changes at once could each keep what the other replaces */
};

typedef struct
{
  ChlSecretPlace *place;          /* (owned) */
  ChlSecret      *secret;         /* (owned) (nullable) what to keep */
  ChlSecret      *superseded;     /* (owned) (nullable) what memory held before */
  ChlSecretLock  *lock;           /* (owned) (nullable) while it changes the keyring */
  ChlSecretState  state;          /* when a look-up ended */
  gboolean        may_be_missing; /* a computer without a keyring has nothing to remove */
} Job;

G_DEFINE_FINAL_TYPE (ChlSecretStore, chl_secret_store, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_STATE_CHANGED,
} ChlSecretStoreSignal;

static guint signals[SIGNAL_STATE_CHANGED + 1];

static void
job_free (Job *job)
{
  g_clear_pointer (&job->lock, chl_secret_lock_free);
  g_clear_pointer (&job->superseded, chl_secret_unref);
  g_clear_pointer (&job->secret, chl_secret_unref);
  g_clear_pointer (&job->place, chl_secret_place_free);
  g_free (job);
}

static void
emit_if (ChlSecretStore       *self,
         gboolean              has_changed,
         const ChlSecretPlace *place)
{
  if (has_changed)
    g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0, place->instance, place->kind);
}

static void
chl_secret_store_finalize (GObject *object)
{
  ChlSecretStore *self = CHL_SECRET_STORE (object);

  g_clear_pointer (&self->notes, chl_secret_notes_free);
  g_clear_pointer (&self->turns, chl_secret_turns_free);

  G_OBJECT_CLASS (chl_secret_store_parent_class)->finalize (object);
}

static void
chl_secret_store_class_init (ChlSecretStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_secret_store_finalize;

  /**
   * ChlSecretStore::state-changed:
   * @self: the store
   * @instance: id of the configured provider
   * @kind: which of its secrets
   *
   * More or something else is known now, see chl_secret_store_get_state().
   */
  signals[SIGNAL_STATE_CHANGED] =
    g_signal_new ("state-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
chl_secret_store_init (ChlSecretStore *self)
{
  self->notes = chl_secret_notes_new ();
  self->turns = chl_secret_turns_new ();
}

/**
 * chl_secret_store_new:
 * @timeout_ms: how long the keyring may take in milliseconds, not counting the time in which it
 *   asks the person something; 0 for 20 s
 *
 * Nothing is opened yet.
 *
 * Returns: (transfer full): a new store
 */
ChlSecretStore *
chl_secret_store_new (guint timeout_ms)
{
  ChlSecretStore *self = g_object_new (CHL_TYPE_SECRET_STORE, NULL);

  self->timeout_ms = timeout_ms > 0 ? timeout_ms : DEFAULT_TIMEOUT_MS;

  return self;
}

static void
lookup_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;
  ChlSecretStore *self = g_task_get_source_object (task);
  Job            *job = g_task_get_task_data (task);
  gboolean        has_changed;

  secret = chl_keyring_lookup_finish (result, &error);

  has_changed = chl_secret_notes_learn (self->notes, job->place, error,
                                        secret != NULL ? CHL_SECRET_KEPT : CHL_SECRET_ABSENT);
  job->state = chl_secret_notes_get_state (self->notes, job->place);
  emit_if (self, has_changed, job->place);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&secret), (GDestroyNotify) chl_secret_unref);
}

/**
 * chl_secret_store_lookup_async:
 * @self: a store
 * @place: what the secret is for
 * @may_prompt: whether the person may be asked to unlock the keyring; the time-out does not run
 *   while they are
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Finds a secret: in memory first, then in the keyring the newest that we wrote for @place.
 */
void
chl_secret_store_lookup_async (ChlSecretStore       *self,
                               const ChlSecretPlace *place,
                               gboolean              may_prompt,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  ChlSecret *until_quit;
  Job       *job;

  g_return_if_fail (CHL_IS_SECRET_STORE (self));
  g_return_if_fail (chl_secret_place_is_valid (place));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (Job, 1);
  job->place = chl_secret_place_copy (place);
  job->state = chl_secret_notes_get_state (self->notes, place);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_secret_store_lookup_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  until_quit = chl_secret_notes_get_until_quit (self->notes, place);
  if (until_quit != NULL)
    g_task_return_pointer (task, chl_secret_ref (until_quit), (GDestroyNotify) chl_secret_unref);
  else
    chl_keyring_lookup_async (place, may_prompt, self->timeout_ms, cancellable, lookup_cb,
                              g_steal_pointer (&task));
}

/**
 * chl_secret_store_lookup_finish:
 * @self: a store
 * @result: what the callback was given
 * @out_state: (out) (optional): where the secret is, or why it is not there; set in any case
 * @error: (out) (optional): %CHL_ERROR_KEYRING_LOCKED if the keyring is locked and nobody can tell,
 *   also when the person dismissed the prompt; %CHL_ERROR_KEYRING if there is no keyring, it failed
 *   or it did not answer in time; or a cancellation
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL without an error if there is none
 */
ChlSecret *
chl_secret_store_lookup_finish (ChlSecretStore *self,
                                GAsyncResult   *result,
                                ChlSecretState *out_state,
                                GError        **error)
{
  Job *job;

  g_return_val_if_fail (CHL_IS_SECRET_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_secret_store_lookup_async), NULL);

  job = g_task_get_task_data (G_TASK (result));
  if (out_state != NULL)
    *out_state = job->state;

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
write_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlSecretStore *self = g_task_get_source_object (task);
  Job            *job = g_task_get_task_data (task);
  gboolean        has_changed;

  if (job->secret != NULL)
    chl_keyring_keep_finish (result, &error);
  else
    chl_keyring_remove_finish (result, &error);

  has_changed = chl_secret_notes_learn (self->notes, job->place, error,
                                        job->secret != NULL ? CHL_SECRET_KEPT : CHL_SECRET_ABSENT);

  /* What came into memory in the meantime is newer than what was kept, and stays. */
  if (error == NULL && chl_secret_notes_get_until_quit (self->notes, job->place) == job->superseded)
    has_changed |= chl_secret_notes_set_until_quit (self->notes, job->place, NULL);

  g_clear_pointer (&job->lock, chl_secret_lock_free);
  chl_secret_turns_end (self->turns);
  emit_if (self, has_changed, job->place);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
lock_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlSecretStore *self = g_task_get_source_object (task);
  GCancellable   *cancellable = g_task_get_cancellable (task);
  Job            *job = g_task_get_task_data (task);

  if (!(job->lock = chl_secret_lock_take_finish (result, &error)))
    {
      chl_secret_turns_end (self->turns);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (job->secret != NULL)
    chl_keyring_keep_async (job->place, job->secret, self->timeout_ms, cancellable, write_cb,
                            g_steal_pointer (&task));
  else
    chl_keyring_remove_async (job->place, job->may_be_missing, self->timeout_ms, cancellable,
                              write_cb, g_steal_pointer (&task));
}

/* Takes @task. */
static void
start_write (GTask *task)
{
  ChlSecretStore *self = g_task_get_source_object (task);

  chl_secret_lock_take_async (self->timeout_ms, g_task_get_cancellable (task), lock_cb, task);
}

/**
 * chl_secret_store_keep_async:
 * @self: a store
 * @place: what the secret is for
 * @secret: what to keep
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Keeps @secret in the keyring, in place of what we wrote for @place before, and reads it back. The
 * old one goes only when the new one is there. May ask the person to unlock the keyring or to set
 * up their first one. What memory held for @place is forgotten when @secret is kept.
 */
void
chl_secret_store_keep_async (ChlSecretStore       *self,
                             const ChlSecretPlace *place,
                             ChlSecret            *secret,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  ChlSecret *until_quit;
  Job       *job;

  g_return_if_fail (CHL_IS_SECRET_STORE (self));
  g_return_if_fail (chl_secret_place_is_valid (place));
  g_return_if_fail (secret != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (Job, 1);
  job->place = chl_secret_place_copy (place);
  job->secret = chl_secret_ref (secret);
  until_quit = chl_secret_notes_get_until_quit (self->notes, place);
  if (until_quit != NULL)
    job->superseded = chl_secret_ref (until_quit);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_secret_store_keep_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  if (chl_secret_get_length (secret) == 0)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, "%s",
                             _("There is no key to keep"));
  else
    chl_secret_turns_begin (self->turns, g_steal_pointer (&task), start_write);
}

/**
 * chl_secret_store_keep_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: (out) (optional): %CHL_ERROR_KEYRING_LOCKED if the keyring is locked and stays so, or
 *   none was set up; %CHL_ERROR_KEYRING if there is no keyring, it failed, it did not answer in
 *   time or did not give back what it was given; %CHL_ERROR_INVALID if the secret is empty; or a
 *   cancellation
 *
 * Returns: %TRUE if the secret is in the keyring
 */
gboolean
chl_secret_store_keep_finish (ChlSecretStore *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (CHL_IS_SECRET_STORE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_secret_store_keep_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * chl_secret_store_keep_until_quit:
 * @self: a store
 * @place: what the secret is for
 * @secret: what to keep, not empty
 *
 * Keeps @secret in memory and nowhere else. It comes before what the keyring holds for @place,
 * which is left as it is.
 */
void
chl_secret_store_keep_until_quit (ChlSecretStore       *self,
                                  const ChlSecretPlace *place,
                                  ChlSecret            *secret)
{
  g_return_if_fail (CHL_IS_SECRET_STORE (self));
  g_return_if_fail (chl_secret_place_is_valid (place));
  g_return_if_fail (secret != NULL && chl_secret_get_length (secret) > 0);

  emit_if (self, chl_secret_notes_set_until_quit (self->notes, place, secret), place);
}

/**
 * chl_secret_store_remove_async:
 * @self: a store
 * @place: what the secret is for
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Forgets what memory holds for @place at once, and removes what we wrote for it to the keyring. If
 * something is there and the keyring is locked, the person is asked to unlock it.
 */
void
chl_secret_store_remove_async (ChlSecretStore       *self,
                               const ChlSecretPlace *place,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job;

  g_return_if_fail (CHL_IS_SECRET_STORE (self));
  g_return_if_fail (chl_secret_place_is_valid (place));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (Job, 1);
  job->place = chl_secret_place_copy (place);
  job->may_be_missing = chl_secret_notes_get_until_quit (self->notes, place) != NULL;
  emit_if (self, chl_secret_notes_set_until_quit (self->notes, place, NULL), place);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_secret_store_remove_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  chl_secret_turns_begin (self->turns, g_steal_pointer (&task), start_write);
}

/**
 * chl_secret_store_remove_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: (out) (optional): %CHL_ERROR_KEYRING_LOCKED if the keyring is locked and stays so;
 *   %CHL_ERROR_KEYRING if it failed, did not answer in time or is not there (which is no error
 *   where the secret was in memory); or a cancellation
 *
 * Returns: %TRUE if nothing of ours is kept for the place any more
 */
gboolean
chl_secret_store_remove_finish (ChlSecretStore *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (CHL_IS_SECRET_STORE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_secret_store_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * chl_secret_store_get_state:
 * @self: a store
 * @place: what the secret is for
 *
 * Asks nobody.
 *
 * Returns: what the last call for @place learned; %CHL_SECRET_ABSENT before the first one
 */
ChlSecretState
chl_secret_store_get_state (ChlSecretStore       *self,
                            const ChlSecretPlace *place)
{
  g_return_val_if_fail (CHL_IS_SECRET_STORE (self), CHL_SECRET_ABSENT);
  g_return_val_if_fail (chl_secret_place_is_valid (place), CHL_SECRET_ABSENT);

  return chl_secret_notes_get_state (self->notes, place);
}

/* Milliseconds, for what does not wait for the person. */
guint
chl_secret_store_get_timeout (ChlSecretStore *self)
{
  return self->timeout_ms;
}
