/* chl-question-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"
#include "chl-text-piece.h"

G_BEGIN_DECLS

#define CHL_TYPE_QUESTION_VIEW (chl_question_view_get_type ())

G_DECLARE_FINAL_TYPE (ChlQuestionView, chl_question_view, CHL, QUESTION_VIEW, AdwBin)

GtkWidget    *chl_question_view_new (ChlConversation *conversation,
                                     ChlMessage      *message);
ChlMessage   *chl_question_view_get_message (ChlQuestionView *self);
ChlTextPiece *chl_question_view_get_piece (ChlQuestionView *self);
void          chl_question_view_edit (ChlQuestionView *self);
gboolean      chl_question_view_is_edited (ChlQuestionView *self);

G_END_DECLS
