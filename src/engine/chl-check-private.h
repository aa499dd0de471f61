/* chl-check-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-check.h"
#include "chl-exchange.h"
#include "chl-http.h"

G_BEGIN_DECLS

ChlCheckStep *chl_check_step_new (const char *id,
                                  const char *title);
void          chl_check_step_set (ChlCheckStep *self,
                                  ChlCheckState state,
                                  const char   *detail,
                                  gint64        now_us);

/* Shared by chl-check.c, which is the object, and chl-check-run.c, which is how it goes. */
typedef enum
{
  CHL_STEP_ADDRESS,
  CHL_STEP_CONNECTION,
  CHL_STEP_KEY,
  CHL_STEP_MODELS,
  CHL_STEP_ANSWER,
  CHL_N_STEPS
} ChlStep;

struct _ChlCheck
{
  GObject parent_instance;

  ChlEngine     *engine;             /* (owned) */
  ChlProvider   *provider;           /* (owned) */
  ChlCheckStep  *steps[CHL_N_STEPS]; /* (owned) */
  ChlStep        current;
  ChlAdvice     *advice;    /* (owned) (nullable) until it ran */
  char          *suggested; /* (owned) (nullable) */
  ChlHttpCall   *call;      /* (owned) (nullable) */
  ChlHttpAnswer *listed;    /* (owned) (nullable) the first page, until it is read */
  ChlExchange   *exchange;  /* (owned) (nullable) */
  ChlMessage    *answer;    /* (owned) (nullable) */
  GError        *problem;   /* (owned) (nullable) why it failed, once it ran */
  GError        *key_error; /* (owned) (nullable) why there is no key to try */
};

/* How a check moves on (chl-check-verdict.c); those that end it take the task. */
gint64 chl_check_get_now_us (ChlCheck *self);
void   chl_check_pass (ChlCheck   *self,
                       const char *detail);
void   chl_check_begin (ChlCheck *self,
                        ChlStep   step);
void   chl_check_end (GTask           *task,
                      ChlProviderState state);
void   chl_check_fail (GTask           *task,
                       ChlAdvice       *advice,
                       GError          *problem,
                       ChlProviderState state);
void   chl_check_fail_with_failure (GTask            *task,
                                    const ChlFailure *failure);
void   chl_check_fail_with_error (GTask        *task,
                                  const GError *error);

/* Of a provider whose exchanges a program carries (chl-check-program.c). */
void chl_check_init_program (ChlCheck *self);
void chl_check_run_program (GTask *task);

/* How it goes on from one file to the next; each takes the task. */
void     chl_check_ask (GTask *task);
void     chl_check_prove_key (GTask *task);
void     chl_check_read_list (GTask *task);
gboolean chl_check_try_other_address (GTask *task);

G_END_DECLS
