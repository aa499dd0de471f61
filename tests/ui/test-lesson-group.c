/* test-lesson-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-lesson-group.h"
#include "chl-lessons.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

static guint
count_rows (GtkWidget *root)
{
  guint n = ADW_IS_ACTION_ROW (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);

  return n;
}

static gboolean
is_forgotten (gpointer user_data)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "chatelaine", "providers.d",
                                            "home.json", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, user_data) == NULL;
}

static gboolean
is_kept (gpointer user_data)
{
  return !is_forgotten (user_data);
}

/* A row for each model; the group is there as long as there is one. */
static void
test_rows (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *group;
  GtkWidget      *row;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  g_assert_null (settings_fixture_find (&fixture, CHL_TYPE_LESSON_GROUP, NULL));

  chl_lessons_add (provider, "model-a", "without:temperature");
  chl_lessons_add (provider, "model-b", "without:temperature");
  chl_lessons_add (provider, "model-a", "without:top_p");
  group = settings_fixture_find (&fixture, CHL_TYPE_LESSON_GROUP, NULL);
  g_assert_nonnull (group);
  g_assert_cmpuint (count_rows (group), ==, 2);
  row = chl_ui_test_find (group, ADW_TYPE_ACTION_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "model-a");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "\n"));

  settings_fixture_close (&fixture);
}

/* What a server calls its models is never read as markup. */
static void
test_names (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *label;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_settings_window_show_page (fixture.window, "provider:home");
  chl_lessons_add (provider, "a<b & c", "without:temperature");
  label = chl_ui_test_find (settings_fixture_find (&fixture, CHL_TYPE_LESSON_GROUP, NULL),
                            GTK_TYPE_LABEL, "a<b & c");
  g_assert_nonnull (label);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "a<b & c");

  settings_fixture_close (&fixture);
}

/* Of one model at a time, in the file too; who works by keyboard goes on from where that was. */
static void
test_forget (void)
{
  SettingsFixture fixture;
  ChlProvider    *provider;
  GtkWidget      *group;
  GtkWidget      *button;
  GtkWidget      *focus;

  settings_fixture_open (&fixture);
  provider = settings_fixture_add (&fixture, "home", "http://localhost:9");
  chl_lessons_add (provider, "model-a", "without:temperature");
  chl_lessons_add (provider, "model-b", "without:temperature");
  chl_settings_window_show_page (fixture.window, "provider:home");
  chl_ui_test_wait_frames (GTK_WIDGET (fixture.window));
  group = settings_fixture_find (&fixture, CHL_TYPE_LESSON_GROUP, NULL);
  g_assert_cmpuint (count_rows (group), ==, 2);

  button = chl_ui_test_find (group, GTK_TYPE_BUTTON, NULL);
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_null (chl_lessons_get (provider, "model-a"));
  g_assert_nonnull (chl_lessons_get (provider, "model-b"));
  g_assert_cmpuint (count_rows (group), ==, 1);
  chl_ui_test_wait (is_forgotten, (gpointer) "model-a");
  chl_ui_test_wait (is_kept, (gpointer) "model-b");

  /* The one that is there now is the next to be forgotten. */
  focus = gtk_window_get_focus (GTK_WINDOW (fixture.window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, group));

  /* After the last one the focus is somewhere on the page, where it can be seen. */
  button = chl_ui_test_find (group, GTK_TYPE_BUTTON, NULL);
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_visible (group));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture.window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_mapped (focus));

  settings_fixture_close (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/lesson-group/rows", test_rows);
  g_test_add_func ("/lesson-group/names", test_names);
  g_test_add_func ("/lesson-group/forget", test_forget);
}

int
main (int    argc,
      char **argv)
{
  return settings_fixture_run (argc, argv, add_tests);
}
