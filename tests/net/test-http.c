/* test-http.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-error.h"
#include "chl-http-fixture.h"

static GString *log_text; /* (owned) all that was logged */

static GLogWriterOutput
log_writer (GLogLevelFlags   level,
            const GLogField *fields,
            gsize            n_fields,
            gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      g_string_append (log_text, fields[i].length < 0 ? fields[i].value : "");
      g_string_append_c (log_text, '\n');
    }

  return level & G_LOG_LEVEL_DEBUG ? G_LOG_WRITER_HANDLED
                                   : g_log_writer_default (level, fields, n_fields, user_data);
}

static void
test_gathers (HttpFixture  *fixture,
              gconstpointer data)
{
  ChlHttpCall *call = http_fixture_new_call (fixture, "/v1/models?page=1");

  chl_fake_server_add_json (fixture->server, "/v1/models", 200, "{\"data\":[]}");
  fixture->is_gathering = TRUE;
  g_assert_true (http_fixture_run (fixture, call));
  g_assert_cmpuint (chl_http_answer_get_status (fixture->answer), ==, 200);
  g_assert_cmpstr (chl_http_answer_get_content_type (fixture->answer), ==, "application/json");
  g_assert_cmpstr (http_fixture_get_body (fixture), ==, "{\"data\":[]}");
  g_assert_cmpint (chl_http_answer_get_received_bytes (fixture->answer), ==, 11);
  g_assert_cmpint (chl_http_answer_get_sent_bytes (fixture->answer), ==, 0);
  g_assert_cmpstr (fixture->stages->str, ==, "RCWA");
  g_assert_cmpuint (fixture->n_answered, ==, 1);
}

static void
test_streams (HttpFixture  *fixture,
              gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add_events (fixture->server, "/chat");

  chl_fake_answer_add_text (answer, "data: 1\n\n");
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, "data: 2\n\n");
  http_fixture_begin (fixture, http_fixture_new_call (fixture, "/chat"));

  /* The first piece is here while the second has not been written. */
  while (fixture->n_pieces == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->pieces->str, ==, "data: 1\n\n");
  g_assert_false (fixture->is_done);
  chl_fake_server_open_gate (fixture->server);
  http_fixture_wait (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (fixture->pieces->str, ==, "data: 1\n\ndata: 2\n\n");
  g_assert_null (chl_http_answer_get_body (fixture->answer));
  g_assert_cmpint (chl_http_answer_get_received_bytes (fixture->answer), ==, 18);
}

static void
test_sends (HttpFixture  *fixture,
            gconstpointer data)
{
  ChlHttpCall *call = http_fixture_new_call (fixture, "/chat");
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED_SECRET, -1);
  ChlFakeRequest *request;

  g_free (call->method);
  call->method = g_strdup ("POST");
  call->body = g_bytes_new_static ("{\"a\":1}", 7);
  chl_headers_set (call->headers, "X-Title", "Chatelaine");
  chl_headers_set (call->headers, "Accept", "text/event-stream");
  chl_headers_set_secret (call->headers, "Authorization", "Bearer ", secret);
  chl_headers_set_secret (call->headers, "x-api-key", NULL, secret);
  chl_fake_server_add_json (fixture->server, "/chat", 200, "{}");
  g_assert_true (http_fixture_run (fixture, call));
  g_assert_cmpint (chl_http_answer_get_sent_bytes (fixture->answer), ==, 7);

  request = chl_fake_server_get_request (fixture->server, 0);
  g_assert_cmpstr (chl_fake_request_get_method (request), ==, "POST");
  g_assert_cmpstr (chl_fake_request_get_path (request), ==, "/chat");
  g_assert_cmpstr (chl_fake_request_get_header (request, "Authorization"), ==,
                   "Bearer " PLANTED_SECRET);
  g_assert_cmpstr (chl_fake_request_get_header (request, "X-Api-Key"), ==, PLANTED_SECRET);
  g_assert_cmpstr (chl_fake_request_get_header (request, "X-Title"), ==, "Chatelaine");
  g_assert_cmpstr (chl_fake_request_get_header (request, "Accept"), ==, "text/event-stream");
  g_assert_cmpstr (chl_fake_request_get_header (request, "Accept-Encoding"), ==, "identity");
  g_assert_cmpstr (chl_fake_request_get_header (request, "Content-Type"), ==, "application/json");
  g_assert_cmpstr (chl_fake_request_get_header (request, "User-Agent"), ==,
                   "Chatelaine/" PACKAGE_VERSION);
  g_assert_null (chl_fake_request_get_header (request, "Cookie"));
  g_assert_cmpmem (g_bytes_get_data (chl_fake_request_get_body (request), NULL),
                   g_bytes_get_size (chl_fake_request_get_body (request)), "{\"a\":1}", 7);
}

static void
test_keeps_connections (HttpFixture  *fixture,
                        gconstpointer data)
{
  chl_fake_server_add_json (fixture->server, NULL, 200, "{}");
  g_assert_true (http_fixture_get (fixture, "/1"));
  g_assert_true (http_fixture_get (fixture, "/2"));
  g_assert_cmpstr (fixture->stages->str, ==, "RWA");
  g_assert_cmpuint (chl_fake_server_get_n_connections (fixture->server), ==, 1);
}

static void
test_statuses (HttpFixture  *fixture,
               gconstpointer data)
{
  const guint statuses[] = { 400, 401, 402, 403, 404, 413, 429, 500, 503, 529 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", statuses[i]);
      ChlFakeAnswer   *answer;

      g_test_message ("%s", path);
      answer = chl_fake_server_add_json (fixture->server, path, statuses[i], "{\"error\":{}}");
      chl_fake_answer_add_header (answer, "Retry-After", "7");
      fixture->is_gathering = i % 2 == 0;
      g_assert_true (http_fixture_get (fixture, path));
      g_assert_cmpuint (chl_http_answer_get_status (fixture->answer), ==, statuses[i]);
      g_assert_cmpstr (chl_http_answer_get_header (fixture->answer, "retry-after"), ==, "7");
      g_assert_cmpstr (http_fixture_get_body (fixture), ==, "{\"error\":{}}");
    }
  g_assert_cmpuint (fixture->n_answered, ==, 0);
  g_assert_cmpuint (fixture->n_pieces, ==, 0);
  g_assert_cmpuint (chl_fake_server_get_n_connections (fixture->server), ==, 1);
}

static void
test_bodies (HttpFixture  *fixture,
             gconstpointer data)
{
  ChlFakeAnswer *answer;

  fixture->is_gathering = TRUE;
  chl_fake_server_add (fixture->server, "/empty", 200, CHL_FAKE_LENGTH);
  g_assert_true (http_fixture_get (fixture, "/empty"));
  g_assert_cmpstr (http_fixture_get_body (fixture), ==, "");
  g_assert_null (chl_http_answer_get_content_type (fixture->answer));

  answer = chl_fake_server_add (fixture->server, "/html", 200, CHL_FAKE_UNTIL_CLOSE);
  chl_fake_answer_add_header (answer, "Content-Type", "Text/HTML; charset=utf-8");
  chl_fake_answer_add_text (answer, "<title>Sign in</title>");
  g_assert_true (http_fixture_get (fixture, "/html"));
  g_assert_cmpstr (chl_http_answer_get_content_type (fixture->answer), ==, "text/html");
  g_assert_cmpstr (http_fixture_get_body (fixture), ==, "<title>Sign in</title>");

  answer = chl_fake_server_add (fixture->server, "/nothing", 204, CHL_FAKE_RAW);
  chl_fake_answer_add_text (answer, "HTTP/1.1 204 No Content\r\n\r\n");
  g_assert_true (http_fixture_get (fixture, "/nothing"));
  g_assert_cmpstr (http_fixture_get_body (fixture), ==, "");
}

static void
test_caller_refuses (HttpFixture  *fixture,
                     gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add_events (fixture->server, NULL);

  chl_fake_answer_add_fill (answer, "x", 1 << 20);
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);

  fixture->refuse_head = TRUE;
  g_assert_false (http_fixture_get (fixture, "/1"));
  http_fixture_assert_error (fixture, CHL_ERROR_POLICY, "head refused");
  g_assert_cmpuint (fixture->n_pieces, ==, 0);
  http_fixture_wait_for_leaving (fixture, 0);

  fixture->refuse_head = FALSE;
  fixture->refuse_after = 1;
  g_assert_false (http_fixture_get (fixture, "/2"));
  http_fixture_assert_error (fixture, CHL_ERROR_POLICY, "piece refused");
  g_assert_cmpuint (fixture->n_pieces, ==, 1);
  http_fixture_wait_for_leaving (fixture, 1);
}

/* What is secret goes to whom it was given for, or nowhere. */
static void
test_secrets_have_an_origin (HttpFixture  *fixture,
                             gconstpointer data)
{
  g_autofree char *origin =
    g_strdup_printf ("http://127.0.0.1:%u", chl_fake_server_get_port (fixture->server));
  const char *const origins[] = { "http://127.0.0.1:1", "https://127.0.0.1", origin };
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED_SECRET, -1);

  chl_fake_server_add_json (fixture->server, "/a", 200, "{}");
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      ChlHttpCall *call = http_fixture_new_call (fixture, "/a");

      call->secrets_origin = g_strdup (origins[i]);
      chl_headers_set_secret (call->headers, "Authorization", "Bearer ", secret);
      g_clear_error (&fixture->error);
      g_assert_cmpint (http_fixture_run (fixture, call), ==, i == 2);
      if (i < 2)
        http_fixture_assert_error (fixture, CHL_ERROR_ORIGIN, origins[i]);
      g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, i == 2 ? 1 : 0);
    }
}

static void
test_log_holds_no_secret (HttpFixture  *fixture,
                          gconstpointer data)
{
  ChlHttpCall *call = http_fixture_new_call (fixture, "/v1/x?key=" PLANTED_SECRET);
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED_SECRET, -1);

  chl_headers_set_secret (call->headers, "Authorization", "Bearer ", secret);
  call->body = g_bytes_new_static (PLANTED_SECRET, strlen (PLANTED_SECRET));
  chl_fake_server_add_json (fixture->server, "/v1/x", 200, "{}");
  g_string_truncate (log_text, 0);
  g_assert_true (http_fixture_run (fixture, call));

  call = http_fixture_new_call (fixture, "/v1/" PLANTED_SECRET "/x");
  chl_headers_set_secret (call->headers, "Authorization", "Bearer ", secret);
  g_assert_true (http_fixture_run (fixture, call));

  call = http_fixture_new_call (fixture, "/v1/y");
  g_free (call->address);
  call->address = g_strdup ("http://me:" PLANTED_SECRET "@127.0.0.1:1/");
  g_assert_false (http_fixture_run (fixture, call));
  http_fixture_assert_error (fixture, CHL_ERROR_ADDRESS, "user name");
  g_assert_null (strstr (fixture->error->message, PLANTED_SECRET));

  g_assert_nonnull (strstr (log_text->str, "GET 127.0.0.1 /v1/x 200 2 bytes 0 ms"));
  g_assert_null (strstr (log_text->str, PLANTED_SECRET));
  g_assert_null (strstr (log_text->str, "planted"));
}

static void
test_local_only_notifies (HttpFixture  *fixture,
                          gconstpointer data)
{
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  gboolean is_local_only;

  gt_signal_logger_connect (logger, fixture->http, "notify::is-local-only");
  g_object_set (fixture->http, "is-local-only", TRUE, NULL);
  gt_signal_logger_assert_notify_emission_pop (logger, fixture->http, "is-local-only");
  chl_http_set_local_only (fixture->http, TRUE);
  gt_signal_logger_assert_no_emissions (logger);
  g_object_get (fixture->http, "is-local-only", &is_local_only, NULL);
  g_assert_true (is_local_only);
  chl_http_set_local_only (fixture->http, FALSE);
  gt_signal_logger_assert_notify_emission_pop (logger, fixture->http, "is-local-only");
  g_assert_false (chl_http_is_local_only (fixture->http));
}

static void
test_call_defaults (void)
{
  g_autoptr(ChlHttpCall) far = chl_http_call_new ("GET", "https://api.example.com/v1/models");
  g_autoptr(ChlHttpCall) near = chl_http_call_new ("GET", "http://localhost:11434/v1/models");

  g_assert_cmpint (far->connect_timeout_ms, ==, 10000);
  g_assert_cmpint (far->answer_timeout_ms, ==, 600000);
  g_assert_cmpint (far->idle_timeout_ms, ==, 300000);
  g_assert_cmpint (far->total_timeout_ms, ==, 3600000);
  g_assert_cmpuint (far->max_body_bytes, ==, 64 << 20);
  g_assert_false (far->allow_plain);
  g_assert_cmpint (near->connect_timeout_ms, ==, 3000);
  g_assert_cmpint (near->answer_timeout_ms, ==, 0);
  g_assert_cmpint (near->idle_timeout_ms, ==, 900000);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  log_text = g_string_new (NULL);
  g_log_set_writer_func (log_writer, NULL, NULL);

#define ADD(path, func) \
  g_test_add (path, HttpFixture, NULL, http_fixture_set_up, func, http_fixture_tear_down)
  ADD ("/http/gathers", test_gathers);
  ADD ("/http/streams", test_streams);
  ADD ("/http/sends", test_sends);
  ADD ("/http/keeps-connections", test_keeps_connections);
  ADD ("/http/statuses", test_statuses);
  ADD ("/http/bodies", test_bodies);
  ADD ("/http/caller-refuses", test_caller_refuses);
  ADD ("/http/secrets-have-an-origin", test_secrets_have_an_origin);
  ADD ("/http/log-holds-no-secret", test_log_holds_no_secret);
  ADD ("/http/local-only-notifies", test_local_only_notifies);
  g_test_add_func ("/http/call-defaults", test_call_defaults);

  result = g_test_run ();
  g_string_free (log_text, TRUE);

  return result;
}
