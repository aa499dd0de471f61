/* chl-keys-look.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys-look"

#include "config.h"

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-keys-headers.h"
#include "chl-keys-private.h"

static void
seen_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;
  ChlSecretState state = CHL_SECRET_FAILED;

  secret = chl_secret_store_lookup_finish (CHL_SECRET_STORE (object), result, &state, &error);
  if (!chl_error_is_cancellation (error))
    chl_keys_see (g_task_get_source_object (task), g_task_get_task_data (task), state, secret);

  g_task_return_boolean (task, secret != NULL);
}

/* Takes @task. */
static void
look_for_key (GTask *task)
{
  ChlKeys       *self = g_task_get_source_object (task);
  ChlProvider   *provider = g_task_get_task_data (task);
  ChlKeyState    state = chl_keys_get_state (self, provider);
  ChlSecretPlace place;

  if (state == CHL_KEY_KEPT)
    {
      chl_keys_init_place (&place, provider, chl_provider_get_key_origin (provider));
      chl_secret_store_lookup_async (chl_engine_get_parts (chl_keys_get_engine (self))->secrets,
                                     &place, FALSE, g_task_get_cancellable (task), seen_cb, task);
      return;
    }

  if (state == CHL_KEY_NONE)
    g_task_return_boolean (task, (chl_provider_get_family (provider)->auth & CHL_AUTH_NONE) != 0);
  else
    g_task_return_boolean (task, state == CHL_KEY_ENVIRONMENT || state == CHL_KEY_UNTIL_QUIT);
  g_object_unref (task);
}

static void
headers_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHeaders) headers = NULL;

  headers = chl_keys_fetch_headers_finish (CHL_KEYS (object), result, NULL);
  if (headers == NULL)
    g_task_return_boolean (task, FALSE);
  else
    look_for_key (g_steal_pointer (&task));
}

/**
 * chl_keys_look_async:
 * @self: the keys
 * @provider: whose key
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when it is known
 * @user_data: closure for @callback
 *
 * Finds out whether a key, and what else is secret in a request, can be had without asking the person
 * anything, as a prompt to unlock the keyring would.
 */
void
chl_keys_look_async (ChlKeys            *self,
                     ChlProvider        *provider,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_KEYS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_keys_look_async);
  g_task_set_task_data (task, g_object_ref (provider), g_object_unref);

  if (chl_keys_has_secret_headers (provider))
    chl_keys_fetch_headers_async (self, provider, FALSE, cancellable, headers_cb, task);
  else
    look_for_key (task);
}

/**
 * chl_keys_look_finish:
 * @self: the keys
 * @result: what the callback was given
 * @error: (out) (optional): %G_IO_ERROR_CANCELLED
 *
 * Returns: whether a request can be made now: with a key, or without where none is needed
 */
gboolean
chl_keys_look_finish (ChlKeys      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keys_look_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
