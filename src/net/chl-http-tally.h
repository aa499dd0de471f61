/* chl-http-tally.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "chl-http.h"

G_BEGIN_DECLS

/* What is told of a call, whoever made it: a line of the log, and ChlHttp::counted. */
typedef struct _ChlHttpTally ChlHttpTally;

ChlHttpTally *chl_http_tally_new (ChlHttp           *http,
                                  SoupMessage       *message,
                                  const ChlHttpCall *call);
void          chl_http_tally_free (ChlHttpTally *self);
void          chl_http_tally_begin (ChlHttpTally *self);
void          chl_http_tally_end (ChlHttpTally *self,
                                  gint64        received_bytes,
                                  gint64        spent_ms,
                                  const GError *error);

G_END_DECLS
