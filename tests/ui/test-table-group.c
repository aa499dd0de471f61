/* test-table-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-parts.h"
#include "chl-privacy-page.h"
#include "chl-table-group.h"
#include "chl-ui-test.h"
#include "registry-keeper-fixture.h"
#include "settings-fixture.h"

/* The group in a window, with a small table, and a server that answers for models.dev. */
typedef struct
{
  KeeperFixture base;
  GtkWidget    *window;
  GtkWidget    *group;
} GroupFixture;

static void
set_up (GroupFixture *self,
        gconstpointer data)
{
  g_autoptr(ChlRegistryKeeper) keeper = NULL;

  keeper_fixture_set_up (&self->base, NULL);
  keeper = keeper_fixture_new_keeper (&self->base, self->base.base->engine);
  chl_engine_set_registry_keeper (self->base.base->engine, keeper);

  self->group = g_object_new (CHL_TYPE_TABLE_GROUP, NULL);
  chl_table_group_set_engine (CHL_TABLE_GROUP (self->group), self->base.base->engine);
  self->window = g_object_ref (gtk_window_new ());
  gtk_window_set_child (GTK_WINDOW (self->window), self->group);
  gtk_window_present (GTK_WINDOW (self->window));
  chl_ui_test_wait_frames (self->group);
}

static void
tear_down (GroupFixture *self,
           gconstpointer data)
{
  g_object_ref (self->group);
  gtk_window_destroy (GTK_WINDOW (self->window));
  chl_ui_test_finalize (g_steal_pointer (&self->window));
  chl_ui_test_finalize (g_steal_pointer (&self->group));
  keeper_fixture_tear_down (&self->base, NULL);
}

/* Returns: (nullable): a button that is there for all to see */
static GtkWidget *
find_button (GroupFixture *self,
             const char   *label)
{
  GtkWidget *found = chl_ui_test_find (self->group, GTK_TYPE_LABEL, label);

  return found != NULL ? gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON) : NULL;
}

static void
press (GroupFixture *self,
       const char   *label)
{
  GtkWidget *button = find_button (self, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_at_rest (gpointer user_data)
{
  return find_button (user_data, "Cancel") == NULL;
}

static void
wait (GroupFixture *self)
{
  chl_ui_test_wait (is_at_rest, self);
}

static void
assert_says (GroupFixture *self,
             const char   *words)
{
  g_test_message ("%s", words);
  g_assert_true (settings_fixture_shows (self->group, words));
}

static void
test_shows (GroupFixture *self,
            gconstpointer data)
{
  assert_says (self, "As of 2 July 2026");
  assert_says (self, "Came with the program, with additions up to 1 November 2026");
  assert_says (self, "asks models.dev");
  g_assert_nonnull (find_button (self, "Refresh"));
  g_assert_null (find_button (self, "Go Back"));
  g_assert_cmpuint (chl_fake_server_get_n_connections (self->base.base->server), ==, 0);
}

/* What it changed is said. */
static void
test_refreshes (GroupFixture *self,
                gconstpointer data)
{
  keeper_fixture_answer (&self->base, self->base.sample, "\"one\"");
  press (self, "Refresh");
  g_assert_nonnull (find_button (self, "Cancel"));
  assert_says (self, "Asking models.dev");
  wait (self);
  assert_says (self, "Refreshed from models.dev");
  assert_says (self, "The last refresh added 6 rows, changed 6 and took 0 away");
  assert_says (self, "The one that came with the program");

  keeper_fixture_begin_answer (&self->base, 304, CHL_FAKE_LENGTH);
  press (self, "Refresh");
  wait (self);
  assert_says (self, "models.dev says nothing new");
}

static gboolean
is_back (gpointer user_data)
{
  return find_button (user_data, "Go Back") == NULL;
}

static void
test_goes_back (GroupFixture *self,
                gconstpointer data)
{
  keeper_fixture_answer (&self->base, self->base.sample, "\"one\"");
  press (self, "Refresh");
  wait (self);
  press (self, "Go Back");
  chl_ui_test_wait (is_back, self);
  assert_says (self, "Came with the program");
  assert_says (self, "The older table is in use again");
}

static gboolean
is_asked (gpointer user_data)
{
  GroupFixture *self = user_data;

  return chl_fake_server_get_n_requests (self->base.base->server) > 0;
}

static void
test_cancel (GroupFixture *self,
             gconstpointer data)
{
  ChlFakeAnswer *answer = keeper_fixture_begin_answer (&self->base, 200, CHL_FAKE_CHUNKED);

  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_text (answer, "{");
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  press (self, "Refresh");
  chl_ui_test_wait (is_asked, self);
  press (self, "Cancel");
  wait (self);
  assert_says (self, "Came with the program");
  g_assert_null (find_button (self, "Try Again"));
}

/* One sentence and one action; nothing has changed, and trying again helps when it can. */
static void
test_failure (GroupFixture *self,
              gconstpointer data)
{
  keeper_fixture_begin_answer (&self->base, 500, CHL_FAKE_LENGTH);
  press (self, "Refresh");
  wait (self);
  assert_says (self, "models.dev could not give its list (status 500); try again later");
  assert_says (self, "Came with the program");

  keeper_fixture_answer (&self->base, "{\"anthropic\": 7}", NULL);
  press (self, "Try Again");
  wait (self);
  assert_says (self, "Came with the program");

  keeper_fixture_answer (&self->base, self->base.sample, NULL);
  press (self, "Try Again");
  wait (self);
  assert_says (self, "Refreshed from models.dev");
  g_assert_null (find_button (self, "Try Again"));
}

static void
test_metered (GroupFixture *self,
              gconstpointer data)
{
  keeper_fixture_set_metered (&self->base, TRUE);
  keeper_fixture_answer (&self->base, self->base.sample, NULL);
  press (self, "Refresh");
  assert_says (self, "paid by the byte");
  g_assert_cmpuint (chl_fake_server_get_n_connections (self->base.base->server), ==, 0);

  press (self, "Refresh Anyway");
  wait (self);
  assert_says (self, "Refreshed from models.dev");
}

static void
test_stays_here (GroupFixture *self,
                 gconstpointer data)
{
  chl_engine_set_local_only (self->base.base->engine, TRUE);
  assert_says (self, "Nothing may leave this computer");
  g_assert_false (gtk_widget_get_sensitive (find_button (self, "Refresh")));
  g_assert_nonnull (find_button (self, "Open Privacy"));

  chl_engine_set_local_only (self->base.base->engine, FALSE);
  g_assert_true (gtk_widget_get_sensitive (find_button (self, "Refresh")));
  g_assert_null (find_button (self, "Open Privacy"));
}

/* Another program refreshes it while nobody looks. */
static void
test_beside (GroupFixture *self,
             gconstpointer data)
{
  gtk_widget_set_visible (self->window, FALSE);
  keeper_fixture_refresh_to (&self->base, self->base.sample, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  chl_ui_test_wait_frames (self->group);
  assert_says (self, "Refreshed from models.dev");
}

static gboolean
is_counted (gpointer page)
{
  return settings_fixture_shows (page, "1 request, ");
}

/* One that cannot be read: a sentence, and a button that mends it. */
static void
test_damaged (GroupFixture *self,
              gconstpointer data)
{
  gtk_widget_set_visible (self->window, FALSE);
  chl_fixture_write_file (self->base.base, KEEPER_TABLE, "no table");
  chl_registry_keeper_reload (chl_engine_get_registry_keeper (self->base.base->engine));
  gtk_window_present (GTK_WINDOW (self->window));
  chl_ui_test_wait_frames (self->group);
  assert_says (self, "The refreshed table of models is damaged");
  assert_says (self, "Came with the program");
  keeper_fixture_answer (&self->base, self->base.sample, NULL);
  press (self, "Refresh");
  wait (self);
  assert_says (self, "Refreshed from models.dev");
  g_assert_false (settings_fixture_shows (self->group, "damaged"));
}

/* Whoever was asked is named where everybody is who was. */
static void
test_privacy (GroupFixture *self,
              gconstpointer data)
{
  ChlPrivacyPage *page = g_object_ref_sink (g_object_new (CHL_TYPE_PRIVACY_PAGE, NULL));
  GtkWidget      *window = g_object_ref (gtk_window_new ());

  chl_privacy_page_set_engine (page, self->base.base->engine);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait_frames (GTK_WIDGET (page));
  g_assert_false (settings_fixture_shows (GTK_WIDGET (page), "models.dev"));

  gtk_widget_set_visible (window, FALSE);
  keeper_fixture_begin_answer (&self->base, 500, CHL_FAKE_LENGTH);
  press (self, "Refresh");
  wait (self);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait (is_counted, page);
  g_assert_true (settings_fixture_shows (GTK_WIDGET (page), "models.dev"));
  g_assert_true (settings_fixture_shows (GTK_WIDGET (page), "asked for just now"));

  gtk_window_destroy (GTK_WINDOW (window));
  chl_ui_test_finalize (window);
  chl_ui_test_finalize (page);
}

static void
add_tests (void)
{
  static const struct
  {
    const char *path;
    void (*func) (GroupFixture *self,
                  gconstpointer data);
  } tests[] = {
    { "shows", test_shows },
    { "refreshes", test_refreshes },
    { "goes-back", test_goes_back },
    { "cancel", test_cancel },
    { "failure", test_failure },
    { "metered", test_metered },
    { "stays-here", test_stays_here },
    { "beside", test_beside },
    { "damaged", test_damaged },
    { "privacy", test_privacy },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/table-group/", tests[i].path, NULL);

      g_test_add (path, GroupFixture, NULL, set_up, tests[i].func, tear_down);
    }
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
