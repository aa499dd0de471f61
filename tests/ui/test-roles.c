/* test-roles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-effort-row.h"
#include "chl-fall-back-row.h"
#include "chl-model-users-row.h"
#include "chl-number-row.h"
#include "chl-role-popover.h"
#include "chl-role-row.h"
#include "chl-roles-page.h"
#include "chl-roles.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

typedef struct
{
  SettingsFixture base;
  ChlRoles       *roles;
  ChlProvider    *provider;
  GtkWidget      *row; /* (owned) */
} RoleFixture;

static void
open_row (RoleFixture *fixture,
          ChlRole      role)
{
  settings_fixture_open (&fixture->base);
  fixture->roles = chl_engine_get_roles (fixture->base.engine);
  fixture->provider = settings_fixture_add (&fixture->base, "home", "http://localhost:9");
  settings_fixture_add_model (fixture->provider, "one", CHL_MODEL_USE_CHAT, TRUE);
  settings_fixture_add_model (fixture->provider, "two", CHL_MODEL_USE_CHAT, TRUE);
  settings_fixture_add_model (fixture->provider, "three", CHL_MODEL_USE_CHAT, TRUE);
  settings_fixture_add_model (fixture->provider, "vectors", CHL_MODEL_USE_EMBEDDING, TRUE);
  chl_roles_set_chain (fixture->roles, role, (const char *const[]){ NULL });
  fixture->row = g_object_ref_sink (chl_role_row_new (fixture->base.engine, role));
}

static void
close_row (RoleFixture *fixture)
{
  chl_ui_test_settle ();
  g_assert_finalize_object (fixture->row);
  settings_fixture_close (&fixture->base);
}

/* What is hidden is found too: rows of a row that is not open. */
static GtkWidget *
find_nth (GtkWidget *root,
          GType      type,
          guint     *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*n)-- == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find (RoleFixture *fixture,
      GType        type,
      guint        n)
{
  return find_nth (fixture->row, type, &n);
}

static void
assert_chain (RoleFixture *fixture,
              ChlRole      role,
              const char  *expected)
{
  g_autofree char *chain = g_strjoinv (" ", (GStrv) chl_roles_get_chain (fixture->roles, role));

  g_assert_cmpstr (chain, ==, expected);
  chl_ui_test_settle ();
}

static void
test_chain (void)
{
  RoleFixture fixture;
  GtkWidget  *choose;
  GtkWidget  *add;

  open_row (&fixture, CHL_ROLE_CHAT);
  choose = find (&fixture, CHL_TYPE_ROLE_POPOVER, 0);
  add = find (&fixture, CHL_TYPE_ROLE_POPOVER, 1);
  g_assert_true (settings_fixture_shows (fixture.row, "Not Set"));
  g_assert_true (settings_fixture_shows (fixture.row, "first model that is on"));

  g_signal_emit_by_name (choose, "chosen", "home/one");
  g_signal_emit_by_name (add, "chosen", "home/two");
  g_signal_emit_by_name (add, "chosen", "home/three");
  g_signal_emit_by_name (add, "chosen", "home/two");
  assert_chain (&fixture, CHL_ROLE_CHAT, "home/one home/two home/three");
  g_assert_false (settings_fixture_shows (fixture.row, "Not Set"));

  g_signal_emit_by_name (find (&fixture, CHL_TYPE_FALL_BACK_ROW, 1), "moved", "home/three", -1);
  assert_chain (&fixture, CHL_ROLE_CHAT, "home/one home/three home/two");
  g_assert_cmpstr (chl_fall_back_row_get_id (CHL_FALL_BACK_ROW (find (&fixture, CHL_TYPE_FALL_BACK_ROW, 0))),
                   ==, "home/three");

  /* A fall-back never becomes the first choice by being moved, but does by being chosen. */
  g_signal_emit_by_name (find (&fixture, CHL_TYPE_FALL_BACK_ROW, 0), "moved", "home/three", -1);
  assert_chain (&fixture, CHL_ROLE_CHAT, "home/one home/three home/two");
  g_signal_emit_by_name (choose, "chosen", "home/two");
  assert_chain (&fixture, CHL_ROLE_CHAT, "home/two home/three");

  g_signal_emit_by_name (find (&fixture, CHL_TYPE_FALL_BACK_ROW, 0), "moved", "home/three", 0);
  assert_chain (&fixture, CHL_ROLE_CHAT, "home/two");
  g_assert_null (find (&fixture, CHL_TYPE_FALL_BACK_ROW, 0));

  g_signal_emit_by_name (choose, "chosen", "");
  assert_chain (&fixture, CHL_ROLE_CHAT, "");

  close_row (&fixture);
}

static void
test_warnings (void)
{
  static const char *const vanished[] = { "home/vanished", "home/two", NULL };
  static const char *const unsuited[] = { "home/vectors", NULL };
  RoleFixture              fixture;

  open_row (&fixture, CHL_ROLE_CHAT);

  chl_roles_set_chain (fixture.roles, CHL_ROLE_CHAT, vanished);
  chl_ui_test_settle ();
  g_assert_true (settings_fixture_shows (fixture.row, "vanished"));
  g_assert_true (settings_fixture_shows (fixture.row, "A fall-back, because"));

  chl_roles_set_chain (fixture.roles, CHL_ROLE_CHAT, unsuited);
  chl_ui_test_settle ();
  g_assert_true (settings_fixture_shows (fixture.row, "This model does not chat"));

  chl_model_set_enabled (chl_provider_find_model (fixture.provider, "two"), FALSE);
  chl_roles_set_chain (fixture.roles, CHL_ROLE_CHAT, vanished + 1);
  chl_ui_test_settle ();
  g_assert_true (settings_fixture_shows (fixture.row, "two is turned off"));
  chl_model_set_enabled (chl_provider_find_model (fixture.provider, "two"), TRUE);
  chl_ui_test_settle ();
  g_assert_false (settings_fixture_shows (fixture.row, "two is turned off"));

  close_row (&fixture);
}

static void
test_parameters (void)
{
  RoleFixture              fixture;
  const ChlRoleParameters *parameters;
  GtkWidget               *effort;
  GtkWidget               *temperature;
  GtkWidget               *max_output;

  open_row (&fixture, CHL_ROLE_REASONING);
  parameters = chl_roles_get_parameters (fixture.roles, CHL_ROLE_REASONING);
  effort = find (&fixture, CHL_TYPE_EFFORT_ROW, 0);
  temperature = chl_ui_test_find (find (&fixture, CHL_TYPE_NUMBER_ROW, 0), GTK_TYPE_SPIN_BUTTON, NULL);
  max_output = chl_ui_test_find (find (&fixture, CHL_TYPE_NUMBER_ROW, 1), GTK_TYPE_SPIN_BUTTON, NULL);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (temperature)), ==, "Default");
  g_assert_true (isnan (parameters->temperature));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (temperature), 0.7);
  g_assert_cmpfloat_with_epsilon (parameters->temperature, 0.7, 1e-9);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (temperature), 0.0);
  g_assert_cmpfloat_with_epsilon (parameters->temperature, 0.0, 1e-9);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (temperature)), !=, "Default");
  gtk_spin_button_spin (GTK_SPIN_BUTTON (temperature), GTK_SPIN_HOME, 0);
  g_assert_true (isnan (parameters->temperature));

  gtk_editable_set_text (GTK_EDITABLE (max_output), "8192");
  gtk_spin_button_update (GTK_SPIN_BUTTON (max_output));
  g_assert_cmpint (parameters->max_output, ==, 8192);
  gtk_editable_set_text (GTK_EDITABLE (max_output), "Default");
  gtk_spin_button_update (GTK_SPIN_BUTTON (max_output));
  g_assert_cmpint (parameters->max_output, ==, 0);

  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (effort))), ==, 1);

  close_row (&fixture);
}

static guint
count_efforts (GtkWidget *effort)
{
  return g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (effort)));
}

static gboolean
has_three_efforts (gpointer effort)
{
  return count_efforts (effort) == 3;
}

static gboolean
has_two_efforts (gpointer effort)
{
  return count_efforts (effort) == 2;
}

/* What the model can be told is on offer as soon as it is known, and what was chosen, for another model it may be. */
static void
test_efforts (void)
{
  RoleFixture              fixture;
  const ChlRoleParameters *parameters;
  AdwComboRow             *effort;
  g_autoptr(JsonNode) words = NULL;

  open_row (&fixture, CHL_ROLE_REASONING);
  words = json_from_string ("[\"low\", \"high\"]", NULL);
  parameters = chl_roles_get_parameters (fixture.roles, CHL_ROLE_REASONING);
  effort = ADW_COMBO_ROW (find (&fixture, CHL_TYPE_EFFORT_ROW, 0));
  g_assert_cmpuint (count_efforts (GTK_WIDGET (effort)), ==, 1);

  chl_roles_set_chain (fixture.roles, CHL_ROLE_REASONING, (const char *const[]){ "home/one", NULL });
  g_assert_cmpuint (count_efforts (GTK_WIDGET (effort)), ==, 1);
  chl_model_set_override (chl_provider_find_model (fixture.provider, "one"), CHL_FIELD_EFFORT, words);
  chl_ui_test_wait (has_three_efforts, effort);
  adw_combo_row_set_selected (effort, 2);
  g_assert_cmpint (parameters->effort, ==, CHL_EFFORT_HIGH);
  g_assert_true (chl_roles_set_parameter (fixture.roles, CHL_ROLE_REASONING, "effort", "low", NULL));
  g_assert_cmpuint (adw_combo_row_get_selected (effort), ==, 1);

  g_assert_true (chl_roles_set_parameter (fixture.roles, CHL_ROLE_REASONING, "effort", "max", NULL));
  g_assert_cmpuint (count_efforts (GTK_WIDGET (effort)), ==, 4);
  g_assert_cmpuint (adw_combo_row_get_selected (effort), ==, 3);
  g_assert_cmpint (parameters->effort, ==, CHL_EFFORT_MAX);

  /* What was chosen stays in sight, also where it cannot be chosen any more. */
  chl_model_set_override (chl_provider_find_model (fixture.provider, "one"), CHL_FIELD_EFFORT, NULL);
  chl_ui_test_wait (has_two_efforts, effort);
  g_assert_cmpuint (adw_combo_row_get_selected (effort), ==, 1);

  close_row (&fixture);
}

/* The six rows of the window, each with a button that has a name. */
static void
test_six_rows (void)
{
  SettingsFixture fixture;

  settings_fixture_open (&fixture);
  chl_settings_window_show_page (fixture.window, "roles");
  chl_ui_test_settle ();

  for (guint role = 0; role < CHL_N_ROLES; role++)
    g_assert_true (settings_fixture_shows (GTK_WIDGET (fixture.window),
                                           chl_role_get_title ((ChlRole) role)));

  settings_fixture_close (&fixture);
}

/* The models to choose from that are on the screen. */
static GtkWidget *
find_chooser (SettingsFixture *fixture)
{
  GtkWidget *page = settings_fixture_find (fixture, CHL_TYPE_ROLES_PAGE, NULL);
  GtkWidget *chooser = NULL;

  if (page != NULL && gtk_widget_get_mapped (page))
    chooser = chl_ui_test_find (page, CHL_TYPE_ROLE_POPOVER, NULL);

  return chooser != NULL && gtk_widget_get_mapped (chooser) ? chooser : NULL;
}

static gboolean
has_chooser (gpointer fixture)
{
  return find_chooser (fixture) != NULL;
}

/* The cursor goes back to the button a frame after the chooser. */
static gboolean
has_no_chooser (gpointer user_data)
{
  SettingsFixture *fixture = user_data;
  GtkWidget       *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return find_chooser (fixture) == NULL && focus != NULL && gtk_widget_get_mapped (focus);
}

/* By the keyboard alone: the cursor stands in the search. */
static void
choose_other (SettingsFixture *fixture)
{
  GtkWidget *chooser;
  GtkWidget *focus;

  chl_ui_test_wait (has_chooser, fixture);
  chooser = find_chooser (fixture);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, chooser));
  gtk_editable_set_text (GTK_EDITABLE (chl_ui_test_find (chooser, GTK_TYPE_SEARCH_ENTRY, NULL)),
                         "other");
  g_signal_emit_by_name (chl_ui_test_find (chooser, GTK_TYPE_SEARCH_ENTRY, NULL), "activate");
  chl_ui_test_wait (has_no_chooser, fixture);
}

/* Another one is looked for in the kind of work that misses what is gone, and takes its place. */
static void
test_replace (void)
{
  static const char *const first[] = { "home/old", "home/last", NULL };
  static const char *const second[] = { "home/last", "home/old", "home/more", NULL };
  SettingsFixture          fixture;
  ChlProvider             *provider;
  ChlRoles                *roles;
  GtkWidget               *button;
  g_autofree char         *light = NULL;
  g_autofree char         *buddy = NULL;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  roles = chl_engine_get_roles (fixture.engine);
  chl_model_set_gone (settings_fixture_add_model (provider, "old", CHL_MODEL_USE_CHAT, FALSE), TRUE);
  settings_fixture_add_model (provider, "last", CHL_MODEL_USE_CHAT, TRUE);
  settings_fixture_add_model (provider, "more", CHL_MODEL_USE_CHAT, TRUE);
  settings_fixture_add_model (provider, "other", CHL_MODEL_USE_CHAT, TRUE);
  chl_roles_set_chain (roles, CHL_ROLE_LIGHT, first);
  chl_roles_set_chain (roles, CHL_ROLE_BUDDY, second);

  for (guint i = 0; i < 2; i++)
    {
      chl_settings_window_show_page (fixture.window, "provider:home#model:old");
      chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
      chl_ui_test_settle ();
      button = chl_ui_test_find (settings_fixture_find (&fixture, CHL_TYPE_MODEL_USERS_ROW, NULL),
                                 GTK_TYPE_BUTTON, NULL);
      g_signal_emit_by_name (button, "clicked");
      choose_other (&fixture);
    }

  light = g_strjoinv (" ", (GStrv) chl_roles_get_chain (roles, CHL_ROLE_LIGHT));
  buddy = g_strjoinv (" ", (GStrv) chl_roles_get_chain (roles, CHL_ROLE_BUDDY));
  g_assert_cmpstr (light, ==, "home/other home/last");
  g_assert_cmpstr (buddy, ==, "home/last home/other home/more");

  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/roles/chain", test_chain);
  g_test_add_func ("/roles/warnings", test_warnings);
  g_test_add_func ("/roles/parameters", test_parameters);
  g_test_add_func ("/roles/efforts", test_efforts);
  g_test_add_func ("/roles/six-rows", test_six_rows);
  g_test_add_func ("/roles/replace", test_replace);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
