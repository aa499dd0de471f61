/* test-option-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-option-group.h"
#include "chl-provider-page.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

typedef struct
{
  const char *id;
  const char *word;
} File;

static gboolean
says (gpointer user_data)
{
  const File      *file = user_data;
  g_autofree char *name = g_strconcat (file->id, ".json", NULL);
  g_autofree char *path =
    g_build_filename (g_get_user_config_dir (), "chatelaine", "providers.d", name, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, file->word) != NULL;
}

/* A choice is saved at once, and follows what somebody else sets. */
static void
test_choice (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *group;
  AdwComboRow    *row;
  File            file = { "home", "anthropic-messages" };

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  group = settings_fixture_find (&fixture, CHL_TYPE_OPTION_GROUP, NULL);
  row = ADW_COMBO_ROW (chl_ui_test_find (group, ADW_TYPE_COMBO_ROW, NULL));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Protocol");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);

  adw_combo_row_set_selected (row, 3);
  g_assert_cmpstr (chl_provider_get_option (provider, "protocol"), ==, "anthropic-messages");
  chl_ui_test_wait (says, &file);

  chl_provider_set_option (provider, "protocol", "ollama-chat");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 4);

  /* The usual one is not written. */
  adw_combo_row_set_selected (row, 0);
  g_assert_null (chl_provider_get_option (provider, "protocol"));

  settings_fixture_close (&fixture);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  ChlProvider **provider = user_data;
  g_autoptr(GError) error = NULL;

  *provider = chl_provider_list_add_finish (CHL_PROVIDER_LIST (object), result, &error);
  g_assert_no_error (error);
}

static ChlProvider *
add (SettingsFixture      *fixture,
     const ChlNewProvider *what)
{
  ChlProvider *provider = NULL;

  chl_provider_list_add_async (fixture->providers, what, NULL, added_cb, &provider);
  while (provider == NULL)
    g_main_context_iteration (NULL, TRUE);

  return provider;
}

static ChlProvider *
add_ollama (SettingsFixture *fixture)
{
  static const char *const options[] = { "context-window=8192", NULL };
  const ChlNewProvider     what = { .family_id = "ollama", .id = "local", .endpoint = "http://localhost:9", .options = options };

  return add (fixture, &what);
}

/* What is done or not has a switch, and no list of two. */
static void
test_switch (void)
{
  const ChlNewProvider what = { .family_id = "openrouter", .endpoint = "http://localhost:9" };
  SettingsFixture      fixture;
  GtkWidget           *group;
  GtkSwitch           *control;
  g_autoptr(ChlProvider) provider = NULL;

  settings_fixture_open (&fixture);
  provider = add (&fixture, &what);
  chl_settings_window_show_page (fixture.window, "provider:openrouter");
  group = settings_fixture_find (&fixture, CHL_TYPE_OPTION_GROUP, NULL);
  control = GTK_SWITCH (chl_ui_test_find (group, GTK_TYPE_SWITCH, NULL));
  g_assert_nonnull (control);
  g_assert_true (gtk_switch_get_active (control));

  gtk_switch_set_active (control, FALSE);
  g_assert_cmpstr (chl_provider_get_option (provider, "fallbacks"), ==, "off");
  gtk_switch_set_active (control, TRUE);
  g_assert_null (chl_provider_get_option (provider, "fallbacks"));
  chl_provider_set_option (provider, "fallbacks", "off");
  g_assert_false (gtk_switch_get_active (control));

  settings_fixture_close (&fixture);
}

/* What cannot be is said, and changes nothing. */
static void
test_number (void)
{
  SettingsFixture fixture;
  GtkWidget      *group;
  GtkWidget      *entry;
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  settings_fixture_open (&fixture);
  provider = add_ollama (&fixture);
  chl_settings_window_show_page (fixture.window, "provider:local");
  group = settings_fixture_find (&fixture, CHL_TYPE_OPTION_GROUP, NULL);
  gt_signal_logger_connect (logger, group, "changed");
  entry = chl_ui_test_find (group, GTK_TYPE_ENTRY, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "8192");

  gtk_editable_set_text (GTK_EDITABLE (entry), "much");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (chl_provider_get_option (provider, "context-window"), ==, "8192");
  gt_signal_logger_assert_no_emissions (logger);

  gtk_editable_set_text (GTK_EDITABLE (entry), " 16000 ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (chl_provider_get_option (provider, "context-window"), ==, "16000");
  gt_signal_logger_assert_emission_pop (logger, group, "changed", NULL);

  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/option-group/choice", test_choice);
  g_test_add_func ("/option-group/number", test_number);
  g_test_add_func ("/option-group/switch", test_switch);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
