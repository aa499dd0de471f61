/* test-markdown-pieces.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "markdown-fixture.h"

#define N_RANDOM_DOCUMENTS 150

static void
compare (const char *how,
         const char *text,
         gsize       length,
         Stream     *stream,
         const char *whole)
{
  g_autofree char *pieces = stream_print (stream);

  if (g_str_equal (pieces, whole))
    return;

  g_test_message ("%s: %.*s", how, (int) length, text);
  g_assert_cmpstr (pieces, ==, whole);
}

/* In two pieces, the first of which was shown. */
static void
check_cut (const char *text,
           gsize       length,
           gsize       cut,
           const char *whole)
{
  g_autoptr(Stream) stream = stream_new ();

  stream_add (stream, text, cut, FALSE);
  stream_add (stream, text + cut, length - cut, TRUE);
  compare ("two pieces", text, length, stream, whole);
}

static void
check_pieces (const char *text,
              gsize       length,
              gsize       piece,
              const char *whole)
{
  g_autoptr(Stream) stream = stream_new ();

  for (gsize at = 0; at < length; at += piece)
    stream_add (stream, text + at, MIN (piece, length - at), FALSE);
  stream_add (stream, NULL, 0, TRUE);
  compare ("pieces", text, length, stream, whole);
}

static void
check_random_pieces (GRand      *rand,
                     const char *text,
                     gsize       length,
                     const char *whole)
{
  g_autoptr(Stream) stream = stream_new ();
  gsize piece;

  for (gsize at = 0; at < length; at += piece)
    {
      piece = (gsize) g_rand_int_range (rand, 1, 30);
      piece = MIN (piece, length - at);
      /* Whole now and then, although something follows. */
      stream_add (stream, text + at, piece, g_rand_int_range (rand, 0, 4) == 0);
    }
  stream_add (stream, NULL, 0, TRUE);
  compare ("random pieces", text, length, stream, whole);
}

static void
check_document (GRand      *rand,
                const char *text,
                gsize       length)
{
  g_autofree char *whole = print_document (text, length);

  for (gsize cut = 0; cut <= length; cut++)
    check_cut (text, length, cut, whole);
  for (gsize piece = 1; piece < 9; piece++)
    check_pieces (text, length, piece, whole);
  check_random_pieces (rand, text, length, whole);
}

static void
test_corpus (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < n_markdown_corpus; i++)
    check_document (rand, markdown_corpus[i], strlen (markdown_corpus[i]));
}

/* What one document leaves open may reach into the next. */
static void
test_pairs (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);

  for (guint i = 0; i < n_markdown_corpus; i++)
    {
      guint            next = (guint) g_rand_int_range (rand, 0, (int) n_markdown_corpus);
      g_autofree char *text = g_strconcat (markdown_corpus[i], markdown_corpus[next], NULL);

      check_document (rand, text, strlen (text));
    }
}

static void
test_all (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *whole = NULL;

  for (guint i = 0; i < n_markdown_corpus; i++)
    g_string_append_printf (text, "%s\n\n", markdown_corpus[i]);

  whole = print_document (text->str, text->len);
  for (gsize piece = 1; piece < 40; piece += 3)
    check_pieces (text->str, text->len, piece, whole);
  for (guint i = 0; i < 20; i++)
    check_random_pieces (rand, text->str, text->len, whole);
}

static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < N_RANDOM_DOCUMENTS; i++)
    {
      g_autoptr(GString) text = make_random_document (rand, 20);

      check_document (rand, text->str, text->len);
    }
}

/* Where something went wrong once: what refers to a later line was told of as changed, and was not. */
static void
test_found (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3109834288);

  for (guint i = 0; i < N_RANDOM_DOCUMENTS; i++)
    {
      g_autoptr(GString) text = make_random_document (rand, 20);
      g_autofree char *whole = print_document (text->str, text->len);

      check_random_pieces (rand, text->str, text->len, whole);
    }
}

/* Paragraphs and lines that are divided, in pieces that end before, at and behind the places. */
static void
test_long (void)
{
  static const char *const words[] = { "word ", "**bold** ", "*open ", "`code ", "a\n", "[x](y) ", "[", "| " };
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 16; i++)
    {
      g_autoptr(GString) text = g_string_new (i % 4 == 0 ? "- " : i % 4 == 1 ? "```\n"
                                                                              : "");
      g_autofree char *whole = NULL;
      gsize            length = (gsize) g_rand_int_range (rand, 1000, 9000);
      guint            n_words = (guint) g_rand_int_range (rand, 1, G_N_ELEMENTS (words) + 1);

      while (text->len < length)
        g_string_append (text, words[g_rand_int_range (rand, 0, (int) n_words)]);
      if (i % 3 == 0)
        g_string_append (text, "\n===\n\nx\n");

      whole = print_document (text->str, text->len);
      check_pieces (text->str, text->len, 7, whole);
      check_pieces (text->str, text->len, 1000, whole);
      check_random_pieces (rand, text->str, text->len, whole);
    }
}

static void
test_reset (void)
{
  g_autoptr(Stream) stream = stream_new ();
  g_autofree char *printed = NULL;

  stream_add (stream, "- a\n\n[x] \r", 10, TRUE);
  chl_markdown_reset (stream->document);
  g_ptr_array_set_size (stream->mirror, 0);
  g_assert_cmpuint (chl_markdown_get_n_blocks (stream->document), ==, 0);
  g_assert_cmpuint (chl_markdown_get_n_settled (stream->document), ==, 0);

  stream_add (stream, "\n[x]: /u\n", 9, TRUE);
  stream_add (stream, "b", 1, TRUE);
  printed = stream_print (stream);
  g_assert_cmpstr (printed, ==, "p \"b\"\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown-pieces/corpus", test_corpus);
  g_test_add_func ("/markdown-pieces/pairs", test_pairs);
  g_test_add_func ("/markdown-pieces/all", test_all);
  g_test_add_func ("/markdown-pieces/random", test_random);
  g_test_add_func ("/markdown-pieces/found", test_found);
  g_test_add_func ("/markdown-pieces/long", test_long);
  g_test_add_func ("/markdown-pieces/reset", test_reset);

  return g_test_run ();
}
