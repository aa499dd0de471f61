/* test-mutations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-reader.h"
#include "chl-json.h"
#include "wire-fixture.h"

/* See wire_get_stride(). */
#define N_ROUNDS 40000

#define MAX_BODY_BYTES 8192

static GPtrArray *vectors;

static guint
get_n_rounds (void)
{
  return N_ROUNDS / wire_get_stride ();
}

static const WireVector *
choose (GRand *random)
{
  const WireVector *vector;

  do
    vector = g_ptr_array_index (vectors, g_rand_int_range (random, 0, vectors->len));
  while (vector->length > MAX_BODY_BYTES || vector->length == 0);

  return vector;
}

/* The same in any pieces: that is all that holds for a body that may be anything. */
static void
check_body (const WireVector *vector,
            const char       *body,
            gsize             length,
            guint             seed)
{
  g_autoptr(JsonNode) whole = NULL;
  g_autoptr(JsonNode) pieces = NULL;
  WireVector changed = *vector;

  changed.body = (char *) body;
  whole = wire_decode_to_json (&changed, length, WIRE_WHOLE);
  pieces = wire_decode_to_json (&changed, length, (WirePieces){ .seed = seed });
  g_assert_true (json_node_equal (whole, pieces));

  /* Redaction is thorough and slow. */
  if (seed % 10 == 0)
    chl_failure_free (chl_failure_read (seed % 600, "text/html", body, length));
}

static void
test_flipped_bytes (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < get_n_rounds (); i++)
    {
      const WireVector *vector = choose (random);
      g_autofree char  *body = g_memdup2 (vector->body, vector->length);
      guint             n_flips = g_rand_int_range (random, 1, 6);

      for (guint j = 0; j < n_flips; j++)
        {
          gsize at = (gsize) g_rand_int_range (random, 0, vector->length);

          if (g_rand_boolean (random))
            body[at] = (char) g_rand_int_range (random, 0, 256);
          else
            body[at] = "{}[]\",:\\\r\n0-n"[g_rand_int_range (random, 0, 13)];
        }
      check_body (vector, body, vector->length, i + 1);
    }
}

/* Where in @text values of JSON begin, roughly: behind colons, commas and brackets. */
static gsize
find_value (const char *text,
            gsize       length,
            GRand      *random)
{
  gsize start = (gsize) g_rand_int_range (random, 0, length);

  for (gsize i = 0; i < length; i++)
    {
      gsize at = (start + i) % length;

      if (strchr (":,[", text[at]) != NULL && text[at] != '\0' && at + 1 < length)
        return at + 1;
    }

  return 0;
}

static gsize
skip_value (const char *text,
            gsize       length,
            gsize       at)
{
  int  depth = 0;
  char quote = 0;

  for (; at < length && text[at] != '\n'; at++)
    {
      if (quote != 0)
        {
          if (text[at] == '\\')
            at++;
          else if (text[at] == quote)
            quote = 0;
        }
      else if (text[at] == '"')
        quote = '"';
      else if (text[at] == '{' || text[at] == '[')
        depth++;
      else if (depth == 0 && strchr (",}]", text[at]) != NULL)
        break;
      else if (text[at] == '}' || text[at] == ']')
        depth--;
    }

  return MIN (at, length);
}

/* Puts a value of another type where one stood. */
static void
test_swapped_types (void)
{
  static const char *const values[] = {
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e999",
    "99999999999999999999",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[null]",
    "{\"a\":{}}",
    "[[{}]]",
    "\"\\ud83d\"",
    "\"error\"",
    "128",
    "{\"message\":1}",
    "[{\"text\":[]}]",
    "\"\\u0000\"",
  };
  g_autoptr(GRand) random = g_rand_new_with_seed (12);

  for (guint i = 0; i < get_n_rounds (); i++)
    {
      const WireVector *vector = choose (random);
      g_autoptr(GString) body = g_string_new_len (vector->body, vector->length);
      guint n_swaps = g_rand_int_range (random, 1, 4);

      for (guint j = 0; j < n_swaps; j++)
        {
          gsize at = find_value (body->str, body->len, random);
          gsize end = skip_value (body->str, body->len, at);

          g_string_erase (body, at, end - at);
          g_string_insert (body, at, values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))]);
        }
      check_body (vector, body->str, body->len, i + 1);
    }
}

/* Pieces of one vector in the middle of another. */
static void
test_spliced (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (13);

  for (guint i = 0; i < get_n_rounds () / 2; i++)
    {
      const WireVector *vector = choose (random);
      const WireVector *other = choose (random);
      gsize             from = (gsize) g_rand_int_range (random, 0, other->length);
      gsize             at = (gsize) g_rand_int_range (random, 0, vector->length + 1);
      g_autoptr(GString) body = g_string_new_len (vector->body, vector->length);

      g_string_insert_len (body, at, other->body + from, other->length - from);
      check_body (vector, body->str, body->len, i + 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  vectors = wire_vectors_load ();
  g_test_add_func ("/mutations/flipped-bytes", test_flipped_bytes);
  g_test_add_func ("/mutations/swapped-types", test_swapped_types);
  g_test_add_func ("/mutations/spliced", test_spliced);
  status = g_test_run ();
  g_ptr_array_unref (vectors);

  return status;
}
