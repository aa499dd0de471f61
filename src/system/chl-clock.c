/* chl-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-clock"

#include "config.h"

#include "chl-clock.h"

G_DEFINE_INTERFACE (ChlClock, chl_clock, G_TYPE_OBJECT)

static void
chl_clock_default_init (ChlClockInterface *iface)
{
}

/**
 * chl_clock_get_real_us:
 * @self: a clock
 *
 * The time of day, for what is written down. It may jump.
 *
 * Returns: microseconds since 1970, UTC
 */
gint64
chl_clock_get_real_us (ChlClock *self)
{
  g_return_val_if_fail (CHL_IS_CLOCK (self), 0);

  return CHL_CLOCK_GET_IFACE (self)->get_real_us (self);
}

/**
 * chl_clock_get_monotonic_us:
 * @self: a clock
 *
 * For durations. It never goes back.
 *
 * Returns: microseconds since some moment in the past
 */
gint64
chl_clock_get_monotonic_us (ChlClock *self)
{
  g_return_val_if_fail (CHL_IS_CLOCK (self), 0);

  return CHL_CLOCK_GET_IFACE (self)->get_monotonic_us (self);
}

/**
 * chl_clock_add_timeout:
 * @self: a clock
 * @delay_ms: milliseconds from now; 0 is the next turn of the main loop
 * @func: (scope async): what to call; it is called once, whatever it returns
 * @user_data: closure; must live until the call or until the source is destroyed
 *
 * Calls @func after @delay_ms in the thread-default context of the caller.
 *
 * Returns: (transfer full): a source; chl_clock_clear_timeout() calls it off and frees it
 */
GSource *
chl_clock_add_timeout (ChlClock   *self,
                       gint64      delay_ms,
                       GSourceFunc func,
                       gpointer    user_data)
{
  g_return_val_if_fail (CHL_IS_CLOCK (self), NULL);
  g_return_val_if_fail (delay_ms >= 0, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  return CHL_CLOCK_GET_IFACE (self)->add_timeout (self, delay_ms, func, user_data);
}

/**
 * chl_clock_clear_timeout:
 * @source: (inout) (nullable): where a source of chl_clock_add_timeout() is kept
 *
 * Calls a timeout off, if it is still to come, and forgets it. Good for one that has run, too.
 */
void
chl_clock_clear_timeout (GSource **source)
{
  g_return_if_fail (source != NULL);

  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}
