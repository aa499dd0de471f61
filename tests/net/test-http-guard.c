/* test-http-guard.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-fake-resolver.h"
#include "chl-http-fixture.h"

#define FAR "192.0.2.1" /* reserved for documentation: nobody is there */
#define ODD "0.0.0.0"   /* not a loopback address, and yet this computer answers to it */
#define NEAR "127.0.0.1"

static ChlFakeResolver *resolver; /* (owned) */

/* A call to @name at the port of the server. */
static ChlHttpCall *
new_call (HttpFixture *fixture,
          const char  *name,
          const char  *path)
{
  ChlHttpCall *call = http_fixture_new_call (fixture, path);

  g_free (call->address);
  call->address =
    g_strdup_printf ("http://%s:%u%s", name, chl_fake_server_get_port (fixture->server), path);

  return call;
}

static void
set_up (HttpFixture  *fixture,
        gconstpointer data)
{
  resolver = chl_fake_resolver_new ();
  g_resolver_set_default (G_RESOLVER (resolver));
  http_fixture_set_up (fixture, data);
}

static void
tear_down (HttpFixture  *fixture,
           gconstpointer data)
{
  chl_fake_proxy_resolver_set_proxy (NULL);
  http_fixture_tear_down (fixture, data);
  g_object_unref (resolver);
}

static void
test_names (HttpFixture  *fixture,
            gconstpointer data)
{
  const struct
  {
    const char *name;
    const char *addresses;
    gboolean    is_near;
  } cases[] = {
    { "far.test", FAR, FALSE },
    { "mixed.test", NEAR " " FAR, FALSE },
    { "mixed6.test", "::1 2001:db8::1", FALSE },
    { "odd.test", ODD, FALSE },
    { "near.test", NEAR, TRUE },
    { "near2.test", NEAR " 127.0.0.2", TRUE },
    { FAR, NULL, FALSE },
    { ODD, NULL, FALSE },
    { "[::ffff:192.0.2.1]", NULL, FALSE },
    { NEAR, NULL, TRUE },
    { "localhost", NULL, TRUE },
  };
  guint n_near = 0;

  chl_fake_server_add_json (fixture->server, NULL, 200, "{}");
  chl_http_set_local_only (fixture->http, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlHttpCall *call = new_call (fixture, cases[i].name, "/");

      g_test_message ("%s", cases[i].name);
      call->allow_plain = i % 2 == 0;
      if (cases[i].addresses != NULL)
        chl_fake_resolver_add (resolver, cases[i].name, cases[i].addresses);
      g_assert_true (http_fixture_run (fixture, call) == cases[i].is_near);
      n_near += cases[i].is_near ? 1 : 0;
      g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, n_near);
      if (!cases[i].is_near)
        {
          http_fixture_assert_error (fixture, CHL_ERROR_NOT_LOCAL, "is another computer");
          g_assert_cmpstr (fixture->stages->str, ==, "R");
        }
    }
}

/* The name is looked up twice, and the second answer leads away. */
static void
test_rebinding (HttpFixture  *fixture,
                gconstpointer data)
{
  const char *const second[] = { FAR, ODD, ODD " " NEAR };

  chl_fake_server_add_json (fixture->server, NULL, 200, "{}");
  chl_http_set_local_only (fixture->http, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    {
      g_autofree char *name = g_strdup_printf ("turncoat%u.test", i);

      chl_fake_resolver_add (resolver, name, NEAR);
      chl_fake_resolver_add (resolver, name, second[i]);
      g_assert_false (http_fixture_run (fixture, new_call (fixture, name, "/")));
      http_fixture_assert_error (fixture, CHL_ERROR_NOT_LOCAL, name);
      g_assert_cmpstr (fixture->stages->str, ==, "RC");
    }
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 0);
  g_assert_cmpuint (chl_fake_server_get_n_connections (fixture->server), ==, 0);
}

static void
test_unknown_name (HttpFixture  *fixture,
                   gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      ChlHttpCall *call = new_call (fixture, "nowhere.test", "/");

      call->allow_plain = TRUE;
      chl_http_set_local_only (fixture->http, i == 1);
      g_assert_false (http_fixture_run (fixture, call));
      http_fixture_assert_error (fixture, CHL_ERROR_NETWORK, "no computer named nowhere.test");
    }
}

/* A name that is looked up for ever: the time to connect is over, or the caller gives up. */
static void
test_endless_lookup (HttpFixture  *fixture,
                     gconstpointer data)
{
  chl_fake_resolver_add (resolver, "endless.test", "never");
  for (guint i = 0; i < 2; i++)
    {
      ChlHttpCall *call = new_call (fixture, "endless.test", "/");

      g_assert_cmpint (call->connect_timeout_ms, ==, 3000);
      call->connect_timeout_ms = 10000;
      call->allow_plain = TRUE;
      chl_http_set_local_only (fixture->http, i == 1);
      http_fixture_begin (fixture, call);
      while (chl_fake_clock_get_n_timeouts (fixture->clock) < 2)
        g_main_context_iteration (NULL, TRUE);
      chl_fake_clock_advance_ms (fixture->clock, 9999);
      g_main_context_iteration (NULL, FALSE);
      g_assert_false (fixture->is_done);
      chl_fake_clock_advance_ms (fixture->clock, 1);
      http_fixture_wait (fixture);
      http_fixture_assert_error (fixture, CHL_ERROR_TIMEOUT, "within 10 seconds");

      call = new_call (fixture, "endless.test", "/");
      call->allow_plain = TRUE;
      http_fixture_begin (fixture, call);
      g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (fixture->cancellable);
      http_fixture_wait (fixture);
      g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_cancellable_reset (fixture->cancellable);
    }
}

static void
other_done_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  gboolean *is_done = user_data;
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;

  answer = chl_http_call_finish (CHL_HTTP (object), result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chl_http_answer_get_status (answer), ==, 200);
  *is_done = TRUE;
}

static void
test_switching_on (HttpFixture  *fixture,
                   gconstpointer data)
{
  g_autoptr(ChlHttpCall) near_call = new_call (fixture, "localhost", "/near");
  ChlHttpCall   *call = new_call (fixture, "far.test", "/stream");
  ChlFakeAnswer *answer;
  gboolean       is_near_done = FALSE;

  answer = chl_fake_server_add_events (fixture->server, "/stream");
  chl_fake_answer_add_text (answer, ": ping\n");
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  answer = chl_fake_server_add_events (fixture->server, "/near");
  chl_fake_answer_add_gate (answer);
  chl_fake_resolver_add (resolver, "far.test", NEAR);

  chl_http_call_async (fixture->http, near_call, NULL, NULL, NULL, other_done_cb, &is_near_done);
  http_fixture_wait_for_requests (fixture, 1);
  call->allow_plain = TRUE;
  http_fixture_begin (fixture, call);
  while (fixture->n_pieces == 0)
    g_main_context_iteration (NULL, TRUE);
  chl_http_set_local_only (fixture->http, TRUE);
  http_fixture_wait (fixture);
  http_fixture_assert_error (fixture, CHL_ERROR_NOT_LOCAL, "far.test");
  http_fixture_wait_for_leaving (fixture, 1);

  g_assert_false (is_near_done);
  chl_fake_server_open_gate (fixture->server);
  while (!is_near_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_kept_connections_close (HttpFixture  *fixture,
                             gconstpointer data)
{
  ChlHttpCall *call = new_call (fixture, "far.test", "/");

  chl_fake_server_add_json (fixture->server, NULL, 200, "{}");
  chl_fake_resolver_add (resolver, "far.test", NEAR);
  call->allow_plain = TRUE;
  g_assert_true (http_fixture_run (fixture, call));
  g_assert_true (http_fixture_run (fixture, new_call (fixture, "localhost", "/")));
  g_assert_cmpuint (chl_fake_server_get_n_open (fixture->server), ==, 2);
  chl_http_set_local_only (fixture->http, TRUE);
  while (chl_fake_server_get_n_open (fixture->server) > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (http_fixture_run (fixture, new_call (fixture, "localhost", "/")));
  g_assert_cmpuint (chl_fake_server_get_n_connections (fixture->server), ==, 2);
}

static void
test_proxy (HttpFixture  *fixture,
            gconstpointer data)
{
  ChlFakeServer   *proxy = chl_fake_server_new ();
  g_autofree char *proxy_address = chl_fake_server_dup_address (proxy, "");
  ChlHttpCall     *call = new_call (fixture, "far.test", "/");

  chl_fake_server_add_json (proxy, NULL, 200, "{\"by\":\"proxy\"}");
  chl_fake_server_add_json (fixture->server, NULL, 200, "{}");
  chl_fake_resolver_add (resolver, "near.test", NEAR);
  chl_fake_proxy_resolver_set_proxy (proxy_address);

  /* Elsewhere by the proxy, this computer without. */
  call->allow_plain = TRUE;
  g_assert_true (http_fixture_run (fixture, call));
  g_assert_cmpuint (chl_fake_server_get_n_requests (proxy), ==, 1);
  g_assert_true (http_fixture_run (fixture, new_call (fixture, "localhost", "/")));
  g_assert_true (http_fixture_run (fixture, new_call (fixture, NEAR, "/")));
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 2);

  /* Staying here, nothing goes that way, not even to a proxy on this computer. */
  chl_http_set_local_only (fixture->http, TRUE);
  g_assert_true (http_fixture_run (fixture, new_call (fixture, "near.test", "/")));
  chl_fake_resolver_add (resolver, "far.test", FAR);
  g_assert_false (http_fixture_run (fixture, new_call (fixture, "far.test", "/")));
  http_fixture_assert_error (fixture, CHL_ERROR_NOT_LOCAL, "far.test");
  g_assert_cmpuint (chl_fake_server_get_n_requests (proxy), ==, 1);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 3);

  chl_fake_server_stop (proxy);
  g_assert_finalize_object (proxy);
}

static void
test_localhost (HttpFixture  *fixture,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  ChlFakeServer *old_server = fixture->server;

  chl_fake_server_add_json (fixture->server, NULL, 200, "{}");
  g_assert_true (http_fixture_run (fixture, new_call (fixture, "localhost", "/")));

  if (!(fixture->server = chl_fake_server_new_at ("::1", 0, &error)))
    {
      g_test_message ("no IPv6 here: %s", error->message);
      fixture->server = old_server;
      return;
    }
  chl_fake_server_stop (old_server);
  g_assert_finalize_object (old_server);
  chl_fake_server_add_json (fixture->server, NULL, 200, "{}");
  g_assert_true (http_fixture_run (fixture, new_call (fixture, "localhost", "/")));
  g_assert_true (http_fixture_run (fixture, new_call (fixture, "[::1]", "/")));
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  chl_fake_proxy_resolver_install ();

#define ADD(path, func) g_test_add (path, HttpFixture, NULL, set_up, func, tear_down)
  ADD ("/http/guard/names", test_names);
  ADD ("/http/guard/rebinding", test_rebinding);
  ADD ("/http/guard/unknown-name", test_unknown_name);
  ADD ("/http/guard/endless-lookup", test_endless_lookup);
  ADD ("/http/guard/switching-on", test_switching_on);
  ADD ("/http/guard/kept-connections-close", test_kept_connections_close);
  ADD ("/http/guard/proxy", test_proxy);
  ADD ("/http/guard/localhost", test_localhost);

  return g_test_run ();
}
