/* test-find.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-find.h"

/* All hits as "start-end start-end". */
static char *
find_all (const char *words,
          const char *text,
          gssize      length)
{
  g_autoptr(ChlFind) find = chl_find_new (words);
  GString *hits = g_string_new (NULL);
  gsize    end = 0;
  gsize    start;

  if (length < 0)
    length = (gssize) strlen (text);
  while (chl_find_next (find, text, (gsize) length, end, &start, &end))
    g_string_append_printf (hits, "%s%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT,
                            hits->len > 0 ? " " : "", start, end);

  return g_string_free (hits, FALSE);
}

static void
test_hits (void)
{
  static const struct
  {
    const char *words;
    const char *text;
    const char *hits;
  } cases[] = {
    { "key", "Key, keys and KEYRING", "0-3 5-8 14-17" },
    { "kraków", "Trip to KRAKÓW", "8-15" },
    { "ΟΔΟΣ", "οδος", "0-8" },
    { "aa", "aaaa", "0-2 2-4" },
    { "aab", "aaab", "1-4" },
    { "two words", "two\nwords", "0-9" },
    { "日本", "日本語、日本", "0-6 12-18" },
    { "%_", "100%_", "3-5" },
    { "", "anything", "" },
    { "key", "", "" },
    { "keys", "key", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *hits = find_all (cases[i].words, cases[i].text, -1);

      g_test_message ("“%s” in “%s”", cases[i].words, cases[i].text);
      g_assert_cmpstr (hits, ==, cases[i].hits);
    }
}

/* What is cut in the middle of a character, or is none, neither matches nor is read beyond. */
static void
test_bytes (void)
{
  g_autofree char *cut = g_strndup ("aé", 2);
  g_autofree char *hits = find_all ("é", cut, 2);
  g_autofree char *behind = find_all ("b", "\xff\xc3"
                                           "b",
                                      3);

  g_assert_cmpstr (hits, ==, "");
  g_assert_cmpstr (behind, ==, "2-3");
}

static void
test_words (void)
{
  g_auto(GStrv) words = chl_find_split_words ("  one\ttwo\u00a0three ");
  g_auto(GStrv) none = chl_find_split_words (" \n ");
  g_autofree char *joined = g_strjoinv ("|", words);

  g_assert_cmpstr (joined, ==, "one|two|three");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/find/hits", test_hits);
  g_test_add_func ("/find/bytes", test_bytes);
  g_test_add_func ("/find/words", test_words);

  return g_test_run ();
}
