/* test-snippet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-snippet.h"

/* As it stands in the list when @hit is found in @text; nothing behind @text is read. */
static char *
find_and_cut (const char *text,
              const char *hit)
{
  gsize            length = strlen (text);
  g_autofree char *exact = g_memdup2 (text, length + 1);
  gsize            start = (gsize) (strstr (exact, hit) - exact);

  return chl_snippet_dup (exact, length, start, start + strlen (hit));
}

static void
test_markdown (void)
{
  static const struct
  {
    const char *text;
    const char *hit;
    const char *snippet;
  } cases[] = {
    { "a\n\n  line", "line", "a line" },
    { "## A table\n\n| Planet | Moons |\n|:---|:---:|\n| Earth | 1 |", "Planet",
      "A table Planet Moons Earth 1" },
    { "A | B\n--|--\n1 | 2", "A", "A | B 1 | 2" },
    { "```c\nint a;\n```", "a", "c int a;" },
    { "~~~\n**a** | b_c\n~~~\nout **b**", "a", "**a** | b_c out b" },
    { "Head\n====\nbody\n\n---\nmore", "body", "Head body more" },
    { "> # quoted\n> > twice", "twice", "quoted twice" },
    { "this is **bold**, *thin*, __strong__, _quiet_ and ~~gone~~", "bold",
      "this is bold, thin, strong, quiet and gone" },
    { "***both***, **a *b* c** and d", "b", "both, a b c and d" },
    { "**over\nlines** end", "lines", "over lines end" },
    { "**never closed\n\nas** it is", "never", "**never closed as** it is" },
    { "snake_case_name, 2 * 3 * 4, a*b*c, f(*args, **kwargs), a ~ b", "2",
      "snake_case_name, 2 * 3 * 4, a*b*c, f(*args, **kwargs), a ~ b" },
    { "call `__init__` and `` a`b ``", "call", "call __init__ and a`b" },
    { "a lone ` tick", "lone", "a lone ` tick" },
    { "\\*not thin\\*, C:\\path", "not", "*not thin*, C:\\path" },
    { "see [the page](https://a.example/x_y) now", "page", "see the page now" },
    { "![a moon](m.png) rises", "rises", "a moon rises" },
    { "[1] and a[i](x", "and", "[1] and a[i](x" },
    { "# C# and #tag\n#5", "tag", "C# and #tag #5" },
    { "- one\n* two\n- [ ] three", "two", "- one * two - [ ] three" },
    { "Überall *größer*\u00a0als _je_ 日本*語*", "größer", "Überall größer als je 日本語" },
    { "", "", "" },
    /* What was looked for is there, even if it is a mark. */
    { "is **bold** here", "**bold**", "is **bold** here" },
    { "is **bold** here", "*bold", "is *bold here" },
    { "a\n\n---\n\nb", "---", "a --- b" },
    { "see [it](https://a.example/x) now", "example", "see itexample/x) now" },
    { "## title", "## t", "## title" },
    { "**bold**", "*", "*bold" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *snippet = find_and_cut (cases[i].text, cases[i].hit);
      g_autofree char *escaped = g_strescape (cases[i].text, NULL);

      g_test_message ("“%s” in “%s”", cases[i].hit, escaped);
      g_assert_cmpstr (snippet, ==, cases[i].snippet);
    }
}

static void
test_length (void)
{
  g_autofree char *many = g_strnfill (400, 'x');
  g_autofree char *around = g_strconcat (many, " before the hit ", many, NULL);
  g_autofree char *cut = find_and_cut (around, "hit");
  g_autofree char *unbroken = NULL;
  g_autofree char *long_hit = chl_snippet_dup (many, 400, 0, 300);
  g_autofree char *whole = chl_snippet_dup (many, 140, 0, 1);

  g_assert_true (g_str_has_prefix (cut, "…before the hit xxx"));
  g_assert_true (g_str_has_suffix (cut, "x…"));
  g_assert_cmpint (g_utf8_strlen (cut, -1), <, 170);

  unbroken = chl_snippet_dup (many, 400, 200, 203);
  g_assert_true (g_str_has_prefix (unbroken, "…xxx"));
  g_assert_true (g_utf8_validate (unbroken, -1, NULL));

  g_assert_cmpint (g_utf8_strlen (long_hit, -1), ==, 301);
  g_assert_cmpint (g_utf8_strlen (whole, -1), ==, 140);
}

/* A snippet from the middle knows what it is in the middle of. */
static void
test_middle (void)
{
  g_autofree char *code = find_and_cut ("```\nfirst a line of code, and\n\n"
                                        "then *another* one\n```\n",
                                        "another");
  g_autofree char *bold = find_and_cut ("A **sentence that is long enough to be cut somewhere "
                                        "before its end, here** and on",
                                        "end");

  g_assert_cmpstr (code, ==, "…line of code, and then *another* one");
  g_assert_cmpstr (bold, ==, "…cut somewhere before its end, here and on");
}

/* Whatever the marks, the hit is in it, and it is in one line. */
static void
test_any (void)
{
  static const char *const pieces[] = { "*", "**", "_", "`", "```", "\n", "\n\n", "|", "---", "#", " ",
                                        "[", "](", ")", "!", "\\", "~~", ">", "a", "é", "word" };

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *snippet = NULL;
      g_autofree char *escaped = NULL;
      guint            n_before = (guint) g_test_rand_int_range (0, 30);
      guint            n_behind = (guint) g_test_rand_int_range (0, 30);

      for (guint j = 0; j <= n_before + n_behind; j++)
        g_string_append (text, j == n_before
                                 ? "THE_*HIT"
                                 : pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      snippet = find_and_cut (text->str, "THE_*HIT");
      escaped = g_strescape (text->str, NULL);
      g_test_message ("%s", escaped);
      g_assert_nonnull (strstr (snippet, "THE_*HIT"));
      g_assert_null (strchr (snippet, '\n'));
      g_assert_true (g_utf8_validate (snippet, -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/snippet/markdown", test_markdown);
  g_test_add_func ("/snippet/length", test_length);
  g_test_add_func ("/snippet/middle", test_middle);
  g_test_add_func ("/snippet/any", test_any);

  return g_test_run ();
}
