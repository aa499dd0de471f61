/* test-backoff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib.h>

#include "chl-backoff.h"

static void
test_delay (void)
{
  static const gint64 normal[] = { 500, 1000, 2000, 4000, 8000, 8000, 8000 };
  static const gint64 overloaded[] = { 2000, 4000, 8000, 8000 };

  for (guint i = 0; i < G_N_ELEMENTS (normal); i++)
    {
      g_assert_cmpint (chl_backoff_get_delay_ms (CHL_BACKOFF_NORMAL, i, 1.0), ==, normal[i]);
      g_assert_cmpint (chl_backoff_get_delay_ms (CHL_BACKOFF_NORMAL, i, 0.0),
                       ==,
                       normal[i] * 3 / 4);
    }
  for (guint i = 0; i < G_N_ELEMENTS (overloaded); i++)
    g_assert_cmpint (chl_backoff_get_delay_ms (CHL_BACKOFF_OVERLOADED, i, 1.0), ==, overloaded[i]);

  g_assert_cmpint (chl_backoff_get_delay_ms (CHL_BACKOFF_NORMAL, G_MAXUINT, 1.0), ==, 8000);
  g_assert_cmpint (chl_backoff_get_delay_ms (CHL_BACKOFF_NORMAL, 0, -5.0), ==, 375);
  g_assert_cmpint (chl_backoff_get_delay_ms (CHL_BACKOFF_NORMAL, 0, 5.0), ==, 500);
}

static void
test_retry_after (void)
{
  static const gint64 now_us = G_GINT64_CONSTANT (784111777) * G_USEC_PER_SEC;
  static const gint64 year_ms = G_GINT64_CONSTANT (366) * 24 * 60 * 60 * 1000;
  const struct
  {
    const char *ms;
    const char *seconds;
    gint64      expected;
  } cases[] = {
    { NULL, NULL, -1 },
    { NULL, "", -1 },
    { NULL, "5", 5000 },
    { NULL, " 5 ", 5000 },
    { NULL, "0", 0 },
    { NULL, "1.5", 1500 },
    { NULL, ".5", 500 },
    { NULL, "0.0001", 0 },
    { NULL, "-1", -1 },
    { NULL, "+1", -1 },
    { NULL, "1e3", -1 },
    { NULL, "1.2.3", -1 },
    { NULL, ".", -1 },
    { NULL, "inf", -1 },
    { NULL, "nan", -1 },
    { NULL, "0x10", -1 },
    { NULL, "5s", -1 },
    { NULL, "soon", -1 },
    { NULL, "99999999999999999999999999", year_ms },
    { "250", NULL, 250 },
    { "250", "5", 250 },
    { "1.5", "5", 1 },
    { "bad", "5", 5000 },
    { "-1", "5", 5000 },
    { "-1", NULL, -1 },
    { "99999999999999999999", NULL, year_ms },
    { NULL, "Sun, 06 Nov 1994 08:49:37 GMT", 0 },
    { NULL, "Sun, 06 Nov 1994 08:49:47 GMT", 10000 },
    { NULL, "Sunday, 06-Nov-94 08:49:47 GMT", 10000 },
    { NULL, "Sun Nov  6 08:49:47 1994", 10000 },
    { NULL, "Sun, 06 Nov 1994 08:49:36 GMT", -1 },
    { NULL, "Sun, 06 Nov 1999 08:49:36 GMT", year_ms },
    { NULL, "Sun, 06 Foo 1999 08:49:36 GMT", -1 },
    { NULL, "Sun, 32 Nov 1999 08:49:36 GMT", -1 },
    { NULL, "Sun, 06 Nov 1999 25:49:36 GMT", -1 },
    { NULL, "Sun, 06 Nov 1999 08:61:36 GMT", -1 },
    { NULL, "Sun, -6 Nov 1999 08:49:36 GMT", -1 },
    { NULL, "Sun, 06 Nov -999 08:49:36 GMT", -1 },
    { NULL, "Sun, 06 Nov", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u: %s, %s", i, cases[i].ms, cases[i].seconds);
      g_assert_cmpint (chl_backoff_parse_retry_after (cases[i].ms, cases[i].seconds, now_us),
                       ==,
                       cases[i].expected);
    }
}

/* A leap second is a valid time in HTTP. */
static void
test_leap_second (void)
{
  gint64 now_us = G_GINT64_CONSTANT (1483228798) * G_USEC_PER_SEC;

  g_assert_cmpint (chl_backoff_parse_retry_after (NULL, "Sat, 31 Dec 2016 23:59:60 GMT", now_us),
                   ==,
                   1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/backoff/delay", test_delay);
  g_test_add_func ("/backoff/retry-after", test_retry_after);
  g_test_add_func ("/backoff/leap-second", test_leap_second);

  return g_test_run ();
}
