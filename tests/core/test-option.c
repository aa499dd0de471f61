/* test-option.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-option.h"

static gboolean
check_even (const char *value,
            GError    **error)
{
  if (strlen (value) % 2 == 0)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID, "An odd one");
  return FALSE;
}

static const ChlChoice choices[] = {
  { "auto", "Automatic" },
  { "fast", "Fast" },
  { NULL, NULL },
};

static const ChlOption options[] = {
  { .key = "mode", .title = "Mode", .kind = CHL_OPTION_CHOICE, .choices = choices },
  { .key = "size", .title = "Size", .kind = CHL_OPTION_NUMBER, .least = 256, .most = 4096 },
  { .key = "word", .title = "Word", .kind = CHL_OPTION_TEXT, .check = check_even },
  { .key = NULL },
};

static void
test_option_find (void)
{
  g_assert_true (chl_option_find (options, "size") == &options[1]);
  g_assert_null (chl_option_find (options, "siz"));
  g_assert_null (chl_option_find (NULL, "size"));
}

static void
test_option_check (void)
{
  static const struct
  {
    guint       option;
    const char *value;
    const char *sentence;
  } cases[] = {
    { 0, "auto", NULL },
    { 0, "fast", NULL },
    { 0, "", NULL },
    { 0, "Fast", "mode is one of auto, fast, not “Fast”" },
    { 1, "256", NULL },
    { 1, "4096", NULL },
    { 1, "255", "size is a whole number from 256 to 4096, not “255”" },
    { 1, "4097", "size is a whole number from 256 to 4096, not “4097”" },
    { 1, "300 ", "size is a whole number from 256 to 4096, not “300 ”" },
    { 1, "99999999999999999999", "size is a whole number from 256 to 4096, not “99999999999999999999”" },
    { 2, "even", NULL },
    { 2, "odd", "An odd one" },
    { 2, "a\nbc", "word is one line of up to 1024 bytes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gboolean can = chl_option_check (&options[cases[i].option], cases[i].value, &error);

      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].sentence);
      g_assert_cmpint (can, ==, cases[i].sentence == NULL);
      g_assert_true (error == NULL || g_error_matches (error, CHL_ERROR, CHL_ERROR_INVALID));
    }
}

static void
test_option_usual (void)
{
  g_assert_true (chl_option_is_usual (&options[0], "auto"));
  g_assert_true (chl_option_is_usual (&options[0], ""));
  g_assert_false (chl_option_is_usual (&options[0], "fast"));
  g_assert_false (chl_option_is_usual (&options[1], "256"));
  g_assert_true (chl_option_is_usual (&options[1], ""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/option/find", test_option_find);
  g_test_add_func ("/option/check", test_option_check);
  g_test_add_func ("/option/usual", test_option_usual);

  return g_test_run ();
}
