/* chl-secret-unlock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-secret-unlock"

#include "config.h"

#include "chl-keyring.h"
#include "chl-secret-notes.h"
#include "chl-secret-store-private.h"

/**
 * chl_secret_store_unlock_async:
 * @self: a store
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Asks the person to unlock the keyring in which new secrets are kept, if it is locked. What was
 * said to be locked stays so until it is looked up again.
 */
void
chl_secret_store_unlock_async (ChlSecretStore     *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (CHL_IS_SECRET_STORE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  chl_keyring_unlock_async (self, NULL, chl_secret_store_get_timeout (self), cancellable, callback, user_data);
}

/**
 * chl_secret_store_reach_async:
 * @self: a store
 * @place: what the secret is for
 * @cancellable: (nullable): ends the call at once; a prompt stays
 * @callback: (scope async): called once; finish with chl_secret_store_unlock_finish()
 * @user_data: closure for @callback
 *
 * Finds out whether the secret for @place could be removed, if there is one, and asks the person to
 * unlock the keyring where that is in the way. Does not read it.
 */
void
chl_secret_store_reach_async (ChlSecretStore       *self,
                              const ChlSecretPlace *place,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  g_return_if_fail (CHL_IS_SECRET_STORE (self));
  g_return_if_fail (chl_secret_place_is_valid (place));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  chl_keyring_unlock_async (self, place, chl_secret_store_get_timeout (self), cancellable, callback, user_data);
}

/**
 * chl_secret_store_unlock_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: (out) (optional): %CHL_ERROR_KEYRING_LOCKED if the person dismissed the prompt,
 *   %CHL_ERROR_KEYRING if there is no keyring or it failed, or a cancellation
 *
 * Returns: %TRUE if the keyring is open
 */
gboolean
chl_secret_store_unlock_finish (ChlSecretStore *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (CHL_IS_SECRET_STORE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return chl_keyring_unlock_finish (result, error);
}
