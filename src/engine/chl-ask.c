/* chl-ask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ask"

#include "config.h"

#include "chl-ask.h"

#include "chl-engine-private.h"

/**
 * Ask:
 * @answer: (owned): how it goes
 * @clock: (owned): what it is timed by
 * @handler: that hears how far it is
 * @sent_us: when the request went out; -1 before
 * @first_us: when the first piece came; -1 before
 * @ended_us: when it was over
 *
 * A request under way.
 */
typedef struct
{
  ChlMessage *answer;
  ChlClock   *clock;
  gulong      handler;
  gint64      sent_us;
  gint64      first_us;
  gint64      ended_us;
} Ask;

static void
ask_free (Ask *self)
{
  g_object_unref (self->answer);
  g_object_unref (self->clock);
  g_free (self);
}

void
chl_asked_free (ChlAsked *self)
{
  g_clear_pointer (&self->vectors, chl_vectors_unref);
  g_object_unref (self->answer);
  g_free (self);
}

static ChlExchange *
once (ChlExchange *exchange)
{
  chl_exchange_set_max_attempts (exchange, 1);

  return exchange;
}

/* Takes @request. */
ChlExchange *
chl_ask_new_chat (ChlEngine   *engine,
                  ChlProvider *provider,
                  ChlRequest  *request)
{
  return once (chl_exchange_new (engine, provider, CHL_ROLE_CHAT, request));
}

/* Takes @completion. */
ChlExchange *
chl_ask_new_completion (ChlEngine     *engine,
                        ChlProvider   *provider,
                        ChlCompletion *completion)
{
  return once (chl_exchange_new_completion (engine, provider, CHL_ROLE_COMPLETION, completion));
}

/* Without what was learned of its vectors: it is asked to hear what it says now. */
ChlExchange *
chl_ask_new_embedding (ChlEngine   *engine,
                       ChlProvider *provider,
                       const char  *model,
                       const char  *text)
{
  ChlEmbeddingRequest *request = chl_embedding_request_new (model);
  const ChlQuirks     *quirks = chl_provider_get_quirks (provider, model);
  const ChlQuestion    question = {
       .operation = CHL_OPERATION_EMBEDDINGS,
       .model = request->model,
       .embedding = request,
       .n_inputs = 1,
  };
  ChlExchange *exchange;

  chl_embedding_request_add (request, text);
  request->encoding = quirks->embeds_base64 ? CHL_VECTOR_BASE64 : CHL_VECTOR_FLOAT;
  exchange = chl_exchange_new_for (engine, provider, CHL_ROLE_EMBEDDING, &question);
  g_object_set_data_full (G_OBJECT (exchange), "chl-embedding", request,
                          (GDestroyNotify) chl_embedding_request_free);

  return once (exchange);
}

/**
 * chl_ask_new_request:
 * @engine: the engine
 * @model: the provider's own id of a model
 * @question: what to ask
 * @picture: (nullable) (transfer none): what to show it
 *
 * Returns: (transfer full): one question, to be answered piece by piece
 */
ChlRequest *
chl_ask_new_request (ChlEngine  *engine,
                     const char *model,
                     const char *question,
                     ChlPart    *picture)
{
  ChlRequest *request = chl_request_new (model);
  g_autoptr(ChlMessage) message = NULL;
  g_autoptr(ChlPart) text = chl_part_new_text (question);

  message = chl_message_new ("question", CHL_AUTHOR_USER, chl_engine_get_now_us (engine));
  if (picture != NULL)
    chl_message_add_part (message, picture);
  chl_message_add_part (message, text);
  chl_request_add_message (request, message);
  request->stream = TRUE;

  return request;
}

/* What was asked in another way after a refusal is timed from there. */
static void
state_cb (ChlExchange *exchange,
          GParamSpec  *pspec,
          gpointer     user_data)
{
  Ask   *self = user_data;
  gint64 now_us = chl_clock_get_monotonic_us (self->clock);

  switch (chl_exchange_get_state (exchange))
    {
    case CHL_EXCHANGE_PREPARING:
      self->sent_us = self->first_us = -1;
      return;

    case CHL_EXCHANGE_CONNECTING:
    case CHL_EXCHANGE_WAITING:
      if (self->sent_us < 0)
        self->sent_us = now_us;
      return;

    case CHL_EXCHANGE_STREAMING:
      if (self->first_us < 0)
        self->first_us = now_us;
      return;

    case CHL_EXCHANGE_ENDED:
      self->ended_us = now_us;
      return;

    case CHL_EXCHANGE_IDLE:
    case CHL_EXCHANGE_RETRYING:
      return;
    }
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  ChlExchange *exchange = CHL_EXCHANGE (object);
  Ask         *self = g_task_get_task_data (task);
  ChlAsked    *asked;

  chl_exchange_run_finish (exchange, result, NULL);
  g_signal_handler_disconnect (exchange, self->handler);
  if (chl_message_get_finish (self->answer) == CHL_FINISH_CANCELLED)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      return;
    }

  asked = g_new0 (ChlAsked, 1);
  asked->answer = g_object_ref (self->answer);
  asked->vectors = exchange->vectors != NULL ? chl_vectors_ref (exchange->vectors) : NULL;
  asked->is_streamed = exchange->is_streamed;
  asked->first_us = self->first_us >= 0 ? self->first_us - self->sent_us : -1;
  asked->total_us = self->sent_us >= 0 ? self->ended_us - self->sent_us : 0;
  g_task_return_pointer (task, asked, (GDestroyNotify) chl_asked_free);
}

/**
 * chl_ask_async:
 * @exchange: one of those made here
 * @cancellable: (nullable): stops it; the connection is closed at once
 * @callback: (scope async): called when it is over
 * @user_data: closure for @callback
 */
void
chl_ask_async (ChlExchange        *exchange,
               GCancellable       *cancellable,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  GTask *task = g_task_new (exchange, cancellable, callback, user_data);
  Ask   *self = g_new0 (Ask, 1);

  g_task_set_source_tag (task, chl_ask_async);
  g_task_set_check_cancellable (task, FALSE);
  self->sent_us = self->first_us = -1;
  self->answer = chl_message_new ("answer", CHL_AUTHOR_ASSISTANT,
                                  chl_engine_get_now_us (exchange->engine));
  self->clock = g_object_ref (chl_engine_get_parts (exchange->engine)->clock);
  g_task_set_task_data (task, self, (GDestroyNotify) ask_free);
  self->handler = g_signal_connect (exchange, "notify::state", G_CALLBACK (state_cb), self);
  chl_exchange_run_async (exchange, self->answer, cancellable, ran_cb, task);
}

/**
 * chl_ask_finish:
 * @exchange: what was asked
 * @result: what the callback was given
 * @error: (out) (optional): %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what came of it, good or bad
 */
ChlAsked *
chl_ask_finish (ChlExchange  *exchange,
                GAsyncResult *result,
                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, exchange), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
