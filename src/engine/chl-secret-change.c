/* chl-secret-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-secret-change"

#include "config.h"

#include "chl-secret-change.h"

#include "chl-engine-private.h"
#include "chl-keys-private.h"

static void
change_free (gpointer data)
{
  ChlSecretChange *change = data;

  g_clear_object (&change->provider);
  g_clear_pointer (&change->secret, chl_secret_unref);
  g_free (change->kind);
  g_free (change->label);
  g_free (change->origin);
  g_free (change->old_origin);
  g_free (change->leftover_before);
  g_free (change->leftover);
  g_clear_error (&change->problem);
  change->funcs->free (change);
}

/**
 * chl_secret_change_set:
 * @task: whose data it becomes
 * @change: (transfer full): a change that changes nothing yet
 * @funcs: what kind of secret it is
 * @provider: whose secret
 */
void
chl_secret_change_set (GTask                      *task,
                       ChlSecretChange            *change,
                       const ChlSecretChangeFuncs *funcs,
                       ChlProvider                *provider)
{
  change->funcs = funcs;
  change->provider = g_object_ref (provider);
  g_task_set_source_tag (task, chl_keys_get_type);
  g_task_set_task_data (task, change, change_free);
}

void
chl_secret_change_init_place (ChlSecretPlace        *place,
                              const ChlSecretChange *change,
                              const char            *origin)
{
  place->instance = chl_provider_get_id (change->provider);
  place->kind = change->kind;
  place->origin = origin;
  place->label = change->label;
}

static ChlEngine *
get_engine (GTask *task)
{
  return chl_keys_get_engine (g_task_get_source_object (task));
}

ChlSecretStore *
chl_secret_change_get_store (GTask *task)
{
  return chl_engine_get_parts (get_engine (task))->secrets;
}

/* Takes @task. */
static void
save (GTask              *task,
      GAsyncReadyCallback callback)
{
  ChlSecretChange *change = g_task_get_task_data (task);

  chl_provider_list_save_async (chl_engine_get_providers (get_engine (task)), change->provider, NULL,
                                callback, task);
}

/* Takes @task. */
static void
remove_from (GTask              *task,
             const char         *origin,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback)
{
  ChlSecretChange *change = g_task_get_task_data (task);
  ChlSecretPlace   place;

  chl_secret_change_init_place (&place, change, origin);
  chl_secret_store_remove_async (chl_secret_change_get_store (task), &place, cancellable, callback,
                                 task);
}

/* Where a value will be. */
static const char *
get_new_origin (const ChlSecretChange *change)
{
  return change->secret != NULL ? change->origin : NULL;
}

static void
tidied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  /* At worst the next change looks once more for what is gone. */
  if (!chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error))
    g_debug ("The file still tells of an old secret: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

static void
old_removed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlSecretChange *change = g_task_get_task_data (task);

  if (chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    {
      change->funcs->settle (change);
      save (g_steal_pointer (&task), tidied_cb);
    }
  else if (change->funcs->is_removal (change))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      g_debug ("An old secret stays in the keyring: %s", error->message);
      g_task_return_boolean (task, TRUE);
    }
}

static void
unstored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlSecretChange *change = g_task_get_task_data (task);

  if (!chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    g_debug ("A secret that no file names stays in the keyring: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&change->problem));
}

/* Takes @task. The file is what it was, so the provider is, too; the old value is still there. */
static void
take_back (GTask  *task,
           GError *problem)
{
  ChlSecretChange *change = g_task_get_task_data (task);

  change->funcs->undo (change);
  if (!change->is_stored || g_strcmp0 (change->origin, change->old_origin) == 0)
    {
      g_task_return_error (task, problem);
      g_object_unref (task);
      return;
    }

  change->problem = problem;
  remove_from (task, change->origin, NULL, unstored_cb);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlKeys         *self = g_task_get_source_object (task);
  ChlSecretChange *change = g_task_get_task_data (task);

  if (!chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error))
    {
      take_back (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  if (change->funcs->kept != NULL)
    change->funcs->kept (change, self);

  if (change->leftover == NULL)
    g_task_return_boolean (task, TRUE);
  else
    remove_from (g_steal_pointer (&task), change->leftover, NULL, old_removed_cb);
}

/* Takes @task. The new value is where it shall be and the old one where it was; from here on there
 * is no way back half-way. */
void
chl_secret_change_save (GTask *task)
{
  ChlSecretChange *change = g_task_get_task_data (task);

  if (change->old_origin != NULL && g_strcmp0 (change->old_origin, get_new_origin (change)) != 0)
    {
      g_free (change->leftover);
      change->leftover = g_strdup (change->old_origin);
    }

  change->funcs->apply (change);
  g_task_set_check_cancellable (task, FALSE);
  save (task, saved_cb);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlSecretChange *change = g_task_get_task_data (task);

  if (!chl_secret_store_keep_finish (CHL_SECRET_STORE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  change->is_stored = TRUE;
  chl_secret_change_save (g_steal_pointer (&task));
}

/* Takes @task. The new value goes where it belongs. */
void
chl_secret_change_keep (GTask *task)
{
  ChlSecretChange *change = g_task_get_task_data (task);
  ChlSecretStore  *store = chl_secret_change_get_store (task);
  GCancellable    *cancellable = g_task_get_cancellable (task);
  ChlSecretPlace   place;

  chl_secret_change_init_place (&place, change, change->origin);
  if (change->until_quit)
    {
      chl_secret_store_keep_until_quit (store, &place, change->secret);
      chl_secret_change_save (task);
    }
  else
    chl_secret_store_keep_async (store, &place, change->secret, cancellable, kept_cb, task);
}

static void
swept_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlSecretChange *change = g_task_get_task_data (task);

  if (!chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    {
      /* The file goes on telling of it, unless it has a newer one to tell of. */
      g_debug ("An older secret stays in the keyring: %s", error->message);
      change->leftover = g_strdup (change->leftover_before);
    }

  change->next (g_steal_pointer (&task));
}

/* Takes @task. First what a change before this one could not finish, then @next. */
void
chl_secret_change_start (GTask        *task,
                         ChlSecretStep next)
{
  ChlSecretChange *change = g_task_get_task_data (task);
  const char      *leftover = change->leftover_before;

  change->next = next;

  /* Where a value is in use, or will be, nothing is left over, whatever a file says. */
  if (leftover == NULL || g_strcmp0 (leftover, change->old_origin) == 0 ||
      g_strcmp0 (leftover, get_new_origin (change)) == 0)
    next (task);
  else
    remove_from (task, leftover, g_task_get_cancellable (task), swept_cb);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlSecretChange *change = g_task_get_task_data (task);
  ChlSecretState   state;

  change->secret =
    chl_secret_store_lookup_finish (CHL_SECRET_STORE (object), result, &state, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (change->secret == NULL)
    g_task_return_error (task, change->funcs->new_missing (change));
  else
    {
      change->until_quit = state == CHL_SECRET_UNTIL_QUIT;
      chl_secret_change_start (g_steal_pointer (&task), change->next);
    }
}

/* Takes @task. The old value is to be the new one, for another origin. */
void
chl_secret_change_move (GTask        *task,
                        ChlSecretStep next)
{
  ChlSecretChange *change = g_task_get_task_data (task);
  GCancellable    *cancellable = g_task_get_cancellable (task);
  ChlSecretPlace   place;

  change->next = next;

  /* A file that does not say whom it was given for: then it can only be for this one. */
  chl_secret_change_init_place (&place, change,
                                change->old_origin != NULL ? change->old_origin : change->origin);
  chl_secret_store_lookup_async (chl_secret_change_get_store (task), &place, TRUE, cancellable,
                                 fetched_cb, task);
}
