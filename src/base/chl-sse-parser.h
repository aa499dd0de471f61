/* chl-sse-parser.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlSseEvent:
 * @name: the event's name, "" if it has none
 * @data: valid UTF-8, which may hold NUL and need not end in it
 * @length: bytes in @data
 * @is_comment: a comment, a sign of life and nothing else
 * @is_tail: the input ended inside it, so that it may be incomplete
 *
 * One server-sent event, lent for the duration of the call.
 */
typedef struct
{
  const char *name;
  const char *data;
  gsize       length;
  gboolean    is_comment;
  gboolean    is_tail;
} ChlSseEvent;

/**
 * ChlSseFunc:
 * @event: what came
 * @user_data: closure
 *
 * Returns: whether more events are wanted
 */
typedef gboolean (*ChlSseFunc) (const ChlSseEvent *event,
                                gpointer           user_data);

/**
 * ChlSseParser:
 *
 * Cuts a stream of bytes into server-sent events, however it arrives in pieces. As browsers do it,
 * and more lenient where servers and proxies are known to err, see chl_sse_parser_push().
 */
typedef struct _ChlSseParser ChlSseParser;

ChlSseParser *chl_sse_parser_new (gsize      max_line_bytes,
                                  gsize      max_event_bytes,
                                  ChlSseFunc func,
                                  gpointer   user_data);
void          chl_sse_parser_free (ChlSseParser *self);
gboolean      chl_sse_parser_push (ChlSseParser *self,
                                   const char   *bytes,
                                   gsize         length);
gboolean      chl_sse_parser_finish (ChlSseParser *self);
const char   *chl_sse_parser_get_last_id (ChlSseParser *self);
gint64        chl_sse_parser_get_retry_ms (ChlSseParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSseParser, chl_sse_parser_free)

G_END_DECLS
