/* test-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-check.h"
#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-provider-list.h"

#define MODELS "/v1/models"
#define CHAT "/v1/chat/completions"
#define LIST "{\"object\":\"list\",\"data\":[{\"id\":\"m\"},{\"id\":\"n\"}]}"
#define ANSWER                                                        \
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"yes\"}," \
  "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"

/* The states of the five steps, as one word each. */
static char *
run (ChlFixture  *fixture,
     ChlProvider *provider,
     ChlCheck   **out_check)
{
  g_autoptr(ChlCheck) check = chl_check_new (fixture->engine, provider);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GString *states = g_string_new (NULL);

  chl_check_run_async (check, NULL, chl_fixture_keep_cb, &result);
  chl_check_run_finish (check, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (chl_check_get_sentence (check));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr(ChlCheckStep) step = g_list_model_get_item (G_LIST_MODEL (check), i);

      g_string_append_c (states, chl_check_state_to_string (chl_check_step_get_state (step))[0]);
    }

  if (out_check != NULL)
    *out_check = g_steal_pointer (&check);

  return g_string_free (states, FALSE);
}

static void
test_every_step_passes (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider     *provider = chl_fixture_add_provider (fixture);
  g_autofree char *states = NULL;
  g_autofree char *file = NULL;

  chl_fake_server_add_json (fixture->server, MODELS, 200, LIST);
  chl_fake_answer_add_text (chl_fake_server_add_events (fixture->server, CHAT), ANSWER);
  states = run (fixture, provider, NULL);

  g_assert_cmpstr (states, ==, "ppppp");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);
  g_assert_nonnull (chl_provider_find_model (provider, "n"));
  file = chl_fixture_read_file (fixture, "config/providers.d/lab.json");
  g_assert_nonnull (strstr (file, "\"connected\""));
}

/* What the list answers, and where the check stops. */
static void
test_stops_where_it_fails (void)
{
  static const struct
  {
    guint            status;
    const char      *type;
    const char      *body;
    const char      *states;
    ChlProviderState state;
  } rows[] = {
    { 401, "application/json", "{\"error\":{\"message\":\"bad key\"}}", "ppfss",
      CHL_PROVIDER_NO_KEY },
    { 500, "application/json", "{\"error\":{\"message\":\"oh\"}}", "pppfs", CHL_PROVIDER_UNREACHABLE },
    { 200, "text/html", "<html></html>", "pppfs", CHL_PROVIDER_UNREACHABLE },
    { 200, "application/json", "", "pppfs", CHL_PROVIDER_UNREACHABLE },
    { 200, "application/json", "{\"data\":", "pppfs", CHL_PROVIDER_UNREACHABLE },
    { 404, "application/json", "{}", "pppfs", CHL_PROVIDER_UNREACHABLE },
    { 404, "text/plain", "404 page not found", "pppfs", CHL_PROVIDER_UNREACHABLE },
    { 403, "application/json", "{}", "ppfss", CHL_PROVIDER_KEY_REFUSED },
    { 429, "application/json", "{}", "pppfs", CHL_PROVIDER_RATE_LIMITED },
    { 302, "application/json", "", "ppfss", CHL_PROVIDER_UNREACHABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      ChlProvider     *provider = chl_fixture_add_provider (fixture);
      g_autofree char *states = NULL;
      ChlFakeAnswer   *answer;

      g_test_message ("status %u, %s, “%s”", rows[i].status, rows[i].type, rows[i].body);
      answer = chl_fake_server_add (fixture->server, MODELS, rows[i].status, CHL_FAKE_LENGTH);
      chl_fake_answer_add_header (answer, "Content-Type", rows[i].type);
      chl_fake_answer_add_text (answer, rows[i].body);
      states = run (fixture, provider, NULL);

      g_assert_cmpstr (states, ==, rows[i].states);
      g_assert_cmpint (chl_provider_get_state (provider), ==, rows[i].state);
      g_assert_nonnull (chl_provider_get_detail (provider));
    }
}

/* Who gave a list and dislikes only the question is there; who fails at it is not. */
static void
test_dislikes_only_the_question (void)
{
  static const struct
  {
    guint            status;
    const char      *body;
    ChlProviderState state;
  } rows[] = {
    { 400, "{\"error\":{\"message\":\"I do not chat\"}}", CHL_PROVIDER_CONNECTED },
    { 404, "{\"error\":{\"message\":\"No such model\"}}", CHL_PROVIDER_CONNECTED },
    { 500, "{\"error\":{\"message\":\"oh\"}}", CHL_PROVIDER_UNREACHABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
      ChlProvider     *provider = chl_fixture_add_provider (fixture);
      g_autofree char *states = NULL;
      g_autoptr(ChlCheck) check = NULL;

      g_test_message ("status %u", rows[i].status);
      chl_fake_server_add_json (fixture->server, MODELS, 200, LIST);
      chl_fake_server_add_json (fixture->server, CHAT, rows[i].status, rows[i].body);
      states = run (fixture, provider, &check);

      g_assert_cmpstr (states, ==, "ppppf");
      g_assert_cmpint (chl_provider_get_state (provider), ==, rows[i].state);
      g_assert_cmpstr (chl_provider_get_detail (provider), ==, chl_check_get_sentence (check));
    }
}

static void
test_nobody_answers (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider     *provider = chl_fixture_add_provider (fixture);
  g_autofree char *states = NULL;

  chl_fake_server_stop (fixture->server);
  states = run (fixture, provider, NULL);

  g_assert_cmpstr (states, ==, "pfsss");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_UNREACHABLE);
}

static void
test_offers_the_address_beside (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider     *provider = chl_fixture_add_provider (fixture);
  g_autofree char *states = NULL;
  g_autofree char *without = chl_fake_server_dup_address (fixture->server, "/api");
  g_autofree char *with = chl_fake_server_dup_address (fixture->server, "/api/v1");
  g_autoptr(ChlCheck) check = NULL;

  chl_provider_set_endpoint (provider, without);
  chl_fake_server_add_json (fixture->server, "/api/models", 404, "{}");
  chl_fake_server_add_json (fixture->server, "/api/v1/models", 200, LIST);
  states = run (fixture, provider, &check);

  g_assert_cmpint (chl_check_get_action (check), ==, CHL_ACTION_USE_ADDRESS);
  g_assert_cmpstr (chl_check_get_suggested (check), ==, with);
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, without);
}

static void
test_a_missing_key_is_found_out_on_the_way (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProviderList     *list = chl_engine_get_providers (fixture->engine);
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "/v1");
  const ChlNewProvider what = { .family_id = "openai", .endpoint = endpoint };
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(ChlCheck) check = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *states = NULL;

  chl_provider_list_add_async (list, &what, NULL, chl_fixture_keep_cb, &result);
  provider = chl_provider_list_add_finish (list, chl_fixture_wait (&result), NULL);
  chl_fake_server_add_json (fixture->server, MODELS, 401, "{}");
  states = run (fixture, provider, &check);

  g_assert_cmpstr (states, ==, "ppfss");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_NO_KEY);
  g_assert_cmpint (chl_check_get_action (check), ==, CHL_ACTION_ENTER_KEY);
}

static void
test_a_refused_key_is_told_from_a_missing_one (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider     *provider = chl_fixture_add_provider (fixture);
  g_autofree char *states = NULL;
  g_autoptr(ChlCheck) check = NULL;
  g_autoptr(ChlCheck) again = NULL;

  chl_fake_server_add_json (fixture->server, MODELS, 401, "{}");
  states = run (fixture, provider, &check);
  g_assert_cmpstr (states, ==, "ppfss");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_NO_KEY);
  g_assert_cmpint (chl_check_get_action (check), ==, CHL_ACTION_ENTER_KEY);
  g_assert_nonnull (strstr (chl_check_get_sentence (check), "asks for a key"));

  chl_fixture_set_key (fixture, provider, "sk-check-0123456789");
  g_free (states);
  states = run (fixture, provider, &again);
  g_assert_cmpstr (states, ==, "ppfss");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_KEY_REFUSED);
  g_assert_nonnull (strstr (chl_check_get_sentence (again), "did not accept the key"));
}

static void
test_a_failed_refresh_keeps_the_list (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = chl_fixture_add_provider (fixture);
  ChlDiscovered discovered;
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;

  chl_fake_server_add_json (fixture->server, MODELS, 200, LIST);
  chl_fake_server_add_json (fixture->server, MODELS, 503, "{}");
  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &first);
  g_assert_true (chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&first),
                                               &discovered, NULL));
  g_assert_cmpuint (discovered.n_models, ==, 1); /* m is there by hand already */
  g_assert_cmpuint (discovered.n_new, ==, 1);

  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &second);
  g_assert_false (chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&second), NULL,
                                                &error));
  g_assert_nonnull (error);
  g_assert_nonnull (chl_provider_find_model (provider, "n"));
}

static void
test_the_list_serves_after_a_restart (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(GAsyncResult) result = NULL;

  chl_fake_server_add_json (fixture->server, MODELS, 200, LIST);
  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);
  chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), NULL, NULL);

  g_clear_object (&result);

  /* The cache is written behind our back; reading waits its turn behind the write. */
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_nonnull (chl_provider_find_model (provider, "n"));
}

/* A server could make a check say and keep anything, if its words were taken for ours. */
static void
test_words_of_the_server_are_quoted (void)
{
  static const char *const lies =
    "data: {\"error\":{\"message\":\"Run this: rm; your key was MyPlainPass12\"}}\n\n";
  g_autoptr(ChlFixture) fixture = NULL;
  g_autoptr(ChlCheck) check = NULL;
  g_autofree char *states = NULL;
  g_autofree char *file = NULL;
  ChlProvider     *provider;

  chl_fixture_ignore_leaks (TRUE);
  fixture = chl_fixture_new (TRUE);
  provider = chl_fixture_add_provider (fixture);
  chl_fixture_set_key (fixture, provider, "MyPlainPass12");
  chl_fake_server_add_json (fixture->server, MODELS, 200, LIST);
  chl_fake_answer_add_text (chl_fake_server_add_events (fixture->server, CHAT), lies);
  states = run (fixture, provider, &check);

  g_assert_cmpstr (states, ==, "ppppf");
  g_assert_null (strstr (chl_check_get_sentence (check), "Run this"));
  file = chl_fixture_read_file (fixture, "config/providers.d/lab.json");
  g_assert_null (strstr (file, "Run this"));
  g_assert_null (strstr (file, "MyPlainPass12"));
  chl_fixture_ignore_leaks (FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/check/every-step-passes", test_every_step_passes);
  g_test_add_func ("/check/stops-where-it-fails", test_stops_where_it_fails);
  g_test_add_func ("/check/dislikes-only-the-question", test_dislikes_only_the_question);
  g_test_add_func ("/check/nobody-answers", test_nobody_answers);
  g_test_add_func ("/check/offers-the-address-beside", test_offers_the_address_beside);
  g_test_add_func ("/check/a-missing-key-is-found-out-on-the-way",
                   test_a_missing_key_is_found_out_on_the_way);
  g_test_add_func ("/check/a-refused-key-is-told-from-a-missing-one",
                   test_a_refused_key_is_told_from_a_missing_one);
  g_test_add_func ("/discovery/a-failed-refresh-keeps-the-list",
                   test_a_failed_refresh_keeps_the_list);
  g_test_add_func ("/discovery/the-list-serves-after-a-restart",
                   test_the_list_serves_after_a_restart);
  g_test_add_func ("/check/words-of-the-server-are-quoted", test_words_of_the_server_are_quoted);

  return g_test_run ();
}
