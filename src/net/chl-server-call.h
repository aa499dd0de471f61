/* chl-server-call.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "chl-server.h"

G_BEGIN_DECLS

ChlServerCall *chl_server_call_new (SoupServerMessage *message,
                                    GPtrArray         *crowd);
void           chl_server_call_close (ChlServerCall *self);

G_END_DECLS
