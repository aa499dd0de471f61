/* test-custom-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-custom-field-row.h"
#include "chl-custom-model-dialog.h"
#include "chl-error.h"
#include "chl-long-row.h"
#include "chl-model-list.h"
#include "chl-model-news.h"
#include "chl-model-page.h"
#include "chl-model-users-row.h"
#include "chl-proposal-group.h"
#include "chl-provider-page.h"
#include "chl-roles-page.h"
#include "chl-roles.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  GtkWidget *found = chl_ui_test_find (root, GTK_TYPE_LABEL, label);

  g_assert_nonnull (found);
  found = gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON);
  g_assert_nonnull (found);

  return found;
}

static void
click (GtkWidget  *root,
       const char *label)
{
  g_signal_emit_by_name (find_button (root, label), "clicked");
}

/* Also what is not seen. */
static GtkWidget *
find_hidden (GtkWidget *root,
             GType      type)
{
  if (G_OBJECT_TYPE (root) == type)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_hidden (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (CHL_IS_CUSTOM_MODEL_DIALOG (window))
        return window;
    }

  return NULL;
}

static GtkWidget *
find_row (GtkWidget *root,
          ChlField   field)
{
  if (CHL_IS_CUSTOM_FIELD_ROW (root) &&
      chl_custom_field_row_get_field (CHL_CUSTOM_FIELD_ROW (root)) == field)
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

static GtkWidget *
find_entry (GtkWidget *dialog,
            ChlField   field)
{
  GtkWidget *row = find_row (dialog, field);

  g_assert_nonnull (row);

  return chl_ui_test_find (row, GTK_TYPE_ENTRY, NULL);
}

static void
type_id (GtkWidget  *dialog,
         const char *id)
{
  gtk_editable_set_text (GTK_EDITABLE (chl_ui_test_find (dialog, ADW_TYPE_ENTRY_ROW, NULL)), id);
}

static ChlProvider *
open_page (SettingsFixture *fixture)
{
  ChlProvider *provider;

  settings_fixture_open (fixture);
  provider = settings_fixture_add (fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture->window, "provider:home");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture->window));

  return provider;
}

static gboolean
has_no_dialog (gpointer user_data)
{
  return find_dialog () == NULL;
}

static gboolean
is_on_row (gpointer user_data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (((SettingsFixture *) user_data)->window));

  return CHL_IS_LONG_ROW (focus) && chl_long_row_get_position (CHL_LONG_ROW (focus)) == 0;
}

/* What is known stands there as the id is typed; what is typed beside it is the person's word. */
static void
test_add (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider = open_page (&fixture);
  GtkWidget      *dialog;
  GtkWidget      *add;
  ChlModel       *model;

  settings_fixture_add_model (provider, "one", CHL_MODEL_USE_CHAT, TRUE);
  click (GTK_WIDGET (fixture.window), "Add Model…");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  add = find_button (dialog, "Add");
  g_assert_false (gtk_widget_get_sensitive (add));

  type_id (dialog, "text-embedding-3-small");
  g_assert_nonnull (find_row (dialog, CHL_FIELD_EMBEDDING_DIMENSIONS));
  g_assert_null (find_row (dialog, CHL_FIELD_TOOLS));
  type_id (dialog, "one");
  g_assert_true (settings_fixture_shows (dialog, "home has a model one already."));
  g_assert_false (gtk_widget_get_sensitive (add));
  type_id (dialog, "of-nobody");
  g_assert_false (settings_fixture_shows (dialog, "already"));
  g_assert_true (settings_fixture_shows (dialog, "does not know this model"));
  g_assert_cmpstr (adw_action_row_get_subtitle (
                     ADW_ACTION_ROW (find_row (dialog, CHL_FIELD_CONTEXT_WINDOW))),
                   ==, "Unknown");

  type_id (dialog, " gpt-5 ");
  g_assert_true (settings_fixture_shows (dialog, "From the registry: GPT-5."));
  g_assert_cmpstr (gtk_entry_get_placeholder_text (
                     GTK_ENTRY (find_entry (dialog, CHL_FIELD_CONTEXT_WINDOW))),
                   ==, "400000");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, CHL_FIELD_MAX_OUTPUT)), "many");
  g_signal_emit_by_name (add, "clicked");
  g_assert_null (chl_provider_find_model (provider, "gpt-5"));
  g_assert_true (settings_fixture_shows (find_row (dialog, CHL_FIELD_MAX_OUTPUT), "whole number"));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, CHL_FIELD_MAX_OUTPUT)), "4,321");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, CHL_FIELD_PRICE)), "1.5 / 6");
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (chl_ui_test_find (find_row (dialog, CHL_FIELD_TOOLS), GTK_TYPE_DROP_DOWN, NULL)), 2);
  g_signal_emit_by_name (add, "clicked");
  chl_ui_test_wait (has_no_dialog, NULL);

  model = chl_provider_find_model (provider, "gpt-5");
  g_assert_nonnull (model);
  g_assert_true (chl_model_is_custom (model));
  g_assert_true (chl_model_is_enabled (model));
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_overrides (model), CHL_FIELD_MAX_OUTPUT),
                   ==, 4321);
  g_assert_true (chl_capabilities_is_known (chl_model_get_overrides (model), CHL_FIELD_PRICE));
  g_assert_false (chl_capabilities_is (chl_model_get_capabilities (model), CHL_FIELD_TOOLS));
  g_assert_false (chl_capabilities_is_known (chl_model_get_overrides (model),
                                             CHL_FIELD_CONTEXT_WINDOW));
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_capabilities (model),
                                             CHL_FIELD_CONTEXT_WINDOW),
                   ==, 400000);
  chl_ui_test_wait (is_on_row, &fixture);

  settings_fixture_close (&fixture);
}

/* What the person chose is not guessed any more. */
static void
test_kind (void)
{
  SettingsFixture fixture;
  GtkWidget      *dialog;
  GtkWidget      *kind;

  open_page (&fixture);
  click (GTK_WIDGET (fixture.window), "Add Model…");
  dialog = find_dialog ();
  kind = chl_ui_test_find (dialog, ADW_TYPE_COMBO_ROW, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), 1);
  g_assert_nonnull (find_row (dialog, CHL_FIELD_FIM));
  type_id (dialog, "text-embedding-3-small");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (kind)), ==, 1);
  g_assert_nonnull (find_row (dialog, CHL_FIELD_FIM));

  g_assert_true (chl_ui_test_press_binding (dialog, GDK_KEY_Escape, 0));
  chl_ui_test_wait (has_no_dialog, NULL);
  settings_fixture_close (&fixture);
}

static gboolean
shows_undo (gpointer user_data)
{
  return settings_fixture_find (user_data, GTK_TYPE_LABEL, "Undo") != NULL;
}

/* A model that was added can be taken out, on its page and in its row, and put back. */
static void
test_remove (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider = open_page (&fixture);
  ChlModel       *model = settings_fixture_add_model (provider, "mine", CHL_MODEL_USE_CHAT, TRUE);
  GtkWidget      *row;

  chl_model_set_custom (model, TRUE);
  chl_settings_window_show_page (fixture.window, "provider:home#model:mine");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  chl_ui_test_settle ();
  row = settings_fixture_find (&fixture, CHL_TYPE_MODEL_USERS_ROW, NULL);
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_visible (row));
  click (row, "Remove");
  g_assert_null (chl_provider_find_model (provider, "mine"));

  chl_ui_test_wait (shows_undo, &fixture);
  click (GTK_WIDGET (fixture.window), "Undo");
  g_assert_true (chl_provider_find_model (provider, "mine") == model);
  g_assert_true (chl_model_is_enabled (model));

  gtk_widget_activate_action (settings_fixture_find (&fixture, CHL_TYPE_MODEL_LIST, NULL),
                              "models.remove", "s", "mine");
  g_assert_null (chl_provider_find_model (provider, "mine"));
  chl_ui_test_settle ();
  settings_fixture_close (&fixture);
}

static gboolean
is_proposed (gpointer user_data)
{
  GtkWidget *group = settings_fixture_find (user_data, CHL_TYPE_PROPOSAL_GROUP, NULL);

  return group != NULL && gtk_widget_get_visible (group);
}

/* As long as nothing is on it says what to begin with, and why; one press does so, and one undoes. */
static void
test_proposal (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider = open_page (&fixture);
  ChlModel       *large;
  ChlModel       *small;
  GtkWidget      *group;
  GtkWidget      *check;

  g_assert_false (is_proposed (&fixture));
  large = settings_fixture_add_model (provider, "gpt-5", CHL_MODEL_USE_CHAT, FALSE);
  small = settings_fixture_add_model (provider, "gpt-5-nano", CHL_MODEL_USE_CHAT, FALSE);
  chl_ui_test_wait (is_proposed, &fixture);
  g_assert_false (chl_model_is_enabled (large));
  group = settings_fixture_find (&fixture, CHL_TYPE_PROPOSAL_GROUP, NULL);
  g_assert_true (settings_fixture_shows (group, "Chat and Agent: strong with tools"));
  g_assert_true (settings_fixture_shows (group, "Light Chat: quick and cheap"));

  check = chl_ui_test_find (group, GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  click (group, "Turn On");
  g_assert_false (chl_model_is_enabled (large));
  g_assert_true (chl_model_is_enabled (small));
  g_assert_false (is_proposed (&fixture));

  /* It was written meanwhile. */
  chl_ui_test_wait (shows_undo, &fixture);
  chl_ui_test_settle ();
  click (GTK_WIDGET (fixture.window), "Undo");
  g_assert_false (chl_model_is_enabled (small));
  chl_ui_test_wait (is_proposed, &fixture);

  settings_fixture_close (&fixture);
}

/* What changed stays on the page; what is new is shown by a press; what failed keeps the list. */
static void
test_news (void)
{
  static const struct
  {
    ChlDiscovered discovered;
    const char   *words;
  } cases[] = {
    { { .n_models = 9, .n_new = 3, .n_gone = 1, .n_changed = 2 }, "3 new, 1 gone, 2 changed" },
    { { .n_models = 9, .n_gone = 1 }, "1 gone" },
    { { .n_models = 9, .n_new = 1 }, "1 new" },
    { { .n_models = 9 }, "Nothing new among the models" },
    { { .n_models = 9, .is_empty = TRUE }, "The list came back empty; what was known is kept" },
  };
  SettingsFixture fixture;
  ChlProvider    *provider = open_page (&fixture);
  GtkWidget      *page = settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL);
  GtkWidget      *news = find_hidden (page, CHL_TYPE_MODEL_NEWS);
  GtkWidget      *list = chl_ui_test_find (page, CHL_TYPE_MODEL_LIST, NULL);
  GListModel     *shown = chl_model_list_get_shown (CHL_MODEL_LIST (list));
  g_autoptr(GError) error = g_error_new_literal (CHL_ERROR, CHL_ERROR_KEY_REFUSED, "No such key");

  g_assert_false (gtk_widget_get_visible (news));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      chl_model_news_show (CHL_MODEL_NEWS (news), &cases[i].discovered);
      g_assert_true (gtk_widget_get_visible (news));
      g_assert_true (settings_fixture_shows (news, cases[i].words));
    }

  settings_fixture_add_model (provider, "one", CHL_MODEL_USE_CHAT, TRUE);
  chl_model_set_new (settings_fixture_add_model (provider, "two", CHL_MODEL_USE_CHAT, FALSE), TRUE);
  chl_model_news_show (CHL_MODEL_NEWS (news), &cases[2].discovered);
  click (news, "1 new");
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 1);
  /* Where there was nothing to filter, there is now. */
  g_assert_true (gtk_widget_get_visible (chl_ui_test_find (list, GTK_TYPE_SEARCH_ENTRY, NULL)));

  chl_model_news_show_failure (CHL_MODEL_NEWS (news), provider, error);
  g_assert_true (gtk_widget_get_visible (find_button (news, "Enter Key")));
  g_assert_cmpuint (g_list_model_get_n_items (chl_provider_get_models (provider)), ==, 2);

  settings_fixture_close (&fixture);
}

/* A great many are weighed, too, a few at a time. */
static void
test_great_proposal (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider = open_page (&fixture);
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *group;

  for (guint i = 0; i < 1200; i++)
    {
      g_autofree char *id = i == 1100 ? g_strdup ("gpt-5") : g_strdup_printf ("of-nobody-%u", i);
      ChlModel        *model = chl_model_new ("home", id);

      chl_model_set_use (model, CHL_MODEL_USE_CHAT);
      g_ptr_array_add (models, model);
    }
  chl_provider_merge_models (provider, models);
  chl_ui_test_wait (is_proposed, &fixture);
  group = settings_fixture_find (&fixture, CHL_TYPE_PROPOSAL_GROUP, NULL);
  g_assert_true (settings_fixture_shows (group, "Chat and Agent: strong with tools"));

  settings_fixture_close (&fixture);
}

static gboolean
shows_roles (gpointer user_data)
{
  GtkWidget *page = settings_fixture_find (user_data, CHL_TYPE_ROLES_PAGE, NULL);

  return page != NULL && gtk_widget_get_mapped (page);
}

/* What is gone says who misses it, and what to do. */
static void
test_gone (void)
{
  static const char *const chain[] = { "home/old", NULL };
  static const char *const none[] = { NULL };
  SettingsFixture          fixture;
  ChlProvider             *provider = open_page (&fixture);
  ChlModel                *model;
  GtkWidget               *row;

  chl_roles_set_chain (chl_engine_get_roles (fixture.engine), CHL_ROLE_CHAT, chain);
  model = settings_fixture_add_model (provider, "old", CHL_MODEL_USE_CHAT, FALSE);
  settings_fixture_add_model (provider, "other", CHL_MODEL_USE_CHAT, TRUE);
  chl_model_set_gone (model, TRUE);
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_true (settings_fixture_shows (settings_fixture_find (&fixture, CHL_TYPE_MODEL_LIST, NULL),
                                         "Used by: Chat and Agent"));

  chl_settings_window_show_page (fixture.window, "provider:home#model:old");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  chl_ui_test_settle ();
  row = settings_fixture_find (&fixture, CHL_TYPE_MODEL_USERS_ROW, NULL);
  g_assert_true (settings_fixture_shows (row, "Used by: Chat and Agent"));
  click (row, "Choose Another…");
  chl_ui_test_wait (shows_roles, &fixture);

  chl_roles_set_chain (chl_engine_get_roles (fixture.engine), CHL_ROLE_CHAT, none);
  chl_settings_window_show_page (fixture.window, "provider:home#model:old");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  chl_ui_test_settle ();
  row = settings_fixture_find (&fixture, CHL_TYPE_MODEL_USERS_ROW, NULL);
  g_assert_nonnull (row);
  click (row, "Remove");
  g_assert_null (chl_provider_find_model (provider, "old"));
  chl_ui_test_settle ();

  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/custom-model/add", test_add);
  g_test_add_func ("/custom-model/kind", test_kind);
  g_test_add_func ("/custom-model/remove", test_remove);
  g_test_add_func ("/custom-model/proposal", test_proposal);
  g_test_add_func ("/custom-model/great-proposal", test_great_proposal);
  g_test_add_func ("/custom-model/news", test_news);
  g_test_add_func ("/custom-model/gone", test_gone);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
