/* chl-question-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"

G_BEGIN_DECLS

#define CHL_TYPE_QUESTION_VIEW (chl_question_view_get_type ())

G_DECLARE_FINAL_TYPE (ChlQuestionView, chl_question_view, CHL, QUESTION_VIEW, AdwBin)

GtkWidget  *chl_question_view_new (ChlConversation *conversation,
                                   ChlMessage      *message);
ChlMessage *chl_question_view_get_message (ChlQuestionView *self);
GtkLabel   *chl_question_view_get_label (ChlQuestionView *self);
void        chl_question_view_edit (ChlQuestionView *self);

G_END_DECLS
