/* chl-key-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-key-change"

#include "config.h"

#include "chl-key-change.h"

#include "chl-engine-private.h"
#include "chl-keys-private.h"

static void
change_free (ChlKeyChange *change)
{
  g_clear_object (&change->provider);
  g_clear_pointer (&change->secret, chl_secret_unref);
  g_free (change->origin);
  g_free (change->old_origin);
  g_free (change->label);
  g_free (change->variable);
  g_clear_error (&change->problem);
  g_free (change->origin_before);
  g_free (change->variable_before);
  g_free (change->leftover_before);
  g_free (change);
}

/**
 * chl_key_change_begin:
 * @task: whose data it becomes
 * @provider: whose key
 *
 * Returns: (transfer none): a change that changes nothing yet
 */
ChlKeyChange *
chl_key_change_begin (GTask       *task,
                      ChlProvider *provider)
{
  ChlKeyChange *change = g_new0 (ChlKeyChange, 1);

  change->provider = g_object_ref (provider);
  change->origin = chl_provider_dup_origin (provider);
  change->label = g_strdup_printf ("Chatelaine: %s", chl_provider_get_title (provider));
  change->source_before = chl_provider_get_key_source (provider);
  change->origin_before = g_strdup (chl_provider_get_key_origin (provider));
  change->variable_before = g_strdup (chl_provider_get_key_variable (provider));
  change->leftover_before = g_strdup (chl_provider_get_key_leftover (provider));
  if (change->source_before == CHL_KEY_SOURCE_KEYRING)
    change->old_origin = g_strdup (chl_keys_get_origin (provider));
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  return change;
}

void
chl_keys_init_place (ChlSecretPlace *place,
                     ChlProvider    *provider,
                     const char     *origin)
{
  place->instance = chl_provider_get_id (provider);
  place->kind = CHL_SECRET_KIND_KEY;
  place->origin = origin;
  place->label = NULL;
}

static ChlSecretStore *
get_secrets (GTask *task)
{
  return chl_engine_get_parts (chl_keys_get_engine (g_task_get_source_object (task)))->secrets;
}

static ChlProviderList *
get_list (GTask *task)
{
  return chl_engine_get_providers (chl_keys_get_engine (g_task_get_source_object (task)));
}

/* Where a key lies that nothing needs any more once the change is written. */
static const char *
get_leftover (const ChlKeyChange *change)
{
  return change->secret == NULL || g_strcmp0 (change->old_origin, change->origin) != 0
           ? change->old_origin
           : NULL;
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
    g_debug ("The file still tells of an old key: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

static void
old_removed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlKeyChange *change = g_task_get_task_data (task);

  if (chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    {
      chl_provider_set_key_leftover (change->provider, NULL);
      chl_provider_list_save_async (get_list (task), change->provider, NULL, tidied_cb,
                                    g_object_ref (task));
    }
  else if (change->secret == NULL && change->variable == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      /* With a new key in place an old one is litter, and the file tells where it is. */
      g_debug ("An old key stays in the keyring: %s", error->message);
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

  if (!chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    g_debug ("A key that no file names stays in the keyring: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&((ChlKeyChange *) g_task_get_task_data (task))->problem));
}

/* Takes @task. The file is what it was, so the provider is, too; the old key is still there. */
static void
take_back (GTask  *task,
           GError *problem)
{
  ChlKeyChange  *change = g_task_get_task_data (task);
  ChlSecretPlace place;

  chl_provider_set_key (change->provider, change->source_before, change->origin_before,
                        change->variable_before);
  chl_provider_set_key_leftover (change->provider, change->leftover_before);

  if (!change->is_stored || g_strcmp0 (change->origin, change->old_origin) == 0)
    {
      g_task_return_error (task, problem);
      g_object_unref (task);
      return;
    }

  change->problem = problem;
  chl_keys_init_place (&place, change->provider, change->origin);
  chl_secret_store_remove_async (get_secrets (task), &place, NULL, unstored_cb, task);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlKeys        *self = g_task_get_source_object (task);
  ChlSecretStore *secrets = get_secrets (task);
  ChlKeyChange   *change = g_task_get_task_data (task);
  ChlSecretPlace  place;

  if (!chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error))
    {
      take_back (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  chl_keys_see (self, change->provider,
                change->secret == NULL ? CHL_SECRET_ABSENT
                : change->until_quit   ? CHL_SECRET_UNTIL_QUIT
                                       : CHL_SECRET_KEPT,
                change->secret);

  if (get_leftover (change) == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  chl_keys_init_place (&place, change->provider, get_leftover (change));
  chl_secret_store_remove_async (secrets, &place, NULL, old_removed_cb, g_steal_pointer (&task));
}

/*
 * Takes @task. The new key is where it shall be and the old one where it was; the file says from
 * now on which of the two it is, and what is still to be removed. Only then the old one goes, so
 * that one of them is always found, whenever this ends. There is no way back half-way.
 */
static void
save_provider (GTask *task)
{
  ChlKeyChange *change = g_task_get_task_data (task);

  if (change->secret != NULL)
    chl_provider_set_key (change->provider, CHL_KEY_SOURCE_KEYRING, change->origin, NULL);
  else if (change->variable != NULL)
    chl_provider_set_key (change->provider, CHL_KEY_SOURCE_ENVIRONMENT, change->origin,
                          change->variable);
  else
    chl_provider_set_key (change->provider, CHL_KEY_SOURCE_NONE, NULL, NULL);
  if (get_leftover (change) != NULL || !change->is_still_left)
    chl_provider_set_key_leftover (change->provider, get_leftover (change));

  g_task_set_check_cancellable (task, FALSE);
  chl_provider_list_save_async (get_list (task), change->provider, NULL, saved_cb, task);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlKeyChange *change = g_task_get_task_data (task);

  if (!chl_secret_store_keep_finish (CHL_SECRET_STORE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  change->is_stored = TRUE;
  save_provider (g_steal_pointer (&task));
}

/* Takes @task. */
static void
keep (GTask *task)
{
  ChlKeyChange  *change = g_task_get_task_data (task);
  GCancellable  *cancellable = g_task_get_cancellable (task);
  ChlSecretPlace place;

  chl_keys_init_place (&place, change->provider, change->origin);
  place.label = change->label;

  if (change->until_quit)
    {
      chl_secret_store_keep_until_quit (get_secrets (task), &place, change->secret);
      save_provider (task);
    }
  else
    chl_secret_store_keep_async (get_secrets (task), &place, change->secret, cancellable, kept_cb,
                                 task);
}

static void
swept_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlKeyChange *change = g_task_get_task_data (task);

  if (!chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error))
    {
      g_debug ("An older key stays in the keyring: %s", error->message);
      change->is_still_left = TRUE;
    }

  change->next (g_steal_pointer (&task));
}

/* Takes @task. First what a change before this one could not finish. */
static void
start (GTask *task,
       void (*next) (GTask *task))
{
  ChlKeyChange  *change = g_task_get_task_data (task);
  const char    *leftover = change->leftover_before;
  ChlSecretPlace place;

  change->next = next;

  /* Where a key is in use, or will be, nothing is left over, whatever a file says. */
  if (leftover == NULL || g_strcmp0 (leftover, change->old_origin) == 0 ||
      (change->secret != NULL && g_strcmp0 (leftover, change->origin) == 0))
    {
      next (task);
      return;
    }

  chl_keys_init_place (&place, change->provider, leftover);
  chl_secret_store_remove_async (get_secrets (task), &place, g_task_get_cancellable (task), swept_cb,
                                 task);
}

/* Takes @task. */
void
chl_key_change_keep (GTask *task)
{
  start (task, keep);
}

/* Takes @task. The file names another place for the key, or none. */
void
chl_key_change_save (GTask *task)
{
  start (task, save_provider);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!chl_keys_change_finish (CHL_KEYS (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    save_provider (g_steal_pointer (&task));
}

/* Takes @task. */
static void
open_keyring (GTask *task)
{
  ChlKeyChange *change = g_task_get_task_data (task);

  chl_keys_open_async (g_task_get_source_object (task), change->provider,
                       g_task_get_cancellable (task), opened_cb, task);
}

/* Takes @task. The file names another place for the key, or none, and what was in the keyring goes. */
void
chl_key_change_remove (GTask *task)
{
  start (task, open_keyring);
}
