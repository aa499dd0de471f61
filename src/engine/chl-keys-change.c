/* chl-keys-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys-change"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-keys-private.h"

/* One change of a key: what is to be, and what was. */
typedef struct
{
  ChlProvider *provider;   /* (owned) */
  ChlSecret   *secret;     /* (owned) (nullable) */
  char        *origin;     /* (owned) (nullable) that the key is for from now on */
  char        *old_origin; /* (owned) (nullable) where a key is in the keyring till now */
  char        *label;      /* (owned) */
  char        *variable;   /* (owned) (nullable) */
  gboolean     until_quit;
  gboolean     keeps_file;
} Change;

static void
change_free (Change *change)
{
  g_clear_object (&change->provider);
  g_clear_pointer (&change->secret, chl_secret_unref);
  g_free (change->origin);
  g_free (change->old_origin);
  g_free (change->label);
  g_free (change->variable);
  g_free (change);
}

static Change *
begin (GTask       *task,
       ChlProvider *provider)
{
  Change *change = g_new0 (Change, 1);

  change->provider = g_object_ref (provider);
  change->origin = chl_provider_dup_origin (provider);
  change->label = g_strdup_printf ("Chatelaine: %s", chl_provider_get_title (provider));
  if (chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_KEYRING)
    change->old_origin = g_strdup (chl_provider_get_key_origin (provider));
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  return change;
}

/* Whether a key makes sense; if not, @task is told why. */
static gboolean
is_wanted (GTask       *task,
           ChlProvider *provider)
{
  const Change *change = g_task_get_task_data (task);
  const char   *title = chl_provider_get_title (provider);

  if (chl_provider_get_family (provider)->auth == CHL_AUTH_NONE)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s needs no key"), title);
  else if (change->origin == NULL)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_ADDRESS,
                             _ ("%s has no address yet that a key could be for"), title);
  else
    return TRUE;

  return FALSE;
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

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. The keyring is as it shall be; now the file. */
static void
save_provider (GTask *task)
{
  ChlKeys      *self = g_task_get_source_object (task);
  Change       *change = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  ChlEngine    *engine = chl_keys_get_engine (self);

  if (change->secret != NULL)
    chl_provider_set_key (change->provider, CHL_KEY_SOURCE_KEYRING, change->origin, NULL);
  else if (change->variable != NULL)
    chl_provider_set_key (change->provider, CHL_KEY_SOURCE_ENVIRONMENT, change->origin,
                          change->variable);
  else
    chl_provider_set_key (change->provider, CHL_KEY_SOURCE_NONE, NULL, NULL);

  chl_keys_see (self, change->provider,
                change->secret == NULL ? CHL_SECRET_ABSENT
                : change->until_quit   ? CHL_SECRET_UNTIL_QUIT
                                       : CHL_SECRET_KEPT,
                change->secret);

  if (change->keeps_file)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  chl_provider_list_save_async (chl_engine_get_providers (engine), change->provider, cancellable,
                                saved_cb, task);
}

static void
old_removed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Change *change = g_task_get_task_data (task);

  /* With a new key in place an old one that stays behind is litter; alone it would be a loss. */
  if (!chl_secret_store_remove_finish (CHL_SECRET_STORE (object), result, &error) &&
      (change->secret == NULL || chl_error_is_cancellation (error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  save_provider (g_steal_pointer (&task));
}

/* Takes @task. */
static void
remove_old (GTask *task)
{
  ChlKeys       *self = g_task_get_source_object (task);
  Change        *change = g_task_get_task_data (task);
  GCancellable  *cancellable = g_task_get_cancellable (task);
  ChlSecretPlace place;

  if (change->old_origin == NULL ||
      (change->secret != NULL && g_strcmp0 (change->old_origin, change->origin) == 0))
    {
      save_provider (task);
      return;
    }

  chl_keys_init_place (&place, change->provider, change->old_origin);
  chl_secret_store_remove_async (chl_engine_get_parts (chl_keys_get_engine (self))->secrets, &place,
                                 cancellable, old_removed_cb, task);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!chl_secret_store_keep_finish (CHL_SECRET_STORE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    remove_old (g_steal_pointer (&task));
}

/* Takes @task. */
static void
keep (GTask *task)
{
  ChlKeys        *self = g_task_get_source_object (task);
  Change         *change = g_task_get_task_data (task);
  GCancellable   *cancellable = g_task_get_cancellable (task);
  ChlSecretStore *secrets = chl_engine_get_parts (chl_keys_get_engine (self))->secrets;
  ChlSecretPlace  place;

  chl_keys_init_place (&place, change->provider, change->origin);
  place.label = change->label;

  if (change->until_quit)
    {
      chl_secret_store_keep_until_quit (secrets, &place, change->secret);
      remove_old (task);
    }
  else
    chl_secret_store_keep_async (secrets, &place, change->secret, cancellable, kept_cb, task);
}

/**
 * chl_keys_set_async:
 * @self: the keys
 * @provider: whose key
 * @secret: the key
 * @until_quit: keep it in memory only
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is kept
 * @user_data: closure for @callback
 *
 * Gives a provider its key, for the origin its endpoint has now. If the keyring does not take it
 * nothing changes, and the person may ask for @until_quit.
 *
 * Errors: %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING, %CHL_ERROR_ADDRESS, those of writing
 * the provider's file.
 */
void
chl_keys_set_async (ChlKeys            *self,
                    ChlProvider        *provider,
                    ChlSecret          *secret,
                    gboolean            until_quit,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Change *change;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (secret != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_get_type);
  change = begin (task, provider);

  if (!is_wanted (task, provider))
    return;

  if (!chl_secret_is_plain_token (secret))
    {
      g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, "%s",
                               _ ("A key is one word of plain letters, digits and signs; "
                                  "this is something else"));
      return;
    }

  change->secret = chl_secret_ref (secret);
  change->until_quit = until_quit;
  keep (g_steal_pointer (&task));
}

/**
 * chl_keys_set_variable_async:
 * @self: the keys
 * @provider: whose key
 * @variable: name of an environment variable
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is written
 * @user_data: closure for @callback
 *
 * From now on the key is read from @variable at each use, for the origin the endpoint has now. A
 * key in the keyring is removed.
 */
void
chl_keys_set_variable_async (ChlKeys            *self,
                             ChlProvider        *provider,
                             const char         *variable,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (variable != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_get_type);
  begin (task, provider)->variable = g_strdup (variable);

  if (!is_wanted (task, provider))
    return;

  if (!g_regex_match_simple ("^[A-Za-z_][A-Za-z0-9_]{0,127}$", variable, G_REGEX_DEFAULT,
                             G_REGEX_MATCH_DEFAULT))
    {
      g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID,
                               _ ("“%s” cannot be the name of an environment variable"), variable);
      return;
    }

  remove_old (g_steal_pointer (&task));
}

static void
old_fetched_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Change        *change = g_task_get_task_data (task);
  ChlSecretState state;

  change->secret =
    chl_secret_store_lookup_finish (CHL_SECRET_STORE (object), result, &state, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (change->secret == NULL)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_NO_KEY,
                             _ ("The key of %s is not in the keyring any more"),
                                chl_provider_get_title (change->provider));
  else
    {
      change->until_quit = state == CHL_SECRET_UNTIL_QUIT;
      keep (g_steal_pointer (&task));
    }
}

/**
 * chl_keys_confirm_origin_async:
 * @self: the keys
 * @provider: whose key
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is kept
 * @user_data: closure for @callback
 *
 * The person says that the key, given for another origin, may go to where the endpoint is now.
 */
void
chl_keys_confirm_origin_async (ChlKeys            *self,
                               ChlProvider        *provider,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Change        *change;
  ChlSecretPlace place;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_get_type);
  change = begin (task, provider);

  if (chl_provider_get_key_source (provider) != CHL_KEY_SOURCE_KEYRING)
    {
      change->variable = g_strdup (chl_provider_get_key_variable (provider));
      save_provider (g_steal_pointer (&task));
      return;
    }

  chl_keys_init_place (&place, provider, change->old_origin);
  chl_secret_store_lookup_async (chl_engine_get_parts (chl_keys_get_engine (self))->secrets, &place,
                                 TRUE, cancellable, old_fetched_cb, g_steal_pointer (&task));
}

static void
start_removing (ChlKeys            *self,
                ChlProvider        *provider,
                gboolean            keeps_file,
                GCancellable       *cancellable,
                GAsyncReadyCallback callback,
                gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, chl_keys_get_type);
  begin (task, provider)->keeps_file = keeps_file;
  remove_old (task);
}

/**
 * chl_keys_remove_async:
 * @self: the keys
 * @provider: whose key
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is gone
 * @user_data: closure for @callback
 *
 * Removes a provider's key, from the keyring and from memory.
 */
void
chl_keys_remove_async (ChlKeys            *self,
                       ChlProvider        *provider,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  start_removing (self, provider, FALSE, cancellable, callback, user_data);
}

/**
 * chl_keys_forget_async:
 * @self: the keys
 * @provider: one that is being removed
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is gone
 * @user_data: closure for @callback
 *
 * As chl_keys_remove_async(), but without writing the provider's file.
 */
void
chl_keys_forget_async (ChlKeys            *self,
                       ChlProvider        *provider,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  start_removing (self, provider, TRUE, cancellable, callback, user_data);
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!chl_secret_store_unlock_finish (CHL_SECRET_STORE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      chl_keys_forget_locked (g_task_get_source_object (task));
      g_task_return_boolean (task, TRUE);
    }
}

/**
 * chl_keys_unlock_async:
 * @self: the keys
 * @cancellable: (nullable): gives up, the prompt included
 * @callback: (scope async) (nullable): called when the keyring is open
 * @user_data: closure for @callback
 *
 * Asks the person to unlock the keyring.
 */
void
chl_keys_unlock_async (ChlKeys            *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_KEYS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_get_type);
  chl_secret_store_unlock_async (chl_engine_get_parts (chl_keys_get_engine (self))->secrets,
                                 cancellable, unlocked_cb, task);
}

/**
 * chl_keys_change_finish:
 * @self: the keys
 * @result: what the callback was given
 * @error: (out) (optional): see the call that began it
 *
 * Returns: %TRUE if it is done
 */
gboolean
chl_keys_change_finish (ChlKeys      *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keys_get_type), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
