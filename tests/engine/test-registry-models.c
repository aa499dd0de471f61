/* test-registry-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-engine-parts.h"
#include "chl-json.h"
#include "registry-keeper-fixture.h"

#define BUNDLED_INPUT 3.0
#define FIRST_INPUT 2.5

static void
count_cb (guint *n)
{
  (*n)++;
}

/* A model of the engine's, which knows the fixture's table. */
static ChlModel *
add_model (KeeperFixture     *self,
           ChlRegistryKeeper *keeper)
{
  const ChlNewProvider what = { .family_id = "anthropic", .id = "anthropic" };
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;

  chl_engine_set_registry_keeper (self->base->engine, keeper);
  provider = chl_fixture_add (self->base, &what, &error);
  g_assert_no_error (error);
  g_ptr_array_add (models, chl_model_new ("anthropic", "claude-a"));
  chl_provider_merge_models (provider, models);

  return chl_provider_find_model (provider, "claude-a");
}

static void
assert_input_price (ChlModel *model,
                    double    price)
{
  JsonNode *value = chl_capabilities_get (chl_model_get_capabilities (model), CHL_FIELD_PRICE, NULL);
  double    found = -1;

  g_assert_nonnull (value);
  g_assert_true (chl_json_get_double (value, "/input", &found));
  g_assert_cmpfloat_with_epsilon (found, price, 1e-9);
}

/* All models say at once what the new table says, and whoever shows one hears of it. */
static void
test_changes (KeeperFixture *self,
              gconstpointer  data)
{
  g_autoptr(ChlRegistryKeeper) keeper = keeper_fixture_new_keeper (self, self->base->engine);
  ChlModel *model = add_model (self, keeper);
  g_autoptr(GAsyncResult) refreshed = NULL;
  g_autoptr(GAsyncResult) back = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  assert_input_price (model, BUNDLED_INPUT);
  g_signal_connect_swapped (model, "notify::capabilities", G_CALLBACK (count_cb), &n);
  g_assert_cmpuint (chl_fake_server_get_n_connections (self->base->server), ==, 0);

  keeper_fixture_answer (self, self->sample, "\"one\"");
  chl_registry_keeper_refresh_async (keeper, FALSE, NULL, chl_fixture_keep_cb, &refreshed);
  chl_registry_keeper_refresh_finish (keeper, chl_fixture_wait (&refreshed), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  assert_input_price (model, FIRST_INPUT);

  chl_registry_keeper_go_back_async (keeper, NULL, chl_fixture_keep_cb, &back);
  chl_registry_keeper_go_back_finish (keeper, chl_fixture_wait (&back), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  assert_input_price (model, BUNDLED_INPUT);
}

/* What is there when the program begins counts from the first question on. */
static void
test_later (KeeperFixture *self,
            gconstpointer  data)
{
  g_autoptr(ChlRegistryKeeper) keeper = keeper_fixture_new_keeper (self, self->base->engine);

  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  assert_input_price (add_model (self, keeper), FIRST_INPUT);
}

/* Another program may refresh it. */
static void
test_beside (KeeperFixture *self,
             gconstpointer  data)
{
  g_autoptr(ChlRegistryKeeper) keeper = keeper_fixture_new_keeper (self, self->base->engine);
  ChlModel *model = add_model (self, keeper);
  guint     n = 0;

  assert_input_price (model, BUNDLED_INPUT);
  keeper_fixture_refresh_to (self, self->sample, "\"one\"");
  assert_input_price (model, BUNDLED_INPUT);

  g_signal_connect_swapped (model, "notify::capabilities", G_CALLBACK (count_cb), &n);
  chl_registry_keeper_reload (keeper);
  assert_input_price (model, FIRST_INPUT);
  chl_registry_keeper_reload (keeper);
  g_assert_cmpuint (n, ==, 1);
}

/* What it did, for people. */
static void
test_words (KeeperFixture *self,
            gconstpointer  data)
{
  g_autofree char *before = chl_registry_keeper_dup_changes (self->keeper);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  g_assert_null (before);
  g_assert_cmpstr (chl_registry_keeper_get_day (self->keeper), ==, "2026-11-01");

  keeper_fixture_refresh_to (self, self->sample, NULL);
  first = chl_registry_keeper_dup_changes (self->keeper);
  g_assert_cmpstr (first, ==, "The last refresh added 6 rows, changed 6 and took 0 away\n"
                              "6 things that cannot be were left out");

  keeper_fixture_refresh_to (self, self->sample, NULL);
  again = chl_registry_keeper_dup_changes (self->keeper);
  g_assert_true (g_str_has_prefix (again, "The last refresh changed nothing in it\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func)                                                                   \
  g_test_add ("/registry-models/" path, KeeperFixture, NULL, keeper_fixture_set_up, func, \
              keeper_fixture_tear_down)
  ADD ("changes", test_changes);
  ADD ("later", test_later);
  ADD ("beside", test_beside);
  ADD ("words", test_words);
#undef ADD

  return g_test_run ();
}
