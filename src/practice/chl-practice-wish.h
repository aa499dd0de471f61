/* chl-practice-wish.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tokens a second. No faster: whoever reads lives in the same process. */
#define CHL_PRACTICE_INSTANT 20000

/**
 * ChlPracticeTrick:
 * @CHL_PRACTICE_NO_TRICK: an honest answer
 * @CHL_PRACTICE_REFUSE: an HTTP status of 400 or more
 * @CHL_PRACTICE_BUSY: 429 once, and an answer the next time
 * @CHL_PRACTICE_FAIL_LATE: an error in the middle of a stream
 * @CHL_PRACTICE_CUT: the connection breaks in the middle
 * @CHL_PRACTICE_SILENCE: it begins, and says nothing more
 * @CHL_PRACTICE_GARBAGE: events that are no JSON
 * @CHL_PRACTICE_HTML: a web page, with status 200
 * @CHL_PRACTICE_EMPTY: a body without a byte
 * @CHL_PRACTICE_FINISH: half an answer, and a reason why there is no more
 * @CHL_PRACTICE_DECLINE: a refusal in place of an answer
 * @CHL_PRACTICE_NOTHING: an answer without a word
 * @CHL_PRACTICE_ONLY_THOUGHTS: thoughts up to the longest answer allowed
 * @CHL_PRACTICE_TOOL: a call of a tool that nobody offered
 *
 * What goes wrong, because it was asked for.
 */
typedef enum
{
  CHL_PRACTICE_NO_TRICK,
  CHL_PRACTICE_REFUSE,
  CHL_PRACTICE_BUSY,
  CHL_PRACTICE_FAIL_LATE,
  CHL_PRACTICE_CUT,
  CHL_PRACTICE_SILENCE,
  CHL_PRACTICE_GARBAGE,
  CHL_PRACTICE_HTML,
  CHL_PRACTICE_EMPTY,
  CHL_PRACTICE_FINISH,
  CHL_PRACTICE_DECLINE,
  CHL_PRACTICE_NOTHING,
  CHL_PRACTICE_ONLY_THOUGHTS,
  CHL_PRACTICE_TOOL,
} ChlPracticeTrick;

/**
 * ChlPracticeWish:
 * @trick: what shall go wrong
 * @finish: (nullable): with %CHL_PRACTICE_FINISH, why it ends
 * @status: with %CHL_PRACTICE_REFUSE, the HTTP status
 * @retry_after: seconds that a refusal asks to wait; 0: the usual ones
 * @delay_ms: how long the first token takes
 * @tokens_per_second: how fast the answer comes; 0: as usual
 * @thinks: it shall begin with thoughts
 *
 * What a question asks for, apart from its answer.
 */
typedef struct
{
  ChlPracticeTrick trick;
  const char      *finish;
  guint            status;
  guint            retry_after;
  gint64           delay_ms;
  guint            tokens_per_second;
  gboolean         thinks;
} ChlPracticeWish;

char **chl_practice_wish_split (const char *question);
void   chl_practice_wish_read (ChlPracticeWish *self,
                               char           **words);

G_END_DECLS
