/* test-fake-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-http-fixture.h"

static const char script[] =
  "[{\"path\":\"/v1/models\",\"status\":503,\"headers\":{\"Retry-After\":\"1\"},"
  "  \"framing\":\"length\",\"pieces\":[{\"text\":\"{}\"}]},"
  " {\"path\":\"/v1/models\",\"pieces\":[{\"text\":\"one \"},{\"text\":\"two\",\"delay_ms\":1}]},"
  " {\"path\":\"/v1/long\",\"pieces\":[{\"fill\":\"ab\",\"bytes\":200001}]},"
  " {\"path\":\"/v1/cut\",\"pieces\":[{\"text\":\"one \"}],\"then\":\"cut\"},"
  " {\"status\":418}]";

static void
test_script (HttpFixture  *fixture,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (chl_fake_server_add_script (fixture->server, script, &error));
  g_assert_no_error (error);
  g_assert_true (http_fixture_get (fixture, "/v1/models"));
  g_assert_cmpuint (chl_http_answer_get_status (fixture->answer), ==, 503);
  g_assert_cmpstr (chl_http_answer_get_header (fixture->answer, "Retry-After"), ==, "1");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (http_fixture_get (fixture, "/v1/models?again"));
      g_assert_cmpstr (fixture->pieces->str, ==, "one two");
    }
  g_assert_true (http_fixture_get (fixture, "/v1/long"));
  g_assert_cmpuint (fixture->pieces->len, ==, 200001);
  g_assert_true (g_str_has_prefix (fixture->pieces->str, "abab"));
  g_assert_false (http_fixture_get (fixture, "/v1/cut"));
  http_fixture_assert_error (fixture, CHL_ERROR_TRUNCATED, "broke off");
  g_assert_true (http_fixture_get (fixture, "/other"));
  g_assert_cmpuint (chl_http_answer_get_status (fixture->answer), ==, 418);
}

static void
test_broken_scripts (HttpFixture  *fixture,
                     gconstpointer data)
{
  const char *const scripts[] = {
    "",
    "{}",
    "[",
    "[{\"framing\":\"morse\"}]",
    "[{\"then\":\"explode\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (chl_fake_server_add_script (fixture->server, scripts[i], &error));
      g_assert_nonnull (error);
    }
}

static void
test_without_script (HttpFixture  *fixture,
                     gconstpointer data)
{
  g_assert_true (http_fixture_get (fixture, "/"));
  g_assert_cmpuint (chl_http_answer_get_status (fixture->answer), ==, 404);
}

/* Everything at once: many calls, each gets its own answer. */
static void
test_many (HttpFixture  *fixture,
           gconstpointer data)
{
  g_assert_true (
    chl_fake_server_add_script (fixture->server, "[{\"pieces\":[{\"text\":\"x\"}]}]", NULL));
  for (guint i = 0; i < 50; i++)
    g_assert_true (http_fixture_get (fixture, "/"));
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, HttpFixture, NULL, http_fixture_set_up, func, http_fixture_tear_down)
  ADD ("/fake-server/script", test_script);
  ADD ("/fake-server/broken-scripts", test_broken_scripts);
  ADD ("/fake-server/without-script", test_without_script);
  ADD ("/fake-server/many", test_many);

  return g_test_run ();
}
