/* test-settings-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-settings-file.h"
#include "store-fixture.h"

#define ID64 "a123456789012345678901234567890123456789012345678901234567890123"

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    gboolean    is_valid;
  } cases[] = {
    { "roles", TRUE },
    { "a", TRUE },
    { "0", TRUE },
    { "open-ai_2", TRUE },
    { "providers.d/openai", TRUE },
    { "providers.d/" ID64, TRUE },
    { "providers.d/" ID64 "x", FALSE },
    { "", FALSE },
    { "A", FALSE },
    { "providers.d/A", FALSE },
    { "providers.d/", FALSE },
    { "providers.d", FALSE },
    { "../x", FALSE },
    { "providers.d/../x", FALSE },
    { "providers.d/../roles", FALSE },
    { "con/..", FALSE },
    { "other.d/x", FALSE },
    { "/etc/passwd", FALSE },
    { ".x", FALSE },
    { "-x", FALSE },
    { "_x", FALSE },
    { "x.json", FALSE },
    { "x y", FALSE },
    { "x\n", FALSE },
    { "ä", FALSE },
    { "x\xff", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_cmpint (chl_settings_name_is_valid (cases[i].name), ==, cases[i].is_valid);
      g_assert_cmpint (chl_settings_name_check (cases[i].name, &error), ==, cases[i].is_valid);
      if (!cases[i].is_valid)
        {
          g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }

  g_assert_false (chl_settings_name_is_valid (NULL));
}

/* What is read from a file: the content, or why not, with the line. */
static void
test_load (void)
{
  static const struct
  {
    const char *text;
    int         code; /* -1: good */
    gboolean    has_root;
    const char *says; /* (nullable) part of the message */
  } cases[] = {
    { "{}", -1, TRUE, NULL },
    { "{\"version\": 1, \"x\": [1]}\n\n", -1, TRUE, NULL },
    { "\xef\xbb\xbf{\"x\": 1}\r\n", -1, TRUE, NULL },
    { "  \n{}  ", -1, TRUE, NULL },
    { "", CHL_ERROR_BROKEN_FILE, FALSE, NULL },
    { "\xef\xbb\xbf", CHL_ERROR_BROKEN_FILE, FALSE, NULL },
    { "{\"a\": 1,\n\"b\": 2\n\"c\": 3}", CHL_ERROR_BROKEN_FILE, FALSE, "line 3" },
    { "{\"a\": 1,}", CHL_ERROR_BROKEN_FILE, FALSE, "line 1" },
    { "{\n// note\n}", CHL_ERROR_BROKEN_FILE, FALSE, "line 2" },
    { "{} {}", CHL_ERROR_BROKEN_FILE, FALSE, "line 1" },
    { "[1]", CHL_ERROR_BROKEN_FILE, FALSE, "line 1" },
    { "\"x\"", CHL_ERROR_BROKEN_FILE, FALSE, "line 1" },
    { "null", CHL_ERROR_BROKEN_FILE, FALSE, "line 1" },
    { "{\n\"a\": \"\xff\"}", CHL_ERROR_BROKEN_FILE, FALSE, "line 2" },
    { "{\"version\": 2, \"x\": 1}", CHL_ERROR_NEWER_FILE, TRUE, NULL },
    { "{\"version\": 99}", CHL_ERROR_NEWER_FILE, TRUE, NULL },
    { "{\"version\": 0}", CHL_ERROR_BROKEN_FILE, FALSE, "version" },
    { "{\"version\": -1}", CHL_ERROR_BROKEN_FILE, FALSE, "version" },
    { "{\"version\": \"1\"}", CHL_ERROR_BROKEN_FILE, FALSE, "version" },
    { "{\"version\": 1.5}", CHL_ERROR_BROKEN_FILE, FALSE, "version" },
    { "{\"version\": []}", CHL_ERROR_BROKEN_FILE, FALSE, "version" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *folder = fixture_make_folder ();
      g_autoptr(ChlSettingsFile) file = NULL;
      g_autofree char *after = NULL;

      g_test_message ("case %u", i);
      fixture_write (folder, "providers.d/x.json", cases[i].text);
      file = chl_settings_file_load (folder, "providers.d/x", NULL);
      g_assert_cmpstr (file->name, ==, "providers.d/x");
      g_assert_cmpint (file->root != NULL, ==, cases[i].has_root);
      if (cases[i].code < 0)
        g_assert_no_error (file->error);
      else
        {
          fixture_assert_error (file->error, cases[i].code);
          g_assert_nonnull (strstr (file->error->message, "providers.d/x.json"));
          g_assert_true (cases[i].says == NULL || strstr (file->error->message, cases[i].says));
        }

      after = fixture_read (folder, "providers.d/x.json");
      g_assert_cmpstr (after, ==, cases[i].text);
      fixture_remove_folder (folder);
    }
}

static void
test_load_what_is_too_large (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *filling = g_strnfill (CHL_SETTINGS_MAX_BYTES, ' ');
  g_autofree char *exact = g_strdup (filling);
  g_autofree char *larger = g_strconcat (filling, "{}", NULL);
  g_autoptr(ChlSettingsFile) good = NULL;
  g_autoptr(ChlSettingsFile) bad = NULL;

  memcpy (exact, "{}", 2);
  fixture_write (folder, "exact.json", exact);
  fixture_write (folder, "larger.json", larger);
  good = chl_settings_file_load (folder, "exact", NULL);
  bad = chl_settings_file_load (folder, "larger", NULL);
  g_assert_no_error (good->error);
  fixture_assert_error (bad->error, CHL_ERROR_BROKEN_FILE);
  g_assert_null (bad->root);

  fixture_remove_folder (folder);
}

static void
test_load_what_is_too_deep (void)
{
  char            *folder = fixture_make_folder ();
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr(ChlSettingsFile) file = NULL;

  fixture_write (folder, "deep.json", deep);
  file = chl_settings_file_load (folder, "deep", NULL);
  fixture_assert_error (file->error, CHL_ERROR_BROKEN_FILE);

  fixture_remove_folder (folder);
}

static void
test_list (void)
{
  char                    *folder = fixture_make_folder ();
  static const char *const files[] = {
    "roles.json",
    "Notes.json",
    "readme.txt",
    "providers.d/b.json",
    "providers.d/a.json",
    "providers.d/Bad Name.json",
    "providers.d/a.json~",
    "providers.d/.a.json.swp",
    "providers.d/.a.json.lock",
    "providers.d/.hidden.json",
    "providers.d/#a.json#",
    "providers.d/readme",
  };
  g_autoptr(GPtrArray) names = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    fixture_write (folder, files[i], "{}");
  names = chl_settings_list_names (folder);
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (" ", (char **) names->pdata);
  g_assert_cmpstr (joined, ==, "providers.d/Bad Name providers.d/a providers.d/b roles");

  fixture_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/settings-file/names", test_names);
  g_test_add_func ("/settings-file/load", test_load);
  g_test_add_func ("/settings-file/load-what-is-too-large", test_load_what_is_too_large);
  g_test_add_func ("/settings-file/load-what-is-too-deep", test_load_what_is_too_deep);
  g_test_add_func ("/settings-file/list", test_list);

  return g_test_run ();
}
