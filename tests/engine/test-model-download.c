/* test-model-download.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-model-job.h"

static ChlProvider *
add (ChlFixture *fixture)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "");
  const ChlNewProvider what = { .family_id = "lmstudio", .id = "here", .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add (fixture, &what, &error);

  g_assert_no_error (error);

  return provider;
}

static gboolean
finish (ChlModelJob   *job,
        GAsyncResult **result,
        GError       **error)
{
  return chl_model_job_run_finish (job, chl_fixture_wait (result), error);
}

static guint
count_requests (ChlFixture *fixture,
                const char *path)
{
  guint n = 0;

  for (guint i = 0; i < chl_fake_server_get_n_requests (fixture->server); i++)
    n += g_str_equal (chl_fake_request_get_path (chl_fake_server_get_request (fixture->server, i)),
                      path)
           ? 1
           : 0;

  return n;
}

#define STATUS "/api/v1/models/download/status/job_1"

/* A download is asked about again and again, and goes on without us. */
static void
test_goes_on (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture);
  g_autoptr(ChlModelJob) job = chl_model_job_new (fixture->engine, provider, CHL_VERB_PULL, "tiny");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_fake_server_add_json (fixture->server, "/api/v1/models", 200, "{\"models\":[]}");
  chl_fake_server_add_json (fixture->server, "/api/v1/models/download", 200,
                            "{\"job_id\":\"job_1\",\"status\":\"downloading\",\"total_size_bytes\":"
                            "1000,\"downloaded_bytes\":10,\"bytes_per_second\":7.5}");
  chl_fake_server_add_json (fixture->server, STATUS, 200,
                            "{\"job_id\":\"job_1\",\"status\":\"downloading\",\"total_size_bytes\":"
                            "1000,\"downloaded_bytes\":500,\"bytes_per_second\":245}");
  chl_fake_server_add_json (fixture->server, STATUS, 200,
                            "{\"job_id\":\"job_1\",\"status\":\"completed\",\"total_size_bytes\":"
                            "1000,\"downloaded_bytes\":1000}");
  chl_model_job_run_async (job, NULL, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_model_job_get_done_bytes (job) == 10);
  g_assert_cmpint (chl_model_job_get_rate (job), ==, 7);
  g_assert_false (chl_model_job_stops_with_us (job));
  g_assert_cmpuint (count_requests (fixture, STATUS), ==, 0);
  chl_fake_clock_advance_ms (fixture->clock, 1000);
  CHL_FIXTURE_UNTIL (chl_model_job_get_done_bytes (job) == 500);
  chl_fake_clock_advance_ms (fixture->clock, 1000);
  finish (job, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (chl_model_job_get_done_bytes (job), ==, 1000);
  g_assert_cmpuint (count_requests (fixture, STATUS), ==, 2);
  g_assert_cmpuint (count_requests (fixture, "/api/v1/models/download"), ==, 1);
}

/* The server that fetches is not asked any more with the key of the one that came in its place. */
static void
test_is_left (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture);
  g_autoptr(ChlModelJob) job = chl_model_job_new (fixture->engine, provider, CHL_VERB_PULL, "tiny");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_fixture_ignore_leaks (TRUE);
  chl_fake_server_add_json (fixture->server, "/api/v1/models/download", 200,
                            "{\"job_id\":\"job_1\",\"status\":\"downloading\",\"total_size_bytes\":"
                            "1000,\"downloaded_bytes\":10}");
  chl_model_job_run_async (job, NULL, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_model_job_get_done_bytes (job) == 10);
  chl_provider_set_endpoint (provider, "http://127.0.0.1:1");
  chl_fixture_set_key (fixture, provider, "sk-of-the-other-0123456789");
  chl_fake_clock_advance_ms (fixture->clock, 1000);
  g_assert_false (finish (job, &result, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_ORIGIN);
  g_assert_cmpuint (count_requests (fixture, STATUS), ==, 0);
  chl_fixture_ignore_leaks (FALSE);
}

static void
test_fails (void)
{
  static const char *const bodies[] = {
    "{\"job_id\":\"job_1\",\"status\":\"failed\"}",
    "{\"error\":\"Unexpected endpoint\"}",
    "{\"status\":\"downloading\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      ChlProvider *provider = add (fixture);
      g_autoptr(ChlModelJob) job =
                   chl_model_job_new (fixture->engine, provider, CHL_VERB_PULL, "tiny");
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      chl_fake_server_add_json (fixture->server, "/api/v1/models/download", 200, bodies[i]);
      chl_model_job_run_async (job, NULL, chl_fixture_keep_cb, &result);
      g_assert_false (finish (job, &result, &error));
      g_assert_true (error->domain == CHL_ERROR);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-download/goes-on", test_goes_on);
  g_test_add_func ("/model-download/is-left", test_is_left);
  g_test_add_func ("/model-download/fails", test_fails);

  return g_test_run ();
}
