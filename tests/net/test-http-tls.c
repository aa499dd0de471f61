/* test-http-tls.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-http-fixture.h"

/* Made for this test; it opens nothing. */
static const char key[] =
  "-----BEGIN EC PRIVATE KEY-----\n"
  "MHcCAQEEIJElQJC4z0s2c6OY2G3hMIvVSBrwD2Npxyg+rSwSiGdeoAoGCCqGSM49\n"
  "AwEHoUQDQgAEoXrCOynM67bSd7fauKUWhpK9+rpuckJzy7zpMg0rJiFbYCW/oDZc\n"
  "UzweQJ9azQVqvCMYd+v4Yq0joFoakOM6Ew==\n"
  "-----END EC PRIVATE KEY-----\n";

/* Signed by itself, for a hundred years. */
static const char unknown[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBETCBuAIBAjAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcN\n"
  "MjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2Fs\n"
  "aG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKF6wjspzOu20ne32rilFoaS\n"
  "vfq6bnJCc8u86TINKyYhW2Alv6A2XFM8HkCfWs0FarwjGHfr+GKtI6BaGpDjOhMw\n"
  "CgYIKoZIzj0EAwIDSAAwRQIhAOgyh1+/5eitCJGBDWTeKcbGVkse9l+X93UIHoNE\n"
  "h77KAiB0BPCcWHfqQ6Q5azCi54ky9l+YOaFC86txQmwXUbfYCA==\n"
  "-----END CERTIFICATE-----\n";

/* Signed by itself, and over since 2020. */
static const char expired[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBDzCBtgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcN\n"
  "MjAwMTAxMDAwMDAwWhcNMjAwMjAxMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhv\n"
  "c3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAShesI7KczrttJ3t9q4pRaGkr36\n"
  "um5yQnPLvOkyDSsmIVtgJb+gNlxTPB5An1rNBWq8Ixh36/hirSOgWhqQ4zoTMAoG\n"
  "CCqGSM49BAMCA0gAMEUCIQD4KJm+2FvXTnU6mRIxp7WZ3RtHSOGweYZhoW234VLJ\n"
  "EwIgEM9ANaLV+5qnLlYjm9TYjxnhbjeUYIeTNoZLEz5EvF0=\n"
  "-----END CERTIFICATE-----\n";

typedef struct
{
  HttpFixture      http;
  GSocketService  *service;     /* (owned) */
  GTlsCertificate *certificate; /* (owned) */
  guint            port;
} Fixture;

static void
handshake_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  /* The client turns away; that is what the test is about. */
  g_tls_connection_handshake_finish (G_TLS_CONNECTION (object), result, NULL);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(GIOStream) tls = NULL;

  tls = g_tls_server_connection_new (G_IO_STREAM (connection), fixture->certificate, NULL);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, handshake_cb,
                                    NULL);

  return TRUE;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *pem = g_strconcat (data, key, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;

  http_fixture_set_up (&fixture->http, NULL);
  if (!(fixture->certificate = g_tls_certificate_new_from_pem (pem, -1, &error)))
    return;

  fixture->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (fixture->service), any_port,
                                 G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address,
                                 &error);
  g_assert_no_error (error);
  fixture->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  g_signal_connect (fixture->service, "incoming", G_CALLBACK (incoming_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  if (fixture->service != NULL)
    {
      g_socket_service_stop (fixture->service);
      g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->service);
  g_clear_object (&fixture->certificate);
  http_fixture_tear_down (&fixture->http, NULL);
}

static void
test_certificate (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *address = g_strdup_printf ("https://localhost:%u/v1", fixture->port);

  if (fixture->service == NULL)
    {
      g_test_skip ("no TLS here");
      return;
    }

  g_assert_false (http_fixture_run (&fixture->http, chl_http_call_new ("GET", address)));
  http_fixture_assert_error (&fixture->http, CHL_ERROR_TLS,
                             data == expired ? "localhost has expired" : "nobody this computer");
  g_assert_cmpstr (fixture->http.stages->str, ==, "RCS");
}

static void
test_https_to_http (HttpFixture  *fixture,
                    gconstpointer data)
{
  guint port = chl_fake_server_get_port (fixture->server);

  chl_fake_server_add_json (fixture->server, NULL, 400, "{}");
  for (guint i = 0; i < 2; i++)
    {
      ChlHttpCall *call = http_fixture_new_call (fixture, "/");
      const char  *host = i == 0 ? "127.0.0.1" : "localhost";

      g_free (call->address);
      call->address = g_strdup_printf ("https://%s:%u/v1", host, port);
      /* The server waits for the end of a line that never comes. */
      call->connect_timeout_ms = 0;
      http_fixture_begin (fixture, call);
      while (strchr (fixture->stages->str, 'S') == NULL ||
             chl_fake_server_get_n_open (fixture->server) == 0)
        g_main_context_iteration (NULL, TRUE);
      chl_fake_server_stop (fixture->server);
      http_fixture_wait (fixture);
      http_fixture_assert_error (fixture, CHL_ERROR_TLS, "http://");
      g_assert_finalize_object (fixture->server);
      fixture->server = chl_fake_server_new_at ("127.0.0.1", (guint16) port, NULL);
      g_assert_nonnull (fixture->server);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/http/tls/unknown", Fixture, unknown, set_up, test_certificate, tear_down);
  g_test_add ("/http/tls/expired", Fixture, expired, set_up, test_certificate, tear_down);
  g_test_add ("/http/tls/https-to-http", HttpFixture, NULL, http_fixture_set_up, test_https_to_http,
              http_fixture_tear_down);

  return g_test_run ();
}
