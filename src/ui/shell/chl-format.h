/* chl-format.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlSpan:
 *
 * How long ago something was, in the steps in which a list of chats is divided.
 */
typedef enum
{
  CHL_SPAN_TODAY,
  CHL_SPAN_YESTERDAY,
  CHL_SPAN_THIS_WEEK,
  CHL_SPAN_THIS_MONTH,
  CHL_SPAN_MONTH,
} ChlSpan;

ChlSpan chl_format_get_span (gint64 time_us,
                             gint64 now_us);
gint64  chl_format_get_span_begin (gint64 time_us,
                                   gint64 now_us);
char   *chl_format_time (gint64 time_us);
char   *chl_format_when (gint64 time_us,
                         gint64 now_us);
char   *chl_format_month (gint64 time_us,
                          gint64 now_us);
char   *chl_format_day (const char *day);
char   *chl_format_ending (const char *text);
char   *chl_format_number (gint64 number);
char   *chl_format_tokens (gint64 tokens);

G_END_DECLS
