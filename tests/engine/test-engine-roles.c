/* test-engine-roles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-roles.h"

#define ROLES "config/roles.json"
#define CHAIN(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
add_model (ChlProvider *provider,
           const char  *id,
           ChlModelUse  use)
{
  g_autoptr(ChlModel) model = chl_model_new (chl_provider_get_id (provider), id);

  chl_model_set_use (model, use);
  chl_model_set_custom (model, TRUE);
  chl_provider_add_model (provider, model);
  chl_model_set_enabled (model, TRUE);
}

static void
save (ChlFixture *fixture)
{
  ChlRoles *roles = chl_engine_get_roles (fixture->engine);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_roles_save_async (roles, NULL, chl_fixture_keep_cb, &result);
  g_assert_true (chl_roles_save_finish (roles, chl_fixture_wait (&result), &error));
  g_assert_no_error (error);
}

static void
assert_uses (ChlFixture *fixture,
             ChlRole     role,
             const char *full_id,
             const char *word)
{
  g_autofree char *why = NULL;
  ChlModel        *model = chl_roles_resolve (chl_engine_get_roles (fixture->engine), role, &why);

  g_test_message ("%s: %s", chl_role_to_string (role), why);
  g_assert_cmpstr (model != NULL ? chl_model_get_full_id (model) : NULL, ==, full_id);
  g_assert_nonnull (strstr (why, word));
  g_assert_false (g_str_has_suffix (why, "."));
}

static void
test_the_first_that_can (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlRoles    *roles = chl_engine_get_roles (fixture->engine);
  ChlProvider *lab = chl_fixture_add_provider (fixture);

  add_model (lab, "n", CHL_MODEL_USE_CHAT);
  add_model (lab, "e", CHL_MODEL_USE_EMBEDDING);
  chl_roles_set_chain (roles, CHL_ROLE_CHAT, CHAIN ("lab/m", "lab/n"));
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/m", "first choice");

  chl_model_set_enabled (chl_provider_find_model (lab, "m"), FALSE);
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/n", "turned off");
  chl_model_set_enabled (chl_provider_find_model (lab, "m"), TRUE);
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/m", "first choice");

  chl_model_set_gone (chl_provider_find_model (lab, "m"), TRUE);
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/n", "not offered any more");

  chl_provider_remove_model (lab, "m");
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/n", "not offered any more");

  chl_roles_set_chain (roles, CHL_ROLE_CHAT, CHAIN ("none/x", "lab/n"));
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/n", "not there any more");

  chl_roles_set_chain (roles, CHL_ROLE_CHAT, CHAIN ("lab/e", "lab/n"));
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/n", "because");

  chl_roles_set_chain (roles, CHL_ROLE_CHAT, CHAIN ("lab/e", "none/x"));
  assert_uses (fixture, CHL_ROLE_CHAT, NULL, "None of the chosen models");

  chl_roles_set_chain (roles, CHL_ROLE_CHAT, CHAIN ("lab/n"));
  chl_provider_set_enabled (lab, FALSE);
  assert_uses (fixture, CHL_ROLE_CHAT, NULL, "turned off");
}

static void
test_while_it_is_unset (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlRoles    *roles = chl_engine_get_roles (fixture->engine);
  ChlProvider *lab;

  for (ChlRole role = 0; role < CHL_N_ROLES; role++)
    assert_uses (fixture, role, NULL, "no provider yet");

  lab = chl_fixture_add_provider (fixture);
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/m", "first model that is on");
  assert_uses (fixture, CHL_ROLE_COMPLETION, NULL, "turn one on");
  assert_uses (fixture, CHL_ROLE_EMBEDDING, NULL, "turn one on");

  add_model (lab, "e", CHL_MODEL_USE_EMBEDDING);
  add_model (lab, "n", CHL_MODEL_USE_CHAT);
  assert_uses (fixture, CHL_ROLE_EMBEDDING, "lab/e", "first model that is on");

  chl_roles_set_chain (roles, CHL_ROLE_CHAT, CHAIN ("lab/n"));
  assert_uses (fixture, CHL_ROLE_LIGHT, "lab/n", "as for chat");
  assert_uses (fixture, CHL_ROLE_BUDDY, "lab/n", "as for chat");
  assert_uses (fixture, CHL_ROLE_EMBEDDING, "lab/e", "first model that is on");
}

static void
test_a_vanished_model_comes_back_by_itself (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlRoles    *roles = chl_engine_get_roles (fixture->engine);
  ChlProvider *lab = chl_fixture_add_provider (fixture);

  add_model (lab, "n", CHL_MODEL_USE_CHAT);
  chl_roles_set_chain (roles, CHL_ROLE_CHAT, CHAIN ("lab/m", "lab/n"));
  chl_model_set_gone (chl_provider_find_model (lab, "m"), TRUE);
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/n", "lab/m");
  chl_model_set_gone (chl_provider_find_model (lab, "m"), FALSE);
  assert_uses (fixture, CHL_ROLE_CHAT, "lab/m", "first choice");
  g_assert_cmpstr (chl_roles_get_chain (roles, CHL_ROLE_CHAT)[1], ==, "lab/n");
}

/* What is typed, and what comes of it: the number, or NaN for "left to the provider". */
static void
test_parameters (void)
{
  static const struct
  {
    const char *key;
    const char *value;
    gboolean    is_good;
  } rows[] = {
    { "temperature", "0", TRUE },
    { "temperature", "2", TRUE },
    { "temperature", "0.7", TRUE },
    { "temperature", "", TRUE },
    { "temperature", "default", TRUE },
    { "temperature", "2.01", FALSE },
    { "temperature", "-0.1", FALSE },
    { "temperature", "nan", FALSE },
    { "temperature", "inf", FALSE },
    { "temperature", "0,7", FALSE },
    { "temperature", "0.7 ", FALSE },
    { "top_p", "1", TRUE },
    { "top_p", "1.1", FALSE },
    { "max_output", "1", TRUE },
    { "max_output", "10000000", TRUE },
    { "max_output", "10000001", FALSE },
    { "max_output", "1.5", FALSE },
    { "max_output", "-1", FALSE },
    { "max_output", "many", FALSE },
    { "effort", "high", TRUE },
    { "effort", "default", TRUE },
    { "effort", "", TRUE },
    { "effort", "High", FALSE },
    { "effort", "vast", FALSE },
    { "seed", "1", FALSE },
    { "", "1", FALSE },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlRoles                *roles = chl_engine_get_roles (fixture->engine);
  const ChlRoleParameters *parameters = chl_roles_get_parameters (roles, CHL_ROLE_CHAT);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      gboolean is_good;

      g_test_message ("%s=%s", rows[i].key, rows[i].value);
      is_good = chl_roles_set_parameter (roles, CHL_ROLE_CHAT, rows[i].key, rows[i].value, &error);
      g_assert_cmpint (is_good, ==, rows[i].is_good);
      if (!is_good)
        g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
    }

  g_assert_true (isnan (parameters->temperature));
  g_assert_cmpfloat_with_epsilon (parameters->top_p, 1, 1e-9);
  g_assert_cmpint (parameters->max_output, ==, 10000000);
  g_assert_cmpint (parameters->effort, ==, CHL_EFFORT_DEFAULT);
}

static void
test_several_parameters_or_none (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlRoles                *roles = chl_engine_get_roles (fixture->engine);
  const ChlRoleParameters *parameters = chl_roles_get_parameters (roles, CHL_ROLE_CHAT);
  g_autoptr(GError) error = NULL;

  g_assert_false (chl_roles_set_parameters (roles, CHL_ROLE_CHAT,
                                            CHAIN ("temperature=1", "top_p"), &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
  g_assert_true (isnan (parameters->temperature));

  g_clear_error (&error);
  g_assert_true (chl_roles_set_parameters (roles, CHL_ROLE_CHAT,
                                           CHAIN ("temperature=1", "top_p=0.5"), &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (parameters->temperature, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (parameters->top_p, 0.5, 1e-9);
}

static void
test_is_there_after_a_restart (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlRoles                *roles = chl_engine_get_roles (fixture->engine);
  const ChlRoleParameters *parameters;
  g_autoptr(GError) error = NULL;

  chl_roles_set_chain (roles, CHL_ROLE_CHAT, CHAIN ("lab/a/b:c", "other/d"));
  chl_roles_set_parameters (roles, CHL_ROLE_LIGHT,
                            CHAIN ("temperature=0.25", "max_output=5", "effort=low"), &error);
  g_assert_no_error (error);

  /* Not waited for: the program may end right away. */
  chl_fixture_restart (fixture);
  roles = chl_engine_get_roles (fixture->engine);
  parameters = chl_roles_get_parameters (roles, CHL_ROLE_LIGHT);
  g_assert_true (g_strv_equal (chl_roles_get_chain (roles, CHL_ROLE_CHAT),
                               CHAIN ("lab/a/b:c", "other/d")));
  g_assert_cmpfloat_with_epsilon (parameters->temperature, 0.25, 1e-9);
  g_assert_cmpint (parameters->max_output, ==, 5);
  g_assert_cmpint (parameters->effort, ==, CHL_EFFORT_LOW);
  g_assert_true (isnan (parameters->top_p));

  chl_roles_set_chain (roles, CHL_ROLE_CHAT, &(const char *){ NULL });
  chl_roles_set_parameter (roles, CHL_ROLE_LIGHT, "temperature", "", &error);
  g_assert_no_error (error);
  chl_fixture_restart (fixture);
  roles = chl_engine_get_roles (fixture->engine);
  g_assert_null (chl_roles_get_chain (roles, CHL_ROLE_CHAT)[0]);
  g_assert_true (isnan (chl_roles_get_parameters (roles, CHL_ROLE_LIGHT)->temperature));
  g_assert_cmpint (chl_roles_get_parameters (roles, CHL_ROLE_LIGHT)->max_output, ==, 5);
}

static void
test_two_programs_choose (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlFixture) other = chl_fixture_new_beside (fixture);
  ChlRoles *mine = chl_engine_get_roles (fixture->engine);
  ChlRoles *theirs = chl_engine_get_roles (other->engine);

  /* Neither has heard of the other yet. */
  chl_roles_set_chain (mine, CHL_ROLE_CHAT, CHAIN ("lab/m"));
  chl_roles_set_chain (theirs, CHL_ROLE_LIGHT, CHAIN ("lab/n"));
  save (fixture);
  save (other);

  CHL_FIXTURE_UNTIL (chl_roles_get_chain (mine, CHL_ROLE_LIGHT)[0] != NULL);
  CHL_FIXTURE_UNTIL (chl_roles_get_chain (theirs, CHL_ROLE_CHAT)[0] != NULL);
  g_assert_cmpstr (chl_roles_get_chain (mine, CHL_ROLE_CHAT)[0], ==, "lab/m");
  g_assert_cmpstr (chl_roles_get_chain (theirs, CHL_ROLE_LIGHT)[0], ==, "lab/n");
}

static void
test_a_hand_edit_shows (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlRoles *roles = chl_engine_get_roles (fixture->engine);

  chl_fixture_write_file (fixture, ROLES, "{\"version\":1,\"chat\":{\"chain\":[\"lab/m\"]}}");
  CHL_FIXTURE_UNTIL (chl_roles_get_chain (roles, CHL_ROLE_CHAT)[0] != NULL);
  chl_fixture_write_file (fixture, ROLES, "{\"version\":1}");
  CHL_FIXTURE_UNTIL (chl_roles_get_chain (roles, CHL_ROLE_CHAT)[0] == NULL);
}

static void
test_nonsense_is_passed_over_and_left (void)
{
  static const char *const nonsense[] = {
    "{}",
    "{\"chat\":7}",
    "{\"chat\":[]}",
    "{\"chat\":{\"chain\":\"lab/m\",\"parameters\":[]}}",
    "{\"chat\":{\"chain\":[1,null,\"\",\"x\",\"/\",\"x/\",[\"lab/m\"]],\"parameters\":"
    "{\"temperature\":\"hot\",\"top_p\":7,\"max_output\":-1,\"effort\":\"vast\"}}}",
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      const ChlRoleParameters *parameters;
      ChlRoles                *roles;
      g_autofree char         *after = NULL;

      g_test_message ("%s", nonsense[i]);
      chl_fixture_write_file (fixture, ROLES, nonsense[i]);
      chl_fixture_restart (fixture);
      roles = chl_engine_get_roles (fixture->engine);
      parameters = chl_roles_get_parameters (roles, CHL_ROLE_CHAT);
      g_assert_null (chl_roles_get_chain (roles, CHL_ROLE_CHAT)[0]);
      g_assert_true (isnan (parameters->temperature) && isnan (parameters->top_p));
      g_assert_cmpint (parameters->max_output, ==, 0);
      g_assert_cmpint (parameters->effort, ==, CHL_EFFORT_DEFAULT);
      after = chl_fixture_read_file (fixture, ROLES);
      g_assert_cmpstr (after, ==, nonsense[i]);
    }
}

static void
test_words (void)
{
  for (ChlRole role = 0; role < CHL_N_ROLES; role++)
    {
      g_assert_cmpuint (strlen (chl_role_get_title (role)), >, 2);
      g_assert_cmpuint (strlen (chl_role_get_summary (role)), >, 10);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/roles/the-first-that-can", test_the_first_that_can);
  g_test_add_func ("/roles/while-it-is-unset", test_while_it_is_unset);
  g_test_add_func ("/roles/a-vanished-model-comes-back-by-itself",
                   test_a_vanished_model_comes_back_by_itself);
  g_test_add_func ("/roles/parameters", test_parameters);
  g_test_add_func ("/roles/several-parameters-or-none", test_several_parameters_or_none);
  g_test_add_func ("/roles/is-there-after-a-restart", test_is_there_after_a_restart);
  g_test_add_func ("/roles/two-programs-choose", test_two_programs_choose);
  g_test_add_func ("/roles/a-hand-edit-shows", test_a_hand_edit_shows);
  g_test_add_func ("/roles/nonsense-is-passed-over-and-left",
                   test_nonsense_is_passed_over_and_left);
  g_test_add_func ("/roles/words", test_words);

  return g_test_run ();
}
