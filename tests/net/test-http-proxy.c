/* test-http-proxy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-http-fixture.h"

/* The network's proxy, as an administrator's environment names it. */
static void
set_up (HttpFixture  *fixture,
        gconstpointer data)
{
  g_autofree char *proxy = NULL;

  http_fixture_set_up (fixture, data);
  proxy = chl_fake_server_dup_address (fixture->server, "");
  g_setenv ("https_proxy", proxy, TRUE);
}

/* Calls @host through the proxy; that has not seen the key afterwards. */
static void
call_host (HttpFixture *fixture,
           const char  *host)
{
  g_autofree char *address = g_strdup_printf ("https://%s/v1/models", host);
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED_SECRET, -1);
  ChlHttpCall    *call = chl_http_call_new ("GET", address);
  ChlFakeRequest *request;
  guint           n_requests;

  chl_headers_set_secret (call->headers, "Authorization", "Bearer ", secret);
  g_assert_false (http_fixture_run (fixture, call));
  g_assert_null (strchr (fixture->stages->str, 'W'));

  n_requests = chl_fake_server_get_n_requests (fixture->server);
  g_assert_cmpuint (n_requests, >, 0);
  request = chl_fake_server_get_request (fixture->server, n_requests - 1);
  g_assert_cmpstr (chl_fake_request_get_method (request), ==, "CONNECT");
  g_assert_null (chl_fake_request_get_header (request, "Authorization"));
}

/* What a proxy says is not what the provider says: its 401 is about no key of ours. */
static void
test_refuses (HttpFixture  *fixture,
              gconstpointer data)
{
  const guint statuses[] = { 302, 401, 403, 404, 407, 502 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *words = g_strdup_printf ("%u", statuses[i]);
      g_autofree char *host = g_strdup_printf ("api%u.invalid", statuses[i]);
      g_autofree char *target = g_strconcat (host, ":443", NULL);
      ChlFakeAnswer   *answer;

      g_test_message ("%u", statuses[i]);
      answer = chl_fake_server_add (fixture->server, target, statuses[i], CHL_FAKE_LENGTH);
      chl_fake_answer_add_header (answer, "Location", "http://127.0.0.1:1/");
      chl_fake_answer_add_text (answer, "no");
      call_host (fixture, host);
      http_fixture_assert_error (fixture, CHL_ERROR_NETWORK, "proxy does not let us through");
      g_assert_nonnull (strstr (fixture->error->message, words));
    }
}

static void
test_speaks_no_tls (HttpFixture  *fixture,
                    gconstpointer data)
{
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "api.invalid:443", 0, CHL_FAKE_RAW);

  chl_fake_answer_add_text (answer, "HTTP/1.1 200 OK\r\n\r\n");
  chl_fake_answer_add_fill (answer, "hello", 500);
  call_host (fixture, "api.invalid");
  http_fixture_assert_error (fixture, CHL_ERROR_TLS, "is not HTTPS; check the address");
  g_assert_null (strstr (fixture->error->message, "http://"));
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "libproxy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/http/proxy/refuses", HttpFixture, NULL, set_up, test_refuses,
              http_fixture_tear_down);
  g_test_add ("/http/proxy/speaks-no-tls", HttpFixture, NULL, set_up, test_speaks_no_tls,
              http_fixture_tear_down);

  return g_test_run ();
}
