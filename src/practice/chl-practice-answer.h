/* chl-practice-answer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-practice-request.h"
#include "chl-practice-wish.h"

G_BEGIN_DECLS

/**
 * ChlPracticeAnswer:
 * @wish: what was asked for apart from words
 * @thoughts: (owned) (nullable): reasoning before the text
 * @text: (owned) (not nullable): what is said
 * @is_refusal: @text is why there is no answer
 * @tool: (owned) (nullable): the name of the tool that is called after the text
 * @tool_arguments: (owned) (nullable): its arguments, JSON
 * @finish: why it ends
 *
 * What is said to a request.
 */
typedef struct
{
  ChlPracticeWish wish;
  char           *thoughts;
  char           *text;
  gboolean        is_refusal;
  char           *tool;
  char           *tool_arguments;
  const char     *finish;
} ChlPracticeAnswer;

ChlPracticeAnswer *chl_practice_answer_new_chat (ChlPracticeRequest *request);
ChlPracticeAnswer *chl_practice_answer_new_completion (ChlPracticeRequest *request);
void               chl_practice_answer_free (ChlPracticeAnswer *self);
gint64             chl_practice_answer_count_tokens (ChlPracticeAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlPracticeAnswer, chl_practice_answer_free)

G_END_DECLS
