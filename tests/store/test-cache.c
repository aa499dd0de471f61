/* test-cache.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "fault-shim.h"
#include "store-calls.h"
#include "store-fixture.h"

static void
test_save_load_remove (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache", "chatelaine", NULL);
  ChlCache        *cache = chl_cache_new (path);
  g_autoptr(GError) error = NULL;
  g_autofree char *absent = call_cache_load (cache, "models/x", &error);
  g_autofree char *loaded = NULL;
  g_autofree char *list = NULL;

  g_assert_no_error (error);
  g_assert_null (absent);
  g_assert_true (call_cache_save (cache, "models/x", "[1]", &error));
  g_assert_true (call_cache_save (cache, "models/x", "[1, 2]", &error));
  g_assert_no_error (error);
  loaded = call_cache_load (cache, "models/x", &error);
  g_assert_cmpstr (loaded, ==, "[1,2]");
  g_assert_cmpuint (fixture_get_mode (path, "models"), ==, 0700);
  g_assert_cmpuint (fixture_get_mode (path, "models/x.json"), ==, 0600);
  list = fixture_list (path);
  g_assert_cmpstr (list, ==, "models/x.json");

  g_assert_true (call_cache_remove (cache, "models/x", &error));
  g_assert_true (call_cache_remove (cache, "models/x", &error));
  g_assert_no_error (error);
  g_assert_null (call_cache_load (cache, "models/x", &error));
  g_assert_no_error (error);

  fixture_release (cache);
  fixture_remove_folder (folder);
}

static void
test_broken_is_absent (void)
{
  static const char *const texts[] = { "", "{", "[1] x", "\xff", "not json" };
  char                    *folder = fixture_make_folder ();
  g_autofree char         *rule = g_strdup_printf ("path=%s;call=read;error=EIO", folder);
  ChlCache                *cache = chl_cache_new (folder);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("case %u", i);
      fixture_write (folder, "x.json", texts[i]);
      g_assert_null (call_cache_load (cache, "x", &error));
      g_assert_no_error (error);
    }

  fixture_write (folder, "x.json", "[]");
  chl_fault_set (rule);
  g_assert_null (call_cache_load (cache, "x", &error));
  chl_fault_set (NULL);
  g_assert_no_error (error);

  fixture_release (cache);
  fixture_remove_folder (folder);
}

static void
test_bad_names (void)
{
  static const char *const names[] = { "", "../x", "models/../x", "/x", "models/", "A", "a/b/c" };
  char                    *folder = fixture_make_folder ();
  g_autofree char         *path = g_build_filename (folder, "cache", NULL);
  g_autofree char         *list = NULL;
  ChlCache                *cache = chl_cache_new (path);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) remove_error = NULL;

      g_test_message ("“%s”", names[i]);
      g_assert_false (call_cache_save (cache, names[i], "[]", &error));
      fixture_assert_error (error, CHL_ERROR_INVALID);
      g_assert_false (call_cache_remove (cache, names[i], &remove_error));
      fixture_assert_error (remove_error, CHL_ERROR_INVALID);
      g_assert_null (call_cache_load (cache, names[i], NULL));
    }

  list = fixture_list (folder);
  g_assert_cmpstr (list, ==, "");

  fixture_release (cache);
  fixture_remove_folder (folder);
}

static void
test_each_call_fails (void)
{
  static const struct
  {
    const char *fault;
    int         code;
  } cases[] = {
    { "ENOSPC", CHL_ERROR_DISK_FULL },
    { "EROFS", CHL_ERROR_STORAGE },
    { "EIO", CHL_ERROR_STORAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_done = FALSE;

      for (guint n = 1; !is_done; n++)
        {
          char            *folder = fixture_make_folder ();
          g_autofree char *path = g_build_filename (folder, "cache", NULL);
          g_autofree char *rule =
            g_strdup_printf ("path=%s;error=%s;from=%u", folder, cases[i].fault, n);
          ChlCache *cache = chl_cache_new (path);
          g_autoptr(GError) error = NULL;
          g_autofree char *text = NULL;
          g_autofree char *list = NULL;
          gboolean         is_written;

          g_test_message ("%s from call %u", cases[i].fault, n);
          fixture_write (folder, "cache/models/x.json", "[\"old\"]");
          chl_fault_set (rule);
          is_written = call_cache_save (cache, "models/x", "[\"new\"]", &error);
          is_done = chl_fault_get_n_failed () == 0;
          chl_fault_set (NULL);

          g_assert_cmpint (is_written, ==, is_done);
          if (!is_written)
            fixture_assert_error (error, cases[i].code);
          text = call_cache_load (cache, "models/x", NULL);
          g_assert_cmpstr (text, ==, is_written ? "[\"new\"]" : "[\"old\"]");
          list = fixture_list (folder);
          g_assert_cmpstr (list, ==, "cache/models/x.json");
          g_assert_true (call_cache_save (cache, "models/x", "[]", NULL));

          g_assert_true (n > 2 || !is_done);
          fixture_release (cache);
          fixture_remove_folder (folder);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/cache/save-load-remove", test_save_load_remove);
  g_test_add_func ("/cache/broken-is-absent", test_broken_is_absent);
  g_test_add_func ("/cache/bad-names", test_bad_names);
  g_test_add_func ("/cache/each-call-fails", test_each_call_fails);

  return g_test_run ();
}
