/* test-ollama-here.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-call.h"
#include "chl-check.h"
#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-runtime-private.h"
#include "chl-runtime-state.h"

#define TAGS "/api/tags"
#define SHOW "/api/show"
#define RUNNING "/api/ps"

/* An Ollama on the fake server, whose list has so many models, "m0" and on. */
static ChlProvider *
add_ollama (ChlFixture *fixture,
            guint       n_models)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "");
  const ChlNewProvider what = { .family_id = "ollama", .id = "here", .endpoint = endpoint };
  g_autoptr(GString) list = g_string_new ("{\"models\":[");
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add (fixture, &what, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_models; i++)
    g_string_append_printf (list, "%s{\"name\":\"m%u\",\"digest\":\"d%u\"}", i > 0 ? "," : "", i, i);
  g_string_append (list, "]}");
  chl_fake_server_add_json (fixture->server, TAGS, 200, list->str);

  return provider;
}

static gboolean
refresh (ChlFixture    *fixture,
         ChlProvider   *provider,
         ChlDiscovered *discovered,
         GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);

  return chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), discovered,
                                       error);
}

/* The state of a provider on a port behind which nobody is. */
static ChlProviderState
ask_nobody (ChlFixture  *fixture,
            ChlProvider *provider,
            const char  *needle)
{
  g_autoptr(ChlCheck) check = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlProviderState state;

  g_assert_false (refresh (fixture, provider, NULL, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, needle));
  state = chl_provider_get_state (provider);
  g_assert_nonnull (strstr (chl_provider_get_detail (provider), needle));

  /* A check says the same. */
  check = chl_check_new (fixture->engine, provider);
  chl_check_run_async (check, NULL, chl_fixture_keep_cb, &result);
  g_assert_true (chl_check_run_finish (check, chl_fixture_wait (&result), NULL));
  g_assert_cmpint (chl_provider_get_state (provider), ==, state);
  g_assert_nonnull (strstr (chl_provider_get_detail (provider), needle));

  return state;
}

static void
test_not_running_and_not_installed (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider     *provider = add_ollama (fixture, 1);
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *program = g_build_filename (fixture->folder, "ollama", NULL);

  chl_fake_server_stop (fixture->server);
  g_setenv ("PATH", fixture->folder, TRUE);
  if (!chl_runtime_is_program_here ("ollama"))
    g_assert_cmpint (ask_nobody (fixture, provider, "not installed"), ==,
                     CHL_PROVIDER_NOT_INSTALLED);

  g_assert_true (g_file_set_contents_full (program, "", 0, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  g_assert_true (chl_runtime_is_program_here ("ollama"));
  g_assert_cmpint (ask_nobody (fixture, provider, "not running"), ==, CHL_PROVIDER_NOT_RUNNING);
  g_setenv ("PATH", path, TRUE);
}

static void
test_the_variable_says_where (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  const ChlNewProvider plain = { .family_id = "ollama", .id = "plain" };
  const ChlNewProvider told = { .family_id = "ollama", .id = "told" };
  const ChlNewProvider given = { .family_id = "ollama", .id = "given", .endpoint = "localhost:7" };
  g_autoptr(GError) error = NULL;

  g_unsetenv ("OLLAMA_HOST");
  g_assert_cmpstr (chl_provider_get_endpoint (chl_fixture_add (fixture, &plain, NULL)), ==,
                   "http://localhost:11434");
  g_setenv ("OLLAMA_HOST", "0.0.0.0:8123", TRUE);
  g_assert_cmpstr (chl_provider_get_endpoint (chl_fixture_add (fixture, &told, NULL)), ==,
                   "http://127.0.0.1:8123");
  g_assert_cmpstr (chl_provider_get_endpoint (chl_fixture_add (fixture, &given, NULL)), ==,
                   "http://localhost:7");
  g_setenv ("OLLAMA_HOST", "me@nowhere", TRUE);
  g_assert_null (chl_fixture_add (fixture, &(ChlNewProvider){ .family_id = "ollama" }, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_ADDRESS);
  g_assert_true (g_str_has_prefix (error->message, "OLLAMA_HOST: "));
  g_unsetenv ("OLLAMA_HOST");
}

static ChlRuntime *
probe (ChlFixture *fixture)
{
  ChlRuntimes *runtimes = chl_engine_get_runtimes (fixture->engine);
  g_autoptr(GAsyncResult) result = NULL;

  chl_runtimes_probe_async (runtimes, NULL, chl_fixture_keep_cb, &result);
  g_assert_true (chl_runtimes_probe_finish (runtimes, chl_fixture_wait (&result), NULL));

  return g_list_model_get_item (G_LIST_MODEL (runtimes), 0);
}

static void
test_is_found_by_itself (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autofree char *address = chl_fake_server_dup_address (fixture->server, "");
  g_autoptr(ChlRuntime) runtime = NULL;
  g_autoptr(ChlRuntime) again = NULL;
  ChlProvider *provider;

  g_setenv ("OLLAMA_HOST", address, TRUE);
  chl_fixture_restart (fixture);
  provider = add_ollama (fixture, 4);
  chl_fake_server_add_json (fixture->server, RUNNING, 200,
                            "{\"models\":[{\"name\":\"m1\"},{\"name\":\"m\\u0007\"},{\"name\":7}]}");
  chl_fake_server_add_json (fixture->server, RUNNING, 500, "{}");
  chl_fake_server_add_json (fixture->server, "/api/version", 200, "{\"version\":\"0.12.6\"}");
  runtime = probe (fixture);
  g_assert_cmpstr (chl_runtime_get_family_id (runtime), ==, "ollama");
  g_assert_cmpstr (chl_runtime_get_address (runtime), ==, address);
  g_assert_true (chl_runtime_is_running (runtime));
  g_assert_true (chl_runtime_is_installed (runtime));
  g_assert_cmpuint (chl_runtime_get_n_models (runtime), ==, 4);
  g_assert_cmpstr (chl_runtime_get_loaded (runtime), ==, "m1");
  g_assert_cmpstr (chl_runtime_get_version (runtime), ==, "0.12.6");
  g_assert_cmpstr (chl_runtime_get_provider_id (runtime), ==, chl_provider_get_id (provider));

  again = probe (fixture);
  g_assert_true (chl_runtime_is_running (again));
  g_assert_null (chl_runtime_get_loaded (again));

  chl_fake_server_stop (fixture->server);
  g_clear_object (&again);
  again = probe (fixture);
  g_assert_false (chl_runtime_is_running (again));
  g_assert_cmpuint (chl_runtime_get_n_models (again), ==, 0);
  g_assert_null (chl_runtime_get_version (again));
  g_unsetenv ("OLLAMA_HOST");
}

/* One that was told to be elsewhere is not looked for there. */
static void
test_nobody_else_is_looked_for (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlRuntime) runtime = NULL;

  g_setenv ("OLLAMA_HOST", "http://192.0.2.7:11434", TRUE);
  chl_fixture_restart (fixture);
  runtime = g_list_model_get_item (G_LIST_MODEL (chl_engine_get_runtimes (fixture->engine)), 0);
  g_assert_cmpstr (chl_runtime_get_address (runtime), ==, "http://localhost:11434");
  g_unsetenv ("OLLAMA_HOST");
}

/* Resolvers name one address of it before the other, and servers listen at either. */
static void
test_localhost_is_both_addresses (void)
{
  static const char *const addresses[] = { "127.0.0.1", "::1" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      g_autoptr(GError) error = NULL;
      ChlFakeServer   *server = chl_fake_server_new_at (addresses[i], 0, &error);
      g_autofree char *endpoint = NULL;
      ChlProvider     *provider;

      if (server == NULL)
        {
          g_test_message ("no %s here: %s", addresses[i], error->message);
          continue;
        }

      endpoint = g_strdup_printf ("localhost:%u", chl_fake_server_get_port (server));
      chl_fake_server_stop (fixture->server);
      g_object_unref (fixture->server);
      fixture->server = server;
      provider = chl_fixture_add (fixture,
                                  &(ChlNewProvider){ .family_id = "ollama", .endpoint = endpoint },
                                  NULL);
      chl_fake_server_add_json (server, TAGS, 200, "{\"models\":[{\"name\":\"m\"}]}");
      chl_fake_server_add_json (server, SHOW, 200, "{}");
      chl_fake_server_add_json (server, RUNNING, 200, "{}");
      g_assert_true (refresh (fixture, provider, NULL, &error));
      g_assert_no_error (error);
      g_assert_nonnull (chl_provider_find_model (provider, "m"));
    }
}

/* What a server on this computer hands on leaves it all the same. */
static void
test_models_elsewhere_are_not_asked (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add_ollama (fixture, 1);
  g_autoptr(GError) error = NULL;

  g_assert_true (chl_call_check_model (fixture->engine, provider, "big:cloud", &error));
  chl_engine_set_local_only (fixture->engine, TRUE);
  g_assert_true (chl_call_check_model (fixture->engine, provider, "m0", &error));
  g_assert_false (chl_call_check_model (fixture->engine, provider, "big:cloud", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL);
  g_assert_nonnull (strstr (error->message, "ollama.com"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_unsetenv ("OLLAMA_HOST");

  g_test_add_func ("/ollama-here/not-running-and-not-installed", test_not_running_and_not_installed);
  g_test_add_func ("/ollama-here/the-variable-says-where", test_the_variable_says_where);
  g_test_add_func ("/ollama-here/is-found-by-itself", test_is_found_by_itself);
  g_test_add_func ("/ollama-here/nobody-else-is-looked-for", test_nobody_else_is_looked_for);
  g_test_add_func ("/ollama-here/localhost-is-both-addresses", test_localhost_is_both_addresses);
  g_test_add_func ("/ollama-here/models-elsewhere-are-not-asked",
                   test_models_elsewhere_are_not_asked);

  return g_test_run ();
}
