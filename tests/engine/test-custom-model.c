/* test-custom-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-custom-model.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"

static gboolean
has_field (const ChlField *fields,
           guint           n_fields,
           ChlField        field)
{
  for (guint i = 0; i < n_fields; i++)
    if (fields[i] == field)
      return TRUE;

  return FALSE;
}

/* Each kind has what matters to it, and nothing of the others. */
static void
test_fields (void)
{
  static const struct
  {
    ChlModelUse use;
    gboolean    has_tools;
    gboolean    has_fim;
    gboolean    has_dimensions;
  } cases[] = {
    { CHL_MODEL_USE_CHAT, TRUE, FALSE, FALSE },
    { CHL_MODEL_USE_COMPLETION, FALSE, TRUE, FALSE },
    { CHL_MODEL_USE_EMBEDDING, FALSE, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint           n_fields;
      const ChlField *fields = chl_custom_model_list_fields (cases[i].use, &n_fields);

      g_assert_cmpint (has_field (fields, n_fields, CHL_FIELD_TOOLS), ==, cases[i].has_tools);
      g_assert_cmpint (has_field (fields, n_fields, CHL_FIELD_FIM), ==, cases[i].has_fim);
      g_assert_cmpint (has_field (fields, n_fields, CHL_FIELD_EMBEDDING_DIMENSIONS), ==,
                       cases[i].has_dimensions);
      g_assert_cmpint (has_field (fields, n_fields, CHL_FIELD_CONTEXT_WINDOW), ==,
                       cases[i].use != CHL_MODEL_USE_EMBEDDING);
    }
}

/* What the table knows of a name is known of a model before it is there; nothing is guessed. */
static void
test_draft (void)
{
  static const struct
  {
    const char *id;
    ChlModelUse use;
    const char *source;
    gint64      window;
  } cases[] = {
    { "gpt-5", CHL_MODEL_USE_CHAT, "GPT-5", 400000 },
    { "openai/gpt-5", CHL_MODEL_USE_CHAT, "GPT-5", 400000 },
    { "text-embedding-3-small", CHL_MODEL_USE_EMBEDDING, "text-embedding-3-small", 0 },
    { "of-nobody", CHL_MODEL_USE_CHAT, NULL, 0 },
    { "an-embedder-of-nobody", CHL_MODEL_USE_EMBEDDING, NULL, 0 },
    { "dall-e-3", CHL_MODEL_USE_CHAT, "openai/image", 0 },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlModelUse      use = chl_custom_model_guess_use (fixture->engine, provider, cases[i].id);
      g_autofree char *source = NULL;
      g_autoptr(ChlModel) draft = chl_custom_model_new_draft (provider, cases[i].id, use);

      g_test_message ("“%s”", cases[i].id);
      g_assert_cmpint (use, ==, cases[i].use);
      source = chl_custom_model_dup_source (fixture->engine, provider, cases[i].id);
      g_assert_cmpstr (source, ==, cases[i].source);
      if (cases[i].window > 0 || source == NULL)
        g_assert_cmpint (chl_capabilities_get_int (chl_model_get_capabilities (draft),
                                                   CHL_FIELD_CONTEXT_WINDOW),
                         ==, cases[i].window);
      g_assert_null (chl_provider_find_model (provider, cases[i].id));
    }
}

static void
list (ChlProvider *provider,
      const char  *id)
{
  g_autoptr(ChlModel) model = chl_model_new (chl_provider_get_id (provider), id);

  chl_provider_add_model (provider, model);
}

static void
assert_refused (ChlProvider *provider,
                const char  *id,
                const char  *words)
{
  const ChlCustomModel what = { id, CHL_MODEL_USE_CHAT, NULL };
  guint                n = g_list_model_get_n_items (chl_provider_get_models (provider));
  g_autoptr(GError) error = NULL;

  g_assert_null (chl_custom_model_add (provider, &what, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (g_list_model_get_n_items (chl_provider_get_models (provider)), ==, n);
}

/* It is on, stands first, and only what the person said of it is written; it outlives a start. */
static void
test_add (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(ChlCapabilities) overrides = chl_capabilities_new ();
  ChlCustomModel what = { "gpt-5", CHL_MODEL_USE_CHAT, overrides };
  g_autoptr(ChlModel) first = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;
  ChlModel        *model;
  ChlOrigin        origin;

  chl_provider_remove_model (provider, "m");
  list (provider, "listed");
  chl_capabilities_set_int (overrides, CHL_FIELD_MAX_OUTPUT, 4321, CHL_ORIGIN_USER);
  model = chl_custom_model_add (provider, &what, &error);
  g_assert_no_error (error);
  g_assert_true (chl_model_is_enabled (model));
  g_assert_true (chl_model_is_custom (model));
  first = g_list_model_get_item (chl_provider_get_models (provider), 0);
  g_assert_true (first == model);
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_capabilities (model),
                                             CHL_FIELD_CONTEXT_WINDOW),
                   ==, 400000);

  assert_refused (provider, "gpt-5", "already");
  assert_refused (provider, "listed", "already");
  assert_refused (provider, "", "one line");
  assert_refused (provider, " blank", "one line");
  assert_refused (provider, "two\nlines", "one line");

  g_assert_true (chl_fixture_save (fixture, provider, &error));
  g_assert_no_error (error);
  file = chl_fixture_read_file (fixture, "config/providers.d/lab.json");
  g_assert_nonnull (strstr (file, "4321"));
  g_assert_null (strstr (file, "400000"));

  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  model = chl_provider_find_model (provider, "gpt-5");
  g_assert_nonnull (model);
  g_assert_true (chl_model_is_custom (model));
  g_assert_true (chl_model_is_enabled (model));
  chl_capabilities_get (chl_model_get_capabilities (model), CHL_FIELD_MAX_OUTPUT, &origin);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_USER);
  chl_capabilities_get (chl_model_get_capabilities (model), CHL_FIELD_CONTEXT_WINDOW, &origin);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_REGISTRY);
}

/* Whoever insists on a model that is gone has it. */
static void
test_add_what_is_gone (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider         *provider = chl_fixture_add_provider (fixture);
  const ChlCustomModel what = { "old", CHL_MODEL_USE_COMPLETION, NULL };
  g_autoptr(GError) error = NULL;
  ChlModel *model;

  list (provider, "old");
  chl_model_set_gone (chl_provider_find_model (provider, "old"), TRUE);
  model = chl_custom_model_add (provider, &what, &error);
  g_assert_no_error (error);
  g_assert_false (chl_model_is_gone (model));
  g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_COMPLETION);
  g_assert_true (chl_provider_find_model (provider, "old") == model);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/custom-model/fields", test_fields);
  g_test_add_func ("/custom-model/draft", test_draft);
  g_test_add_func ("/custom-model/add", test_add);
  g_test_add_func ("/custom-model/add-what-is-gone", test_add_what_is_gone);

  return g_test_run ();
}
