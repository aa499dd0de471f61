/* test-known-use.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-engine-fixture.h"
#include "chl-merger.h"

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

/* What can be asked of a model: the table mends a guess, and nothing that somebody said. */
static void
test_use (void)
{
  static const struct
  {
    const char *family;
    const char *model;
    ChlModelUse guess;
    ChlModelUse use;
  } cases[] = {
    { "custom", "bge-m3", CHL_MODEL_USE_CHAT, CHL_MODEL_USE_EMBEDDING },
    { "openai", "gpt-4o", CHL_MODEL_USE_EMBEDDING, CHL_MODEL_USE_CHAT },
    { "openai", "babbage-002", CHL_MODEL_USE_CHAT, CHL_MODEL_USE_COMPLETION },
    { "custom", "qwen2.5-coder-7b", CHL_MODEL_USE_CHAT, CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION },
    { "custom", "of-nobody", CHL_MODEL_USE_COMPLETION, CHL_MODEL_USE_COMPLETION },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProviderList *list = chl_engine_get_providers (fixture->engine);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlProvider *provider = chl_provider_list_find (list, cases[i].family);
      ChlModel    *model;

      g_test_message ("%u: %s", i, cases[i].model);
      if (provider == NULL)
        provider = add (fixture, cases[i].family, cases[i].family);
      model = list_one (provider, cases[i].model);

      chl_model_guess_use (model, cases[i].guess);
      g_assert_cmpint (chl_model_get_use (model), ==, cases[i].use);
      g_assert_cmpint (chl_model_get_said_use (model, NULL), ==, cases[i].guess);
      chl_model_set_use (model, cases[i].guess);
      g_assert_cmpint (chl_model_get_use (model), ==, cases[i].guess);
    }
}

/* What was guessed is guessed still when it comes from a file, and what was said is not. */
static void
test_kept (void)
{
  g_autoptr(ChlModel) model = chl_model_new ("custom", "bge-m3");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(JsonNode) node = NULL;
      g_autoptr(ChlModel) again = NULL;
      gboolean is_guess = FALSE;

      if (i == 0)
        chl_model_guess_use (model, CHL_MODEL_USE_COMPLETION);
      else
        chl_model_set_use (model, CHL_MODEL_USE_COMPLETION);
      node = chl_model_to_json (model);
      again = chl_model_from_json ("custom", node);
      g_assert_cmpint (chl_model_get_said_use (again, &is_guess), ==, CHL_MODEL_USE_COMPLETION);
      g_assert_cmpint (is_guess, ==, i == 0);
    }
}

/* A refresh may know another table's answer. */
static void
test_forgotten (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture, "custom", "custom");
  ChlModel    *model = list_one (provider, "bge-m3");

  chl_model_guess_use (model, CHL_MODEL_USE_CHAT);
  g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_EMBEDDING);
  chl_provider_set_merger (provider, NULL);
  g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_CHAT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/known-use/mended", test_use);
  g_test_add_func ("/known-use/kept", test_kept);
  g_test_add_func ("/known-use/forgotten", test_forgotten);

  return g_test_run ();
}
