/* test-block-splitter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-block-splitter.h"

/* Blocks as one line each: P or C, + where it continues, language, text with visible breaks. */
static char *
print_blocks (ChlBlockSplitter *splitter)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chl_block_splitter_get_n_blocks (splitter); i++)
    {
      const ChlBlock  *block = chl_block_splitter_get_block (splitter, i);
      g_autofree char *text = g_strescape (block->text->str, NULL);

      g_string_append_printf (out, "%s%s%s|%s;",
                              block->kind == CHL_BLOCK_CODE ? "C" : "P",
                              block->is_continued ? "+" : "",
                              block->language != NULL ? block->language : "",
                              text);
    }

  return g_string_free (out, FALSE);
}

static char *
split_whole (const char *text)
{
  g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();

  chl_block_splitter_append (splitter, text, strlen (text));
  return print_blocks (splitter);
}

static const struct
{
  const char *name;
  const char *text;
  const char *blocks;
} cases[] = {
  { "nothing", "", "" },
  { "blank lines only", "\n \n\t\n", "" },
  { "one paragraph", "Hello there", "P|Hello there;" },
  { "line breaks stay", "a\nb  \nc\n", "P|a\\nb\\nc;" },
  { "blank line divides", "a\n\n\nb", "P|a;P|b;" },
  { "line with blanks divides", "a\n \t\nb", "P|a;P|b;" },
  { "carriage returns", "a\r\n\r\n```c\r\nx;\r\n```\r\nb\r\n", "P|a;Cc|x;;P|b;" },
  { "fence", "a\n```c\nint x;\n```\nb", "P|a;Cc|int x;;P|b;" },
  { "tildes", "~~~ python extra\nx = 1\n~~~\n", "Cpython|x = 1;" },
  { "tilde info may hold backticks", "~~~ a`b\nx\n~~~", "Ca`b|x;" },
  { "backtick info may not", "``` a`b\nx\n", "P|``` a`b\\nx;" },
  { "no language", "```\nx\n```", "C|x;" },
  { "pandoc braces", "```{.rust .numberLines}\nx\n```", "Crust|x;" },
  { "unclosed", "```c\nint x;\nint y;", "Cc|int x;\\nint y;;" },
  { "unclosed and empty", "```c", "Cc|;" },
  { "longer fence holds shorter", "````\n```\nx\n```\n````\n", "C|```\\nx\\n```;" },
  { "other mark does not close", "```\n~~~\n```\n", "C|~~~;" },
  { "info does not close", "```\n``` c\n```\n", "C|``` c;" },
  { "longer fence closes", "```\nx\n`````\ny", "C|x;P|y;" },
  { "indented closing", "```\nx\n   ```\ny", "C|x;P|y;" },
  { "too deep to close", "```\nx\n    ```\ny\n```", "C|x\\n    ```\\ny;" },
  { "fence in a list", "- a\n    ```c\n    x\n      y\n    ```\n- b", "P|- a;Cc|x\\n  y;P|- b;" },
  { "blank lines in code", "```\n\nx\n\n\ny\n\n```", "C|\\nx\\n\\n\\ny\\n;" },
  { "code beside code", "```\nx\n```\n```\ny\n```", "C|x;C|y;" },
  { "marks at the end wait", "a\n``", "P|a;" },
  { "two marks are text", "``\na", "P|``\\na;" },
  { "marks in code wait", "```\na\n``", "C|a;" },
  { "two marks in code are code", "```\na\n``\n", "C|a\\n``;" },
  { "inline code is text", "`a` b\n``c`` d", "P|`a` b\\n``c`` d;" },
  { "fence ends a paragraph", "a\n```", "P|a;C|;" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *blocks = split_whole (cases[i].text);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (blocks, ==, cases[i].blocks);
    }
}

/* Any prefix, then the rest, gives what the whole gives, and says where it began to differ. */
static void
check_every_cut (const char *text)
{
  gsize            length = strlen (text);
  g_autofree char *whole = split_whole (text);

  for (gsize cut = 0; cut <= length; cut++)
    {
      g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();
      g_autofree char *blocks = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      guint            first;

      chl_block_splitter_append (splitter, text, cut);
      before = print_blocks (splitter);
      first = chl_block_splitter_append (splitter, text + cut, length - cut);
      blocks = print_blocks (splitter);

      g_test_message ("cut at %" G_GSIZE_FORMAT, cut);
      g_assert_cmpstr (blocks, ==, whole);
      g_assert_cmpuint (first, <=, chl_block_splitter_get_n_blocks (splitter));

      /* What stands before the first changed block is the same in both. */
      for (gsize i = 0, seen = 0; seen < first; i++)
        {
          g_assert_cmpint (before[i], ==, blocks[i]);
          if (blocks[i] == ';' && (blocks[i + 1] == 'P' || blocks[i + 1] == 'C' ||
                                   blocks[i + 1] == '\0'))
            seen++;
        }
    }
}

static void
test_every_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      check_every_cut (cases[i].text);
    }
}

static void
test_byte_by_byte (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();
      g_autofree char *blocks = NULL;

      for (const char *c = cases[i].text; *c != '\0'; c++)
        chl_block_splitter_append (splitter, c, 1);

      blocks = print_blocks (splitter);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (blocks, ==, cases[i].blocks);
    }
}

static void
test_random_pieces (void)
{
  static const char *const pieces[] = {
    "`", "``", "```", "~~~", "c", "\n", "\n\n", " ", "    ", "\t", "\r\n", "word ", "é", "`````",
    "a long line of text that goes on for a while, ", "- "
  };

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *blocks = NULL;
      g_autofree char *whole = NULL;
      guint            n_pieces = (guint) g_test_rand_int_range (1, 60);

      for (guint i = 0; i < n_pieces; i++)
        {
          const char *piece = pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))];

          g_string_append (text, piece);
          chl_block_splitter_append (splitter, piece, strlen (piece));
        }

      blocks = print_blocks (splitter);
      whole = split_whole (text->str);
      g_assert_cmpstr (blocks, ==, whole);
    }
}

static void
test_long_text_is_divided (void)
{
  g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *blocks = NULL;
  g_autofree char *whole = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, i % 50 == 49 ? "línea %u\n" : "palabra %u ", i);
  for (guint i = 0; i < 3000; i++)
    g_string_append (text, "é");

  for (gsize i = 0; i < text->len; i += 7)
    {
      guint n_before = chl_block_splitter_get_n_blocks (splitter);
      guint first = chl_block_splitter_append (splitter, text->str + i, MIN (7, text->len - i));

      g_assert_cmpuint (first + 1, >=, n_before);
    }

  blocks = print_blocks (splitter);
  whole = split_whole (text->str);
  g_assert_cmpstr (blocks, ==, whole);
  g_assert_cmpuint (chl_block_splitter_get_n_blocks (splitter), >, 4);

  for (guint i = 0; i < chl_block_splitter_get_n_blocks (splitter); i++)
    {
      const ChlBlock *block = chl_block_splitter_get_block (splitter, i);

      g_assert_true (g_utf8_validate (block->text->str, -1, NULL));
      g_assert_cmpuint (block->text->len, <=, CHL_BLOCK_SOFT_LIMIT + CHL_BLOCK_LINE_LIMIT);
      g_assert_cmpint (block->is_continued, ==, i > 0);
    }
}

static void
test_long_code_line_stays_whole (void)
{
  g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();
  g_autofree char *line = g_strnfill (3 * CHL_BLOCK_LINE_LIMIT, 'x');
  g_autofree char *text = g_strdup_printf ("```\n%s\n```\nend", line);

  chl_block_splitter_append (splitter, text, strlen (text));
  g_assert_cmpuint (chl_block_splitter_get_n_blocks (splitter), ==, 2);
  g_assert_cmpstr (chl_block_splitter_get_block (splitter, 0)->text->str, ==, line);
  g_assert_true (chl_block_splitter_is_open (splitter));
}

static void
test_reset (void)
{
  g_autoptr(ChlBlockSplitter) splitter = chl_block_splitter_new ();
  g_autofree char *blocks = NULL;

  chl_block_splitter_append (splitter, "```c\nx", 6);
  chl_block_splitter_reset (splitter);
  g_assert_cmpuint (chl_block_splitter_get_n_blocks (splitter), ==, 0);
  g_assert_false (chl_block_splitter_is_open (splitter));
  chl_block_splitter_append (splitter, "a", 1);
  blocks = print_blocks (splitter);
  g_assert_cmpstr (blocks, ==, "P|a;");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/block-splitter/cases", test_cases);
  g_test_add_func ("/block-splitter/every-cut", test_every_cut);
  g_test_add_func ("/block-splitter/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/block-splitter/random-pieces", test_random_pieces);
  g_test_add_func ("/block-splitter/long-text-is-divided", test_long_text_is_divided);
  g_test_add_func ("/block-splitter/long-code-line-stays-whole", test_long_code_line_stays_whole);
  g_test_add_func ("/block-splitter/reset", test_reset);

  return g_test_run ();
}
