/* test-add-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "chl-add-form.h"
#include "chl-add-page.h"
#include "chl-family-row.h"
#include "chl-keep-row.h"
#include "chl-keys.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

#define KEY "sk-proj-do-not-show-0123456789"

static GtkWidget *
find_row (GtkWidget  *root,
          GType       type,
          const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
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

static void
type (GtkWidget  *form,
      const char *title,
      const char *text)
{
  GtkWidget *row = find_row (form, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
test_bad_addresses (void)
{
  static const char *const bad[] = {
    "", "   ", "nonsense with blanks", "ftp://server.example", "https://", "http://:80",
    "https://user:pa55word@server.example/v1", "https://server.example:99999/v1",
    "https://server.example/v1?key=secret", "javascript:alert(1)", NULL
  };
  SettingsFixture fixture;
  GtkWidget      *form;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "custom");

  for (guint i = 0; bad[i] != NULL; i++)
    {
      const char *sentence;

      g_test_message ("“%s”", bad[i]);
      type (form, "Address", bad[i]);
      chl_add_form_submit (CHL_ADD_FORM (form));
      sentence = chl_add_form_get_error (CHL_ADD_FORM (form));
      g_assert_nonnull (sentence);
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_cmpuint (g_utf8_strlen (sentence, -1), >, 12);
      g_assert_null (strstr (sentence, "pa55word"));
    }

  chl_ui_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.providers)), ==, 0);

  g_assert_finalize_object (form);
  settings_fixture_close (&fixture);
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

/* It is in the list before its key is kept; only with that nothing is written any more. The page of
 * the form may go then. */
static void
add (GtkWidget *form)
{
  gboolean is_added = FALSE;

  g_object_ref (form);
  g_signal_connect_swapped (form, "added", G_CALLBACK (added_cb), &is_added);
  chl_add_form_submit (CHL_ADD_FORM (form));
  g_assert_null (chl_add_form_get_error (CHL_ADD_FORM (form)));
  chl_ui_test_wait (is_true, &is_added);
  g_signal_handlers_disconnect_by_func (form, added_cb, &is_added);
  g_object_unref (form);
}

static void
test_plain_http_is_asked (void)
{
  SettingsFixture fixture;
  GtkWidget      *form;
  GtkWidget      *row;
  ChlProvider    *provider;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "custom");
  row = find_row (form, ADW_TYPE_ACTION_ROW, "Send Unencrypted");

  type (form, "Address", "http://localhost:8080");
  g_assert_false (gtk_widget_get_visible (row));
  type (form, "Address", "https://server.example");
  g_assert_false (gtk_widget_get_visible (row));
  type (form, "Address", "http://server.example");
  g_assert_true (gtk_widget_get_visible (row));

  chl_add_form_submit (CHL_ADD_FORM (form));
  g_assert_nonnull (chl_add_form_get_error (CHL_ADD_FORM (form)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.providers)), ==, 0);

  adw_action_row_activate (ADW_ACTION_ROW (row));
  add (form);

  provider = chl_provider_list_find (fixture.providers, "custom");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://server.example/v1");
  g_assert_cmpstr (chl_provider_get_option (provider, CHL_OPTION_PLAIN_HTTP), ==, "yes");

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

/* Neither in what any widget says, nor behind an undo. */
static void
assert_no_trace (SettingsFixture *fixture,
                 GtkWidget       *form,
                 GtkWidget       *entry)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)));

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_widget_activate_action (text, "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_false (settings_fixture_shows (form, "do-not-show"));
  g_assert_false (settings_fixture_shows (GTK_WIDGET (fixture->window), "do-not-show"));
}

static void
test_key_leaves_no_trace (void)
{
  SettingsFixture fixture;
  GtkWidget      *form;
  GtkWidget      *entry;
  GtkText        *text;
  gboolean        is_added = FALSE;

  settings_fixture_open (&fixture);
  form = open_form (&fixture, "openai");
  g_signal_connect_swapped (form, "added", G_CALLBACK (added_cb), &is_added);

  chl_add_form_submit (CHL_ADD_FORM (form));
  g_assert_nonnull (chl_add_form_get_error (CHL_ADD_FORM (form)));
  type (form, "API Key", "two words");
  chl_add_form_submit (CHL_ADD_FORM (form));
  g_assert_nonnull (chl_add_form_get_error (CHL_ADD_FORM (form)));

  /* Also when it is peeked at, which is when text can be brought back. */
  entry = find_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW, "API Key");
  text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
  gtk_text_set_visibility (text, TRUE);
  type (form, "API Key", KEY);
  g_assert_true (settings_fixture_shows (form, "do-not-show"));
  chl_add_form_submit (CHL_ADD_FORM (form));
  assert_no_trace (&fixture, form, entry);

  chl_ui_test_wait (is_true, &is_added);
  assert_no_trace (&fixture, form, entry);
  g_assert_cmpint (chl_keys_get_state (chl_engine_get_keys (fixture.engine),
                                       chl_provider_list_find (fixture.providers, "openai")),
                   ==, CHL_KEY_KEPT);

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

static void
test_pasted_key (void)
{
  SettingsFixture fixture;
  GtkWidget      *page;
  GtkWidget      *entry;
  GtkWidget      *form;

  settings_fixture_open (&fixture);
  chl_settings_window_show_page (fixture.window, "add");
  page = settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL);
  entry = chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), KEY);
  form = chl_ui_test_find (page, CHL_TYPE_ADD_FORM, NULL);
  g_assert_nonnull (form);
  assert_no_trace (&fixture, form, entry);
  g_assert_false (gtk_widget_get_visible (find_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW, "API Key")));

  add (form);
  g_assert_nonnull (chl_provider_list_find (fixture.providers, "openai"));

  settings_fixture_close (&fixture);
}

static void
test_search (void)
{
  SettingsFixture fixture;
  GtkWidget      *page;
  GtkWidget      *entry;
  GtkWidget      *row;

  settings_fixture_open (&fixture);
  chl_settings_window_show_page (fixture.window, "add");
  page = settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL);
  entry = chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  /* By another name than the one that is shown. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "LLAMA.cpp");
  row = chl_ui_test_find (page, CHL_TYPE_FAMILY_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Custom");

  gtk_editable_set_text (GTK_EDITABLE (entry), "no such thing");
  g_assert_true (settings_fixture_shows (page, "No provider of that name. A server that speaks a known protocol can be added as a custom one."));
  row = chl_ui_test_find (page, CHL_TYPE_FAMILY_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Custom");

  gtk_editable_set_text (GTK_EDITABLE (entry), "openai");
  row = chl_ui_test_find (page, CHL_TYPE_FAMILY_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "OpenAI");

  settings_fixture_close (&fixture);
}

static gboolean
is_shown (GtkWidget  *page,
          const char *label)
{
  return chl_ui_test_find (page, GTK_TYPE_LABEL, label) != NULL;
}

/* Others have models of that name, and stand before it. */
static void
test_enter_takes_the_name (void)
{
  SettingsFixture fixture;
  GtkWidget      *page;
  GtkWidget      *entry;

  settings_fixture_open (&fixture);
  chl_settings_window_show_page (fixture.window, "add");
  page = settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL);
  entry = chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "qwe");
  g_assert_true (is_shown (page, "Groq"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (is_shown (page, "Add Qwen"));
  settings_fixture_close (&fixture);
}

static gboolean
has_focus (gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (user_data));

  return focus != NULL && gtk_widget_is_ancestor (focus, user_data);
}

/* Opened by a press of a button, it takes what is typed. */
static void
test_focus (void)
{
  SettingsFixture fixture;
  GtkWidget      *page;

  settings_fixture_open (&fixture);
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (fixture.window)));
  chl_settings_window_show_page (fixture.window, "add");
  page = settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL);
  chl_ui_test_wait (has_focus, chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL));
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  g_assert_true (has_focus (chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL)));
  settings_fixture_close (&fixture);
}

/* Which of several providers a key is of, is for the person to say. */
static void
test_whose_key (void)
{
  static const char key[] = "0123456789abcdef0123456789ABCDEF";
  SettingsFixture   fixture;
  GtkWidget        *page;
  GtkWidget        *entry;
  GtkWidget        *form;

  settings_fixture_open (&fixture);
  chl_settings_window_show_page (fixture.window, "add");
  page = settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL);
  entry = chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), key);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (is_shown (page, "Whose Key Is It?"));
  g_assert_true (is_shown (page, "OpenAI"));
  g_assert_false (is_shown (page, "Practice"));

  /* What is typed now is searched for, and the key is gone. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "open ai");
  g_assert_false (is_shown (page, "Whose Key Is It?"));
  g_signal_emit_by_name (entry, "activate");
  form = chl_ui_test_find (page, CHL_TYPE_ADD_FORM, NULL);
  g_assert_true (gtk_widget_get_visible (find_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW, "API Key")));

  gtk_editable_set_text (GTK_EDITABLE (entry), key);
  g_assert_true (is_shown (page, "Whose Key Is It?"));
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_false (is_shown (page, "Whose Key Is It?"));
  g_assert_true (is_shown (page, "Practice"));

  settings_fixture_close (&fixture);
}

/* A key that somebody types is not taken before all of it is there. */
static void
test_typed_key (void)
{
  static const char key[] = "0123456789abcdef0123456789ABCDEF";
  SettingsFixture   fixture;
  GtkWidget        *page;
  GtkWidget        *form;
  GtkEditable      *entry;

  settings_fixture_open (&fixture);
  chl_settings_window_show_page (fixture.window, "add");
  page = settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL);
  entry = GTK_EDITABLE (chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL));

  for (int at = 0; key[at] != '\0';)
    gtk_editable_insert_text (entry, key + at, 1, &at);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, key);

  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  g_assert_true (is_shown (page, "Whose Key Is It?"));
  g_assert_false (is_shown (page, "Practice"));

  /* The one that is chosen has it. */
  gtk_widget_activate (gtk_widget_get_ancestor (chl_ui_test_find (page, GTK_TYPE_LABEL, "OpenAI"),
                                                CHL_TYPE_FAMILY_ROW));
  form = chl_ui_test_find (page, CHL_TYPE_ADD_FORM, NULL);
  g_assert_nonnull (form);
  g_assert_false (gtk_widget_get_visible (find_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW, "API Key")));

  settings_fixture_close (&fixture);
}

/* Neither is an address a key, nor what is said in words. */
static void
test_no_key (void)
{
  static const char *const texts[] = {
    "https://models2.example.com:8080/v1",
    "models2.our-very-long-company.example.com",
    "a server of my own with 2 models",
    "openai-compatible-server",
    "0123456789",
  };
  SettingsFixture fixture;
  GtkWidget      *page;
  GtkWidget      *entry;

  settings_fixture_open (&fixture);
  chl_settings_window_show_page (fixture.window, "add");
  page = settings_fixture_find (&fixture, CHL_TYPE_ADD_PAGE, NULL);
  entry = chl_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("“%s”", texts[i]);
      gtk_editable_set_text (GTK_EDITABLE (entry), texts[i]);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, texts[i]);
      g_assert_false (is_shown (page, "Whose Key Is It?"));
    }

  settings_fixture_close (&fixture);
}

static gboolean
is_asking (gpointer user_data)
{
  return gtk_widget_get_visible (user_data);
}

/* A keyring that does not take the key costs nobody what was typed. */
static void
test_keyring_fails (void)
{
  SettingsFixture fixture;
  GtkWidget      *form;
  GtkWidget      *keep_row;
  GtkWidget      *button;
  gboolean        is_added = FALSE;

  settings_fixture_open (&fixture);
  /* Where the keyring's file should be there is a folder. */
  g_assert_cmpint (g_mkdir (g_getenv ("SECRET_FILE_TEST_PATH"), 0700), ==, 0);
  form = open_form (&fixture, "openai");
  g_signal_connect_swapped (form, "added", G_CALLBACK (added_cb), &is_added);
  keep_row = find_row (form, CHL_TYPE_KEEP_ROW, "");
  g_assert_false (gtk_widget_get_visible (keep_row));

  type (form, "API Key", KEY);
  chl_add_form_submit (CHL_ADD_FORM (form));
  chl_ui_test_wait (is_asking, keep_row);
  g_assert_false (is_added);
  g_assert_true (chl_keep_row_has_key (CHL_KEEP_ROW (keep_row)));
  g_assert_false (settings_fixture_shows (form, "do-not-show"));

  button = chl_ui_test_find (keep_row, GTK_TYPE_BUTTON, NULL);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  chl_ui_test_wait (is_true, &is_added);
  g_assert_false (gtk_widget_get_visible (keep_row));
  g_assert_false (chl_keep_row_has_key (CHL_KEEP_ROW (keep_row)));
  g_assert_cmpint (chl_keys_get_state (chl_engine_get_keys (fixture.engine),
                                       chl_provider_list_find (fixture.providers, "openai")),
                   ==, CHL_KEY_UNTIL_QUIT);

  g_object_unref (form);
  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/add-form/bad-addresses-have-a-sentence", test_bad_addresses);
  g_test_add_func ("/add-form/plain-http-is-asked", test_plain_http_is_asked);
  g_test_add_func ("/add-form/key-leaves-no-trace", test_key_leaves_no_trace);
  g_test_add_func ("/add-form/pasted-key-leads-to-its-family", test_pasted_key);
  g_test_add_func ("/add-form/search-by-alias", test_search);
  g_test_add_func ("/add-form/enter-takes-the-name", test_enter_takes_the_name);
  g_test_add_func ("/add-form/focus", test_focus);
  g_test_add_func ("/add-form/whose-key-it-is", test_whose_key);
  g_test_add_func ("/add-form/typed-key", test_typed_key);
  g_test_add_func ("/add-form/no-key", test_no_key);
  g_test_add_func ("/add-form/keyring-fails", test_keyring_fails);
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
