/* chl-keys-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys-change"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-key-change.h"
#include "chl-keys-private.h"

/* Whether a key makes sense; if not, @task is told why. */
static gboolean
is_wanted (GTask       *task,
           ChlProvider *provider)
{
  const ChlKeyChange *change = g_task_get_task_data (task);
  const char         *title = chl_provider_get_title (provider);

  if (chl_provider_get_family (provider)->auth == CHL_AUTH_NONE)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s needs no key"), title);
  else if (change->base.origin == NULL)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_ADDRESS,
                             _ ("%s has no address yet that a key could be for"), title);
  else
    return TRUE;

  return FALSE;
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
  g_autoptr(GError) error = NULL;
  ChlKeyChange *change;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (secret != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  change = chl_key_change_begin (task, provider);

  if (!is_wanted (task, provider))
    return;

  if (!chl_secret_is_plain_token (secret))
    {
      g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, "%s",
                               _ ("A key is one word of plain letters, digits and signs; "
                                  "this is something else"));
      return;
    }

  if (!chl_keys_check_secret (secret, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  change->base.secret = chl_secret_ref (secret);
  change->base.until_quit = until_quit;
  chl_key_change_keep (g_steal_pointer (&task));
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
 * key in the keyring is removed. Errors: those of chl_keys_check_variable() and of
 * chl_keys_remove_async().
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
  g_autoptr(GError) error = NULL;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (variable != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  chl_key_change_begin (task, provider)->variable = g_strdup (variable);

  if (!is_wanted (task, provider))
    return;

  if (!chl_keys_check_variable (variable, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_key_change_remove (g_steal_pointer (&task));
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
  ChlKeyChange *change;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  change = chl_key_change_begin (task, provider);

  if (!is_wanted (task, provider))
    return;

  if (chl_provider_get_key_source (provider) != CHL_KEY_SOURCE_KEYRING)
    {
      change->variable = g_strdup (chl_provider_get_key_variable (provider));
      chl_key_change_save (g_steal_pointer (&task));
      return;
    }

  chl_key_change_move (g_steal_pointer (&task));
}

/**
 * chl_keys_remove_async:
 * @self: the keys
 * @provider: whose key
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is gone
 * @user_data: closure for @callback
 *
 * Removes a provider's key, from the keyring and from memory. Errors: %CHL_ERROR_KEYRING_LOCKED,
 * %CHL_ERROR_KEYRING, those of writing the provider's file; if that cannot be written the key is
 * still there.
 */
void
chl_keys_remove_async (ChlKeys            *self,
                       ChlProvider        *provider,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  chl_key_change_begin (task, provider);
  chl_key_change_remove (task);
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
