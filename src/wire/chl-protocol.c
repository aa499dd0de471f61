/* chl-protocol.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-protocol"

#include "config.h"

#include "chl-protocol.h"

#include "chl-protocol-private.h"

#define MIB ((gsize) 1024 * 1024)

static const ChlProtocol *const protocols[] = {
  &chl_protocol_openai_chat,
  &chl_protocol_openai_responses,
  &chl_protocol_anthropic_messages,
  &chl_protocol_ollama_chat,
  &chl_protocol_openai_completions,
  &chl_protocol_ollama_generate,
  &chl_protocol_openai_embeddings,
  &chl_protocol_ollama_embed,
};

typedef struct
{
  const char *name;
  glong       offset;
  gboolean    is_count;
  guint64     most;
} LimitRow;

#define BYTES(member)                                                  \
  {                                                                    \
#member, G_STRUCT_OFFSET(ChlWireLimits, member), FALSE, G_MAXINT32 \
  }
#define COUNT(member, most)                                     \
  {                                                             \
#member, G_STRUCT_OFFSET(ChlWireLimits, member), TRUE, most \
  }

static const LimitRow limit_rows[] = {
  BYTES (max_line_bytes),
  BYTES (max_event_bytes),
  BYTES (max_body_bytes),
  COUNT (max_depth, CHL_JSON_READER_MAX_DEPTH),
  COUNT (max_tool_calls, G_MAXINT16),
  BYTES (max_argument_bytes),
  COUNT (max_parts, G_MAXINT16),
  BYTES (max_text_bytes),
};

/**
 * chl_protocol_get:
 * @id: which one
 *
 * Returns: (transfer none) (nullable): the protocol; %NULL if it is not spoken
 */
const ChlProtocol *
chl_protocol_get (ChlProtocolId id)
{
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (protocols[i]->id == id)
      return protocols[i];

  return NULL;
}

ChlProtocolId
chl_protocol_get_id (const ChlProtocol *self)
{
  g_return_val_if_fail (self != NULL, CHL_PROTOCOL_NONE);

  return self->id;
}

/**
 * chl_protocol_get_accept:
 * @self: a protocol
 * @stream: whether a stream is asked for
 *
 * Returns: value of the request's `Accept` field
 */
const char *
chl_protocol_get_accept (const ChlProtocol *self,
                         gboolean           stream)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!stream)
    return "application/json";

  switch (self->framing)
    {
    case CHL_FRAMING_SSE:
      return "text/event-stream";

    case CHL_FRAMING_LINES:
      return "application/x-ndjson";

    case CHL_FRAMING_WHOLE:
      return "application/json";

    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * chl_protocol_encode:
 * @self: a protocol
 * @request: what to ask
 * @quirks: what is special about the server
 * @error: return location
 *
 * Puts a request into the protocol's JSON. Fails with %CHL_ERROR_INVALID where a part of the
 * request that is raw JSON is none, or sets what only the program may set.
 *
 * Returns: (transfer full) (nullable): the body to send
 */
GBytes *
chl_protocol_encode (const ChlProtocol *self,
                     const ChlRequest  *request,
                     const ChlQuirks   *quirks,
                     GError           **error)
{
  g_return_val_if_fail (self != NULL && self->encode != NULL, NULL);
  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (quirks != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return self->encode (request, quirks, error);
}

/**
 * chl_protocol_encode_completion:
 * @self: a protocol that fills in gaps
 * @completion: what to fill in
 * @quirks: what is special about the server
 * @error: return location
 *
 * The same for a text with a gap. Fails with %CHL_ERROR_INVALID where there is text after the gap,
 * and nobody knows how the model is asked.
 *
 * Returns: (transfer full) (nullable): the body to send
 */
GBytes *
chl_protocol_encode_completion (const ChlProtocol   *self,
                                const ChlCompletion *completion,
                                const ChlQuirks     *quirks,
                                GError             **error)
{
  g_return_val_if_fail (self != NULL && self->encode_completion != NULL, NULL);
  g_return_val_if_fail (completion != NULL, NULL);
  g_return_val_if_fail (quirks != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return self->encode_completion (completion, quirks, error);
}

/**
 * chl_protocol_encode_embedding:
 * @self: a protocol that makes vectors
 * @request: texts that are to become some
 * @first: the first of them to send
 * @n_inputs: how many, at least one
 * @quirks: what is special about the server
 *
 * The same for texts that are to become vectors, some of which go with one body.
 *
 * Returns: (transfer full): the body to send
 */
GBytes *
chl_protocol_encode_embedding (const ChlProtocol         *self,
                               const ChlEmbeddingRequest *request,
                               guint                      first,
                               guint                      n_inputs,
                               const ChlQuirks           *quirks)
{
  g_return_val_if_fail (self != NULL && self->encode_embedding != NULL, NULL);
  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (n_inputs > 0 && first <= request->inputs->len, NULL);
  g_return_val_if_fail (n_inputs <= request->inputs->len - first, NULL);
  g_return_val_if_fail (quirks != NULL, NULL);

  return self->encode_embedding (request, first, n_inputs, quirks);
}

/**
 * chl_wire_limits_init:
 * @limits: (out caller-allocates): limits
 *
 * Sets each limit to what the program allows. A picture or encrypted reasoning comes as one line,
 * which is why a line may be that long.
 */
void
chl_wire_limits_init (ChlWireLimits *limits)
{
  g_return_if_fail (limits != NULL);

  *limits = (ChlWireLimits){
    .max_line_bytes = 32 * MIB,
    .max_event_bytes = 32 * MIB,
    .max_body_bytes = 64 * MIB,
    .max_depth = 128,
    .max_tool_calls = 128,
    .max_argument_bytes = 8 * MIB,
    .max_parts = 1024,
    .max_text_bytes = 64 * MIB,
  };
}

/**
 * chl_wire_limits_set:
 * @limits: limits
 * @name: a member's name, such as "max_line_bytes"
 * @value: what to set it to; depth cannot exceed %CHL_JSON_READER_MAX_DEPTH
 *
 * Returns: whether there is such a limit and it can be that
 */
gboolean
chl_wire_limits_set (ChlWireLimits *limits,
                     const char    *name,
                     guint64        value)
{
  g_return_val_if_fail (limits != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (limit_rows); i++)
    {
      const LimitRow *row = &limit_rows[i];

      if (!g_str_equal (row->name, name))
        continue;
      if (value > row->most)
        return FALSE;
      if (row->is_count)
        G_STRUCT_MEMBER (guint, limits, row->offset) = (guint) value;
      else
        G_STRUCT_MEMBER (gsize, limits, row->offset) = (gsize) value;
      return TRUE;
    }

  return FALSE;
}

/**
 * chl_decode_options_init:
 * @options: (out caller-allocates): options
 *
 * The usual limits, `<think>` is text, no seed.
 */
void
chl_decode_options_init (ChlDecodeOptions *options)
{
  g_return_if_fail (options != NULL);

  chl_wire_limits_init (&options->limits);
  options->think_tags = CHL_THINK_TAGS_OFF;
  options->id_seed = 0;
  options->n_vectors = 0;
  options->n_dimensions = 0;
}
