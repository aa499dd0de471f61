/* test-proposal-score.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-engine-fixture.h"
#include "chl-json.h"
#include "chl-proposal-score.h"

/* 2026-11-22. */
#define NOW_US 1795305600000000

static ChlCapabilities *
read_known (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = chl_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return chl_capabilities_from_json (node);
}

/* Of two models that are alike otherwise, which one is taken. */
static int
compare (ChlRole     role,
         const char *use,
         const char *better,
         const char *worse)
{
  g_autoptr(ChlCapabilities) known = read_known (better);
  g_autoptr(ChlCapabilities) other = read_known (worse);
  ChlTraits a = { .known = known, .use = use, .agent = 2, .weight = 1, .age = 3 };
  ChlTraits b = a;
  int       a_score;
  int       b_score;

  b.known = other;
  g_assert_true (chl_traits_score (&a, role, &a_score));
  g_assert_true (chl_traits_score (&b, role, &b_score));

  return a_score - b_score;
}

static void
test_better (void)
{
  static const struct
  {
    const char *what;
    ChlRole     role;
    const char *use;
    const char *better;
    const char *worse;
  } cases[] = {
    { "a longer window", CHL_ROLE_CHAT, "chat", "{\"context_window\":200000}", "{\"context_window\":100000}" },
    { "looks at pictures", CHL_ROLE_CHAT, "chat", "{\"input_kinds\":[\"text\",\"image\"]}", "{\"input_kinds\":[\"text\"]}" },
    { "answers in a form", CHL_ROLE_CHAT, "chat", "{\"structured_output\":true}", "{\"structured_output\":false}" },
    { "thinks little", CHL_ROLE_LIGHT, "chat", "{\"effort\":[\"high\",\"low\"]}", "{\"effort\":[\"high\"]}" },
    { "vectors of a good size", CHL_ROLE_EMBEDDING, "embed", "{\"embedding_dimensions\":1600}", "{\"embedding_dimensions\":1601}" },
    { "vectors not too small", CHL_ROLE_EMBEDDING, "embed", "{\"embedding_dimensions\":700}", "{\"embedding_dimensions\":699}" },
    { "vectors of some size", CHL_ROLE_EMBEDDING, "embed", "{\"embedding_dimensions\":4096}", "{}" },
    { "reads more at once", CHL_ROLE_EMBEDDING, "embed", "{\"context_window\":1024}", "{\"context_window\":1023}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].what);
      g_assert_cmpint (compare (cases[i].role, cases[i].use, cases[i].better, cases[i].worse), >, 0);
    }

  g_test_message ("more than enough is enough");
  g_assert_cmpint (compare (CHL_ROLE_CHAT, "chat", "{\"context_window\":2000000}",
                            "{\"context_window\":1000000}"),
                   ==, 0);
  g_assert_cmpint (compare (CHL_ROLE_EMBEDDING, "embed", "{\"context_window\":32000}",
                            "{\"context_window\":8192}"),
                   ==, 0);
}

static void
test_suits (void)
{
  static const struct
  {
    ChlRole     role;
    const char *use;
    const char *known;
    gboolean    suits;
  } cases[] = {
    { CHL_ROLE_CHAT, "chat", "{}", TRUE },
    { CHL_ROLE_CHAT, "", "{\"tools\":true}", TRUE },
    { CHL_ROLE_CHAT, "", "{\"tools\":false}", FALSE },
    { CHL_ROLE_CHAT, "image", "{}", FALSE },
    { CHL_ROLE_LIGHT, "chat", "{}", TRUE },
    { CHL_ROLE_LIGHT, "", "{}", FALSE },
    { CHL_ROLE_LIGHT, "chat", "{\"context_window\":16384}", TRUE },
    { CHL_ROLE_LIGHT, "chat", "{\"context_window\":16383}", FALSE },
    { CHL_ROLE_COMPLETION, "chat", "{}", FALSE },
    { CHL_ROLE_COMPLETION, "base", "{\"fim\":true}", TRUE },
    { CHL_ROLE_EMBEDDING, "embed", "{}", TRUE },
    { CHL_ROLE_EMBEDDING, "", "{}", TRUE },
    { CHL_ROLE_EMBEDDING, "chat", "{}", FALSE },
    { CHL_ROLE_BUDDY, "chat", "{\"tools\":true}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlCapabilities) known = read_known (cases[i].known);
      ChlTraits traits = { .known = known, .use = cases[i].use };
      int       score;

      g_test_message ("%s: “%s” %s", chl_role_to_string (cases[i].role), cases[i].use, cases[i].known);
      g_assert_cmpint (chl_traits_score (&traits, cases[i].role, &score), ==, cases[i].suits);
    }
}

static void
read_traits (ChlFixture  *fixture,
             ChlProvider *provider,
             const char  *id,
             const char  *overrides,
             ChlTraits   *out_traits)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  ChlModel *model;

  g_ptr_array_add (models, chl_model_new (chl_provider_get_id (provider), id));
  chl_provider_merge_models (provider, models);
  model = chl_provider_find_model (provider, id);
  chl_model_take_overrides (model, read_known (overrides));
  g_assert_true (chl_traits_read (fixture->engine, provider, model, out_traits));
}

/* What is read off a model that the table does not know. */
static void
test_read (void)
{
  static const struct
  {
    const char *id;
    const char *known;
    guint       weight;
    int         age;
    int         doubt;
  } cases[] = {
    { "of-nobody", "{}", 2, 24, 40 },
    { "nobodys-latest", "{}", 2, 24, 48 },
    { "of-nobody", "{\"price\":{\"input\":0,\"output\":0}}", 0, 24, 40 },
    { "of-nobody", "{\"price\":{\"input\":1,\"output\":0.6}}", 0, 24, 40 },
    { "of-nobody", "{\"price\":{\"input\":1,\"output\":0.61}}", 1, 24, 40 },
    { "of-nobody", "{\"price\":{\"input\":1,\"output\":2.6}}", 1, 24, 40 },
    { "of-nobody", "{\"price\":{\"input\":1,\"output\":10}}", 2, 24, 40 },
    { "of-nobody", "{\"price\":{\"input\":1,\"output\":30}}", 3, 24, 40 },
    { "of-nobody", "{\"price\":{\"input\":1,\"output\":31}}", 4, 24, 40 },
    { "of-nobody", "{\"released\":\"2026-11\"}", 2, 0, 40 },
    { "of-nobody", "{\"released\":\"2026-12-01\"}", 2, 0, 40 },
    { "of-nobody", "{\"released\":\"2025-12-31\"}", 2, 11, 40 },
    { "of-nobody", "{\"released\":\"2019\"}", 2, 24, 40 },
    { "of-nobody", "{\"status\":\"beta\"}", 2, 24, 50 },
    { "of-nobody", "{\"status\":\"alpha\"}", 2, 24, 60 },
    { "of-nobody", "{\"status\":\"deprecated\"}", 2, 24, 100 },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);

  chl_fake_clock_set_real_us (fixture->clock, NOW_US);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlTraits traits;

      g_test_message ("%s %s", cases[i].id, cases[i].known);
      read_traits (fixture, provider, cases[i].id, cases[i].known, &traits);
      g_assert_cmpuint (traits.weight, ==, cases[i].weight);
      g_assert_cmpint (traits.age, ==, cases[i].age);
      g_assert_cmpint (traits.doubt, ==, cases[i].doubt);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/proposal-score/better", test_better);
  g_test_add_func ("/proposal-score/suits", test_suits);
  g_test_add_func ("/proposal-score/read", test_read);

  return g_test_run ();
}
