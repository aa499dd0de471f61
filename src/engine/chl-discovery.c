/* chl-discovery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-discovery"

#include "config.h"

#include "chl-discovery.h"

#include "chl-advice.h"
#include "chl-bundled.h"
#include "chl-call.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-listing.h"
#include "chl-probe.h"
#include "chl-program-models.h"
#include "chl-runtime-state.h"

typedef struct
{
  ChlProvider   *provider; /* (owned) */
  ChlHttpCall   *call;     /* (owned) (nullable) until it is prepared */
  ChlHttpAnswer *answer;   /* (owned) (nullable) the first one, while another protocol is tried */
  gboolean       is_connected;
} Refresh;

static void
refresh_free (Refresh *refresh)
{
  g_clear_pointer (&refresh->call, chl_http_call_free);
  g_clear_pointer (&refresh->answer, chl_http_answer_unref);
  g_object_unref (refresh->provider);
  g_free (refresh);
}

/* What went wrong is told on the provider as well. */
static void
return_failure (GTask            *task,
                const ChlFailure *failure)
{
  ChlEngine *engine = g_task_get_source_object (task);
  Refresh   *refresh = g_task_get_task_data (task);
  g_autoptr(ChlAdvice) advice = NULL;
  ChlProviderState state = chl_advice_get_state (failure);

  if (state != CHL_PROVIDER_UNCHECKED)
    {
      advice = chl_advice_for_failure (failure, chl_provider_get_title (refresh->provider), NULL);
      chl_provider_set_state (refresh->provider, state, advice->sentence,
                              chl_engine_get_now_us (engine));
    }

  g_task_return_error (task, chl_failure_to_error (failure));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlEngine    *engine = CHL_ENGINE (object);
  Refresh      *refresh = g_task_get_task_data (task);
  ChlDiscovered discovered = { 0 };

  if (!chl_listing_read_finish (engine, result, &discovered, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_provider_set_state (refresh->provider, CHL_PROVIDER_CONNECTED, NULL,
                          chl_engine_get_now_us (engine));
  g_task_return_pointer (task, g_memdup2 (&discovered, sizeof discovered), g_free);
}

static void prepared_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data);

/* Takes @task. */
static void
take_answer (GTask         *task,
             ChlHttpAnswer *answer)
{
  g_autoptr(GTask) owned = task;
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  ChlEngine    *engine = g_task_get_source_object (task);
  Refresh      *refresh = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  ChlDiscovered discovered;

  if (chl_http_answer_get_status (answer) >= 400)
    {
      failure = chl_call_read_failure (engine, refresh->provider, refresh->call, answer);
      if (chl_bundled_take (engine, refresh->provider, failure, &discovered))
        g_task_return_pointer (task, g_memdup2 (&discovered, sizeof discovered), g_free);
      else
        return_failure (task, failure);
    }
  else if (!chl_call_check_content_type (answer, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    chl_listing_read_async (engine, refresh->provider, refresh->call,
                            chl_http_answer_get_body (answer), cancellable, read_cb,
                            g_steal_pointer (&owned));
}

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlEngine    *engine = CHL_ENGINE (object);
  Refresh      *refresh = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (chl_probe_finish (engine, result, &error))
    {
      g_clear_pointer (&refresh->call, chl_http_call_free);
      chl_call_prepare_async (engine, refresh->provider, CHL_OPERATION_MODELS, cancellable,
                              prepared_cb, g_steal_pointer (&task));
    }
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    take_answer (g_steal_pointer (&task), refresh->answer);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  ChlEngine    *engine = g_task_get_source_object (task);
  Refresh      *refresh = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  answer = chl_call_finish (CHL_HTTP (object), refresh->call, result, &error);

  if (chl_error_is_cancellation (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer == NULL)
    {
      failure = chl_failure_new_from_error (error);
      if (!refresh->is_connected)
        chl_runtime_explain (refresh->provider, failure);
      return_failure (task, failure);
    }
  else if (refresh->answer == NULL && chl_probe_is_called_for (refresh->provider, answer))
    {
      refresh->answer = g_steal_pointer (&answer);
      chl_probe_async (engine, refresh->provider, cancellable, probed_cb, g_steal_pointer (&task));
    }
  else if (chl_probe_other_list (refresh->provider, answer))
    {
      g_clear_pointer (&refresh->call, chl_http_call_free);
      chl_call_prepare_async (engine, refresh->provider, CHL_OPERATION_MODELS, cancellable,
                              prepared_cb, g_steal_pointer (&task));
    }
  else
    take_answer (g_steal_pointer (&task), answer);
}

static void
stage_cb (ChlHttpStage stage,
          gpointer     user_data)
{
  Refresh *refresh = user_data;

  refresh->is_connected |= stage == CHL_HTTP_WAITING;
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  static const ChlHttpFuncs funcs = { .stage = stage_cb };
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  ChlEngine    *engine = CHL_ENGINE (object);
  Refresh      *refresh = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!(refresh->call = chl_call_prepare_finish (engine, result, &error)))
    {
      if (!chl_error_is_cancellation (error))
        {
          failure = chl_failure_new_from_error (error);
          return_failure (task, failure);
        }
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_http_call_async (chl_engine_get_parts (engine)->http, refresh->call, &funcs, refresh, cancellable,
                       answered_cb, g_steal_pointer (&task));
}

/**
 * chl_discovery_refresh_async:
 * @engine: the engine
 * @provider: whose models
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when the list is in, or not to be had
 * @user_data: closure for @callback
 *
 * Asks a provider for its models. What was known stays until the new list is in, and stays for
 * good if it does not come. Sets the provider's state.
 */
void
chl_discovery_refresh_async (ChlEngine          *engine,
                             ChlProvider        *provider,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask   *task;
  Refresh *refresh;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_discovery_refresh_async);
  refresh = g_new0 (Refresh, 1);
  refresh->provider = g_object_ref (provider);
  g_task_set_task_data (task, refresh, (GDestroyNotify) refresh_free);

  if (chl_provider_get_program (provider) != NULL)
    {
      ChlDiscovered discovered;

      chl_program_models_take (engine, provider, &discovered);
      g_task_return_pointer (task, g_memdup2 (&discovered, sizeof discovered), g_free);
      g_object_unref (task);
      return;
    }

  chl_call_prepare_async (engine, provider, CHL_OPERATION_MODELS, cancellable, prepared_cb, task);
}

/**
 * chl_discovery_refresh_finish:
 * @engine: the engine
 * @result: what the callback was given
 * @out_discovered: (out) (optional): what changed
 * @error: (out) (optional): a #ChlError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if the list was read
 */
gboolean
chl_discovery_refresh_finish (ChlEngine     *engine,
                              GAsyncResult  *result,
                              ChlDiscovered *out_discovered,
                              GError       **error)
{
  g_autofree ChlDiscovered *discovered = NULL;

  g_return_val_if_fail (g_task_is_valid (result, engine), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_discovery_refresh_async), FALSE);

  discovered = g_task_propagate_pointer (G_TASK (result), error);
  if (discovered != NULL && out_discovered != NULL)
    *out_discovered = *discovered;

  return discovered != NULL;
}
