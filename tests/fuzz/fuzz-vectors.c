/* fuzz-vectors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "wire-fixture.h"

static void
assert_same (ChlVectors *one,
             ChlVectors *other)
{
  guint n_dimensions;

  g_assert_cmpint (one != NULL, ==, other != NULL);
  if (one == NULL)
    return;

  n_dimensions = chl_vectors_get_n_dimensions (one);
  g_assert_cmpuint (n_dimensions, ==, chl_vectors_get_n_dimensions (other));
  g_assert_cmpuint (chl_vectors_get_length (one), ==, chl_vectors_get_length (other));
  for (guint i = 0; i < chl_vectors_get_length (one); i++)
    g_assert_cmpmem (chl_vectors_get (one, i), n_dimensions * sizeof (float),
                     chl_vectors_get (other, i), n_dimensions * sizeof (float));
}

/* Vectors from any body: finite, of one length, as many as were asked for, or none and a failure.
 * The last byte chooses what was asked for. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const ChlProtocolId protocols[] = { CHL_PROTOCOL_OPENAI_EMBEDDINGS, CHL_PROTOCOL_OLLAMA_EMBED };
  ChlDecodeOptions           options;
  guint                      choice;

  if (size == 0)
    return 0;

  choice = data[size - 1] ^ '}';
  chl_decode_options_init (&options);
  options.n_vectors = choice % 4;
  options.n_dimensions = choice / 4 % 4;

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      const char *body = (const char *) data;
      g_autoptr(ChlMessage) whole = wire_decode_as (protocols[i], body, size, &options, WIRE_WHOLE);
      g_autoptr(ChlMessage) pieces = wire_decode_as (protocols[i], body, size, &options,
                                                      (WirePieces){ .size = 3 });
      ChlVectors *vectors = wire_get_vectors (whole);

      g_assert_cmpint (vectors != NULL, ==, chl_message_get_finish (whole) == CHL_FINISH_STOP);
      assert_same (vectors, wire_get_vectors (pieces));
      if (vectors != NULL && options.n_vectors > 0)
        g_assert_cmpuint (chl_vectors_get_length (vectors), ==, options.n_vectors);
      if (vectors != NULL && options.n_dimensions > 0)
        g_assert_cmpuint (chl_vectors_get_n_dimensions (vectors), ==, options.n_dimensions);
    }

  return 0;
}
