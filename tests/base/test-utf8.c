/* test-utf8.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-utf8.h"

#define R "\357\277\275"

static void
test_repair (void)
{
  static const struct
  {
    const char *bytes;
    const char *text;
  } table[] = {
    { "", "" },
    { "plain ASCII, longer than a word", "plain ASCII, longer than a word" },
    { "\303\244\342\202\254\360\237\230\200", "\303\244\342\202\254\360\237\230\200" },
    { "a\377b\376c", "a" R "b" R "c" },
    { "\200\277", R R },
    { "\300\200", R R },
    { "\301\277", R R },
    { "\302", R },
    { "\302a", R "a" },
    { "\340\237\277", R R R },
    { "\342\202", R },
    { "\342\202a", R "a" },
    { "\342\202\342\202\254", R "\342\202\254" },
    { "\355\240\200", R R R },
    { "\355\237\277", "\355\237\277" },
    { "\360\217\277\277", R R R R },
    { "\360\237\230", R },
    { "\360\237\230x", R "x" },
    { "\364\217\277\277", "\364\217\277\277" },
    { "\364\220\200\200", R R R R },
    { "\365\200", R R },
    { "twelve bytes\303(", "twelve bytes" R "(" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      gsize            length = strlen (table[i].bytes);
      g_autofree char *copy = g_memdup2 (table[i].bytes, length);

      chl_utf8_append_repaired (out, copy, length);
      g_test_message ("case %u", i);
      g_assert_cmpstr (out->str, ==, table[i].text);
      g_assert_cmpint (chl_utf8_is_valid (copy, length), ==,
                       g_str_equal (table[i].bytes, table[i].text));
    }
}

/* Whatever comes in, what goes out is valid, and what is valid is GLib's idea of it. */
static void
test_random (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (3);

  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      char  bytes[12];
      gsize length = (gsize) g_rand_int_range (random, 0, sizeof bytes);

      for (gsize j = 0; j < length; j++)
        bytes[j] = (char) (g_rand_boolean (random) ? g_rand_int_range (random, 0x80, 0x100)
                                                   : g_rand_int_range (random, 1, 0x80));
      chl_utf8_append_repaired (out, bytes, length);
      g_assert_true (g_utf8_validate (out->str, -1, NULL));
      g_assert_cmpint (chl_utf8_is_valid (bytes, length), ==,
                       g_utf8_validate_len (bytes, length, NULL));
    }
}

static void
test_nul_is_a_character (void)
{
  g_assert_true (chl_utf8_is_valid ("a\0b", 3));
  g_assert_true (chl_utf8_is_valid (NULL, 0));
}

static void
test_cut (void)
{
  static const char text[] = "a\303\244\360\237\230\200z";

  g_assert_cmpuint (chl_utf8_cut (text, 8, 100), ==, 8);
  g_assert_cmpuint (chl_utf8_cut (text, 8, 8), ==, 8);
  g_assert_cmpuint (chl_utf8_cut (text, 8, 7), ==, 7);
  g_assert_cmpuint (chl_utf8_cut (text, 8, 6), ==, 3);
  g_assert_cmpuint (chl_utf8_cut (text, 8, 3), ==, 3);
  g_assert_cmpuint (chl_utf8_cut (text, 8, 2), ==, 1);
  g_assert_cmpuint (chl_utf8_cut (text, 8, 0), ==, 0);
}

static void
test_line (void)
{
  static const char *const lines[] = { "a", "ä b", "\U0001f468\u200d\U0001f469", "\u0645\u06cc\u200c\u062e" };
  static const char *const others[] = {
    "",
    " ",
    "\u3000",
    "\u200d",
    "a\nb",
    "\t",
    "\x7f",
    "\xc2\x85",
    "\u2028",
    "\u2029",
    "\u200b",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\xff",
    "a\xc3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_true (chl_utf8_is_line (lines[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("row %u", i);
      g_assert_false (chl_utf8_is_line (others[i]));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/utf8/repair", test_repair);
  g_test_add_func ("/utf8/random", test_random);
  g_test_add_func ("/utf8/nul-is-a-character", test_nul_is_a_character);
  g_test_add_func ("/utf8/cut", test_cut);
  g_test_add_func ("/utf8/line", test_line);

  return g_test_run ();
}
