/* chl-clock.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHL_TYPE_CLOCK (chl_clock_get_type ())

G_DECLARE_INTERFACE (ChlClock, chl_clock, CHL, CLOCK, GObject)

/**
 * ChlClockInterface:
 * @get_real_us: microseconds since 1970, UTC
 * @get_monotonic_us: microseconds on a clock that never goes back
 * @add_timeout: calls @func once after @delay_ms in the thread-default context of the caller,
 *   and returns a source that the caller owns and destroys to call it off
 *
 * Time, handed in so that tests can turn it.
 */
struct _ChlClockInterface
{
  GTypeInterface parent_iface;

  gint64 (*get_real_us) (ChlClock *self);
  gint64 (*get_monotonic_us) (ChlClock *self);
  GSource *(*add_timeout) (ChlClock   *self,
                           gint64      delay_ms,
                           GSourceFunc func,
                           gpointer    user_data);
};

gint64   chl_clock_get_real_us (ChlClock *self);
gint64   chl_clock_get_monotonic_us (ChlClock *self);
GSource *chl_clock_add_timeout (ChlClock   *self,
                                gint64      delay_ms,
                                GSourceFunc func,
                                gpointer    user_data);
void     chl_clock_clear_timeout (GSource **source);

ChlClock *chl_system_clock_new (void);

G_END_DECLS
