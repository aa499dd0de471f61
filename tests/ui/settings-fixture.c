/* settings-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "settings-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "chl-ui-test.h"

typedef struct
{
  gboolean     is_done;
  ChlProvider *provider; /* (owned) (nullable) */
} Call;

static gboolean
is_done (gpointer user_data)
{
  return ((Call *) user_data)->is_done;
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  chl_engine_start_finish (CHL_ENGINE (object), result, &error);
  g_assert_no_error (error);
  ((Call *) user_data)->is_done = TRUE;
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Call *call = user_data;
  g_autoptr(GError) error = NULL;

  call->provider = chl_provider_list_add_finish (CHL_PROVIDER_LIST (object), result, &error);
  g_assert_no_error (error);
  call->is_done = TRUE;
}

/* Each test begins with nothing configured; after the last one nothing is left. */
static void
remove_inside (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_inside (path);
      g_remove (path);
    }
}

/**
 * settings_fixture_run:
 * @argc: the program's
 * @argv: the program's
 * @add_tests: adds the tests
 *
 * Runs tests with folders of their own. Not by way of G_TEST_OPTION_ISOLATE_DIRS: without the
 * system's data no icon is known to be SVG, and the rows of libadwaita are full of them.
 *
 * Returns: what main() shall return
 */
int
settings_fixture_run (int    argc,
                      char **argv,
                      void (*add_tests) (void))
{
  g_autofree char *folder = g_dir_make_tmp ("chatelaine-settings-XXXXXX", NULL);
  g_autofree char *config = g_build_filename (folder, "config", NULL);
  g_autofree char *data = g_build_filename (folder, "data", NULL);
  g_autofree char *cache = g_build_filename (folder, "cache", NULL);
  g_autofree char *keyring = g_build_filename (folder, "keyring", NULL);
  int              result;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_unsetenv ("OPENAI_API_KEY");

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  add_tests ();
  result = g_test_run ();

  remove_inside (folder);
  g_rmdir (folder);

  return result;
}

/**
 * settings_fixture_start:
 * @fixture: to be filled
 *
 * Starts the engine, which stays on this computer. There is no window: it costs more than all that
 * most tests do in it.
 */
void
settings_fixture_start (SettingsFixture *fixture)
{
  Call call = { FALSE, NULL };

  remove_inside (g_get_user_config_dir ());
  remove_inside (g_get_user_data_dir ());
  remove_inside (g_get_user_cache_dir ());
  g_remove (g_getenv ("SECRET_FILE_TEST_PATH"));

  fixture->world = chl_world_new ();
  fixture->engine = chl_world_get_engine (fixture->world);
  fixture->providers = chl_engine_get_providers (fixture->engine);
  chl_engine_start_async (fixture->engine, NULL, started_cb, &call);
  chl_ui_test_wait (is_done, &call);
  /* Providers that a test adds are looked at, and none of them is to be asked for it. */
  chl_engine_set_local_only (fixture->engine, TRUE);
  fixture->window = NULL;
}

/**
 * settings_fixture_open:
 * @fixture: to be filled
 *
 * Starts the engine as settings_fixture_start() does, and shows its settings.
 */
void
settings_fixture_open (SettingsFixture *fixture)
{
  settings_fixture_start (fixture);
  fixture->window = g_object_ref (chl_settings_window_new (fixture->engine));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

/* The window goes, and nothing holds on to it. */
void
settings_fixture_close_window (SettingsFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_ui_test_finalize (g_steal_pointer (&fixture->window));
}

void
settings_fixture_close (SettingsFixture *fixture)
{
  if (fixture->window != NULL)
    settings_fixture_close_window (fixture);
  chl_engine_shut_down (fixture->engine);
  chl_ui_test_settle ();
  g_clear_object (&fixture->world);
}

/**
 * settings_fixture_add:
 * @fixture: an open one
 * @id: of the provider
 * @endpoint: its address
 *
 * Returns: (transfer none): a new custom provider
 */
ChlProvider *
settings_fixture_add (SettingsFixture *fixture,
                      const char      *id,
                      const char      *endpoint)
{
  const ChlNewProvider what = { .family_id = "custom", .id = id, .name = id, .endpoint = endpoint };
  Call                 call = { FALSE, NULL };

  chl_provider_list_add_async (fixture->providers, &what, NULL, added_cb, &call);
  chl_ui_test_wait (is_done, &call);
  g_object_unref (call.provider);

  return chl_provider_list_find (fixture->providers, id);
}

/**
 * settings_fixture_add_model:
 * @provider: whose model
 * @id: the provider's name for it
 * @use: what it is for
 * @is_on: whether it is on
 *
 * Returns: (transfer none): the model
 */
ChlModel *
settings_fixture_add_model (ChlProvider *provider,
                            const char  *id,
                            ChlModelUse  use,
                            gboolean     is_on)
{
  g_autoptr(ChlModel) model = chl_model_new (chl_provider_get_id (provider), id);

  chl_model_set_use (model, use);
  chl_model_set_enabled (model, is_on);
  chl_provider_add_model (provider, model);

  return chl_provider_find_model (provider, id);
}

GtkWidget *
settings_fixture_find (SettingsFixture *fixture,
                       GType            type,
                       const char      *label)
{
  return chl_ui_test_find (GTK_WIDGET (fixture->window), type, label);
}

static gboolean
has_text (GObject    *object,
          const char *property,
          const char *text)
{
  GParamSpec      *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), property);
  g_autofree char *value = NULL;

  if (pspec == NULL || pspec->value_type != G_TYPE_STRING || (pspec->flags & G_PARAM_READABLE) == 0)
    return FALSE;

  g_object_get (object, property, &value, NULL);

  return value != NULL && strstr (value, text) != NULL;
}

/**
 * settings_fixture_shows:
 * @root: where to look
 * @text: what to look for
 *
 * Returns: whether any widget, shown or hidden, has @text in anything that it says
 */
gboolean
settings_fixture_shows (GtkWidget  *root,
                        const char *text)
{
  static const char *const properties[] = {
    "label", "text", "title", "subtitle", "description", "tooltip-text", "tooltip-markup",
    "placeholder-text", NULL
  };

  for (guint i = 0; properties[i] != NULL; i++)
    if (has_text (G_OBJECT (root), properties[i], text))
      return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (settings_fixture_shows (child, text))
      return TRUE;

  return FALSE;
}
