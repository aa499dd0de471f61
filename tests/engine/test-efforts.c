/* test-efforts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-efforts.h"
#include "chl-engine-fixture.h"
#include "chl-json.h"

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

static char *
print_levels (ChlEfforts efforts)
{
  GString *text = g_string_new (efforts.is_switch ? "switch" : NULL);

  for (guint i = 0; i <= CHL_EFFORT_MAX; i++)
    if (chl_efforts_has (efforts, (ChlEffort) i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", chl_effort_to_string ((ChlEffort) i));

  return g_string_free (text, FALSE);
}

/* What can be chosen of what is known, in the words of each protocol. */
static void
test_levels (void)
{
  static const struct
  {
    const char *family;
    const char *model;
    ChlField    field; /* that the person says something of */
    const char *typed; /* NULL: nothing */
    const char *levels;
  } cases[] = {
    { "openai", "gpt-5.1", 0, NULL, "default off low medium high" },
    { "openai", "gpt-5", 0, NULL, "default minimal low medium high" },
    { "openai", "gpt-5.1", CHL_FIELD_EFFORT, "[\"low\",\"max\"]", "default low max" },
    { "openai", "gpt-5.1", CHL_FIELD_REASONING, "false", "default" },
    { "openai", "gpt-4o", 0, NULL, "default" },
    { "anthropic", "claude-sonnet-4-5", 0, NULL, "default off minimal low medium high" },
    { "anthropic", "claude-sonnet-4-5", CHL_FIELD_EFFORT, "[\"low\",\"high\"]", "default off low high" },
    { "anthropic", "claude-opus-4-6", 0, NULL, "default off low medium high max" },
    { "anthropic", "claude-opus-5-5", 0, NULL, "default low medium high xhigh max" },
    { "anthropic", "claude-3-5-haiku-20241022", 0, NULL, "default" },
    { "custom", "of-nobody", 0, NULL, "default" },
    { "custom", "of-nobody", CHL_FIELD_EFFORT, "[\"low\",\"of-nobody\"]", "default low" },
    { "ollama", "of-nobody", 0, NULL, "switch default off high" },
    { "ollama", "of-nobody", CHL_FIELD_EFFORT, "[\"low\",\"xhigh\",\"max\"]", "default low max" },
    { "ollama", "llama3.2:3b", 0, NULL, "default" },
    { "groq", "qwen/qwen3-32b", 0, NULL, "switch default off high" },
    { "groq", "openai/gpt-oss-120b", 0, NULL, "default low medium high" },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlProvider     *provider = find_or_add (fixture, cases[i].family);
      ChlModel        *model;
      g_autofree char *levels = NULL;

      g_test_message ("%u: %s %s %s", i, cases[i].family, cases[i].model,
                      cases[i].typed != NULL ? cases[i].typed : "");
      chl_fixture_add_model (provider, cases[i].model);
      model = chl_provider_find_model (provider, cases[i].model);
      chl_model_take_overrides (model, NULL);
      if (cases[i].typed != NULL)
        {
          g_autoptr(JsonNode) typed = chl_json_parse (cases[i].typed, -1, NULL);

          chl_model_set_override (model, cases[i].field, typed);
        }

      levels = print_levels (chl_efforts_get (provider, model));
      g_assert_cmpstr (levels, ==, cases[i].levels);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/efforts/levels", test_levels);

  return g_test_run ();
}
