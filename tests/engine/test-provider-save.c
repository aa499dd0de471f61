/* test-provider-save.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-engine-fixture.h"
#include "chl-error.h"

#define N_SAVES 6

static void
begin (ChlFixture    *fixture,
       ChlProvider   *provider,
       GAsyncResult **result)
{
  chl_provider_list_save_async (chl_engine_get_providers (fixture->engine), provider, NULL,
                                chl_fixture_keep_cb, result);
}

static gboolean
end (ChlFixture    *fixture,
     GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) ready = chl_fixture_wait (result);
  gboolean is_saved = chl_provider_list_save_finish (chl_engine_get_providers (fixture->engine),
                                                     ready, &error);

  g_assert_no_error (error);
  *result = NULL;

  return is_saved;
}

/* One of a list, of which the file says nothing while it is off. */
static ChlModel *
list_model (ChlProvider *provider)
{
  g_autoptr(ChlModel) model = chl_model_new (chl_provider_get_id (provider), "m");

  chl_provider_add_model (provider, model);

  return chl_provider_find_model (provider, "m");
}

/* Whoever is quick presses again before the file is written. */
static void
test_changes_while_it_is_saved (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = chl_fixture_add_provider (fixture);
  GAsyncResult *results[N_SAVES] = { NULL };
  ChlModel     *model = list_model (provider);

  /* Ends off, then on. */
  for (guint n = N_SAVES; n >= N_SAVES - 1; n--)
    {
      for (guint i = 0; i < n; i++)
        {
          chl_model_set_enabled (model, i % 2 == 0);
          begin (fixture, provider, &results[i]);
        }
      for (guint i = 0; i < n; i++)
        g_assert_true (end (fixture, &results[i]));
      g_assert_true (chl_model_is_enabled (model) == (n % 2 != 0));

      chl_fixture_restart (fixture);
      provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
      model = chl_provider_find_model (provider, "m");
      g_assert_true ((model != NULL && chl_model_is_enabled (model)) == (n % 2 != 0));
      if (model == NULL)
        model = list_model (provider);
    }
}

/* A save that fails is one; the next one writes all the same. */
static void
test_goes_on_after_a_failure (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = chl_fixture_add_provider (fixture);
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;
  GAsyncResult *third = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) ready = NULL;
  g_autoptr(GError) error = NULL;
  ChlProviderList *list = chl_engine_get_providers (fixture->engine);

  chl_provider_set_name (provider, "First");
  begin (fixture, provider, &first);
  chl_provider_set_name (provider, "Second");
  chl_provider_list_save_async (list, provider, cancellable, chl_fixture_keep_cb, &second);
  g_cancellable_cancel (cancellable);
  chl_provider_set_name (provider, "Third");
  begin (fixture, provider, &third);

  g_assert_true (end (fixture, &first));
  ready = chl_fixture_wait (&second);
  g_assert_false (chl_provider_list_save_finish (list, ready, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (end (fixture, &third));

  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_cmpstr (chl_provider_get_name (provider), ==, "Third");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/provider-save/changes-while-it-is-saved", test_changes_while_it_is_saved);
  g_test_add_func ("/provider-save/goes-on-after-a-failure", test_goes_on_after_a_failure);

  return g_test_run ();
}
