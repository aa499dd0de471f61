/* test-number-vectors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-completion.h"
#include "chl-embedding.h"
#include "chl-json.h"
#include "chl-vectors.h"

static ChlVectors *
make (const float *numbers,
      guint        length,
      guint        n_dimensions)
{
  ChlVectors *vectors = chl_vectors_new (n_dimensions);

  for (guint i = 0; i < length; i++)
    g_assert_true (chl_vectors_add (vectors, numbers + i * n_dimensions));

  return vectors;
}

static void
test_keeps_them_in_order (void)
{
  static const float numbers[] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr(ChlVectors) vectors = make (numbers, 2, 2);
  g_autoptr(ChlVectors) more = make (numbers + 4, 1, 2);
  g_autoptr(ChlVectors) none = chl_vectors_new (2);

  g_assert_cmpuint (chl_vectors_get_length (none), ==, 0);
  chl_vectors_join (vectors, none);
  g_assert_cmpuint (chl_vectors_get_length (vectors), ==, 2);
  chl_vectors_join (vectors, more);
  g_assert_cmpuint (chl_vectors_get_length (vectors), ==, 3);
  g_assert_cmpuint (chl_vectors_get_n_dimensions (vectors), ==, 2);
  g_assert_cmpmem (chl_vectors_get (vectors, 0), sizeof numbers, numbers, sizeof numbers);
}

static void
test_what_is_no_number (void)
{
  const float rows[][2] = { { NAN, 1 }, { 1, NAN }, { INFINITY, 0 }, { 0, -INFINITY } };
  g_autoptr(ChlVectors) vectors = chl_vectors_new (2);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_false (chl_vectors_add (vectors, rows[i]));
  g_assert_cmpuint (chl_vectors_get_length (vectors), ==, 0);
}

/* No more digits than it takes, and no fewer. */
static void
test_text (void)
{
  static const float numbers[] = { 0.1F, -1, 0, 16777216, 1.17549435e-38F, 0.333333343F };
  g_autoptr(ChlVectors) vectors = make (numbers, 1, 6);
  g_autofree char *text = chl_vectors_dup_text (vectors, 0);
  g_autoptr(JsonNode) node = chl_vectors_to_json (vectors);
  g_autofree char *json = chl_json_print (node, FALSE);

  g_assert_cmpstr (text, ==, "0.1 -1 0 16777216 1.1754944e-38 0.33333334");
  g_assert_cmpstr (json, ==, "[[0.1,-1.0,0.0,16777216.0,1.1754944e-38,0.33333334]]");
}

static void
test_references (void)
{
  static const float numbers[] = { 1 };
  ChlVectors        *vectors = make (numbers, 1, 1);
  GValue             value = G_VALUE_INIT;

  g_value_init (&value, CHL_TYPE_VECTORS);
  g_value_set_boxed (&value, vectors);
  chl_vectors_unref (vectors);
  g_assert_cmpuint (chl_vectors_get_length (g_value_get_boxed (&value)), ==, 1);
  g_value_unset (&value);
}

static void
test_completion (void)
{
  g_autoptr(ChlCompletion) gap = chl_completion_new ("m", "a", "b");
  g_autoptr(ChlCompletion) none = chl_completion_new ("m", "a", NULL);
  g_autoptr(ChlCompletion) end = chl_completion_new ("m", "a", "");

  g_assert_true (chl_completion_has_suffix (gap));
  g_assert_false (chl_completion_has_suffix (none));
  g_assert_false (chl_completion_has_suffix (end));
  g_assert_true (gap->stream);
  g_assert_true (isnan (gap->temperature) && isnan (gap->top_p));

  /* What servers take when they are not told is sixteen, which is a line at most. */
  g_assert_cmpint (gap->max_output, >, 16);
}

static void
test_embedding_request (void)
{
  g_autoptr(ChlEmbeddingRequest) request = chl_embedding_request_new ("m");

  chl_embedding_request_add (request, "a");
  chl_embedding_request_add (request, "b");
  g_assert_cmpuint (request->inputs->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (request->inputs, 1), ==, "b");
  g_assert_cmpint (request->dimensions, ==, 0);
  g_assert_cmpint (request->encoding, ==, CHL_VECTOR_FLOAT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/number-vectors/keeps-them-in-order", test_keeps_them_in_order);
  g_test_add_func ("/number-vectors/what-is-no-number", test_what_is_no_number);
  g_test_add_func ("/number-vectors/text", test_text);
  g_test_add_func ("/number-vectors/references", test_references);
  g_test_add_func ("/number-vectors/completion", test_completion);
  g_test_add_func ("/number-vectors/embedding-request", test_embedding_request);

  return g_test_run ();
}
