/* test-model-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-long-list.h"
#include "chl-model-filter.h"
#include "chl-model-list.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

#define N_MANY 5000

static ChlModel *
create_model (const char *id,
              const char *title)
{
  ChlModel *model = chl_model_new ("test", id);

  chl_model_set_title (model, title);

  return model;
}

static gboolean
passes (ChlModelFilter *filter,
        ChlModel       *model)
{
  return gtk_filter_match (GTK_FILTER (filter), model);
}

static void
test_words (void)
{
  static const struct
  {
    const char *query;
    gboolean    passes;
  } cases[] = {
    { "", TRUE },
    { "  ", TRUE },
    { "sonnet", TRUE },
    { "SONNET 4", TRUE },
    { "4 son", TRUE },
    { "2025", TRUE },
    { "claude-sonnet", TRUE },
    { "élan", TRUE },
    { "ÉLAN", TRUE },
    { "sonnet opus", FALSE },
    { "sonnets", FALSE },
  };
  g_autoptr(ChlModelFilter) filter = chl_model_filter_new ();
  g_autoptr(ChlModel) model = create_model ("claude-sonnet-4-2025", "Claude Sonnet Élan");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].query);
      chl_model_filter_set_query (filter, cases[i].query);
      g_assert_cmpint (passes (filter, model), ==, cases[i].passes);
    }
}

static void
test_wants (void)
{
  g_autoptr(ChlModelFilter) filter = chl_model_filter_new ();
  g_autoptr(ChlModel) unknown = create_model ("unknown", NULL);
  g_autoptr(ChlModel) model = create_model ("known", NULL);
  g_autoptr(JsonNode) kinds = json_from_string ("[\"text\",\"image\"]", NULL);
  ChlCapabilities *capabilities = chl_capabilities_new ();

  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_REASONING, FALSE, CHL_ORIGIN_PROVIDER);
  chl_capabilities_set (capabilities, CHL_FIELD_INPUT_KINDS, kinds, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, capabilities);

  chl_model_filter_set_want (filter, CHL_MODEL_WANT_TOOLS | CHL_MODEL_WANT_VISION);
  g_assert_true (passes (filter, model));
  g_assert_false (passes (filter, unknown));

  chl_model_filter_set_want (filter, CHL_MODEL_WANT_THINKING);
  g_assert_false (passes (filter, model));

  chl_model_filter_set_want (filter, CHL_MODEL_WANT_ON);
  g_assert_false (passes (filter, model));
  chl_model_set_enabled (model, TRUE);
  g_assert_true (passes (filter, model));

  chl_model_filter_set_want (filter, 0);
  g_assert_true (passes (filter, unknown));
}

/* What is typed letter by letter shows what it shows when it is pasted. */
static void
test_typed_as_pasted (void)
{
  static const char *const queries[] = { "m", "mo", "mo4", "mo", "m", "x", "7", "", "mo 1", NULL };
  g_autoptr(GListStore) store = g_list_store_new (CHL_TYPE_MODEL);
  g_autoptr(ChlModelFilter) filter = chl_model_filter_new ();
  g_autoptr(GtkFilterListModel) shown = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", i % 2 ? "mo" : "other-", i);
      g_autoptr(ChlModel) model = create_model (id, NULL);

      g_list_store_append (store, model);
    }
  shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (store)),
                                     g_object_ref (GTK_FILTER (filter)));

  for (guint i = 0; queries[i] != NULL; i++)
    {
      g_autoptr(ChlModelFilter) fresh = chl_model_filter_new ();
      guint n_expected = 0;

      chl_model_filter_set_query (fresh, queries[i]);
      for (guint j = 0; j < 300; j++)
        {
          g_autoptr(ChlModel) model = g_list_model_get_item (G_LIST_MODEL (store), j);

          n_expected += passes (fresh, model) ? 1 : 0;
        }

      chl_model_filter_set_query (filter, queries[i]);
      g_test_message ("“%s”: %u", queries[i], n_expected);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shown)), ==, n_expected);
    }
}

/* Each line is a switch with a name: by pointer, by key and for a screen reader. */
static void
test_switches (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  ChlModel       *model;
  GtkWidget      *list;
  GtkWidget      *on_switch;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  model = settings_fixture_add_model (provider, "one", CHL_MODEL_USE_CHAT, FALSE);
  chl_settings_window_show_page (fixture.window, "provider:home");
  list = settings_fixture_find (&fixture, CHL_TYPE_MODEL_LIST, NULL);
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));

  on_switch = chl_ui_test_find (list, GTK_TYPE_SWITCH, NULL);
  g_assert_nonnull (on_switch);
  gtk_test_accessible_assert_role (on_switch, GTK_ACCESSIBLE_ROLE_SWITCH);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (on_switch)));

  g_assert_true (gtk_widget_activate (on_switch));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_true (chl_model_is_enabled (model));
  chl_model_set_enabled (model, FALSE);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (on_switch)));

  /* A press on the line does the same. */
  g_signal_emit_by_name (chl_ui_test_find (list, CHL_TYPE_LONG_LIST, NULL), "activate", 0);
  g_assert_true (chl_model_is_enabled (model));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (on_switch)));

  settings_fixture_close (&fixture);
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (user_data) <= 400;
}

static gboolean
scrolls (GtkWidget *list)
{
  GtkWidget    *scroller = chl_ui_test_find (list, GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkPolicyType policy;

  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (scroller), NULL, &policy);

  return policy != GTK_POLICY_NEVER;
}

/* A page that scrolls holds no list that scrolls too, unless that is too long for it. */
static void
test_scrolls_only_if_long (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *list;
  GtkWidget      *entry;
  GtkWidget      *view;
  graphene_rect_t bounds;
  float           bottom = 0;
  guint           n_lines = 0;

  settings_fixture_open (&fixture);
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 360, 700);
  chl_ui_test_wait (is_narrow, fixture.window);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  list = settings_fixture_find (&fixture, CHL_TYPE_MODEL_LIST, NULL);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-model-with-a-name-of-a-good-length-%u",
                                             i % 5 == 0 ? "some" : "any", i);

      settings_fixture_add_model (provider, id,
                                  CHL_MODEL_USE_EMBEDDING | CHL_MODEL_USE_COMPLETION, FALSE);
    }
  view = chl_ui_test_find (list, CHL_TYPE_LONG_LIST, NULL);
  g_assert_true (scrolls (list));

  entry = chl_ui_test_find (list, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "some");
  g_signal_emit_by_name (entry, "search-changed");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_false (scrolls (list));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));

  /* Each line is whole, though it is folded. */
  for (GtkWidget *line = gtk_widget_get_first_child (view); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    if (gtk_widget_get_child_visible (line))
      {
        g_assert_true (gtk_widget_compute_bounds (line, view, &bounds));
        g_test_message ("%g + %g of %d", (double) bounds.origin.y, (double) bounds.size.height,
                        gtk_widget_get_height (view));
        g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (view));
        bottom = MAX (bottom, bounds.origin.y + bounds.size.height);
        n_lines++;
      }
  g_assert_cmpuint (n_lines, ==, 12);
  g_assert_cmpfloat (bottom, >, 12 * 40);

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "search-changed");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_true (scrolls (list));

  settings_fixture_close (&fixture);
}

static guint n_changes;

static void
changed_cb (void)
{
  n_changes++;
}

/* Thousands are turned on in one go, and only those that are shown. */
static void
test_turn_shown (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *list;
  GtkWidget      *entry;
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "many", "http://localhost:9");
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", i % 2 ? "odd" : "even", i);

      g_ptr_array_add (models, chl_model_new ("many", id));
    }
  chl_provider_merge_models (provider, models);

  chl_settings_window_show_page (fixture.window, "provider:many");
  list = settings_fixture_find (&fixture, CHL_TYPE_MODEL_LIST, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (chl_model_list_get_shown (CHL_MODEL_LIST (list))), ==,
                    N_MANY);

  entry = chl_ui_test_find (list, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "odd");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpuint (g_list_model_get_n_items (chl_model_list_get_shown (CHL_MODEL_LIST (list))), ==,
                    N_MANY / 2);

  n_changes = 0;
  g_signal_connect (fixture.providers, "models-changed", G_CALLBACK (changed_cb), NULL);
  g_assert_true (gtk_widget_activate_action (list, "models.turn-shown", "b", TRUE));
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, N_MANY / 2);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_false (chl_model_is_enabled (chl_provider_find_model (provider, "even-0")));

  g_assert_true (gtk_widget_activate_action (list, "models.turn-shown", "b", FALSE));
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 0);
  g_signal_handlers_disconnect_by_func (fixture.providers, changed_cb, NULL);

  chl_ui_test_settle ();
  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/model-list/words", test_words);
  g_test_add_func ("/model-list/wants", test_wants);
  g_test_add_func ("/model-list/typed-as-pasted", test_typed_as_pasted);
  g_test_add_func ("/model-list/switches", test_switches);
  g_test_add_func ("/model-list/scrolls-only-if-long", test_scrolls_only_if_long);
  g_test_add_func ("/model-list/turn-shown", test_turn_shown);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
