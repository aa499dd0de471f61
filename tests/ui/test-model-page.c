/* test-model-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-lessons.h"
#include "chl-long-list.h"
#include "chl-long-row.h"
#include "chl-model-chips.h"
#include "chl-model-defaults-group.h"
#include "chl-model-field-row.h"
#include "chl-model-page.h"
#include "chl-model-price.h"
#include "chl-provider-page.h"
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

/* What is unknown is never a number. */
static void
test_prices (void)
{
  static const struct
  {
    const char *json;
    const char *text;
  } cases[] = {
    { "{\"input\":3,\"output\":15,\"cached\":0.3}", "$3 / $15" },
    { "{\"input\":0.25,\"output\":1.5}", "$0.25 / $1.50" },
    { "{\"input\":0.0375,\"output\":0.15}", "$0.0375 / $0.15" },
    { "{\"input\":0.02}", "$0.02" },
    { "{\"input\":0,\"output\":2}", "$0 / $2" },
    { "{\"input\":0,\"output\":0}", "free" },
    { "{\"output\":2}", "? / $2" },
    { "{\"subscription\":true}", "included" },
    { "{}", NULL },
    { "{\"input\":-1,\"output\":-1}", NULL },
    { "{\"input\":1e-7,\"output\":0}", "<$0.000001 / $0" },
    { "{\"input\":\"3\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlModel) model = chl_model_new ("test", "one");
      ChlModelPrice    price;
      g_autofree char *text = NULL;

      set_field (model, CHL_FIELD_PRICE, cases[i].json, CHL_ORIGIN_PROVIDER);
      if (chl_model_price_read (model, &price))
        text = chl_model_price_dup_short (&price);
      g_test_message ("%s: %s", cases[i].json, text);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static char *
join_chips (ChlModel *model)
{
  g_autoptr(GPtrArray) chips = chl_model_chip_list (model);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < chips->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "",
                            ((ChlModelChip *) g_ptr_array_index (chips, i))->text);

  return g_string_free (words, FALSE);
}

static void
assert_chips (ChlModel   *model,
              const char *expected)
{
  g_autofree char *words = join_chips (model);

  g_assert_cmpstr (words, ==, expected);
}

/* What is not known is said, and what matters most comes first. */
static void
test_chips (void)
{
  g_autoptr(ChlModel) model = chl_model_new ("test", "one");

  assert_chips (model, "capabilities unknown");
  set_field (model, CHL_FIELD_TOOLS, "true", CHL_ORIGIN_PROVIDER);
  assert_chips (model, "limits unknown, tools");
  set_field (model, CHL_FIELD_CONTEXT_WINDOW, "200000", CHL_ORIGIN_PROVIDER);
  set_field (model, CHL_FIELD_INPUT_KINDS, "[\"text\",\"image\"]", CHL_ORIGIN_PROVIDER);
  set_field (model, CHL_FIELD_REASONING, "true", CHL_ORIGIN_PROVIDER);
  assert_chips (model, "200K, tools, vision, thinking");
  set_field (model, CHL_FIELD_PRICE, "{\"input\":0,\"output\":0}", CHL_ORIGIN_PROVIDER);
  set_field (model, CHL_FIELD_STATUS, "\"deprecated\"", CHL_ORIGIN_PROVIDER);
  chl_model_take_facts (model, json_from_string ("{\"loaded\":true}", NULL));
  chl_model_set_new (model, TRUE);
  assert_chips (model, "deprecated, new, loaded, free, 200K, tools, vision, thinking");
  chl_model_set_gone (model, TRUE);
  assert_chips (model, "gone, loaded, free, 200K, tools, vision, thinking");
  chl_model_set_use (model, CHL_MODEL_USE_COMPLETION | CHL_MODEL_USE_EMBEDDING);
  assert_chips (model, "gone, loaded, free, 200K, tools, vision, thinking, embedding, completion");
}

/* Those without room are counted, and told by the last one. */
static void
test_chips_without_room (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chips = g_object_new (CHL_TYPE_MODEL_CHIPS, NULL);
  g_autoptr(ChlModel) model = chl_model_new ("test", "one");
  g_autofree char *tooltip = NULL;
  int              natural;
  int              height;

  set_field (model, CHL_FIELD_CONTEXT_WINDOW, "200000", CHL_ORIGIN_PROVIDER);
  set_field (model, CHL_FIELD_TOOLS, "true", CHL_ORIGIN_PROVIDER);
  set_field (model, CHL_FIELD_REASONING, "true", CHL_ORIGIN_PROVIDER);
  gtk_window_set_child (GTK_WINDOW (window), chips);
  chl_model_chips_take (CHL_MODEL_CHIPS (chips), chl_model_chip_list (model));
  chl_model_chips_set_at_start (CHL_MODEL_CHIPS (chips), TRUE);

  gtk_widget_measure (chips, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_measure (chips, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_size_allocate (chips, &(GtkAllocation){ 0, 0, natural, height }, -1);
  g_assert_cmpuint (chl_model_chips_get_n_shown (CHL_MODEL_CHIPS (chips)), ==, 3);
  gtk_widget_size_allocate (chips, &(GtkAllocation){ 0, 0, natural - 1, height }, -1);
  g_assert_cmpuint (chl_model_chips_get_n_shown (CHL_MODEL_CHIPS (chips)), <, 3);
  gtk_widget_size_allocate (chips, &(GtkAllocation){ 0, 0, 40, height }, -1);
  g_assert_cmpuint (chl_model_chips_get_n_shown (CHL_MODEL_CHIPS (chips)), ==, 0);

  tooltip = chl_model_chips_dup_tooltip (CHL_MODEL_CHIPS (chips), 4);
  g_assert_nonnull (tooltip);
  g_assert_nonnull (strstr (tooltip, "tools: Can call tools"));
  g_assert_nonnull (strstr (tooltip, "200K"));

  gtk_window_destroy (GTK_WINDOW (window));
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

/* Every field is there with its value and with who says so; unknown is said as unknown. */
static void
test_fields (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  ChlModel       *model;
  GtkWidget      *page;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  model = settings_fixture_add_model (provider, "a/one:2", CHL_MODEL_USE_CHAT, FALSE);
  set_field (model, CHL_FIELD_CONTEXT_WINDOW, "512", CHL_ORIGIN_PROVIDER);
  set_field (model, CHL_FIELD_TOOLS, "false", CHL_ORIGIN_REGISTRY);
  set_field (model, CHL_FIELD_REASONING, "true", CHL_ORIGIN_FAMILY);
  set_field (model, CHL_FIELD_EFFORT, "[\"low\",\"xhigh\",\"odd<\"]", CHL_ORIGIN_PROVIDER);
  set_field (model, CHL_FIELD_BUDGET, "{\"min\":1,\"max\":512}", CHL_ORIGIN_HOST);
  chl_settings_window_show_page (fixture.window, "provider:home#model:a/one:2");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  chl_ui_test_settle ();
  page = settings_fixture_find (&fixture, CHL_TYPE_MODEL_PAGE, NULL);
  g_assert_nonnull (page);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    g_assert_nonnull (find_row (page, (ChlField) i));
  assert_field (page, CHL_FIELD_CONTEXT_WINDOW, "512 tokens", "provider");
  assert_field (page, CHL_FIELD_TOOLS, "No", "registry");
  assert_field (page, CHL_FIELD_REASONING, "Yes", "typical for its family");
  assert_field (page, CHL_FIELD_EFFORT, "Low, very high, odd<", "provider");
  assert_field (page, CHL_FIELD_BUDGET, "1 to 512", "registry, for this provider");
  assert_field (page, CHL_FIELD_PRICE, "Unknown", NULL);
  assert_field (page, CHL_FIELD_MAX_OUTPUT, "Unknown", NULL);
  g_assert_false (gtk_widget_get_visible (find_row (page, CHL_FIELD_EMBEDDING_DIMENSIONS)));

  set_field (model, CHL_FIELD_PRICE, "{\"input\":3,\"output\":15}", CHL_ORIGIN_PROVIDER);
  g_assert_true (settings_fixture_shows (page, "$15 per million tokens written"));
  set_field (model, CHL_FIELD_RETIRES, "\"2026-12-31\"", CHL_ORIGIN_REGISTRY);
  g_assert_true (settings_fixture_shows (page, "takes this model away on 31 December 2026"));

  settings_fixture_close (&fixture);
}

static gboolean
has_no_page (gpointer user_data)
{
  return settings_fixture_find (user_data, CHL_TYPE_MODEL_PAGE, NULL) == NULL;
}

/* A row opens the page; the keys for leaving lead back to that row, and then out of the provider's. */
static void
test_there_and_back (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  ChlModel       *model;
  GtkWidget      *rows;
  GtkWidget      *page;
  GtkWidget      *on_switch;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  settings_fixture_add_model (provider, "one", CHL_MODEL_USE_CHAT, FALSE);
  model = settings_fixture_add_model (provider, "two", CHL_MODEL_USE_CHAT, FALSE);
  chl_settings_window_show_page (fixture.window, "provider:home");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  rows = settings_fixture_find (&fixture, CHL_TYPE_LONG_LIST, NULL);

  g_assert_true (chl_long_list_focus_row (CHL_LONG_LIST (rows), 1));
  g_assert_true (chl_ui_test_press (rows, GDK_KEY_Return, 0));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  page = settings_fixture_find (&fixture, CHL_TYPE_MODEL_PAGE, NULL);
  g_assert_nonnull (page);
  g_assert_true (chl_model_page_get_model (CHL_MODEL_PAGE (page)) == model);
  g_assert_false (chl_model_is_enabled (model));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture.window)), page));

  on_switch = chl_ui_test_find (page, GTK_TYPE_SWITCH, NULL);
  gtk_switch_set_active (GTK_SWITCH (on_switch), TRUE);
  g_assert_true (chl_model_is_enabled (model));

  g_assert_true (chl_ui_test_press_binding (page, GDK_KEY_Escape, 0));
  chl_ui_test_wait (has_no_page, &fixture);
  g_assert_nonnull (settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL));
  g_assert_true (CHL_IS_LONG_ROW (gtk_window_get_focus (GTK_WINDOW (fixture.window))));
  g_assert_cmpuint (chl_long_row_get_position (
                      CHL_LONG_ROW (gtk_window_get_focus (GTK_WINDOW (fixture.window)))),
                    ==, 1);

  /* A model that is taken away takes its page with it. */
  chl_settings_window_show_page (fixture.window, "provider:home#model:two");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_nonnull (settings_fixture_find (&fixture, CHL_TYPE_MODEL_PAGE, NULL));
  chl_provider_remove_model (provider, "two");
  chl_ui_test_wait (has_no_page, &fixture);

  settings_fixture_close (&fixture);
}

/* What follows a model that ends is named, and one press away where the provider has it. */
static void
test_successor (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  ChlModel       *model;
  GtkWidget      *page;
  GtkWidget      *label;
  g_autoptr(JsonNode) facts = json_from_string ("{\"successor\":\"two\"}", NULL);

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  model = settings_fixture_add_model (provider, "one", CHL_MODEL_USE_CHAT, FALSE);
  chl_model_take_facts (model, g_steal_pointer (&facts));
  chl_settings_window_show_page (fixture.window, "provider:home#model:one");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  page = settings_fixture_find (&fixture, CHL_TYPE_MODEL_PAGE, NULL);
  g_assert_false (settings_fixture_shows (page, "successor"));

  set_field (model, CHL_FIELD_RETIRES, "\"2027-01-14\"", CHL_ORIGIN_PROVIDER);
  g_assert_true (settings_fixture_shows (page, "on 14 January 2027"));
  g_assert_true (settings_fixture_shows (page, "names two as its successor"));
  g_assert_null (chl_ui_test_find (page, GTK_TYPE_LABEL, "Open two"));

  settings_fixture_add_model (provider, "two", CHL_MODEL_USE_CHAT, FALSE);
  chl_settings_window_show_page (fixture.window, "provider:home#model:one");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  page = settings_fixture_find (&fixture, CHL_TYPE_MODEL_PAGE, NULL);
  label = chl_ui_test_find (page, GTK_TYPE_LABEL, "Open two");
  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  page = settings_fixture_find (&fixture, CHL_TYPE_MODEL_PAGE, NULL);
  g_assert_cmpstr (chl_model_get_id (chl_model_page_get_model (CHL_MODEL_PAGE (page))), ==, "two");

  settings_fixture_close (&fixture);
}

/* What was learned of this model, and of no other, is forgotten. */
static void
test_lessons (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *page;
  GtkWidget      *button;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  settings_fixture_add_model (provider, "one", CHL_MODEL_USE_CHAT, FALSE);
  settings_fixture_add_model (provider, "two", CHL_MODEL_USE_CHAT, FALSE);
  chl_lessons_add (provider, "two", "without:temperature");
  chl_settings_window_show_page (fixture.window, "provider:home#model:one");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  page = settings_fixture_find (&fixture, CHL_TYPE_MODEL_PAGE, NULL);
  g_assert_null (chl_ui_test_find (page, GTK_TYPE_LABEL, "Forget"));

  chl_lessons_add (provider, "one", "without:top_p");
  button = chl_ui_test_find (page, GTK_TYPE_LABEL, "Forget");
  g_assert_nonnull (button);
  g_signal_emit_by_name (gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON), "clicked");
  g_assert_null (chl_lessons_get (provider, "one"));
  g_assert_nonnull (chl_lessons_get (provider, "two"));
  g_assert_null (chl_ui_test_find (page, GTK_TYPE_LABEL, "Forget"));
  chl_ui_test_settle ();

  settings_fixture_close (&fixture);
}

/* Texts can be gone on with freely and at length, vectors cannot. */
static void
test_what_can_be_set (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  ChlModel       *model;
  GtkWidget      *group;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  model = settings_fixture_add_model (provider, "one", CHL_MODEL_USE_COMPLETION, TRUE);
  group = g_object_ref_sink (g_object_new (CHL_TYPE_MODEL_DEFAULTS_GROUP, NULL));
  chl_model_defaults_group_set_model (CHL_MODEL_DEFAULTS_GROUP (group), fixture.engine, provider, model);
  g_assert_true (gtk_widget_get_visible (group));

  chl_model_set_use (model, CHL_MODEL_USE_EMBEDDING);
  set_field (model, CHL_FIELD_SAMPLING, "false", CHL_ORIGIN_PROVIDER);
  g_assert_false (gtk_widget_get_visible (group));

  chl_ui_test_finalize (group);
  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/model-page/prices", test_prices);
  g_test_add_func ("/model-page/chips", test_chips);
  g_test_add_func ("/model-page/chips-without-room", test_chips_without_room);
  g_test_add_func ("/model-page/fields", test_fields);
  g_test_add_func ("/model-page/there-and-back", test_there_and_back);
  g_test_add_func ("/model-page/successor", test_successor);
  g_test_add_func ("/model-page/lessons", test_lessons);
  g_test_add_func ("/model-page/what-can-be-set", test_what_can_be_set);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
