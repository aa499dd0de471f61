/* test-knowledge-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-json.h"
#include "chl-model-join.h"
#include "knowledge-case.h"

/* The cache has what the provider said, the file what the person said, and the table neither. */
static void
assert_files (ChlFixture *fixture)
{
  static const char *const files[] = { "cache/models/lab.json", "config/providers.d/lab.json" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = chl_fixture_read_file (fixture, files[i]);

      g_assert_nonnull (text);
      g_assert_null (strstr (text, "16384"));
      g_assert_null (strstr (text, "131072"));
      g_assert_null (strstr (text, "registry"));
      g_assert_true ((strstr (text, "77777") != NULL) == (i == 0));
      g_assert_true ((strstr (text, "4321") != NULL) == (i == 1));
    }
}

static void
test_files (void)
{
  static const char list[] = "{\"data\":[{\"id\":\"gpt-4o\",\"context_length\":77777},"
                             "{\"id\":\"llama-3.2:3b\"}]}";
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  ChlModel    *model;

  knowledge_refresh (fixture, provider, list, NULL);
  model = chl_provider_find_model (provider, "gpt-4o");
  chl_model_set_enabled (model, TRUE);
  knowledge_override (model, CHL_FIELD_MAX_INPUT, 4321);
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 16384, CHL_ORIGIN_REGISTRY);
  knowledge_assert (chl_provider_find_model (provider, "llama-3.2:3b"), CHL_FIELD_CONTEXT_WINDOW, 131072,
                    CHL_ORIGIN_FAMILY);
  g_assert_true (chl_fixture_save (fixture, provider, &error));
  g_assert_no_error (error);
  chl_fixture_restart (fixture);
  assert_files (fixture);

  /* What is known is written neither with the next list nor when it was seen. */
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  knowledge_refresh (fixture, provider, list, NULL);
  model = chl_provider_find_model (provider, "gpt-4o");
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 16384, CHL_ORIGIN_REGISTRY);
  chl_model_set_new (model, TRUE);
  chl_model_join_mark_seen (fixture->engine, provider);
  chl_fixture_restart (fixture);
  assert_files (fixture);

  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  model = chl_provider_find_model (provider, "gpt-4o");
  knowledge_assert (model, CHL_FIELD_MAX_INPUT, 4321, CHL_ORIGIN_USER);
  knowledge_assert (model, CHL_FIELD_CONTEXT_WINDOW, 77777, CHL_ORIGIN_PROVIDER);
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 16384, CHL_ORIGIN_REGISTRY);
}

static void
save (ChlFixture  *fixture,
      ChlProvider *provider)
{
  g_autoptr(GError) error = NULL;

  chl_fixture_save (fixture, provider, &error);
  g_assert_no_error (error);
}

/* An override, and its taking back, outlive the program and what another one writes. */
static void
test_override (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlFixture) other = NULL;
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  ChlProvider *theirs;
  ChlModel    *model;

  knowledge_refresh (fixture, provider, "{\"data\":[{\"id\":\"gpt-4o\"},{\"id\":\"b\"}]}", NULL);
  knowledge_override (chl_provider_find_model (provider, "gpt-4o"), CHL_FIELD_MAX_OUTPUT, 4321);
  save (fixture, provider);

  /* Off, and listed. */
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  model = chl_provider_find_model (provider, "gpt-4o");
  g_assert_false (chl_model_is_enabled (model));
  g_assert_false (chl_model_is_gone (model));
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 4321, CHL_ORIGIN_USER);

  /* Two programs, two fields. */
  other = chl_fixture_new_beside (fixture);
  theirs = chl_provider_list_find (chl_engine_get_providers (other->engine), "lab");
  knowledge_override (chl_provider_find_model (theirs, "gpt-4o"), CHL_FIELD_CONTEXT_WINDOW, 55555);
  knowledge_override (chl_provider_find_model (theirs, "b"), CHL_FIELD_CONTEXT_WINDOW, 66666);
  save (other, theirs);
  knowledge_override (model, CHL_FIELD_MAX_OUTPUT, 0);
  knowledge_override (model, CHL_FIELD_MAX_INPUT, 1234);
  save (fixture, provider);
  model = chl_provider_find_model (provider, "gpt-4o");
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 16384, CHL_ORIGIN_REGISTRY);
  knowledge_assert (model, CHL_FIELD_MAX_INPUT, 1234, CHL_ORIGIN_USER);
  knowledge_assert (model, CHL_FIELD_CONTEXT_WINDOW, 55555, CHL_ORIGIN_USER);
  knowledge_assert (chl_provider_find_model (provider, "b"), CHL_FIELD_CONTEXT_WINDOW, 66666,
                    CHL_ORIGIN_USER);

  /* A list without the model does not take the person's word away. */
  knowledge_refresh (fixture, provider, "{\"data\":[{\"id\":\"b\"}]}", NULL);
  g_assert_true (chl_model_is_gone (chl_provider_find_model (provider, "gpt-4o")));
  g_clear_pointer (&other, chl_fixture_free);
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  model = chl_provider_find_model (provider, "gpt-4o");
  g_assert_true (chl_model_is_gone (model));
  knowledge_assert (model, CHL_FIELD_CONTEXT_WINDOW, 55555, CHL_ORIGIN_USER);
}

/* A file that somebody wrote by hand, or a later version. */
static void
test_foreign (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;
  g_autoptr(JsonNode) root = NULL;
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  gint64       count = 0;

  text = g_strdup ("{\"version\":1,\"family\":\"custom\",\"endpoint\":\"http://127.0.0.1:9/v1\",\"models\":{"
                   "\"gpt-4o\":{\"enabled\":true,\"overrides\":{\"max_output\":4321,\"tools\":\"many\","
                   "\"colour\":7},\"note\":8}}}");
  save (fixture, provider);
  chl_fixture_write_file (fixture, "config/providers.d/lab.json", text);
  chl_fixture_restart (fixture);

  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  knowledge_assert (chl_provider_find_model (provider, "gpt-4o"), CHL_FIELD_MAX_OUTPUT, 4321,
                    CHL_ORIGIN_USER);
  g_assert_true (chl_capabilities_is (chl_model_get_capabilities (chl_provider_find_model (provider, "gpt-4o")),
                                      CHL_FIELD_TOOLS));

  knowledge_override (chl_provider_find_model (provider, "gpt-4o"), CHL_FIELD_MAX_OUTPUT, 0);
  chl_model_set_enabled (chl_provider_find_model (provider, "gpt-4o"), FALSE);
  save (fixture, provider);
  after = chl_fixture_read_file (fixture, "config/providers.d/lab.json");
  root = chl_json_parse (after, -1, NULL);
  g_assert_nonnull (root);
  g_assert_null (strstr (after, "4321"));
  g_assert_true (chl_json_get_int64 (root, "/models/gpt-4o/overrides/colour", &count));
  g_assert_cmpint (count, ==, 7);
  g_assert_true (chl_json_get_int64 (root, "/models/gpt-4o/note", &count));
  g_assert_cmpint (count, ==, 8);
}

/* What nobody could have typed is not what the person says. */
static void
test_nonsense (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  static const char text[] =
    "{\"version\":1,\"family\":\"custom\",\"endpoint\":\"http://127.0.0.1:9/v1\",\"models\":{"
    "\"gpt-4o\":{\"enabled\":true,\"overrides\":{\"price\":{\"input\":-3,\"output\":5000},"
    "\"retires\":\"never\",\"status\":\"asleep\",\"budget\":{\"min\":9,\"max\":1},"
    "\"input_kinds\":[\"smell\"],\"effort\":[\"hard\"],\"context_window\":99999999,"
    "\"fim\":{\"prefix\":\"<a>\"},\"max_output\":77}}}}";
  ChlModel *model;

  chl_fixture_write_file (fixture, "config/providers.d/lab.json", text);
  chl_fixture_restart (fixture);
  model = chl_provider_find_model (chl_provider_list_find (chl_engine_get_providers (fixture->engine),
                                                           "lab"),
                                   "gpt-4o");

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      ChlOrigin origin;
      gboolean  is_sound = i == CHL_FIELD_FIM || i == CHL_FIELD_MAX_OUTPUT;

      g_test_message ("%s", chl_field_to_string ((ChlField) i));
      chl_capabilities_get (chl_model_get_capabilities (model), (ChlField) i, &origin);
      g_assert_cmpint (origin == CHL_ORIGIN_USER, ==, is_sound);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/knowledge/files", test_files);
  g_test_add_func ("/knowledge/override", test_override);
  g_test_add_func ("/knowledge/foreign", test_foreign);

  g_test_add_func ("/knowledge/nonsense", test_nonsense);

  return g_test_run ();
}
