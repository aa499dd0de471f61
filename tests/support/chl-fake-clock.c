/* chl-fake-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fake-clock"

#include "config.h"

#include "chl-fake-clock.h"

typedef struct
{
  GSource    *source; /* (owned) (not nullable) never attached: the clock calls */
  gint64      due_us;
  GSourceFunc func;
  gpointer    user_data; /* (unowned) (nullable) */
} Timeout;

struct _ChlFakeClock
{
  GObject parent_instance;

  GPtrArray *timeouts; /* (owned) (element-type Timeout) in the order in which they were added */
  gint64     real_us;
  gint64     monotonic_us;
};

static void chl_fake_clock_clock_init (ChlClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlFakeClock,
                               chl_fake_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CHL_TYPE_CLOCK, chl_fake_clock_clock_init))

static gboolean
never_dispatch (GSource    *source,
                GSourceFunc callback,
                gpointer    user_data)
{
  g_assert_not_reached ();
}

static GSourceFuncs source_funcs = { .dispatch = never_dispatch };

static void
timeout_free (gpointer data)
{
  Timeout *timeout = data;

  g_source_destroy (timeout->source);
  g_source_unref (timeout->source);
  g_free (timeout);
}

static void
forget_cancelled (ChlFakeClock *self)
{
  for (guint i = self->timeouts->len; i > 0; i--)
    {
      Timeout *timeout = g_ptr_array_index (self->timeouts, i - 1);

      if (g_source_is_destroyed (timeout->source))
        g_ptr_array_remove_index (self->timeouts, i - 1);
    }
}

/* The first of those that are due first. */
static Timeout *
find_next (ChlFakeClock *self,
           guint        *out_index)
{
  Timeout *next = NULL;

  forget_cancelled (self);
  for (guint i = 0; i < self->timeouts->len; i++)
    {
      Timeout *timeout = g_ptr_array_index (self->timeouts, i);

      if (next == NULL || timeout->due_us < next->due_us)
        {
          next = timeout;
          *out_index = i;
        }
    }

  return next;
}

static void
turn_to (ChlFakeClock *self,
         gint64        monotonic_us)
{
  if (monotonic_us <= self->monotonic_us)
    return;

  self->real_us += monotonic_us - self->monotonic_us;
  self->monotonic_us = monotonic_us;
}

static gint64
chl_fake_clock_get_real_us (ChlClock *clock)
{
  return CHL_FAKE_CLOCK (clock)->real_us;
}

static gint64
chl_fake_clock_get_monotonic_us (ChlClock *clock)
{
  return CHL_FAKE_CLOCK (clock)->monotonic_us;
}

static GSource *
chl_fake_clock_add_timeout (ChlClock   *clock,
                            gint64      delay_ms,
                            GSourceFunc func,
                            gpointer    user_data)
{
  ChlFakeClock *self = CHL_FAKE_CLOCK (clock);
  Timeout      *timeout = g_new0 (Timeout, 1);

  timeout->source = g_source_new (&source_funcs, sizeof (GSource));
  timeout->due_us = self->monotonic_us + delay_ms * 1000;
  timeout->func = func;
  timeout->user_data = user_data;
  g_ptr_array_add (self->timeouts, timeout);

  return g_source_ref (timeout->source);
}

static void
chl_fake_clock_clock_init (ChlClockInterface *iface)
{
  iface->get_real_us = chl_fake_clock_get_real_us;
  iface->get_monotonic_us = chl_fake_clock_get_monotonic_us;
  iface->add_timeout = chl_fake_clock_add_timeout;
}

static void
chl_fake_clock_finalize (GObject *object)
{
  ChlFakeClock *self = CHL_FAKE_CLOCK (object);

  g_clear_pointer (&self->timeouts, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_fake_clock_parent_class)->finalize (object);
}

static void
chl_fake_clock_class_init (ChlFakeClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_fake_clock_finalize;
}

static void
chl_fake_clock_init (ChlFakeClock *self)
{
  self->timeouts = g_ptr_array_new_with_free_func (timeout_free);
}

/**
 * chl_fake_clock_new:
 * @real_us: the time of day it begins with, microseconds since 1970
 *
 * Returns: (transfer full): a clock that stands still
 */
ChlFakeClock *
chl_fake_clock_new (gint64 real_us)
{
  ChlFakeClock *self = g_object_new (CHL_TYPE_FAKE_CLOCK, NULL);

  self->real_us = real_us;

  return self;
}

/**
 * chl_fake_clock_set_real_us:
 * @self: a clock
 * @real_us: the new time of day
 *
 * Sets the time of day alone, as somebody who corrects the computer's clock does.
 */
void
chl_fake_clock_set_real_us (ChlFakeClock *self,
                            gint64        real_us)
{
  g_return_if_fail (CHL_IS_FAKE_CLOCK (self));

  self->real_us = real_us;
}

/**
 * chl_fake_clock_advance_ms:
 * @self: a clock
 * @delay_ms: how far to turn it
 *
 * Turns the clock and calls what is due on the way, also what is added on the way.
 *
 * Returns: how many timeouts ran
 */
guint
chl_fake_clock_advance_ms (ChlFakeClock *self,
                           gint64        delay_ms)
{
  g_autoptr(ChlFakeClock) alive = NULL;
  gint64   until_us = 0;
  guint    n_run = 0;
  guint    index = 0;
  Timeout *next = NULL;

  g_return_val_if_fail (CHL_IS_FAKE_CLOCK (self), 0);
  g_return_val_if_fail (delay_ms >= 0, 0);

  alive = g_object_ref (self);
  until_us = self->monotonic_us + delay_ms * 1000;

  while ((next = find_next (self, &index)) != NULL && next->due_us <= until_us)
    {
      next = g_ptr_array_steal_index (self->timeouts, index);
      turn_to (self, next->due_us);
      next->func (next->user_data);
      timeout_free (next);
      n_run++;
    }

  turn_to (self, until_us);

  return n_run;
}

/**
 * chl_fake_clock_get_n_timeouts:
 * @self: a clock
 *
 * Returns: how many timeouts are still to come
 */
guint
chl_fake_clock_get_n_timeouts (ChlFakeClock *self)
{
  g_return_val_if_fail (CHL_IS_FAKE_CLOCK (self), 0);

  forget_cancelled (self);

  return self->timeouts->len;
}

/**
 * chl_fake_clock_get_next_ms:
 * @self: a clock
 *
 * Returns: milliseconds until the next timeout, or -1 if there is none
 */
gint64
chl_fake_clock_get_next_ms (ChlFakeClock *self)
{
  Timeout *next = NULL;
  guint    index = 0;

  g_return_val_if_fail (CHL_IS_FAKE_CLOCK (self), -1);

  next = find_next (self, &index);

  return next != NULL ? (next->due_us - self->monotonic_us) / 1000 : -1;
}
