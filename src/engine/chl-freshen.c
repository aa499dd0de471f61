/* chl-freshen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-freshen"

#include "config.h"

#include "chl-discovery.h"
#include "chl-keys.h"

/* Microseconds for which a list of models is taken to be the latest. */
#define MAX_AGE (10 * 60 * G_USEC_PER_SEC)

/*
 * Many providers list their models to everybody. Where the last answer was about the key or the
 * account, a list says nothing against it, and must not seem to.
 */
static gboolean
waits_for_person (ChlProvider *provider)
{
  switch (chl_provider_get_state (provider))
    {
    case CHL_PROVIDER_NO_KEY:
    case CHL_PROVIDER_KEY_REFUSED:
    case CHL_PROVIDER_NO_CREDIT:
    case CHL_PROVIDER_NEEDS_SIGN_IN:
    case CHL_PROVIDER_BROKEN_FILE:
    case CHL_PROVIDER_OFF:
      return TRUE;

    case CHL_PROVIDER_UNCHECKED:
    case CHL_PROVIDER_CONNECTED:
    case CHL_PROVIDER_RATE_LIMITED:
    case CHL_PROVIDER_UNREACHABLE:
    case CHL_PROVIDER_NOT_RUNNING:
    case CHL_PROVIDER_NOT_INSTALLED:
    case CHL_PROVIDER_KEYRING_LOCKED:
      return FALSE;
    }

  return FALSE;
}

/**
 * chl_discovery_is_due:
 * @engine: the engine
 * @provider: whose models
 *
 * Returns: whether its list of models is missing or may be out of date, and it may be asked for it:
 *   it is on, nothing about its key or account is to be settled first, and privacy allows it
 */
gboolean
chl_discovery_is_due (ChlEngine   *engine,
                      ChlProvider *provider)
{
  gint64 age;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), FALSE);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);

  if (!chl_provider_is_enabled (provider) || waits_for_person (provider) ||
      (chl_engine_is_local_only (engine) && !chl_provider_is_local (provider)))
    return FALSE;

  age = chl_engine_get_now_us (engine) - chl_provider_get_listed_us (provider);

  /* A clock that was set back makes no list younger. */
  return age < 0 || age > MAX_AGE;
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlDiscovered discovered = { 0 };

  if (chl_discovery_refresh_finish (CHL_ENGINE (object), result, &discovered, &error))
    g_task_return_pointer (task, g_memdup2 (&discovered, sizeof discovered), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlEngine    *engine = g_task_get_source_object (task);
  ChlProvider  *provider = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (chl_keys_look_finish (CHL_KEYS (object), result, &error))
    chl_discovery_refresh_async (engine, provider, cancellable, refreshed_cb,
                                 g_steal_pointer (&task));
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_new0 (ChlDiscovered, 1), g_free);
}

/**
 * chl_discovery_freshen_async:
 * @engine: the engine
 * @provider: whose models
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when the list is as fresh as can be
 * @user_data: closure for @callback
 *
 * Asks a provider for its models as chl_discovery_refresh_async() does, but only if they are due
 * and the person need not be asked for a key or to unlock the keyring. Does nothing otherwise.
 */
void
chl_discovery_freshen_async (ChlEngine          *engine,
                             ChlProvider        *provider,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_discovery_freshen_async);
  g_task_set_task_data (task, g_object_ref (provider), g_object_unref);

  if (chl_discovery_is_due (engine, provider))
    chl_keys_look_async (chl_engine_get_keys (engine), provider, cancellable, looked_cb,
                         g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_new0 (ChlDiscovered, 1), g_free);
}

/**
 * chl_discovery_freshen_finish:
 * @engine: the engine
 * @result: what the callback was given
 * @out_discovered: (out) (optional): what changed; nothing but zeros if the provider was not asked
 * @error: (out) (optional): see chl_discovery_refresh_finish()
 *
 * Returns: %TRUE unless the provider was asked in vain
 */
gboolean
chl_discovery_freshen_finish (ChlEngine     *engine,
                              GAsyncResult  *result,
                              ChlDiscovered *out_discovered,
                              GError       **error)
{
  g_autofree ChlDiscovered *discovered = NULL;

  g_return_val_if_fail (g_task_is_valid (result, engine), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_discovery_freshen_async), FALSE);

  discovered = g_task_propagate_pointer (G_TASK (result), error);
  if (discovered != NULL && out_discovered != NULL)
    *out_discovered = *discovered;

  return discovered != NULL;
}
