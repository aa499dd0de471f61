/* chl-exchange.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-exchange"

#include "config.h"

#include "chl-exchange.h"

#include "chl-advice.h"
#include "chl-engine-private.h"
#include "chl-exchange-private.h"
#include "chl-program-provider.h"

G_DEFINE_FINAL_TYPE (ChlExchange, chl_exchange, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_ATTEMPT,
  PROP_RETRY_AT_US,
} ChlExchangeProperty;

static GParamSpec *properties[PROP_RETRY_AT_US + 1];

void
chl_exchange_set_state (ChlExchange     *self,
                        ChlExchangeState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
chl_exchange_set_retry_at (ChlExchange *self,
                           gint64       time_us)
{
  if (self->retry_at_us == time_us)
    return;

  self->retry_at_us = time_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_AT_US]);
}

void
chl_exchange_set_attempt (ChlExchange *self,
                          guint        attempt)
{
  self->attempt = attempt;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTEMPT]);
}

/* Leaves nothing out because of what is known of the model: that is to be found out. */
void
chl_exchange_ask_all (ChlExchange *self)
{
  self->question.asks_all = TRUE;
}

/* How often it is tried at most; before it runs. */
void
chl_exchange_set_max_attempts (ChlExchange *self,
                               guint        max_attempts)
{
  self->max_attempts = max_attempts;
}

/* Lets go of what one attempt needed. */
void
chl_exchange_clear_attempt (ChlExchange *self)
{
  chl_clock_clear_timeout (&self->retry_source);
  g_clear_pointer (&self->session, chl_program_session_free);
  g_clear_pointer (&self->reader, chl_claude_reader_free);
  g_clear_pointer (&self->decoder, chl_decoder_free);
  g_clear_pointer (&self->call, chl_http_call_free);
  g_clear_pointer (&self->mask, chl_mask_free);
}

/* A provider's state follows from what it answered last, good or bad. */
void
chl_exchange_judge_provider (ChlExchange *self)
{
  const ChlFailure *failure = chl_message_get_failure (self->answer);
  ChlProviderState  state = CHL_PROVIDER_CONNECTED;
  g_autoptr(ChlAdvice) advice = NULL;

  if (failure != NULL)
    {
      state = chl_advice_get_state (failure);
      advice = chl_advice_for_failure (failure, chl_provider_get_title (self->provider), NULL);
    }
  else if (chl_message_get_finish (self->answer) == CHL_FINISH_CANCELLED)
    return;

  if (state != CHL_PROVIDER_UNCHECKED)
    chl_provider_set_state (self->provider, state, advice != NULL ? advice->sentence : NULL,
                            chl_clock_get_real_us (chl_engine_get_parts (self->engine)->clock));
}

static void
chl_exchange_dispose (GObject *object)
{
  ChlExchange *self = CHL_EXCHANGE (object);

  chl_exchange_clear_attempt (self);
  g_clear_object (&self->answer);
  g_clear_object (&self->task);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_exchange_parent_class)->dispose (object);
}

static void
chl_exchange_finalize (GObject *object)
{
  ChlExchange *self = CHL_EXCHANGE (object);

  chl_question_clear (&self->question);
  g_clear_pointer (&self->vectors, chl_vectors_unref);
  g_clear_pointer (&self->failure, chl_failure_free);

  G_OBJECT_CLASS (chl_exchange_parent_class)->finalize (object);
}

static void
chl_exchange_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ChlExchange *self = CHL_EXCHANGE (object);

  switch ((ChlExchangeProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      return;

    case PROP_ATTEMPT:
      g_value_set_uint (value, self->attempt);
      return;

    case PROP_RETRY_AT_US:
      g_value_set_int64 (value, self->retry_at_us);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_exchange_class_init (ChlExchangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_exchange_dispose;
  object_class->finalize = chl_exchange_finalize;
  object_class->get_property = chl_exchange_get_property;

  /**
   * ChlExchange:state:
   *
   * A #ChlExchangeState.
   */
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, CHL_EXCHANGE_ENDED, CHL_EXCHANGE_IDLE,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlExchange:attempt:
   *
   * Which try this is, counted from 1.
   */
  properties[PROP_ATTEMPT] =
    g_param_spec_uint ("attempt", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlExchange:retry-at-us:
   *
   * When the next try begins, microseconds of the real clock; 0 unless it waits for one.
   */
  properties[PROP_RETRY_AT_US] =
    g_param_spec_int64 ("retry-at-us", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_exchange_init (ChlExchange *self)
{
  self->max_attempts = CHL_EXCHANGE_MAX_ATTEMPTS;
}

/* What is owned by @question is the exchange's. */
ChlExchange *
chl_exchange_new_for (ChlEngine         *engine,
                      ChlProvider       *provider,
                      ChlRole            role,
                      const ChlQuestion *question)
{
  ChlExchange *self = g_object_new (CHL_TYPE_EXCHANGE, NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->role = role;
  self->question = *question;

  return self;
}

/* What nobody else said, the person may have set for this model. */
static void
fill_in (ChlProvider *provider,
         ChlRequest  *request)
{
  ChlModel *model = chl_provider_find_model (provider, request->model);

  if (model != NULL)
    chl_model_fill_request (model, request);
}

/**
 * chl_exchange_new:
 * @engine: the engine
 * @provider: whom to ask
 * @role: the kind of work it is, for the ledger
 * @request: (transfer full): what to ask
 *
 * Returns: (transfer full): an exchange that has not begun
 */
ChlExchange *
chl_exchange_new (ChlEngine   *engine,
                  ChlProvider *provider,
                  ChlRole      role,
                  ChlRequest  *request)
{
  ChlQuestion question = { .operation = CHL_OPERATION_CHAT, .request = request };

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  question.model = request->model;
  g_free (request->provider_id);
  request->provider_id = g_strdup (chl_provider_get_id (provider));
  fill_in (provider, request);

  return chl_exchange_new_for (engine, provider, role, &question);
}

/**
 * chl_exchange_new_completion:
 * @engine: the engine
 * @provider: whom to ask
 * @role: the kind of work it is, for the ledger
 * @completion: (transfer full): the text whose gap is to be filled
 *
 * Returns: (transfer full): an exchange that has not begun
 */
ChlExchange *
chl_exchange_new_completion (ChlEngine     *engine,
                             ChlProvider   *provider,
                             ChlRole        role,
                             ChlCompletion *completion)
{
  ChlQuestion question = { .operation = CHL_OPERATION_COMPLETIONS, .completion = completion };

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (completion != NULL, NULL);

  question.model = completion->model;

  return chl_exchange_new_for (engine, provider, role, &question);
}

/* What is asked, of a turn of a conversation. */
ChlRequest *
chl_exchange_get_request (ChlExchange *self)
{
  return self->question.request;
}

ChlExchangeState
chl_exchange_get_state (ChlExchange *self)
{
  g_return_val_if_fail (CHL_IS_EXCHANGE (self), CHL_EXCHANGE_IDLE);

  return self->state;
}

guint
chl_exchange_get_attempt (ChlExchange *self)
{
  g_return_val_if_fail (CHL_IS_EXCHANGE (self), 0);

  return self->attempt;
}

gint64
chl_exchange_get_retry_at_us (ChlExchange *self)
{
  g_return_val_if_fail (CHL_IS_EXCHANGE (self), 0);

  return self->retry_at_us;
}

/**
 * chl_exchange_get_last_failure:
 * @self: an exchange
 *
 * Returns: (transfer none) (nullable): why the last attempt failed, while it waits for the next
 */
const ChlFailure *
chl_exchange_get_last_failure (ChlExchange *self)
{
  g_return_val_if_fail (CHL_IS_EXCHANGE (self), NULL);

  return self->failure;
}

/**
 * chl_exchange_describe:
 * @self: an exchange
 * @error: (out) (optional): why it could not be sent
 *
 * Returns: (transfer full) (nullable): what would be sent, with secrets left out:
 *   {"method","url","headers","body"}; of a program {"program","argv","stdin","system"}
 */
JsonNode *
chl_exchange_describe (ChlExchange *self,
                       GError     **error)
{
  g_return_val_if_fail (CHL_IS_EXCHANGE (self), NULL);

  if (chl_provider_get_program (self->provider) != NULL && self->question.request != NULL)
    return chl_exchange_describe_program (self->engine, self->provider, self->question.request,
                                          error);

  return chl_exchange_describe_question (self->engine, self->provider, &self->question, error);
}
