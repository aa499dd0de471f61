/* test-proposal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-model-facts.h"
#include "chl-model-listing.h"
#include "chl-model-notes.h"
#include "chl-proposal.h"
#include "chl-roles.h"
#include "chl-weighing.h"

/* 2026-11-22. */
#define NOW_US 1795305600000000

static ChlProvider *
add (ChlFixture *fixture,
     const char *family)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "/v1");
  const ChlNewProvider what = { .family_id = family, .id = family, .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add (fixture, &what, &error);

  g_assert_no_error (error);

  return provider;
}

static void
list (ChlProvider *provider,
      const char  *ids)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) words = g_strsplit (ids, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      ChlModel   *model = chl_model_new (chl_provider_get_id (provider), words[i]);
      ChlModelUse use = chl_model_listing_guess_use (words[i]);

      if (use != 0)
        chl_model_set_use (model, use);
      g_ptr_array_add (models, model);
    }
  chl_provider_merge_models (provider, models);
}

static char *
join (GPtrArray *picks)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < picks->len; i++)
    {
      const ChlPick *pick = g_ptr_array_index (picks, i);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", chl_role_to_string (pick->role),
                              chl_model_get_id (pick->model));
      g_assert_cmpstr (pick->reason, !=, "");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The same, a model at a time. */
static char *
join_by_steps (ChlFixture  *fixture,
               ChlProvider *provider)
{
  g_autoptr(ChlWeighing) weighing = chl_weighing_new (fixture->engine, provider);
  g_autoptr(GPtrArray) picks = NULL;
  guint n_steps = 1;

  while (!chl_weighing_step (weighing, 1))
    n_steps++;
  g_assert_cmpuint (n_steps, ==, g_list_model_get_n_items (chl_provider_get_models (provider)));
  picks = chl_weighing_build (weighing);

  return join (picks);
}

static void
test_picks (void)
{
  static const struct
  {
    const char *family;
    const char *listed;
    const char *picked;
  } cases[] = {
    { "openai",
      "gpt-3.5-turbo gpt-4 gpt-4o gpt-5 gpt-5-nano gpt-6-luna gpt-6.1-terra o3 text-embedding-3-small "
      "text-embedding-3-large text-embedding-ada-002",
      "chat:gpt-6.1-terra light:gpt-6-luna embedding:text-embedding-3-small" },
    { "anthropic", "claude-3-haiku-20240307 claude-haiku-5-5 claude-opus-5-5 claude-sonnet-5-5",
      "chat:claude-sonnet-5-5 light:claude-haiku-5-5" },
    { "custom", "of-nobody another-of-nobody", "" },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);

  chl_fake_clock_set_real_us (fixture->clock, NOW_US);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlProvider *provider = add (fixture, cases[i].family);
      g_autoptr(GPtrArray) picks = NULL;
      g_autoptr(GPtrArray) again = NULL;
      g_autofree char *picked = NULL;
      g_autofree char *slowly_picked = NULL;
      g_autofree char *sentence = NULL;

      list (provider, cases[i].listed);
      picks = chl_proposal_build (fixture->engine, provider);
      picked = join (picks);
      g_assert_cmpstr (picked, ==, cases[i].picked);
      slowly_picked = join_by_steps (fixture, provider);
      g_assert_cmpstr (slowly_picked, ==, cases[i].picked);
      g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 0);

      sentence = chl_proposal_dup_sentence (picks);
      g_assert_true ((sentence != NULL) == (picks->len > 0));
      chl_proposal_take (picks);
      g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, picks->len);

      /* Who has chosen is left alone. */
      again = chl_proposal_build (fixture->engine, provider);
      g_assert_cmpuint (again->len, ==, 0);
    }
}

/* Of equals it is the first by its name, in whatever order they are listed. */
static void
test_equals (void)
{
  static const char *const lists[] = { "mine-b mine-a mine-c", "mine-a mine-b mine-c", "mine-c mine-b mine-a" };
  g_autoptr(JsonNode) yes = json_node_init_boolean (json_node_alloc (), TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      ChlProvider *provider = add (fixture, "custom");
      g_auto(GStrv) ids = g_strsplit (lists[i], " ", -1);
      g_autoptr(GPtrArray) picks = NULL;
      g_autofree char *picked = NULL;

      list (provider, lists[i]);
      for (guint n = 0; ids[n] != NULL; n++)
        chl_model_set_override (chl_provider_find_model (provider, ids[n]), CHL_FIELD_TOOLS, yes);
      picks = chl_proposal_build (fixture->engine, provider);
      picked = join (picks);
      g_assert_cmpstr (picked, ==, "chat:mine-a");
    }
}

/* Of what is on this computer all, unless there is a great deal. */
static void
test_at_home (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = add (fixture, "ollama");
  g_autoptr(GPtrArray) few = NULL;
  g_autoptr(GPtrArray) many = NULL;

  list (provider, "mine llama3.1:8b nomic-embed-text");
  few = chl_proposal_build (fixture->engine, provider);
  g_assert_cmpuint (few->len, ==, 3);

  list (provider, "a b c d e f g h gemma3:12b llama3.1:8b");
  many = chl_proposal_build (fixture->engine, provider);
  g_assert_cmpuint (many->len, >, 0);
  g_assert_cmpuint (many->len, <, 5);
}

static void
test_notes (void)
{
  const char *const chain[] = { "openai/gpt-4", NULL };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(JsonNode) facts = json_node_new (JSON_NODE_OBJECT);
  ChlProvider     *provider = add (fixture, "openai");
  ChlModel        *model;
  g_autofree char *end = NULL;
  g_autofree char *gone = NULL;

  chl_fake_clock_set_real_us (fixture->clock, NOW_US);
  list (provider, "gpt-4 of-nobody gpt-6-luna");
  model = chl_provider_find_model (provider, "of-nobody");
  g_assert_cmpuint (chl_model_notes_get (model), ==, CHL_MODEL_NOTE_UNLIMITED);
  g_assert_null (chl_model_notes_dup_end (model));
  g_assert_null (chl_model_notes_dup_gone (fixture->engine, model));

  model = chl_provider_find_model (provider, "gpt-4");
  g_assert_cmpuint (chl_model_notes_get (model), ==, CHL_MODEL_NOTE_DEPRECATED);
  json_node_take_object (facts, json_object_new ());
  json_object_set_boolean_member (json_node_get_object (facts), CHL_FACT_LOADED, TRUE);
  json_object_set_string_member (json_node_get_object (facts), CHL_FACT_SUCCESSOR, "gpt-6-luna");
  chl_model_take_facts (model, g_steal_pointer (&facts));
  g_assert_cmpuint (chl_model_notes_get (model), ==, CHL_MODEL_NOTE_DEPRECATED | CHL_MODEL_NOTE_LOADED);
  end = chl_model_notes_dup_end (model);
  g_assert_nonnull (strstr (end, "2026-10-23"));
  g_assert_nonnull (strstr (end, "gpt-6-luna"));

  chl_roles_set_chain (chl_engine_get_roles (fixture->engine), CHL_ROLE_CHAT, chain);
  chl_model_set_enabled (model, TRUE);
  list (provider, "of-nobody");
  g_assert_true ((chl_model_notes_get (model) & CHL_MODEL_NOTE_GONE) != 0);
  g_assert_true ((chl_model_notes_get (model) & CHL_MODEL_NOTE_RETIRED) != 0);
  g_assert_cmpuint (chl_model_notes_get_roles (fixture->engine, model), ==, 1u << CHL_ROLE_CHAT);
  gone = chl_model_notes_dup_gone (fixture->engine, model);
  g_assert_nonnull (strstr (gone, chl_role_get_title (CHL_ROLE_CHAT)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/proposal/picks", test_picks);
  g_test_add_func ("/proposal/equals", test_equals);
  g_test_add_func ("/proposal/at-home", test_at_home);
  g_test_add_func ("/proposal/notes", test_notes);

  return g_test_run ();
}
