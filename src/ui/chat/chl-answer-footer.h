/* chl-answer-footer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-conversation.h"
#include "chl-outcome.h"

G_BEGIN_DECLS

#define CHL_TYPE_ANSWER_FOOTER (chl_answer_footer_get_type ())

/* What can be done with an answer, its versions, and what it took. */
G_DECLARE_FINAL_TYPE (ChlAnswerFooter, chl_answer_footer, CHL, ANSWER_FOOTER, AdwBin)

void chl_answer_footer_set_message (ChlAnswerFooter *self,
                                    ChlConversation *conversation,
                                    ChlMessage      *message);
void chl_answer_footer_update (ChlAnswerFooter  *self,
                               const ChlOutcome *outcome,
                               gboolean          is_joined);

G_END_DECLS
