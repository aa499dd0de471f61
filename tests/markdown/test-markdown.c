/* test-markdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "markdown-fixture.h"

typedef struct
{
  const char *text;
  const char *blocks;
} Case;

static void
check_cases (gconstpointer user_data)
{
  for (const Case *it = user_data; it->text != NULL; it++)
    {
      g_autofree char *blocks = print_document (it->text, strlen (it->text));

      g_test_message ("%s", it->text);
      g_assert_cmpstr (blocks, ==, it->blocks);
    }
}

/* Styles are b(old), e(mphasis), s(trike), k (code), l(ink), i(mage). */
static const Case inlines[] = {
  { "*a* _b_ **c** __d__ ***e***", "p \"a b c d e\" 0-1:e 2-3:e 4-5:b 6-7:b 8-9:be\n" },
  { "~~a~~ ~b~ ~~~c~~~", "p \"a b ~~~c~~~\" 0-1:s 2-3:s\n" },
  { "2 * 3 * 4 a_b_c", "p \"2 * 3 * 4 a_b_c\"\n" },
  { "`a *b*` `` ` `` ` `", "p \"a *b* `  \" 0-5:k 6-7:k 8-9:k\n" },
  { "`a\nb`", "p \"a b\" 0-3:k\n" },
  { "[a **b**](c \"t\") d", "p \"a b d\" 0-2:l=c 2-3:bl=c\n" },
  { "[a](<b c>) [d](e\\)f) [g](&amp;)", "p \"a d g\" 0-1:l=b c 2-3:l=e)f 4-5:l=&\n" },
  { "[](a)b", "p \"b\"\n" },
  { "![a *b*](c) ![](d)", "p \"a b d\" 0-2:i=c 2-3:ei=c 4-5:i=d\n" },
  { "[![a](b)](c)", "p \"a\" 0-1:li=c\n" },
  { "<http://a.b> <a@b.c>", "p \"http://a.b a@b.c\" 0-10:l=http://a.b 11-16:l=mailto:a@b.c\n" },
  { "a  \nb\\\nc\nd", "p \"a\\nb\\nc d\"\n" },
  { "\\*a\\* \\a \\\\", "p \"*a* \\\\a \\\\\"\n" },
  { "&amp;&lt;&copy;&#65;&#x42;&nope;&#0;&", "p \"&<\\302\\251AB&nope;\\357\\277\\275&\"\n" },
  { "<b>a</b> <br> <!-- c --> $x_1$ \\(y\\)", "p \"<b>a</b> <br> <!-- c --> $x_1$ (y)\"\n" },
  { NULL, NULL },
};

static const Case bare_links[] = {
  { "http://a.b", "p \"http://a.b\" 0-10:l=http://a.b\n" },
  { "HTTPS://a.b/c_d_e?f=g&h#i.", "p \"HTTPS://a.b/c_d_e?f=g&h#i.\" 0-25:l=HTTPS://a.b/c_d_e?f=g&h#i\n" },
  { "(http://a.b/(c))", "p \"(http://a.b/(c))\" 1-15:l=http://a.b/(c)\n" },
  { "[http://a.b]", "p \"[http://a.b]\" 1-11:l=http://a.b\n" },
  { "http://a.b, http://c.d!?", "p \"http://a.b, http://c.d!?\" 0-10:l=http://a.b 12-22:l=http://c.d\n" },
  { "**http://a.b** x", "p \"http://a.b x\" 0-10:bl=http://a.b\n" },
  { "*see http://a.b/c* x", "p \"see http://a.b/c x\" 0-4:e 4-16:el=http://a.b/c\n" },
  { "`http://a.b` [http://c.d](e)", "p \"http://a.b http://c.d\" 0-10:k 11-21:l=e\n" },
  { "xhttp://a.b http:// http://, ftp://a.b", "p \"xhttp://a.b http:// http://, ftp://a.b\"\n" },
  { "<x http://a.b>", "p \"<x http://a.b>\" 3-13:l=http://a.b\n" },
  { "a.b+c@d-e.org.", "p \"a.b+c@d-e.org.\" 0-13:l=mailto:a.b+c@d-e.org\n" },
  { "a@b @c.d e@.f g@h.", "p \"a@b @c.d e@.f g@h.\"\n" },
  { "\303\251a@b.c", "p \"\\303\\251a@b.c\"\n" },
  { "http://a.b/\303\251", "p \"http://a.b/\\303\\251\" 0-13:l=http://a.b/\303\251\n" },
  { NULL, NULL },
};

static const Case leaves[] = {
  { "# a\n###### b ##\n####### c\n#d\n#", "h1 \"a\"\nh6 \"b\"\np \"####### c #d\"\nh1 \"\"\n" },
  { "# a \\# #", "h1 \"a #\"\n" },
  { "a\n*b*\n===\nc\n---\n===", "h1 \"a b\" 2-3:e\nh2 \"c\"\np \"===\"\n" },
  { "***\n - - -\n___ _", "rule \"\"\nrule \"\"\nrule \"\"\n" },
  { "a\n***\nb", "p \"a\"\nrule \"\"\np \"b\"\n" },
  { "```c x\na\n b\n```\nd", "code closed <c> \"a\\n b\"\np \"d\"\n" },
  { "~~~~\n~~~\n```\n~~~~~ ", "code closed \"~~~\\n```\"\n" },
  { "  ```\n  a\n b\n   c\n  ```", "code closed \"a\\nb\\n c\"\n" },
  { "```\n\na\n\n```", "code closed \"\\na\\n\"\n" },
  { "```\na", "code \"a\"\n" },
  { "``` a`\nb", "p \"``` a` b\"\n" },
  { "a\n```\nb\n```\nc", "p \"a\"\ncode closed \"b\"\np \"c\"\n" },
  { "    a\n\n\n      b\n\nc", "code closed \"a\\n\\n\\n  b\"\np \"c\"\n" },
  { "a\n    b", "p \"a b\"\n" },
  { "\ta\n\t\tb", "code closed \"a\\n\\tb\"\n" },
  { "<div>\n*a*\n</div>", "p \"<div> a </div>\" 6-7:e\n" },
  { "\n\n", "" },
  { NULL, NULL },
};

static const Case containers[] = {
  { "- a\n- b", "p - (*0) \"a\"\np - (*0) \"b\"\n" },
  { "- a\n\n- b", "p - (*0) \"a\"\np - (*0) \"b\"\n" },
  { "- a\n  b\nc\n\n  d\n\ne", "p - (*0) \"a b c\"\np - \"d\"\np \"e\"\n" },
  { "3. a\n9. b\n\n1. c", "p 1 (#3) \"a\"\np 1 (#4) \"b\"\np 1 (#5) \"c\"\n" },
  { "1. a\n2) b", "p 1 (#1) \"a\"\np 1 (#2) \"b\"\n" },
  { "1. a\n3) b", "p 1 (#1) \"a\"\np 1 (#3) \"b\"\n" },
  { "a\n2. b\n- c", "p \"a 2. b\"\np - (*0) \"c\"\n" },
  { "a\n1. b", "p \"a\"\np 1 (#1) \"b\"\n" },
  { "1. a\n\nx\n\n1. b", "p 1 (#1) \"a\"\np \"x\"\np 1 (#1) \"b\"\n" },
  { "- a\n  - b\n    - c\n- d", "p - (*0) \"a\"\np -- (*0) \"b\"\np --- (*0) \"c\"\np - (*0) \"d\"\n" },
  { "- 1. a", "p - (*0) \"\"\np -1 (#1) \"a\"\n" },
  { "-\n- a\n-", "p - (*0) \"\"\np - (*0) \"a\"\np - (*0) \"\"\n" },
  { "-\n\n  a", "p - (*0) \"\"\np \"a\"\n" },
  { "1.\n\n1. a", "p 1 (#1) \"\"\np 1 (#2) \"a\"\n" },
  { "- # a\n- ***\n- ```\n  b\n  ```", "h1 - (*0) \"a\"\nrule - (*0) \"\"\ncode - (*0) closed \"b\"\n" },
  { "- [ ] a\n- [x] b\n- [X] c\n- [y] d\n- [ ]e", "p - (o0) \"a\"\np - (x0) \"b\"\np - (x0) \"c\"\np - (*0) \"[y] d\"\np - (*0) \"[ ]e\"\n" },
  { "1. [x] a", "p 1 (x1) \"a\"\n" },
  { "> a\nb\n> c\n\n> d\n>> e", "p > \"a b c\"\np > \"d\"\np >>+1 \"e\"\n" },
  { "> a\n>\n> b\n\n> c\n> > d\n>\n> > e", "p > \"a\"\np >+1 \"b\"\np > \"c\"\np >>+1 \"d\"\np >>+1 \"e\"\n" },
  { "- > a\n\n  > b\n- > c", "p -> (*0) \"a\"\np ->+1 \"b\"\np -> (*0) \"c\"\n" },
  { "> - a\n>\n> b\n- c", "p >- (*0) \"a\"\np >+1 \"b\"\np - (*0) \"c\"\n" },
  { "> ```\n> a\nb", "code > \"a\"\np \"b\"\n" },
  { "1234567890. a", "p \"1234567890. a\"\n" },
  { "-a\n+ b\n*c", "p \"-a\"\np - (*0) \"b *c\"\n" },
  { NULL, NULL },
};

static const Case tables[] = {
  { "| a | b |\n|:-:|--:|\n| 1 | 2 |", "table cr \"a\\tb\\n1\\t2\"\n" },
  { "a|b\n-|:-\n1|2|3\n4", "table ll \"a\\tb\\n1\\t2\\n4\\t\"\n" },
  { "| a |\n|---|\nb\n\nc", "table l \"a\\nb\"\np \"c\"\n" },
  { "| a |\n|---|\n> b", "table l \"a\"\np > \"b\"\n" },
  { "x\n| a |\n|---|\n| b |", "p \"x\"\ntable l \"a\\nb\"\n" },
  { "- | a |\n  |---|\n  | b |", "table - (*0) l \"a\\nb\"\n" },
  { "| a | b |\n|---|", "p \"| a | b | |---|\"\n" },
  { "a\n---", "h2 \"a\"\n" },
  { "| `a\\|b` | \\| |\n|-|-|", "table ll \"a|b\\t|\" 0-3:k\n" },
  { "| a<br>b | c<BR/>d |\n|-|-|\n|<br />|<brx>|", "table ll \"a\\nb\\tc\\nd\\n\\n\\t<brx>\"\n" },
  { "| *a* | [b](c) |\n|-|-|\n| http://d.e | ~~f~~ |", "table ll \"a\\tb\\nhttp://d.e\\tf\" 0-1:e 2-3:l=c 4-14:l=http://d.e 15-16:s\n" },
  { NULL, NULL },
};

static const Case references[] = {
  { "[a] [b][a] [A ][] ![a]\n\n[a]: /u \"t\"", "p \"a b A  a\" 0-1:l=/u 2-3:l=/u 4-6:l=/u 7-8:i=/u\n" },
  { "[a]: /u\n[a]: /v\n\n[a]", "p \"a\" 0-1:l=/u\n" },
  { "[a]:\n <u v>\n 'ti\n tle'\n[a]", "p \"a\" 0-1:l=u v\n" },
  { "[a]: /u x\n\n[a]", "p \"[a]: /u x\"\np \"[a]\"\n" },
  { "[a]: /u\n===\n", "p \"===\"\n" },
  { "x\n[a]: /u\n\n[a]", "p \"x [a]: /u\"\np \"[a]\"\n" },
  { "> [a]: /u\n\n[a]", "p \"a\" 0-1:l=/u\n" },
  { "# [a]\n- `[a]`\n\n[a]: /u\\*&amp;", "h1 \"a\" 0-1:l=/u*&\np - (*0) \"[a]\" 0-3:k\n" },
  { "- [a]: /u", "p - (*0) \"\"\n" },
  { "[\303\204]: /u\n\n[\303\244]", "p \"\\303\\244\" 0-2:l=/u\n" },
  { "[a](\001"
    "0) [b]\n\n[b]: /u",
    "p \"[a](\\0010) b\" 8-9:l=/u\n" },
  { NULL, NULL },
};

/* Exactly the blocks that refer to what is defined late are replaced. */
static void
test_late_definition (void)
{
  static const char before[] = "a [x]\n\n- b\n- [y]\n\n| [x] | [y] |\n|---|---|\n\n`[x]`\n\n";
  g_autoptr(Stream) stream = stream_new ();
  g_autoptr(GPtrArray) old = NULL;
  g_autofree char      *printed = NULL;
  static const gboolean stays[] = { FALSE, TRUE, TRUE, FALSE, TRUE };

  stream_add (stream, before, strlen (before), FALSE);
  g_assert_cmpuint (chl_markdown_get_n_settled (stream->document), ==, G_N_ELEMENTS (stays));
  old = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_block_unref);
  for (guint i = 0; i < stream->mirror->len; i++)
    g_ptr_array_add (old, chl_block_ref (g_ptr_array_index (stream->mirror, i)));

  stream_add (stream, "[x]: /u\n\n", 9, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    g_assert_cmpint (g_ptr_array_index (old, i) == chl_markdown_get_block (stream->document, i), ==,
                     stays[i]);

  printed = stream_print (stream);
  g_assert_cmpstr (printed, ==,
                   "p \"a x\" 2-3:l=/u\n"
                   "p - (*0) \"b\"\n"
                   "p - (*0) \"[y]\"\n"
                   "table ll \"x\\t[y]\" 0-1:l=/u\n"
                   "p \"[x]\" 0-3:k\n");
}

static void
test_bytes (void)
{
  static const char zeros[] = "a\0b\n\0\nc\xff\xe2\x82 \xf0\x9f\x98\r\rd";
  g_autofree char  *blocks = print_document (zeros, sizeof zeros - 1);

  g_assert_cmpstr (blocks, ==,
                   "p \"a\\357\\277\\275b \\357\\277\\275 c\\357\\277\\275\\357\\277\\275 \\357\\277\\275\"\n"
                   "p \"d\"\n");
}

static void
test_line_breaks (void)
{
  g_autofree char *blocks = print_document ("a\r\nb\rc\n\rd\r\n\r\ne", 14);

  g_assert_cmpstr (blocks, ==, "p \"a b c\"\np \"d\"\np \"e\"\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/markdown/inlines", inlines, check_cases);
  g_test_add_data_func ("/markdown/bare-links", bare_links, check_cases);
  g_test_add_data_func ("/markdown/leaves", leaves, check_cases);
  g_test_add_data_func ("/markdown/containers", containers, check_cases);
  g_test_add_data_func ("/markdown/tables", tables, check_cases);
  g_test_add_data_func ("/markdown/references", references, check_cases);
  g_test_add_func ("/markdown/late-definition", test_late_definition);
  g_test_add_func ("/markdown/bytes", test_bytes);
  g_test_add_func ("/markdown/line-breaks", test_line_breaks);

  return g_test_run ();
}
