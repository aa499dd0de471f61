/* chl-marks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More marks than these are not followed. */
#define CHL_MARKS_MAX_OPEN 48

/**
 * ChlMarkKind:
 * @CHL_MARK_RUN: asterisks, underscores or tildes
 * @CHL_MARK_CODE: backticks, the end is missing
 * @CHL_MARK_BRACKET: an opening bracket
 * @CHL_MARK_PAIR: brackets, nothing behind them yet
 * @CHL_MARK_TARGET: brackets and the beginning of where they lead
 */
typedef enum
{
  CHL_MARK_RUN,
  CHL_MARK_CODE,
  CHL_MARK_BRACKET,
  CHL_MARK_PAIR,
  CHL_MARK_TARGET,
} ChlMarkKind;

/**
 * ChlMark:
 * @kind: what it is
 * @mark: of a run: its character
 * @is_both: of a run: it might as well be an end
 * @start: its first byte
 * @n_marks: bytes that are open
 * @n_at_first: bytes that were there
 * @end: of a pair or a target: the closing bracket
 *
 * Something that is open.
 */
typedef struct
{
  ChlMarkKind kind;
  char        mark;
  gboolean    is_both;
  gsize       start;
  gsize       n_marks;
  gsize       n_at_first;
  gsize       end;
} ChlMark;

/**
 * ChlMarks:
 * @text: running text with its marks
 * @length: its bytes
 * @at: all before it was read
 * @angle: where an angle bracket opened that is not closed, or @length
 * @open: what is open there, outermost first
 * @n_open: how many
 *
 * Reads running text as far as to know what is open, without deciding what a reader sees.
 */
typedef struct
{
  const char *text;
  gsize       length;
  gsize       at;
  gsize       angle;
  ChlMark     open[CHL_MARKS_MAX_OPEN];
  guint       n_open;
} ChlMarks;

void     chl_marks_init (ChlMarks   *self,
                         const char *text,
                         gsize       length);
gboolean chl_marks_next (ChlMarks *self);
gboolean chl_marks_is_neutral (const ChlMarks *self);

G_END_DECLS
