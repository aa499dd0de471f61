/* test-settings-processes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-json.h"
#include "store-calls.h"
#include "store-fixture.h"

#define N_MERGES 100

/* The other program: sets members of its own, one after the other. */
static int
merge_many (const char *folder,
            const char *prefix)
{
  ChlSettingsStore *store = chl_settings_store_new (folder);

  for (guint i = 0; i < N_MERGES; i++)
    {
      g_autofree char *patch = g_strdup_printf ("{\"%s%u\": %u}", prefix, i, i);
      g_autofree char *merged = NULL;
      g_autoptr(GError) error = NULL;

      merged = call_merge (store, "roles", patch, &error);
      g_assert_no_error (error);
    }

  fixture_release (store);

  return 0;
}

/* The other program, which is killed somewhere in its one write. */
static int
merge_once (const char *folder)
{
  ChlSettingsStore *store = chl_settings_store_new (folder);
  g_autofree char  *merged = call_merge (store, "roles", "{\"name\": \"new\"}", NULL);

  g_print ("%s\n", merged);
  fixture_release (store);

  return 0;
}

static void
test_all_members_survive (void)
{
  char             *folder = fixture_make_folder ();
  GSubprocess      *one = fixture_spawn ("merge-many", folder, "a", NULL);
  GSubprocess      *two = fixture_spawn ("merge-many", folder, "b", NULL);
  ChlSettingsStore *store = chl_settings_store_new (folder);
  g_autofree char  *one_said = fixture_finish (one);
  g_autofree char  *two_said = fixture_finish (two);
  g_autoptr(ChlSettingsFile) file = call_load (store, "roles");
  g_autofree char *list = fixture_list (folder);

  g_assert_no_error (file->error);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (file->root)), ==,
                    2 * N_MERGES + 1);
  g_assert_cmpstr (list, ==, "roles.json");

  fixture_release (store);
  fixture_remove_folder (folder);
}

/* Killed at the first call that changes anything, at the second, and so on. */
static void
test_killed_while_writing (void)
{
  gboolean is_done = FALSE;

  for (guint n = 1; !is_done; n++)
    {
      char             *folder = fixture_make_folder ();
      g_autofree char  *rule = g_strdup_printf ("path=%s;error=KILL;from=%u", folder, n);
      ChlSettingsStore *store = chl_settings_store_new (folder);
      g_autofree char  *said = NULL;
      g_autofree char  *text = NULL;
      g_autofree char  *merged = NULL;
      g_autofree char  *list = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("killed at call %u", n);
      fixture_write (folder, "roles.json", "{\"name\": \"old\"}");
      said = fixture_finish (fixture_spawn ("merge-once", folder, NULL, rule));
      is_done = *said != '\0';

      text = fixture_read (folder, "roles.json");
      if (strstr (text, "new") == NULL)
        g_assert_cmpstr (text, ==, "{\"name\": \"old\"}");
      else
        g_assert_true (g_str_has_suffix (text, "\"version\": 1\n}\n"));

      /* What the dead left behind hinders nobody, and is gone after the next write. */
      merged = call_merge (store, "roles", "{\"name\": \"next\"}", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (merged, ==, "{\"name\":\"next\",\"version\":1}");
      list = fixture_list (folder);
      g_assert_cmpstr (list, ==, "roles.json");

      g_assert_true (n > 4 || !is_done);
      fixture_release (store);
      fixture_remove_folder (folder);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 3 && g_str_equal (argv[1], "merge-many"))
    return merge_many (argv[2], argv[3]);
  if (argc > 2 && g_str_equal (argv[1], "merge-once"))
    return merge_once (argv[2]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/settings-processes/all-members-survive", test_all_members_survive);
  g_test_add_func ("/settings-processes/killed-while-writing", test_killed_while_writing);

  return g_test_run ();
}
