/* test-model-choices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-model-choices.h"
#include "chl-ui-test.h"

static ChlProvider *
add_provider (GListStore *providers,
              const char *id)
{
  g_autoptr(ChlProvider) provider = chl_provider_new (chl_engine_find_family ("custom"), id);

  chl_provider_set_name (provider, id);
  chl_provider_set_enabled (provider, TRUE);
  g_list_store_append (providers, provider);
  return provider;
}

static void
add_model (ChlProvider *provider,
           const char  *id,
           ChlModelUse  use,
           gboolean     is_enabled)
{
  g_autoptr(ChlModel) model = chl_model_new (chl_provider_get_id (provider), id);

  chl_model_set_use (model, use);
  chl_model_set_enabled (model, is_enabled);
  chl_provider_add_model (provider, model);
}

static char *
print_choices (ChlModelChoices *choices)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (choices)); i++)
    {
      g_autoptr(ChlModelChoice) choice = g_list_model_get_item (G_LIST_MODEL (choices), i);
      ChlModel *model = chl_model_choice_get_model (choice);

      if (model == NULL)
        g_string_append_printf (out, "[%s] ",
                                chl_provider_get_id (chl_model_choice_get_provider (choice)));
      else
        g_string_append_printf (out, "%s%s ", chl_model_get_id (model),
                                chl_model_choice_get_reason (choice) != NULL ? "!" : "");
    }

  return g_string_free (out, FALSE);
}

static void
assert_choices (ChlModelChoices *choices,
                const char      *expected)
{
  g_autofree char *text = print_choices (choices);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_groups (void)
{
  g_autoptr(GListStore) providers = g_list_store_new (CHL_TYPE_PROVIDER);
  ChlModelChoices *choices = chl_model_choices_new (G_LIST_MODEL (providers));
  ChlProvider     *first = add_provider (providers, "first");
  ChlProvider     *second = add_provider (providers, "second");
  ChlProvider     *third = add_provider (providers, "third");

  add_model (first, "vectors", CHL_MODEL_USE_EMBEDDING, TRUE);
  add_model (first, "alpha", CHL_MODEL_USE_CHAT, TRUE);
  add_model (first, "off", CHL_MODEL_USE_CHAT, FALSE);
  add_model (second, "beta-Mini", CHL_MODEL_USE_CHAT, TRUE);
  add_model (third, "gamma", CHL_MODEL_USE_CHAT, TRUE);
  chl_provider_set_enabled (third, FALSE);

  chl_model_choices_refresh (choices);
  assert_choices (choices, "[first] alpha vectors! [second] beta-Mini ");

  chl_model_choices_set_query (choices, " MINI  beta");
  assert_choices (choices, "[second] beta-Mini ");
  chl_model_choices_set_query (choices, "first");
  assert_choices (choices, "[first] alpha vectors! ");
  chl_model_choices_set_query (choices, "nothing");
  assert_choices (choices, "");
  chl_model_choices_set_query (choices, NULL);
  g_assert_cmpuint (chl_model_choices_find (choices, chl_provider_find_model (second, "beta-Mini")),
                    ==, 4);
  g_assert_cmpuint (chl_model_choices_find (choices, NULL), ==, G_MAXUINT);

  g_assert_finalize_object (choices);
}

/* The arrow keys stop only where something can be chosen. */
static void
test_steps (void)
{
  g_autoptr(GListStore) providers = g_list_store_new (CHL_TYPE_PROVIDER);
  ChlModelChoices *choices = chl_model_choices_new (G_LIST_MODEL (providers));
  ChlProvider     *first = add_provider (providers, "first");
  ChlProvider     *second = add_provider (providers, "second");

  g_assert_cmpuint (chl_model_choices_step (choices, G_MAXUINT, 1), ==, G_MAXUINT);

  add_model (first, "alpha", CHL_MODEL_USE_CHAT, TRUE);
  add_model (first, "vectors", CHL_MODEL_USE_EMBEDDING, TRUE);
  add_model (second, "beta", CHL_MODEL_USE_CHAT, TRUE);
  chl_model_choices_refresh (choices);

  g_assert_cmpuint (chl_model_choices_step (choices, G_MAXUINT, 1), ==, 1);
  g_assert_cmpuint (chl_model_choices_step (choices, 1, 1), ==, 4);
  g_assert_cmpuint (chl_model_choices_step (choices, 4, 1), ==, G_MAXUINT);
  g_assert_cmpuint (chl_model_choices_step (choices, 4, -1), ==, 1);
  g_assert_cmpuint (chl_model_choices_step (choices, 1, -1), ==, G_MAXUINT);
  g_assert_cmpuint (chl_model_choices_step (choices, G_MAXUINT, -1), ==, 4);

  g_assert_finalize_object (choices);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/model-choices/groups", test_groups);
  g_test_add_func ("/ui/model-choices/steps", test_steps);

  return g_test_run ();
}
