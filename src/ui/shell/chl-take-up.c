/* chl-take-up.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-take-up"

#include "config.h"

#include "chl-take-up.h"

#include "chl-discovery.h"

static void
save_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = g_task_get_task_data (task);

  if (chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error))
    g_task_return_pointer (task, g_object_ref (provider), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
enable_models (ChlProvider *provider)
{
  GListModel *models = chl_provider_get_models (provider);
  guint       n_models = g_list_model_get_n_items (models);

  for (guint i = 0; i < n_models; i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);
      g_autofree char *host = chl_provider_dup_model_host (provider, chl_model_get_id (model));

      /* A runtime may know models that it hands on to elsewhere; those are for the person to choose. */
      if (host == NULL && chl_model_suits (model, CHL_ROLE_CHAT, NULL))
        chl_model_set_enabled (model, TRUE);
    }
}

static void
refresh_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlEngine    *engine = CHL_ENGINE (object);
  ChlProvider  *provider = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!chl_discovery_refresh_finish (engine, result, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  enable_models (provider);
  chl_provider_list_save_async (chl_engine_get_providers (engine), provider, cancellable, save_cb,
                                g_steal_pointer (&task));
}

static void
add_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlEngine    *engine = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  ChlProvider  *provider;

  provider = chl_provider_list_add_finish (CHL_PROVIDER_LIST (object), result, &error);
  if (provider == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_set_task_data (task, g_object_ref (provider), g_object_unref);
  chl_discovery_refresh_async (engine, provider, cancellable, refresh_cb, g_steal_pointer (&task));
}

/**
 * chl_take_up_async:
 * @engine: an engine
 * @what: a provider that needs no key
 * @cancellable: (nullable): calls it off
 * @callback: finishes with chl_take_up_finish()
 * @user_data: for @callback
 *
 * Adds a provider, asks it for its models and turns on those that can chat: all that lies between
 * one press of a button and the first question.
 */
void
chl_take_up_async (ChlEngine            *engine,
                   const ChlNewProvider *what,
                   GCancellable         *cancellable,
                   GAsyncReadyCallback   callback,
                   gpointer              user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (what != NULL);

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_take_up_async);
  chl_provider_list_add_async (chl_engine_get_providers (engine), what, cancellable, add_cb, task);
}

/**
 * chl_take_up_finish:
 * @engine: an engine
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the provider; %NULL with the error of the step that failed, in which
 *   case the provider may be there without models
 */
ChlProvider *
chl_take_up_finish (ChlEngine    *engine,
                    GAsyncResult *result,
                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_take_up_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
