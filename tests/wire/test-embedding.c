/* test-embedding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-protocol.h"
#include "wire-fixture.h"

static const ChlQuirks plain = { 0 };
static const ChlQuirks other = { .dimensions_field = "output_dimension" };
static const ChlQuirks local = { .keep_alive = "-1", .context_tokens = 2048 };

static char *
encode (ChlProtocolId     protocol,
        const ChlQuirks  *quirks,
        guint             first,
        guint             n_inputs,
        gint64            dimensions,
        ChlVectorEncoding encoding)
{
  g_autoptr(ChlEmbeddingRequest) request = chl_embedding_request_new ("m");
  g_autoptr(GBytes) body = NULL;
  gsize       length;
  const char *bytes;

  chl_embedding_request_add (request, "one");
  chl_embedding_request_add (request, "zw\303\266lf \"Boxer\"\n");
  chl_embedding_request_add (request, "three");
  request->dimensions = dimensions;
  request->encoding = encoding;
  body = chl_protocol_encode_embedding (chl_protocol_get (protocol), request, first, n_inputs, quirks);
  bytes = g_bytes_get_data (body, &length);

  return g_strndup (bytes, length);
}

static void
test_requests (void)
{
  static const struct
  {
    ChlProtocolId     protocol;
    const ChlQuirks  *quirks;
    guint             first;
    guint             n_inputs;
    gint64            dimensions;
    ChlVectorEncoding encoding;
    const char       *json;
  } rows[] = {
    { CHL_PROTOCOL_OPENAI_EMBEDDINGS, &plain, 0, 1, 0, CHL_VECTOR_FLOAT,
      "{\"model\":\"m\",\"input\":[\"one\"]}" },
    { CHL_PROTOCOL_OPENAI_EMBEDDINGS, &plain, 1, 2, 256, CHL_VECTOR_BASE64,
      "{\"model\":\"m\",\"input\":[\"zw\303\266lf \\\"Boxer\\\"\\n\",\"three\"],"
      "\"encoding_format\":\"base64\",\"dimensions\":256}" },
    { CHL_PROTOCOL_OPENAI_EMBEDDINGS, &other, 2, 1, 256, CHL_VECTOR_FLOAT,
      "{\"model\":\"m\",\"input\":[\"three\"],\"output_dimension\":256}" },
    { CHL_PROTOCOL_OLLAMA_EMBED, &plain, 0, 1, 0, CHL_VECTOR_BASE64,
      "{\"model\":\"m\",\"input\":[\"one\"],\"truncate\":false}" },
    { CHL_PROTOCOL_OLLAMA_EMBED, &local, 0, 1, 8, CHL_VECTOR_FLOAT,
      "{\"model\":\"m\",\"input\":[\"one\"],\"truncate\":false,\"dimensions\":8,"
      "\"options\":{\"num_ctx\":2048},\"keep_alive\":-1}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = encode (rows[i].protocol, rows[i].quirks, rows[i].first, rows[i].n_inputs,
                                      rows[i].dimensions, rows[i].encoding);

      g_assert_cmpstr (json, ==, rows[i].json);
    }
}

static ChlMessage *
decode (const char *body,
        guint       n_vectors,
        guint       n_dimensions)
{
  ChlDecodeOptions options;

  chl_decode_options_init (&options);
  options.n_vectors = n_vectors;
  options.n_dimensions = n_dimensions;

  return wire_decode_as (CHL_PROTOCOL_OPENAI_EMBEDDINGS, body, strlen (body), &options, WIRE_WHOLE);
}

/* As many as texts were sent, and as long as they were asked to be. */
static void
test_what_was_asked_for (void)
{
  static const char body[] = "{\"data\":[{\"embedding\":[1,2,3]},{\"embedding\":[4,5,6]}]}";
  static const struct
  {
    guint       n_vectors;
    guint       n_dimensions;
    const char *message;
  } rows[] = {
    { 0, 0, NULL },
    { 2, 3, NULL },
    { 1, 3, "The server sent 2 vectors for 1 texts" },
    { 3, 0, "The server sent 2 vectors for 3 texts" },
    { 2, 4, "The server sent vectors of 3 numbers where 4 belong" },
    { 0, 2, "The server sent vectors of 3 numbers where 2 belong" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlMessage) message = decode (body, rows[i].n_vectors, rows[i].n_dimensions);
      const ChlFailure *failure = chl_message_get_failure (message);

      g_test_message ("%u", i);
      g_assert_cmpint (wire_get_vectors (message) != NULL, ==, rows[i].message == NULL);
      g_assert_cmpstr (failure != NULL ? failure->message : NULL, ==, rows[i].message);
      if (failure != NULL)
        {
          g_assert_cmpint (failure->kind, ==, CHL_FAILURE_PROTOCOL);
          g_assert_true (failure->is_ours);
        }
    }
}

static char *
make_body (guint       length,
           const char *vector)
{
  GString *body = g_string_new ("[");

  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (body, ',');
      g_string_append (body, vector);
    }
  g_string_append_c (body, ']');

  return g_string_free (body, FALSE);
}

/* No more than anybody can want, whatever a server sends. */
static void
test_limits (void)
{
  g_autofree char *few = make_body (65536, "[1]");
  g_autofree char *many = make_body (65537, "[1]");
  g_autofree char *short_vector = make_body (65536, "1");
  g_autofree char *long_vector = make_body (65537, "1");
  g_autofree char *short_body = g_strdup_printf ("[%s,%s]", short_vector, short_vector);
  g_autofree char *long_body = g_strdup_printf ("[%s]", long_vector);
  g_autofree char *letters = g_strnfill (4 * 65540, 'A');
  g_autofree char *encoded = g_strdup_printf ("{\"embedding\":\"%s\"}", letters);
  const struct
  {
    const char *body;
    guint       length;
    guint       n_dimensions;
  } rows[] = {
    { few, 65536, 1 },
    { many, 0, 0 },
    { short_body, 2, 65536 },
    { long_body, 0, 0 },
    { encoded, 1, 49155 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlMessage) message = decode (rows[i].body, 0, 0);
      ChlVectors *vectors = wire_get_vectors (message);

      g_test_message ("%u", i);
      if (rows[i].length == 0)
        {
          g_assert_null (vectors);
          g_assert_cmpint (chl_message_get_failure (message)->kind, ==, CHL_FAILURE_LIMIT);
          continue;
        }
      g_assert_cmpuint (chl_vectors_get_length (vectors), ==, rows[i].length);
      g_assert_cmpuint (chl_vectors_get_n_dimensions (vectors), ==, rows[i].n_dimensions);
    }
}

static void
test_stopped_on_the_way (void)
{
  static const char body[] = "{\"data\":[{\"embedding\":[1,2,3]}]}";
  const WirePieces  pieces = { .size = G_MAXSIZE, .cancel_at = 20 };
  g_autoptr(ChlMessage) message = NULL;

  message = wire_decode_as (CHL_PROTOCOL_OPENAI_EMBEDDINGS, body, strlen (body), NULL, pieces);
  g_assert_cmpint (chl_message_get_finish (message), ==, CHL_FINISH_CANCELLED);
  g_assert_null (wire_get_vectors (message));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/embedding/requests", test_requests);
  g_test_add_func ("/embedding/what-was-asked-for", test_what_was_asked_for);
  g_test_add_func ("/embedding/limits", test_limits);
  g_test_add_func ("/embedding/stopped-on-the-way", test_stopped_on_the_way);

  return g_test_run ();
}
