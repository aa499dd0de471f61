/* chl-check-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-bundled.h"
#include "chl-call.h"
#include "chl-check-private.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-listing.h"
#include "chl-probe.h"
#include "chl-program-provider.h"
#include "chl-protocol-choice.h"

/* Tokens. Enough for a word, also from a model that thinks first. */
#define ANSWER_TOKENS 64

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  ChlCheck         *self = g_task_get_source_object (task);
  const ChlFailure *failure = chl_message_get_failure (self->answer);

  chl_exchange_run_finish (CHL_EXCHANGE (object), result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (failure != NULL)
    {
      chl_check_fail_with_failure (g_steal_pointer (&task), failure);
      return;
    }

  chl_check_pass (self, chl_message_get_model (self->answer));
  self->advice = g_new0 (ChlAdvice, 1);
  self->advice->sentence = g_strdup (_ ("Everything works."));
  chl_check_end (g_steal_pointer (&task), CHL_PROVIDER_CONNECTED);
}

static ChlModel *
find_chat_model (ChlCheck *self)
{
  GListModel *models = chl_provider_get_models (self->provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      if (chl_model_is_enabled (model) && !chl_model_is_gone (model) &&
          chl_model_suits (model, CHL_ROLE_CHAT, NULL))
        return model; /* the provider's list holds it */
    }

  return NULL;
}

/* Takes @task. The last step costs a few tokens, so only a model that is on is asked. */
void
chl_check_ask (GTask *task)
{
  ChlCheck   *self = g_task_get_source_object (task);
  ChlModel   *model = find_chat_model (self);
  ChlRequest *request;
  g_autoptr(ChlMessage) question = NULL;
  gint64 now_us = chl_engine_get_now_us (self->engine);

  if (model == NULL)
    {
      chl_check_step_set (self->steps[CHL_STEP_ANSWER], CHL_CHECK_SKIPPED,
                          _ ("Turn a model on to try it"), chl_check_get_now_us (self));
      self->advice = g_new0 (ChlAdvice, 1);
      self->advice->sentence = g_strdup (_ ("It works; now turn on the models to use."));
      chl_check_end (task, CHL_PROVIDER_CONNECTED);
      return;
    }

  chl_check_begin (self, CHL_STEP_ANSWER);
  question = chl_message_new_text ("question", CHL_AUTHOR_USER, now_us, "Say “yes”.");
  request = chl_request_new (chl_model_get_id (model));
  request->stream = TRUE;
  request->max_output = ANSWER_TOKENS;
  chl_request_add_message (request, question);

  self->answer = chl_message_new ("answer", CHL_AUTHOR_ASSISTANT, now_us);
  self->exchange = chl_exchange_new (self->engine, self->provider, CHL_ROLE_CHAT, request);
  chl_exchange_run_async (self->exchange, self->answer, g_task_get_cancellable (task), asked_cb,
                          task);
}

/* How far the call came is how far the check came. */
static void
stage_cb (ChlHttpStage stage,
          gpointer     user_data)
{
  ChlCheck *self = CHL_CHECK (user_data);

  switch (stage)
    {
    case CHL_HTTP_RESOLVING:
      if (self->current == CHL_STEP_ADDRESS)
        chl_check_begin (self, CHL_STEP_ADDRESS);
      return;

    case CHL_HTTP_CONNECTING:
      if (self->current == CHL_STEP_ADDRESS)
        {
          chl_check_pass (self, chl_provider_get_endpoint (self->provider));
          chl_check_begin (self, CHL_STEP_CONNECTION);
        }
      return;

    case CHL_HTTP_SECURING:
      return;

    case CHL_HTTP_WAITING:
      if (self->current == CHL_STEP_ADDRESS)
        chl_check_pass (self, chl_provider_get_endpoint (self->provider));
      if (self->current < CHL_STEP_KEY)
        {
          self->current = CHL_STEP_CONNECTION;
          chl_check_pass (self, NULL);
          chl_check_begin (self, CHL_STEP_KEY);
        }
      return;

    case CHL_HTTP_READING:
      return;
    }
}

/* Takes @task. Somebody gave up. */
static void
skip (GTask        *task,
      const GError *error)
{
  g_autoptr(GTask) owned = task;
  ChlCheck *self = g_task_get_source_object (task);

  chl_check_step_set (self->steps[self->current], CHL_CHECK_SKIPPED, NULL,
                      chl_check_get_now_us (self));
  g_task_return_error (task, g_error_copy (error));
}

/* Whether a refusal is about who asks, and not about what was asked for. */
static gboolean
is_about_key (const ChlFailure *failure)
{
  return failure->kind == CHL_FAILURE_AUTH || failure->kind == CHL_FAILURE_NO_KEY ||
         failure->kind == CHL_FAILURE_PERMISSION;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *detail = NULL;
  ChlCheck        *self = g_task_get_source_object (task);
  ChlDiscovered    discovered;

  if (!chl_listing_read_finish (CHL_ENGINE (object), result, &discovered, &error))
    {
      if (chl_error_is_cancellation (error))
        skip (g_steal_pointer (&task), error);
      else
        chl_check_fail_with_error (g_steal_pointer (&task), error);
      return;
    }

  if (chl_protocol_choice_is_open (self->provider))
    chl_protocol_choice_remember (self->provider, chl_protocol_choice_get (self->provider));
  detail = discovered.is_empty ? g_strdup (_ ("The list is empty"))
                               : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u model",
                                                               "%u models", discovered.n_models),
                                                  discovered.n_models);
  chl_check_pass (self, detail);
  chl_check_ask (g_steal_pointer (&task));
}

/* Takes @task. Without a list, the key is tried by the answer alone. */
static void
pass_bundled (GTask               *task,
              const ChlDiscovered *discovered)
{
  ChlCheck        *self = g_task_get_source_object (task);
  g_autofree char *detail = NULL;

  detail = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "The provider has no list; %u known model is offered",
                                         "The provider has no list; %u known models are offered",
                                         discovered->n_models),
                            discovered->n_models);
  chl_check_pass (self, NULL);
  chl_check_begin (self, CHL_STEP_MODELS);
  chl_check_pass (self, detail);
  chl_check_ask (task);
}

/* Takes @task. The answer is in; what does it say? */
static void
judge (GTask         *task,
       ChlHttpAnswer *answer)
{
  ChlCheck *self = g_task_get_source_object (task);
  g_autoptr(ChlFailure) failure = NULL;
  ChlDiscovered discovered;

  if (chl_http_answer_get_status (answer) >= 400)
    {
      failure = chl_call_read_failure (self->engine, self->provider, self->call, answer);
      if (self->key_error == NULL &&
          chl_bundled_take (self->engine, self->provider, failure, &discovered))
        {
          pass_bundled (task, &discovered);
          return;
        }

      if (self->key_error != NULL && is_about_key (failure))
        {
          chl_check_fail_with_error (task, self->key_error);
          return;
        }

      if (!is_about_key (failure))
        {
          chl_check_pass (self, NULL);
          chl_check_begin (self, CHL_STEP_MODELS);
        }

      if (failure->kind != CHL_FAILURE_NOT_FOUND || !chl_check_try_other_address (task))
        chl_check_fail_with_failure (task, failure);
      return;
    }

  if (self->key_error != NULL)
    {
      chl_check_fail_with_error (task, self->key_error);
      return;
    }

  if (self->listed != answer)
    {
      g_clear_pointer (&self->listed, chl_http_answer_unref);
      self->listed = chl_http_answer_ref (answer);
    }
  chl_check_prove_key (task);
}

/* Takes @task. The key is good; what does the list say? */
void
chl_check_read_list (GTask *task)
{
  ChlCheck *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  chl_check_begin (self, CHL_STEP_MODELS);
  if (chl_call_check_content_type (self->listed, &error))
    chl_listing_read_async (self->engine, self->provider, self->call,
                            chl_http_answer_get_body (self->listed), g_task_get_cancellable (task),
                            read_cb, task);
  else
    chl_check_fail_with_error (task, error);
}

static void prepared_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data);

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlEngine *engine = CHL_ENGINE (object);
  ChlCheck  *self = g_task_get_source_object (task);

  if (chl_probe_finish (engine, result, &error))
    {
      g_clear_pointer (&self->call, chl_http_call_free);
      chl_call_prepare_async (engine, self->provider, CHL_OPERATION_MODELS,
                              g_task_get_cancellable (task), prepared_cb, task);
      g_steal_pointer (&task);
    }
  else if (error != NULL)
    skip (g_steal_pointer (&task), error);
  else
    judge (g_steal_pointer (&task), self->listed);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;
  ChlCheck *self = g_task_get_source_object (task);

  answer = chl_call_finish (CHL_HTTP (object), self->call, result, &error);

  if (chl_error_is_cancellation (error))
    skip (g_steal_pointer (&task), error);
  else if (answer == NULL)
    chl_check_fail_with_error (g_steal_pointer (&task), error);
  else if (self->listed == NULL && self->key_error == NULL &&
           chl_probe_is_called_for (self->provider, answer))
    {
      GCancellable *cancellable = g_task_get_cancellable (task);

      self->listed = g_steal_pointer (&answer);
      chl_probe_async (self->engine, self->provider, cancellable, probed_cb,
                       g_steal_pointer (&task));
    }
  else if (self->key_error == NULL && chl_probe_other_list (self->provider, answer))
    {
      g_clear_pointer (&self->call, chl_http_call_free);
      chl_call_prepare_async (self->engine, self->provider, CHL_OPERATION_MODELS,
                              g_task_get_cancellable (task), prepared_cb, task);
      g_steal_pointer (&task);
    }
  else
    judge (g_steal_pointer (&task), answer);
}

/* Takes @task. */
static void
list (GTask *task)
{
  static const ChlHttpFuncs funcs = { .stage = stage_cb };
  ChlCheck                 *self = g_task_get_source_object (task);
  GCancellable             *cancellable = g_task_get_cancellable (task);

  chl_check_begin (self, CHL_STEP_ADDRESS);
  chl_http_call_async (chl_engine_get_parts (self->engine)->http, self->call, &funcs, self,
                       cancellable, listed_cb, task);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlCheck *self = g_task_get_source_object (task);

  self->call = chl_call_prepare_finish (CHL_ENGINE (object), result, &error);
  if (self->call != NULL)
    {
      list (g_steal_pointer (&task));
      return;
    }

  if (chl_error_is_cancellation (error) ||
      g_error_matches (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Without a key the way there can still be tried; a key for elsewhere is a reason to stop. */
  if (!g_error_matches (error, CHL_ERROR, CHL_ERROR_NO_KEY) ||
      !(self->call = chl_call_new (self->engine, self->provider, CHL_OPERATION_MODELS, NULL)))
    {
      self->current = g_error_matches (error, CHL_ERROR, CHL_ERROR_ADDRESS) ? CHL_STEP_ADDRESS
                                                                            : CHL_STEP_KEY;
      chl_check_fail_with_error (g_steal_pointer (&task), error);
      return;
    }

  self->key_error = g_steal_pointer (&error);
  chl_provider_add_headers (self->provider, self->call->headers, CHL_OPERATION_MODELS, NULL);
  list (g_steal_pointer (&task));
}

/**
 * chl_check_run_async:
 * @self: a check that has not run
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called with the verdict
 * @user_data: closure for @callback
 *
 * Runs the steps one after the other, up to the first that fails. Errors: cancellation,
 * %CHL_ERROR_BROKEN_FILE, those of writing the provider's file.
 */
void
chl_check_run_async (ChlCheck           *self,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CHL_IS_CHECK (self));
  g_return_if_fail (self->advice == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_check_run_async);
  if (chl_provider_get_program (self->provider) != NULL)
    {
      chl_check_run_program (task);
      return;
    }

  chl_call_prepare_async (self->engine, self->provider, CHL_OPERATION_MODELS, cancellable,
                          prepared_cb, task);
}

/**
 * chl_check_run_finish:
 * @self: a check
 * @result: what the callback was given
 * @error: (out) (optional): set if the check could not be finished or its verdict not be written
 *
 * Returns: %TRUE if the check was made; what came of it is in its steps
 */
gboolean
chl_check_run_finish (ChlCheck     *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_check_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
