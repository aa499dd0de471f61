/* chl-http-timer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-http.h"

G_BEGIN_DECLS

/**
 * ChlHttpWait:
 * @CHL_HTTP_WAIT_CONNECT: for a connection, TLS included
 * @CHL_HTTP_WAIT_ANSWER: for the answer's headers
 * @CHL_HTTP_WAIT_BYTE: for the next byte of the body
 * @CHL_HTTP_WAIT_ERROR: for all of an error's body
 * @CHL_HTTP_WAIT_TOTAL: for all of it, beside the others
 *
 * What a call waits for, each with a time of its own.
 */
typedef enum
{
  CHL_HTTP_WAIT_CONNECT,
  CHL_HTTP_WAIT_ANSWER,
  CHL_HTTP_WAIT_BYTE,
  CHL_HTTP_WAIT_ERROR,
  CHL_HTTP_WAIT_TOTAL,
} ChlHttpWait;

#define CHL_HTTP_N_WAITS 5

/* The time-outs of one call. */
typedef struct _ChlHttpTimer ChlHttpTimer;

/**
 * ChlHttpTimerFunc:
 * @wait: what was waited for in vain
 * @limit_ms: how long
 */
typedef void (*ChlHttpTimerFunc) (ChlHttpWait wait,
                                  gint64      limit_ms,
                                  gpointer    user_data);

ChlHttpTimer *chl_http_timer_new (ChlClock        *clock,
                                  ChlHttpCall     *call,
                                  ChlHttpTimerFunc func,
                                  gpointer         user_data);
void          chl_http_timer_free (ChlHttpTimer *self);
void          chl_http_timer_start (ChlHttpTimer *self,
                                    ChlHttpWait   wait);
gboolean      chl_http_timer_is_running (ChlHttpTimer *self,
                                         ChlHttpWait   wait);
void          chl_http_timer_hear (ChlHttpTimer *self);
void          chl_http_timer_stop (ChlHttpTimer *self);
gint64        chl_http_timer_get_spent_ms (ChlHttpTimer *self);

G_END_DECLS
