/* test-http-silence.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-http-fixture.h"

static void
test_error_body_is_slow (HttpFixture  *fixture,
                         gconstpointer data)
{
  const guint statuses[] = { 401, 407, 500 };

  for (guint n = 0; n < G_N_ELEMENTS (statuses); n++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", statuses[n]);
      ChlFakeAnswer   *answer;

      answer = chl_fake_server_add (fixture->server, path, statuses[n], CHL_FAKE_CHUNKED);
      chl_fake_answer_add_text (answer, "{\"error\":");
      chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
      http_fixture_begin (fixture, http_fixture_new_call (fixture, path));
      while (!g_str_has_suffix (fixture->stages->str, "A"))
        g_main_context_iteration (NULL, TRUE);
      for (guint i = 0; i < 20; i++)
        g_main_context_iteration (NULL, FALSE);
      chl_fake_clock_advance_ms (fixture->clock, 9999);
      g_main_context_iteration (NULL, FALSE);
      g_assert_false (fixture->is_done);
      chl_fake_clock_advance_ms (fixture->clock, 1);
      http_fixture_wait (fixture);
      g_assert_no_error (fixture->error);
      g_assert_cmpuint (chl_http_answer_get_status (fixture->answer), ==, statuses[n]);
      http_fixture_wait_for_leaving (fixture, n);
    }
}

/* Nothing comes, the clock is turned, and the call gives up at its moment. */
static void
test_silence_before_answer (HttpFixture  *fixture,
                            gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/hang", 0, CHL_FAKE_RAW);
  ChlHttpCall   *call = http_fixture_new_call (fixture, "/hang");

  call->answer_timeout_ms = 600 * 1000;
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  http_fixture_begin (fixture, call);
  http_fixture_wait_for_requests (fixture, 1);
  chl_fake_clock_advance_ms (fixture->clock, 600 * 1000 - 1);
  g_main_context_iteration (NULL, FALSE);
  g_assert_false (fixture->is_done);
  chl_fake_clock_advance_ms (fixture->clock, 1);
  http_fixture_wait (fixture);
  http_fixture_assert_error (fixture, CHL_ERROR_TIMEOUT, "said nothing for 600 seconds");
  http_fixture_wait_for_leaving (fixture, 0);
}

static void
test_slow_head (HttpFixture  *fixture,
                gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/slow", 0, CHL_FAKE_RAW);
  ChlHttpCall   *call = http_fixture_new_call (fixture, "/slow");

  /* Bytes of a head are no progress: it has its time, whole. */
  call->answer_timeout_ms = 5000;
  chl_fake_answer_add_text (answer, "HTTP/1.1 200 OK\r\n");
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, "Content-Length: 2\r\n");
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, "\r\n{}");
  http_fixture_begin (fixture, call);
  http_fixture_wait_for_requests (fixture, 1);
  chl_fake_clock_advance_ms (fixture->clock, 4000);
  chl_fake_server_open_gate (fixture->server);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  chl_fake_clock_advance_ms (fixture->clock, 1000);
  http_fixture_wait (fixture);
  http_fixture_assert_error (fixture, CHL_ERROR_TIMEOUT, "said nothing for 5 seconds");
}

static void
test_silence_in_answer (HttpFixture  *fixture,
                        gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add_events (fixture->server, "/hang");
  ChlHttpCall   *call = http_fixture_new_call (fixture, "/hang");

  call->idle_timeout_ms = 300 * 1000;
  chl_fake_answer_add_text (answer, ": ping\n");
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, ": ping\n");
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  http_fixture_begin (fixture, call);
  while (fixture->n_pieces < 1)
    g_main_context_iteration (NULL, TRUE);

  /* A byte, of whatever kind, begins the time anew. */
  chl_fake_clock_advance_ms (fixture->clock, 200 * 1000);
  chl_fake_server_open_gate (fixture->server);
  while (fixture->n_pieces < 2)
    g_main_context_iteration (NULL, TRUE);
  chl_fake_clock_advance_ms (fixture->clock, 299999);
  g_main_context_iteration (NULL, FALSE);
  g_assert_false (fixture->is_done);
  chl_fake_clock_advance_ms (fixture->clock, 1);
  http_fixture_wait (fixture);
  http_fixture_assert_error (fixture, CHL_ERROR_TIMEOUT, "fell silent for 300 seconds");
  http_fixture_wait_for_leaving (fixture, 0);
}

static void
test_endless_answer (HttpFixture  *fixture,
                     gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add_events (fixture->server, "/hang");

  for (guint i = 0; i < 10; i++)
    {
      chl_fake_answer_add_text (answer, ": ping\n");
      chl_fake_answer_add_gate (answer);
    }
  http_fixture_begin (fixture, http_fixture_new_call (fixture, "/hang"));
  for (guint i = 1; i <= 6; i++)
    {
      while (fixture->n_pieces < i)
        g_main_context_iteration (NULL, TRUE);
      g_assert_false (fixture->is_done);
      chl_fake_clock_advance_ms (fixture->clock, 600 * 1000);
      chl_fake_server_open_gate (fixture->server);
    }
  http_fixture_wait (fixture);
  http_fixture_assert_error (fixture, CHL_ERROR_TIMEOUT, "within 60 minutes");
}

static void
test_nobody_accepts (HttpFixture  *fixture,
                     gconstpointer data)
{
  ChlHttpCall *call = http_fixture_new_call (fixture, "/");

  call->answer_timeout_ms = 1000;
  chl_fake_server_stop_accepting (fixture->server);
  http_fixture_begin (fixture, call);
  while (strchr (fixture->stages->str, 'W') == NULL)
    g_main_context_iteration (NULL, TRUE);
  chl_fake_clock_advance_ms (fixture->clock, 1000);
  http_fixture_wait (fixture);
  http_fixture_assert_error (fixture, CHL_ERROR_TIMEOUT, "said nothing for 1 second");
}

static void
test_cancelled (HttpFixture  *fixture,
                gconstpointer data)
{
  const ChlHttpStage stages[] = {
    CHL_HTTP_RESOLVING,
    CHL_HTTP_CONNECTING,
    CHL_HTTP_WAITING,
    CHL_HTTP_READING,
  };
  ChlFakeAnswer *answer = chl_fake_server_add_events (fixture->server, "/stream");

  chl_fake_answer_add_text (answer, "data: 1\n\n");
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_test_message ("stage %d", stages[i]);
      fixture->cancel_stage = stages[i];
      g_assert_false (http_fixture_get (fixture, "/stream"));
      g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_true (chl_error_is_cancellation (fixture->error));
      g_cancellable_reset (fixture->cancellable);
    }
  g_assert_cmpuint (fixture->n_pieces, ==, 0);
  for (guint i = 0; i < chl_fake_server_get_n_requests (fixture->server); i++)
    http_fixture_wait_for_leaving (fixture, i);
}

static void
test_cancelled_later (HttpFixture  *fixture,
                      gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add_events (fixture->server, "/stream");

  chl_fake_answer_add_text (answer, "data: 1\n\n");
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  answer = chl_fake_server_add (fixture->server, "/silent", 0, CHL_FAKE_RAW);
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);

  http_fixture_begin (fixture, http_fixture_new_call (fixture, "/stream"));
  while (fixture->n_pieces == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);
  http_fixture_wait (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  http_fixture_wait_for_leaving (fixture, 0);

  g_cancellable_reset (fixture->cancellable);
  http_fixture_begin (fixture, http_fixture_new_call (fixture, "/silent"));
  http_fixture_wait_for_requests (fixture, 2);
  g_cancellable_cancel (fixture->cancellable);
  http_fixture_wait (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  http_fixture_wait_for_leaving (fixture, 1);

  /* One that is cancelled before it begins does not begin. */
  g_assert_false (http_fixture_get (fixture, "/stream"));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, HttpFixture, NULL, http_fixture_set_up, func, http_fixture_tear_down)
  ADD ("/http/silence/error-body-is-slow", test_error_body_is_slow);
  ADD ("/http/silence/silence-before-answer", test_silence_before_answer);
  ADD ("/http/silence/slow-head", test_slow_head);
  ADD ("/http/silence/silence-in-answer", test_silence_in_answer);
  ADD ("/http/silence/endless-answer", test_endless_answer);
  ADD ("/http/silence/nobody-accepts", test_nobody_accepts);
  ADD ("/http/silence/cancelled", test_cancelled);
  ADD ("/http/silence/cancelled-later", test_cancelled_later);

  return g_test_run ();
}
