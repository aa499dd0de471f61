/* chl-keys-headers-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys-headers-change"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-header-change.h"
#include "chl-keys-private.h"

/**
 * chl_keys_set_header_async:
 * @self: the keys
 * @provider: whose header
 * @name: its name
 * @value: its value, for all to see
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is written
 * @user_data: closure for @callback
 *
 * Lets every request to @provider have a header. A value in the keyring is removed. Errors:
 * %CHL_ERROR_INVALID, %CHL_ERROR_LIMIT, those of chl_keys_remove_header_async().
 */
void
chl_keys_set_header_async (ChlKeys            *self,
                           ChlProvider        *provider,
                           const char         *name,
                           const char         *value,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  ChlHeaderChange *change;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (name != NULL && value != NULL);

  task = chl_header_change_begin (self, provider, name, CHL_OWN_HEADER_PLAIN, cancellable, callback, user_data);
  if (!chl_header_change_is_wanted (task))
    return;

  if (!chl_own_header_check_plain (value, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  change = g_task_get_task_data (task);
  change->after->value = g_strdup (value);
  chl_header_change_start (g_steal_pointer (&task));
}

/**
 * chl_keys_set_secret_header_async:
 * @self: the keys
 * @provider: whose header
 * @name: its name
 * @secret: its value
 * @until_quit: keep it in memory only
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is kept
 * @user_data: closure for @callback
 *
 * Lets every request to @provider have a header, for the origin its endpoint has now. If the
 * keyring does not take it nothing changes, and the person may ask for @until_quit.
 *
 * Errors: %CHL_ERROR_INVALID, %CHL_ERROR_LIMIT, %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING,
 * %CHL_ERROR_ADDRESS, those of writing the provider's file.
 */
void
chl_keys_set_secret_header_async (ChlKeys            *self,
                                  ChlProvider        *provider,
                                  const char         *name,
                                  ChlSecret          *secret,
                                  gboolean            until_quit,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  ChlHeaderChange *change;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (name != NULL && secret != NULL);

  task = chl_header_change_begin (self, provider, name, CHL_OWN_HEADER_SECRET, cancellable, callback, user_data);
  if (!chl_header_change_is_wanted (task) || !chl_header_change_has_origin (task))
    return;

  if (!chl_own_header_check_secret (secret, &error) || !chl_keys_check_secret (secret, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  change = g_task_get_task_data (task);
  change->base.secret = chl_secret_ref (secret);
  change->base.until_quit = until_quit;
  chl_header_change_start (g_steal_pointer (&task));
}

/**
 * chl_keys_confirm_header_async:
 * @self: the keys
 * @provider: whose header
 * @name: its name
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is kept
 * @user_data: closure for @callback
 *
 * The person says that the value of a header, given for another origin, may go to where the endpoint
 * is now.
 */
void
chl_keys_confirm_header_async (ChlKeys            *self,
                               ChlProvider        *provider,
                               const char         *name,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  ChlHeaderChange *change;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (name != NULL);

  task = chl_header_change_begin (self, provider, name, CHL_OWN_HEADER_SECRET, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  if (!chl_header_change_is_wanted (task) || !chl_header_change_has_origin (task))
    return;

  if (change->before == NULL || change->before->kind != CHL_OWN_HEADER_SECRET)
    {
      g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s has no secret header %s"), chl_provider_get_title (provider), name);
      return;
    }

  chl_header_change_move (g_steal_pointer (&task));
}

/**
 * chl_keys_remove_header_async:
 * @self: the keys
 * @provider: whose header
 * @name: its name
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when it is gone
 * @user_data: closure for @callback
 *
 * Removes a header, its value in the keyring included. Errors: %CHL_ERROR_INVALID if there is none,
 * %CHL_ERROR_KEYRING_LOCKED, %CHL_ERROR_KEYRING, those of writing the provider's file; if that
 * cannot be written it is still there.
 */
void
chl_keys_remove_header_async (ChlKeys            *self,
                              ChlProvider        *provider,
                              const char         *name,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  ChlHeaderChange *change;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (name != NULL);

  task = chl_header_change_begin (self, provider, name, CHL_OWN_HEADER_GONE, cancellable, callback, user_data);
  change = g_task_get_task_data (task);

  if (!chl_own_header_check_name (name, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (change->before == NULL)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s has no header %s"), chl_provider_get_title (provider), name);
  else
    chl_header_change_start (g_steal_pointer (&task));
}
