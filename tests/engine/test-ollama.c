/* test-ollama.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-listing-private.h"

#define TAGS "/api/tags"
#define SHOW "/api/show"
#define RUNNING "/api/ps"

#define ABOUT                                     \
  "{\"capabilities\":[\"completion\",\"tools\"]," \
  "\"model_info\":{\"general.architecture\":\"a\",\"a.context_length\":65536}}"

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

static guint
count_shown (ChlProvider *provider)
{
  GListModel *models = chl_provider_get_models (provider);
  guint       n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      n += chl_capabilities_get_int (chl_model_get_capabilities (model), CHL_FIELD_CONTEXT_WINDOW) > 0
             ? 1
             : 0;
    }

  return n;
}

static void
test_lists_and_asks_only_what_is_new (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = add_ollama (fixture, 6);
  ChlDiscovered discovered = { 0 };
  ChlModel     *model;

  chl_fake_server_add_json (fixture->server, SHOW, 200, ABOUT);
  chl_fake_server_add_json (fixture->server, RUNNING, 200,
                            "{\"models\":[{\"name\":\"m2\",\"context_length\":4096}]}");
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (discovered.n_new, ==, 6);
  g_assert_cmpuint (discovered.n_unanswered, ==, 0);
  g_assert_cmpuint (count_shown (provider), ==, 6);
  g_assert_cmpuint (count_requests (fixture, SHOW), ==, 6);

  model = chl_provider_find_model (provider, "m2");
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_capabilities (model),
                                             CHL_FIELD_CONTEXT_WINDOW),
                   ==, 4096);
  g_assert_cmpint (chl_provider_get_quirks (provider, "m2")->context_tokens, ==, 4096);
  g_assert_cmpint (chl_provider_get_quirks (provider, "m3")->context_tokens, ==, 16384);
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);

  /* What is known is known after a restart as well; what is loaded is asked each time. */
  g_assert_true (chl_fixture_save (fixture, provider, NULL));
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "here");
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (discovered.n_models, ==, 6);
  g_assert_cmpuint (count_shown (provider), ==, 6);
  g_assert_cmpuint (count_requests (fixture, SHOW), ==, 6);
  g_assert_cmpuint (count_requests (fixture, RUNNING), ==, 2);
}

static void
test_one_that_fails_does_not_spoil_the_list (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = add_ollama (fixture, 5);
  ChlDiscovered discovered = { 0 };

  chl_fake_server_add_json (fixture->server, SHOW, 500, "{\"error\":\"broken manifest\"}");
  chl_fake_server_add_json (fixture->server, SHOW, 200, ABOUT);
  chl_fake_server_add_json (fixture->server, RUNNING, 404, "404 page not found");
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (discovered.n_models, ==, 5);
  g_assert_cmpuint (discovered.n_unanswered, ==, 2);
  g_assert_cmpuint (count_shown (provider), ==, 4);
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);

  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (count_shown (provider), ==, 5);
  g_assert_cmpuint (count_requests (fixture, SHOW), ==, 6);
}

/*
 * Turns the clock from one end of patience to the next until the list is in, which must be before
 * @until_us. It stands until what it is to overtake is under way, and while there are only bytes
 * and disks to wait for, which know no clock.
 */
static void
turn_until (ChlFixture    *fixture,
            gint64         until_us,
            GAsyncResult **result)
{
  CHL_FIXTURE_UNTIL (count_requests (fixture, SHOW) > 0);
  while (*result == NULL)
    {
      gint64   left_us = until_us - chl_clock_get_monotonic_us (CHL_CLOCK (fixture->clock));
      gint64   next_ms = chl_fake_clock_get_next_ms (fixture->clock);
      gboolean is_turning = next_ms >= 0 && next_ms * 1000 <= left_us;

      if (is_turning)
        chl_fake_clock_advance_ms (fixture->clock, next_ms);
      g_main_context_iteration (NULL, !is_turning);
    }
}

static void
test_questions_that_are_never_answered (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider   *provider = add_ollama (fixture, 40);
  ChlFakeAnswer *silent = chl_fake_server_add (fixture->server, SHOW, 200, CHL_FAKE_CHUNKED);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlDiscovered discovered = { 0 };
  gint64        began_us = chl_clock_get_monotonic_us (CHL_CLOCK (fixture->clock));

  chl_fake_answer_set_then (silent, CHL_FAKE_HANG);
  chl_fake_server_add_json (fixture->server, RUNNING, 200, "{\"models\":[]}");
  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);
  /* Nobody waits for forty of them, nor long for one. */
  turn_until (fixture, began_us + G_GINT64_CONSTANT (1000) * CHL_LISTING_QUERIES_TIMEOUT, &result);
  g_assert_true (chl_discovery_refresh_finish (fixture->engine, result, &discovered, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (discovered.n_models, ==, 40);
  g_assert_cmpuint (discovered.n_unanswered, >=, 39);
  g_assert_cmpuint (count_shown (provider), ==, 0);
  g_assert_cmpuint (count_requests (fixture, SHOW), <=,
                    CHL_LISTING_MAX_MISSES + CHL_LISTING_MAX_QUERIES);
}

/* Each answers, but all of them together would take too long. */
static void
test_slow_questions (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider   *provider = add_ollama (fixture, 400);
  ChlFakeAnswer *slow = chl_fake_server_add (fixture->server, SHOW, 200, CHL_FAKE_LENGTH);
  g_autoptr(GAsyncResult) result = NULL;
  ChlDiscovered discovered = { 0 };
  gint64        began_us = chl_clock_get_monotonic_us (CHL_CLOCK (fixture->clock));
  gint64        took_us;

  chl_fake_answer_add_text (slow, ABOUT);
  chl_fake_server_add_json (fixture->server, RUNNING, 200, "{\"models\":[]}");
  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (count_requests (fixture, SHOW) > 0);
  while (result == NULL)
    {
      guint n = count_requests (fixture, SHOW);

      /* A second goes by with each question or two. */
      CHL_FIXTURE_UNTIL (result != NULL || count_requests (fixture, SHOW) > n);
      chl_fake_clock_advance_ms (fixture->clock, 1000);
    }
  took_us = chl_clock_get_monotonic_us (CHL_CLOCK (fixture->clock)) - began_us;
  g_assert_true (chl_discovery_refresh_finish (fixture->engine, result, &discovered, NULL));
  g_assert_cmpuint (discovered.n_models, ==, 400);
  g_assert_cmpuint (discovered.n_unanswered, >, 300);
  g_assert_cmpuint (count_shown (provider), >, 10);
  g_assert_cmpint (took_us, <=, (CHL_LISTING_QUERIES_TIMEOUT + 6000) * G_GINT64_CONSTANT (1000));
}

static void
stop_server_cb (ChlFakeServer  *server,
                ChlFakeRequest *request,
                gpointer        user_data)
{
  if (g_str_equal (chl_fake_request_get_path (request), SHOW))
    chl_fake_server_stop (server);
}

static void
test_a_server_that_dies_between_questions (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = add_ollama (fixture, 100);
  ChlDiscovered discovered = { 0 };

  chl_fake_server_add_json (fixture->server, SHOW, 200, ABOUT);
  chl_fake_server_add_json (fixture->server, RUNNING, 200, "{\"models\":[]}");
  chl_fake_server_set_func (fixture->server, stop_server_cb, NULL);
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (discovered.n_models, ==, 100);
  g_assert_cmpuint (discovered.n_unanswered, >, 90);
}

static void
test_a_server_that_dies_in_the_list (void)
{
  static const ChlFakeThen ends[] = { CHL_FAKE_CUT, CHL_FAKE_CLOSE, CHL_FAKE_RESET };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add_ollama (fixture, 3);

  chl_fake_server_add_json (fixture->server, SHOW, 200, ABOUT);
  chl_fake_server_add_json (fixture->server, RUNNING, 200, "{\"models\":[]}");

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, TAGS, 200, CHL_FAKE_CHUNKED);

      chl_fake_answer_add_text (answer, "{\"models\":[{\"name\":\"m0\"},{\"na");
      chl_fake_answer_set_then (answer, ends[i]);
    }
  chl_fake_answer_set_then (chl_fake_server_add (fixture->server, TAGS, 200, CHL_FAKE_RAW),
                            CHL_FAKE_RESET);
  g_assert_true (refresh (fixture, provider, NULL, NULL));
  for (guint i = 0; i <= G_N_ELEMENTS (ends); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (refresh (fixture, provider, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == CHL_ERROR);
      g_assert_cmpint (chl_provider_get_state (provider), !=, CHL_PROVIDER_NOT_RUNNING);
      g_assert_cmpint (chl_provider_get_state (provider), !=, CHL_PROVIDER_NOT_INSTALLED);
      g_assert_cmpuint (count_shown (provider), ==, 3);
    }
}

static void
test_hostile_answers (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider     *provider = add_ollama (fixture, 6);
  g_autofree char *deep = g_strnfill (100000, '[');
  ChlFakeAnswer   *long_one;
  ChlDiscovered    discovered = { 0 };

  chl_fake_server_add_json (fixture->server, SHOW, 200, "");
  chl_fake_server_add_json (fixture->server, SHOW, 200, deep);
  chl_fake_server_add_json (fixture->server, SHOW, 200, "<html><body>Sign in</body></html>");
  chl_fake_server_add_json (fixture->server, SHOW, 200, "[{\"capabilities\":7},null]");
  long_one = chl_fake_server_add (fixture->server, SHOW, 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_add_text (long_one, "{\"license\":\"");
  chl_fake_answer_add_fill (long_one, "x", 5 * 1024 * 1024);
  chl_fake_answer_add_text (long_one, "\"}");
  chl_fake_server_add_json (fixture->server, SHOW, 200, ABOUT);
  chl_fake_server_add_json (fixture->server, RUNNING, 200, "{\"models\":{}}");
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (discovered.n_models, ==, 6);
  g_assert_cmpuint (discovered.n_unanswered, ==, 4);
  g_assert_cmpuint (count_shown (provider), ==, 1);
}

static void
test_two_thousand_models (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = add_ollama (fixture, 2000);
  ChlDiscovered discovered = { 0 };

  chl_fake_server_add_json (fixture->server, SHOW, 200, ABOUT);
  chl_fake_server_add_json (fixture->server, RUNNING, 200, "{\"models\":[]}");
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (discovered.n_models, ==, 2000);
  g_assert_cmpuint (count_shown (provider), ==, 2000 - discovered.n_unanswered);

  /* A few connections do for all of them. */
  g_assert_cmpuint (chl_fake_server_get_n_connections (fixture->server), <=,
                    CHL_LISTING_MAX_QUERIES + 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_unsetenv ("OLLAMA_HOST");

  g_test_add_func ("/ollama/lists-and-asks-only-what-is-new", test_lists_and_asks_only_what_is_new);
  g_test_add_func ("/ollama/one-that-fails-does-not-spoil-the-list",
                   test_one_that_fails_does_not_spoil_the_list);
  g_test_add_func ("/ollama/questions-that-are-never-answered",
                   test_questions_that_are_never_answered);
  g_test_add_func ("/ollama/slow-questions", test_slow_questions);
  g_test_add_func ("/ollama/a-server-that-dies-between-questions",
                   test_a_server_that_dies_between_questions);
  g_test_add_func ("/ollama/a-server-that-dies-in-the-list", test_a_server_that_dies_in_the_list);
  g_test_add_func ("/ollama/hostile-answers", test_hostile_answers);
  g_test_add_func ("/ollama/two-thousand-models", test_two_thousand_models);

  return g_test_run ();
}
