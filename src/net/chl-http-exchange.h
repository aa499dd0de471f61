/* chl-http-exchange.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "chl-http.h"

G_BEGIN_DECLS

/*
 * One call on its way: the states between a request and its answer. It lives as the data of its
 * task, and is on the list of all that are on their way for as long.
 */
typedef struct _ChlHttpExchange ChlHttpExchange;

ChlHttpExchange *chl_http_exchange_new (ChlHttp            *http,
                                        GUri               *uri,
                                        ChlHttpCall        *call,
                                        const ChlHttpFuncs *funcs,
                                        gpointer            funcs_data,
                                        ChlClock           *clock,
                                        GPtrArray          *crowd);
void             chl_http_exchange_free (ChlHttpExchange *self);
void             chl_http_exchange_run (ChlHttpExchange *self,
                                        GTask           *task,
                                        SoupSession     *session,
                                        gboolean         must_be_near,
                                        gboolean         is_known_near);
void             chl_http_exchange_leave_network (ChlHttpExchange *self);

G_END_DECLS
