/* test-provider-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-keys.h"
#include "chl-lessons.h"
#include "chl-provider-list-private.h"

#define FILE_OF(id) "config/providers.d/" id ".json"

static ChlProvider *
add (ChlFixture *self,
     const char *family_id,
     const char *id,
     const char *name)
{
  const ChlNewProvider what = {
    .family_id = family_id,
    .id = id,
    .name = name,
    .endpoint = g_str_equal (family_id, "custom") ? "http://127.0.0.1:9" : NULL,
  };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_fixture_add (self, &what, &error);

  g_assert_no_error (error);

  return provider;
}

static ChlProvider *
find (ChlFixture *self,
      const char *id)
{
  return chl_provider_list_find (chl_engine_get_providers (self->engine), id);
}

static JsonNode *
read_json (ChlFixture *self,
           const char *name)
{
  g_autofree char *text = chl_fixture_read_file (self, name);
  g_autoptr(GError) error = NULL;
  JsonNode *root = chl_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return root;
}

static void
assert_order (ChlFixture        *self,
              const char *const *ids)
{
  GListModel *list = G_LIST_MODEL (chl_engine_get_providers (self->engine));

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, g_strv_length ((GStrv) ids));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (list, i);

      g_assert_cmpstr (chl_provider_get_id (provider), ==, ids[i]);
    }
}

static void
test_ids (void)
{
  static const char *const wrong[] = { "../x", "", "A", "a b", "/etc", "-a", ".", "ä" };
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  g_autofree char *free_id = NULL;
  g_autofree char *long_id = g_strnfill (64, 'a');
  g_autofree char *long_free = NULL;

  add (self, "openai", NULL, NULL);
  add (self, "openai", NULL, NULL);
  add (self, "openai", NULL, NULL);
  g_assert_nonnull (find (self, "openai"));
  g_assert_nonnull (find (self, "openai-2"));
  g_assert_nonnull (find (self, "openai-3"));

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const ChlNewProvider what = { .family_id = "openai", .id = wrong[i] };
      g_autoptr(GError) error = NULL;

      g_test_message ("id “%s”", wrong[i]);
      g_assert_null (chl_fixture_add (self, &what, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
    }

  add (self, "openai", long_id, NULL);
  long_free = chl_provider_list_dup_free_id (chl_engine_get_providers (self->engine), long_id);
  g_assert_true (chl_provider_is_valid_id (long_free));
  g_assert_cmpstr (long_free, !=, long_id);

  /* One that is being removed still holds its id. */
  chl_provider_list_hide (chl_engine_get_providers (self->engine), find (self, "openai-2"));
  free_id = chl_provider_list_dup_free_id (chl_engine_get_providers (self->engine), "openai-2");
  g_assert_cmpstr (free_id, ==, "openai-2-2");
}

static void
test_refuses_what_makes_no_sense (void)
{
  static const char *const    no_equals[] = { "name", NULL };
  static const char *const    secret[] = { "api_key=sk-0123456789abcdef", NULL };
  static const ChlNewProvider rows[] = {
    { .family_id = "nobody" },
    { .family_id = "custom" },
    { .family_id = "custom", .endpoint = "http://user:s3same@host/" },
    { .family_id = "custom", .endpoint = "http://127.0.0.1:70000" },
    { .family_id = "openai", .options = no_equals },
    { .family_id = "openai", .options = secret },
  };
  static const char *const none[] = { NULL };
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("row %u", i);
      g_assert_null (chl_fixture_add (self, &rows[i], &error));
      g_assert_cmpint (error->domain, ==, CHL_ERROR);
      g_assert_true (error->code == CHL_ERROR_INVALID || error->code == CHL_ERROR_ADDRESS);
      g_assert_null (strstr (error->message, "s3same"));
    }

  assert_order (self, none);
}

static void
test_is_in_the_order_of_names (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  ChlProviderList *list = chl_engine_get_providers (self->engine);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  guint place = 0;
  guint removed = 0;
  guint added = 0;

  add (self, "openai", "b", "Birch");
  add (self, "openai", "c", "Cedar");
  add (self, "openai", "a", "Alder");
  assert_order (self, (const char *const[]){ "a", "b", "c", NULL });

  gt_signal_logger_connect (logger, list, "items-changed");
  chl_provider_set_name (find (self, "a"), "Zelkova");
  assert_order (self, (const char *const[]){ "b", "c", "a", NULL });
  gt_signal_logger_assert_emission_pop (logger, list, "items-changed", &place, &removed, &added);
  g_assert_cmpuint (removed, ==, added);
  chl_provider_set_name (find (self, "a"), "Zelkova tree");
  gt_signal_logger_assert_no_emissions (logger);
}

static void
test_what_was_set_is_there_after_a_restart (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = add (self, "custom", "lab", "Lab");
  ChlModel    *model;

  chl_fixture_add_model (provider, "m/with:all");
  chl_provider_set_option (provider, CHL_OPTION_PLAIN_HTTP, "yes");
  chl_provider_set_enabled (provider, FALSE);
  chl_provider_set_state (provider, CHL_PROVIDER_KEY_REFUSED, "It said no.", 42);
  g_assert_true (chl_fixture_save (self, provider, &error));
  g_assert_no_error (error);
  add (self, "practice", NULL, NULL);

  chl_fixture_restart (self);
  provider = find (self, "lab");
  model = chl_provider_find_model (provider, "m/with:all");
  g_assert_cmpstr (chl_provider_get_name (provider), ==, "Lab");
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://127.0.0.1:9/v1");
  g_assert_cmpstr (chl_provider_get_option (provider, CHL_OPTION_PLAIN_HTTP), ==, "yes");
  g_assert_false (chl_provider_is_enabled (provider));
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_OFF);
  chl_provider_set_enabled (provider, TRUE);
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_KEY_REFUSED);
  g_assert_cmpstr (chl_provider_get_detail (provider), ==, "It said no.");
  g_assert_cmpint (chl_provider_get_checked_us (provider), ==, 42);
  g_assert_true (chl_model_is_enabled (model));
  g_assert_null (chl_provider_get_endpoint (find (self, "practice")));
}

static void
test_two_programs_change_one_file (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  g_autoptr(ChlFixture) other = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = NULL;

  add (self, "custom", "lab", "Lab");
  other = chl_fixture_new_beside (self);

  /* Both change before either hears of the other. */
  chl_provider_set_name (find (self, "lab"), "Mine");
  chl_fixture_add_model (find (self, "lab"), "m1");
  chl_provider_set_enabled (find (other, "lab"), FALSE);
  chl_fixture_add_model (find (other, "lab"), "m2");
  g_assert_true (chl_fixture_save (self, find (self, "lab"), &error));
  g_assert_no_error (error);
  g_assert_true (chl_fixture_save (other, find (other, "lab"), &error));
  g_assert_no_error (error);

  root = read_json (self, FILE_OF ("lab"));
  g_assert_cmpstr (chl_json_get_string (root, "/name"), ==, "Mine");
  g_assert_nonnull (chl_json_get (root, "/models/m1"));
  g_assert_nonnull (chl_json_get (root, "/models/m2"));

  /* And each hears of the other. */
  g_assert_cmpstr (chl_provider_get_name (find (other, "lab")), ==, "Mine");
  CHL_FIXTURE_UNTIL (!chl_provider_is_enabled (find (self, "lab")));
  g_assert_nonnull (chl_provider_find_model (find (self, "lab"), "m2"));
}

/* Of one model, of which a later version knows more. */
static void
test_two_learn_at_once (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  g_autoptr(ChlFixture) other = NULL;
  g_autoptr(JsonNode) root = NULL;

  chl_fixture_write_file (self, FILE_OF ("lab"),
                          "{\"version\": 1, \"family\": \"openai\", \"learned\":"
                          " {\"m\": {\"later-word\": true, \"without:seed\": true}}}");
  chl_fixture_restart (self);
  other = chl_fixture_new_beside (self);

  chl_lessons_add (find (self, "lab"), "m", "without:top_p");
  chl_lessons_add (find (other, "lab"), "m", "system-role");
  g_assert_true (chl_fixture_save (self, find (self, "lab"), NULL));
  g_assert_true (chl_fixture_save (other, find (other, "lab"), NULL));

  root = read_json (self, FILE_OF ("lab"));
  g_assert_nonnull (chl_json_get (root, "/learned/m/later-word"));
  g_assert_nonnull (chl_json_get (root, "/learned/m/without:seed"));
  g_assert_nonnull (chl_json_get (root, "/learned/m/without:top_p"));
  g_assert_nonnull (chl_json_get (root, "/learned/m/system-role"));

  /* What is forgotten is forgotten whole. */
  chl_lessons_forget (find (other, "lab"), NULL);
  g_assert_true (chl_fixture_save (other, find (other, "lab"), NULL));
  g_clear_pointer (&root, json_node_unref);
  root = read_json (self, FILE_OF ("lab"));
  g_assert_null (chl_json_get (root, "/learned/m"));
}

static void
test_a_hand_edit_shows (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  g_autofree char *path = NULL;
  ChlProvider     *provider = add (self, "custom", "lab", "Lab");

  chl_fixture_write_file (self, FILE_OF ("lab"),
                          "{\"version\": 1, \"family\": \"custom\", \"name\": \"By hand\","
                          " \"endpoint\": \"http://127.0.0.1:10/v1\"}");
  CHL_FIXTURE_UNTIL (g_strcmp0 (chl_provider_get_name (find (self, "lab")), "By hand") == 0);
  g_assert_true (find (self, "lab") == provider);
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "http://127.0.0.1:10/v1");

  chl_fixture_write_file (self, FILE_OF ("new"), "{\"version\": 1, \"family\": \"practice\"}");
  CHL_FIXTURE_UNTIL (find (self, "new") != NULL);

  path = g_build_filename (self->folder, FILE_OF ("new"), NULL);
  g_unlink (path);
  CHL_FIXTURE_UNTIL (find (self, "new") == NULL);
}

/* What is not written yet is newer than what somebody else wrote beside it. */
static void
test_a_hand_edit_takes_nothing_back (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = NULL;
  ChlProvider *provider = add (self, "custom", "lab", "Lab");

  chl_provider_set_name (provider, "Mine");
  chl_provider_set_state (provider, CHL_PROVIDER_CONNECTED, NULL, 7);
  chl_fixture_write_file (self, FILE_OF ("lab"),
                          "{\"version\": 1, \"family\": \"custom\", \"name\": \"Lab\", \"x\": 1,"
                          " \"endpoint\": \"http://127.0.0.1:10/v1\"}");
  CHL_FIXTURE_UNTIL (g_str_has_suffix (chl_provider_get_endpoint (provider), ":10/v1"));
  g_assert_cmpstr (chl_provider_get_name (provider), ==, "Mine");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);

  g_assert_true (chl_fixture_save (self, provider, &error));
  g_assert_no_error (error);
  root = read_json (self, FILE_OF ("lab"));
  g_assert_cmpstr (chl_json_get_string (root, "/name"), ==, "Mine");
  g_assert_cmpstr (chl_json_get_string (root, "/endpoint"), ==, "http://127.0.0.1:10/v1");
  g_assert_nonnull (chl_json_get (root, "/x"));
}

static void
test_broken_files_are_shown_and_left_alone (void)
{
  static const struct
  {
    const char *text;
    const char *word;
  } rows[] = {
    { "{\n  \"version\": 1,\n  oops\n}\n", "3" },
    { "", NULL },
    { "[1]", NULL },
    { "{\"version\": 1, \"family\": \"nobody\"}", "nobody" },
    { "{\"version\": 1, \"family\": \"custom\", \"endpoint\": \"http://u:p@h\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      ChlProvider     *provider;

      g_test_message ("%s", rows[i].text);
      chl_fixture_write_file (self, FILE_OF ("lab"), rows[i].text);
      chl_fixture_restart (self);
      provider = find (self, "lab");
      g_assert_nonnull (provider);
      g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_BROKEN_FILE);
      g_assert_nonnull (chl_provider_get_detail (provider));
      if (rows[i].word != NULL)
        g_assert_nonnull (strstr (chl_provider_get_detail (provider), rows[i].word));

      chl_provider_set_name (provider, "New");
      g_assert_false (chl_fixture_save (self, provider, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE);
      text = chl_fixture_read_file (self, FILE_OF ("lab"));
      g_assert_cmpstr (text, ==, rows[i].text);

      /* Mended, it is what it was meant to be. */
      chl_fixture_write_file (self, FILE_OF ("lab"), "{\"version\": 1, \"family\": \"openai\"}");
      CHL_FIXTURE_UNTIL (chl_provider_get_state (find (self, "lab")) == CHL_PROVIDER_UNCHECKED);
    }
}

static void
test_newer_files_are_used_and_left_alone (void)
{
  static const char text[] = "{\"version\": 99, \"family\": \"openai\", \"name\": \"Later\"}";
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  g_autoptr(GError) error = NULL;
  g_autofree char *after = NULL;

  chl_fixture_write_file (self, FILE_OF ("lab"), text);
  chl_fixture_restart (self);
  g_assert_cmpstr (chl_provider_get_name (find (self, "lab")), ==, "Later");
  g_assert_nonnull (chl_provider_get_detail (find (self, "lab")));

  chl_provider_set_name (find (self, "lab"), "Now");
  g_assert_false (chl_fixture_save (self, find (self, "lab"), &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_NEWER_FILE);
  after = chl_fixture_read_file (self, FILE_OF ("lab"));
  g_assert_cmpstr (after, ==, text);
}

static void
test_removal_can_be_undone (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  ChlProviderList *list = chl_engine_get_providers (self->engine);
  g_autoptr(ChlProvider) provider = g_object_ref (chl_fixture_add_provider (self));
  g_autofree char *text = NULL;

  chl_provider_list_hide (list, provider);
  g_assert_null (find (self, "lab"));
  text = chl_fixture_read_file (self, FILE_OF ("lab"));
  g_assert_nonnull (text);
  chl_provider_list_unhide (list, provider);
  chl_provider_list_unhide (list, provider);
  g_assert_true (find (self, "lab") == provider);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);

  /* A crash before it is final restores it. */
  chl_provider_list_hide (list, provider);
  g_clear_object (&provider);
  chl_fixture_restart (self);
  g_assert_nonnull (find (self, "lab"));
}

static void
test_removal_leaves_nothing (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = g_object_ref (chl_fixture_add_provider (self));
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *cache = NULL;
  g_autofree char *keyring = NULL;

  chl_fixture_ignore_leaks (TRUE);
  chl_fixture_set_key (self, provider, "sk-removal-0123456789");
  chl_fixture_write_file (self, "cache/models/lab.json", "{\"models\": []}");
  keyring = chl_fixture_read_file (self, "keyring");
  g_assert_nonnull (keyring);

  chl_provider_list_hide (chl_engine_get_providers (self->engine), provider);
  g_assert_true (chl_fixture_remove (self, provider, &error));
  g_assert_no_error (error);
  chl_fixture_ignore_leaks (FALSE);
  file = chl_fixture_read_file (self, FILE_OF ("lab"));
  g_assert_null (file);
  cache = chl_fixture_read_file (self, "cache/models/lab.json");
  g_assert_null (cache);
  g_assert_null (find (self, "lab"));

  /* The next one of that name has no key, not even if its file says so. */
  chl_fixture_add_provider (self);
  g_assert_cmpint (chl_keys_get_state (chl_engine_get_keys (self->engine), find (self, "lab")), ==,
                   CHL_KEY_NONE);
}

static void
test_a_removal_that_fails_comes_back (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  ChlProviderList *list = chl_engine_get_providers (self->engine);
  g_autoptr(ChlProvider) provider = g_object_ref (chl_fixture_add_provider (self));
  g_autofree char *path = g_build_filename (self->folder, "keyring", NULL);
  g_autofree char *file = NULL;
  g_autoptr(GError) error = NULL;

  chl_fixture_ignore_leaks (TRUE);
  chl_fixture_set_key (self, provider, "sk-removal-0123456789");
  chl_fixture_write_file (self, "keyring", "this is no keyring");
  chl_provider_list_hide (list, provider);
  g_assert_false (chl_fixture_remove (self, provider, &error));
  chl_fixture_ignore_leaks (FALSE);
  g_assert_cmpint (error->domain, ==, CHL_ERROR);
  g_assert_true (find (self, "lab") == provider);
  file = chl_fixture_read_file (self, FILE_OF ("lab"));
  g_assert_nonnull (file);
}

/* Somebody else removed it while the undo was offered here. */
static void
test_nothing_to_undo (void)
{
  g_autoptr(ChlFixture) self = chl_fixture_new (TRUE);
  ChlProviderList *list = chl_engine_get_providers (self->engine);
  g_autoptr(ChlProvider) provider = g_object_ref (chl_fixture_add_provider (self));
  g_autoptr(ChlFixture) other = chl_fixture_new_beside (self);
  g_autoptr(GError) error = NULL;

  chl_provider_list_hide (list, provider);
  g_assert_true (chl_fixture_remove (other, find (other, "lab"), &error));
  g_assert_no_error (error);

  CHL_FIXTURE_UNTIL (!chl_provider_list_is_taken (list, "lab"));
  chl_provider_list_unhide (list, provider);
  g_assert_null (find (self, "lab"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/provider-list/ids", test_ids);
  g_test_add_func ("/provider-list/refuses-what-makes-no-sense", test_refuses_what_makes_no_sense);
  g_test_add_func ("/provider-list/is-in-the-order-of-names", test_is_in_the_order_of_names);
  g_test_add_func ("/provider-list/what-was-set-is-there-after-a-restart",
                   test_what_was_set_is_there_after_a_restart);
  g_test_add_func ("/provider-list/two-change-one-file", test_two_programs_change_one_file);
  g_test_add_func ("/provider-list/two-learn-at-once", test_two_learn_at_once);
  g_test_add_func ("/provider-list/a-hand-edit-shows", test_a_hand_edit_shows);
  g_test_add_func ("/provider-list/a-hand-edit-takes-nothing-back",
                   test_a_hand_edit_takes_nothing_back);
  g_test_add_func ("/provider-list/broken-files-are-shown-and-left-alone",
                   test_broken_files_are_shown_and_left_alone);
  g_test_add_func ("/provider-list/newer-files-are-used-and-left-alone",
                   test_newer_files_are_used_and_left_alone);
  g_test_add_func ("/provider-list/removal-can-be-undone", test_removal_can_be_undone);
  g_test_add_func ("/provider-list/removal-leaves-nothing", test_removal_leaves_nothing);
  g_test_add_func ("/provider-list/a-removal-that-fails-comes-back",
                   test_a_removal_that_fails_comes_back);
  g_test_add_func ("/provider-list/nothing-to-undo", test_nothing_to_undo);

  return g_test_run ();
}
