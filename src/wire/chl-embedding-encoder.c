/* chl-embedding-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-embedding-encoder"

#include "config.h"

#include "chl-embedding-encoder.h"

#include "chl-json-writer.h"
#include "chl-ollama-encoder.h"

static ChlJsonWriter *
begin (const ChlEmbeddingRequest *request,
       guint                      first,
       guint                      n_inputs)
{
  ChlJsonWriter *writer = chl_json_writer_new ();

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "model", request->model);
  chl_json_writer_begin_array (writer, "input");
  for (guint i = first; i < first + n_inputs; i++)
    chl_json_writer_add_string (writer, NULL, g_ptr_array_index (request->inputs, i));
  chl_json_writer_end_array (writer);

  return writer;
}

/**
 * chl_embedding_encode:
 * @request: texts
 * @first: the first of them to send
 * @n_inputs: how many
 * @quirks: what is special about the server
 *
 * Puts some texts into the JSON of OpenAI's Embeddings. Numbers are what every server sends unless
 * it is told otherwise, and some know no word for it.
 *
 * Returns: (transfer full): the body
 *
 * Source: https://platform.openai.com/docs/api-reference/embeddings/create
 */
GBytes *
chl_embedding_encode (const ChlEmbeddingRequest *request,
                      guint                      first,
                      guint                      n_inputs,
                      const ChlQuirks           *quirks)
{
  ChlJsonWriter *writer = begin (request, first, n_inputs);
  const char    *field = quirks->dimensions_field;

  if (request->encoding == CHL_VECTOR_BASE64)
    chl_json_writer_add_string (writer, "encoding_format", "base64");
  if (request->dimensions > 0)
    chl_json_writer_add_int (writer, field != NULL ? field : "dimensions", request->dimensions);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_bytes (writer);
}

/**
 * chl_embedding_encode_ollama:
 * @request: texts
 * @first: the first of them to send
 * @n_inputs: how many
 * @quirks: what is special about the server
 *
 * The same for Ollama's own protocol. A text that is too long is to be refused: the server would
 * leave out its end without a word.
 *
 * Returns: (transfer full): the body
 *
 * Source: https://github.com/ollama/ollama/blob/main/docs/api.md
 */
GBytes *
chl_embedding_encode_ollama (const ChlEmbeddingRequest *request,
                             guint                      first,
                             guint                      n_inputs,
                             const ChlQuirks           *quirks)
{
  ChlJsonWriter *writer = begin (request, first, n_inputs);

  chl_json_writer_add_boolean (writer, "truncate", FALSE);
  if (request->dimensions > 0)
    chl_json_writer_add_int (writer, "dimensions", request->dimensions);
  if (quirks->context_tokens > 0)
    {
      chl_json_writer_begin_object (writer, "options");
      chl_json_writer_add_int (writer, "num_ctx", quirks->context_tokens);
      chl_json_writer_end_object (writer);
    }
  chl_ollama_write_keep_alive (writer, quirks->keep_alive);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_bytes (writer);
}
