/* test-vectors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "wire-fixture.h"

static void
check_pieces (const WireVector *vector,
              WirePieces        pieces)
{
  g_autoptr(JsonNode) result = wire_decode_to_json (vector, vector->length, pieces);
  g_autofree char *text = chl_json_print (result, FALSE);

  g_test_message ("pieces of %" G_GSIZE_FORMAT ", seed %u: %.300s", pieces.size, pieces.seed, text);
  wire_assert_expected (result, vector);
}

static void
test_pieces (gconstpointer data)
{
  static const gsize sizes[] = { G_MAXSIZE, 1, 2, 3, 7, 1024 };
  const WireVector  *vector = data;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    check_pieces (vector, (WirePieces){ .size = sizes[i] });
  for (guint seed = 1; seed <= 8; seed++)
    check_pieces (vector, (WirePieces){ .seed = seed });
}

/* A body that ends too early ends as it would have ended, or is found out. */
static void
test_cuts (gconstpointer data)
{
  const WireVector *vector = data;

  for (gsize length = 0; length < vector->length; length++)
    {
      g_autoptr(JsonNode) result = wire_decode_to_json (vector, length, WIRE_WHOLE);
      const char *finish = chl_json_get_string (result, "/finish");
      const char *kind = chl_json_get_string (result, "/error/kind");
      const char *also = chl_json_get_string (vector->expect, "/cut_finish");

      if (g_strcmp0 (kind, "truncated") == 0 || g_strcmp0 (finish, also) == 0)
        continue;

      g_test_message ("cut at %" G_GSIZE_FORMAT ": %s, %s", length, finish, kind);
      g_assert_cmpstr (finish, ==, chl_json_get_string (vector->expect, "/finish"));
      g_assert_cmpstr (kind, ==, chl_json_get_string (vector->expect, "/error/kind"));
    }
}

/* Stopping keeps what came, wherever it happens. */
static void
test_cancel (gconstpointer data)
{
  const WireVector *vector = data;
  gsize             step = MAX (vector->length / 40, 1);

  for (gsize at = 1; at < vector->length; at += step)
    {
      const WirePieces pieces = { .size = G_MAXSIZE, .cancel_at = at };
      g_autoptr(JsonNode) result = wire_decode_to_json (vector, vector->length, pieces);
      const char *finish = chl_json_get_string (result, "/finish");

      if (g_strcmp0 (finish, "cancelled") != 0)
        g_assert_cmpstr (finish, ==, chl_json_get_string (vector->expect, "/finish"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) vectors = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  vectors = wire_vectors_load ();
  for (guint i = 0; i < vectors->len; i++)
    {
      const WireVector *vector = g_ptr_array_index (vectors, i);
      g_autofree char  *pieces = g_strconcat ("/vectors/pieces/", vector->name, NULL);
      g_autofree char  *cuts = g_strconcat ("/vectors/cuts/", vector->name, NULL);
      g_autofree char  *cancel = g_strconcat ("/vectors/cancel/", vector->name, NULL);

      g_test_add_data_func (pieces, vector, test_pieces);
      g_test_add_data_func (cancel, vector, test_cancel);
      if (vector->length <= 4096)
        g_test_add_data_func (cuts, vector, test_cuts);
    }

  return g_test_run ();
}
