/* test-knowledge-circumstances.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-json.h"
#include "chl-knowledge-private.h"
#include "chl-knowledge.h"
#include "chl-known-rows.h"
#include "chl-merger.h"
#include "chl-registry-table.h"
#include "knowledge-case.h"

/* Noon in most of the world of 2026-10-01. */
#define END_US 1790856000000000
#define DAY_US (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

/* Where a provider is, by its region, its plan or the address that somebody gave it. */
static void
test_scopes (void)
{
  static const struct
  {
    const char *family;
    const char *options[3];
    const char *endpoint;
    const char *scope;
  } cases[] = {
    { "openai", { NULL }, NULL, "openai" },
    { "qwen", { NULL }, NULL, "qwen" },
    { "qwen", { "region=china" }, NULL, "qwen.cn" },
    { "qwen", { "region=us" }, NULL, "qwen" },
    { "qwen", { "plan=coding" }, NULL, "qwen.plan" },
    { "qwen", { "plan=token" }, NULL, "qwen.plan" },
    { "qwen", { "region=china", "plan=token" }, NULL, "qwen.plan" },
    { "kimi", { "plan=code" }, NULL, "kimi.code" },
    { "kimi", { "region=china" }, NULL, "kimi.cn" },
    { "zhipu", { "plan=coding" }, NULL, "zhipu.plan" },
    { "zhipu", { "region=china" }, NULL, "zhipu.cn" },
    { "minimax", { "region=china" }, NULL, "minimax.cn" },

    /* The address decides where it is one of the family's. */
    { "kimi", { NULL }, "https://api.moonshot.cn/v1", "kimi.cn" },
    { "kimi", { NULL }, "https://api.kimi.com/coding/v1", "kimi.code" },
    { "kimi", { "region=china" }, "https://api.kimi.com/coding/v1", "kimi.code" },
    { "kimi", { "region=china" }, "https://of-mine.invalid/v1", "kimi.cn" },
    { "kimi", { NULL }, "https://of-mine.invalid/v1", "kimi" },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char     *id = g_strdup_printf ("p%u", i);
      const ChlNewProvider what = { .family_id = cases[i].family,
                                    .id = id,
                                    .endpoint = cases[i].endpoint,
                                    .options = cases[i].options };
      g_autoptr(GError) error = NULL;
      g_autofree char *scope = NULL;
      ChlProvider     *provider = chl_fixture_add (fixture, &what, &error);

      g_test_message ("%u: %s", i, cases[i].family);
      g_assert_no_error (error);
      scope = chl_knowledge_dup_scope (provider);
      g_assert_cmpstr (scope, ==, cases[i].scope);
    }
}

/* A table of one model, which its maker ends on 2026-10-01. */
static ChlRegistry *
build_table (const char *window)
{
  g_autofree char *text = g_strconcat ("#registry\tschema=1\tas_of=2026-09-01\tsource=tests\n"
                                       "kind\tid\tbase\tuse\tctx\tout\tstage\tends\n"
                                       "p\tcustom\tlab\n"
                                       "m\tlab/one\t\tchat\t",
                                       window, "\t500\tdeprecated\t2026-10-01\n", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = chl_registry_table_compile (text, strlen (text), "t", &error);
  g_autoptr(GBytes) bytes = NULL;
  ChlRegistry *registry;

  g_assert_no_error (error);
  bytes = g_variant_get_data_as_bytes (table);
  registry = chl_registry_new_for_bytes (bytes, &error);
  g_assert_no_error (error);

  return registry;
}

static ChlModel *
add_model (ChlProvider *provider,
           const char  *id)
{
  g_autoptr(ChlModel) model = chl_model_new (chl_provider_get_id (provider), id);

  chl_provider_add_model (provider, model);

  return chl_provider_find_model (provider, id);
}

static void
assert_status (ChlProvider *provider,
               ChlModel    *model,
               const char  *status)
{
  chl_provider_forget_merged (provider);
  g_assert_cmpstr (chl_json_get_string (chl_capabilities_get (chl_model_get_capabilities (model),
                                                              CHL_FIELD_STATUS, NULL),
                                        ""),
                   ==, status);
}

/* The day is looked up again when time has passed, and when the clock was put back. What is listed has
 * not ended, whatever the day. */
static void
test_days (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlRegistry) table = build_table ("1000");
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  ChlModel    *model;

  chl_engine_set_registry (fixture->engine, table);
  model = add_model (provider, "one");
  chl_model_set_gone (model, TRUE);
  chl_fake_clock_set_real_us (fixture->clock, END_US);
  assert_status (provider, model, "deprecated");
  chl_fake_clock_set_real_us (fixture->clock, END_US + 2 * DAY_US);
  assert_status (provider, model, "retired");
  chl_fake_clock_set_real_us (fixture->clock, END_US);
  assert_status (provider, model, "deprecated");
  chl_fake_clock_set_real_us (fixture->clock, END_US + 2 * DAY_US);
  assert_status (provider, model, "retired");

  /* Somebody's own is as much in a list as what is gone. */
  chl_model_set_gone (model, FALSE);
  assert_status (provider, model, "deprecated");
  chl_model_set_custom (model, TRUE);
  assert_status (provider, model, "retired");
}

/* What was read from one table says nothing of another one, and is read once. */
static void
test_tables (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlRegistry) small = build_table ("1000");
  g_autoptr(ChlRegistry) large = build_table ("2000");
  ChlProvider           *provider = chl_fixture_add_provider (fixture);
  ChlModel              *model = add_model (provider, "one");
  ChlKnownRows          *rows = chl_known_rows_new ();
  const ChlCapabilities *known;
  ChlRegistryMatch       match;

  chl_engine_set_registry (fixture->engine, small);
  knowledge_assert (model, CHL_FIELD_CONTEXT_WINDOW, 1000, CHL_ORIGIN_REGISTRY);
  chl_engine_set_registry (fixture->engine, large);
  knowledge_assert (model, CHL_FIELD_CONTEXT_WINDOW, 2000, CHL_ORIGIN_REGISTRY);

  chl_registry_resolve (small, "custom", "one", &match);
  known = chl_known_rows_get (rows, small, &match, "2026-09-01");
  g_assert_true (known == chl_known_rows_get (rows, small, &match, "2026-09-01"));

  /* Of whom nobody says that they made it, it has not ended. */
  g_assert_true (chl_capabilities_is_known (known, CHL_FIELD_RETIRES));
  chl_registry_resolve (small, "other", "one", &match);
  known = chl_known_rows_get (rows, small, &match, "2026-09-01");
  g_assert_false (chl_capabilities_is_known (known, CHL_FIELD_RETIRES));
  chl_known_rows_free (rows);
}

/* What no model here answers. */
#define GUESS (CHL_MODEL_USE_COMPLETION | CHL_MODEL_USE_EMBEDDING)

/* What a model answers, listed or not: what the table says, and else what its name sounds like. */
static void
test_uses (void)
{
  static const struct
  {
    const char *id;
    ChlModelUse use;
  } cases[] = {
    { "gpt-5", CHL_MODEL_USE_CHAT },
    { "text-embedding-3-small", CHL_MODEL_USE_EMBEDDING },
    { "gpt-3.5-turbo-instruct", CHL_MODEL_USE_COMPLETION },
    { "qwen2.5-coder:1.5b-base", CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION },
    { "o3-deep-research", CHL_MODEL_USE_CHAT },
    { "dall-e-3", 0 },
    { "of-nobody", 0 },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlModel *model;

      g_test_message ("%s", cases[i].id);
      g_assert_cmpint (chl_knowledge_find_use_of (fixture->engine, provider, cases[i].id), ==,
                       cases[i].use);
      model = add_model (provider, cases[i].id);
      chl_model_guess_use (model, GUESS);
      g_assert_cmpint (chl_model_get_use (model), ==, cases[i].use != 0 ? cases[i].use : GUESS);
    }
}

/* Models outlive the engine; of what the table said they know nothing any more. */
static void
test_engine_gone (void)
{
  ChlFixture *fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = g_object_ref (chl_fixture_add_provider (fixture));
  g_autoptr(ChlModel) model = g_object_ref (add_model (provider, "gpt-4o"));

  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 16384, CHL_ORIGIN_REGISTRY);
  knowledge_override (model, CHL_FIELD_MAX_INPUT, 5);
  chl_fixture_free (fixture);
  chl_provider_forget_merged (provider);
  knowledge_assert (model, CHL_FIELD_MAX_OUTPUT, 0, CHL_ORIGIN_UNKNOWN);
  knowledge_assert (model, CHL_FIELD_MAX_INPUT, 5, CHL_ORIGIN_USER);
  chl_model_guess_use (model, GUESS);
  g_assert_cmpint (chl_model_get_use (model), ==, GUESS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/knowledge-circumstances/scopes", test_scopes);
  g_test_add_func ("/knowledge-circumstances/days", test_days);
  g_test_add_func ("/knowledge-circumstances/tables", test_tables);
  g_test_add_func ("/knowledge-circumstances/uses", test_uses);
  g_test_add_func ("/knowledge-circumstances/engine-gone", test_engine_gone);

  return g_test_run ();
}
