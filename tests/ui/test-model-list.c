/* test-model-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-long-list.h"
#include "chl-model-filter.h"
#include "chl-model-list.h"
#include "chl-model-order.h"
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

static void
set_field (ChlModel   *model,
           ChlField    field,
           const char *json)
{
  ChlCapabilities *capabilities = chl_capabilities_copy (chl_model_get_capabilities (model));
  g_autoptr(JsonNode) node = json_from_string (json, NULL);

  chl_capabilities_set (capabilities, field, node, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, capabilities);
}

/* What nobody says is not taken for free, small or here. */
static void
test_other_wants (void)
{
  static const struct
  {
    ChlModelWant want;
    gint64       tokens;
    const char  *passing;
  } cases[] = {
    { CHL_MODEL_WANT_COMPLETION, 0, "completer" },
    { CHL_MODEL_WANT_EMBEDDING, 0, "embedder" },
    { CHL_MODEL_WANT_FREE, 0, "free" },
    { CHL_MODEL_WANT_HERE, 0, "completer embedder free large unknown" },
    { CHL_MODEL_WANT_NEW, 0, "away" },
    { 0, 32000, "large" },
    { 0, 200001, "" },
    { 0, 0, "away completer embedder free large unknown" },
  };
  g_autoptr(ChlModelFilter) filter = chl_model_filter_new ();
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  static const char *const names[] = { "away", "completer", "embedder", "free", "large", "unknown" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (models, create_model (names[i], NULL));
  chl_model_take_facts (models->pdata[0], json_from_string ("{\"remote_host\":\"x\"}", NULL));
  chl_model_set_new (models->pdata[0], TRUE);
  chl_model_set_use (models->pdata[1], CHL_MODEL_USE_COMPLETION);
  chl_model_set_use (models->pdata[2], CHL_MODEL_USE_EMBEDDING);
  set_field (models->pdata[3], CHL_FIELD_PRICE, "{\"input\":0,\"output\":0}");
  set_field (models->pdata[4], CHL_FIELD_PRICE, "{\"input\":0,\"output\":1}");
  set_field (models->pdata[4], CHL_FIELD_CONTEXT_WINDOW, "200000");

  chl_model_filter_set_local (filter, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) passing = g_string_new (NULL);

      chl_model_filter_set_want (filter, cases[i].want);
      chl_model_filter_set_context (filter, cases[i].tokens);
      for (guint j = 0; j < models->len; j++)
        if (passes (filter, models->pdata[j]))
          g_string_append_printf (passing, "%s%s", passing->len > 0 ? " " : "", names[j]);
      g_test_message ("%u: %s", i, passing->str);
      g_assert_cmpstr (passing->str, ==, cases[i].passing);
    }

  chl_model_filter_set_local (filter, FALSE);
  chl_model_filter_set_want (filter, CHL_MODEL_WANT_HERE);
  for (guint j = 0; j < models->len; j++)
    g_assert_false (passes (filter, models->pdata[j]));
}

/* What is not known comes last; equal ones stay as the provider has them. */
static void
test_orders (void)
{
  static const struct
  {
    ChlModelOrder order;
    const char   *ids;
  } cases[] = {
    { CHL_MODEL_ORDER_GIVEN, "c b a d" },
    { CHL_MODEL_ORDER_NAME, "a b c d" },
    { CHL_MODEL_ORDER_CONTEXT, "b c a d" },
    { CHL_MODEL_ORDER_PRICE, "a b c d" },
    { CHL_MODEL_ORDER_DATE, "a c b d" },
  };
  g_autoptr(GListStore) store = g_list_store_new (CHL_TYPE_MODEL);
  g_autoptr(GtkSortListModel) sorted = NULL;
  g_autoptr(ChlModel) a = create_model ("a", "Alpha");
  g_autoptr(ChlModel) b = create_model ("b", "beta");
  g_autoptr(ChlModel) c = create_model ("c", "Gamma");
  g_autoptr(ChlModel) d = create_model ("d", "delta of nothing known");

  chl_model_set_title (d, "zeta");
  set_field (a, CHL_FIELD_CONTEXT_WINDOW, "8000");
  set_field (b, CHL_FIELD_CONTEXT_WINDOW, "200000");
  set_field (c, CHL_FIELD_CONTEXT_WINDOW, "8000");
  set_field (a, CHL_FIELD_PRICE, "{\"input\":0,\"output\":0}");
  set_field (b, CHL_FIELD_PRICE, "{\"input\":3,\"output\":15}");
  set_field (c, CHL_FIELD_PRICE, "{\"input\":5,\"output\":25}");
  set_field (a, CHL_FIELD_RELEASED, "\"2026-01\"");
  set_field (b, CHL_FIELD_RELEASED, "\"2025-11-24\"");
  set_field (c, CHL_FIELD_RELEASED, "\"2025-12\"");
  set_field (b, CHL_FIELD_CONTEXT_WINDOW, "200000");
  g_list_store_append (store, c);
  g_list_store_append (store, b);
  g_list_store_append (store, a);
  g_list_store_append (store, d);

  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (store)), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GtkSorter) sorter = chl_model_order_new_sorter (cases[i].order);
      g_autoptr(GString) ids = g_string_new (NULL);

      gtk_sort_list_model_set_sorter (sorted, sorter);
      for (guint j = 0; j < 4; j++)
        {
          g_autoptr(ChlModel) model = g_list_model_get_item (G_LIST_MODEL (sorted), j);

          g_string_append_printf (ids, "%s%s", j > 0 ? " " : "", chl_model_get_id (model));
        }
      g_test_message ("%u: %s", i, ids->str);
      g_assert_cmpstr (ids->str, ==, cases[i].ids);
    }
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

/* Each line has a box with a name: by pointer, by key and for a screen reader. */
static void
test_switches (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  ChlModel       *model;
  GtkWidget      *list;
  GtkWidget      *check;
  GtkWidget      *rows;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  model = settings_fixture_add_model (provider, "one", CHL_MODEL_USE_CHAT, FALSE);
  chl_settings_window_show_page (fixture.window, "provider:home");
  list = settings_fixture_find (&fixture, CHL_TYPE_MODEL_LIST, NULL);
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));

  rows = chl_ui_test_find (list, CHL_TYPE_LONG_LIST, NULL);
  check = chl_ui_test_find (rows, GTK_TYPE_CHECK_BUTTON, NULL);
  g_assert_nonnull (check);
  gtk_test_accessible_assert_role (check, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));

  g_assert_true (gtk_widget_activate (check));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_true (chl_model_is_enabled (model));
  chl_model_set_enabled (model, FALSE);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));

  /* The space bar does the same, on the row. */
  g_assert_true (chl_long_list_focus_row (CHL_LONG_LIST (rows), 0));
  g_assert_true (chl_ui_test_press (rows, GDK_KEY_space, 0));
  g_assert_true (chl_model_is_enabled (model));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));

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

static GtkWidget *
find_undo (SettingsFixture *fixture)
{
  GtkWidget *button;

  chl_ui_test_wait_frames (GTK_WIDGET (fixture->window));
  button = settings_fixture_find (fixture, GTK_TYPE_LABEL, "Undo");
  g_assert_nonnull (button);
  button = gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON);
  g_assert_nonnull (button);

  return button;
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

  /* Undone, it is as it was: no more and no less. */
  g_signal_emit_by_name (find_undo (&fixture), "clicked");
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 0);
  g_assert_cmpuint (n_changes, ==, 2);

  chl_model_set_enabled (chl_provider_find_model (provider, "odd-1"), TRUE);
  g_assert_true (gtk_widget_activate_action (list, "models.turn-all", "b", TRUE));
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, N_MANY);
  g_assert_true (gtk_widget_activate_action (list, "models.turn-shown", "b", FALSE));
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, N_MANY / 2);
  g_assert_true (gtk_widget_activate_action (list, "models.turn-all", "b", FALSE));
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 0);
  g_signal_handlers_disconnect_by_func (fixture.providers, changed_cb, NULL);

  chl_ui_test_settle ();
  settings_fixture_close (&fixture);
}

/* A page of 360 pixels has room for text of twice the size, whatever the list shows. */
static void
test_large_text (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *list;
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  chl_ui_test_scale_text (2);
  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  list = settings_fixture_find (&fixture, CHL_TYPE_MODEL_LIST, NULL);
  g_assert_cmpint (chl_ui_test_get_least_width (list), <=, 336);
  g_ptr_array_add (models, chl_model_new ("home", "a-name-that-is-longer-than-a-narrow-page-is-wide"));
  chl_provider_merge_models (provider, models);
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_cmpint (chl_ui_test_get_least_width (list), <=, 336);

  settings_fixture_close (&fixture);
  chl_ui_test_scale_text (1);
}

static void
add_tests (void)
{
  g_test_add_func ("/model-list/words", test_words);
  g_test_add_func ("/model-list/wants", test_wants);
  g_test_add_func ("/model-list/other-wants", test_other_wants);
  g_test_add_func ("/model-list/orders", test_orders);
  g_test_add_func ("/model-list/typed-as-pasted", test_typed_as_pasted);
  g_test_add_func ("/model-list/switches", test_switches);
  g_test_add_func ("/model-list/scrolls-only-if-long", test_scrolls_only_if_long);
  g_test_add_func ("/model-list/turn-shown", test_turn_shown);
  g_test_add_func ("/model-list/large-text", test_large_text);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
