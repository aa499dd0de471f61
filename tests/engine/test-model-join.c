/* test-model-join.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-model-join.h"

static void
refresh_once (ChlFixture    *fixture,
              ChlProvider   *provider,
              ChlDiscovered *discovered)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);
  chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), discovered, &error);
  g_assert_no_error (error);
}

/* The list that was there before is given once more first. */
static void
refresh (ChlFixture    *fixture,
         ChlProvider   *provider,
         const char    *list,
         ChlDiscovered *discovered)
{
  gboolean is_first = chl_fake_server_get_n_requests (fixture->server) == 0;

  chl_fake_server_add_json (fixture->server, "/v1/models", 200, list);
  if (!is_first)
    refresh_once (fixture, provider, NULL);
  refresh_once (fixture, provider, discovered);
}

static guint
count_new (ChlProvider *provider)
{
  GListModel *models = chl_provider_get_models (provider);
  guint       n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      n += chl_model_is_new (model) ? 1 : 0;
    }

  return n;
}

/* What is new stays new until it was seen; what is gone is kept if it is used. */
static void
test_join (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = chl_fixture_add_provider (fixture);
  ChlDiscovered discovered;

  refresh (fixture, provider, "{\"data\":[{\"id\":\"a\",\"context_length\":1000},{\"id\":\"b\"}]}",
           &discovered);
  g_assert_cmpuint (discovered.n_models, ==, 2);
  g_assert_cmpuint (count_new (provider), ==, 0);

  refresh (fixture, provider,
           "{\"data\":[{\"id\":\"a\",\"context_length\":2000},{\"id\":\"b\"},{\"id\":\"c\"}]}", &discovered);
  g_assert_cmpuint (discovered.n_models, ==, 3);
  g_assert_cmpuint (discovered.n_new, ==, 1);
  g_assert_cmpuint (discovered.n_changed, ==, 1);
  g_assert_cmpuint (discovered.n_gone, ==, 0);
  g_assert_cmpuint (count_new (provider), ==, 1);
  g_assert_true (chl_model_is_new (chl_provider_find_model (provider, "c")));

  /* Also after the next list, and the next start. */
  refresh (fixture, provider,
           "{\"data\":[{\"id\":\"a\",\"context_length\":2000},{\"id\":\"c\"},{\"id\":\"d\"}]}", &discovered);
  g_assert_cmpuint (discovered.n_new, ==, 1);
  g_assert_cmpuint (discovered.n_changed, ==, 0);
  g_assert_cmpuint (discovered.n_gone, ==, 1);
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_cmpuint (count_new (provider), ==, 2);

  chl_model_join_mark_seen (fixture->engine, provider);
  g_assert_cmpuint (count_new (provider), ==, 0);
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_nonnull (chl_provider_find_model (provider, "d"));
  g_assert_cmpuint (count_new (provider), ==, 0);

  /* A server's bad day changes nothing. */
  refresh (fixture, provider, "{\"data\":[]}", &discovered);
  g_assert_true (discovered.is_empty);
  g_assert_nonnull (chl_provider_find_model (provider, "a"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-join/new-and-gone", test_join);

  return g_test_run ();
}
