/* chl-ask.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-exchange-private.h"

G_BEGIN_DECLS

/*
 * One request for the sake of how it goes: it is sent once, whatever comes of it, and timed. What a
 * trial and a probe are made of; nobody else includes this.
 */

/**
 * ChlAsked:
 * @answer: how it went
 * @vectors: (nullable): what the text became, of an embedding
 * @is_streamed: the answer came piece by piece
 * @first_us: microseconds from when the request went out to the first piece; -1 if there was none
 * @total_us: and to the end
 */
typedef struct
{
  ChlMessage *answer;
  ChlVectors *vectors;
  gboolean    is_streamed;
  gint64      first_us;
  gint64      total_us;
} ChlAsked;

ChlExchange *chl_ask_new_chat (ChlEngine   *engine,
                               ChlProvider *provider,
                               ChlRequest  *request);
ChlExchange *chl_ask_new_completion (ChlEngine     *engine,
                                     ChlProvider   *provider,
                                     ChlCompletion *completion);
ChlExchange *chl_ask_new_embedding (ChlEngine   *engine,
                                    ChlProvider *provider,
                                    const char  *model,
                                    const char  *text);
ChlRequest  *chl_ask_new_request (ChlEngine  *engine,
                                  const char *model,
                                  const char *question,
                                  ChlPart    *picture);

void      chl_ask_async (ChlExchange        *exchange,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
ChlAsked *chl_ask_finish (ChlExchange  *exchange,
                          GAsyncResult *result,
                          GError      **error);
void      chl_asked_free (ChlAsked *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlAsked, chl_asked_free)

G_END_DECLS
