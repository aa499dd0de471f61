/* chl-complete.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-complete"

#include "config.h"

#include "chl-complete.h"

#include "chl-completion-lesson.h"
#include "chl-engine-private.h"
#include "chl-exchange-private.h"
#include "chl-fill-in-chat.h"
#include "chl-knowledge-private.h"
#include "chl-lessons.h"
#include "chl-model-defaults.h"
#include "chl-model-listing.h"

/* Of a model that is only talked to, whatever else its server has. */
#define NO_COMPLETIONS CHL_LESSON_WITHOUT "completions"

/**
 * Gap:
 * @provider: (owned): whom to ask
 * @completion: (owned): what to fill in
 * @answer: (owned): tells how it goes
 * @filling: how it is asked for
 * @was_refused: another way was closed, which is worth remembering if this one is not
 * @exchange: (owned) (nullable): in which it is asked for
 * @turn: (owned) (nullable): what is answered in a conversation
 */
typedef struct
{
  ChlProvider   *provider;
  ChlCompletion *completion;
  ChlMessage    *answer;
  ChlFilling     filling;
  gboolean       was_refused;
  ChlExchange   *exchange;
  ChlMessage    *turn;
} Gap;

static void
gap_free (Gap *self)
{
  g_clear_object (&self->exchange);
  g_clear_object (&self->turn);
  g_object_unref (self->answer);
  g_object_unref (self->provider);
  chl_completion_free (self->completion);
  g_free (self);
}

/* What nobody else said, the person may have set for this model. */
static void
fill_in (ChlProvider   *provider,
         ChlCompletion *completion)
{
  ChlModel *model = chl_provider_find_model (provider, completion->model);

  if (model != NULL)
    chl_model_fill_completion (model, completion);
}

static ChlQuestion
make_question (ChlCompletion *completion)
{
  return (ChlQuestion){
    .operation = CHL_OPERATION_COMPLETIONS,
    .model = completion->model,
    .completion = completion,
  };
}

/* Whether it can be talked to; of what is not in the list the table of models tells, or the name. */
static gboolean
is_for_chat (ChlEngine   *engine,
             ChlProvider *provider,
             const char  *model_id)
{
  ChlModel   *model = chl_provider_find_model (provider, model_id);
  ChlModelUse use = 0;

  use = model != NULL ? chl_model_get_use (model)
                      : chl_knowledge_find_use_of (engine, provider, model_id);
  if (use == 0 && model == NULL)
    use = chl_model_listing_guess_use (model_id);

  return use == 0 || (use & CHL_MODEL_USE_CHAT) != 0;
}

static gboolean
has_completions (ChlProvider *provider,
                 const char  *model)
{
  const char *const *lessons = chl_lessons_get (provider, model);
  g_autofree char   *address = chl_provider_dup_url (provider, CHL_OPERATION_COMPLETIONS);

  return address != NULL && (lessons == NULL || !g_strv_contains (lessons, NO_COMPLETIONS));
}

/* The first way there is; in a conversation only if there is no other. */
static ChlFilling
choose (ChlEngine     *engine,
        ChlProvider   *provider,
        ChlCompletion *completion)
{
  ChlQuestion question = make_question (completion);
  ChlFilling  filling = chl_exchange_get_filling (provider, &question);
  gboolean    is_possible = filling != CHL_FILLING_NONE && has_completions (provider, completion->model);

  return !is_possible && is_for_chat (engine, provider, completion->model) ? CHL_FILLING_CHAT : filling;
}

static void
end (GTask *task)
{
  Gap *self = g_task_get_task_data (task);

  g_task_return_int (task, self->filling);
}

/* What of the answer belongs into the gap, and how it ended. */
static void
take_turn (Gap *self)
{
  g_autofree char *text = chl_message_dup_text (self->turn);
  g_autofree char *inner = chl_fill_in_chat_dup_text (self->completion, text);
  g_autoptr(ChlPart) part = NULL;

  if (*inner != '\0')
    {
      part = chl_part_new_text (inner);
      chl_message_add_part (self->answer, part);
    }

  chl_message_set_first_token_us (self->answer, chl_message_get_first_token_us (self->turn));
  chl_message_set_completed_us (self->answer, chl_message_get_completed_us (self->turn));
  chl_message_set_usage (self->answer, chl_message_get_usage (self->turn));
  chl_message_set_failure (self->answer, chl_message_get_failure (self->turn));
  chl_message_set_finish (self->answer, chl_message_get_finish (self->turn),
                          chl_message_get_raw_finish (self->turn));
}

static void
talked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  ChlEngine *engine = g_task_get_source_object (task);
  Gap       *self = g_task_get_task_data (task);

  chl_exchange_run_finish (CHL_EXCHANGE (object), result, NULL);
  take_turn (self);
  if (self->was_refused && chl_message_get_failure (self->answer) == NULL)
    chl_exchange_learn (engine, self->provider, self->completion->model, NO_COMPLETIONS);

  end (task);
}

/* Nothing of it is shown before it is whole: what must go is known only then. */
static void
talk (GTask *task)
{
  ChlEngine    *engine = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Gap          *self = g_task_get_task_data (task);
  const char   *model = self->completion->model;

  self->filling = CHL_FILLING_CHAT;
  self->turn = chl_message_new ("gap", CHL_AUTHOR_ASSISTANT, 0);
  chl_message_clear (self->answer);
  chl_message_set_source (self->answer, chl_provider_get_id (self->provider), model,
                          chl_provider_get_protocol (self->provider, model));
  chl_message_begin (self->answer);

  g_clear_object (&self->exchange);
  self->exchange = chl_exchange_new (engine, self->provider, CHL_ROLE_COMPLETION,
                                     chl_fill_in_chat_new_request (self->completion));
  chl_exchange_run_async (self->exchange, self->turn, cancellable, talked_cb, g_object_ref (task));
}

static void
filled_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  ChlEngine        *engine = g_task_get_source_object (task);
  Gap              *self = g_task_get_task_data (task);
  ChlQuestion       question = make_question (self->completion);
  const ChlFailure *failure;

  chl_exchange_run_finish (CHL_EXCHANGE (object), result, NULL);
  failure = chl_message_get_failure (self->answer);
  if (failure != NULL && !chl_message_has_content (self->answer) &&
      chl_completion_wants_chat (failure) && is_for_chat (engine, self->provider, self->completion->model))
    {
      self->was_refused = TRUE;
      talk (task);
      return;
    }

  /* It may have been another one than was begun with, after a refusal. */
  self->filling = chl_exchange_get_filling (self->provider, &question);
  end (task);
}

/**
 * chl_complete_async:
 * @engine: the engine
 * @provider: whom to ask
 * @completion: (transfer full): the text whose gap is to be filled
 * @answer: the message that grows; begun by this call
 * @cancellable: (nullable): stops it; the connection is closed at once
 * @callback: (scope async): called when it is over
 * @user_data: closure for @callback
 *
 * Fills a gap: as the server does it, else with the model's own tokens. Where there is neither, and
 * where it turns out that there are no completions of this model, the model is asked as in a
 * conversation, if it is one to talk to; then the text comes at once, when it is whole.
 */
void
chl_complete_async (ChlEngine          *engine,
                    ChlProvider        *provider,
                    ChlCompletion      *completion,
                    ChlMessage         *answer,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Gap *self;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (completion != NULL);
  g_return_if_fail (CHL_IS_MESSAGE (answer));

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_complete_async);
  g_task_set_check_cancellable (task, FALSE);

  self = g_new0 (Gap, 1);
  self->provider = g_object_ref (provider);
  self->completion = completion;
  fill_in (provider, completion);
  self->answer = g_object_ref (answer);
  self->filling = choose (engine, provider, completion);
  g_task_set_task_data (task, self, (GDestroyNotify) gap_free);

  if (self->filling == CHL_FILLING_CHAT)
    {
      talk (task);
      return;
    }

  self->exchange = chl_exchange_new_completion (engine, provider, CHL_ROLE_COMPLETION,
                                                chl_completion_copy (completion));
  chl_exchange_run_async (self->exchange, answer, cancellable, filled_cb, g_object_ref (task));
}

/**
 * chl_complete_finish:
 * @engine: the engine
 * @result: what the callback was given
 *
 * Returns: how the gap was asked for in the end; how that went is in the answer
 */
ChlFilling
chl_complete_finish (ChlEngine    *engine,
                     GAsyncResult *result)
{
  gssize filling;

  g_return_val_if_fail (g_task_is_valid (result, engine), CHL_FILLING_NONE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_complete_async), CHL_FILLING_NONE);

  filling = g_task_propagate_int (G_TASK (result), NULL);

  return (ChlFilling) filling;
}

/**
 * chl_complete_describe:
 * @engine: the engine
 * @provider: whom to ask
 * @completion: the text whose gap is to be filled
 * @error: (out) (optional): why it could not be sent
 *
 * Returns: (transfer full) (nullable): what would be sent first, with secrets left out
 */
JsonNode *
chl_complete_describe (ChlEngine     *engine,
                       ChlProvider   *provider,
                       ChlCompletion *completion,
                       GError       **error)
{
  g_autoptr(ChlExchange) exchange = NULL;
  g_autoptr(ChlCompletion) filled = NULL;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (completion != NULL, NULL);

  filled = chl_completion_copy (completion);
  fill_in (provider, filled);
  if (choose (engine, provider, filled) == CHL_FILLING_CHAT)
    exchange = chl_exchange_new (engine, provider, CHL_ROLE_COMPLETION,
                                 chl_fill_in_chat_new_request (filled));
  else
    exchange = chl_exchange_new_completion (engine, provider, CHL_ROLE_COMPLETION,
                                            g_steal_pointer (&filled));

  return chl_exchange_describe (exchange, error);
}
