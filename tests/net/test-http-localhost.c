/* test-http-localhost.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-http-fixture.h"

/*
 * A server on this computer listens where it likes, as a rule at one of the two addresses that
 * "localhost" stands for, and the other one says no. The sockets are real, and so is who looks names
 * up.
 */

static const char *const families[] = { "127.0.0.1", "::1" };

static void
test_either_address (HttpFixture  *fixture,
                     gconstpointer data)
{
  const char *const names[] = { "localhost", "LocalHost", "localhost.", "chat.localhost" };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ChlFakeServer) server = chl_fake_server_new_at (families[i], 0, &error);

      if (server == NULL)
        {
          g_test_skip_printf ("%s: %s", families[i], error->message);
          continue;
        }

      chl_fake_server_add_json (server, NULL, 200, "{}");
      for (guint j = 0; j < 2 * G_N_ELEMENTS (names); j++)
        {
          const char  *name = names[j / 2];
          ChlHttpCall *call = http_fixture_new_call (fixture, "/");

          g_free (call->address);
          call->address = g_strdup_printf ("http://%s:%u/", name, chl_fake_server_get_port (server));
          chl_http_set_local_only (fixture->http, j % 2 == 1);
          g_test_message ("%s for %s", families[i], call->address);
          g_assert_true (http_fixture_run (fixture, call));
        }
      g_assert_cmpuint (chl_fake_server_get_n_requests (server), ==, 2 * G_N_ELEMENTS (names));
    }
}

/* An address that is one of them is that one. */
static void
test_one_address_is_one (HttpFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr(ChlFakeServer) server = chl_fake_server_new_at ("127.0.0.1", 0, NULL);
  ChlHttpCall *call = http_fixture_new_call (fixture, "/");

  g_free (call->address);
  call->address = g_strdup_printf ("http://[::1]:%u/", chl_fake_server_get_port (server));
  g_assert_false (http_fixture_run (fixture, call));
  g_assert_cmpuint (chl_fake_server_get_n_requests (server), ==, 0);
}

/* Nobody at either. */
static void
test_nobody (HttpFixture  *fixture,
             gconstpointer data)
{
  ChlHttpCall *call = http_fixture_new_call (fixture, "/");

  g_free (call->address);
  call->address = g_strdup_printf ("http://localhost:%u/", chl_fake_server_get_port (fixture->server));
  chl_fake_server_stop (fixture->server);
  g_assert_false (http_fixture_run (fixture, call));
  http_fixture_assert_error (fixture, CHL_ERROR_NETWORK, "Nothing answers at localhost");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/http-localhost/either-address", HttpFixture, NULL, http_fixture_set_up,
              test_either_address, http_fixture_tear_down);
  g_test_add ("/http-localhost/one-address-is-one", HttpFixture, NULL, http_fixture_set_up,
              test_one_address_is_one, http_fixture_tear_down);
  g_test_add ("/http-localhost/nobody", HttpFixture, NULL, http_fixture_set_up, test_nobody,
              http_fixture_tear_down);

  return g_test_run ();
}
