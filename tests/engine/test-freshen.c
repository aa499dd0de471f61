/* test-freshen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-discovery.h"
#include "chl-engine-fixture.h"

#define MODELS "/v1/models"
#define LIST "{\"data\":[{\"id\":\"m\"},{\"id\":\"n\"}]}"
#define MINUTE_MS (60 * 1000)

/* Returns: whether the provider was not asked in vain */
static gboolean
freshen (ChlFixture    *fixture,
         ChlProvider   *provider,
         ChlDiscovered *discovered)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_discovery_freshen_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);

  return chl_discovery_freshen_finish (fixture->engine, chl_fixture_wait (&result), discovered,
                                       NULL);
}

static void
test_asks_when_it_is_time (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = chl_fixture_add_provider (fixture);
  ChlDiscovered discovered = { 0 };

  chl_fake_server_add_json (fixture->server, MODELS, 200, LIST);
  g_assert_true (chl_discovery_is_due (fixture->engine, provider));
  g_assert_true (freshen (fixture, provider, &discovered));
  g_assert_cmpuint (discovered.n_new, >, 0);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 1);

  chl_fake_clock_advance_ms (fixture->clock, 9 * MINUTE_MS);
  g_assert_false (chl_discovery_is_due (fixture->engine, provider));
  g_assert_true (freshen (fixture, provider, &discovered));
  g_assert_cmpuint (discovered.n_models, ==, 0);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 1);

  chl_fake_clock_advance_ms (fixture->clock, 2 * MINUTE_MS);
  g_assert_true (freshen (fixture, provider, &discovered));
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 2);
}

static void
test_asks_only_who_may_be_asked (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider         *provider = chl_fixture_add_provider (fixture);
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "/v1");
  const ChlNewProvider what = { .family_id = "openai", .endpoint = endpoint };
  ChlProvider         *keyless = chl_fixture_add (fixture, &what, NULL);

  chl_fake_server_add_json (fixture->server, MODELS, 200, LIST);
  chl_provider_set_enabled (provider, FALSE);
  g_assert_false (chl_discovery_is_due (fixture->engine, provider));
  g_assert_true (freshen (fixture, provider, NULL));

  /* It needs a key: without one there is nothing to ask. */
  g_assert_true (freshen (fixture, keyless, NULL));
  g_assert_cmpint (chl_provider_get_state (keyless), ==, CHL_PROVIDER_UNCHECKED);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 0);

  chl_fixture_set_key (fixture, keyless, "sk-freshen-0123456789");
  g_assert_true (freshen (fixture, keyless, NULL));
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 1);

  chl_provider_set_enabled (provider, TRUE);
  chl_provider_set_endpoint (provider, "https://192.0.2.1/v1");
  chl_engine_set_local_only (fixture->engine, TRUE);
  g_assert_false (chl_discovery_is_due (fixture->engine, provider));
  chl_engine_set_local_only (fixture->engine, FALSE);
  g_assert_true (chl_discovery_is_due (fixture->engine, provider));
}

static void
test_fails_and_keeps_what_was_known (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);

  chl_fake_server_add_json (fixture->server, MODELS, 503, "{}");
  chl_fake_server_add_json (fixture->server, MODELS, 401, "{}");
  g_assert_false (freshen (fixture, provider, NULL));
  g_assert_nonnull (chl_provider_find_model (provider, "m"));
  g_assert_true (chl_discovery_is_due (fixture->engine, provider));

  /* From now on it is the person's turn. */
  g_assert_false (freshen (fixture, provider, NULL));
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_NO_KEY);
  g_assert_nonnull (chl_provider_find_model (provider, "m"));
  g_assert_false (chl_discovery_is_due (fixture->engine, provider));
}

static void
test_the_age_outlives_a_restart (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);

  chl_fake_server_add_json (fixture->server, MODELS, 200, LIST);
  g_assert_true (freshen (fixture, provider, NULL));
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_false (chl_discovery_is_due (fixture->engine, provider));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/freshen/asks-when-it-is-time", test_asks_when_it_is_time);
  g_test_add_func ("/freshen/asks-only-who-may-be-asked", test_asks_only_who_may_be_asked);
  g_test_add_func ("/freshen/fails-and-keeps-what-was-known", test_fails_and_keeps_what_was_known);
  g_test_add_func ("/freshen/the-age-outlives-a-restart", test_the_age_outlives_a_restart);

  return g_test_run ();
}
