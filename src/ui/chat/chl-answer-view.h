/* chl-answer-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"
#include "chl-exchange.h"

G_BEGIN_DECLS

#define CHL_TYPE_ANSWER_VIEW (chl_answer_view_get_type ())

G_DECLARE_FINAL_TYPE (ChlAnswerView, chl_answer_view, CHL, ANSWER_VIEW, AdwBin)

GtkWidget  *chl_answer_view_new (ChlEngine       *engine,
                                 ChlConversation *conversation,
                                 ChlMessage      *message);
ChlMessage *chl_answer_view_get_message (ChlAnswerView *self);
GtkWidget  *chl_answer_view_get_part (ChlAnswerView *self,
                                      guint          position);
void        chl_answer_view_set_exchange (ChlAnswerView *self,
                                          ChlExchange   *exchange);

G_END_DECLS
