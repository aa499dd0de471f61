/* test-model-limits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-model-limits.h"

static ChlProvider *
find_or_add (ChlFixture *fixture,
             const char *family)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "/v1");
  const ChlNewProvider what = { .family_id = family, .id = family, .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), family);

  if (provider != NULL)
    return provider;

  provider = chl_fixture_add (fixture, &what, &error);
  g_assert_no_error (error);

  return provider;
}

/* What is refused says why; what is left to the provider never is. */
static void
test_check (void)
{
  static const struct
  {
    const char *family;
    const char *model;
    ChlModelUse use;
    const char *key;
    const char *value;
    const char *refusal; /* NULL: none */
  } cases[] = {
    { "openai", "gpt-5.1", CHL_MODEL_USE_CHAT, "effort", "high", NULL },
    { "openai", "gpt-5.1", CHL_MODEL_USE_CHAT, "effort", "max", "default, off, low, medium, high; it has no “max”" },
    { "openai", "gpt-4o", CHL_MODEL_USE_CHAT, "effort", "low", "cannot be told how much to think" },
    { "openai", "gpt-4o", CHL_MODEL_USE_CHAT, "effort", "", NULL },
    { "openai", "gpt-4o", CHL_MODEL_USE_CHAT, "temperature", "2", NULL },
    { "openai", "gpt-5", CHL_MODEL_USE_CHAT, "temperature", "1", "takes no temperature" },
    { "openai", "gpt-5", CHL_MODEL_USE_CHAT, "temperature", "default", NULL },
    { "openai", "gpt-5", CHL_MODEL_USE_CHAT, "top_p", "1", "takes no top_p" },
    { "openai", "gpt-4o", CHL_MODEL_USE_CHAT, "max_output", "16384", NULL },
    { "openai", "gpt-4o", CHL_MODEL_USE_CHAT, "max_output", "16385", "at most 16384 tokens, not 16385" },
    { "custom", "of-nobody", CHL_MODEL_USE_CHAT, "max_output", "10000000", NULL },
    { "custom", "of-nobody", CHL_MODEL_USE_CHAT, "temperature", "0.5", NULL },
    { "custom", "of-nobody", CHL_MODEL_USE_COMPLETION, "temperature", "0.5", NULL },
    { "custom", "of-nobody", CHL_MODEL_USE_COMPLETION, "max_output", "100", NULL },
    { "custom", "of-nobody", CHL_MODEL_USE_COMPLETION, "effort", "high", "cannot be told how much to think" },
    { "custom", "of-nobody", CHL_MODEL_USE_EMBEDDING, "temperature", "0.5", "takes no temperature" },
    { "custom", "of-nobody", CHL_MODEL_USE_EMBEDDING, "max_output", "100", "writes no answers" },
    { "custom", "of-nobody", CHL_MODEL_USE_EMBEDDING, "max_output", "", NULL },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlProvider   *provider = find_or_add (fixture, cases[i].family);
      ChlModel      *model;
      ChlModelLimits limits;
      ChlParameters  wanted;
      g_autoptr(GError) error = NULL;

      g_test_message ("%u: %s %s=%s", i, cases[i].model, cases[i].key, cases[i].value);
      chl_parameters_init (&wanted);
      g_assert_true (chl_parameters_set (&wanted, cases[i].key, cases[i].value, NULL));
      chl_fixture_add_model (provider, cases[i].model);
      model = chl_provider_find_model (provider, cases[i].model);
      chl_model_set_use (model, cases[i].use);
      limits = chl_model_limits_get (provider, model);

      g_assert_true (chl_model_limits_check (&limits, model, cases[i].key, &wanted, &error) ==
                     (cases[i].refusal == NULL));
      if (cases[i].refusal == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].refusal));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-limits/check", test_check);

  return g_test_run ();
}
