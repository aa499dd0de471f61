/* test-local-runtimes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-check.h"
#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-model-facts.h"
#include "chl-runtimes.h"

#define NATIVE "/api/v1/models"
#define OLDER "/api/v0/models"
#define PLAIN "/v1/models"

#define UNEXPECTED "{\"error\":\"Unexpected endpoint or method. (GET " NATIVE ")\"}"

#define NATIVE_LIST                                                                   \
  "{\"models\":[{\"type\":\"llm\",\"key\":\"tiny\",\"max_context_length\":32768,"     \
  "\"loaded_instances\":[{\"id\":\"tiny:2\",\"config\":{\"context_length\":4096}}]}," \
  "{\"type\":\"llm\",\"key\":\"large\",\"max_context_length\":131072,\"loaded_instances\":[]}]}"
#define OLDER_LIST                                                                            \
  "{\"data\":[{\"id\":\"tiny\",\"type\":\"llm\",\"state\":\"loaded\",\"max_context_length\":" \
  "32768}]}"
#define PLAIN_LIST "{\"object\":\"list\",\"data\":[{\"id\":\"tiny\",\"object\":\"model\"}]}"
#define VLLM_LIST                                                                               \
  "{\"object\":\"list\",\"data\":[{\"id\":\"tiny\",\"object\":\"model\",\"owned_by\":\"vllm\"," \
  "\"max_model_len\":4096}]}"

static ChlProvider *
add_studio (ChlFixture *fixture)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "");
  const ChlNewProvider what = { .family_id = "lmstudio", .id = "here", .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add (fixture, &what, &error);

  g_assert_no_error (error);

  return provider;
}

static gboolean
refresh (ChlFixture  *fixture,
         ChlProvider *provider,
         GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);

  return chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), NULL, error);
}

static char *
dup_paths (ChlFixture *fixture)
{
  g_autoptr(GString) paths = g_string_new (NULL);

  for (guint i = 0; i < chl_fake_server_get_n_requests (fixture->server); i++)
    g_string_append_printf (paths, "%s%s", i > 0 ? " " : "",
                            chl_fake_request_get_path (
                              chl_fake_server_get_request (fixture->server, i)));

  return g_strdup (paths->str);
}

/* Which lists there are in which version, and what is asked for the first and for the second time. */
static void
test_lists_of_all_versions (void)
{
  static const struct
  {
    const char *title;
    guint       native_status;
    const char *native;
    guint       older_status;
    const char *older;
    const char *paths;
    gint64      window;
  } rows[] = {
    { "0.4", 200, NATIVE_LIST, 404, "{}", NATIVE " " NATIVE, 4096 },
    { "0.3.6", 404, "Not Found", 200, OLDER_LIST, NATIVE " " OLDER " " OLDER, 32768 },
    { "0.3.6, under a good status", 200, UNEXPECTED, 200, OLDER_LIST, NATIVE " " OLDER " " OLDER,
      32768 },
    { "before", 200, UNEXPECTED, 200, UNEXPECTED, NATIVE " " OLDER " " PLAIN " " PLAIN, 0 },
    { "another server", 404, "<html>", 405, "", NATIVE " " OLDER " " PLAIN " " PLAIN, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      g_autoptr(GError) error = NULL;
      g_autofree char *paths = NULL;
      ChlProvider     *provider = add_studio (fixture);
      ChlModel        *model;

      g_test_message ("%s", rows[i].title);
      chl_fake_server_add_json (fixture->server, NATIVE, rows[i].native_status, rows[i].native);
      chl_fake_server_add_json (fixture->server, OLDER, rows[i].older_status, rows[i].older);
      chl_fake_server_add_json (fixture->server, PLAIN, 200, PLAIN_LIST);
      for (guint j = 0; j < 2; j++)
        {
          refresh (fixture, provider, &error);
          g_assert_no_error (error);
        }

      paths = dup_paths (fixture);
      g_assert_cmpstr (paths, ==, rows[i].paths);
      g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);
      model = chl_provider_find_model (provider, "tiny");
      g_assert_nonnull (model);
      g_assert_cmpint (chl_capabilities_get_int (chl_model_get_capabilities (model),
                                                 CHL_FIELD_CONTEXT_WINDOW),
                       ==, rows[i].window);
    }
}

/* A server without any list is asked at each address once, and its last word counts. */
static void
test_no_list_at_all (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add_studio (fixture);
  g_autoptr(GError) error = NULL;
  g_autofree char *paths = NULL;

  chl_fake_server_add_json (fixture->server, NULL, 200, UNEXPECTED);
  g_assert_false (refresh (fixture, provider, &error));
  g_assert_nonnull (strstr (error->message, "Unexpected endpoint"));
  paths = dup_paths (fixture);
  g_assert_cmpstr (paths, ==, NATIVE " " OLDER " " PLAIN);
}

/* Who asks is refused at one address as at the next. */
static void
test_a_key_is_asked_for_once (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add_studio (fixture);
  g_autoptr(GError) error = NULL;

  chl_fake_server_add_json (fixture->server, NULL, 401, "{\"error\":\"Malformed API token\"}");
  g_assert_false (refresh (fixture, provider, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NO_KEY);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_a_check_finds_the_list_too (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add_studio (fixture);
  g_autoptr(ChlCheck) check = chl_check_new (fixture->engine, provider);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_fake_server_add_json (fixture->server, NATIVE, 200, UNEXPECTED);
  chl_fake_server_add_json (fixture->server, OLDER, 200, OLDER_LIST);
  chl_check_run_async (check, NULL, chl_fixture_keep_cb, &result);
  chl_check_run_finish (check, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);
  g_assert_nonnull (chl_provider_find_model (provider, "tiny"));
}

static ChlRuntime *
find_runtime (ChlFixture *fixture,
              const char *family_id)
{
  GListModel *runtimes = G_LIST_MODEL (chl_engine_get_runtimes (fixture->engine));

  for (guint i = 0; i < g_list_model_get_n_items (runtimes); i++)
    {
      g_autoptr(ChlRuntime) runtime = g_list_model_get_item (runtimes, i);

      if (g_str_equal (chl_runtime_get_family_id (runtime), family_id))
        return runtime; /* the list holds it */
    }

  g_assert_not_reached ();
}

static void
probe (ChlFixture *fixture)
{
  ChlRuntimes *runtimes = chl_engine_get_runtimes (fixture->engine);
  g_autoptr(GAsyncResult) result = NULL;

  chl_runtimes_probe_async (runtimes, NULL, chl_fixture_keep_cb, &result);
  g_assert_true (chl_runtimes_probe_finish (runtimes, chl_fixture_wait (&result), NULL));
}

/* Who does not answer at once is not there; on a busy computer it may be there the next time. */
static void
probe_until_running (ChlFixture *fixture,
                     ChlRuntime *runtime)
{
  do
    probe (fixture);
  while (!chl_runtime_is_running (runtime));
}

/* Whoever has the port already is not ours to ask. */
static ChlFakeServer *
serve (guint16 port)
{
  g_autoptr(GError) error = NULL;
  ChlFakeServer *server = chl_fake_server_new_at ("127.0.0.1", port, &error);

  if (server == NULL)
    g_test_skip_printf ("port %u: %s", port, error->message);

  return server;
}

static void
test_lm_studio_is_found (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlFakeServer) server = serve (1234);
  ChlRuntime *runtime = find_runtime (fixture, "lmstudio");

  if (server == NULL)
    return;

  chl_fake_server_add_json (server, PLAIN, 200, PLAIN_LIST);
  chl_fake_server_add_json (server, NATIVE, 200, NATIVE_LIST);
  probe_until_running (fixture, runtime);
  g_assert_cmpuint (chl_runtime_get_n_models (runtime), ==, 1);
  g_assert_cmpstr (chl_runtime_get_loaded (runtime), ==, "tiny");
}

/* Many programs listen there; only what says that it is vLLM is. */
static void
test_vllm_is_known_by_its_name (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlFakeServer) server = serve (8000);
  ChlRuntime *runtime = find_runtime (fixture, "vllm");

  if (server == NULL)
    return;

  chl_fake_server_add_json (server, PLAIN, 200, PLAIN_LIST);
  chl_fake_server_add_json (server, "/version", 200, "{\"version\":\"0.11.0\"}");
  probe (fixture);
  g_assert_false (chl_runtime_is_running (runtime));

  /* Others on this computer may ask at this port, too: it must not matter how often. */
  chl_fake_server_add_json (server, PLAIN, 200, VLLM_LIST);
  probe_until_running (fixture, runtime);
  g_assert_cmpstr (chl_runtime_get_version (runtime), ==, "0.11.0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/local-runtimes/lists-of-all-versions", test_lists_of_all_versions);
  g_test_add_func ("/local-runtimes/no-list-at-all", test_no_list_at_all);
  g_test_add_func ("/local-runtimes/a-key-is-asked-for-once", test_a_key_is_asked_for_once);
  g_test_add_func ("/local-runtimes/a-check-finds-the-list-too", test_a_check_finds_the_list_too);
  g_test_add_func ("/local-runtimes/lm-studio-is-found", test_lm_studio_is_found);
  g_test_add_func ("/local-runtimes/vllm-is-known-by-its-name", test_vllm_is_known_by_its_name);

  return g_test_run ();
}
