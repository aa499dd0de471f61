/* test-runtimes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-address.h"
#include "chl-engine-fixture.h"
#include "chl-families.h"
#include "chl-runtime-private.h"

static const ChlRuntimeKind kind = {
  .title = "Ollama",
  .address = "http://localhost:11434",
  .family_id = "ollama",
  .models_path = "/api/tags",
  .models_pointer = "/models",
};

static void
test_knows_its_users (void)
{
  static const struct
  {
    const char *endpoint;
    gboolean    serves;
  } rows[] = {
    { "http://localhost:11434/v1", TRUE },
    { "http://127.0.0.1:11434/v1", TRUE },
    { "http://[::1]:11434", TRUE },
    { "http://localhost:11434/api", TRUE },
    { "http://localhost:1234/v1", FALSE },
    { "http://localhost/v1", FALSE },
    { "http://192.0.2.1:11434/v1", FALSE },
    { "https://ollama.example:11434/v1", FALSE },
    { NULL, FALSE },
  };
  g_autoptr(ChlRuntime) runtime = chl_runtime_new (&kind, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = chl_provider_new (chl_families_find ("custom"), "lab");

      g_test_message ("%s", rows[i].endpoint);
      chl_provider_set_endpoint (provider, rows[i].endpoint);
      g_assert_cmpint (chl_runtime_serves (runtime, provider), ==, rows[i].serves);
    }
}

static void
test_tells_of_changes_once (void)
{
  g_autoptr(ChlRuntime) runtime = chl_runtime_new (&kind, NULL);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  gt_signal_logger_connect (logger, runtime, "notify");
  chl_runtime_set_found (runtime, TRUE, 3);
  gt_signal_logger_assert_notify_emission_pop (logger, runtime, "is-running");
  gt_signal_logger_assert_notify_emission_pop (logger, runtime, "n-models");
  chl_runtime_set_found (runtime, TRUE, 3);
  chl_runtime_set_provider_id (runtime, NULL);
  gt_signal_logger_assert_no_emissions (logger);
  chl_runtime_set_provider_id (runtime, "lab");
  gt_signal_logger_assert_notify_emission_pop (logger, runtime, "provider-id");
  g_assert_true (chl_runtime_is_running (runtime));
  g_assert_cmpuint (chl_runtime_get_n_models (runtime), ==, 3);
}

static void
test_asks_this_computer_only (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  GListModel *runtimes = G_LIST_MODEL (chl_engine_get_runtimes (fixture->engine));

  g_assert_cmpuint (g_list_model_get_n_items (runtimes), >, 2);
  for (guint i = 0; i < g_list_model_get_n_items (runtimes); i++)
    {
      g_autoptr(ChlRuntime) runtime = g_list_model_get_item (runtimes, i);

      g_assert_true (chl_address_is_loopback (chl_runtime_get_address (runtime)));
      g_assert_true (chl_families_find (chl_runtime_get_family_id (runtime)) != G_TYPE_INVALID);
      g_assert_nonnull (chl_runtime_get_title (runtime));
    }
}

static void
test_a_provider_is_beside_its_runtime (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  GListModel *runtimes = G_LIST_MODEL (chl_engine_get_runtimes (fixture->engine));
  g_autoptr(ChlRuntime) runtime = g_list_model_get_item (runtimes, 0);
  const ChlNewProvider what = { .family_id = chl_runtime_get_family_id (runtime),
                                .id = "local",
                                .endpoint = chl_runtime_get_address (runtime) };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;

  g_assert_null (chl_runtime_get_provider_id (runtime));
  provider = chl_fixture_add (fixture, &what, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chl_runtime_get_provider_id (runtime), ==, "local");
  chl_provider_list_hide (chl_engine_get_providers (fixture->engine), provider);
  g_assert_null (chl_runtime_get_provider_id (runtime));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/runtimes/knows-its-users", test_knows_its_users);
  g_test_add_func ("/runtimes/tells-of-changes-once", test_tells_of_changes_once);
  g_test_add_func ("/runtimes/asks-this-computer-only", test_asks_this_computer_only);
  g_test_add_func ("/runtimes/a-provider-is-beside-its-runtime",
                   test_a_provider_is_beside_its_runtime);

  return g_test_run ();
}
