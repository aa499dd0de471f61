/* test-ollama-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-fake-server.h"
#include "chl-key-row.h"
#include "chl-model-line.h"
#include "chl-provider-page.h"
#include "chl-provider-row.h"
#include "chl-runtime-row.h"
#include "chl-server-row.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

/* Source: https://github.com/ollama/ollama/blob/main/docs/api.md */
#define TAGS                                                                                 \
  "{\"models\":[{\"name\":\"qwen3:8b\",\"model\":\"qwen3:8b\",\"size\":5225388164,"          \
  "\"digest\":\"500a\",\"details\":{\"format\":\"gguf\",\"family\":\"qwen3\","               \
  "\"parameter_size\":\"8.2B\",\"quantization_level\":\"Q4_K_M\",\"context_length\":40960}," \
  "\"capabilities\":[\"completion\",\"tools\",\"thinking\"]}]}"
#define LOADED                                                                      \
  "{\"models\":[{\"name\":\"qwen3:8b\",\"model\":\"qwen3:8b\",\"size\":6654289920," \
  "\"digest\":\"500a\",\"expires_at\":\"2026-11-23T02:00:00Z\","                    \
  "\"size_vram\":6654289920,\"context_length\":8192}]}"

typedef struct
{
  SettingsFixture settings;
  ChlFakeServer  *server;
  char           *address;
} Fixture;

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Sight;

static gboolean
is_in_sight (gpointer user_data)
{
  Sight *sight = user_data;

  return settings_fixture_shows (sight->root, sight->text);
}

static void
wait_for (GtkWidget  *root,
          const char *text)
{
  Sight sight = { root, text };

  g_test_message ("waiting for “%s”", text);
  chl_ui_test_wait (is_in_sight, &sight);
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->server = chl_fake_server_new ();
  fixture->address = chl_fake_server_dup_address (fixture->server, "");
  chl_fake_server_add_json (fixture->server, "/api/tags", 200, TAGS);
  chl_fake_server_add_json (fixture->server, "/api/ps", 200, LOADED);
  chl_fake_server_add_json (fixture->server, "/api/version", 200, "{\"version\":\"0.12.3\"}");
  g_setenv ("OLLAMA_HOST", fixture->address, TRUE);
  settings_fixture_open (&fixture->settings);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  settings_fixture_close (&fixture->settings);
  chl_fake_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->address, g_free);
  g_unsetenv ("OLLAMA_HOST");
}

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return settings_fixture_find (&fixture->settings, type, NULL);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ChlProvider) provider = NULL;

  provider = chl_provider_list_add_finish (CHL_PROVIDER_LIST (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
open_page (Fixture    *fixture,
           const char *family,
           const char *endpoint)
{
  const ChlNewProvider what = { .family_id = family, .id = "home", .endpoint = endpoint };
  gboolean             is_added = FALSE;

  chl_provider_list_add_async (fixture->settings.providers, &what, NULL, added_cb, &is_added);
  chl_ui_test_wait (is_true, &is_added);
  chl_settings_window_show_page (fixture->settings.window, "provider:home");
}

static void
test_runtime (Fixture      *fixture,
              gconstpointer user_data)
{
  GtkWidget *row = find (fixture, CHL_TYPE_RUNTIME_ROW);

  wait_for (row, "Running");
  wait_for (row, "Version 0.12.3");
  wait_for (row, "1 model");
  wait_for (row, "qwen3:8b loaded");
}

static void
test_page (Fixture      *fixture,
           gconstpointer user_data)
{
  GtkWidget *row;

  open_page (fixture, "ollama", fixture->address);
  wait_for (find (fixture, CHL_TYPE_SERVER_ROW), "Running, version 0.12.3 · qwen3:8b loaded");

  /* Nothing is missing where no key is needed, until the server asks for one. */
  row = find (fixture, CHL_TYPE_KEY_ROW);
  wait_for (row, "Not required");
  g_assert_false (settings_fixture_shows (row, "No key yet"));
  chl_provider_set_state (chl_provider_list_find (fixture->settings.providers, "home"),
                          CHL_PROVIDER_NO_KEY, NULL, 0);
  g_assert_true (settings_fixture_shows (row, "No key yet"));
  g_assert_false (settings_fixture_shows (row, "Not required"));

  /* Of what it could read, what it was loaded with. */
  wait_for (find (fixture, CHL_TYPE_PROVIDER_PAGE), "8K of 40K");
}

static int
measure_height (GtkWidget *widget,
                int        width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static int
measure_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* Where there is no room beside the words there is some below them. */
static void
test_narrow (Fixture      *fixture,
             gconstpointer user_data)
{
  GtkWidget *row;
  GtkWidget *line;

  open_page (fixture, "ollama", fixture->address);
  wait_for (find (fixture, CHL_TYPE_PROVIDER_PAGE), "8K of 40K");
  line = find (fixture, CHL_TYPE_MODEL_LINE);
  g_assert_cmpint (measure_width (line), <=, 250);
  g_assert_cmpint (measure_height (line, 200), >, measure_height (line, 450));
  g_assert_cmpint (measure_height (line, 450), >, measure_height (line, 900));

  chl_settings_window_show_page (fixture->settings.window, "providers");
  row = find (fixture, CHL_TYPE_PROVIDER_ROW);
  g_assert_cmpint (measure_width (row), <=, 300);
  g_assert_cmpint (measure_height (row, 300), >, measure_height (row, 600) + 20);
}

/* A server elsewhere is none of this computer's programs. */
static void
test_elsewhere (Fixture      *fixture,
                gconstpointer user_data)
{
  open_page (fixture, "custom", "http://localhost:9");
  g_assert_nonnull (find (fixture, CHL_TYPE_PROVIDER_PAGE));
  g_assert_null (find (fixture, CHL_TYPE_SERVER_ROW));
  g_assert_true (settings_fixture_shows (find (fixture, CHL_TYPE_KEY_ROW), "Not required"));
}

static void
add_tests (void)
{
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ollama-page/runtime", test_runtime);
  ADD ("/ollama-page/page", test_page);
  ADD ("/ollama-page/narrow", test_narrow);
  ADD ("/ollama-page/elsewhere", test_elsewhere);
#undef ADD
}

int
main (int   argc,
      char *argv[])
{
  return settings_fixture_run (argc, argv, add_tests);
}
