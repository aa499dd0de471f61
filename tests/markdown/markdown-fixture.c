/* markdown-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markdown-fixture.h"

#include <string.h>

static const char *const kinds[] = { "p", "h", "code", "table", "rule" };
static const char *const items[] = { "", "*", "#", "o", "x" };

/* Lines of which random documents consist: beginnings, ends and middles of everything. */
static const char *const snippets[] = {
  "text",
  "more text here",
  "- item",
  "* star",
  "+ plus",
  "1. one",
  "2. two",
  "3) three",
  "  continued",
  "    four",
  "\ttab",
  "```",
  "```c",
  "~~~",
  "  ```",
  "   ~~~",
  "````",
  "> quote",
  ">> deep",
  "> ```",
  "> - x",
  "# head",
  "#",
  "## a #",
  "===",
  "---",
  "***",
  "| a | b |",
  "|---|---|",
  "| 1 |",
  "a | b",
  "-|-",
  "|-",
  "| *x",
  "[x]: /u",
  "[x]",
  "[y]",
  "  [y]: /v",
  "> [x]: /w",
  "- [y]: /q",
  "[z]:",
  "/target",
  "\"title\"",
  "'ti",
  "**bold",
  "it*",
  "`tick",
  "a ` b ` c",
  "[l](u",
  ")",
  "[t](v \"w\")",
  "![i](p)",
  "<div>",
  "<!--",
  "-->",
  "",
  "",
  "",
  "",
  " ",
  "  ",
  "-",
  "1.",
  "- - x",
  "1. - y",
  "- 1. z",
  "      deep",
  "[z\ny]: /z",
  "\\",
  "&amp;",
  "&",
  "- ```",
  "  - sub",
  "   1. sub",
  "- [ ] task",
  "- [x]",
  "* [X] done",
  "http://a.b/c",
  "me@x.org",
  "hard  ",
  "hard\\",
  "_a_ __b__",
  "~~s~~ ~t~",
  "a<br>b",
  "| <br> | b<br/>c |",
  "\303\251",
  "\360\237\230\200 *\303\251*",
  "-\tt",
  ">\ttab",
  "- \t x",
  "  > q",
  "     - code",
  "[y][x]",
  "[x][]",
  "![x]",
  "x\0y",
  "\r",
  "\xff",
  "\xe2\x82",
};

Stream *
stream_new (void)
{
  Stream *self = g_new0 (Stream, 1);

  self->document = chl_markdown_new ();
  self->mirror = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_block_unref);
  return self;
}

void
stream_free (Stream *self)
{
  chl_markdown_free (self->document);
  g_ptr_array_unref (self->mirror);
  g_free (self);
}

static void
check_block (const ChlBlock *block)
{
  gsize at = 0;
  guint n_columns = chl_block_get_n_columns (block);

  g_assert_nonnull (block->text);
  g_assert_nonnull (block->containers);
  g_assert_cmpuint (strlen (block->text), ==, block->length);
  g_assert_true (g_utf8_validate (block->text, -1, NULL));

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const ChlSpan *span = &g_array_index (block->spans, ChlSpan, i);

      g_assert_cmpuint (span->start, >=, at);
      g_assert_cmpuint (span->end, >, span->start);
      g_assert_cmpuint (span->end, <=, block->length);
      g_assert_cmpuint (span->style, !=, 0);
      g_assert_cmpint ((block->text[span->start] & 0xc0), !=, 0x80);
      g_assert_cmpint ((block->text[span->end] & 0xc0), !=, 0x80);
      g_assert_cmpint (span->uri != NULL, ==,
                       (span->style & (CHL_SPAN_LINK | CHL_SPAN_IMAGE)) != 0);
      at = span->end;
    }

  g_assert_cmpint (block->kind == CHL_BLOCK_TABLE, ==, block->cells != NULL);
  at = 0;
  for (guint i = 0; block->cells != NULL && i < block->cells->len; i++)
    {
      const ChlCell *cell = &g_array_index (block->cells, ChlCell, i);

      g_assert_cmpuint (cell->start, ==, i == 0 ? 0 : at + 1);
      g_assert_cmpuint (cell->end, >=, cell->start);
      g_assert_cmpuint (cell->end, <=, block->length);
      if (i > 0)
        g_assert_cmpint (block->text[at], ==, i % n_columns == 0 ? '\n' : '\t');
      at = cell->end;
    }
  if (block->cells != NULL)
    {
      g_assert_cmpuint (at, ==, block->length);
      g_assert_cmpuint (block->cells->len, ==, n_columns * chl_block_get_n_rows (block));
    }
}

/**
 * stream_add:
 * @self: a stream
 * @text: what follows
 * @length: its bytes
 * @is_whole: nothing follows it
 *
 * Updates the document, and checks all that an update promises.
 */
void
stream_add (Stream     *self,
            const char *text,
            gsize       length,
            gboolean    is_whole)
{
  g_autofree char *exact = g_memdup2 (text, length);
  guint            n_settled = chl_markdown_get_n_settled (self->document);
  guint            first;
  guint            n_blocks;

  chl_markdown_append (self->document, exact, length);
  g_clear_pointer (&exact, g_free);
  first = chl_markdown_update (self->document, is_whole);

  n_blocks = chl_markdown_get_n_blocks (self->document);
  g_assert_cmpuint (first, <=, n_blocks);
  g_assert_cmpuint (first, <=, self->mirror->len);
  g_assert_cmpuint (chl_markdown_get_n_settled (self->document), >=, n_settled);
  g_assert_cmpuint (chl_markdown_get_n_settled (self->document), <=, n_blocks);

  for (guint i = 0; i < first; i++)
    g_assert_true (g_ptr_array_index (self->mirror, i) == chl_markdown_get_block (self->document, i));
  if (first < n_blocks && first < self->mirror->len)
    g_assert_false (chl_block_equal (g_ptr_array_index (self->mirror, first),
                                     chl_markdown_get_block (self->document, first)));
  if (first == n_blocks)
    g_assert_cmpuint (self->mirror->len, >=, n_blocks);

  for (guint i = first; i < n_blocks; i++)
    {
      ChlBlock *block = chl_markdown_get_block (self->document, i);

      check_block (block);
      if (i >= self->mirror->len)
        continue;
      if (block != g_ptr_array_index (self->mirror, i))
        g_assert_false (chl_block_equal (block, g_ptr_array_index (self->mirror, i)));
    }

  g_ptr_array_set_size (self->mirror, (int) first);
  for (guint i = first; i < n_blocks; i++)
    g_ptr_array_add (self->mirror, chl_block_ref (chl_markdown_get_block (self->document, i)));
}

/* One line that shows everything. */
char *
print_block (const ChlBlock *block)
{
  GString         *out = g_string_new (kinds[block->kind]);
  g_autofree char *text = g_strndup (block->text, block->length);
  g_autofree char *escaped = g_strescape (text, NULL);

  if (block->level > 0)
    g_string_append_printf (out, "%u", block->level);
  if (block->containers[0] != '\0')
    g_string_append_printf (out, " %s", block->containers);
  if (block->n_entered > 0 && strchr (block->containers, '>') != NULL)
    g_string_append_printf (out, "+%u", block->n_entered);
  if (block->item != CHL_ITEM_NONE)
    g_string_append_printf (out, " (%s%u)", items[block->item], block->number);
  if (block->is_continued)
    g_string_append (out, " ...");
  if (block->is_closed)
    g_string_append (out, " closed");
  if (block->language != NULL)
    g_string_append_printf (out, " <%s>", block->language);
  if (block->alignments != NULL)
    g_string_append_printf (out, " %s", block->alignments);
  g_string_append_printf (out, " \"%s\"", escaped);

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const ChlSpan *span = &g_array_index (block->spans, ChlSpan, i);

      g_string_append_printf (out, " %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT ":", span->start,
                              span->end);
      for (guint bit = 0; bit < 6; bit++)
        if ((span->style & (1u << bit)) != 0)
          g_string_append_c (out, "beskli"[bit]);
      if (span->uri != NULL)
        g_string_append_printf (out, "=%s", span->uri);
    }

  return g_string_free (out, FALSE);
}

/* A line for each block that the mirror has. */
char *
stream_print (Stream *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->mirror->len; i++)
    {
      g_autofree char *line = print_block (g_ptr_array_index (self->mirror, i));

      g_string_append_printf (out, "%s\n", line);
    }

  return g_string_free (out, FALSE);
}

/* What a reader sees, a line break behind each block. */
char *
stream_dup_plain (Stream *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->mirror->len; i++)
    {
      const ChlBlock *block = g_ptr_array_index (self->mirror, i);

      g_string_append_len (out, block->text, (gssize) block->length);
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

char *
print_document (const char *text,
                gsize       length)
{
  g_autoptr(Stream) stream = stream_new ();

  stream_add (stream, text, length, TRUE);
  return stream_print (stream);
}

GString *
make_random_document (GRand *rand,
                      guint  max_lines)
{
  GString *text = g_string_new (NULL);
  guint    n_lines = (guint) g_rand_int_range (rand, 1, (int) max_lines);

  for (guint i = 0; i < n_lines; i++)
    {
      g_string_append (text, snippets[g_rand_int_range (rand, 0, G_N_ELEMENTS (snippets))]);
      if (g_rand_int_range (rand, 0, 6) == 0)
        g_string_append_printf (text, " %s",
                                snippets[g_rand_int_range (rand, 0, G_N_ELEMENTS (snippets))]);
      if (g_rand_int_range (rand, 0, 40) == 0)
        g_string_append_c (text, '\0');
      if (g_rand_int_range (rand, 0, 20) != 0)
        g_string_append (text, g_rand_int_range (rand, 0, 20) == 0 ? "\r\n" : "\n");
    }

  return text;
}
