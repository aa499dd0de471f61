/* test-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-clock.h"
#include "chl-fake-clock.h"

static gboolean
count_cb (gpointer user_data)
{
  guint *n_calls = user_data;

  (*n_calls)++;

  /* The clock calls once all the same. */
  return G_SOURCE_CONTINUE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static void
test_system_tells_the_time (void)
{
  ChlClock *clock = chl_system_clock_new ();
  gint64    before_us = g_get_real_time ();
  gint64    first_us = chl_clock_get_monotonic_us (clock);

  g_assert_cmpint (chl_clock_get_real_us (clock), >=, before_us - G_USEC_PER_SEC);
  g_assert_cmpint (chl_clock_get_monotonic_us (clock), >=, first_us);
  g_assert_cmpint (first_us, >, 0);

  g_assert_finalize_object (clock);
}

static void
test_system_calls_once (void)
{
  ChlClock *clock = chl_system_clock_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GSource *counter = NULL;
  GSource *quitter = NULL;
  GSource *called_off = NULL;
  guint    n_calls = 0;
  guint    n_wrong = 0;

  called_off = chl_clock_add_timeout (clock, 0, count_cb, &n_wrong);
  counter = chl_clock_add_timeout (clock, 0, count_cb, &n_calls);
  quitter = chl_clock_add_timeout (clock, 20, quit_cb, loop);
  chl_clock_clear_timeout (&called_off);
  g_assert_null (called_off);

  g_main_loop_run (loop);
  g_assert_cmpuint (n_calls, ==, 1);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_assert_true (g_source_is_destroyed (quitter));

  chl_clock_clear_timeout (&counter);
  chl_clock_clear_timeout (&quitter);
  chl_clock_clear_timeout (&quitter);
  g_assert_finalize_object (clock);
}

static void
test_system_uses_the_context_of_the_caller (void)
{
  ChlClock *clock = chl_system_clock_new ();
  g_autoptr(GMainContext) context = g_main_context_new ();
  GSource *source = NULL;
  guint    n_calls = 0;

  g_main_context_push_thread_default (context);
  source = chl_clock_add_timeout (clock, 0, count_cb, &n_calls);
  g_main_context_pop_thread_default (context);

  g_assert_true (g_source_get_context (source) == context);
  while (n_calls == 0)
    g_main_context_iteration (context, TRUE);

  chl_clock_clear_timeout (&source);
  g_assert_finalize_object (clock);
}

typedef struct
{
  ChlClock *clock;
  GString  *log;
  GSource  *source;
} Chain;

static gboolean
log_cb (gpointer user_data)
{
  Chain *chain = user_data;

  g_string_append_printf (chain->log,
                          "%" G_GINT64_FORMAT " ",
                          chl_clock_get_monotonic_us (chain->clock) / 1000);

  return G_SOURCE_REMOVE;
}

static gboolean
log_and_go_on_cb (gpointer user_data)
{
  Chain *chain = user_data;

  log_cb (user_data);
  chl_clock_clear_timeout (&chain->source);
  chain->source = chl_clock_add_timeout (chain->clock, 5, log_cb, chain);

  return G_SOURCE_REMOVE;
}

static void
test_fake_runs_what_is_due (void)
{
  ChlFakeClock *fake = chl_fake_clock_new (1000000);
  ChlClock     *clock = CHL_CLOCK (fake);
  g_autoptr(GString) log = g_string_new (NULL);
  Chain    chain = { clock, log, NULL };
  GSource *late = chl_clock_add_timeout (clock, 30, log_cb, &chain);
  GSource *early = chl_clock_add_timeout (clock, 7, log_cb, &chain);
  GSource *called_off = chl_clock_add_timeout (clock, 8, log_cb, &chain);

  chain.source = chl_clock_add_timeout (clock, 10, log_and_go_on_cb, &chain);
  chl_clock_clear_timeout (&called_off);
  g_assert_cmpuint (chl_fake_clock_get_n_timeouts (fake), ==, 3);
  g_assert_cmpint (chl_fake_clock_get_next_ms (fake), ==, 7);

  g_assert_cmpuint (chl_fake_clock_advance_ms (fake, 6), ==, 0);
  g_assert_cmpuint (chl_fake_clock_advance_ms (fake, 14), ==, 3);
  g_assert_cmpstr (log->str, ==, "7 10 15 ");
  g_assert_cmpint (chl_clock_get_monotonic_us (clock), ==, 20000);
  g_assert_cmpint (chl_clock_get_real_us (clock), ==, 1020000);

  g_assert_cmpuint (chl_fake_clock_advance_ms (fake, 10), ==, 1);
  g_assert_cmpstr (log->str, ==, "7 10 15 30 ");
  g_assert_cmpint (chl_fake_clock_get_next_ms (fake), ==, -1);

  chl_fake_clock_set_real_us (fake, 5);
  g_assert_cmpint (chl_clock_get_real_us (clock), ==, 5);
  g_assert_cmpint (chl_clock_get_monotonic_us (clock), ==, 30000);

  chl_clock_clear_timeout (&late);
  chl_clock_clear_timeout (&early);
  chl_clock_clear_timeout (&chain.source);
  g_assert_finalize_object (fake);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/clock/system/tells-the-time", test_system_tells_the_time);
  g_test_add_func ("/clock/system/calls-once", test_system_calls_once);
  g_test_add_func ("/clock/system/uses-the-context-of-the-caller",
                   test_system_uses_the_context_of_the_caller);
  g_test_add_func ("/clock/fake/runs-what-is-due", test_fake_runs_what_is_due);

  return g_test_run ();
}
