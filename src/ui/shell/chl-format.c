/* chl-format.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-format"

#include "config.h"

#include "chl-format.h"

#include <glib/gi18n-lib.h>

/* Divides the thousands where the language of the person says nothing: a narrow space. */
#define THIN_SPACE "\u202f"

static GDateTime *
new_local (gint64 time_us)
{
  GDateTime *time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return time != NULL ? time : g_date_time_new_from_unix_utc (0);
}

static gint64
get_day (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date,
                  (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return g_date_get_julian (&date);
}

/**
 * chl_format_get_span:
 * @time_us: when it was, microseconds since 1970
 * @now_us: what time it is
 *
 * Returns: how long ago it was in the person's calendar; a time to come counts as today
 */
ChlSpan
chl_format_get_span (gint64 time_us,
                     gint64 now_us)
{
  g_autoptr(GDateTime) time = new_local (time_us);
  g_autoptr(GDateTime) now = new_local (now_us);
  gint64 days = get_day (now) - get_day (time);

  if (days <= 0)
    return CHL_SPAN_TODAY;
  if (days == 1)
    return CHL_SPAN_YESTERDAY;
  if (days < g_date_time_get_day_of_week (now))
    return CHL_SPAN_THIS_WEEK;
  if (g_date_time_get_year (time) == g_date_time_get_year (now) &&
      g_date_time_get_month (time) == g_date_time_get_month (now))
    return CHL_SPAN_THIS_MONTH;
  return CHL_SPAN_MONTH;
}

/**
 * chl_format_get_span_begin:
 * @time_us: when it was, microseconds since 1970
 * @now_us: what time it is
 *
 * Returns: when the span of chl_format_get_span() began where the person is, microseconds since
 *   1970; what is not older and not younger than @time_us belongs to the same one
 */
gint64
chl_format_get_span_begin (gint64 time_us,
                           gint64 now_us)
{
  ChlSpan  span = chl_format_get_span (time_us, now_us);
  gboolean is_of_now = span != CHL_SPAN_MONTH && span != CHL_SPAN_THIS_MONTH;
  g_autoptr(GDateTime) time = new_local (is_of_now ? now_us : time_us);
  g_autoptr(GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (time),
                                                          g_date_time_get_month (time),
                                                          is_of_now ? g_date_time_get_day_of_month (time)
                                                                    : 1,
                                                          0, 0, 0);
  g_autoptr(GDateTime) begin = NULL;
  int n_days_back = 0;

  if (span == CHL_SPAN_YESTERDAY)
    n_days_back = 1;
  else if (span == CHL_SPAN_THIS_WEEK)
    n_days_back = g_date_time_get_day_of_week (time) - 1;

  if (midnight != NULL)
    begin = g_date_time_add_days (midnight, -n_days_back);

  return begin != NULL ? g_date_time_to_unix (begin) * G_USEC_PER_SEC : time_us;
}

/**
 * chl_format_time:
 * @time_us: microseconds since 1970
 *
 * Returns: (transfer full): the time of day
 */
char *
chl_format_time (gint64 time_us)
{
  g_autoptr(GDateTime) time = new_local (time_us);

  /* Translators: the time of day; see g_date_time_format() for what the letters stand for. */
  return g_date_time_format (time, C_("time of day", "%H:%M"));
}

/**
 * chl_format_when:
 * @time_us: microseconds since 1970
 * @now_us: what time it is
 *
 * Returns: (transfer full): the shortest that tells when it was: a time, a weekday, a day, a month
 */
char *
chl_format_when (gint64 time_us,
                 gint64 now_us)
{
  g_autoptr(GDateTime) time = new_local (time_us);
  g_autoptr(GDateTime) now = new_local (now_us);

  switch (chl_format_get_span (time_us, now_us))
    {
    case CHL_SPAN_TODAY:
      return chl_format_time (time_us);

    case CHL_SPAN_YESTERDAY:
    case CHL_SPAN_THIS_WEEK:
      return g_date_time_format (time, "%a");

    case CHL_SPAN_THIS_MONTH:
    case CHL_SPAN_MONTH:
      break;
    }

  if (g_date_time_get_year (time) == g_date_time_get_year (now))
    /* Translators: day and month of this year. */
    return g_date_time_format (time, C_("short date", "%-d %b"));

  /* Translators: month and year. */
  return g_date_time_format (time, C_("short date", "%b %Y"));
}

/**
 * chl_format_month:
 * @time_us: microseconds since 1970
 * @now_us: what time it is
 *
 * Returns: (transfer full): the month, with the year if it is another one
 */
char *
chl_format_month (gint64 time_us,
                  gint64 now_us)
{
  g_autoptr(GDateTime) time = new_local (time_us);
  g_autoptr(GDateTime) now = new_local (now_us);

  if (g_date_time_get_year (time) == g_date_time_get_year (now))
    return g_date_time_format (time, "%OB");

  /* Translators: month and year, as a heading. */
  return g_date_time_format (time, C_("heading", "%OB %Y"));
}

/**
 * chl_format_day:
 * @day: a day or a month, as in "2026-12-31" or "2026-12"
 *
 * Returns: (transfer full): it as a person writes it, or @day itself if it is neither
 */
char *
chl_format_day (const char *day)
{
  g_autofree char *text = NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = NULL;
  gboolean is_month;

  g_return_val_if_fail (day != NULL, NULL);

  is_month = strlen (day) == strlen ("2026-12");
  text = g_strconcat (day, is_month ? "-01" : "", "T00:00:00", NULL);
  if (!is_month && strlen (day) != strlen ("2026-12-31"))
    return g_strdup (day);
  if (!(time = g_date_time_new_from_iso8601 (text, zone)))
    return g_strdup (day);
  if (is_month)
    /* Translators: month and year; see g_date_time_format() for what the letters stand for. */
    return g_date_time_format (time, C_("long date", "%OB %Y"));

  /* Translators: a day; see g_date_time_format() for what the letters stand for. */
  return g_date_time_format (time, C_("long date", "%-d %B %Y"));
}

/**
 * chl_format_ending:
 * @text: a sentence that will be wrapped
 *
 * Returns: (transfer full): the same, its last three words kept together, so that none of them
 *   stands alone in the last line
 */
char *
chl_format_ending (const char *text)
{
  GString *ending;
  guint    n_left = 2;

  g_return_val_if_fail (text != NULL, NULL);

  ending = g_string_new (text);
  for (gsize i = ending->len; i > 0 && n_left > 0; i--)
    if (ending->str[i - 1] == ' ')
      {
        g_string_erase (ending, (gssize) i - 1, 1);
        g_string_insert (ending, (gssize) i - 1, "\u00a0");
        n_left--;
      }

  return g_string_free (ending, FALSE);
}

/**
 * chl_format_number:
 * @number: a count
 *
 * Returns: (transfer full): it, its thousands divided
 */
char *
chl_format_number (gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%'" G_GINT64_FORMAT, number);
  GString         *out;
  gsize            length;

  /* The locale has its own way, or the number is short. */
  for (length = 0; g_ascii_isdigit (digits[length]); length++)
    ;
  if (digits[length] != '\0' || length < 4)
    return g_steal_pointer (&digits);

  out = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (out, THIN_SPACE);
      g_string_append_c (out, digits[i]);
    }

  return g_string_free (out, FALSE);
}

/**
 * chl_format_tokens:
 * @tokens: a number of tokens
 *
 * Returns: (transfer full): it in short: "512", "8K", "200K", "1.5M"
 */
char *
chl_format_tokens (gint64 tokens)
{
  gboolean is_binary = tokens % 1000 != 0 && tokens % 1024 == 0;
  double   kilo = (double) tokens / (is_binary ? 1024.0 : 1000.0);

  if (tokens < 1000)
    return g_strdup_printf ("%" G_GINT64_FORMAT, tokens);

  if (kilo < 999.5)
    /* Translators: thousands of tokens. */
    return g_strdup_printf (C_("tokens", "%.0fK"), kilo);

  kilo /= is_binary ? 1024.0 : 1000.0;
  if (kilo - (double) (gint64) kilo < 0.05)
    /* Translators: millions of tokens. */
    return g_strdup_printf (C_("tokens", "%.0fM"), kilo);

  /* Translators: millions of tokens, with one decimal. */
  return g_strdup_printf (C_("tokens", "%.1fM"), kilo);
}
