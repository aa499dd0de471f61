/* test-model-trial.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-fake-server.h"
#include "chl-model-page.h"
#include "chl-model-trial-group.h"
#include "chl-provider-page.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

#define CHAT "/v1/chat/completions"
#define EMBEDDINGS "/v1/embeddings"
#define HELLO                                                                              \
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello you.\"},"               \
  "\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":9," \
  "\"completion_tokens\":3}}\n\ndata: [DONE]\n\n"
#define BLIND "{\"error\":{\"message\":\"it is blind\",\"type\":\"invalid_request_error\"}}"

typedef struct
{
  SettingsFixture settings;
  ChlFakeServer  *server;   /* (owned) */
  ChlProvider    *provider; /* (unowned) */
  ChlModel       *model;    /* (unowned) */
  GtkWidget      *window;   /* (owned) (nullable) with nothing but the group */
  GtkWidget      *group;    /* (unowned) */
} Fixture;

static void
add_model (Fixture    *self,
           ChlModelUse use)
{
  g_autofree char *address = chl_fake_server_dup_address (self->server, "/v1");

  self->provider = settings_fixture_add (&self->settings, "home", address);
  self->model = settings_fixture_add_model (self->provider, "one", use, FALSE);
}

/* The group alone. */
static void
open_model (Fixture    *self,
            ChlModelUse use)
{
  memset (self, 0, sizeof *self);
  self->server = chl_fake_server_new ();
  settings_fixture_start (&self->settings);
  add_model (self, use);

  self->window = g_object_ref (gtk_window_new ());
  self->group = g_object_new (CHL_TYPE_MODEL_TRIAL_GROUP, NULL);
  chl_model_trial_group_set_model (CHL_MODEL_TRIAL_GROUP (self->group), self->settings.engine,
                                   self->provider, self->model);
  gtk_window_set_child (GTK_WINDOW (self->window), self->group);
  gtk_window_present (GTK_WINDOW (self->window));
}

/* The page that it is on. */
static void
open_page (Fixture    *self,
           ChlModelUse use)
{
  memset (self, 0, sizeof *self);
  self->server = chl_fake_server_new ();
  settings_fixture_open (&self->settings);
  add_model (self, use);
  chl_settings_window_show_page (self->settings.window, "provider:home#model:one");
  chl_ui_test_wait_frames (GTK_WIDGET (self->settings.window));
  chl_ui_test_settle ();
  self->group = settings_fixture_find (&self->settings, CHL_TYPE_MODEL_TRIAL_GROUP, NULL);
  g_assert_nonnull (self->group);
}

static void
close_model (Fixture *self)
{
  if (self->window != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self->window));
      chl_ui_test_finalize (g_steal_pointer (&self->window));
    }
  settings_fixture_close (&self->settings);
  chl_fake_server_stop (self->server);
  g_clear_object (&self->server);
}

typedef struct
{
  GtkWidget  *root;
  const char *text;
  gboolean    is_shown;
} Sight;

static gboolean
is_in_sight (gpointer user_data)
{
  Sight *sight = user_data;

  return settings_fixture_shows (sight->root, sight->text) == sight->is_shown;
}

static void
wait_for (GtkWidget  *root,
          const char *text)
{
  Sight sight = { root, text, TRUE };

  g_test_message ("waiting for “%s”", text);
  chl_ui_test_wait (is_in_sight, &sight);
}

static void
wait_until_gone (GtkWidget  *root,
                 const char *text)
{
  Sight sight = { root, text, FALSE };

  g_test_message ("waiting until “%s” is gone", text);
  chl_ui_test_wait (is_in_sight, &sight);
}

/* Of those that are not hidden. */
static GtkWidget *
find_button (Fixture    *self,
             const char *text)
{
  GtkWidget *label = chl_ui_test_find (self->group, GTK_TYPE_LABEL, text);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

static void
press (Fixture    *self,
       const char *label)
{
  GtkWidget *button = find_button (self, label);

  g_test_message ("%s", label);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* Those to the model; the provider's page asks for the list by itself. */
static guint
count_requests (Fixture *self)
{
  guint n = 0;

  for (guint i = 0; i < chl_fake_server_get_n_requests (self->server); i++)
    {
      const char *path = chl_fake_request_get_path (chl_fake_server_get_request (self->server, i));

      n += g_str_equal (path, CHAT) || g_str_equal (path, EMBEDDINGS) ? 1 : 0;
    }

  return n;
}

static gboolean
can_forget (gpointer user_data)
{
  return find_button (user_data, "Forget") != NULL;
}

static gboolean
was_asked (gpointer user_data)
{
  return count_requests (user_data) > 0;
}

/* Whether who asked the model has hung up. */
static gboolean
was_left (gpointer user_data)
{
  Fixture *self = user_data;

  for (guint i = 0; i < chl_fake_server_get_n_requests (self->server); i++)
    {
      ChlFakeRequest *request = chl_fake_server_get_request (self->server, i);

      if (g_str_equal (chl_fake_request_get_path (request), CHAT) &&
          chl_fake_request_is_left (request))
        return TRUE;
    }

  return FALSE;
}

/* Before a button is pressed nothing is sent, and it is said what would be. */
static void
test_try (void)
{
  Fixture self;

  open_model (&self, CHL_MODEL_USE_CHAT);
  chl_fake_answer_add_text (chl_fake_server_add_events (self.server, CHAT), HELLO);
  g_assert_true (settings_fixture_shows (self.group, "Sends one short question"));
  g_assert_true (settings_fixture_shows (self.group, "up to 5 short requests"));
  g_assert_cmpuint (count_requests (&self), ==, 0);

  press (&self, "Try");
  wait_for (self.group, "Hello you.");
  g_assert_true (settings_fixture_shows (self.group, "9 in, 3 out"));
  g_assert_true (settings_fixture_shows (self.group, "Sends one short question"));
  g_assert_nonnull (find_button (&self, "Try"));
  g_assert_cmpuint (count_requests (&self), ==, 1);
  close_model (&self);
}

static void
test_cancel (void)
{
  Fixture        self;
  ChlFakeAnswer *answer;

  open_model (&self, CHL_MODEL_USE_CHAT);
  answer = chl_fake_server_add_events (self.server, CHAT);
  chl_fake_answer_set_then (answer, CHL_FAKE_HANG);
  press (&self, "Try");
  g_assert_true (settings_fixture_shows (self.group, "Waiting for the first word"));
  chl_ui_test_wait (was_asked, &self);
  press (&self, "Cancel");
  g_assert_true (settings_fixture_shows (self.group, "Sends one short question"));
  chl_ui_test_wait (was_left, &self);

  press (&self, "Probe");
  press (&self, "Cancel");
  wait_for (self.group, "Stopped");
  g_assert_null (find_button (&self, "Cancel"));

  /* What is under way ends with the page. */
  press (&self, "Try");
  press (&self, "Probe");
  close_model (&self);
}

/* A failure is a sentence, the provider's own words, and what helps. */
static void
test_failure (void)
{
  Fixture self;

  open_model (&self, CHL_MODEL_USE_CHAT);
  chl_fake_server_add_json (self.server, CHAT, 500, "{\"error\":{\"message\":\"it <b>broke\"}}");
  chl_fake_answer_add_text (chl_fake_server_add_events (self.server, CHAT), HELLO);
  press (&self, "Try");
  wait_for (self.group, "had a problem of its own");
  g_assert_true (settings_fixture_shows (self.group, "it <b>broke"));
  g_assert_cmpuint (count_requests (&self), ==, 1);
  press (&self, "Try Again");
  wait_for (self.group, "Hello you.");
  g_assert_false (settings_fixture_shows (self.group, "had a problem of its own"));
  close_model (&self);
}

/* What is to be mended elsewhere leads there. */
static void
test_leave (void)
{
  Fixture self;

  open_page (&self, CHL_MODEL_USE_CHAT);
  chl_fake_server_add_json (self.server, CHAT, 401, "{\"error\":{\"message\":\"who are you\"}}");
  press (&self, "Probe");
  wait_for (self.group, "asks for a key");
  g_assert_true (settings_fixture_shows (self.group, "Not asked"));
  g_assert_cmpuint (count_requests (&self), ==, 1);
  press (&self, "Show Provider");
  wait_until_gone (GTK_WIDGET (self.settings.window), "Ask What It Can Do");
  close_model (&self);
}

/* What is certain is on the page at once, is there the next time, and can be forgotten. */
static void
test_probe (void)
{
  Fixture self;

  open_page (&self, CHL_MODEL_USE_CHAT);
  chl_fake_answer_add_text (chl_fake_server_add_events (self.server, CHAT), HELLO);
  chl_fake_answer_add_text (chl_fake_server_add_events (self.server, CHAT), HELLO);
  chl_fake_server_add_json (self.server, CHAT, 400, BLIND);
  g_assert_false (can_forget (&self));
  press (&self, "Probe");
  wait_for (self.group, "The server refused it: “it is blind”");
  chl_ui_test_wait (can_forget, &self);
  g_assert_true (settings_fixture_shows (self.group, "The answer came piece by piece"));
  g_assert_true (settings_fixture_shows (self.group, "the model did not call it"));
  g_assert_nonnull (chl_model_get_probed (self.model));
  g_assert_cmpuint (count_requests (&self), ==, 3);

  chl_settings_window_show_page (self.settings.window, "providers");
  chl_settings_window_show_page (self.settings.window, "provider:home#model:one");
  chl_ui_test_wait_frames (GTK_WIDGET (self.settings.window));
  chl_ui_test_settle ();
  self.group = settings_fixture_find (&self.settings, CHL_TYPE_MODEL_TRIAL_GROUP, NULL);
  g_assert_true (settings_fixture_shows (self.group, "Found by an earlier probe"));

  g_assert_true (can_forget (&self));
  press (&self, "Forget");
  g_assert_false (settings_fixture_shows (self.group, "Found by an earlier probe"));
  g_assert_false (can_forget (&self));
  g_assert_true (chl_capabilities_is_empty (chl_model_get_probed (self.model)));
  g_assert_cmpuint (count_requests (&self), ==, 3);
  close_model (&self);
}

static void
test_embedding (void)
{
  Fixture self;

  open_model (&self, CHL_MODEL_USE_EMBEDDING);
  chl_fake_server_add_json (self.server, EMBEDDINGS, 200,
                            "{\"data\":[{\"index\":0,\"embedding\":[1,0.5,2]}]}");
  g_assert_true (settings_fixture_shows (self.group, "Sends one short text"));
  g_assert_true (settings_fixture_shows (self.group, "with 1 short request"));
  press (&self, "Try");
  wait_for (self.group, "3 numbers");
  press (&self, "Probe");
  chl_ui_test_wait (can_forget, &self);
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_capabilities (self.model),
                                             CHL_FIELD_EMBEDDING_DIMENSIONS),
                   ==, 3);
  close_model (&self);
}

static void
add_tests (void)
{
  g_test_add_func ("/model-trial/try", test_try);
  g_test_add_func ("/model-trial/cancel", test_cancel);
  g_test_add_func ("/model-trial/failure", test_failure);
  g_test_add_func ("/model-trial/leave", test_leave);
  g_test_add_func ("/model-trial/probe", test_probe);
  g_test_add_func ("/model-trial/embedding", test_embedding);
}

int
main (int    argc,
      char **argv)
{
  return settings_fixture_run (argc, argv, add_tests);
}
