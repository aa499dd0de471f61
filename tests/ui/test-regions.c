/* test-regions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-check-row.h"
#include "chl-endpoint-row.h"
#include "chl-fake-server.h"
#include "chl-keys.h"
#include "chl-option-group.h"
#include "chl-secret-store.h"
#include "chl-site.h"
#include "chl-ui-test.h"
#include "settings-fixture.h"

#define KEY "sk-0123456789abcdef0123456789"
#define N_REGIONS 3

/* Milliseconds. */
#define KEYRING_TIMEOUT 20000

/* Source: https://platform.kimi.ai/docs/api/errors */
#define REFUSAL                                                                                  \
  "{\"error\":{\"message\":\"Invalid Authentication\",\"type\":\"invalid_authentication_error\"" \
  "}}"
#define MODELS \
  "{\"object\":\"list\",\"data\":[{\"id\":\"big-1\",\"object\":\"model\",\"owned_by\":\"lab\"}]}"

/* A family whose regions are servers on this computer. */
typedef struct
{
  SettingsFixture   settings;
  ChlFakeServer    *servers[N_REGIONS];
  char             *endpoints[N_REGIONS];
  ChlProviderClass *klass;
  const ChlFamily  *facts;
  ChlFamily         family;
  ChlSite           sites[N_REGIONS + 2];
  ChlProvider      *provider; /* (unowned) */
} Fixture;

static const char *const regions[N_REGIONS] = { "international", "china", "us" };

/* --- Waiting --- */

typedef struct
{
  GtkWidget  *root;
  const char *label;
} Sight;

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  if (!gtk_widget_get_visible (root))
    return NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_in_sight (gpointer user_data)
{
  Sight *sight = user_data;

  return find_button (sight->root, sight->label) != NULL;
}

static void
press (Fixture    *fixture,
       const char *label)
{
  Sight sight = { GTK_WIDGET (fixture->settings.window), label };

  g_test_message ("waiting for “%s”", label);
  chl_ui_test_wait (is_in_sight, &sight);
  g_signal_emit_by_name (find_button (sight.root, label), "clicked");
}

static gboolean
is_connected (gpointer user_data)
{
  Fixture   *fixture = user_data;
  GtkWidget *row = settings_fixture_find (&fixture->settings, CHL_TYPE_CHECK_ROW, NULL);

  return !chl_check_row_is_running (CHL_CHECK_ROW (row)) &&
         chl_provider_get_state (fixture->provider) == CHL_PROVIDER_CONNECTED;
}

static gboolean
has_come_home (gpointer user_data)
{
  Fixture         *fixture = user_data;
  g_autofree char *home = chl_provider_dup_origin (fixture->provider);

  return g_strcmp0 (chl_provider_get_key_origin (fixture->provider), home) == 0 &&
         g_str_equal (chl_provider_get_endpoint (fixture->provider), fixture->endpoints[0]);
}

/* --- The keyring --- */

typedef struct
{
  gboolean   is_done;
  ChlSecret *secret; /* (owned) (nullable) */
} Call;

static gboolean
is_done (gpointer user_data)
{
  return ((Call *) user_data)->is_done;
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Call          *call = user_data;
  ChlSecretState state;

  call->secret = chl_secret_store_lookup_finish (CHL_SECRET_STORE (object), result, &state, NULL);
  call->is_done = TRUE;
}

/* Whether the keyring has a key for the server of a region. */
static gboolean
is_kept_for (Fixture *fixture,
             guint    region)
{
  g_autofree char *origin = g_strdup (fixture->endpoints[region]);
  g_autoptr(ChlSecretStore) secrets = chl_secret_store_new (KEYRING_TIMEOUT);
  Call           call = { FALSE, NULL };
  ChlSecretPlace place = { chl_provider_get_id (fixture->provider), "key", origin,
                           NULL };
  gboolean       is_there;

  *strstr (origin, "/v1") = '\0';
  chl_secret_store_lookup_async (secrets, &place, FALSE, NULL, looked_up_cb, &call);
  chl_ui_test_wait (is_done, &call);
  is_there = call.secret != NULL;
  g_clear_pointer (&call.secret, chl_secret_unref);

  return is_there;
}

static void
key_set_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  chl_keys_change_finish (CHL_KEYS (object), result, &error);
  g_assert_no_error (error);
  ((Call *) user_data)->is_done = TRUE;
}

/* --- The fixture --- */

static void
set_up_family (Fixture    *fixture,
               const char *family_id,
               guint       n_regions)
{
  fixture->klass = g_type_class_ref (chl_engine_find_family (family_id));
  fixture->facts = fixture->klass->family;
  fixture->family = *fixture->facts;
  for (guint i = 0; i < n_regions; i++)
    {
      fixture->servers[i] = chl_fake_server_new ();
      fixture->endpoints[i] = chl_fake_server_dup_address (fixture->servers[i], "/v1");
      fixture->sites[i] = (ChlSite){ regions[i], "standard", fixture->endpoints[i], NULL };
    }
  fixture->sites[n_regions] = (ChlSite){ NULL, fixture->facts->options[1].choices[1].value,
                                         fixture->endpoints[0], NULL };
  fixture->family.sites = fixture->sites;
  fixture->family.endpoint = fixture->endpoints[0];
  fixture->klass->family = &fixture->family;
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
  ((Call *) user_data)->is_done = TRUE;
}

/* A provider with a key for the first region, on its page. */
static void
set_up (Fixture    *fixture,
        const char *family_id,
        guint       n_regions)
{
  const ChlNewProvider what = { .family_id = family_id, .id = "here" };
  g_autoptr(ChlSecret) secret = chl_secret_new (KEY, -1);
  Call call = { FALSE, NULL };

  *fixture = (Fixture){ 0 };
  set_up_family (fixture, family_id, n_regions);
  settings_fixture_open (&fixture->settings);

  chl_provider_list_add_async (fixture->settings.providers, &what, NULL, added_cb, &call);
  chl_ui_test_wait (is_done, &call);
  fixture->provider = chl_provider_list_find (fixture->settings.providers, "here");

  call.is_done = FALSE;
  chl_keys_set_async (chl_engine_get_keys (fixture->settings.engine), fixture->provider, secret,
                      FALSE, NULL, key_set_cb, &call);
  chl_ui_test_wait (is_done, &call);
}

static void
open_page (Fixture *fixture)
{
  chl_settings_window_show_page (fixture->settings.window, "provider:here");
}

static void
refuse (Fixture *fixture,
        guint    region)
{
  chl_fake_server_add_json (fixture->servers[region], "/v1/models", 401, REFUSAL);
}

static void
accept (Fixture *fixture,
        guint    region)
{
  chl_fake_server_add_json (fixture->servers[region], "/v1/models", 200, MODELS);
}

static void
tear_down (Fixture *fixture)
{
  settings_fixture_close (&fixture->settings);
  fixture->klass->family = fixture->facts;
  g_type_class_unref (fixture->klass);
  for (guint i = 0; i < N_REGIONS && fixture->servers[i] != NULL; i++)
    {
      chl_fake_server_stop (fixture->servers[i]);
      g_object_unref (fixture->servers[i]);
      g_free (fixture->endpoints[i]);
    }
}

/* Whether any request that a server had came with the key. */
static gboolean
had_key (Fixture *fixture,
         guint    region)
{
  for (guint i = 0; i < chl_fake_server_get_n_requests (fixture->servers[region]); i++)
    {
      ChlFakeRequest *request = chl_fake_server_get_request (fixture->servers[region], i);

      if (g_strcmp0 (chl_fake_request_get_header (request, "Authorization"), "Bearer " KEY) == 0)
        return TRUE;
    }

  return FALSE;
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (ADW_IS_COMBO_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static AdwComboRow *
find_choice (Fixture    *fixture,
             const char *title)
{
  GtkWidget *group = settings_fixture_find (&fixture->settings, CHL_TYPE_OPTION_GROUP, NULL);

  return ADW_COMBO_ROW (find_row (group, title));
}

static const char *
get_endpoint_words (Fixture *fixture)
{
  GtkWidget *row = settings_fixture_find (&fixture->settings, CHL_TYPE_ENDPOINT_ROW, NULL);

  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row));
}

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  return settings_fixture_shows (GTK_WIDGET (fixture->settings.window), text);
}

/* --- Tests --- */

/* Pressing the button says that the key is for there; it is for nowhere else from then on. */
static void
test_the_other_one (void)
{
  Fixture fixture;

  set_up (&fixture, "kimi", 2);
  refuse (&fixture, 0);
  accept (&fixture, 1);
  open_page (&fixture);
  press (&fixture, "Check");

  g_assert_null (find_button (GTK_WIDGET (fixture.settings.window), "Try Region “International”"));
  press (&fixture, "Try Region “China”");
  g_assert_true (had_key (&fixture, 0));
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture.servers[1]), ==, 0);

  chl_ui_test_wait (is_connected, &fixture);
  g_assert_true (had_key (&fixture, 1));
  g_assert_cmpstr (chl_provider_get_option (fixture.provider, CHL_OPTION_REGION), ==, "china");
  g_assert_cmpuint (adw_combo_row_get_selected (find_choice (&fixture, "Region")), ==, 1);
  g_assert_cmpstr (get_endpoint_words (&fixture), ==, fixture.endpoints[1]);
  g_assert_true (says (&fixture, "The key is good in the region “China”"));
  g_assert_false (is_kept_for (&fixture, 0));
  g_assert_true (is_kept_for (&fixture, 1));
  g_assert_null (find_button (GTK_WIDGET (fixture.settings.window), "Try Region “International”"));

  tear_down (&fixture);
}

/* A key that nobody takes is for where it was given for, and there is no going round in circles. */
static void
test_no_one (void)
{
  Fixture fixture;

  set_up (&fixture, "kimi", 2);
  refuse (&fixture, 0);
  refuse (&fixture, 1);
  open_page (&fixture);
  press (&fixture, "Check");
  press (&fixture, "Try Region “China”");

  /* Pressing it leads to the key; the region is again what it was. */
  press (&fixture, "Enter Key");
  chl_ui_test_wait (has_come_home, &fixture);
  g_assert_true (says (&fixture, "refused the key in every region; “International” is set again"));
  g_assert_null (chl_provider_get_option (fixture.provider, CHL_OPTION_REGION));
  g_assert_cmpint (chl_provider_get_state (fixture.provider), ==, CHL_PROVIDER_KEY_REFUSED);
  g_assert_cmpstr (get_endpoint_words (&fixture), ==, fixture.endpoints[0]);

  /* Checking once more begins anew. */
  press (&fixture, "Check");
  press (&fixture, "Try Region “China”");

  tear_down (&fixture);
}

static void
test_the_third_one (void)
{
  Fixture fixture;

  set_up (&fixture, "qwen", 3);
  refuse (&fixture, 0);
  refuse (&fixture, 1);
  accept (&fixture, 2);
  open_page (&fixture);
  press (&fixture, "Check");
  press (&fixture, "Try Region “China”");
  press (&fixture, "Try Region “United States”");
  chl_ui_test_wait (is_connected, &fixture);
  g_assert_cmpstr (chl_provider_get_option (fixture.provider, CHL_OPTION_REGION), ==, "us");
  g_assert_true (is_kept_for (&fixture, 2));
  g_assert_false (is_kept_for (&fixture, 0));
  g_assert_false (is_kept_for (&fixture, 1));

  tear_down (&fixture);
}

/* Who chooses the region from the list was not asked about the key, and is. */
static void
test_by_hand (void)
{
  Fixture fixture;

  set_up (&fixture, "kimi", 2);
  refuse (&fixture, 0);
  accept (&fixture, 1);
  open_page (&fixture);
  adw_combo_row_set_selected (find_choice (&fixture, "Region"), 1);
  press (&fixture, "Send It There");
  g_assert_false (had_key (&fixture, 1));
  g_assert_true (is_kept_for (&fixture, 0));

  chl_ui_test_wait (is_connected, &fixture);
  g_assert_true (had_key (&fixture, 1));
  g_assert_false (is_kept_for (&fixture, 0));
  g_assert_false (had_key (&fixture, 0));

  tear_down (&fixture);
}

/* Where a plan has one address for all, the region says which, instead of what it cannot keep. */
static void
test_plan_without_region (void)
{
  Fixture fixture;

  set_up (&fixture, "kimi", 2);
  accept (&fixture, 0);
  open_page (&fixture);
  g_assert_null (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_choice (&fixture, "Region"))),
                         fixture.endpoints[0]));
  adw_combo_row_set_selected (find_choice (&fixture, "Region"), 1);
  adw_combo_row_set_selected (find_choice (&fixture, "Plan"), 1);
  g_assert_cmpstr (get_endpoint_words (&fixture), ==, fixture.endpoints[0]);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_choice (&fixture, "Region"))),
                            fixture.endpoints[0]));
  chl_ui_test_wait (is_connected, &fixture);

  tear_down (&fixture);
}

static void
add_tests (void)
{
  g_test_add_func ("/regions/the-other-one", test_the_other_one);
  g_test_add_func ("/regions/no-one", test_no_one);
  g_test_add_func ("/regions/the-third-one", test_the_third_one);
  g_test_add_func ("/regions/by-hand", test_by_hand);
  g_test_add_func ("/regions/plan-without-region", test_plan_without_region);
}

int
main (int    argc,
      char **argv)
{
  return settings_fixture_run (argc, argv, add_tests);
}
