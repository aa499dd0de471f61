/* chl-answer-chain.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-conversation.h"

G_BEGIN_DECLS

/* An answer and those that it goes on from are one answer to whoever reads them. */
ChlMessage *chl_answer_chain_find_before (ChlConversation *conversation,
                                          ChlMessage      *answer);
ChlMessage *chl_answer_chain_find_first (ChlConversation *conversation,
                                         ChlMessage      *answer);
char       *chl_answer_chain_dup_text (ChlConversation *conversation,
                                       ChlMessage      *answer);

G_END_DECLS
