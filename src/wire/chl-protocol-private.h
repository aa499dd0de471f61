/* chl-protocol-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-emitter.h"
#include "chl-json-reader.h"
#include "chl-protocol.h"

G_BEGIN_DECLS

/**
 * ChlEnding:
 * @CHL_ENDING_MARKED: the server said that it is done
 * @CHL_ENDING_EOF: the body ended
 * @CHL_ENDING_CUT: it was stopped, or something failed
 *
 * How the payloads came to their end.
 */
typedef enum
{
  CHL_ENDING_MARKED,
  CHL_ENDING_EOF,
  CHL_ENDING_CUT,
} ChlEnding;

/**
 * ChlProtocol:
 * @id: which one it is
 * @framing: how its streamed bodies are cut into payloads
 * @encode: (nullable): see chl_protocol_encode(); %NULL in a protocol that has no conversations
 * @encode_completion: (nullable): see chl_protocol_encode_completion(); likewise
 * @encode_embedding: (nullable): see chl_protocol_encode_embedding(); likewise
 * @assembler_new: makes what turns the payloads of one body into events; @emitter and @options are
 *   lent for its life
 * @assembler_free: ends its life
 * @take: one payload, an object or an array; @name is that of the event it came in, or "". One
 *   that says that it is the last calls chl_emitter_mark_end()
 * @close: no more payloads; emits what is held back and ends the parts, except those that an end
 *   without a proper finish leaves incomplete
 * @judge: how it ended, after @close; unless it was cut, may fail the emitter instead. In any
 *   case gives the server's own word, %NULL if there was none
 *
 * One row of the table of protocols. The functions run on one thread, one body at a time for each
 * assembler.
 */
struct _ChlProtocol
{
  ChlProtocolId id;
  ChlFraming    framing;
  GBytes *(*encode) (const ChlRequest *request,
                     const ChlQuirks  *quirks,
                     GError          **error);
  GBytes *(*encode_completion) (const ChlCompletion *completion,
                                const ChlQuirks     *quirks,
                                GError             **error);
  GBytes *(*encode_embedding) (const ChlEmbeddingRequest *request,
                               guint                      first,
                               guint                      n_inputs,
                               const ChlQuirks           *quirks);
  gpointer (*assembler_new) (ChlEmitter             *emitter,
                             const ChlDecodeOptions *options);
  void (*assembler_free) (gpointer assembler);
  void (*take) (gpointer    assembler,
                const char *name,
                ChlJsonSpan payload);
  void (*close) (gpointer  assembler,
                 ChlEnding ending);
  ChlFinish (*judge) (gpointer     assembler,
                      ChlEnding    ending,
                      const char **out_raw);
};

extern const ChlProtocol chl_protocol_openai_chat;
extern const ChlProtocol chl_protocol_openai_responses;
extern const ChlProtocol chl_protocol_anthropic_messages;
extern const ChlProtocol chl_protocol_ollama_chat;
extern const ChlProtocol chl_protocol_openai_completions;
extern const ChlProtocol chl_protocol_ollama_generate;
extern const ChlProtocol chl_protocol_openai_embeddings;
extern const ChlProtocol chl_protocol_ollama_embed;

G_END_DECLS
