/* chl-http-timer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-http-timer.h"

#define ERROR_BODY_MS (10 * 1000)

struct _ChlHttpTimer
{
  ChlClock        *clock;        /* (owned) (not nullable) */
  GSource         *step_source;  /* (owned) (nullable) */
  GSource         *total_source; /* (owned) (nullable) */
  ChlHttpTimerFunc func;
  gpointer         user_data; /* (unowned) */
  gint64           limits_ms[CHL_HTTP_N_WAITS];
  gint64           begun_us;
  gint64           heard_us; /* when the last byte came in */
  ChlHttpWait      wait;     /* of the step source */
};

static gint64
get_now_us (ChlHttpTimer *self)
{
  return chl_clock_get_monotonic_us (self->clock);
}

static gboolean
total_cb (gpointer user_data)
{
  ChlHttpTimer *self = user_data;

  chl_clock_clear_timeout (&self->total_source);
  self->func (CHL_HTTP_WAIT_TOTAL, self->limits_ms[CHL_HTTP_WAIT_TOTAL], self->user_data);

  return G_SOURCE_REMOVE;
}

/* One source serves a whole body: when it fires, what has come in meanwhile prolongs it. */
static gboolean
step_cb (gpointer user_data)
{
  ChlHttpTimer *self = user_data;
  gint64        limit_ms = self->limits_ms[self->wait];
  gint64        silent_ms = (get_now_us (self) - self->heard_us) / 1000;

  chl_clock_clear_timeout (&self->step_source);
  if (self->wait == CHL_HTTP_WAIT_BYTE && silent_ms < limit_ms)
    self->step_source =
      chl_clock_add_timeout (self->clock, limit_ms - silent_ms, step_cb, self);
  else
    self->func (self->wait, limit_ms, self->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * chl_http_timer_new:
 * @clock: measures
 * @call: says how long
 * @func: told of what was waited for in vain
 * @user_data: closure
 *
 * Returns: (transfer full): a timer of which nothing runs yet
 */
ChlHttpTimer *
chl_http_timer_new (ChlClock        *clock,
                    ChlHttpCall     *call,
                    ChlHttpTimerFunc func,
                    gpointer         user_data)
{
  ChlHttpTimer *self = g_new0 (ChlHttpTimer, 1);

  self->clock = g_object_ref (clock);
  self->func = func;
  self->user_data = user_data;
  self->limits_ms[CHL_HTTP_WAIT_CONNECT] = call->connect_timeout_ms;
  self->limits_ms[CHL_HTTP_WAIT_ANSWER] = call->answer_timeout_ms;
  self->limits_ms[CHL_HTTP_WAIT_BYTE] = call->idle_timeout_ms;
  self->limits_ms[CHL_HTTP_WAIT_ERROR] = ERROR_BODY_MS;
  self->limits_ms[CHL_HTTP_WAIT_TOTAL] = call->total_timeout_ms;
  self->begun_us = get_now_us (self);

  return self;
}

void
chl_http_timer_free (ChlHttpTimer *self)
{
  chl_http_timer_stop (self);
  g_clear_object (&self->clock);
  g_free (self);
}

/**
 * chl_http_timer_start:
 * @self: a timer
 * @wait: what is waited for now, instead of what was before; the total goes on beside it
 */
void
chl_http_timer_start (ChlHttpTimer *self,
                      ChlHttpWait   wait)
{
  gint64 limit_ms = self->limits_ms[wait];

  if (wait == CHL_HTTP_WAIT_TOTAL)
    {
      if (limit_ms > 0)
        self->total_source = chl_clock_add_timeout (self->clock, limit_ms, total_cb, self);
      return;
    }

  chl_clock_clear_timeout (&self->step_source);
  self->wait = wait;
  self->heard_us = get_now_us (self);
  if (limit_ms > 0)
    self->step_source = chl_clock_add_timeout (self->clock, limit_ms, step_cb, self);
}

/**
 * chl_http_timer_is_running:
 * @self: a timer
 * @wait: not the total
 *
 * Returns: whether @wait is what is waited for
 */
gboolean
chl_http_timer_is_running (ChlHttpTimer *self,
                           ChlHttpWait   wait)
{
  return self->step_source != NULL && self->wait == wait;
}

/* A byte has come in. */
void
chl_http_timer_hear (ChlHttpTimer *self)
{
  self->heard_us = get_now_us (self);
}

void
chl_http_timer_stop (ChlHttpTimer *self)
{
  chl_clock_clear_timeout (&self->step_source);
  chl_clock_clear_timeout (&self->total_source);
}

gint64
chl_http_timer_get_spent_ms (ChlHttpTimer *self)
{
  return (get_now_us (self) - self->begun_us) / 1000;
}
