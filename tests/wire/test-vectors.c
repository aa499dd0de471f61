/* test-vectors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "wire-fixture.h"

/* Vectors up to here are cut at every byte. */
#define SMALL_BYTES 4096

static GPtrArray *vectors;

static void
check_pieces (const WireVector *vector,
              WirePieces        pieces)
{
  g_autoptr(JsonNode) result = wire_decode_to_json (vector, vector->length, pieces);

  g_test_message ("pieces of %" G_GSIZE_FORMAT ", seed %u: \"%.99s\", %s", pieces.size, pieces.seed,
                  chl_json_get_string (result, "/text"), chl_json_get_string (result, "/finish"));
  wire_assert_expected (result, vector);
}

static void
check_all_pieces (const WireVector *vector)
{
  static const gsize sizes[] = { 1, 7, G_MAXSIZE, 2, 3, 1024 };
  const guint        n_sizes = wire_get_stride () > 100 ? 2 : G_N_ELEMENTS (sizes);

  for (guint i = 0; i < n_sizes; i++)
    check_pieces (vector, (WirePieces){ .size = sizes[i] });
  for (guint seed = 1; seed <= (wire_get_stride () > 100 ? 1 : 4); seed++)
    check_pieces (vector, (WirePieces){ .seed = seed });
}

/* A body that ends too early ends as it would have ended, or is found out. */
static void
check_cuts (const WireVector *vector)
{
  const char *also = chl_json_get_string (vector->expect, "/cut_finish");
  gsize       step = wire_get_stride () > 100 ? 97 : 1;

  for (gsize length = 0; length < vector->length; length += step)
    {
      g_autoptr(ChlMessage) message = NULL;
      const ChlFailure *failure;
      const char       *finish;
      const char       *kind;

      message = wire_decode_as (vector->protocol, vector->body, length, &vector->options, WIRE_WHOLE);
      failure = chl_message_get_failure (message);
      finish = chl_finish_to_string (chl_message_get_finish (message));
      kind = failure != NULL ? chl_failure_kind_to_string (failure->kind) : NULL;
      if (g_strcmp0 (kind, "truncated") == 0 || g_strcmp0 (finish, also) == 0)
        continue;

      g_test_message ("cut at %" G_GSIZE_FORMAT ": %s, %s", length, finish, kind);
      g_assert_cmpstr (finish, ==, chl_json_get_string (vector->expect, "/finish"));
      g_assert_cmpstr (kind, ==, chl_json_get_string (vector->expect, "/error/kind"));
    }
}

/* Stopping keeps what came, wherever it happens. */
static void
check_cancel (const WireVector *vector)
{
  gsize step = MAX (vector->length / 4, 1);

  for (gsize at = 1; at < vector->length; at += step)
    {
      const WirePieces pieces = { .size = G_MAXSIZE, .cancel_at = at };
      g_autoptr(JsonNode) result = wire_decode_to_json (vector, vector->length, pieces);
      const char *finish = chl_json_get_string (result, "/finish");

      if (g_strcmp0 (finish, "cancelled") != 0)
        g_assert_cmpstr (finish, ==, chl_json_get_string (vector->expect, "/finish"));
    }
}

static void
test_pieces (void)
{
  for (guint i = 0; i < vectors->len; i++)
    {
      const WireVector *vector = g_ptr_array_index (vectors, i);

      g_test_message ("%s", vector->name);
      check_all_pieces (vector);
    }
}

static void
test_cuts (void)
{
  for (guint i = 0; i < vectors->len; i++)
    {
      const WireVector *vector = g_ptr_array_index (vectors, i);

      g_test_message ("%s", vector->name);
      if (vector->length <= SMALL_BYTES)
        check_cuts (vector);
    }
}

static void
test_cancel (void)
{
  for (guint i = 0; i < vectors->len; i++)
    {
      const WireVector *vector = g_ptr_array_index (vectors, i);

      g_test_message ("%s", vector->name);
      check_cancel (vector);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  vectors = wire_vectors_load ();
  g_test_add_func ("/vectors/pieces", test_pieces);
  g_test_add_func ("/vectors/cuts", test_cuts);
  g_test_add_func ("/vectors/cancel", test_cancel);
  status = g_test_run ();
  g_ptr_array_unref (vectors);

  return status;
}
