/* chl-practice-answer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-practice-request.h"

G_BEGIN_DECLS

/**
 * ChlPracticeTrick:
 * @CHL_PRACTICE_NO_TRICK: an honest answer
 * @CHL_PRACTICE_REFUSE: an HTTP status of 400 or more
 * @CHL_PRACTICE_FAIL_LATE: an error in the middle of a stream
 * @CHL_PRACTICE_CUT: the connection breaks in the middle
 * @CHL_PRACTICE_SILENCE: it begins, and says nothing more
 * @CHL_PRACTICE_GARBAGE: events that are no JSON
 * @CHL_PRACTICE_HTML: a web page, with status 200
 * @CHL_PRACTICE_EMPTY: a body without a byte
 *
 * What goes wrong, because it was asked for.
 */
typedef enum
{
  CHL_PRACTICE_NO_TRICK,
  CHL_PRACTICE_REFUSE,
  CHL_PRACTICE_FAIL_LATE,
  CHL_PRACTICE_CUT,
  CHL_PRACTICE_SILENCE,
  CHL_PRACTICE_GARBAGE,
  CHL_PRACTICE_HTML,
  CHL_PRACTICE_EMPTY,
} ChlPracticeTrick;

/**
 * ChlPracticeAnswer:
 * @trick: what goes wrong
 * @status: the HTTP status of a refusal
 * @tokens_per_second: the speed that was asked for; 0: the usual one
 * @thoughts: (owned) (nullable): reasoning before the text
 * @text: (owned) (not nullable): what is said
 * @tool: (owned) (nullable): the name of the tool that is called after the text
 * @tool_arguments: (owned) (nullable): its arguments, JSON
 * @finish: why it ends
 *
 * What is said to a request.
 */
typedef struct
{
  ChlPracticeTrick trick;
  guint            status;
  guint            tokens_per_second;
  char            *thoughts;
  char            *text;
  char            *tool;
  char            *tool_arguments;
  const char      *finish;
} ChlPracticeAnswer;

ChlPracticeAnswer *chl_practice_answer_new_chat (ChlPracticeRequest *request);
ChlPracticeAnswer *chl_practice_answer_new_completion (ChlPracticeRequest *request);
void               chl_practice_answer_free (ChlPracticeAnswer *self);
gint64             chl_practice_answer_count_tokens (ChlPracticeAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlPracticeAnswer, chl_practice_answer_free)

G_END_DECLS
