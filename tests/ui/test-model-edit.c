/* test-model-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-model-defaults-group.h"
#include "chl-model-field-row.h"
#include "chl-model-filter.h"
#include "chl-model-list.h"
#include "chl-model-page.h"
#include "chl-spin-row.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

static void
set_field (ChlModel   *model,
           ChlField    field,
           const char *json,
           ChlOrigin   origin)
{
  ChlCapabilities *capabilities = chl_capabilities_copy (chl_model_get_capabilities (model));
  g_autoptr(JsonNode) node = json_from_string (json, NULL);

  chl_capabilities_set (capabilities, field, node, origin);
  chl_model_take_capabilities (model, capabilities);
}

static GtkWidget *
find_row (GtkWidget *root,
          ChlField   field)
{
  if (CHL_IS_MODEL_FIELD_ROW (root) &&
      chl_model_field_row_get_field (CHL_MODEL_FIELD_ROW (root)) == field)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, field);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
assert_field (GtkWidget  *page,
              ChlField    field,
              const char *value,
              const char *origin)
{
  GtkWidget *row = find_row (page, field);

  g_assert_nonnull (row);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, value);
  g_assert_true (origin == NULL || settings_fixture_shows (row, origin));
}

/* A window with the page of a model that its provider says 512 tokens of. */
static GtkWidget *
open_page (SettingsFixture *fixture,
           ChlModel       **out_model)
{
  ChlProvider *provider;
  GtkWidget   *page;

  settings_fixture_open (fixture);
  provider = settings_fixture_add (fixture, "home", "http://localhost:9");
  *out_model = settings_fixture_add_model (provider, "of-nobody", CHL_MODEL_USE_CHAT, TRUE);
  set_field (*out_model, CHL_FIELD_CONTEXT_WINDOW, "512", CHL_ORIGIN_PROVIDER);
  chl_settings_window_show_page (fixture->window, "provider:home#model:of-nobody");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture->window));
  page = settings_fixture_find (fixture, CHL_TYPE_MODEL_PAGE, NULL);
  g_assert_nonnull (page);

  return page;
}

static GtkWidget *
unfold (GtkWidget *page,
        ChlField   field)
{
  GtkWidget *row = find_row (page, field);

  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);

  return row;
}

/* The @n-th widget of @type below @root. */
static GtkWidget *
find_nth (GtkWidget *root,
          GType      type,
          guint     *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && (*n)-- == 0)
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
get_nth (GtkWidget *root,
         GType      type,
         guint      n)
{
  GtkWidget *found = find_nth (root, type, &n);

  g_assert_nonnull (found);

  return found;
}

static void
type (GtkWidget  *row,
      guint       n,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_nth (row, ADW_TYPE_ENTRY_ROW, n)), text);
}

/* As Enter does. */
static void
enter (GtkWidget *row,
       guint      n)
{
  GtkEditable *entry = GTK_EDITABLE (get_nth (row, ADW_TYPE_ENTRY_ROW, n));

  g_signal_emit_by_name (gtk_editable_get_delegate (entry), "activate");
}

static GtkWidget *
find_reset (GtkWidget *row)
{
  for (guint n = 0;; n++)
    {
      GtkWidget *button = get_nth (row, GTK_TYPE_BUTTON, n);

      if (g_strcmp0 (gtk_widget_get_tooltip_text (button), "Reset") == 0)
        return button;
    }
}

static void
assert_said (ChlModel   *model,
             ChlField    field,
             const char *json)
{
  const ChlCapabilities *overrides = chl_model_get_overrides (model);
  JsonNode              *value = overrides != NULL ? chl_capabilities_get (overrides, field, NULL) : NULL;
  g_autofree char       *text = value != NULL ? json_to_string (value, FALSE) : NULL;

  g_assert_cmpstr (text, ==, json);
}

/* What is typed holds against all others, also above what the provider allows; what they say is said,
 * and comes back with a press. */
static void
test_override (void)
{
  SettingsFixture fixture;
  ChlModel       *model;
  GtkWidget      *page = open_page (&fixture, &model);
  GtkWidget      *row = unfold (page, CHL_FIELD_CONTEXT_WINDOW);
  GtkWidget      *entry = get_nth (row, ADW_TYPE_ENTRY_ROW, 0);

  g_assert_false (gtk_widget_get_visible (find_reset (row)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "512");

  type (row, 0, "128K");
  g_assert_true (settings_fixture_shows (row, "128\u202f000 tokens"));
  assert_said (model, CHL_FIELD_CONTEXT_WINDOW, NULL);
  enter (row, 0);
  assert_said (model, CHL_FIELD_CONTEXT_WINDOW, "128000");
  assert_field (page, CHL_FIELD_CONTEXT_WINDOW,
                "128\u202f000 tokens\nThe provider says: 512 tokens\n"
                "More than the provider says, which is 512",
                "you");
  g_assert_true (gtk_widget_get_visible (find_reset (row)));

  /* What another program writes into the file is shown. */
  chl_model_take_overrides (model, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "512");
  type (row, 0, "2000");
  enter (row, 0);

  g_signal_emit_by_name (find_reset (row), "clicked");
  assert_said (model, CHL_FIELD_CONTEXT_WINDOW, NULL);
  assert_field (page, CHL_FIELD_CONTEXT_WINDOW, "512 tokens", "provider");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "512");
  g_assert_false (gtk_widget_get_visible (find_reset (row)));

  /* So does an empty entry. */
  type (row, 0, "7");
  enter (row, 0);
  assert_said (model, CHL_FIELD_CONTEXT_WINDOW, "7");
  type (row, 0, " ");
  enter (row, 0);
  assert_said (model, CHL_FIELD_CONTEXT_WINDOW, NULL);

  settings_fixture_close (&fixture);
}

static gboolean
has_no_page (gpointer user_data)
{
  return settings_fixture_find (user_data, CHL_TYPE_MODEL_PAGE, NULL) == NULL;
}

/* What cannot be is not said, and stays to be mended; Escape takes it back before it leaves. */
static void
test_bad_text (void)
{
  SettingsFixture fixture;
  ChlModel       *model;
  GtkWidget      *page = open_page (&fixture, &model);
  GtkWidget      *row = unfold (page, CHL_FIELD_CONTEXT_WINDOW);
  GtkWidget      *entry = get_nth (row, ADW_TYPE_ENTRY_ROW, 0);

  type (row, 0, "12 apples");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (settings_fixture_shows (row, "It has to be a whole number, such as 131072"));
  enter (row, 0);
  assert_said (model, CHL_FIELD_CONTEXT_WINDOW, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "12 apples");

  /* A list that is refreshed meanwhile does not take it away. */
  set_field (model, CHL_FIELD_CONTEXT_WINDOW, "1024", CHL_ORIGIN_PROVIDER);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "12 apples");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));

  g_assert_true (chl_ui_test_press_binding (page, GDK_KEY_Escape, 0));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "512");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_nonnull (settings_fixture_find (&fixture, CHL_TYPE_MODEL_PAGE, NULL));

  g_assert_true (chl_ui_test_press_binding (page, GDK_KEY_Escape, 0));
  chl_ui_test_wait (has_no_page, &fixture);

  settings_fixture_close (&fixture);
}

static void
choose (GtkWidget *row,
        guint      n)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (get_nth (row, GTK_TYPE_CHECK_BUTTON, n));

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

/* Each kind of field has what fits it. */
static void
test_kinds (void)
{
  SettingsFixture fixture;
  ChlModel       *model;
  GtkWidget      *page = open_page (&fixture, &model);
  GtkWidget      *row = unfold (page, CHL_FIELD_TOOLS);

  /* Nobody knows; yes; no. */
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (get_nth (row, GTK_TYPE_CHECK_BUTTON, 0))));
  choose (row, 2);
  assert_said (model, CHL_FIELD_TOOLS, "false");
  choose (row, 1);
  assert_said (model, CHL_FIELD_TOOLS, "true");
  choose (row, 0);
  assert_said (model, CHL_FIELD_TOOLS, NULL);

  row = unfold (page, CHL_FIELD_INPUT_KINDS);
  choose (row, 1);
  assert_said (model, CHL_FIELD_INPUT_KINDS, "[\"image\"]");
  g_assert_false (gtk_widget_get_sensitive (get_nth (row, GTK_TYPE_CHECK_BUTTON, 1)));
  choose (row, 0);
  assert_said (model, CHL_FIELD_INPUT_KINDS, "[\"text\",\"image\"]");
  g_assert_true (gtk_widget_get_sensitive (get_nth (row, GTK_TYPE_CHECK_BUTTON, 1)));

  /* A level without a name here stays. */
  set_field (model, CHL_FIELD_EFFORT, "[\"low\",\"odd\"]", CHL_ORIGIN_PROVIDER);
  row = unfold (page, CHL_FIELD_EFFORT);
  choose (row, 4);
  assert_said (model, CHL_FIELD_EFFORT, "[\"low\",\"high\",\"odd\"]");

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    unfold (page, (ChlField) i);

  settings_fixture_close (&fixture);
}

/* Those with more than one entry, and those that stand for themselves. */
static void
test_parts (void)
{
  SettingsFixture fixture;
  ChlModel       *model;
  GtkWidget      *page = open_page (&fixture, &model);
  GtkWidget      *row;

  row = unfold (page, CHL_FIELD_BUDGET);
  type (row, 0, "32K");
  type (row, 1, "1024");
  enter (row, 1);
  g_assert_true (settings_fixture_shows (row, "a range that does not end before it begins"));
  assert_said (model, CHL_FIELD_BUDGET, NULL);
  type (row, 0, "0");
  enter (row, 0);
  assert_said (model, CHL_FIELD_BUDGET, "{\"min\":0,\"max\":1024}");

  row = unfold (page, CHL_FIELD_PRICE);
  type (row, 0, "$ 2,50");
  type (row, 1, "lots");
  g_assert_false (gtk_widget_has_css_class (get_nth (row, ADW_TYPE_ENTRY_ROW, 0), "error"));
  g_assert_true (gtk_widget_has_css_class (get_nth (row, ADW_TYPE_ENTRY_ROW, 1), "error"));
  type (row, 1, "10");
  type (row, 3, "3.125");
  enter (row, 3);
  assert_said (model, CHL_FIELD_PRICE, "{\"input\":2.5,\"output\":10.0,\"cache_write\":3.125}");

  row = unfold (page, CHL_FIELD_RELEASED);
  type (row, 0, "2025-02");
  enter (row, 0);
  assert_said (model, CHL_FIELD_RELEASED, "\"2025-02\"");

  row = find_row (page, CHL_FIELD_STATUS);
  g_assert_false (gtk_widget_get_visible (row));
  g_signal_emit_by_name (gtk_widget_get_ancestor (chl_ui_test_find (page, GTK_TYPE_LABEL, "Show All Fields"),
                                                  GTK_TYPE_BUTTON),
                         "clicked");
  g_assert_true (gtk_widget_get_visible (row));
  unfold (page, CHL_FIELD_STATUS);
  choose (row, 4);
  assert_said (model, CHL_FIELD_STATUS, "\"deprecated\"");

  settings_fixture_close (&fixture);
}

static gboolean
shows_none (gpointer list)
{
  return g_list_model_get_n_items (chl_model_list_get_shown (list)) == 0;
}

static gboolean
shows_one (gpointer list)
{
  return g_list_model_get_n_items (chl_model_list_get_shown (list)) == 1;
}

/* The list goes by what the person says as well. */
static void
test_list_follows (void)
{
  SettingsFixture fixture;
  ChlModel       *model;
  GtkWidget      *list;
  g_autoptr(JsonNode) yes = json_from_string ("true", NULL);
  g_autoptr(JsonNode) no = json_from_string ("false", NULL);

  open_page (&fixture, &model);
  list = settings_fixture_find (&fixture, CHL_TYPE_MODEL_LIST, NULL);
  g_assert_nonnull (list);
  chl_model_filter_set_want (CHL_MODEL_FILTER (gtk_filter_list_model_get_filter (
                               GTK_FILTER_LIST_MODEL (chl_model_list_get_shown (CHL_MODEL_LIST (list))))),
                             CHL_MODEL_WANT_TOOLS);
  chl_model_set_override (model, CHL_FIELD_TOOLS, no);
  chl_ui_test_wait (shows_none, list);
  chl_model_set_override (model, CHL_FIELD_TOOLS, yes);
  chl_ui_test_wait (shows_one, list);

  settings_fixture_close (&fixture);
}

static guint
count_efforts (GtkWidget *group)
{
  GtkWidget *row = get_nth (group, ADW_TYPE_COMBO_ROW, 0);

  return g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (row)));
}

static const ChlParameters *
get_defaults (ChlModel *model)
{
  g_assert_nonnull (chl_model_get_defaults (model));

  return chl_model_get_defaults (model);
}

/* As the person says it. */
static void
say (ChlModel   *model,
     ChlField    field,
     const char *json)
{
  g_autoptr(JsonNode) node = json_from_string (json, NULL);

  chl_model_set_override (model, field, node);
}

/* What is set for a model; only what it takes can be, and that follows what is known of it. */
static void
test_defaults (void)
{
  SettingsFixture fixture;
  ChlModel       *model;
  ChlParameters   none;
  GtkWidget      *page = open_page (&fixture, &model);
  GtkWidget      *group = get_nth (page, CHL_TYPE_MODEL_DEFAULTS_GROUP, 0);
  GtkWidget      *effort = get_nth (group, ADW_TYPE_COMBO_ROW, 0);
  GtkWidget      *temperature = get_nth (group, CHL_TYPE_SPIN_ROW, 0);
  GtkWidget      *max_output = get_nth (group, CHL_TYPE_SPIN_ROW, 2);
  GtkSpinButton  *tokens = GTK_SPIN_BUTTON (get_nth (max_output, GTK_TYPE_SPIN_BUTTON, 0));
  double          highest;

  g_assert_true (gtk_widget_get_visible (temperature));
  g_assert_null (chl_model_get_defaults (model));

  /* Nobody says that it can be told how much to think. */
  g_assert_false (gtk_widget_get_visible (effort));
  say (model, CHL_FIELD_EFFORT, "[\"low\",\"medium\",\"high\"]");
  g_assert_true (gtk_widget_get_visible (effort));
  g_assert_cmpuint (count_efforts (group), ==, 4);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_nth (temperature, GTK_TYPE_SPIN_BUTTON, 0)), 0.7);
  g_assert_cmpfloat_with_epsilon (get_defaults (model)->temperature, 0.7, 1e-9);
  gtk_spin_button_set_value (tokens, 100);
  g_assert_cmpint (get_defaults (model)->max_output, ==, 100);
  adw_combo_row_set_selected (ADW_COMBO_ROW (effort), 3);
  g_assert_cmpint (get_defaults (model)->effort, ==, CHL_EFFORT_HIGH);

  /* A reset is heard of by the row's own button. */
  g_signal_emit_by_name (get_nth (temperature, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_true (isnan (get_defaults (model)->temperature));
  g_assert_cmpint (get_defaults (model)->max_output, ==, 100);

  set_field (model, CHL_FIELD_SAMPLING, "false", CHL_ORIGIN_PROVIDER);
  g_assert_false (gtk_widget_get_visible (temperature));
  g_assert_false (gtk_widget_get_visible (get_nth (group, CHL_TYPE_SPIN_ROW, 1)));
  say (model, CHL_FIELD_EFFORT, "[\"low\",\"high\"]");
  g_assert_cmpuint (count_efforts (group), ==, 3);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (effort)), ==, 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (effort), 1);
  g_assert_cmpint (get_defaults (model)->effort, ==, CHL_EFFORT_LOW);

  /* What was chosen before it was known that there is no such level can be seen, and given up. */
  say (model, CHL_FIELD_EFFORT, "[\"high\"]");
  g_assert_cmpuint (count_efforts (group), ==, 3);
  adw_combo_row_set_selected (ADW_COMBO_ROW (effort), 2);
  g_assert_cmpint (get_defaults (model)->effort, ==, CHL_EFFORT_HIGH);
  set_field (model, CHL_FIELD_MAX_OUTPUT, "300", CHL_ORIGIN_PROVIDER);
  gtk_spin_button_get_range (tokens, NULL, &highest);
  g_assert_cmpfloat_with_epsilon (highest, 300.0, 1e-9);

  chl_parameters_init (&none);
  chl_model_set_defaults (model, &none);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (effort)), ==, 0);
  say (model, CHL_FIELD_REASONING, "false");
  g_assert_false (gtk_widget_get_visible (effort));
  chl_ui_test_settle ();

  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/model-edit/override", test_override);
  g_test_add_func ("/model-edit/bad-text", test_bad_text);
  g_test_add_func ("/model-edit/kinds", test_kinds);
  g_test_add_func ("/model-edit/parts", test_parts);
  g_test_add_func ("/model-edit/list-follows", test_list_follows);
  g_test_add_func ("/model-edit/defaults", test_defaults);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
