/* test-add-site.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-add-form.h"
#include "chl-add-page.h"
#include "chl-endpoint-row.h"
#include "chl-key-row.h"
#include "chl-keys.h"
#include "chl-site-row.h"
#include "chl-site.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

#define TOKEN "sk-ant-oat01-do-not-show-0123456789abcdef"

static GtkWidget *
find_row (GtkWidget  *root,
          GType       type,
          const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
open_form (SettingsFixture *fixture,
           const char      *family)
{
  GtkWidget *form = chl_add_form_new (fixture->engine);

  g_object_ref_sink (form);
  chl_add_form_set_family (CHL_ADD_FORM (form), chl_engine_find_family (family), NULL);

  return form;
}

static const char *
get_subtitle (GtkWidget  *root,
              const char *title)
{
  return adw_action_row_get_subtitle (
    ADW_ACTION_ROW (find_row (root, ADW_TYPE_ACTION_ROW, title)));
}

static void
choose (GtkWidget  *form,
        const char *title,
        guint       which)
{
  GtkWidget *row = find_row (form, CHL_TYPE_SITE_ROW, title);

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_visible (row));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), which);
}

static void
give_key (GtkWidget  *form,
          const char *key)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW, "API Key")),
                         key);
}

static void
added_cb (gboolean *is_added)
{
  *is_added = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* It is in the list before its key is kept; only with that nothing is written any more. */
static void
add (GtkWidget *form)
{
  gboolean is_added = FALSE;

  g_signal_connect_swapped (form, "added", G_CALLBACK (added_cb), &is_added);
  chl_add_form_submit (CHL_ADD_FORM (form));
  g_assert_null (chl_add_form_get_error (CHL_ADD_FORM (form)));
  chl_ui_test_wait (is_true, &is_added);
  g_signal_handlers_disconnect_by_func (form, added_cb, &is_added);
}

/* Who has one address is not asked for another; nor is who comes after one that has. */
static void
test_only_where_there_are_several (void)
{
  SettingsFixture fixture;
  GtkWidget      *form;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "kimi");
  choose (form, "Region", 1);
  choose (form, "Plan", 1);

  chl_add_form_set_family (CHL_ADD_FORM (form), chl_engine_find_family ("groq"), NULL);
  g_assert_false (gtk_widget_get_visible (find_row (form, CHL_TYPE_SITE_ROW, "Region")));
  g_assert_false (gtk_widget_get_visible (find_row (form, CHL_TYPE_SITE_ROW, "Plan")));

  /* And what was chosen before is not kept. */
  chl_add_form_set_family (CHL_ADD_FORM (form), chl_engine_find_family ("kimi"), NULL);
  g_assert_cmpuint (adw_combo_row_get_selected (
                      ADW_COMBO_ROW (find_row (form, CHL_TYPE_SITE_ROW, "Region"))),
                    ==, 0);

  /* A choice without an address of its own stays for the page of the provider. */
  chl_add_form_set_family (CHL_ADD_FORM (form), chl_engine_find_family ("anthropic"), NULL);
  g_assert_false (gtk_widget_get_visible (find_row (form, CHL_TYPE_SITE_ROW, "Region")));

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

/* Before the key, so that the key is asked of those who made it. */
static void
test_region_and_plan (void)
{
  SettingsFixture  fixture;
  GtkWidget       *form;
  ChlProvider     *provider;
  g_autofree char *usual = NULL;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "kimi");
  usual = g_strdup (get_subtitle (form, "Get a Key…"));
  choose (form, "Region", 1);
  g_assert_cmpstr (get_subtitle (form, "Get a Key…"), !=, usual);

  give_key (form, "sk-0123456789abcdef0123456789");
  add (form);

  provider = chl_provider_list_find (fixture.providers, "kimi");
  g_assert_cmpstr (chl_provider_get_option (provider, CHL_OPTION_REGION), ==, "china");
  /* The usual one is not written. */
  g_assert_null (chl_provider_get_option (provider, CHL_OPTION_PLAN));
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, chl_site_get (provider)->endpoint);

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

/* On the page of the provider all of it follows the region. */
static void
test_page_follows (void)
{
  SettingsFixture  fixture;
  ChlProvider     *provider;
  GtkWidget       *endpoint;
  GtkWidget       *key;
  GtkWidget       *usual;
  g_autofree char *key_uri = NULL;
  GtkWidget       *form;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "kimi");
  give_key (form, "sk-0123456789abcdef0123456789");
  add (form);
  provider = chl_provider_list_find (fixture.providers, "kimi");

  chl_settings_window_show_page (fixture.window, "provider:kimi");
  endpoint = settings_fixture_find (&fixture, CHL_TYPE_ENDPOINT_ROW, NULL);
  key = settings_fixture_find (&fixture, CHL_TYPE_KEY_ROW, NULL);
  usual = find_row (endpoint, ADW_TYPE_ACTION_ROW, "Another Address Than Usual");
  key_uri = g_strdup (get_subtitle (key, "Get a Key"));
  g_assert_false (gtk_widget_get_visible (usual));

  chl_provider_set_option (provider, CHL_OPTION_REGION, "china");
  g_assert_false (gtk_widget_get_visible (usual));
  g_assert_cmpstr (get_subtitle (key, "Get a Key"), !=, key_uri);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (endpoint)), ==,
                   chl_site_get (provider)->endpoint);

  chl_provider_set_endpoint (provider, "http://localhost:9");
  g_assert_true (gtk_widget_get_visible (usual));

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

/* Where requests go is also said by what is spoken. */
static void
test_preview_follows (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *row;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  row = settings_fixture_find (&fixture, CHL_TYPE_ENDPOINT_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_true (settings_fixture_shows (row, "http://localhost:9/v1/chat/completions"));

  chl_provider_set_option (provider, "protocol", "anthropic-messages");
  g_assert_false (settings_fixture_shows (row, "http://localhost:9/v1/chat/completions"));
  g_assert_true (settings_fixture_shows (row, "http://localhost:9/v1/messages"));

  settings_fixture_close (&fixture);
}

/* What signs in a subscription is not for others: it is not kept, and the reason is said. */
static void
test_subscription_token (void)
{
  SettingsFixture fixture;
  GtkWidget      *form;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "anthropic");
  give_key (form, TOKEN);
  chl_add_form_submit (CHL_ADD_FORM (form));
  g_assert_nonnull (chl_add_form_get_error (CHL_ADD_FORM (form)));
  g_assert_nonnull (strstr (chl_add_form_get_error (CHL_ADD_FORM (form)), "Claude Code"));
  g_assert_null (strstr (chl_add_form_get_error (CHL_ADD_FORM (form)), "do-not-show"));
  chl_ui_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.providers)), ==, 0);

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

static void
test_pasted_subscription_token (void)
{
  SettingsFixture fixture;
  GtkWidget      *page;
  GtkWidget      *entry;
  GtkWidget      *form;

  settings_fixture_open (&fixture);
  chl_settings_window_show_page (fixture.window, "add");
  page = settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL);
  entry = chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), TOKEN);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  form = chl_ui_test_find (page, CHL_TYPE_ADD_FORM, NULL);
  g_assert_nonnull (form);
  g_assert_nonnull (chl_add_form_get_error (CHL_ADD_FORM (form)));
  g_assert_true (gtk_widget_get_visible (find_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW, "API Key")));
  g_assert_false (settings_fixture_shows (GTK_WIDGET (fixture.window), "do-not-show"));

  settings_fixture_close (&fixture);
}

/* A runtime is asked on this computer, unless another one is named. */
static void
test_runtime_elsewhere (void)
{
  SettingsFixture fixture;
  GtkWidget      *form;
  GtkWidget      *address;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "vllm");
  address = find_row (form, ADW_TYPE_ENTRY_ROW, "Address, if not http://localhost:8000");
  g_assert_nonnull (address);
  g_assert_true (gtk_widget_get_visible (address));
  add (form);
  g_assert_cmpstr (chl_provider_get_endpoint (chl_provider_list_find (fixture.providers, "vllm")),
                   ==, "http://localhost:8000");

  chl_add_form_set_family (CHL_ADD_FORM (form), chl_engine_find_family ("vllm"), NULL);
  gtk_editable_set_text (GTK_EDITABLE (address), "http://127.0.0.1:9");
  add (form);
  g_assert_cmpstr (chl_provider_get_endpoint (chl_provider_list_find (fixture.providers, "vllm-2")),
                   ==, "http://127.0.0.1:9");

  /* Who always is elsewhere is not asked where. */
  chl_add_form_set_family (CHL_ADD_FORM (form), chl_engine_find_family ("groq"), NULL);
  g_assert_false (gtk_widget_get_visible (address));

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

/* What is signed in by itself needs no key; and nobody is told of an address that is not used. */
static void
test_program (void)
{
  SettingsFixture fixture;
  GtkWidget      *form;
  GtkWidget      *endpoint;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "claude-code");
  g_assert_false (gtk_widget_get_visible (
    find_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW, "API Key (optional)")));
  g_assert_false (gtk_widget_get_visible (find_row (form, ADW_TYPE_ACTION_ROW, "Get a Key…")));
  add (form);

  chl_settings_window_show_page (fixture.window, "provider:claude-code");
  endpoint = settings_fixture_find (&fixture, CHL_TYPE_ENDPOINT_ROW, NULL);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (endpoint)), ==,
                   "Not used: answers come from the program");
  chl_provider_set_endpoint (chl_provider_list_find (fixture.providers, "claude-code"),
                             "http://127.0.0.1:9");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (endpoint)), ==,
                   "http://127.0.0.1:9");

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/add-site/only-where-there-are-several", test_only_where_there_are_several);
  g_test_add_func ("/add-site/region-and-plan", test_region_and_plan);
  g_test_add_func ("/add-site/page-follows", test_page_follows);
  g_test_add_func ("/add-site/preview-follows", test_preview_follows);
  g_test_add_func ("/add-site/runtime-elsewhere", test_runtime_elsewhere);
  g_test_add_func ("/add-site/program", test_program);
  g_test_add_func ("/add-site/subscription-token", test_subscription_token);
  g_test_add_func ("/add-site/pasted-subscription-token", test_pasted_subscription_token);
}

int
main (int    argc,
      char **argv)
{
  return settings_fixture_run (argc, argv, add_tests);
}
