/* chl-http-answer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "chl-http.h"

G_BEGIN_DECLS

ChlHttpAnswer *chl_http_answer_new (SoupMessage *message);
void           chl_http_answer_add_received (ChlHttpAnswer *self,
                                             gsize          n_bytes);
void           chl_http_answer_set_sent (ChlHttpAnswer *self,
                                         gint64         n_bytes);
void           chl_http_answer_take_body (ChlHttpAnswer *self,
                                          GBytes        *body);

G_END_DECLS
