/* chl-system-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-system-clock"

#include "config.h"

#include "chl-clock.h"

#define CHL_TYPE_SYSTEM_CLOCK (chl_system_clock_get_type ())

G_DECLARE_FINAL_TYPE (ChlSystemClock, chl_system_clock, CHL, SYSTEM_CLOCK, GObject)

/**
 * ChlSystemClock:
 *
 * The kernel's clocks.
 */
struct _ChlSystemClock
{
  GObject parent_instance;
};

static void chl_system_clock_clock_init (ChlClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlSystemClock,
                               chl_system_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CHL_TYPE_CLOCK, chl_system_clock_clock_init))

typedef struct
{
  GSourceFunc func;
  gpointer    user_data; /* (unowned) (nullable) */
} Timeout;

static gboolean
timeout_cb (gpointer user_data)
{
  Timeout *timeout = user_data;

  timeout->func (timeout->user_data);

  return G_SOURCE_REMOVE;
}

static gint64
chl_system_clock_get_real_us (ChlClock *clock)
{
  return g_get_real_time ();
}

static gint64
chl_system_clock_get_monotonic_us (ChlClock *clock)
{
  return g_get_monotonic_time ();
}

static GSource *
chl_system_clock_add_timeout (ChlClock   *clock,
                              gint64      delay_ms,
                              GSourceFunc func,
                              gpointer    user_data)
{
  GSource *source = g_timeout_source_new ((guint) MIN (delay_ms, (gint64) G_MAXINT));
  Timeout *timeout = g_new (Timeout, 1);

  timeout->func = func;
  timeout->user_data = user_data;
  g_source_set_callback (source, timeout_cb, timeout, g_free);
  g_source_set_static_name (source, "[chl] timeout");
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

static void
chl_system_clock_clock_init (ChlClockInterface *iface)
{
  iface->get_real_us = chl_system_clock_get_real_us;
  iface->get_monotonic_us = chl_system_clock_get_monotonic_us;
  iface->add_timeout = chl_system_clock_add_timeout;
}

static void
chl_system_clock_class_init (ChlSystemClockClass *klass)
{
}

static void
chl_system_clock_init (ChlSystemClock *self)
{
}

/**
 * chl_system_clock_new:
 *
 * Returns: (transfer full): the clock of this computer
 */
ChlClock *
chl_system_clock_new (void)
{
  return g_object_new (CHL_TYPE_SYSTEM_CLOCK, NULL);
}
