/* chl-exchange-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-exchange-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-cost.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-exchange-private.h"
#include "chl-ledger.h"
#include "chl-program-provider.h"
#include "chl-protocol-choice.h"
#include "chl-runtime-state.h"

/* Milliseconds. A server that wants more than this is not waited for. */
#define MAX_DELAY 120000

static void start_attempt (ChlExchange *self);

static ChlClock *
get_clock (ChlExchange *self)
{
  return chl_engine_get_parts (self->engine)->clock;
}

/* Few servers say what an answer cost; of most it is known what their tokens cost. */
static void
reckon_cost (ChlExchange *self)
{
  const ChlUsage *known = chl_message_get_usage (self->answer);
  ChlModel       *model = chl_provider_find_model (self->provider, self->question.model);
  g_autoptr(ChlUsage) usage = NULL;

  if (known == NULL || model == NULL || chl_provider_get_program (self->provider) != NULL)
    return;

  usage = chl_usage_copy (known);
  if (chl_cost_reckon (chl_model_get_capabilities (model), usage))
    chl_message_set_usage (self->answer, usage);
}

void
chl_exchange_end (ChlExchange *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  self->is_streamed = self->decoder != NULL &&
                      (self->reader != NULL || chl_decoder_is_streamed (self->decoder));
  chl_exchange_clear_attempt (self);

  if (chl_message_get_completed_us (self->answer) == 0)
    chl_message_set_completed_us (self->answer, chl_clock_get_real_us (get_clock (self)));

  if (self->has_content && self->failure == NULL)
    chl_exchange_remember_repairs (self);
  chl_exchange_judge_provider (self);
  reckon_cost (self);
  chl_ledger_add (self->engine, self->provider, self->role, self->answer, self->began_us,
                  self->sent_bytes, self->received_bytes);

  g_clear_object (&self->answer);
  chl_exchange_set_retry_at (self, 0);
  chl_exchange_set_state (self, CHL_EXCHANGE_ENDED);
  g_task_return_boolean (task, TRUE);
}

/* How the answer is told that it failed or was stopped when no decoder is there to say so. */
void
chl_exchange_end_without_decoder (ChlExchange *self,
                                  ChlFailure  *failure)
{
  if (failure != NULL)
    {
      chl_message_set_failure (self->answer, failure);
      chl_message_set_finish (self->answer, CHL_FINISH_ERROR, NULL);
    }
  else
    chl_message_set_finish (self->answer, CHL_FINISH_CANCELLED, NULL);

  chl_exchange_end (self);
}

static gboolean
is_cancelled (ChlExchange *self)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (self->task));
}

static gboolean
may_retry (ChlExchange      *self,
           const ChlFailure *failure)
{
  /* A program has tried again already. */
  return failure->retryable && self->reader == NULL && !self->has_content && self->attempt < self->max_attempts &&
         failure->retry_after_ms <= MAX_DELAY && !is_cancelled (self);
}

static gboolean
retry_cb (gpointer user_data)
{
  ChlExchange *self = CHL_EXCHANGE (user_data);

  chl_exchange_retry_now (self);

  return G_SOURCE_REMOVE;
}

static void
wait_for_retry (ChlExchange *self)
{
  ChlRandom *random = chl_engine_get_parts (self->engine)->random;
  gint64     delay_ms;

  delay_ms = chl_exchange_get_delay_ms (self->failure, self->attempt,
                                        chl_random_next_fraction (random));
  chl_exchange_clear_attempt (self);
  chl_message_clear (self->answer);
  chl_message_begin (self->answer);

  chl_exchange_set_retry_at (self, chl_clock_get_real_us (get_clock (self)) + delay_ms * 1000);
  self->retry_source = chl_clock_add_timeout (get_clock (self), delay_ms, retry_cb, self);
  chl_exchange_set_state (self, CHL_EXCHANGE_RETRYING);
}

/**
 * chl_exchange_retry_now:
 * @self: an exchange
 *
 * Ends the wait for the next attempt. Does nothing if it does not wait.
 */
void
chl_exchange_retry_now (ChlExchange *self)
{
  g_return_if_fail (CHL_IS_EXCHANGE (self));

  if (self->state != CHL_EXCHANGE_RETRYING)
    return;

  chl_clock_clear_timeout (&self->retry_source);
  chl_exchange_set_retry_at (self, 0);
  start_attempt (self);
}

static void
take_event (ChlExchange          *self,
            const ChlStreamEvent *event)
{
  switch (event->kind)
    {
    case CHL_STREAM_PART_START:
    case CHL_STREAM_PART_DELTA:
    case CHL_STREAM_PART_SET:
      self->has_content = TRUE;
      chl_exchange_set_state (self, CHL_EXCHANGE_STREAMING);
      break;

    case CHL_STREAM_VECTORS:
      self->has_content = TRUE;
      self->vectors = chl_vectors_ref (event->vectors);
      break;

    case CHL_STREAM_ERROR:
      g_clear_pointer (&self->failure, chl_failure_free);
      self->failure = chl_failure_copy (event->failure);
      break;

    case CHL_STREAM_END:
      self->has_ended = TRUE;
      break;

    case CHL_STREAM_START:
    case CHL_STREAM_PART_META:
    case CHL_STREAM_PART_END:
    case CHL_STREAM_REPLAY:
    case CHL_STREAM_USAGE:
    case CHL_STREAM_KEEPALIVE:
    case CHL_STREAM_FINISH:
      break;
    }

  /* A failure that is tried again is not the answer's. */
  if (self->failure != NULL && (self->is_repaired || may_retry (self, self->failure)))
    return;

  chl_message_apply (self->answer, event, chl_clock_get_real_us (get_clock (self)));
}

/* What a model says is nobody's to change; what a server says around it is shown without the key. */
static void
event_cb (const ChlStreamEvent *event,
          gpointer              user_data)
{
  ChlExchange   *self = CHL_EXCHANGE (user_data);
  ChlStreamEvent masked = *event;
  g_autoptr(ChlFailure) failure = NULL;
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;

  if (event->kind != CHL_STREAM_START && event->kind != CHL_STREAM_FINISH &&
      event->kind != CHL_STREAM_ERROR)
    {
      take_event (self, event);
      return;
    }

  if (event->failure != NULL)
    masked.failure = failure = chl_call_hide_secrets (self->mask, event->failure);
  if (event->key != NULL)
    masked.key = key = chl_mask_hide (self->mask, event->key);
  if (event->text != NULL)
    {
      g_autofree char *whole = g_strndup (event->text, event->length);

      masked.text = text = chl_mask_hide (self->mask, whole);
      masked.length = strlen (text);
    }

  take_event (self, &masked);
}

static void
stage_cb (ChlHttpStage stage,
          gpointer     user_data)
{
  ChlExchange *self = CHL_EXCHANGE (user_data);

  if (stage == CHL_HTTP_WAITING)
    chl_exchange_set_state (self, CHL_EXCHANGE_WAITING);
}

static gboolean
answered_cb (ChlHttpAnswer *answer,
             gpointer       user_data,
             GError       **error)
{
  return chl_call_check_content_type (answer, error);
}

static gboolean
piece_cb (const char *bytes,
          gsize       length,
          gpointer    user_data,
          GError    **error)
{
  ChlExchange *self = CHL_EXCHANGE (user_data);

  if (chl_decoder_push (self->decoder, bytes, length))
    return TRUE;

  /* The protocol has said its last word; the rest of the body is of no interest. */
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The answer has ended");
  return FALSE;
}

/* Tells the decoder how the transfer ended, unless the protocol has said so already. */
static void
end_decoding (ChlExchange   *self,
              ChlHttpAnswer *answer,
              const GError  *error)
{
  g_autoptr(ChlFailure) failure = NULL;

  if (self->has_ended)
    return;

  if (is_cancelled (self))
    {
      chl_decoder_cancel (self->decoder);
      return;
    }

  if (error != NULL)
    {
      failure = chl_failure_new_from_error (error);
      if (self->state == CHL_EXCHANGE_CONNECTING)
        chl_runtime_explain (self->provider, failure);
    }
  else if (chl_http_answer_get_status (answer) >= 400)
    {
      failure = chl_call_read_failure (self->engine, self->provider, self->call, answer);
      self->is_repaired = chl_exchange_find_repair (self, failure, answer);
    }

  if (failure != NULL)
    chl_decoder_fail (self->decoder, failure);
  else
    chl_decoder_finish (self->decoder);
}

/* That it was refused was for a reason which is gone; it does not count as an attempt. */
static void
ask_otherwise (ChlExchange *self)
{
  self->is_repaired = FALSE;
  chl_exchange_clear_attempt (self);
  chl_message_clear (self->answer);
  chl_message_begin (self->answer);
  self->attempt--;
  start_attempt (self);
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChlExchange) self = CHL_EXCHANGE (user_data);
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;

  answer = chl_call_finish (CHL_HTTP (object), self->call, result, &error);
  if (answer != NULL)
    {
      self->sent_bytes += chl_http_answer_get_sent_bytes (answer);
      self->received_bytes += chl_http_answer_get_received_bytes (answer);
    }

  end_decoding (self, answer, error);

  if (self->is_repaired)
    ask_otherwise (self);
  else if (self->failure != NULL && may_retry (self, self->failure))
    wait_for_retry (self);
  else
    chl_exchange_end (self);
}

/* A gap in a text is filled with text, whatever tags are in it. */
static void
init_decoding (ChlExchange      *self,
               ChlDecodeOptions *options)
{
  const ChlQuestion *question = &self->question;

  chl_decode_options_init (options);
  options->id_seed = chl_random_next (chl_engine_get_parts (self->engine)->random);
  options->n_vectors = question->n_inputs;
  options->n_dimensions = question->n_dimensions;
  if (question->operation == CHL_OPERATION_CHAT)
    options->think_tags = chl_provider_get_quirks (self->provider, question->model)->think_tags;
}

/* What comes from now on is the answer. */
void
chl_exchange_begin_decoding (ChlExchange *self)
{
  ChlDecodeOptions options;

  init_decoding (self, &options);
  self->decoder = chl_decoder_new (chl_exchange_get_protocol (self->provider, &self->question),
                                   &options, event_cb, self);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  static const ChlHttpFuncs funcs = { stage_cb, answered_cb, piece_cb };
  g_autoptr(ChlExchange) self = CHL_EXCHANGE (user_data);
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(GError) error = NULL;

  self->call = chl_call_prepare_finish (CHL_ENGINE (object), result, &error);
  if (self->call == NULL ||
      !chl_call_check_model (self->engine, self->provider, self->question.model, &error) ||
      !chl_exchange_fill_call (self->call, self->provider, &self->question, &error))
    {
      if (!is_cancelled (self))
        failure = chl_failure_new_from_error (error);
      chl_exchange_end_without_decoder (self, failure);
      return;
    }

  self->call->purpose = g_strdup (chl_role_to_string (self->role));
  self->mask = chl_mask_new_for_headers (self->call->headers);
  chl_exchange_begin_decoding (self);
  chl_exchange_set_state (self, CHL_EXCHANGE_CONNECTING);
  chl_http_call_async (chl_engine_get_parts (self->engine)->http, self->call, &funcs, self,
                       g_task_get_cancellable (self->task), called_cb, g_object_ref (self));
}

static void
start_attempt (ChlExchange *self)
{
  chl_exchange_set_attempt (self, self->attempt + 1);
  self->has_content = FALSE;
  self->has_ended = FALSE;
  g_clear_pointer (&self->failure, chl_failure_free);
  chl_exchange_set_state (self, CHL_EXCHANGE_PREPARING);

  if (chl_provider_get_program (self->provider) != NULL && self->question.request != NULL)
    {
      chl_exchange_start_program (self);
      return;
    }

  chl_call_prepare_async (self->engine, self->provider, self->question.operation,
                          g_task_get_cancellable (self->task), prepared_cb, g_object_ref (self));
}

/* A call under way hears of it by itself; only a wait has to be told, and a program. */
static gboolean
cancelled_idle_cb (gpointer user_data)
{
  ChlExchange *self = CHL_EXCHANGE (user_data);

  if (self->state == CHL_EXCHANGE_RETRYING)
    {
      chl_clock_clear_timeout (&self->retry_source);
      chl_exchange_end_without_decoder (self, NULL);
    }
  else if (self->session != NULL)
    chl_exchange_stop_program (self);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, cancelled_idle_cb, g_object_ref (user_data), g_object_unref);
}

/**
 * chl_exchange_run_async:
 * @self: an exchange that has not run
 * @answer: the message that grows; begun by this call
 * @cancellable: (nullable): stops it; the connection is closed at once
 * @callback: (scope async): called when it is over
 * @user_data: closure for @callback
 *
 * Asks. What goes wrong is told in @answer, as is that it was stopped.
 */
void
chl_exchange_run_async (ChlExchange        *self,
                        ChlMessage         *answer,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(GCancellable) stop = NULL;
  const ChlQuestion *question;

  g_return_if_fail (CHL_IS_EXCHANGE (self));
  g_return_if_fail (self->state == CHL_EXCHANGE_IDLE);
  g_return_if_fail (CHL_IS_MESSAGE (answer));

  stop = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  self->task = g_task_new (self, stop, callback, user_data);
  g_task_set_source_tag (self->task, chl_exchange_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
  self->answer = g_object_ref (answer);
  self->began_us = chl_clock_get_real_us (get_clock (self));

  question = &self->question;
  if (question->request != NULL)
    {
      g_autofree char *digest = chl_exchange_dup_digest (self->provider, question->request);

      chl_message_set_prefix_digest (answer, digest);
    }
  chl_message_set_source (answer, chl_provider_get_id (self->provider), question->model,
                          chl_protocol_choice_for (self->provider, question->model,
                                                   question->operation));
  chl_message_begin (answer);

  self->cancelled_id = g_cancellable_connect (stop, G_CALLBACK (cancelled_cb), self, NULL);
  start_attempt (self);
}

/**
 * chl_exchange_run_finish:
 * @self: an exchange
 * @result: what the callback was given
 * @error: (out) (optional): set only if it was called wrongly
 *
 * Returns: %TRUE; how it went is in the answer
 */
gboolean
chl_exchange_run_finish (ChlExchange  *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_exchange_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
