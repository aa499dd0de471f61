/* test-markdown-shown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "markdown-fixture.h"

/* Answers as they should be: what is shown of them while they come only ever grows. */
static const char *const answers[] = {
  "Hello! This is *one* **two** ***three*** `four` ~~five~~ and \"six\".\n\nNext.\n",
  "# A *title* with `code`\n\nText below it, 2 * 3 = 6, 5 < 6 and snake_case_name.\n\n## Another #\n\n"
  "Last one.",
  "A list:\n\n- one\n- **two** bold\n  - inner *it*\n  - `code`\n- [ ] task\n- [x] done\n\n1. first\n2. "
  "second\n   more of it\n\n   and a paragraph\n\n10. tenth\n\nEnd.\n",
  "> A quote\n> with **two** lines\n>\n> - and a list\n> - in it\n\nOut of it.\n",
  "Code:\n\n```python\ndef f(a):\n    return `a`\n\n\nprint(f(1))\n```\n\nAnd ~~~\n\n~~~\n```\ninner\n~~~\n",
  "Numbers:\n\n1. Do this:\n\n   ```sh\n   ls -la\n   ```\n\n2. Then that.\n",
  "A [link](https://example.org/a_b \"title\") and [**bold** one](<a b>), ![picture](p.png).\n",
  "[a]: /u\n[that]: /v\n\nRefer to [this][a] and [that].\n\nCode `a b` c``d `e`` f.\n",
  "Bare https://example.org/x_y and me@example.org, or <https://e.org>.\n",
  "Fish &amp; chips, AT&T, &copy; 2024 &lt;b&gt; done & gone.\n",
  "Escaped \\*stars\\*, back\\\\slash, hard\\\nbreak and hard  \nbreak.\n",
  "| Name | Value |\n|:-----|------:|\n| **a** | `1` |\n| b c | [x](y) |\n| d<br>e | f \\| g |\n\nAfter "
  "the table.\n",
  "Before it\n| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter.\n",
  "Text\n\n---\n\nMore\n\n***\n\n- a\n\n___\n\nEnd\n",
  "Big title\n=========\n\nSmall title\n---\n\nText.\n",
  "Index a[0] and f(x)[1] stay, and [1] as well.\n",
  "**Bold start** of a line\n*it start*\n`code start` end\n__under__ start\n",
  "- **Term**: what it means\n- *Other*: it_too_means\n\n  > quote in item\n\n- `x`: y\n",
  "Nested **bold with *it* and `code` inside** and *it with **bold** inside* end.\n",
  "1999 was a year.\n\n1999\n\n+1 for it\n\n-1 is less\n\n#hash\n\n>no blank\n",
  "[a]: https://example.org\n\nText with \303\251\303\251 and \360\237\230\200 **\303\274** end\n",
  "Ends in the *middle of **something `",
};

static void
trim_end (char *text)
{
  gsize length = strlen (text);

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    text[--length] = '\0';
}

/* The kind of the block at this place, and all it was before. */
static void
check_kinds (Stream *stream,
             GArray *kinds,
             guint   n_changes)
{
  guint n_seen = 0;

  for (guint i = 0; i < stream->mirror->len; i++)
    {
      const ChlBlock *block = g_ptr_array_index (stream->mirror, i);

      if (i >= kinds->len)
        g_array_append_val (kinds, block->kind);
      else if (g_array_index (kinds, ChlBlockKind, i) != block->kind)
        {
          /* A paragraph becomes a title when the line below it comes, and never again. */
          g_assert_cmpint (g_array_index (kinds, ChlBlockKind, i), ==, CHL_BLOCK_PARAGRAPH);
          g_assert_cmpint (block->kind, ==, CHL_BLOCK_HEADING);
          g_array_index (kinds, ChlBlockKind, i) = block->kind;
          n_seen++;
        }
    }

  g_assert_cmpuint (n_seen, <=, n_changes);
}

static void
test_only_grows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      gsize length = strlen (answers[i]);
      g_autoptr(Stream) whole = stream_new ();
      g_autoptr(Stream) stream = stream_new ();
      g_autoptr(GArray) kinds = g_array_new (FALSE, FALSE, sizeof (ChlBlockKind));
      g_autofree char *final = NULL;
      g_autofree char *before = g_strdup ("");

      /* The last answer breaks off: it is never told that it is whole. */
      stream_add (whole, answers[i], length, i + 1 < G_N_ELEMENTS (answers));
      final = stream_dup_plain (whole);

      for (gsize at = 0; at < length; at++)
        {
          g_autofree char *plain = NULL;

          stream_add (stream, answers[i] + at, 1, FALSE);
          plain = stream_dup_plain (stream);
          trim_end (plain);
          if (!g_str_has_prefix (final, plain) || !g_str_has_prefix (plain, before))
            g_test_message ("%.*s", (int) at + 1, answers[i]);
          g_assert_true (g_str_has_prefix (final, plain));
          g_assert_true (g_str_has_prefix (plain, before));
          check_kinds (stream, kinds, 1);
          g_free (g_steal_pointer (&before));
          before = g_steal_pointer (&plain);
        }
    }
}

/* Nothing is held back for long: a few bytes, or what has begun in this line. */
static void
test_not_held_long (void)
{
  static const char text[] =
    "Some *words* and **more words** with `code` and [a link](https://example.org/a/long/address) in "
    "one line, ending! Then a second sentence & a third <one> for 5 > 4.";
  g_autoptr(Stream) stream = stream_new ();

  for (gsize at = 0; at < strlen (text); at++)
    {
      g_autofree char *shown = NULL;
      g_autofree char *whole = print_document (text, at + 1);
      g_autoptr(Stream) all = stream_new ();
      g_autofree char *all_plain = NULL;

      stream_add (stream, text + at, 1, FALSE);
      stream_add (all, text, at + 1, TRUE);
      shown = stream_dup_plain (stream);
      all_plain = stream_dup_plain (all);
      /* The address of the link is not text. */
      g_assert_cmpuint (strlen (shown) + 46, >=, strlen (all_plain));
    }
}

typedef struct
{
  const char *text;
  const char *shown;
} Case;

static const Case cases[] = {
  /* Marks that are open are closed. */
  { "a **b", "p \"a b\" 2-3:b\n" },
  { "a **b *c", "p \"a b c\" 2-4:b 4-5:be\n" },
  { "a **b*", "p \"a b\" 2-3:b\n" },
  { "a **", "p \"a\"\n" },
  { "a ** b", "p \"a ** b\"\n" },
  { "a `b", "p \"a b\" 2-3:k\n" },
  { "a ``b `c", "p \"a b `c\" 2-6:k\n" },
  { "a `", "p \"a\"\n" },
  { "a ~~b", "p \"a b\" 2-3:s\n" },
  { "about ~5", "p \"about ~5\"\n" },
  { "2 * 3", "p \"2 * 3\"\n" },
  { "a_b", "p \"a_b\"\n" },
  { "**a\nb", "p \"a b\" 0-3:b\n" },
  /* A link shows its text. */
  { "a [b", "p \"a b\"\n" },
  { "a [b]", "p \"a b\"\n" },
  { "a [b](", "p \"a b\"\n" },
  { "a [b](http://x.y \"t", "p \"a b\"\n" },
  { "a [b](c)", "p \"a b\" 2-3:l=c\n" },
  { "a [b][c", "p \"a b\"\n" },
  { "a [**b", "p \"a b\" 2-3:b\n" },
  { "a ![b", "p \"a b\"\n" },
  { "a[0", "p \"a[0\"\n" },
  { "a <https://e.or", "p \"a https://e.or\" 2-14:l=https://e.or\n" },
  { "x [a <http://b", "p \"x a http://b\" 4-12:l=http://b\n" },
  { "x [a <http://b]", "p \"x a <http://b\" 5-13:l=http://b\n" },
  { "a <htt", "p \"a\"\n" },
  { "a &am", "p \"a\"\n" },
  { "a \\", "p \"a\"\n" },
  /* Lines of marks are held back. */
  { "a\n-", "p \"a\"\n" },
  { "a\n- ", "p \"a\"\n" },
  { "a\n- b", "p \"a\"\np - (*0) \"b\"\n" },
  { "a\n1", "p \"a\"\n" },
  { "a\n1. ", "p \"a\"\n" },
  { "a\n#", "p \"a\"\n" },
  { "a\n## ", "p \"a\"\n" },
  { "a\n##x", "p \"a ##x\"\n" },
  { "a\n=", "p \"a\"\n" },
  { "a\n--", "p \"a\"\n" },
  { "a\n``", "p \"a\"\n" },
  { "a\n```py", "p \"a\"\n" },
  { "a\n```py\n", "p \"a\"\ncode <py> \"\"\n" },
  { "```\na\n``", "code \"a\"\n" },
  { "```\na\n``b", "code \"a\\n``b\"\n" },
  { "```\na\n  ", "code \"a\"\n" },
  { "- [", "" },
  { "- [x]", "" },
  { "- [x] ", "" },
  { "- [x] a", "p - (x0) \"a\"\n" },
  { "[x]: /u", "" },
  { "[x", "" },
  { "**", "" },
  { "> ", "" },
  /* A table waits for its second line. */
  { "| a | b |", "" },
  { "| a | b |\n", "" },
  { "| a | b |\n|--", "" },
  { "| a | b |\n|---|---|", "" },
  { "| a | b |\n|---|---|\n", "table ll \"a\\tb\"\n" },
  { "| a | b |\n|---|---|\n| c", "table ll \"a\\tb\\nc\\t\"\n" },
  { "| a | b |\n|---|---|\n| c | **d", "table ll \"a\\tb\\nc\\td\" 6-7:b\n" },
  { "| a | b |\n|---|---|\n|", "table ll \"a\\tb\"\n" },
  { "| a | b |\n|---|---|\n| c<b", "table ll \"a\\tb\\nc\\t\"\n" },
  { "| a |\nb", "p \"| a | b\"\n" },
};

static void
test_half_there (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Stream) stream = stream_new ();
      g_autofree char *shown = NULL;

      g_test_message ("%s", cases[i].text);
      stream_add (stream, cases[i].text, strlen (cases[i].text), FALSE);
      shown = stream_print (stream);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* Once it is known that nothing follows, everything is there. */
static void
test_whole_as_it_is (void)
{
  static const Case wholes[] = {
    { "a **b", "p \"a **b\"\n" },
    { "a `b", "p \"a `b\"\n" },
    { "a [b](c", "p \"a [b](c\"\n" },
    { "a &am", "p \"a &am\"\n" },
    { "a\n-", "h2 \"a\"\n" },
    { "- [x]", "p - (x0) \"\"\n" },
    { "-", "p - (*0) \"\"\n" },
    { "| a |", "p \"| a |\"\n" },
    { "```py", "code <py> \"\"\n" },
    { "Hi!", "p \"Hi!\"\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    {
      g_autofree char *shown = print_document (wholes[i].text, strlen (wholes[i].text));

      g_assert_cmpstr (shown, ==, wholes[i].shown);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown-shown/only-grows", test_only_grows);
  g_test_add_func ("/markdown-shown/not-held-long", test_not_held_long);
  g_test_add_func ("/markdown-shown/half-there", test_half_there);
  g_test_add_func ("/markdown-shown/whole-as-it-is", test_whole_as_it_is);

  return g_test_run ();
}
