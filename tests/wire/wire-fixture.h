/* wire-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-message.h"
#include "chl-protocol.h"

G_BEGIN_DECLS

/* How a body is cut into pieces: of @size bytes, or random ones from @seed where @size is 0. */
typedef struct
{
  gsize  size;
  guint  seed;
  gsize  fail_at;   /* with @failure: the transport fails behind so many bytes */
  gsize  cancel_at; /* behind so many bytes somebody stops it; 0: nobody does */
  gsize *out_taken; /* (nullable): bytes that were pushed before no more were wanted */

  const ChlFailure *failure;
} WirePieces;

#define WIRE_WHOLE ((WirePieces){ .size = G_MAXSIZE })

/* A vector on disk: a body, what it must give, and with which options. */
typedef struct
{
  char            *name;
  char            *body;
  gsize            length;
  JsonNode        *expect;
  ChlProtocolId    protocol;
  ChlDecodeOptions options;
} WireVector;

GPtrArray *wire_vectors_load (void);
guint      wire_get_stride (void);

ChlMessage *wire_decode_as (ChlProtocolId           protocol,
                            const char             *body,
                            gsize                   length,
                            const ChlDecodeOptions *options,
                            WirePieces              pieces);
ChlMessage *wire_decode (const char             *body,
                         gsize                   length,
                         const ChlDecodeOptions *options,
                         WirePieces              pieces);
ChlMessage *wire_decode_text (const char *body);
ChlVectors *wire_get_vectors (ChlMessage *message);
JsonNode   *wire_decode_to_json (const WireVector *vector,
                                 gsize             length,
                                 WirePieces        pieces);
void        wire_assert_expected (JsonNode         *result,
                                  const WireVector *vector);
void        wire_assert_part (ChlMessage *message,
                              guint       position,
                              ChlPartKind kind,
                              const char *text);

G_END_DECLS
