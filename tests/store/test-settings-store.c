/* test-settings-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-json.h"
#include "store-calls.h"
#include "store-fixture.h"

typedef struct
{
  char             *folder; /* (owned) the settings folder's parent */
  char             *config; /* (owned) the settings folder, not there yet */
  ChlSettingsStore *store;  /* (owned) */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->config = g_build_filename (fixture->folder, "config", "chatelaine", NULL);
  fixture->store = chl_settings_store_new (fixture->config);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  fixture_release (fixture->store);
  g_free (fixture->config);
  fixture_remove_folder (fixture->folder);
}

static void
test_absent (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GPtrArray) files = call_load_all (fixture->store);
  g_autoptr(ChlSettingsFile) file = call_load (fixture->store, "roles");
  g_autofree char *list = fixture_list (fixture->folder);

  g_assert_cmpuint (files->len, ==, 0);
  g_assert_null (file->root);
  g_assert_no_error (file->error);
  g_assert_cmpstr (list, ==, "");
  g_assert_cmpstr (chl_settings_store_get_folder (fixture->store), ==, fixture->config);
}

static void
test_create_and_merge (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *text = NULL;
  g_autofree char *list = NULL;
  g_autoptr(ChlSettingsFile) file = NULL;

  g_assert_true (call_create (fixture->store, "providers.d/x",
                              "{\"name\": \"One\", \"gone\": 1, \"options\": {\"a\": 1}}", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_get_mode (fixture->config, "."), ==, 0700);
  g_assert_cmpuint (fixture_get_mode (fixture->config, "providers.d"), ==, 0700);
  g_assert_cmpuint (fixture_get_mode (fixture->config, "providers.d/x.json"), ==, 0600);

  merged = call_merge (fixture->store, "providers.d/x",
                       "{\"name\": \"Two\", \"gone\": null, \"options\": {\"b\": 2}}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (merged, ==,
                   "{\"name\":\"Two\",\"options\":{\"a\":1,\"b\":2},\"version\":1}");

  text = fixture_read (fixture->config, "providers.d/x.json");
  g_assert_true (g_str_has_suffix (text, "}\n"));
  file = call_load (fixture->store, "providers.d/x");
  g_assert_cmpstr (chl_json_get_string (file->root, "/name"), ==, "Two");
  list = fixture_list (fixture->folder);
  g_assert_cmpstr (list, ==, "config/chatelaine/providers.d/x.json");
}

static void
test_create_refuses (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char         *text = NULL;
  static const char *const names[] = { "../x", "A", "", "providers.d/../../x", "con/.." };

  fixture_write (fixture->config, "providers.d/x.json", "what is there");
  g_assert_false (call_create (fixture->store, "providers.d/x", "{}", &error));
  fixture_assert_error (error, CHL_ERROR_INVALID);
  text = fixture_read (fixture->config, "providers.d/x.json");
  g_assert_cmpstr (text, ==, "what is there");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) name_error = NULL;
      g_autoptr(GError) merge_error = NULL;
      g_autoptr(GError) remove_error = NULL;
      g_autofree char *list = NULL;

      g_test_message ("“%s”", names[i]);
      g_assert_false (call_create (fixture->store, names[i], "{}", &name_error));
      fixture_assert_error (name_error, CHL_ERROR_INVALID);
      g_assert_null (call_merge (fixture->store, names[i], "{}", &merge_error));
      fixture_assert_error (merge_error, CHL_ERROR_INVALID);
      g_assert_false (call_remove (fixture->store, names[i], &remove_error));
      fixture_assert_error (remove_error, CHL_ERROR_INVALID);
      g_assert_null (chl_settings_store_dup_path (fixture->store, names[i]));
      list = fixture_list (fixture->folder);
      g_assert_cmpstr (list, ==, "config/chatelaine/providers.d/x.json");
    }
}

static void
test_merge_makes_roles_but_no_provider (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *roles = call_merge (fixture->store, "roles", "{\"chat\": {}}", &error);
  g_autofree char *list = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (roles, ==, "{\"chat\":{},\"version\":1}");
  g_assert_null (call_merge (fixture->store, "providers.d/x", "{\"state\": 1}", &error));
  fixture_assert_error (error, CHL_ERROR_NOT_FOUND);
  list = fixture_list (fixture->config);
  g_assert_cmpstr (list, ==, "roles.json");
}

/* A file that is broken or newer is never touched, by no byte. */
static void
test_merge_leaves_alone (Fixture      *fixture,
                         gconstpointer data)
{
  static const struct
  {
    const char *text;
    int         code;
  } cases[] = {
    { "{\"name\": \"x\",\n", CHL_ERROR_BROKEN_FILE },
    { "", CHL_ERROR_BROKEN_FILE },
    { "[]", CHL_ERROR_BROKEN_FILE },
    { "{\"version\": 2, \"name\":   \"x\"}", CHL_ERROR_NEWER_FILE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%s", cases[i].text);
      fixture_write (fixture->config, "providers.d/x.json", cases[i].text);
      g_assert_null (call_merge (fixture->store, "providers.d/x", "{\"name\": \"y\"}", &error));
      fixture_assert_error (error, cases[i].code);
      after = fixture_read (fixture->config, "providers.d/x.json");
      g_assert_cmpstr (after, ==, cases[i].text);
    }
}

static void
test_hand_edits_and_unknown_members_survive (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *merged = NULL;

  fixture_write (fixture->config, "roles.json",
                 "\xef\xbb\xbf{\"of the future\": {\"deep\": [1, null, \"ü\"]},\r\n"
                 "\"a\": 1}\r\n\r\n");
  merged = call_merge (fixture->store, "roles", "{\"a\": 2}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (merged, ==,
                   "{\"of the future\":{\"deep\":[1,null,\"ü\"]},\"a\":2,\"version\":1}");
}

static void
test_links_are_followed (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->config, "roles.json", NULL);
  g_autofree char *merged = NULL;
  g_autofree char *text = NULL;
  g_autofree char *target = NULL;
  g_autofree char *list = NULL;
  g_autoptr(GError) error = NULL;

  fixture_write (fixture->config, "other", "");
  fixture_write (fixture->folder, "dotfiles/roles", "{\"a\": 1}");
  g_assert_cmpint (symlink ("../../dotfiles/roles", link), ==, 0);

  merged = call_merge (fixture->store, "roles", "{\"b\": 2}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (merged, ==, "{\"a\":1,\"b\":2,\"version\":1}");
  target = g_file_read_link (link, NULL);
  g_assert_cmpstr (target, ==, "../../dotfiles/roles");
  text = fixture_read (fixture->folder, "dotfiles/roles");
  g_assert_nonnull (strstr (text, "\"b\""));

  g_assert_true (call_remove (fixture->store, "roles", &error));
  list = fixture_list (fixture->folder);
  g_assert_cmpstr (list, ==, "config/chatelaine/other dotfiles/roles");
}

static void
test_remove (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *list = NULL;

  fixture_write (fixture->config, "providers.d/broken.json", "{");
  fixture_write (fixture->config, "providers.d/newer.json", "{\"version\": 9}");
  g_assert_true (call_remove (fixture->store, "providers.d/broken", &error));
  g_assert_true (call_remove (fixture->store, "providers.d/newer", &error));
  g_assert_true (call_remove (fixture->store, "providers.d/never-was", &error));
  g_assert_no_error (error);
  list = fixture_list (fixture->folder);
  g_assert_cmpstr (list, ==, "");
}

static void
test_load_all (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *name;
    gboolean    has_root;
    int         code; /* -1: good */
  } expected[] = {
    { "providers.d/Bad", FALSE, CHL_ERROR_INVALID },
    { "providers.d/a", TRUE, -1 },
    { "providers.d/broken", FALSE, CHL_ERROR_BROKEN_FILE },
    { "providers.d/newer", TRUE, CHL_ERROR_NEWER_FILE },
    { "roles", TRUE, -1 },
  };
  g_autoptr(GPtrArray) files = NULL;

  fixture_write (fixture->config, "roles.json", "{}");
  fixture_write (fixture->config, "providers.d/Bad.json", "{}");
  fixture_write (fixture->config, "providers.d/a.json", "{}");
  fixture_write (fixture->config, "providers.d/broken.json", "{");
  fixture_write (fixture->config, "providers.d/newer.json", "{\"version\": 7}");
  fixture_write (fixture->config, "providers.d/.a.json.new", "{");
  files = call_load_all (fixture->store);

  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < files->len; i++)
    {
      ChlSettingsFile *file = g_ptr_array_index (files, i);

      g_test_message ("%s", file->name);
      g_assert_cmpstr (file->name, ==, expected[i].name);
      g_assert_cmpint (file->root != NULL, ==, expected[i].has_root);
      if (expected[i].code < 0)
        g_assert_no_error (file->error);
      else
        fixture_assert_error (file->error, expected[i].code);
    }
}

static void
test_too_large_is_not_written (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *filling = g_strnfill (4 * 1024 * 1024, 'x');
  g_autofree char *patch = g_strdup_printf ("{\"a\": \"%s\"}", filling);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  fixture_write (fixture->config, "roles.json", "{}");
  g_assert_null (call_merge (fixture->store, "roles", patch, &error));
  fixture_assert_error (error, CHL_ERROR_LIMIT);
  text = fixture_read (fixture->config, "roles.json");
  g_assert_cmpstr (text, ==, "{}");
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = chl_json_parse ("{}", -1, NULL);
  g_autofree char *list = NULL;

  g_cancellable_cancel (cancellable);
  chl_settings_store_create_async (fixture->store, "roles", root, cancellable, fixture_result_cb,
                                   &slot);
  result = fixture_wait (&slot);
  g_assert_false (chl_settings_store_create_finish (fixture->store, result, &error));
  g_assert_true (chl_error_is_cancellation (error));
  list = fixture_list (fixture->folder);
  g_assert_cmpstr (list, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "absent", test_absent },
    { "create-and-merge", test_create_and_merge },
    { "create-refuses", test_create_refuses },
    { "merge-makes-roles-but-no-provider", test_merge_makes_roles_but_no_provider },
    { "merge-leaves-alone", test_merge_leaves_alone },
    { "hand-edits-and-unknown-members-survive", test_hand_edits_and_unknown_members_survive },
    { "links-are-followed", test_links_are_followed },
    { "remove", test_remove },
    { "load-all", test_load_all },
    { "too-large-is-not-written", test_too_large_is_not_written },
    { "cancelled", test_cancelled },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/settings-store/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }

  return g_test_run ();
}
