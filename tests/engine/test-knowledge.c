/* test-knowledge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-json.h"
#include "chl-knowledge.h"
#include "chl-model-join.h"
#include "chl-successor.h"
#include "knowledge-case.h"

static ChlProvider *
add (ChlFixture *fixture,
     const char *family,
     const char *id)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "/v1");
  const ChlNewProvider what = { .family_id = family, .id = id, .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add (fixture, &what, &error);

  g_assert_no_error (error);

  return provider;
}

/* As if the provider had listed nothing but this model. */
static ChlModel *
list_one (ChlProvider *provider,
          const char  *id)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (models, chl_model_new (chl_provider_get_id (provider), id));
  chl_provider_merge_models (provider, models);

  return chl_provider_find_model (provider, id);
}

static void
say (ChlModel *model,
     ChlField  field,
     gint64    count)
{
  ChlCapabilities *said = chl_capabilities_copy (chl_model_get_said (model));

  chl_capabilities_set_int (said, field, count, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, said);
}

/* Each source in turn, the higher ones left out one by one. */
static void
test_order (void)
{
  static const struct
  {
    const char *family;
    const char *model;
    ChlField    field;
    gint64      typed;
    gint64      said;
    gint64      count;
    ChlOrigin   origin;
  } cases[] = {
    { "groq", "llama-3.3-70b-versatile", CHL_FIELD_MAX_OUTPUT, 11, 22, 11, CHL_ORIGIN_USER },
    { "groq", "llama-3.3-70b-versatile", CHL_FIELD_MAX_OUTPUT, 0, 22, 22, CHL_ORIGIN_PROVIDER },
    { "groq", "llama-3.3-70b-versatile", CHL_FIELD_MAX_OUTPUT, 0, 0, 32768, CHL_ORIGIN_HOST },
    { "openai", "gpt-4o", CHL_FIELD_MAX_OUTPUT, 11, 22, 11, CHL_ORIGIN_USER },
    { "openai", "gpt-4o", CHL_FIELD_MAX_OUTPUT, 0, 22, 22, CHL_ORIGIN_PROVIDER },
    { "openai", "gpt-4o", CHL_FIELD_MAX_OUTPUT, 0, 0, 16384, CHL_ORIGIN_REGISTRY },
    { "openai", "gpt-4o", CHL_FIELD_MAX_OUTPUT, 0, 99999999, 16384, CHL_ORIGIN_REGISTRY },
    { "openai", "gpt-4o", CHL_FIELD_CONTEXT_WINDOW, 300000, 0, 300000, CHL_ORIGIN_USER },
    { "custom", "llama-3.2:3b", CHL_FIELD_CONTEXT_WINDOW, 11, 22, 11, CHL_ORIGIN_USER },
    { "custom", "llama-3.2:3b", CHL_FIELD_CONTEXT_WINDOW, 0, 22, 22, CHL_ORIGIN_PROVIDER },
    { "custom", "llama-3.2:3b", CHL_FIELD_CONTEXT_WINDOW, 0, 0, 131072, CHL_ORIGIN_FAMILY },
    { "custom", "of-nobody", CHL_FIELD_CONTEXT_WINDOW, 11, 22, 11, CHL_ORIGIN_USER },
    { "custom", "of-nobody", CHL_FIELD_CONTEXT_WINDOW, 0, 22, 22, CHL_ORIGIN_PROVIDER },
    { "custom", "of-nobody", CHL_FIELD_CONTEXT_WINDOW, 0, 0, 0, CHL_ORIGIN_UNKNOWN },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProviderList *list = chl_engine_get_providers (fixture->engine);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlProvider *provider = chl_provider_list_find (list, cases[i].family);
      ChlModel    *model;

      g_test_message ("%u: %s %s", i, cases[i].family, cases[i].model);
      if (provider == NULL)
        provider = add (fixture, cases[i].family, cases[i].family);
      list_one (provider, "other");
      model = list_one (provider, cases[i].model);
      if (cases[i].said > 0)
        say (model, cases[i].field, cases[i].said);
      knowledge_override (model, cases[i].field, cases[i].typed);
      knowledge_assert (model, cases[i].field, cases[i].count, cases[i].origin);

      /* Taking the word back leads to what the others say. */
      knowledge_override (model, cases[i].field, 0);
      if (cases[i].said > 0 && cases[i].said < 99999999)
        knowledge_assert (model, cases[i].field, cases[i].said, CHL_ORIGIN_PROVIDER);
    }
}

/* Field by field: who says one thing says nothing of the others. */
static void
test_fields (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(JsonNode) no = json_node_init_boolean (json_node_alloc (), FALSE);
  g_autoptr(JsonNode) below = NULL;
  g_autofree char *note = NULL;
  g_autofree char *how = NULL;
  ChlProvider     *provider = add (fixture, "openai", "openai");
  ChlModel        *model = list_one (provider, "gpt-4o");
  ChlOrigin        origin;
  gint64           count = 0;

  say (model, CHL_FIELD_CONTEXT_WINDOW, 64000);
  chl_model_set_override (model, CHL_FIELD_TOOLS, no);

  knowledge_assert (model, CHL_FIELD_CONTEXT_WINDOW, 64000, CHL_ORIGIN_PROVIDER);
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 16384, CHL_ORIGIN_REGISTRY);
  g_assert_false (chl_capabilities_is (chl_model_get_capabilities (model), CHL_FIELD_TOOLS));
  g_assert_true (chl_capabilities_takes (chl_model_get_capabilities (model), "image"));

  /* Requests are built on what the person and the provider say. */
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_told (model), CHL_FIELD_MAX_OUTPUT), ==, 0);
  g_assert_true (chl_capabilities_is_known (chl_model_get_told (model), CHL_FIELD_TOOLS));

  /* A part of the window is no larger than it, but what was typed stands, and is noted. */
  say (model, CHL_FIELD_CONTEXT_WINDOW, 8000);
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 8000, CHL_ORIGIN_PROVIDER);
  knowledge_override (model, CHL_FIELD_MAX_OUTPUT, 9000);
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 9000, CHL_ORIGIN_USER);
  note = chl_knowledge_dup_note (fixture->engine, provider, model, CHL_FIELD_MAX_OUTPUT);
  g_assert_nonnull (note);
  below = chl_knowledge_dup_without_person (fixture->engine, provider, model, CHL_FIELD_MAX_OUTPUT,
                                            &origin);
  chl_json_get_int64 (below, "", &count);
  g_assert_cmpint (count, ==, 16384);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_REGISTRY);
  how = chl_knowledge_dup_how (fixture->engine, provider, model);
  g_assert_cmpstr (how, !=, "");
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* It is worked out once for each change, and whoever watches hears of each. */
static void
test_once (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider           *provider = add (fixture, "openai", "openai");
  ChlModel              *model = list_one (provider, "gpt-4o");
  const ChlCapabilities *known = chl_model_get_capabilities (model);
  guint                  n = 0;

  g_signal_connect_swapped (model, "notify::capabilities", G_CALLBACK (count_cb), &n);
  g_assert_true (chl_model_get_capabilities (model) == known);

  knowledge_override (model, CHL_FIELD_MAX_INPUT, 5);
  g_assert_cmpuint (n, ==, 1);
  knowledge_override (model, CHL_FIELD_MAX_INPUT, 5);
  g_assert_cmpuint (n, ==, 1);
  knowledge_assert (model, CHL_FIELD_MAX_INPUT, 5, CHL_ORIGIN_USER);
  chl_model_set_gone (model, TRUE);
  g_assert_cmpuint (n, ==, 2);
  knowledge_assert (model, CHL_FIELD_MAX_INPUT, 5, CHL_ORIGIN_USER);

  /* Another table says other things of all. */
  chl_engine_set_registry (fixture->engine, NULL);
  g_assert_cmpuint (n, ==, 3);
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 16384, CHL_ORIGIN_REGISTRY);
}

static void
assert_successor (ChlFixture  *fixture,
                  ChlProvider *provider,
                  const char  *id,
                  const char  *name,
                  const char  *successor)
{
  ChlModel        *found = NULL;
  g_autofree char *said = chl_successor_dup_name (fixture->engine, provider,
                                                  chl_provider_find_model (provider, id), &found);

  g_assert_cmpstr (said, ==, name);
  g_assert_cmpstr (found != NULL ? chl_model_get_id (found) : NULL, ==, successor);
}

/* What follows a model is what its maker says, and the provider before the table. */
static void
test_successor (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlProvider *openai = add (fixture, "openai", "openai");
  ChlProvider *router = add (fixture, "openrouter", "openrouter");
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) facts = json_from_string ("{\"successor\":\"gpt-5\"}", NULL);

  list_one (openai, "gpt-4o");
  assert_successor (fixture, openai, "gpt-4o", "gpt-6-luna", NULL);
  list_one (router, "openai/gpt-4o");
  assert_successor (fixture, router, "openai/gpt-4o", NULL, NULL);

  for (guint i = 0; i < 4; i++)
    {
      static const char *const ids[] = { "gpt-4o", "gpt-6-luna", "gpt-5", "gpt-5.4" };

      g_ptr_array_add (models, chl_model_new ("openai", ids[i]));
    }
  chl_provider_merge_models (openai, models);
  assert_successor (fixture, openai, "gpt-4o", "gpt-6-luna", "gpt-6-luna");
  assert_successor (fixture, openai, "gpt-5.4", NULL, NULL);

  chl_model_take_facts (chl_provider_find_model (openai, "gpt-4o"), g_steal_pointer (&facts));
  assert_successor (fixture, openai, "gpt-4o", "gpt-5", "gpt-5");
  chl_model_set_gone (chl_provider_find_model (openai, "gpt-5"), TRUE);
  assert_successor (fixture, openai, "gpt-4o", "gpt-5", NULL);
}

/* The end of a model counts at its maker's; what is listed is at most deprecated. */
static void
test_status (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture, "anthropic", "anthropic");
  ChlModel    *model = list_one (provider, "claude-3-haiku-20240307");
  const char  *status;

  chl_model_set_enabled (model, TRUE);
  status = chl_json_get_string (chl_capabilities_get (chl_model_get_capabilities (model),
                                                      CHL_FIELD_STATUS, NULL),
                                "");
  g_assert_cmpstr (status, ==, "deprecated");

  list_one (provider, "claude-sonnet-4-5");
  g_assert_true (chl_model_is_gone (model));
  status = chl_json_get_string (chl_capabilities_get (chl_model_get_capabilities (model),
                                                      CHL_FIELD_STATUS, NULL),
                                "");
  g_assert_cmpstr (status, ==, "retired");
}

/* Regions and plans have rows of their own. */
static void
test_scope (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  const char *const    china[] = { "region=china", NULL };
  const ChlNewProvider what = { .family_id = "qwen", .id = "qwen", .options = china };
  ChlProvider         *provider = chl_fixture_add (fixture, &what, NULL);
  ChlModel            *model;
  ChlOrigin            origin;
  JsonNode            *price;

  g_assert_nonnull (provider);
  model = list_one (provider, "qwen-plus");
  price = chl_capabilities_get (chl_model_get_capabilities (model), CHL_FIELD_PRICE, &origin);
  g_assert_nonnull (price);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_HOST);

  /* With the region the scope changes, at once. */
  chl_provider_set_option (provider, "region", "international");
  chl_capabilities_get (chl_model_get_capabilities (model), CHL_FIELD_PRICE, &origin);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_REGISTRY);
  chl_provider_set_option (provider, "plan", "coding");
  g_assert_nonnull (chl_model_get_capabilities (model));
}

/* A server that gives a model a name of its own, and says what it is. */
static void
test_base (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture, "vllm", "here");

  knowledge_refresh (fixture, provider,
                     "{\"data\":[{\"id\":\"mine\",\"root\":\"Qwen/Qwen2.5-Coder-32B-Instruct-AWQ\"}]}", NULL);
  knowledge_assert (chl_provider_find_model (provider, "mine"), CHL_FIELD_CONTEXT_WINDOW, 32768,
                    CHL_ORIGIN_FAMILY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/knowledge/order", test_order);
  g_test_add_func ("/knowledge/fields", test_fields);
  g_test_add_func ("/knowledge/once", test_once);
  g_test_add_func ("/knowledge/status", test_status);
  g_test_add_func ("/knowledge/successor", test_successor);
  g_test_add_func ("/knowledge/scope", test_scope);
  g_test_add_func ("/knowledge/base", test_base);

  return g_test_run ();
}
