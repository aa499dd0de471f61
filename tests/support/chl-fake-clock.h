/* chl-fake-clock.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-clock.h"

G_BEGIN_DECLS

#define CHL_TYPE_FAKE_CLOCK (chl_fake_clock_get_type ())

/*
 * A clock that stands still until a test turns it. Its timeouts run inside
 * chl_fake_clock_advance_ms () and at no other time, in the order in which they are due, each at
 * its own moment. For one thread.
 */
G_DECLARE_FINAL_TYPE (ChlFakeClock, chl_fake_clock, CHL, FAKE_CLOCK, GObject)

ChlFakeClock *chl_fake_clock_new (gint64 real_us);
void          chl_fake_clock_set_real_us (ChlFakeClock *self,
                                          gint64        real_us);
guint         chl_fake_clock_advance_ms (ChlFakeClock *self,
                                         gint64        delay_ms);
guint         chl_fake_clock_get_n_timeouts (ChlFakeClock *self);
gint64        chl_fake_clock_get_next_ms (ChlFakeClock *self);

G_END_DECLS
