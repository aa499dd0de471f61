/* test-model-defaults.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-exchange.h"
#include "chl-json.h"

/* A provider with a model that is on, and what @json sets for it. */
static ChlModel *
add_model (ChlFixture *fixture,
           const char *json)
{
  g_autoptr(JsonNode) node = chl_json_parse (json, -1, NULL);
  ChlProvider  *provider = chl_fixture_add_provider (fixture);
  ChlModel     *model;
  ChlParameters defaults;

  chl_fixture_add_model (provider, "one");
  model = chl_provider_find_model (provider, "one");
  chl_parameters_read_json (&defaults, node);
  chl_model_set_defaults (model, &defaults);

  return model;
}

static ChlProvider *
find_provider (ChlFixture *fixture)
{
  ChlProviderList *list = chl_engine_get_providers (fixture->engine);
  g_autoptr(ChlProvider) provider = g_list_model_get_item (G_LIST_MODEL (list), 0);

  return provider;
}

static char *
dup_file (ChlFixture *fixture)
{
  g_autofree char *name = NULL;

  name = g_strdup_printf ("config/providers.d/%s.json", chl_provider_get_id (find_provider (fixture)));

  return chl_fixture_read_file (fixture, name);
}

static void
save (ChlFixture *fixture)
{
  g_autoptr(GError) error = NULL;

  chl_fixture_save (fixture, find_provider (fixture), &error);
  g_assert_no_error (error);
}

static void
assert_defaults (ChlFixture *fixture,
                 const char *json)
{
  ChlModel *model = chl_provider_find_model (find_provider (fixture), "one");
  g_autoptr(JsonNode) node = chl_parameters_to_json (chl_model_get_defaults (model));
  g_autofree char *text = chl_json_print (node, FALSE);

  g_assert_cmpstr (text, ==, json);
}

/* They are in the provider's file, with the model; what another version put beside them stays. */
static void
test_file (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlModel        *model = add_model (fixture, "{\"temperature\":0.5,\"effort\":\"low\"}");
  ChlParameters    defaults;
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;
  g_autofree char *other = NULL;
  g_autofree char *left = NULL;
  g_auto(GStrv) halves = NULL;

  save (fixture);
  chl_fixture_restart (fixture);
  assert_defaults (fixture, "{\"effort\":\"low\",\"temperature\":0.5}");

  file = dup_file (fixture);
  halves = g_strsplit (file, "\"defaults\": {", 2);
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  other = g_strjoin ("\"defaults\": { \"mood\" : \"good\",", halves[0], halves[1], NULL);
  name = g_strdup_printf ("config/providers.d/%s.json", chl_provider_get_id (find_provider (fixture)));
  chl_fixture_write_file (fixture, name, other);
  chl_fixture_restart (fixture);

  chl_parameters_init (&defaults);
  model = chl_provider_find_model (find_provider (fixture), "one");
  chl_model_set_defaults (model, &defaults);
  save (fixture);
  left = dup_file (fixture);
  g_assert_nonnull (strstr (left, "mood"));
  g_assert_null (strstr (left, "temperature"));
  g_assert_null (strstr (left, "effort"));
  chl_fixture_restart (fixture);
  assert_defaults (fixture, "{}");
}

static char *
describe (ChlFixture *fixture,
          double      temperature,
          gint64      max_output)
{
  ChlRequest *request = chl_request_new ("one");
  g_autoptr(ChlMessage) question = chl_message_new_text ("q", CHL_AUTHOR_USER, 1, "Hello");
  g_autoptr(ChlExchange) exchange = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  request->temperature = temperature;
  request->max_output = max_output;
  chl_request_add_message (request, question);
  exchange = chl_exchange_new (fixture->engine, find_provider (fixture), CHL_ROLE_CHAT, request);
  node = chl_exchange_describe (exchange, &error);
  g_assert_no_error (error);

  return chl_json_print (chl_json_get (node, "/body"), FALSE);
}

/* A request that says nothing says what was set for its model; what the model does not take is not
 * said. */
static void
test_request (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlModel *model = add_model (fixture, "{\"temperature\":0.5,\"top_p\":0.25,\"max_output\":77}");
  g_autoptr(JsonNode) no = json_node_init_boolean (json_node_alloc (), FALSE);
  g_autofree char *silent = describe (fixture, NAN, 0);
  g_autofree char *eloquent = describe (fixture, 1.5, 33);
  g_autofree char *limited = NULL;

  g_assert_nonnull (strstr (silent, "\"temperature\":0.5"));
  g_assert_nonnull (strstr (silent, "\"top_p\":0.25"));
  g_assert_nonnull (strstr (silent, ":77"));
  g_assert_nonnull (strstr (eloquent, "\"temperature\":1.5"));
  g_assert_nonnull (strstr (eloquent, ":33"));
  g_assert_null (strstr (eloquent, "77"));

  chl_model_set_override (model, CHL_FIELD_SAMPLING, no);
  limited = describe (fixture, NAN, 0);
  g_assert_null (strstr (limited, "temperature"));
  g_assert_null (strstr (limited, "top_p"));
  g_assert_nonnull (strstr (limited, ":77"));
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static gboolean
set_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;

  return G_SOURCE_REMOVE;
}

/* All that the main loop has to do before it would rest. */
static void
run_idle (void)
{
  gboolean is_idle = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_cb, &is_idle, NULL);
  CHL_FIXTURE_UNTIL (is_idle);
}

/* Whoever shows models hears of it when the person says something of some of them, once. */
static void
test_models_changed (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlModel *one = add_model (fixture, "{}");
  ChlModel *two;
  g_autoptr(JsonNode) yes = json_node_init_boolean (json_node_alloc (), TRUE);
  guint n = 0;

  chl_fixture_add_model (find_provider (fixture), "two");
  two = chl_provider_find_model (find_provider (fixture), "two");
  run_idle ();
  g_signal_connect_swapped (chl_engine_get_providers (fixture->engine), "models-changed",
                            G_CALLBACK (count_cb), &n);

  chl_model_set_override (one, CHL_FIELD_TOOLS, yes);
  chl_model_set_override (two, CHL_FIELD_TOOLS, yes);
  run_idle ();
  g_assert_cmpuint (n, ==, 1);

  chl_model_set_override (one, CHL_FIELD_TOOLS, yes);
  run_idle ();
  g_assert_cmpuint (n, ==, 1);

  chl_model_set_override (one, CHL_FIELD_TOOLS, NULL);
  run_idle ();
  g_assert_cmpuint (n, ==, 2);

  g_signal_handlers_disconnect_by_func (chl_engine_get_providers (fixture->engine), count_cb, &n);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-defaults/file", test_file);
  g_test_add_func ("/model-defaults/request", test_request);
  g_test_add_func ("/model-defaults/models-changed", test_models_changed);

  return g_test_run ();
}
