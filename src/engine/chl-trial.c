/* chl-trial.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-trial"

#include "config.h"

#include "chl-trial.h"

#include "chl-ask.h"
#include "chl-price.h"

/* Tokens. Enough for a sentence, also from a model that thinks a little first. */
#define ANSWER_TOKENS 256

/* Microseconds. What comes in less than this came at once, and tells nothing of speed. */
#define MIN_SPAN 10000

#define QUESTION "Say hello in one short sentence."
#define BEGINNING "The three primary colours are red, yellow and"

struct _ChlTrial
{
  GObject parent_instance;

  ChlEngine   *engine;   /* (owned) */
  ChlProvider *provider; /* (owned) */
  ChlModel    *model;    /* (owned) */
  ChlAsked    *asked;    /* (owned) (nullable) until it ran */
  char        *text;     /* (owned) (nullable) */
  ChlAdvice   *advice;   /* (owned) (nullable) */
  GError      *problem;  /* (owned) (nullable) */
  gboolean     is_running;
  gboolean     is_answering;
};

G_DEFINE_FINAL_TYPE (ChlTrial, chl_trial, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_RUNNING = 1,
  PROP_IS_ANSWERING,
} ChlTrialProperty;

static GParamSpec *properties[PROP_IS_ANSWERING + 1];

static void
set_flag (ChlTrial        *self,
          gboolean        *flag,
          gboolean         value,
          ChlTrialProperty property)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_running (ChlTrial *self,
             gboolean  is_running)
{
  set_flag (self, &self->is_answering, FALSE, PROP_IS_ANSWERING);
  set_flag (self, &self->is_running, is_running, PROP_IS_RUNNING);
}

static void
clear_outcome (ChlTrial *self)
{
  g_clear_pointer (&self->asked, chl_asked_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->advice, chl_advice_free);
  g_clear_error (&self->problem);
}

static void
chl_trial_dispose (GObject *object)
{
  ChlTrial *self = CHL_TRIAL (object);

  clear_outcome (self);
  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_trial_parent_class)->dispose (object);
}

static void
chl_trial_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  ChlTrial *self = CHL_TRIAL (object);

  switch ((ChlTrialProperty) prop_id)
    {
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->is_running);
      return;

    case PROP_IS_ANSWERING:
      g_value_set_boolean (value, self->is_answering);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_trial_class_init (ChlTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_trial_dispose;
  object_class->get_property = chl_trial_get_property;

  /**
   * ChlTrial:is-running:
   *
   * Whether the request is under way.
   */
  properties[PROP_IS_RUNNING] =
    g_param_spec_boolean ("is-running", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlTrial:is-answering:
   *
   * Whether the first piece of the answer is there, and the last is not.
   */
  properties[PROP_IS_ANSWERING] =
    g_param_spec_boolean ("is-answering", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_trial_init (ChlTrial *self)
{
}

/**
 * chl_trial_new:
 * @engine: the engine
 * @provider: whose model it is
 * @model: which one
 *
 * Returns: (transfer full): a trial that has not run
 */
ChlTrial *
chl_trial_new (ChlEngine   *engine,
               ChlProvider *provider,
               ChlModel    *model)
{
  ChlTrial *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  self = g_object_new (CHL_TYPE_TRIAL, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->model = g_object_ref (model);

  return self;
}

/* The kind of work that the model is tried with: chat, completion or embedding. */
ChlRole
chl_trial_get_role (ChlTrial *self)
{
  ChlModelUse use;

  g_return_val_if_fail (CHL_IS_TRIAL (self), CHL_ROLE_CHAT);

  use = chl_model_get_use (self->model);
  if ((use & CHL_MODEL_USE_CHAT) != 0 || use == 0)
    return CHL_ROLE_CHAT;

  return (use & CHL_MODEL_USE_COMPLETION) != 0 ? CHL_ROLE_COMPLETION : CHL_ROLE_EMBEDDING;
}

gboolean
chl_trial_is_running (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), FALSE);

  return self->is_running;
}

gboolean
chl_trial_is_answering (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), FALSE);

  return self->is_answering;
}

static void
state_cb (ChlTrial    *self,
          GParamSpec  *pspec,
          ChlExchange *exchange)
{
  gboolean is_answering = chl_exchange_get_state (exchange) == CHL_EXCHANGE_STREAMING;

  set_flag (self, &self->is_answering, self->is_running && is_answering, PROP_IS_ANSWERING);
}

static ChlExchange *
build_exchange (ChlTrial *self)
{
  const char    *model = chl_model_get_id (self->model);
  ChlCompletion *completion;
  ChlRequest    *request;

  switch ((guint) chl_trial_get_role (self))
    {
    case CHL_ROLE_EMBEDDING:
      return chl_ask_new_embedding (self->engine, self->provider, model, QUESTION);

    case CHL_ROLE_COMPLETION:
      completion = chl_completion_new (model, BEGINNING, NULL);
      completion->max_output = ANSWER_TOKENS;
      completion->stream = TRUE;
      return chl_ask_new_completion (self->engine, self->provider, completion);

    default:
      request = chl_ask_new_request (self->engine, model, QUESTION, NULL);
      request->max_output = ANSWER_TOKENS;
      return chl_ask_new_chat (self->engine, self->provider, request);
    }
}

static void
take_asked (ChlTrial *self,
            ChlAsked *asked)
{
  const ChlFailure *failure = chl_message_get_failure (asked->answer);

  self->asked = asked;
  self->text = chl_message_dup_text (asked->answer);
  if (failure == NULL)
    return;

  self->advice = chl_advice_for_failure (failure, chl_provider_get_title (self->provider),
                                         chl_model_get_id (self->model));
  self->problem = chl_failure_to_error (failure);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  ChlTrial *self = g_task_get_source_object (task);
  ChlAsked *asked = chl_ask_finish (CHL_EXCHANGE (object), result, &error);

  if (asked != NULL)
    take_asked (self, asked);
  set_running (self, FALSE);

  if (asked != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * chl_trial_run_async:
 * @self: a trial that does not run
 * @cancellable: (nullable): stops it; the connection is closed at once
 * @callback: (scope async): called when it is over
 * @user_data: closure for @callback
 *
 * Sends the request, once: what fails is not tried again, and told.
 */
void
chl_trial_run_async (ChlTrial           *self,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr(ChlExchange) exchange = NULL;
  GTask *task;

  g_return_if_fail (CHL_IS_TRIAL (self));
  g_return_if_fail (!self->is_running);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_trial_run_async);
  g_task_set_check_cancellable (task, FALSE);

  clear_outcome (self);
  set_running (self, TRUE);
  exchange = build_exchange (self);
  g_signal_connect_object (exchange, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  chl_ask_async (exchange, cancellable, asked_cb, task);
}

/**
 * chl_trial_run_finish:
 * @self: a trial
 * @result: what the callback was given
 * @error: (out) (optional): %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if it ran to its end, which chl_trial_get_advice() may say was a bad one
 */
gboolean
chl_trial_run_finish (ChlTrial     *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_trial_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * chl_trial_get_first_token_ms:
 * @self: a trial
 *
 * Returns: milliseconds from when the request went out to the first piece of the answer, be it a
 *   thought; -1 where nothing came, and of vectors, which come whole
 */
gint64
chl_trial_get_first_token_ms (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), -1);

  return self->asked != NULL && self->asked->first_us >= 0 ? self->asked->first_us / 1000 : -1;
}

/* Milliseconds to the end of the answer; -1 without one. */
gint64
chl_trial_get_total_ms (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), -1);

  return self->asked != NULL && self->problem == NULL ? self->asked->total_us / 1000 : -1;
}

/* Thoughts that were not shown were thought before the first piece came. */
static gint64
count_shown_tokens (ChlTrial       *self,
                    const ChlUsage *usage)
{
  g_autofree char *thoughts = chl_message_dup_reasoning (self->asked->answer);

  return thoughts == NULL || *thoughts == '\0' ? usage->output - usage->reasoning : usage->output;
}

/**
 * chl_trial_get_speed:
 * @self: a trial
 *
 * Returns: tokens in a second that the model wrote, by the server's own clock if it tells, else
 *   from the first piece on; of an answer that came all at once, from when it was asked for.
 *   Negative where nobody counted them.
 */
double
chl_trial_get_speed (ChlTrial *self)
{
  const ChlUsage *usage = chl_trial_get_usage (self);
  gint64          n_tokens;
  gint64          span_us;

  if (usage == NULL || usage->output <= 0 || self->problem != NULL)
    return -1;
  if (usage->output_us > 0)
    return (double) usage->output * G_USEC_PER_SEC / (double) usage->output_us;

  n_tokens = count_shown_tokens (self, usage);
  span_us = self->asked->total_us - self->asked->first_us;
  if (!self->asked->is_streamed || self->asked->first_us < 0 || span_us < MIN_SPAN)
    {
      n_tokens = usage->output;
      span_us = self->asked->total_us;
    }

  return n_tokens > 0 && span_us > 0 ? (double) n_tokens * G_USEC_PER_SEC / (double) span_us : -1;
}

/* (transfer none) (nullable): what it took, where the server says so. */
const ChlUsage *
chl_trial_get_usage (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), NULL);

  return self->asked != NULL ? chl_message_get_usage (self->asked->answer) : NULL;
}

/**
 * chl_trial_get_cost:
 * @self: a trial
 * @out_currency: (out) (transfer none): ISO 4217; "" if unknown
 * @out_is_notional: (out): nobody need be billed for it
 *
 * Returns: what the server says that it cost, else what it comes to by the price that is known of
 *   the model; negative where neither is known
 */
double
chl_trial_get_cost (ChlTrial    *self,
                    const char **out_currency,
                    gboolean    *out_is_notional)
{
  const ChlUsage *usage = chl_trial_get_usage (self);
  JsonNode       *price;
  double          cost = -1;

  g_return_val_if_fail (out_currency != NULL && out_is_notional != NULL, -1);

  *out_currency = "USD";
  *out_is_notional = FALSE;
  if (usage == NULL)
    return -1;

  if (usage->cost >= 0)
    {
      *out_currency = usage->currency;
      *out_is_notional = usage->is_notional;
      return usage->cost;
    }

  price = chl_capabilities_get (chl_model_get_capabilities (self->model), CHL_FIELD_PRICE, NULL);

  return chl_price_get_cost (price, usage, &cost) ? cost : -1;
}

/* Whether it is paid for by the month, as far as anybody says. */
gboolean
chl_trial_is_included (ChlTrial *self)
{
  const ChlUsage *usage;

  g_return_val_if_fail (CHL_IS_TRIAL (self), FALSE);

  usage = chl_trial_get_usage (self);

  return usage != NULL && usage->cost < 0 &&
         chl_price_is_subscription (chl_capabilities_get (chl_model_get_capabilities (self->model),
                                                          CHL_FIELD_PRICE, NULL));
}

/* (transfer none) (nullable): what the model said, as far as it came. */
const char *
chl_trial_get_text (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), NULL);

  return self->text;
}

ChlFinish
chl_trial_get_finish (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), CHL_FINISH_NONE);

  return self->asked != NULL ? chl_message_get_finish (self->asked->answer) : CHL_FINISH_NONE;
}

guint
chl_trial_get_n_dimensions (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), 0);

  return self->asked != NULL && self->asked->vectors != NULL
           ? chl_vectors_get_n_dimensions (self->asked->vectors)
           : 0;
}

const ChlAdvice *
chl_trial_get_advice (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), NULL);

  return self->advice;
}

const GError *
chl_trial_get_problem (ChlTrial *self)
{
  g_return_val_if_fail (CHL_IS_TRIAL (self), NULL);

  return self->problem;
}
