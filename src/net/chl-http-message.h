/* chl-http-message.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "chl-http.h"

G_BEGIN_DECLS

SoupMessage *chl_http_message_new (GUri        *uri,
                                   ChlHttpCall *call,
                                   gboolean     is_stream);
void         chl_http_message_add_headers (SoupMessage *message,
                                           ChlHeaders  *headers);
gboolean     chl_http_message_is_redirect (SoupMessage *message);

G_END_DECLS
