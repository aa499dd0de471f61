/* test-markdown-bounds.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <md4c.h>
#include <string.h>

#include "markdown-fixture.h"

/* What the parser may get at once: a piece of text, its indented lines, and definitions for it. */
#define MOST_AT_ONCE (64 * 1024)

/* What it may get for one byte of a document that is read at once. */
#define MOST_FOR_A_BYTE 10

/* What one update may read again, however long the document is. */
#define MOST_FOR_AN_UPDATE (128 * 1024)

/* The linker puts the first in the place of the parser, which is then the second. */
int __wrap_md_parse (const MD_CHAR   *text,
                     MD_SIZE          size,
                     const MD_PARSER *parser,
                     void            *user_data);
int __real_md_parse (const MD_CHAR   *text,
                     MD_SIZE          size,
                     const MD_PARSER *parser,
                     void            *user_data);

/**
 * Watch:
 * @n_bytes: what the parser got
 * @n_calls: how often it told something
 * @most_at_once: what it got at once
 * @n_outside: texts it told that lie outside of what it got
 *
 * What the parser did. Work is counted rather than timed.
 */
typedef struct
{
  guint64          n_bytes;
  guint64          n_calls;
  gsize            most_at_once;
  guint            n_outside;
  const MD_PARSER *parser;
  void            *user_data;
  const char      *text;
  gsize            size;
} Watch;

static Watch watch;

static int
watch_enter_block_cb (MD_BLOCKTYPE type,
                      void        *detail,
                      void        *user_data)
{
  watch.n_calls++;
  return watch.parser->enter_block (type, detail, watch.user_data);
}

static int
watch_leave_block_cb (MD_BLOCKTYPE type,
                      void        *detail,
                      void        *user_data)
{
  watch.n_calls++;
  return watch.parser->leave_block (type, detail, watch.user_data);
}

static int
watch_enter_span_cb (MD_SPANTYPE type,
                     void       *detail,
                     void       *user_data)
{
  watch.n_calls++;
  return watch.parser->enter_span (type, detail, watch.user_data);
}

static int
watch_leave_span_cb (MD_SPANTYPE type,
                     void       *detail,
                     void       *user_data)
{
  watch.n_calls++;
  return watch.parser->leave_span (type, detail, watch.user_data);
}

static int
watch_text_cb (MD_TEXTTYPE    type,
               const MD_CHAR *text,
               MD_SIZE        size,
               void          *user_data)
{
  gboolean is_break = type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || type == MD_TEXT_NULLCHAR;

  watch.n_calls++;
  if (!is_break && !(type == MD_TEXT_CODE && size == 1) &&
      (text < watch.text || text + size > watch.text + watch.size))
    watch.n_outside++;
  return watch.parser->text (type, text, size, watch.user_data);
}

int
__wrap_md_parse (const MD_CHAR   *text,
                 MD_SIZE          size,
                 const MD_PARSER *parser,
                 void            *user_data)
{
  static const MD_PARSER watcher = {
    .enter_block = watch_enter_block_cb,
    .leave_block = watch_leave_block_cb,
    .enter_span = watch_enter_span_cb,
    .leave_span = watch_leave_span_cb,
    .text = watch_text_cb,
  };
  MD_PARSER watched = watcher;

  watched.flags = parser->flags;
  watch.parser = parser;
  watch.user_data = user_data;
  watch.text = text;
  watch.size = size;
  watch.n_bytes += size;
  watch.most_at_once = MAX (watch.most_at_once, size);
  return __real_md_parse (text, size, &watched, user_data);
}

/* Repeated, each of these makes something nest, open without an end, or be looked up again. */
static const char *const hostile[] = {
  "[",
  "]",
  "*a_ ",
  "`",
  "` `` ",
  "|",
  "> ",
  ">",
  "- ",
  "1. ",
  "*",
  "**a ",
  "_a*",
  "<",
  "<a ",
  "&",
  "&amp;",
  "![",
  "](",
  "[a](",
  "[a][",
  "[a]: b\n",
  "[a]\n\n",
  "\\",
  "a@",
  "a@b.",
  "http://",
  "<!--",
  "~~a",
  "~a~ ",
  "a**b",
  "`a``b",
  "[a](<b",
  "[a](b \"",
  "x\n",
  "- a\n",
  "> a\n",
  "\t",
  " ",
  "\n",
  "```\n",
  "~~~ a\n",
  "| a |\n|---|\n",
  "|-|\n",
  "a|b\n",
  "[[a]",
  "[a]]",
  "*a**b_",
  "<a href=\"",
  "<?",
  "<![CDATA[",
  "\303\251*",
  "a\\\n",
  "#",
  "# a\n",
  "  - ",
  "&#1",
  ":",
  "=\n",
  "a\n=\n",
  "-\n\n",
  "[a]: \"\n",
  "\r",
  "\xff",
};

static GString *
repeat (const char *unit,
        gsize       length)
{
  GString *text = g_string_sized_new (length + 32);

  while (text->len < length)
    g_string_append (text, unit);

  return text;
}

static void
test_linear (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      guint64 n_bytes[2];
      guint64 n_calls[2];

      for (guint run = 0; run < 2; run++)
        {
          g_autoptr(GString) text = repeat (hostile[i], run == 0 ? 8000 : 32000);
          g_autoptr(Stream) stream = stream_new ();

          watch = (Watch){ 0 };
          stream_add (stream, text->str, text->len, TRUE);
          g_assert_cmpuint (watch.most_at_once, <=, MOST_AT_ONCE);
          g_assert_cmpuint (watch.n_bytes, <=, MOST_FOR_A_BYTE * text->len);
          g_assert_cmpuint (watch.n_outside, ==, 0);
          n_bytes[run] = watch.n_bytes;
          n_calls[run] = watch.n_calls;
        }

      if (n_bytes[1] > 5 * n_bytes[0] + MOST_AT_ONCE || n_calls[1] > 5 * n_calls[0] + MOST_AT_ONCE)
        g_test_message ("%s", hostile[i]);
      g_assert_cmpuint (n_bytes[1], <=, 5 * n_bytes[0] + MOST_AT_ONCE);
      g_assert_cmpuint (n_calls[1], <=, 5 * n_calls[0] + MOST_AT_ONCE);
    }
}

static void
test_update_is_bounded (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr(GString) text = repeat (hostile[i], 12000);
      g_autoptr(ChlMarkdown) document = chl_markdown_new ();

      for (gsize at = 0; at < text->len; at += 500)
        {
          watch = (Watch){ 0 };
          chl_markdown_append (document, text->str + at, MIN (500, text->len - at));
          chl_markdown_update (document, FALSE);
          g_assert_cmpuint (watch.n_bytes, <=, MOST_FOR_AN_UPDATE);
          g_assert_cmpuint (watch.n_calls, <=, MOST_FOR_AN_UPDATE);
        }
    }
}

/* Of a list, a table and code that never end, only the new is read. */
static void
test_settled_is_not_read (void)
{
  static const char *const endless[] = { "- an *item*\n", "1. an *item*\n\n", "| a `c` | b |\n",
                                         "> a *quote*\n>\n", "a *word* and " };

  for (guint i = 0; i < G_N_ELEMENTS (endless); i++)
    {
      g_autoptr(ChlMarkdown) document = chl_markdown_new ();
      guint64 most_early = 0;
      guint64 most_late = 0;

      chl_markdown_append (document, "| x | y |\n|---|---|\n", i == 2 ? 20 : 0);
      for (guint n = 0; n < 2000; n++)
        {
          watch = (Watch){ 0 };
          chl_markdown_append (document, endless[i], strlen (endless[i]));
          chl_markdown_update (document, FALSE);
          if (n < 200)
            most_early = MAX (most_early, watch.n_bytes);
          else
            most_late = MAX (most_late, watch.n_bytes);
        }
      g_assert_cmpuint (most_early, >, 0);
      g_assert_cmpuint (most_late, <=, 3 * most_early);
    }
}

/* Code that grows moves its memory now and then, not each time. */
static void
test_code_is_shared (void)
{
  g_autoptr(ChlMarkdown) document = chl_markdown_new ();
  const char *text = NULL;
  guint       n_moves = 0;

  chl_markdown_append (document, "```c\n", 5);
  for (guint i = 0; i < 6000; i++)
    {
      ChlBlock *block;

      chl_markdown_append (document, i % 3 == 2 ? "int x;\n" : "int x; ", 7);
      chl_markdown_update (document, FALSE);
      block = chl_markdown_get_block (document, 0);
      n_moves += block->text != text;
      text = block->text;
    }
  g_assert_cmpuint (n_moves, <, 30);

  chl_markdown_append (document, "```\n", 4);
  chl_markdown_update (document, FALSE);
  g_assert_true (chl_markdown_get_block (document, 0)->is_closed);
  g_assert_cmpuint (chl_markdown_get_block (document, 0)->length, ==, 6000 * 7 - 1);
}

/* A block stays as it was while others share its memory. */
static void
test_old_code_stays (void)
{
  g_autoptr(Stream) stream = stream_new ();
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_block_unref);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  static const char text[] = "~~~\na\n``b\n~~x\n  ~~~y\n\n \nc\n~~~\nd";

  for (gsize i = 0; i < strlen (text); i++)
    {
      stream_add (stream, text + i, 1, FALSE);
      for (guint n = 0; n < stream->mirror->len; n++)
        {
          ChlBlock *block = g_ptr_array_index (stream->mirror, n);

          g_ptr_array_add (blocks, chl_block_ref (block));
          g_ptr_array_add (texts, g_strndup (block->text, block->length));
        }
    }

  for (guint i = 0; i < blocks->len; i++)
    {
      const ChlBlock *block = g_ptr_array_index (blocks, i);
      const char     *before = g_ptr_array_index (texts, i);

      g_assert_cmpmem (block->text, block->length, before, strlen (before));
    }
}

/* No label is long, and nothing is lost where a paragraph is divided. */
static void
check_long_paragraph (const char *unit,
                      guint       n_before,
                      gboolean    has_marks)
{
  g_autoptr(GString) text = repeat (unit, 20000);
  g_autoptr(GString) all = g_string_new (NULL);
  g_autoptr(Stream) stream = stream_new ();
  guint n_letters[2] = { 0 };

  for (guint i = 0; i < n_before; i++)
    g_string_prepend_c (text, 'x');
  stream_add (stream, text->str, text->len, TRUE);

  g_assert_cmpuint (stream->mirror->len, >, 4);
  for (guint n = 0; n < stream->mirror->len; n++)
    {
      const ChlBlock *block = g_ptr_array_index (stream->mirror, n);

      g_assert_cmpuint (block->length, <=, 2 * CHL_MARKDOWN_LONG_PARAGRAPH);
      g_assert_cmpint (block->is_continued, ==, n > 0);
      g_string_append (all, block->text);
      /* Marks are whole on both sides of each place. */
      if (has_marks)
        g_assert_null (strpbrk (block->text, "*`["));
    }

  for (gsize at = 0; at < text->len; at++)
    n_letters[0] += g_ascii_isalpha (text->str[at]) != 0;
  for (gsize at = 0; at < all->len; at++)
    n_letters[1] += g_ascii_isalpha (all->str[at]) != 0;
  g_assert_cmpuint (n_letters[0], ==, n_letters[1]);
}

static void
test_long_paragraphs (void)
{
  static const char *const units[] = { "*em word* ", "`a b` ", "[a b](1) ", "word ", "a\n", "x" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    for (guint n_before = 0; n_before < 10; n_before++)
      check_long_paragraph (units[i], n_before, i < 3);
}

static void
test_depth (void)
{
  g_autofree char *quotes = g_strnfill (1000, '>');
  g_autofree char *whole = print_document (quotes, 1000);
  g_autoptr(GString) list = repeat ("- ", 1000);
  g_autofree char *deep = NULL;
  g_autoptr(Stream) stream = stream_new ();

  g_assert_true (g_str_has_prefix (whole, "p >>>>>>>>>>>>>>>> \">>>"));

  g_string_append_c (list, 'x');
  stream_add (stream, list->str, list->len, TRUE);
  deep = stream_print (stream);
  g_assert_cmpuint (stream->mirror->len, ==, 16);
  g_assert_nonnull (strstr (deep, "p ---------------- (*0) \"- - -"));
}

/* Each prefix of each document, in memory that ends where it ends. */
static void
test_every_prefix (void)
{
  watch = (Watch){ 0 };
  for (guint i = 0; i < n_markdown_corpus; i++)
    for (gsize length = 0; length <= strlen (markdown_corpus[i]); length++)
      for (guint is_whole = 0; is_whole < 2; is_whole++)
        {
          g_autoptr(Stream) stream = stream_new ();

          stream_add (stream, markdown_corpus[i], length, is_whole);
        }
  g_assert_cmpuint (watch.n_bytes, >, 0);
  g_assert_cmpuint (watch.n_outside, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown-bounds/linear", test_linear);
  g_test_add_func ("/markdown-bounds/update-is-bounded", test_update_is_bounded);
  g_test_add_func ("/markdown-bounds/settled-is-not-read", test_settled_is_not_read);
  g_test_add_func ("/markdown-bounds/code-is-shared", test_code_is_shared);
  g_test_add_func ("/markdown-bounds/old-code-stays", test_old_code_stays);
  g_test_add_func ("/markdown-bounds/long-paragraphs", test_long_paragraphs);
  g_test_add_func ("/markdown-bounds/depth", test_depth);
  g_test_add_func ("/markdown-bounds/every-prefix", test_every_prefix);

  return g_test_run ();
}
