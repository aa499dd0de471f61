/* chl-backoff.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlBackoff:
 * @CHL_BACKOFF_NORMAL: 0.5 s, doubled each time
 * @CHL_BACKOFF_OVERLOADED: 2 s, doubled each time
 *
 * Where the waits begin. Both end at 8 s.
 */
typedef enum
{
  CHL_BACKOFF_NORMAL,
  CHL_BACKOFF_OVERLOADED,
} ChlBackoff;

gint64 chl_backoff_get_delay_ms (ChlBackoff kind,
                                 guint      attempt,
                                 double     fraction);
gint64 chl_backoff_parse_retry_after (const char *retry_after_ms,
                                      const char *retry_after,
                                      gint64      now_us);

G_END_DECLS
