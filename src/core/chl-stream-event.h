/* chl-stream-event.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "chl-failure.h"
#include "chl-usage.h"
#include "chl-vectors.h"
#include "chl-words.h"

G_BEGIN_DECLS

/**
 * ChlStreamEventKind:
 * @CHL_STREAM_START: @key is the response's id, @text the model's name as the server gives it;
 *   either may be %NULL; later ones only fill blanks
 * @CHL_STREAM_PART_START: part @part of kind @part_kind begins
 * @CHL_STREAM_PART_DELTA: @text is appended to it
 * @CHL_STREAM_PART_SET: @text replaces its whole text
 * @CHL_STREAM_PART_META: @key becomes @text; "call-id" and "name" are keys like any other
 * @CHL_STREAM_PART_END: no more deltas; SET and META may still come
 * @CHL_STREAM_REPLAY: @text is raw JSON of an opaque item that belongs to the whole message
 * @CHL_STREAM_VECTORS: @vectors is what the texts became; at most once
 * @CHL_STREAM_USAGE: @usage replaces what was there
 * @CHL_STREAM_KEEPALIVE: a sign of life
 * @CHL_STREAM_FINISH: exactly one; @finish, and @text the server's own word or %NULL
 * @CHL_STREAM_ERROR: at most one, before FINISH; @failure
 * @CHL_STREAM_END: exactly one, last
 */
typedef enum
{
  CHL_STREAM_START,
  CHL_STREAM_PART_START,
  CHL_STREAM_PART_DELTA,
  CHL_STREAM_PART_SET,
  CHL_STREAM_PART_META,
  CHL_STREAM_PART_END,
  CHL_STREAM_REPLAY,
  CHL_STREAM_VECTORS,
  CHL_STREAM_USAGE,
  CHL_STREAM_KEEPALIVE,
  CHL_STREAM_FINISH,
  CHL_STREAM_ERROR,
  CHL_STREAM_END,
} ChlStreamEventKind;

/**
 * ChlStreamEvent:
 * @part: which part, counted from 0 in the order in which the parts began
 * @length: bytes in @text
 *
 * One step of an answer, the same for all protocols. Everything it points at is lent for the
 * duration of the call. Text is valid UTF-8 without NUL, also when a character came in two halves.
 */
typedef struct
{
  ChlStreamEventKind kind;
  guint              part;
  ChlPartKind        part_kind;
  const char        *key;
  const char        *text;
  gsize              length;
  ChlVectors        *vectors;
  const ChlUsage    *usage;
  ChlFinish          finish;
  const ChlFailure  *failure;
} ChlStreamEvent;

typedef void (*ChlStreamFunc) (const ChlStreamEvent *event,
                               gpointer              user_data);

G_END_DECLS
