/* chl-exchange-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-call.h"
#include "chl-claude-reader.h"
#include "chl-exchange.h"
#include "chl-program-session.h"
#include "chl-protocol.h"

G_BEGIN_DECLS

/**
 * ChlQuestion:
 * @operation: which of the following it is
 * @model: (unowned): the provider's own id of the model
 * @request: (owned) (nullable): for %CHL_OPERATION_CHAT
 * @completion: (owned) (nullable): for %CHL_OPERATION_COMPLETIONS
 * @embedding: (unowned) (nullable): for %CHL_OPERATION_EMBEDDINGS
 * @first_input: the first of its texts that are asked about
 * @n_inputs: how many of them
 * @n_dimensions: how long the vectors must be; 0: nobody knows yet
 * @lessons: (owned) (nullable): what was learned of the model while it was asked
 * @asks_all: nothing is left out because of what is known of the model
 *
 * What an exchange asks.
 */
typedef struct
{
  ChlOperation         operation;
  const char          *model;
  ChlRequest          *request;
  ChlCompletion       *completion;
  ChlEmbeddingRequest *embedding;
  guint                first_input;
  guint                n_inputs;
  guint                n_dimensions;
  char               **lessons;
  gboolean             asks_all;
} ChlQuestion;

/*
 * Shared by chl-exchange.c, which is the object, chl-exchange-run.c, which is how it goes, and
 * chl-exchange-program.c, which is how it goes where a program carries it.
 */
struct _ChlExchange
{
  GObject parent_instance;

  ChlEngine       *engine;   /* (owned) */
  ChlProvider     *provider; /* (owned) */
  ChlQuestion      question;
  ChlRole          role;
  ChlExchangeState state;
  guint            attempt; /* counted from 1 */
  guint            max_attempts;
  gint64           retry_at_us; /* real time; 0 unless it waits */
  ChlFailure      *failure;     /* (owned) (nullable) of the last attempt */

  ChlVectors  *vectors;      /* (owned) (nullable) what its texts became */
  GTask       *task;         /* (owned) (nullable) while it runs */
  ChlMessage  *answer;       /* (owned) (nullable) while it runs */
  ChlHttpCall *call;         /* (owned) (nullable) */
  ChlMask     *mask;         /* (owned) (nullable) of the call: what it carries that is secret */
  ChlDecoder  *decoder;      /* (owned) (nullable) of this attempt */
  GSource     *retry_source; /* (owned) (nullable) */

  ChlProgramSession *session; /* (owned) (nullable) where a program carries it */
  ChlClaudeReader   *reader;  /* (owned) (nullable) of what it says */

  gulong cancelled_id;
  gint64 began_us;
  gint64 sent_bytes;
  gint64 received_bytes;
  gint64 heard_bytes;     /* when a program was last found to have said something */
  guint  has_content : 1; /* a piece of the answer was handed on */
  guint  has_ended : 1;   /* the decoder has said END */
  guint  is_repaired : 1; /* it was refused, and is to be asked in another way */
  guint  is_closing : 1;  /* only a program's last words are waited for */
  guint  is_streamed : 1; /* the answer came piece by piece */
};

/* The first one and two more, as the vendors' own clients do. */
#define CHL_EXCHANGE_MAX_ATTEMPTS 3

void chl_exchange_ask_all (ChlExchange *self);
void chl_exchange_set_max_attempts (ChlExchange *self,
                                    guint        max_attempts);
void chl_exchange_set_state (ChlExchange     *self,
                             ChlExchangeState state);
void chl_exchange_set_retry_at (ChlExchange *self,
                                gint64       time_us);
void chl_exchange_set_attempt (ChlExchange *self,
                               guint        attempt);
void chl_exchange_clear_attempt (ChlExchange *self);
void chl_exchange_judge_provider (ChlExchange *self);

/* The steps that both ways have in common. */

void chl_exchange_begin_decoding (ChlExchange *self);
void chl_exchange_end (ChlExchange *self);
void chl_exchange_end_without_decoder (ChlExchange *self,
                                       ChlFailure  *failure);

/* A program that carries it. */

ChlRequest *chl_exchange_get_request (ChlExchange *self);
void        chl_exchange_start_program (ChlExchange *self);
void        chl_exchange_stop_program (ChlExchange *self);
JsonNode   *chl_exchange_describe_program (ChlEngine   *engine,
                                           ChlProvider *provider,
                                           ChlRequest  *request,
                                           GError     **error);

/* What an exchange sends and how long it waits, apart from how it goes. */

ChlExchange *chl_exchange_new_for (ChlEngine         *engine,
                                   ChlProvider       *provider,
                                   ChlRole            role,
                                   const ChlQuestion *question);
void         chl_question_clear (ChlQuestion *question);

const ChlProtocol *chl_exchange_get_protocol (ChlProvider       *provider,
                                              const ChlQuestion *question);

ChlFilling chl_exchange_get_filling (ChlProvider       *provider,
                                     const ChlQuestion *question);

GBytes   *chl_exchange_encode (ChlProvider       *provider,
                               const ChlQuestion *question,
                               GError           **error);
gboolean  chl_exchange_fill_call (ChlHttpCall       *call,
                                  ChlProvider       *provider,
                                  const ChlQuestion *question,
                                  GError           **error);
char     *chl_exchange_dup_digest (ChlProvider *provider,
                                   ChlRequest  *request);
gint64    chl_exchange_get_delay_ms (const ChlFailure *failure,
                                     guint             attempt,
                                     double            fraction);
JsonNode *chl_exchange_describe_question (ChlEngine         *engine,
                                          ChlProvider       *provider,
                                          const ChlQuestion *question,
                                          GError           **error);

/* What is done after a refusal. */

gboolean chl_exchange_find_repair (ChlExchange      *self,
                                   const ChlFailure *failure,
                                   ChlHttpAnswer    *answer);
void     chl_exchange_remember_repairs (ChlExchange *self);
void     chl_exchange_learn (ChlEngine   *engine,
                             ChlProvider *provider,
                             const char  *model,
                             const char  *lesson);
void     chl_exchange_learn_number (ChlEngine   *engine,
                                    ChlProvider *provider,
                                    const char  *model,
                                    const char  *prefix,
                                    guint        number);

G_END_DECLS
