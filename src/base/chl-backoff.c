/* chl-backoff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-backoff"

#include "config.h"

#include "chl-backoff.h"

#include <stdio.h>
#include <string.h>

#define NORMAL_MS 500
#define OVERLOADED_MS 2000
#define MAX_MS 8000

/* A server that asks for more than this is not understood better by being exact. */
#define MAX_RETRY_AFTER_MS (G_GINT64_CONSTANT (366) * 24 * 60 * 60 * 1000)

/*
 * The three shapes of a date in HTTP, all in GMT.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
#define IMF_FIXDATE " %*[A-Za-z], %2d %3s %4d %2d:%2d:%2d GMT"
#define ASCTIME_DATE " %*[A-Za-z] %3s %2d %2d:%2d:%2d %4d"
#define RFC850_DATE " %*[A-Za-z], %2d-%3s-%2d %2d:%2d:%2d GMT"

static const char *const months[] = {
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

/**
 * chl_backoff_get_delay_ms:
 * @kind: where to begin
 * @attempt: how many waits there were before
 * @fraction: a random number from 0 to 1, handed in so that nothing here is random
 *
 * Doubles with each attempt up to eight seconds, and takes up to a quarter off, so that many
 * clients do not come back at once.
 *
 * Returns: milliseconds to wait
 */
gint64
chl_backoff_get_delay_ms (ChlBackoff kind,
                          guint      attempt,
                          double     fraction)
{
  gint64 delay = kind == CHL_BACKOFF_OVERLOADED ? OVERLOADED_MS : NORMAL_MS;

  for (guint i = 0; i < attempt && delay < MAX_MS; i++)
    delay *= 2;
  delay = MIN (delay, MAX_MS);

  return (gint64) ((double) delay * (0.75 + 0.25 * CLAMP (fraction, 0.0, 1.0)));
}

/* Digits with at most one point among them; no sign, no exponent, no infinity. */
static gboolean
parse_decimal (const char *text,
               double     *out_value)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gsize            length = strlen (trimmed);
  gsize            digits = strspn (trimmed, "0123456789.");

  if (length == 0 || length > 64 || digits != length ||
      strchr (trimmed, '.') != strrchr (trimmed, '.') || strpbrk (trimmed, "0123456789") == NULL)
    return FALSE;

  *out_value = g_ascii_strtod (trimmed, NULL);
  return TRUE;
}

static gboolean
find_month (const char *word,
            int        *out_month)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_ascii_strcasecmp (word, months[i]) == 0)
      {
        *out_month = (int) i + 1;
        return TRUE;
      }

  return FALSE;
}

static gboolean
parse_date (const char *text,
            gint64     *out_seconds)
{
  g_autoptr(GDateTime) date = NULL;
  char name[4] = "";
  int  year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;

  if (sscanf (text, IMF_FIXDATE, &day, name, &year, &hour, &minute, &second) != 6 &&
      sscanf (text, ASCTIME_DATE, name, &day, &hour, &minute, &second, &year) != 6)
    {
      if (sscanf (text, RFC850_DATE, &day, name, &year, &hour, &minute, &second) != 6)
        return FALSE;
      year += year < 70 ? 2000 : 1900;
    }

  /* A leap second is the same as the second before it here. */
  if (!find_month (name, &month) || year < 1970 || hour < 0 || minute < 0 || second < 0 ||
      !(date = g_date_time_new_utc (year, month, day, hour, minute, MIN (second, 59))))
    return FALSE;

  *out_seconds = g_date_time_to_unix (date);
  return TRUE;
}

/**
 * chl_backoff_parse_retry_after:
 * @retry_after_ms: (nullable): value of the field `retry-after-ms`
 * @retry_after: (nullable): value of the field `Retry-After`: seconds or a date
 * @now_us: microseconds of the real clock
 *
 * What a server asks a client to wait. The more exact field goes first.
 *
 * Returns: milliseconds, at most a year; -1 if the server said nothing that can be understood, or
 *   named a time that is over
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
gint64
chl_backoff_parse_retry_after (const char *retry_after_ms,
                               const char *retry_after,
                               gint64      now_us)
{
  double value;
  gint64 seconds;

  if (retry_after_ms != NULL && parse_decimal (retry_after_ms, &value))
    return (gint64) MIN (value, (double) MAX_RETRY_AFTER_MS);

  if (retry_after == NULL)
    return -1;

  if (parse_decimal (retry_after, &value))
    return (gint64) MIN (value * 1000.0, (double) MAX_RETRY_AFTER_MS);

  if (parse_date (retry_after, &seconds))
    {
      gint64 wait_ms = seconds * 1000 - now_us / 1000;

      return wait_ms < 0 ? -1 : MIN (wait_ms, MAX_RETRY_AFTER_MS);
    }

  return -1;
}
