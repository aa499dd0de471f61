/* chl-probe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-probe"

#include "config.h"

#include "chl-probe.h"

#include "chl-address.h"
#include "chl-call.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-protocol-choice.h"
#include "chl-protocol-guess.h"

/* Milliseconds. A list comes at once or not at all. */
#define PROBE_TIMEOUT 20000

typedef struct
{
  ChlProvider *provider; /* (owned) */
  ChlProvider *trial;    /* (owned) (nullable) the same, as if another protocol had been chosen */
  ChlHttpCall *call;     /* (owned) (nullable) the trial's */
  guint        n_tried;  /* of the family's protocols */
} Probe;

static void try_next (GTask *task);

static void
probe_free (Probe *probe)
{
  g_clear_pointer (&probe->call, chl_http_call_free);
  g_clear_object (&probe->trial);
  g_object_unref (probe->provider);
  g_free (probe);
}

static JsonNode *
parse_body (ChlHttpAnswer *answer)
{
  GBytes     *body = chl_http_answer_get_body (answer);
  gsize       length = 0;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  return bytes != NULL ? chl_json_parse (bytes, (gssize) length, NULL) : NULL;
}

/* An answer to somebody who asked wrongly, and not one of a server in trouble. */
static gboolean
is_misunderstanding (guint status)
{
  return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
}

/**
 * chl_probe_is_called_for:
 * @provider: whose list was asked for
 * @answer: what came of it
 *
 * Returns: whether it may be that the server was not spoken to in its own protocol, and the choice
 *   was left open
 */
gboolean
chl_probe_is_called_for (ChlProvider   *provider,
                         ChlHttpAnswer *answer)
{
  g_autoptr(JsonNode) root = NULL;
  guint         status = chl_http_answer_get_status (answer);
  ChlProtocolId guess;

  if (!chl_protocol_choice_is_open (provider))
    return FALSE;
  if (status >= 400)
    return is_misunderstanding (status);

  if (!(root = parse_body (answer)))
    return TRUE;

  guess = chl_protocol_guess (root);

  return guess != CHL_PROTOCOL_NONE && guess != chl_protocol_choice_get (provider);
}

/**
 * chl_probe_other_list:
 * @provider: whose list was asked for
 * @answer: what came of it
 *
 * Servers of some families have lists that tell more than the one that all have, but not in all
 * versions; an unknown address may be answered with an error under a good status.
 *
 * Returns: whether it was no list, and the provider has another address to ask for one
 */
gboolean
chl_probe_other_list (ChlProvider   *provider,
                      ChlHttpAnswer *answer)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GPtrArray) models = NULL;
  guint status = chl_http_answer_get_status (answer);

  if (status >= 400 && (!is_misunderstanding (status) || status == 401 || status == 403))
    return FALSE;

  if (status < 400 && (root = parse_body (answer)))
    models = chl_provider_parse_models (provider, root, NULL);

  return models == NULL && chl_provider_try_other_list (provider);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);

  /* What cannot be kept is found out again the next time. */
  chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, NULL);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
settle (GTask        *task,
        ChlProtocolId id)
{
  ChlEngine *engine = g_task_get_source_object (task);
  Probe     *probe = g_task_get_task_data (task);

  chl_protocol_choice_remember (probe->provider, id);
  chl_provider_list_save_async (chl_engine_get_providers (engine), probe->provider, NULL, saved_cb,
                                task);
}

/*
 * A list of the tried protocol's own shape, or of a shape that says nothing, is a find. So is a
 * complaint that is made in its own words: it is spoken there, but not to us.
 */
static gboolean
is_find (Probe         *probe,
         ChlHttpAnswer *answer)
{
  g_autoptr(JsonNode) root = parse_body (answer);
  g_autoptr(GPtrArray) models = NULL;
  ChlProtocolId guess = chl_protocol_guess (root);
  ChlProtocolId tried = chl_protocol_choice_get (probe->trial);
  guint         status = chl_http_answer_get_status (answer);

  if (status == 401 || status == 403)
    return guess == tried;
  if (status >= 300 || root == NULL || (guess != CHL_PROTOCOL_NONE && guess != tried))
    return FALSE;

  models = chl_provider_parse_models (probe->trial, root, NULL);

  return models != NULL;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;
  Probe *probe = g_task_get_task_data (task);

  answer = chl_call_finish (CHL_HTTP (object), probe->call, result, &error);
  if (chl_error_is_cancellation (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer == NULL)
    g_task_return_boolean (task, FALSE);
  else if (is_find (probe, answer))
    settle (g_steal_pointer (&task), chl_protocol_choice_get (probe->trial));
  else
    try_next (g_steal_pointer (&task));
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *home = NULL;
  ChlEngine       *engine = CHL_ENGINE (object);
  Probe           *probe = g_task_get_task_data (task);
  GCancellable    *cancellable = g_task_get_cancellable (task);

  g_clear_pointer (&probe->call, chl_http_call_free);
  if (!(probe->call = chl_call_prepare_finish (engine, result, &error)))
    {
      if (chl_error_is_cancellation (error))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_boolean (task, FALSE);
      return;
    }

  origin = chl_address_dup_origin (probe->call->address);
  home = chl_provider_dup_origin (probe->provider);
  if (g_strcmp0 (origin, home) != 0)
    {
      try_next (g_steal_pointer (&task));
      return;
    }

  probe->call->total_timeout_ms = PROBE_TIMEOUT;
  chl_http_call_async (chl_engine_get_parts (engine)->http, probe->call, &none, NULL, cancellable,
                       answered_cb, g_steal_pointer (&task));
}

/* The same provider in everything but the protocol: its key, and where that may go, are checked as
 * for any other call. */
static ChlProvider *
new_trial (ChlProvider  *provider,
           ChlProtocolId id)
{
  g_autoptr(JsonNode) file = chl_provider_to_json (provider);
  ChlProvider *trial = chl_provider_new (G_OBJECT_TYPE (provider), chl_provider_get_id (provider));

  if (!chl_provider_apply_json (trial, file, NULL))
    g_warn_if_reached ();
  chl_provider_set_option (trial, CHL_OPTION_PROTOCOL, chl_protocol_id_to_string (id));

  return trial;
}

/* Takes @task. All but the one that was spoken before. */
static void
try_next (GTask *task)
{
  ChlEngine           *engine = g_task_get_source_object (task);
  Probe               *probe = g_task_get_task_data (task);
  const ChlProtocolId *protocols = chl_provider_get_family (probe->provider)->protocols;
  ChlProtocolId        id = protocols[probe->n_tried];

  /* Servers of both of OpenAI's protocols have the same list. */
  while (id == chl_protocol_choice_get (probe->provider) || id == CHL_PROTOCOL_OPENAI_RESPONSES)
    id = protocols[++probe->n_tried];
  if (id == CHL_PROTOCOL_NONE)
    {
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
      return;
    }

  probe->n_tried++;
  g_clear_object (&probe->trial);
  probe->trial = new_trial (probe->provider, id);
  chl_call_prepare_async (engine, probe->trial, CHL_OPERATION_MODELS, g_task_get_cancellable (task),
                          prepared_cb, task);
}

/**
 * chl_probe_async:
 * @engine: the engine
 * @provider: whom to find out about; chl_probe_is_called_for()
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when it is found out, or cannot be
 * @user_data: closure for @callback
 *
 * Asks for the list of models in the other protocols of the family, one after the other, and
 * remembers the first that is answered. A server that cannot be reached is not asked again.
 */
void
chl_probe_async (ChlEngine          *engine,
                 ChlProvider        *provider,
                 GCancellable       *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer            user_data)
{
  GTask *task;
  Probe *probe;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_probe_async);
  probe = g_new0 (Probe, 1);
  probe->provider = g_object_ref (provider);
  g_task_set_task_data (task, probe, (GDestroyNotify) probe_free);

  try_next (task);
}

/**
 * chl_probe_finish:
 * @engine: the engine
 * @result: what the callback was given
 * @error: (out) (optional): %G_IO_ERROR_CANCELLED
 *
 * Returns: whether another protocol was found, so that it is worth asking again
 */
gboolean
chl_probe_finish (ChlEngine    *engine,
                  GAsyncResult *result,
                  GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_probe_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
