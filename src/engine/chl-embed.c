/* chl-embed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-embed"

#include "config.h"

#include "chl-embed.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-embedding-lesson.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-exchange-private.h"
#include "chl-json.h"
#include "chl-knowledge.h"
#include "chl-lessons.h"
#include "chl-protocol-choice.h"

/* Texts in one request where the family knows no other number: a computer at home has less room. */
#define USUAL_BATCH 64
#define LOCAL_BATCH 16

/* Bytes in one request, about 100,000 tokens; a single text may be longer. */
#define MAX_BATCH_BYTES 300000

/**
 * Embedding:
 * @provider: (owned): whom to ask
 * @request: (owned): all texts
 * @answer: (owned): tells how it goes
 * @vectors: (owned) (nullable): what came of the first of them
 * @usage: what they took
 * @next: the first text that is not done
 * @most: how many may go at once; less after a server refused as many
 * @is_counted: it was their number that was refused, which is worth remembering
 * @n_inputs: how many are on their way
 * @exchange: (owned) (nullable): in which they are
 * @piece: (owned) (nullable): its answer
 */
typedef struct
{
  ChlProvider         *provider;
  ChlEmbeddingRequest *request;
  ChlMessage          *answer;
  ChlVectors          *vectors;
  ChlUsage             usage;
  guint                next;
  guint                most;
  gboolean             is_counted;
  guint                n_inputs;
  ChlExchange         *exchange;
  ChlMessage          *piece;
} Embedding;

static void
embedding_free (Embedding *self)
{
  g_clear_object (&self->exchange);
  g_clear_object (&self->piece);
  g_clear_pointer (&self->vectors, chl_vectors_unref);
  chl_embedding_request_free (self->request);
  g_object_unref (self->answer);
  g_object_unref (self->provider);
  g_free (self);
}

static void send_next (GTask *task);

static guint
get_most (ChlProvider     *provider,
          const char      *model,
          const ChlQuirks *quirks)
{
  guint learned = chl_lessons_get_number (provider, model, CHL_LESSON_BATCH);
  guint most = quirks->embedding_batch;

  if (most == 0)
    most = chl_provider_is_local (provider) ? LOCAL_BATCH : USUAL_BATCH;

  return learned > 0 ? MIN (learned, most) : most;
}

/* How many of the texts that are left go with one request. */
static guint
count_batch (const ChlEmbeddingRequest *request,
             guint                      first,
             guint                      most)
{
  gsize n_bytes = 0;
  guint n = 0;

  while (n < most && first + n < request->inputs->len)
    {
      gsize length = strlen (g_ptr_array_index (request->inputs, first + n));

      if (n > 0 && (length > MAX_BATCH_BYTES || n_bytes > MAX_BATCH_BYTES - length))
        break;
      n_bytes += length;
      n++;
    }

  return n;
}

/* Servers refuse a text without a word in it, and the others with it. */
static gboolean
check_inputs (const ChlEmbeddingRequest *request,
              GError                   **error)
{
  if (request->inputs->len == 0)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _ ("There is no text to make a vector of"));
      return FALSE;
    }

  for (guint i = 0; i < request->inputs->len; i++)
    if (*(const char *) g_ptr_array_index (request->inputs, i) == '\0')
      {
        g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                     _ ("Text %u is empty; there is nothing to make a vector of"), i + 1);
        return FALSE;
      }

  return TRUE;
}

static void
end (GTask *task)
{
  Embedding        *self = g_task_get_task_data (task);
  ChlEngine        *engine = g_task_get_source_object (task);
  const ChlFailure *failure = chl_message_get_failure (self->answer);

  if (!chl_usage_is_empty (&self->usage))
    chl_message_set_usage (self->answer, &self->usage);
  chl_message_set_completed_us (self->answer,
                                chl_clock_get_real_us (chl_engine_get_parts (engine)->clock));

  if (failure != NULL)
    g_task_return_error (task, chl_failure_to_error (failure));
  else if (chl_message_get_finish (self->answer) == CHL_FINISH_STOP)
    g_task_return_pointer (task, g_steal_pointer (&self->vectors),
                           (GDestroyNotify) chl_vectors_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
}

static void
fail (GTask            *task,
      const ChlFailure *failure)
{
  Embedding *self = g_task_get_task_data (task);

  chl_message_set_failure (self->answer, failure);
  chl_message_set_finish (self->answer, CHL_FINISH_ERROR, NULL);
  end (task);
}

/* What costs nothing costs nothing together; what nobody counted cannot be summed up. */
static void
add_usage (ChlUsage       *sum,
           const ChlUsage *usage)
{
  if (usage == NULL)
    return;

  sum->input += usage->input;
  sum->cached += usage->cached;
  sum->output += usage->output;
  sum->load_us += usage->load_us;
  sum->input_us += usage->input_us;
  sum->output_us += usage->output_us;
  if (usage->cost >= 0)
    {
      sum->cost = MAX (sum->cost, 0) + usage->cost;
      sum->is_reckoned |= usage->is_reckoned;
      g_strlcpy (sum->currency, usage->currency, sizeof sum->currency);
    }
}

/* The server knows only that a text is too long; which one it is, is known here. */
static void
fail_piece (GTask            *task,
            const ChlFailure *failure)
{
  Embedding *self = g_task_get_task_data (task);
  g_autoptr(ChlFailure) own = NULL;
  g_autofree char *sentence = NULL;

  if (failure->kind != CHL_FAILURE_CONTEXT_LENGTH || self->n_inputs != 1)
    {
      fail (task, failure);
      return;
    }

  /* Translators: the place of a text among several, and the name of a model. */
  sentence = g_strdup_printf (_ ("Text %u is longer than %s can take"), self->next + 1,
                                 self->request->model);
  own = chl_failure_new_own (CHL_FAILURE_CONTEXT_LENGTH, sentence);
  own->status = failure->status;
  fail (task, own);
}

/* Vectors of another length are those of another model, and are worth nothing beside earlier ones. */
static ChlFailure *
check_dimensions (Embedding *self)
{
  const char      *model = self->request->model;
  guint            before = chl_lessons_get_number (self->provider, model, CHL_LESSON_DIMENSIONS);
  guint            now = chl_vectors_get_n_dimensions (self->exchange->vectors);
  g_autofree char *sentence = NULL;

  if (self->request->dimensions > 0 || before == 0 || before == now)
    return NULL;

  /* Translators: the name of a model. */
  sentence = g_strdup_printf (_ ("%s now makes vectors of %u numbers, not of %u as before; forget "
                                 "what was learned of it to use them"),
                                 model, now, before);

  return chl_failure_new_own (CHL_FAILURE_PROTOCOL, sentence);
}

/* What was seen for the first time: how long its vectors are by themselves, how many go at once. */
static void
learn (ChlEngine *engine,
       Embedding *self)
{
  const char *model = self->request->model;

  if (self->request->dimensions == 0)
    chl_exchange_learn_number (engine, self->provider, model, CHL_LESSON_DIMENSIONS,
                               chl_vectors_get_n_dimensions (self->vectors));
  if (self->is_counted)
    chl_exchange_learn_number (engine, self->provider, model, CHL_LESSON_BATCH, self->most);
  self->is_counted = FALSE;
}

static void
take_vectors (ChlEngine *engine,
              Embedding *self)
{
  ChlVectors *vectors = self->exchange->vectors;

  if (self->vectors == NULL)
    self->vectors = chl_vectors_new (chl_vectors_get_n_dimensions (vectors));
  chl_vectors_join (self->vectors, vectors);
  self->next += self->n_inputs;
  learn (engine, self);
}

static void
exchanged_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlMessage) piece = NULL;
  g_autoptr(ChlFailure) changed = NULL;
  ChlEngine        *engine = g_task_get_source_object (task);
  Embedding        *self = g_task_get_task_data (task);
  const ChlFailure *failure;

  chl_exchange_run_finish (CHL_EXCHANGE (object), result, NULL);
  piece = g_steal_pointer (&self->piece);
  failure = chl_message_get_failure (piece);
  add_usage (&self->usage, chl_message_get_usage (piece));

  if (failure != NULL && self->n_inputs > 1 && chl_embedding_wants_fewer (failure))
    {
      self->most = self->n_inputs / 2;
      self->is_counted |= chl_embedding_is_about_number (failure);
      send_next (task);
      return;
    }

  if (failure != NULL)
    {
      fail_piece (task, failure);
      return;
    }

  if (self->exchange->vectors == NULL)
    {
      chl_message_set_finish (self->answer, CHL_FINISH_CANCELLED, NULL);
      end (task);
      return;
    }

  if ((changed = check_dimensions (self)) != NULL)
    {
      fail (task, changed);
      return;
    }

  take_vectors (engine, self);
  if (self->next < self->request->inputs->len)
    {
      send_next (task);
      return;
    }

  chl_message_set_finish (self->answer, CHL_FINISH_STOP, NULL);
  end (task);
}

static ChlQuestion
make_question (ChlEmbeddingRequest *request,
               guint                first,
               guint                n_inputs)
{
  return (ChlQuestion){
    .operation = CHL_OPERATION_EMBEDDINGS,
    .model = request->model,
    .embedding = request,
    .first_input = first,
    .n_inputs = n_inputs,
    .n_dimensions = (guint) CLAMP (request->dimensions, 0, G_MAXINT),
  };
}

static void
send_next (GTask *task)
{
  Embedding    *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  ChlQuestion   question;

  self->n_inputs = count_batch (self->request, self->next, self->most);
  question = make_question (self->request, self->next, self->n_inputs);
  if (self->vectors != NULL)
    question.n_dimensions = chl_vectors_get_n_dimensions (self->vectors);

  g_clear_object (&self->exchange);
  self->exchange = chl_exchange_new_for (g_task_get_source_object (task), self->provider,
                                         CHL_ROLE_EMBEDDING, &question);
  self->piece = chl_message_new ("vectors", CHL_AUTHOR_ASSISTANT, 0);
  chl_exchange_run_async (self->exchange, self->piece, cancellable, exchanged_cb,
                          g_object_ref (task));
}

/* Not every model can be asked for a length; one that is its own need not be asked for. */
static gint64
find_dimensions (ChlEngine   *engine,
                 ChlProvider *provider,
                 const char  *model_id)
{
  ChlModel              *model = chl_provider_find_model (provider, model_id);
  const ChlCapabilities *overrides = model != NULL ? chl_model_get_overrides (model) : NULL;
  gint64                 typed = 0;
  gint64                 own = 0;
  g_autoptr(JsonNode) below = NULL;

  if (overrides != NULL)
    typed = chl_capabilities_get_int (overrides, CHL_FIELD_EMBEDDING_DIMENSIONS);
  if (typed <= 0 || typed == chl_lessons_get_number (provider, model_id, CHL_LESSON_DIMENSIONS))
    return 0;

  below = chl_knowledge_dup_without_person (engine, provider, model, CHL_FIELD_EMBEDDING_DIMENSIONS,
                                            NULL);
  chl_json_get_int64 (below, "", &own);

  return typed != own ? typed : 0;
}

static void
complete_request (ChlEngine           *engine,
                  ChlProvider         *provider,
                  ChlEmbeddingRequest *request,
                  const ChlQuirks     *quirks)
{
  request->encoding = quirks->embeds_base64 ? CHL_VECTOR_BASE64 : CHL_VECTOR_FLOAT;
  if (request->dimensions == 0)
    request->dimensions = find_dimensions (engine, provider, request->model);
}

/**
 * chl_embed_async:
 * @engine: the engine
 * @provider: whom to ask
 * @request: (transfer full): the texts
 * @answer: tells how it went
 * @cancellable: (nullable): stops it
 * @callback: (scope async): called when it is over
 * @user_data: closure for @callback
 *
 * Makes vectors of texts. They go in as many requests as it takes; where a server finds them too
 * many, in more. If one of the requests fails there are no vectors.
 */
void
chl_embed_async (ChlEngine           *engine,
                 ChlProvider         *provider,
                 ChlEmbeddingRequest *request,
                 ChlMessage          *answer,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  const ChlQuirks *quirks;
  Embedding       *self;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (request != NULL);
  g_return_if_fail (CHL_IS_MESSAGE (answer));

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_embed_async);
  g_task_set_check_cancellable (task, FALSE);

  quirks = chl_provider_get_quirks (provider, request->model);
  complete_request (engine, provider, request, quirks);
  self = g_new0 (Embedding, 1);
  self->provider = g_object_ref (provider);
  self->request = request;
  self->answer = g_object_ref (answer);
  self->usage.cost = -1;
  self->most = get_most (provider, request->model, quirks);
  g_task_set_task_data (task, self, (GDestroyNotify) embedding_free);

  chl_message_set_source (answer, chl_provider_get_id (provider), request->model,
                          chl_protocol_choice_for (provider, request->model,
                                                   CHL_OPERATION_EMBEDDINGS));
  chl_message_begin (answer);

  if (!check_inputs (request, &error))
    {
      g_autoptr(ChlFailure) failure = chl_failure_new_from_error (error);

      fail (task, failure);
      return;
    }

  send_next (task);
}

/**
 * chl_embed_finish:
 * @engine: the engine
 * @result: what the callback was given
 * @error: (out) (optional): %G_IO_ERROR_CANCELLED, %CHL_ERROR_INVALID for an empty text,
 *   %CHL_ERROR_TOO_LONG with the place of the text, %CHL_ERROR_PROTOCOL where the vectors are not
 *   what was asked for, or what any exchange fails with
 *
 * Returns: (transfer full) (nullable): the vectors, in the order of the texts
 */
ChlVectors *
chl_embed_finish (ChlEngine    *engine,
                  GAsyncResult *result,
                  GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_embed_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chl_embed_describe:
 * @engine: the engine
 * @provider: whom to ask
 * @request: the texts
 * @error: (out) (optional): why it could not be sent
 *
 * Returns: (transfer full) (nullable): the first request that would be sent, with secrets left out
 */
JsonNode *
chl_embed_describe (ChlEngine           *engine,
                    ChlProvider         *provider,
                    ChlEmbeddingRequest *request,
                    GError             **error)
{
  const ChlQuirks *quirks;
  ChlQuestion      question;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  if (!check_inputs (request, error))
    return NULL;

  quirks = chl_provider_get_quirks (provider, request->model);
  complete_request (engine, provider, request, quirks);
  question = make_question (request, 0, count_batch (request, 0, get_most (provider, request->model, quirks)));

  return chl_exchange_describe_question (engine, provider, &question, error);
}
