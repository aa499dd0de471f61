/* test-header-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-advice.h"
#include "chl-check-row.h"
#include "chl-fake-server.h"
#include "chl-header-group.h"
#include "chl-keys-headers.h"
#include "chl-own-headers.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

#define PASS "pass-planted-0123456789"

static char *
read_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "chatelaine", "providers.d",
                                            "home.json", NULL);
  char            *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static gboolean
file_has (gpointer user_data)
{
  g_autofree char *text = read_file ();

  return text != NULL && strstr (text, user_data) != NULL;
}

static gboolean
file_lacks (gpointer user_data)
{
  return !file_has (user_data);
}

static gboolean
is_empty (gpointer editable)
{
  return *gtk_editable_get_text (editable) == '\0';
}

/* By its text, or by the header that it is about. */
static GtkWidget *
find_button (GtkWidget  *root,
             const char *text)
{
  if (!gtk_widget_get_visible (root))
    return NULL;

  if (GTK_IS_BUTTON (root) &&
      (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), text) == 0 ||
       (gtk_widget_get_tooltip_text (root) != NULL &&
        g_strcmp0 (g_object_get_data (G_OBJECT (root), "chl-header"), text) == 0)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
press (GtkWidget  *root,
       const char *text)
{
  GtkWidget *button = find_button (root, text);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static GtkEditable *
find_entry_after (GtkWidget *row)
{
  do
    row = gtk_widget_get_next_sibling (row);
  while (!ADW_IS_ENTRY_ROW (row));

  return GTK_EDITABLE (row);
}

static void
assert_not_in_file (const char *word)
{
  g_autofree char *text = read_file ();

  g_assert_null (strstr (text, word));
}

static void
test_adding (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *group;
  GtkEditable    *name;
  GtkEditable    *secret;
  GtkWidget      *choice;
  GtkEditable    *plain = NULL;
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  group = settings_fixture_find (&fixture, CHL_TYPE_HEADER_GROUP, NULL);
  g_assert_true (gtk_widget_get_visible (group));
  g_assert_true (settings_fixture_shows (group, "None of your own"));
  name = GTK_EDITABLE (chl_ui_test_find (group, ADW_TYPE_ENTRY_ROW, NULL));
  secret = GTK_EDITABLE (chl_ui_test_find (group, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL));
  choice = chl_ui_test_find (group, GTK_TYPE_SWITCH, NULL);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (choice)));
  g_assert_false (gtk_widget_get_sensitive (find_button (group, "Add")));
  gt_signal_logger_connect (logger, group, "changed");

  /* What cannot be is said, and what was typed stays. */
  gtk_editable_set_text (name, "Authorization");
  gtk_editable_set_text (secret, PASS);
  press (group, "Add");
  g_assert_true (settings_fixture_shows (group, "Authorization is set by the program itself, and cannot be another."));
  g_assert_cmpstr (gtk_editable_get_text (secret), ==, PASS);

  gtk_editable_set_text (name, " X-Pass ");
  press (group, "Add");
  chl_ui_test_wait (is_empty, name);
  g_assert_true (is_empty (secret));
  g_assert_cmpint (chl_own_headers_find (provider, "X-Pass")->kind, ==, CHL_OWN_HEADER_SECRET);
  g_assert_true (file_has ((gpointer) "X-Pass"));
  assert_not_in_file ("planted");
  g_assert_false (settings_fixture_shows (group, PASS));
  gt_signal_logger_assert_emission_pop (logger, group, "changed", NULL);

  gtk_switch_set_active (GTK_SWITCH (choice), FALSE);
  plain = find_entry_after (GTK_WIDGET (secret));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (plain)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (secret)));
  gtk_editable_set_text (name, "X-Team");
  gtk_editable_set_text (plain, "sk-planted-0123456789abcdef");
  press (group, "Add");
  g_assert_null (chl_own_headers_find (provider, "X-Team"));
  gtk_editable_set_text (plain, "blue");
  press (group, "Add");
  chl_ui_test_wait (is_empty, name);
  g_assert_true (settings_fixture_shows (group, "blue"));
  g_assert_true (settings_fixture_shows (group, "2 of your own"));

  press (group, "X-Pass");
  chl_ui_test_wait (file_lacks, (gpointer) "X-Pass");
  press (group, "X-Team");
  chl_ui_test_wait (file_lacks, (gpointer) "X-Team");
  g_assert_true (settings_fixture_shows (group, "None of your own"));

  settings_fixture_close (&fixture);
}

/* Somebody else's change shows, and an endpoint elsewhere asks. */
static void
test_following (void)
{
  SettingsFixture    fixture;
  ChlProvider       *provider;
  GtkWidget         *group;
  g_autofree char   *origin = NULL;
  const ChlOwnHeader team = { .name = (char *) "X-Team", .value = (char *) "blue" };
  ChlOwnHeader       pass = { .name = (char *) "X-Pass", .kind = CHL_OWN_HEADER_SECRET };

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  origin = chl_provider_dup_origin (provider);
  pass.origin = origin;
  chl_settings_window_show_page (fixture.window, "provider:home");
  group = settings_fixture_find (&fixture, CHL_TYPE_HEADER_GROUP, NULL);
  chl_own_headers_put (provider, &team);
  chl_own_headers_put (provider, &pass);
  g_assert_true (settings_fixture_shows (group, "2 of your own"));
  g_assert_null (find_button (group, "Send It There"));
  chl_provider_set_endpoint (provider, "http://localhost:10");
  g_assert_nonnull (find_button (group, "Send It There"));
  chl_own_headers_drop (provider, "X-Pass");
  g_assert_true (settings_fixture_shows (group, "1 of your own"));

  settings_fixture_close (&fixture);
}

static void
header_set_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  chl_keys_change_finish (CHL_KEYS (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static gboolean
asks_to_confirm (gpointer row)
{
  return find_button (row, chl_action_get_label (CHL_ACTION_CONFIRM_ORIGIN)) != NULL;
}

static gboolean
has_pass (gpointer server)
{
  guint n_requests = chl_fake_server_get_n_requests (server);

  return n_requests > 0 &&
         g_strcmp0 (chl_fake_request_get_header (chl_fake_server_get_request (server, 0), "X-Pass"),
                    PASS) == 0;
}

/* What a check does not send elsewhere is what its button is about, and there is no key. */
static void
test_check_confirms (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *row;
  gboolean        is_set = FALSE;
  g_autoptr(ChlFakeServer) server = chl_fake_server_new ();
  g_autoptr(ChlSecret) secret = chl_secret_new (PASS, -1);
  g_autofree char *address = chl_fake_server_dup_address (server, "/v1");
  g_autofree char *origin = NULL;

  chl_fake_server_add_json (server, "/v1/models", 200, "{\"data\": [{\"id\": \"new\"}]}");
  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_keys_set_secret_header_async (chl_engine_get_keys (fixture.engine), provider, "X-Pass",
                                    secret, FALSE, NULL, header_set_cb, &is_set);
  chl_ui_test_wait (is_true, &is_set);
  chl_provider_set_endpoint (provider, address);
  origin = chl_provider_dup_origin (provider);
  g_assert_cmpstr (chl_own_headers_find (provider, "X-Pass")->origin, !=, origin);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.window),
                                             "settings.check-provider", "s", "home"));
  row = settings_fixture_find (&fixture, CHL_TYPE_CHECK_ROW, NULL);
  chl_ui_test_wait (asks_to_confirm, row);
  g_assert_cmpuint (chl_fake_server_get_n_requests (server), ==, 0);
  press (row, chl_action_get_label (CHL_ACTION_CONFIRM_ORIGIN));
  chl_ui_test_wait (has_pass, server);
  g_assert_cmpstr (chl_own_headers_find (provider, "X-Pass")->origin, ==, origin);

  settings_fixture_close (&fixture);
  chl_fake_server_stop (server);
}

static void
add_tests (void)
{
  g_test_add_func ("/header-group/adding", test_adding);
  g_test_add_func ("/header-group/following", test_following);
  g_test_add_func ("/header-group/check-confirms", test_check_confirms);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
