/* chl-protocol.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-completion.h"
#include "chl-embedding.h"
#include "chl-quirks.h"
#include "chl-request.h"
#include "chl-stream-event.h"

G_BEGIN_DECLS

/**
 * ChlFraming:
 * @CHL_FRAMING_SSE: server-sent events; a body that begins with a brace is read as a whole instead
 * @CHL_FRAMING_LINES: one JSON value a line
 * @CHL_FRAMING_WHOLE: one JSON document
 *
 * How a body is cut into payloads.
 */
typedef enum
{
  CHL_FRAMING_SSE,
  CHL_FRAMING_LINES,
  CHL_FRAMING_WHOLE,
} ChlFraming;

/**
 * ChlWireLimits:
 *
 * What a body may cost, see chl_wire_limits_init(). Bytes unless the name says otherwise.
 */
typedef struct
{
  gsize max_line_bytes;
  gsize max_event_bytes;
  gsize max_body_bytes;
  guint max_depth;
  guint max_tool_calls;
  gsize max_argument_bytes;
  guint max_parts;
  gsize max_text_bytes;
} ChlWireLimits;

void     chl_wire_limits_init (ChlWireLimits *limits);
gboolean chl_wire_limits_set (ChlWireLimits *limits,
                              const char    *name,
                              guint64        value);

/**
 * ChlDecodeOptions:
 * @limits: see #ChlWireLimits
 * @think_tags: how to read `<think>`
 * @id_seed: from a random source; tool calls without an id get one that is made from it
 * @n_vectors: how many vectors are to come; 0: as many as come
 * @n_dimensions: how long they are to be; 0: as long as they are
 */
typedef struct
{
  ChlWireLimits limits;
  ChlThinkTags  think_tags;
  guint64       id_seed;
  guint         n_vectors;
  guint         n_dimensions;
} ChlDecodeOptions;

void chl_decode_options_init (ChlDecodeOptions *options);

/*
 * A protocol: how a request becomes bytes, and bytes become stream events. A table of functions,
 * opaque to everybody but src/wire.
 */
typedef struct _ChlProtocol ChlProtocol;

const ChlProtocol *chl_protocol_get (ChlProtocolId id);
ChlProtocolId      chl_protocol_get_id (const ChlProtocol *self);
const char        *chl_protocol_get_accept (const ChlProtocol *self,
                                            gboolean           stream);
GBytes            *chl_protocol_encode (const ChlProtocol *self,
                                        const ChlRequest  *request,
                                        const ChlQuirks   *quirks,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes            *chl_protocol_encode_completion (const ChlProtocol   *self,
                                                   const ChlCompletion *completion,
                                                   const ChlQuirks     *quirks,
                                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes            *chl_protocol_encode_embedding (const ChlProtocol         *self,
                                                  const ChlEmbeddingRequest *request,
                                                  guint                      first,
                                                  guint                      n_inputs,
                                                  const ChlQuirks           *quirks);

/*
 * One body being read. Push what arrives, cut anywhere; then end it once, in one of three ways.
 * The events are emitted before these calls return. After END further calls do nothing.
 */
typedef struct _ChlDecoder ChlDecoder;

ChlDecoder *chl_decoder_new (const ChlProtocol      *protocol,
                             const ChlDecodeOptions *options,
                             ChlStreamFunc           func,
                             gpointer                user_data);
void        chl_decoder_free (ChlDecoder *self);
gboolean    chl_decoder_push (ChlDecoder *self,
                              const char *bytes,
                              gsize       length);
void        chl_decoder_finish (ChlDecoder *self);
void        chl_decoder_fail (ChlDecoder       *self,
                              const ChlFailure *failure);
void        chl_decoder_cancel (ChlDecoder *self);
gboolean    chl_decoder_is_streamed (ChlDecoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlDecoder, chl_decoder_free)

G_END_DECLS
