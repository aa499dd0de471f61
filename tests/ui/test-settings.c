/* test-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-add-page.h"
#include "chl-check-row.h"
#include "chl-endpoint-row.h"
#include "chl-fake-server.h"
#include "chl-provider-page.h"
#include "chl-provider-row.h"
#include "chl-removal.h"
#include "chl-runtime-row.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

static char *
dup_file_path (const char *id)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);

  return g_build_filename (g_get_user_config_dir (), "chatelaine", "providers.d", name, NULL);
}

static gboolean
is_gone (gpointer user_data)
{
  return !g_file_test (user_data, G_FILE_TEST_EXISTS);
}

static void
test_pages (void)
{
  SettingsFixture fixture;

  settings_fixture_open (&fixture);
  settings_fixture_add (&fixture, "home", "http://localhost:9");

  chl_settings_window_show_page (fixture.window, "provider:home");
  g_assert_nonnull (settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL));

  chl_settings_window_show_page (fixture.window, "roles");
  chl_ui_test_settle ();
  g_assert_cmpstr (adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (fixture.window)),
                   ==, "roles");

  chl_settings_window_show_page (fixture.window, "add");
  g_assert_nonnull (settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL));
  chl_settings_window_show_page (fixture.window, "privacy");
  chl_ui_test_settle ();
  g_assert_cmpstr (adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (fixture.window)),
                   ==, "privacy");

  /* What is not there leads nowhere. */
  chl_settings_window_show_page (fixture.window, "no such page");
  chl_settings_window_show_page (fixture.window, "provider:../x");
  chl_ui_test_settle ();
  g_assert_null (settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL));

  settings_fixture_close (&fixture);
}

static void
test_undo_removal (void)
{
  SettingsFixture  fixture;
  ChlProvider     *provider;
  AdwToast        *toast;
  g_autofree char *path = dup_file_path ("home");

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  settings_fixture_add_model (provider, "kept", CHL_MODEL_USE_CHAT, TRUE);

  toast = chl_removal_start (fixture.engine, provider, ADW_PREFERENCES_WINDOW (fixture.window));
  g_assert_null (chl_provider_list_find (fixture.providers, "home"));
  g_assert_false (is_gone (path));

  g_signal_emit_by_name (toast, "button-clicked");
  g_assert_true (chl_provider_list_find (fixture.providers, "home") == provider);
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 1);

  /* That the toast goes afterwards removes nothing. */
  g_signal_emit_by_name (toast, "dismissed");
  chl_ui_test_settle ();
  g_assert_true (chl_provider_list_find (fixture.providers, "home") == provider);
  g_assert_false (is_gone (path));
  g_object_unref (toast);

  toast = chl_removal_start (fixture.engine, provider, ADW_PREFERENCES_WINDOW (fixture.window));
  g_signal_emit_by_name (toast, "dismissed");
  chl_ui_test_wait (is_gone, path);
  g_signal_emit_by_name (toast, "button-clicked");
  g_assert_null (chl_provider_list_find (fixture.providers, "home"));
  g_object_unref (toast);

  settings_fixture_close (&fixture);
}

/* The page of what was removed closes; with the window the time to undo is over. */
static void
test_close_ends_undo (void)
{
  SettingsFixture  fixture;
  g_autofree char *path = dup_file_path ("home");

  settings_fixture_open (&fixture);
  settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.window),
                                             "settings.remove-provider", "s", "home"));
  chl_ui_test_settle ();
  g_assert_null (settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL));
  g_assert_null (chl_provider_list_find (fixture.providers, "home"));
  g_assert_false (is_gone (path));

  settings_fixture_close_window (&fixture);
  chl_ui_test_wait (is_gone, path);
  settings_fixture_close (&fixture);
}

static gboolean
is_idle (gpointer user_data)
{
  return !chl_check_row_is_running (user_data);
}

static void
test_check (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *row;
  g_autoptr(ChlFakeServer) server = chl_fake_server_new ();
  g_autofree char *address = chl_fake_server_dup_address (server, "/v1");

  chl_fake_server_add_json (server, "/v1/models", 401,
                            "{\"error\": {\"message\": \"No entry, says the server\"}}");
  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", address);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.window),
                                             "settings.check-provider", "s", "home"));
  row = settings_fixture_find (&fixture, CHL_TYPE_CHECK_ROW, NULL);
  g_assert_true (chl_check_row_is_running (CHL_CHECK_ROW (row)));
  chl_ui_test_wait (is_idle, row);
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_NO_KEY);
  g_assert_true (settings_fixture_shows (row, "home asks for a key"));
  g_assert_true (settings_fixture_shows (row, "No entry, says the server"));
  g_assert_true (settings_fixture_shows (row, "Enter Key"));
  g_assert_true (settings_fixture_shows (row, "Checked just now"));

  /* A page that goes takes its check with it. */
  chl_check_row_run (CHL_CHECK_ROW (row));
  settings_fixture_close (&fixture);
  chl_fake_server_stop (server);
}

static gboolean
has_request (gpointer user_data)
{
  return chl_fake_server_get_n_requests (user_data) > 0;
}

static gboolean
is_stale (gpointer user_data)
{
  return chl_ui_test_find (user_data, GTK_TYPE_LABEL,
                           "The models could not be refreshed just now.") != NULL;
}

static gboolean
has_model (gpointer user_data)
{
  return chl_provider_find_model (user_data, "new") != NULL;
}

/* An opened page shows what was known, and fetches what there is now; it says so if it cannot. */
static void
test_freshens (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *page;
  g_autoptr(ChlFakeServer) server = chl_fake_server_new ();
  g_autofree char *address = chl_fake_server_dup_address (server, "/v1");

  chl_fake_server_add_json (server, "/v1/models", 503, "{}");
  chl_fake_server_add_json (server, "/v1/models", 200, "{\"data\": [{\"id\": \"new\"}]}");
  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", address);
  settings_fixture_add_model (provider, "known", CHL_MODEL_USE_CHAT, TRUE);

  chl_settings_window_show_page (fixture.window, "provider:home");
  page = settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL);
  g_assert_true (settings_fixture_shows (page, "known"));
  g_assert_false (is_stale (page));
  chl_ui_test_wait (is_stale, page);
  g_assert_true (settings_fixture_shows (page, "known"));
  g_assert_null (settings_fixture_find (&fixture, g_type_from_name ("AdwToastWidget"), NULL));

  chl_settings_window_show_page (fixture.window, "providers");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  chl_settings_window_show_page (fixture.window, "provider:home");
  page = settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL);
  chl_ui_test_wait (has_model, provider);
  chl_ui_test_settle ();
  g_assert_false (is_stale (page));
  g_assert_nonnull (chl_provider_find_model (provider, "known"));

  settings_fixture_close (&fixture);
  chl_fake_server_stop (server);
}

/* A page that closes takes its question with it. */
static void
test_close_ends_freshening (void)
{
  SettingsFixture fixture;
  g_autoptr(ChlFakeServer) server = chl_fake_server_new ();
  g_autofree char *address = chl_fake_server_dup_address (server, "/v1");
  ChlFakeAnswer   *answer;

  answer = chl_fake_server_add (server, "/v1/models", 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_add_text (answer, "{");
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  settings_fixture_open (&fixture);
  settings_fixture_add (&fixture, "home", address);
  chl_settings_window_show_page (fixture.window, "provider:home");
  chl_ui_test_wait (has_request, server);
  settings_fixture_close (&fixture);
  chl_fake_server_stop (server);
}

/* Opened by pointer there is no ring; the cursor is on the providers, not on what looks again. */
static void
test_focus (void)
{
  SettingsFixture fixture;
  GtkWidget      *focus;

  settings_fixture_open (&fixture);
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_false (gtk_window_get_focus_visible (GTK_WINDOW (fixture.window)));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture.window));
  g_assert_true (GTK_IS_BUTTON (focus));
  g_assert_true (settings_fixture_shows (focus, "Add Provider"));
  settings_fixture_close_window (&fixture);

  settings_fixture_add (&fixture, "home", "http://localhost:9");
  fixture.window = g_object_ref (chl_settings_window_new (fixture.engine));
  gtk_window_present (GTK_WINDOW (fixture.window));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_false (gtk_window_get_focus_visible (GTK_WINDOW (fixture.window)));
  g_assert_true (CHL_IS_PROVIDER_ROW (gtk_window_get_focus (GTK_WINDOW (fixture.window))));
  settings_fixture_close (&fixture);
}

/* Whoever added the first one is at its check, and back at the list on it; what began it is gone. */
static void
test_focus_after_adding (void)
{
  SettingsFixture fixture;
  GtkWindow      *window;
  GtkWidget      *focus;

  settings_fixture_open (&fixture);
  window = GTK_WINDOW (fixture.window);
  chl_ui_test_wait_frames (GTK_WIDGET (window));
  chl_settings_window_show_page (fixture.window, "add");
  chl_ui_test_wait_frames (GTK_WIDGET (window));
  settings_fixture_add (&fixture, "home", "http://localhost:9");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "settings.check-provider", "s",
                                             "home"));
  chl_ui_test_wait_frames (GTK_WIDGET (window));
  focus = gtk_window_get_focus (window);
  g_assert_true (GTK_IS_BUTTON (focus));
  g_assert_nonnull (gtk_widget_get_ancestor (focus, CHL_TYPE_CHECK_ROW));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "settings.back", NULL));
  chl_ui_test_wait_frames (GTK_WIDGET (window));
  focus = gtk_window_get_focus (window);
  g_assert_true (CHL_IS_PROVIDER_ROW (focus));
  g_assert_true (gtk_widget_get_mapped (focus));
  settings_fixture_close (&fixture);
}

/* A host and its port are one word. */
static void
test_runtimes (void)
{
  SettingsFixture fixture;
  GtkWidget      *row;

  settings_fixture_open (&fixture);
  row = settings_fixture_find (&fixture, CHL_TYPE_RUNTIME_ROW, NULL);
  g_assert_true (settings_fixture_shows (row, ":\u2060"));
  settings_fixture_close (&fixture);
}

static void
test_broken_file (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *row = NULL;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_provider_set_state (provider, CHL_PROVIDER_BROKEN_FILE, "It is not JSON", 0);
  row = settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_ROW, NULL);
  g_assert_nonnull (row);
  g_assert_null (chl_ui_test_find (row, GTK_TYPE_SWITCH, NULL));
  g_assert_true (settings_fixture_shows (row, "home.json"));
  g_assert_true (settings_fixture_shows (row, "It is not JSON"));

  chl_settings_window_show_page (fixture.window, "provider:home");
  chl_ui_test_settle ();
  g_assert_null (settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL));

  settings_fixture_close (&fixture);
}

static void
test_endpoint_row (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *row;
  GtkWidget      *entry;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  row = settings_fixture_find (&fixture, CHL_TYPE_ENDPOINT_ROW, NULL);
  entry = chl_ui_test_find (row, ADW_TYPE_ENTRY_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "ftp://x");
  g_signal_emit_by_name (entry, "apply");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://localhost:9/v1");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "localhost:10/v1/chat/completions");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "apply");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://localhost:10/v1");
  g_assert_true (settings_fixture_shows (row, "http://localhost:10/v1/models"));

  settings_fixture_close (&fixture);
}

static gboolean
escape (SettingsFixture *fixture,
        GtkWidget       *page)
{
  return chl_ui_test_press_binding (page, GDK_KEY_Escape, 0) ||
         chl_ui_test_press_binding (GTK_WIDGET (fixture->window), GDK_KEY_Escape, 0);
}

/* What was typed is taken back first, and the page closes only where nothing of it is left. */
static void
test_escape (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *page;
  GtkEditable    *name;
  GtkEditable    *address;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  page = settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL);
  name = GTK_EDITABLE (chl_ui_test_find (page, ADW_TYPE_ENTRY_ROW, NULL));
  address = GTK_EDITABLE (chl_ui_test_find (settings_fixture_find (&fixture, CHL_TYPE_ENDPOINT_ROW, NULL),
                                            ADW_TYPE_ENTRY_ROW, NULL));

  gtk_editable_set_text (address, "http://localhost:10");
  g_assert_true (escape (&fixture, page));
  g_assert_cmpstr (gtk_editable_get_text (address), ==, "http://localhost:9/v1");
  gtk_editable_set_text (name, "away");
  g_assert_true (escape (&fixture, page));
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "home");
  chl_ui_test_settle ();
  g_assert_true (settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL) == page);
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://localhost:9/v1");
  g_assert_cmpstr (chl_provider_get_name (provider), ==, "home");

  g_assert_true (escape (&fixture, page));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_null (settings_fixture_find (&fixture, CHL_TYPE_PROVIDER_PAGE, NULL));

  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/settings/pages", test_pages);
  g_test_add_func ("/settings/undo-removal", test_undo_removal);
  g_test_add_func ("/settings/close-ends-undo", test_close_ends_undo);
  g_test_add_func ("/settings/check", test_check);
  g_test_add_func ("/settings/freshens", test_freshens);
  g_test_add_func ("/settings/close-ends-freshening", test_close_ends_freshening);
  g_test_add_func ("/settings/focus", test_focus);
  g_test_add_func ("/settings/focus-after-adding", test_focus_after_adding);
  g_test_add_func ("/settings/runtimes", test_runtimes);
  g_test_add_func ("/settings/broken-file", test_broken_file);
  g_test_add_func ("/settings/endpoint-row", test_endpoint_row);
  g_test_add_func ("/settings/escape", test_escape);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
