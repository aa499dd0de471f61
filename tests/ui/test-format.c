/* test-format.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-format.h"
#include "chl-ui-test.h"

static gint64
at (const char *iso8601)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (iso8601, zone);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

/* 22 November 2023 was a Wednesday. */
static const struct
{
  const char *time;
  ChlSpan     span;
  const char *when;
} times[] = {
  { "2023-11-22T09:05:00", CHL_SPAN_TODAY, "09:05" },
  { "2023-11-22T00:00:00", CHL_SPAN_TODAY, "00:00" },
  { "2023-11-23T08:00:00", CHL_SPAN_TODAY, "08:00" },
  { "2023-11-21T23:59:59", CHL_SPAN_YESTERDAY, "Tue" },
  { "2023-11-20T12:00:00", CHL_SPAN_THIS_WEEK, "Mon" },
  { "2023-11-19T12:00:00", CHL_SPAN_THIS_MONTH, "19 Nov" },
  { "2023-11-01T12:00:00", CHL_SPAN_THIS_MONTH, "1 Nov" },
  { "2023-10-31T12:00:00", CHL_SPAN_MONTH, "31 Oct" },
  { "2022-11-22T12:00:00", CHL_SPAN_MONTH, "Nov 2022" },
};

static void
test_times (void)
{
  gint64 now_us = at ("2023-11-22T10:00:00");

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *when = chl_format_when (at (times[i].time), now_us);

      g_test_message ("%s", times[i].time);
      g_assert_cmpint (chl_format_get_span (at (times[i].time), now_us), ==, times[i].span);
      g_assert_cmpstr (when, ==, times[i].when);
    }
}

static void
test_months (void)
{
  gint64           now_us = at ("2023-11-22T10:00:00");
  g_autofree char *same_year = chl_format_month (at ("2023-03-04T10:00:00"), now_us);
  g_autofree char *other_year = chl_format_month (at ("2021-03-04T10:00:00"), now_us);

  g_assert_cmpstr (same_year, ==, "March");
  g_assert_cmpstr (other_year, ==, "March 2021");
}

/* What is not older than where its span begins is of that span, and what is a moment older is not. */
static void
test_span_begins (void)
{
  static const struct
  {
    const char *time;
    const char *begin;
  } spans[] = {
    { "2023-11-22T09:59:00", "2023-11-22T00:00:00" },
    { "2023-11-23T00:00:00", "2023-11-22T00:00:00" },
    { "2023-11-21T23:59:59", "2023-11-21T00:00:00" },
    { "2023-11-20T12:00:00", "2023-11-20T00:00:00" },
    { "2023-11-19T12:00:00", "2023-11-01T00:00:00" },
    { "2023-10-31T12:00:00", "2023-10-01T00:00:00" },
    { "2021-12-31T12:00:00", "2021-12-01T00:00:00" },
  };
  gint64 now_us = at ("2023-11-22T10:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      gint64 begin_us = chl_format_get_span_begin (at (spans[i].time), now_us);

      g_test_message ("%s", spans[i].time);
      g_assert_cmpint (begin_us, ==, at (spans[i].begin));
      g_assert_cmpint (chl_format_get_span (begin_us, now_us), ==,
                       chl_format_get_span (at (spans[i].time), now_us));
    }
}

/* Only what is a day or a month is written like one. */
static void
test_days (void)
{
  static const struct
  {
    const char *day;
    const char *text;
  } cases[] = {
    { "2026-12-31", "31 December 2026" },
    { "2025-08-07", "7 August 2025" },
    { "2024-10", "October 2024" },
    { "2024", "2024" },
    { "2024-13", "2024-13" },
    { "2026-02-30", "2026-02-30" },
    { "soon", "soon" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = chl_format_day (cases[i].day);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    gint64      number;
    const char *text;
  } numbers[] = {
    { 0, "0" },
    { 999, "999" },
    { 1204, "1\u202f204" },
    { 1234567, "1\u202f234\u202f567" },
  };
  static const struct
  {
    gint64      number;
    const char *text;
  } tokens[] = {
    { 512, "512" },
    { 8192, "8K" },
    { 32768, "32K" },
    { 200000, "200K" },
    { 128000, "128K" },
    { 1048576, "1M" },
    { 1000000, "1M" },
    { 1500000, "1.5M" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = chl_format_number (numbers[i].number);

      g_assert_cmpstr (text, ==, numbers[i].text);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *text = chl_format_tokens (tokens[i].number);

      g_assert_cmpstr (text, ==, tokens[i].text);
    }
}

static void
test_endings (void)
{
  static const struct
  {
    const char *text;
    const char *ending;
  } endings[] = {
    { "", "" },
    { "Alone", "Alone" },
    { "Two words", "Two\u00a0words" },
    { "None of them stands alone", "None of them\u00a0stands\u00a0alone" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *ending = chl_format_ending (endings[i].text);

      g_assert_cmpstr (ending, ==, endings[i].ending);
    }
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/format/times", test_times);
  g_test_add_func ("/ui/format/months", test_months);
  g_test_add_func ("/ui/format/span-begins", test_span_begins);
  g_test_add_func ("/ui/format/days", test_days);
  g_test_add_func ("/ui/format/numbers", test_numbers);

  g_test_add_func ("/ui/format/endings", test_endings);

  return g_test_run ();
}
