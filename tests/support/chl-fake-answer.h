/* chl-fake-answer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ChlFakeFraming:
 * @CHL_FAKE_LENGTH: Content-Length, counted from the pieces
 * @CHL_FAKE_CHUNKED: each piece is one chunk
 * @CHL_FAKE_UNTIL_CLOSE: the body ends with the connection
 * @CHL_FAKE_RAW: no head is written; the pieces are all there is
 */
typedef enum
{
  CHL_FAKE_LENGTH,
  CHL_FAKE_CHUNKED,
  CHL_FAKE_UNTIL_CLOSE,
  CHL_FAKE_RAW,
} ChlFakeFraming;

/**
 * ChlFakeThen:
 * @CHL_FAKE_END: the body ends as its framing asks; the connection stays where that is possible
 * @CHL_FAKE_CLOSE: closed after the last piece, without the end that was promised
 * @CHL_FAKE_CUT: the head of one more chunk and half of it, then closed
 * @CHL_FAKE_RESET: closed with a TCP reset
 * @CHL_FAKE_HANG: nothing more, for ever
 *
 * What happens after the last piece.
 */
typedef enum
{
  CHL_FAKE_END,
  CHL_FAKE_CLOSE,
  CHL_FAKE_CUT,
  CHL_FAKE_RESET,
  CHL_FAKE_HANG,
} ChlFakeThen;

/**
 * ChlFakeStep:
 * @bytes: (nullable): what is written, again and again until @n_bytes are out
 * @n_bytes: how many bytes of it
 * @delay_ms: waited before, on the real clock
 * @is_gate: nothing goes on here before chl_fake_server_open_gate()
 */
typedef struct
{
  GBytes  *bytes;
  gsize    n_bytes;
  gint64   delay_ms;
  gboolean is_gate;
} ChlFakeStep;

#define CHL_TYPE_FAKE_ANSWER (chl_fake_answer_get_type ())

/* One scripted answer. */
G_DECLARE_FINAL_TYPE (ChlFakeAnswer, chl_fake_answer, CHL, FAKE_ANSWER, GObject)

ChlFakeAnswer *chl_fake_answer_new (guint          status,
                                    ChlFakeFraming framing);
void           chl_fake_answer_add_header (ChlFakeAnswer *self,
                                           const char    *name,
                                           const char    *value);
void           chl_fake_answer_add_text (ChlFakeAnswer *self,
                                         const char    *text);
void           chl_fake_answer_add_bytes (ChlFakeAnswer *self,
                                          const void    *bytes,
                                          gsize          length);
void           chl_fake_answer_add_fill (ChlFakeAnswer *self,
                                         const char    *unit,
                                         gsize          n_bytes);
void           chl_fake_answer_add_wait (ChlFakeAnswer *self,
                                         gint64         delay_ms);
void           chl_fake_answer_add_gate (ChlFakeAnswer *self);
void           chl_fake_answer_set_then (ChlFakeAnswer *self,
                                         ChlFakeThen    then);

ChlFakeFraming     chl_fake_answer_get_framing (ChlFakeAnswer *self);
ChlFakeThen        chl_fake_answer_get_then (ChlFakeAnswer *self);
char              *chl_fake_answer_dup_head (ChlFakeAnswer *self);
const ChlFakeStep *chl_fake_answer_get_step (ChlFakeAnswer *self,
                                             guint          index);

G_END_DECLS
