/* test-probe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-protocol-choice.h"

#define MODELS "/v1/models"
#define TAGS "/api/tags"
#define FILE_NAME "config/providers.d/lab.json"
#define LLAMAS "{\"models\":[{\"name\":\"llama\",\"model\":\"llama\",\"digest\":\"a1\"}]}"

static gboolean
refresh (ChlFixture   *fixture,
         ChlProvider  *provider,
         GCancellable *cancellable,
         guint         n_requests,
         GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_discovery_refresh_async (fixture->engine, provider, cancellable, chl_fixture_keep_cb, &result);
  if (cancellable != NULL)
    {
      CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (fixture->server) >= n_requests);
      g_cancellable_cancel (cancellable);
    }

  return chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), NULL, error);
}

/* What was found is in the file before the list is called done. */
static void
test_find_is_kept (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider     *provider = chl_fixture_add_provider (fixture);
  g_autofree char *before = chl_fixture_read_file (fixture, FILE_NAME);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  chl_fake_server_add_json (fixture->server, MODELS, 404, "{}");
  chl_fake_server_add_json (fixture->server, TAGS, 200, LLAMAS);
  g_assert_null (strstr (before, "ollama-chat"));
  g_assert_true (refresh (fixture, provider, NULL, 0, &error));
  g_assert_no_error (error);

  g_assert_cmpint (chl_protocol_choice_get (provider), ==, CHL_PROTOCOL_OLLAMA_CHAT);
  g_assert_nonnull (chl_provider_find_model (provider, "llama"));
  after = chl_fixture_read_file (fixture, FILE_NAME);
  g_assert_nonnull (strstr (after, "ollama-chat http://"));
}

/* Nothing is decided, and nothing more is asked, once somebody has had enough. */
static void
test_cancel (void)
{
  for (guint n_requests = 1; n_requests <= 3; n_requests++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      ChlProvider *provider = chl_fixture_add_provider (fixture);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GError) error = NULL;

      chl_fake_server_add_json (fixture->server, MODELS, 404, "{}");
      chl_fake_server_add_json (fixture->server, TAGS, 200, LLAMAS);
      g_assert_false (refresh (fixture, provider, cancellable, n_requests, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_true (chl_protocol_choice_is_open (provider));
      g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, n_requests);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/probe/find-is-kept", test_find_is_kept);
  g_test_add_func ("/probe/cancel", test_cancel);

  return g_test_run ();
}
