/* chl-discovery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-discovery"

#include "config.h"

#include "chl-discovery.h"

#include <glib/gi18n-lib.h>

#include "chl-advice.h"
#include "chl-call.h"
#include "chl-discovery-private.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-failure-reader.h"
#include "chl-json.h"
#include "chl-model-cache.h"
#include "chl-model-listing.h"

typedef struct
{
  ChlProvider *provider; /* (owned) */
  ChlHttpCall *call;     /* (owned) (nullable) until it is prepared */
} Refresh;

static void
refresh_free (Refresh *refresh)
{
  g_clear_pointer (&refresh->call, chl_http_call_free);
  g_object_unref (refresh->provider);
  g_free (refresh);
}

/* Ids of the models that a provider lists now; custom and vanished ones do not count. */
static GHashTable *
collect_listed (ChlProvider *provider)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *models = chl_provider_get_models (provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      if (!chl_model_is_custom (model) && !chl_model_is_gone (model))
        g_hash_table_add (ids, g_strdup (chl_model_get_id (model)));
    }

  return ids;
}

/* What a server that has no list says instead, under a status that is none of an error. */
static GError *
read_complaint (JsonNode   *root,
                const char *bytes,
                gsize       length)
{
  g_autoptr(ChlFailure) failure = NULL;

  if (chl_json_get (root, "/error") == NULL)
    return NULL;

  failure = chl_failure_read (200, "application/json", bytes, length);

  return chl_failure_to_error (failure);
}

/**
 * chl_discovery_take:
 * @engine: the engine
 * @provider: who listed its models
 * @body: (nullable): the body of its list
 * @out_discovered: (out) (optional): what changed
 * @error: (out) (optional): %CHL_ERROR_PROTOCOL or %CHL_ERROR_LIMIT
 *
 * Reads a list of models, joins it with what is there, and keeps it in the cache. An empty one is
 * a server that has a bad day more often than one without models: what was known stays.
 *
 * Returns: %TRUE if it could be read
 */
gboolean
chl_discovery_take (ChlEngine     *engine,
                    ChlProvider   *provider,
                    GBytes        *body,
                    ChlDiscovered *out_discovered,
                    GError       **error)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GPtrArray) models = NULL;
  g_autoptr(GHashTable) before = NULL;
  g_autoptr(GHashTable) after = NULL;
  ChlDiscovered  discovered = { 0 };
  GHashTableIter iter;
  gpointer       id;
  gsize          length = 0;
  const char    *bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (!(root = chl_json_parse (bytes != NULL ? bytes : "", (gssize) length, error)) ||
      !(models = chl_provider_parse_models (provider, root, error)))
    {
      GError *complaint = root != NULL ? read_complaint (root, bytes, length) : NULL;

      if (complaint != NULL)
        {
          g_clear_error (error);
          g_propagate_error (error, complaint);
        }
      else
        g_prefix_error (error, "%s", _ ("The list of models cannot be read: "));
      return FALSE;
    }

  before = collect_listed (provider);
  discovered.is_empty = models->len == 0;
  discovered.is_cut = chl_model_listing_is_cut (root);
  if (!discovered.is_empty)
    chl_provider_merge_models (provider, models);
  after = collect_listed (provider);

  discovered.n_models = g_hash_table_size (after);
  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    discovered.n_new += g_hash_table_contains (before, id) ? 0 : 1;
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    discovered.n_gone += g_hash_table_contains (after, id) ? 0 : 1;

  chl_provider_set_listed_us (provider, chl_engine_get_now_us (engine));
  if (!discovered.is_empty)
    chl_model_cache_save (engine, provider, models);
  if (out_discovered != NULL)
    *out_discovered = discovered;

  return TRUE;
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
  ChlDiscovered discovered = { 0 };

  answer = chl_call_finish (CHL_HTTP (object), refresh->call, result, &error);

  if (chl_error_is_cancellation (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer == NULL)
    {
      failure = chl_failure_new_from_error (error);
      return_failure (task, failure);
    }
  else if (chl_http_answer_get_status (answer) >= 400)
    {
      failure = chl_call_read_failure (engine, refresh->provider, refresh->call, answer);
      return_failure (task, failure);
    }
  else if (!chl_call_check_content_type (answer, &error) ||
           !chl_discovery_take (engine, refresh->provider, chl_http_answer_get_body (answer),
                                &discovered, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      chl_provider_set_state (refresh->provider, CHL_PROVIDER_CONNECTED, NULL,
                              chl_engine_get_now_us (engine));
      g_task_return_pointer (task, g_memdup2 (&discovered, sizeof discovered), g_free);
    }
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
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

  chl_http_call_async (chl_engine_get_parts (engine)->http, refresh->call, &none, NULL, cancellable,
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
