/* test-ollama-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-fake-server.h"
#include "chl-key-row.h"
#include "chl-model-job.h"
#include "chl-model-line.h"
#include "chl-provider-page.h"
#include "chl-provider-row.h"
#include "chl-pull-group.h"
#include "chl-runtime-row.h"
#include "chl-runtimes.h"
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
  GtkWidget   *root;
  const char  *text;
  ChlRuntimes *runtimes; /* (nullable) looked at again and again */
  gboolean     is_probing;
} Sight;

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(gboolean *) user_data = FALSE;
}

/* A computer that is busy may not hear its own programs in the time that they are given. */
static gboolean
is_in_sight (gpointer user_data)
{
  Sight *sight = user_data;

  if (settings_fixture_shows (sight->root, sight->text))
    return TRUE;

  if (sight->runtimes != NULL && !sight->is_probing)
    {
      sight->is_probing = TRUE;
      chl_runtimes_probe_async (sight->runtimes, NULL, probed_cb, &sight->is_probing);
    }

  return FALSE;
}

static gboolean
is_not_probing (gpointer user_data)
{
  return !((Sight *) user_data)->is_probing;
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
wait_for_running (Fixture    *fixture,
                  GtkWidget  *root,
                  const char *text)
{
  Sight sight = { root, text, chl_engine_get_runtimes (fixture->settings.engine) };

  g_test_message ("waiting for “%s”", text);
  chl_ui_test_wait (is_in_sight, &sight);
  chl_ui_test_wait (is_not_probing, &sight);
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

  wait_for_running (fixture, row, "Running");
  wait_for_running (fixture, row, "Version 0.12.3");
  wait_for_running (fixture, row, "1 model");
  wait_for_running (fixture, row, "qwen3:8b loaded");
}

static void
test_page (Fixture      *fixture,
           gconstpointer user_data)
{
  GtkWidget *row;

  open_page (fixture, "ollama", fixture->address);
  wait_for_running (fixture, find (fixture, CHL_TYPE_SERVER_ROW),
                    "Running, version 0.12.3 · qwen3:8b loaded");

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

typedef struct
{
  ChlFakeServer *server;
  const char    *path;
} Asked;

static gboolean
was_asked (gpointer user_data)
{
  Asked *asked = user_data;

  for (guint i = 0; i < chl_fake_server_get_n_requests (asked->server); i++)
    if (g_str_equal (chl_fake_request_get_path (chl_fake_server_get_request (asked->server, i)),
                     asked->path))
      return TRUE;

  return FALSE;
}

static void
wait_for_request (Fixture    *fixture,
                  const char *path)
{
  Asked asked = { fixture->server, path };

  g_test_message ("waiting for %s", path);
  chl_ui_test_wait (was_asked, &asked);
}

static gboolean
has_no_job (gpointer user_data)
{
  return g_list_model_get_n_items (chl_model_job_get_all (user_data)) == 0;
}

#define PULLING(completed) \
  "{\"status\":\"pulling a\",\"digest\":\"sha256:a\",\"total\":8000000,\"completed\":" completed "}\n"

/* A name is typed, the bar fills, and Cancel ends it. */
static void
test_pull (Fixture      *fixture,
           gconstpointer user_data)
{
  ChlFakeAnswer *answer = chl_fake_server_add (fixture->server, "/api/pull", 200, CHL_FAKE_CHUNKED);
  ChlProvider   *provider;
  GtkWidget     *group;
  GtkWidget     *entry;
  GtkWidget     *bar;
  GtkWidget     *row;

  chl_fake_answer_add_text (answer, PULLING ("2000000"));
  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, PULLING ("6000000"));
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  open_page (fixture, "ollama", fixture->address);
  provider = chl_provider_list_find (fixture->settings.providers, "home");
  group = find (fixture, CHL_TYPE_PULL_GROUP);
  g_assert_nonnull (group);
  entry = chl_ui_test_find (group, ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), " tiny ");
  g_signal_emit_by_name (entry, "entry-activated");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  wait_for (group, "2.0\302\240MB of 8.0\302\240MB");
  g_assert_true (settings_fixture_shows (group, "tiny"));
  bar = find (fixture, GTK_TYPE_PROGRESS_BAR);
  g_assert_cmpfloat_with_epsilon (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), 0.25, 0.01);

  chl_fake_server_open_gate (fixture->server);
  wait_for (group, "6.0\302\240MB of 8.0\302\240MB");
  row = gtk_widget_get_ancestor (bar, ADW_TYPE_PREFERENCES_ROW);
  gtk_widget_activate (chl_ui_test_find (row, GTK_TYPE_BUTTON, NULL));
  chl_ui_test_wait (has_no_job, provider);
  g_assert_false (settings_fixture_shows (group, "tiny"));
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window); /* the list holds it */
    }

  return NULL;
}

static void
test_load_and_remove (Fixture      *fixture,
                      gconstpointer user_data)
{
  AdwMessageDialog *dialog;
  ChlProvider      *provider;
  GtkWidget        *line;

  chl_fake_server_add_json (fixture->server, "/api/generate", 200, "{\"done\":true}");
  chl_fake_server_add_json (fixture->server, "/api/delete", 200, "{}");
  open_page (fixture, "ollama", fixture->address);
  provider = chl_provider_list_find (fixture->settings.providers, "home");
  wait_for (find (fixture, CHL_TYPE_PROVIDER_PAGE), "8K of 40K");
  line = find (fixture, CHL_TYPE_MODEL_LINE);
  g_assert_true (gtk_widget_get_visible (chl_ui_test_find (line, GTK_TYPE_MENU_BUTTON, NULL)));

  gtk_widget_activate_action (line, "runtime.unload", "s", "qwen3:8b");
  wait_for_request (fixture, "/api/generate");
  chl_ui_test_wait (has_no_job, provider);

  /* Some gigabytes are not gone without a question. */
  gtk_widget_activate_action (line, "runtime.remove", "s", "qwen3:8b");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "cancel");
  adw_message_dialog_response (dialog, "remove");
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_for_request (fixture, "/api/delete");
  chl_ui_test_wait (has_no_job, provider);
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
  g_assert_cmpint (measure_height (line, 200), ==, measure_height (line, 320));
  g_assert_cmpint (measure_height (line, 320), >, measure_height (line, 900));

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
  ADD ("/ollama-page/pull", test_pull);
  ADD ("/ollama-page/load-and-remove", test_load_and_remove);
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
