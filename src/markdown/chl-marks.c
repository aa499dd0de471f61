/* chl-marks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-marks"

#include "config.h"

#include "chl-marks.h"

#include <string.h>

static gsize
count_run (const ChlMarks *self)
{
  gsize n = 1;

  while (self->at + n < self->length && self->text[self->at + n] == self->text[self->at])
    n++;

  return n;
}

static void
push (ChlMarks *self,
      ChlMark   mark)
{
  if (self->n_open < CHL_MARKS_MAX_OPEN)
    self->open[self->n_open++] = mark;
}

static gboolean
is_blank (gunichar c)
{
  return c == 0 || g_unichar_isspace (c);
}

static gboolean
is_punctuation (gunichar c)
{
  return c < 0x80 ? g_ascii_ispunct ((char) c) : g_unichar_ispunct (c);
}

/* Source: https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run */
static void
find_flanks (const ChlMarks *self,
             gsize           length,
             gboolean       *out_opens,
             gboolean       *out_closes)
{
  const char *run = self->text + self->at;
  const char *before = self->at > 0 ? g_utf8_find_prev_char (self->text, run) : NULL;
  gunichar    left = before != NULL ? g_utf8_get_char (before) : 0;
  gunichar    right = self->at + length < self->length ? g_utf8_get_char (run + length) : 0;
  gboolean    is_left = !is_blank (right) && (!is_punctuation (right) || is_blank (left) ||
                                           is_punctuation (left));
  gboolean    is_right = !is_blank (left) && (!is_punctuation (left) || is_blank (right) ||
                                           is_punctuation (right));

  if (*run == '_')
    {
      *out_opens = is_left && (!is_right || is_punctuation (left));
      *out_closes = is_right && (!is_left || is_punctuation (right));
    }
  else
    {
      *out_opens = is_left;
      *out_closes = is_right;
    }
}

static gboolean
matches (const ChlMark *opener,
         const ChlMark *closer)
{
  if (opener->kind != CHL_MARK_RUN || opener->mark != closer->mark)
    return FALSE;

  if (closer->mark == '~')
    return opener->n_marks == closer->n_marks;

  /* Source: rules 9 and 10 of https://spec.commonmark.org/0.31.2/#can-open-emphasis */
  return !(opener->is_both || closer->is_both) ||
         (opener->n_at_first + closer->n_at_first) % 3 != 0 ||
         (opener->n_at_first % 3 == 0 && closer->n_at_first % 3 == 0);
}

static void
close_runs (ChlMarks *self,
            ChlMark  *closer)
{
  guint i = self->n_open;

  while (closer->n_marks > 0 && i > 0)
    {
      ChlMark *opener = &self->open[i - 1];
      gsize    n_marks;

      if (!matches (opener, closer))
        {
          i--;
          continue;
        }

      n_marks = MIN (MIN (opener->n_marks, closer->n_marks), 2);
      opener->n_marks -= n_marks;
      closer->n_marks -= n_marks;
      if (opener->n_marks == 0)
        i--;
      self->n_open = i;
    }
}

static void
read_run (ChlMarks *self)
{
  gsize    n_marks = count_run (self);
  gboolean opens;
  gboolean closes;
  ChlMark  run = { .kind = CHL_MARK_RUN, .mark = self->text[self->at], .start = self->at };

  find_flanks (self, n_marks, &opens, &closes);
  run.n_marks = n_marks;
  run.n_at_first = n_marks;
  run.is_both = opens && closes;
  self->at += n_marks;
  if (run.mark == '~' && n_marks > 2)
    return;

  if (closes)
    close_runs (self, &run);
  if (opens && run.n_marks > 0)
    push (self, run);
}

static void
read_code (ChlMarks *self)
{
  gsize       n_marks = count_run (self);
  gsize       start = self->at;
  const char *end = self->text + self->length;
  const char *c = self->text + start + n_marks;
  ChlMark     code = { .kind = CHL_MARK_CODE, .mark = '`', .start = start, .n_marks = n_marks };

  while (c < end && (c = memchr (c, '`', (gsize) (end - c))) != NULL)
    {
      const char *stop = c;

      while (stop < end && *stop == '`')
        stop++;
      if ((gsize) (stop - c) == n_marks)
        {
          self->at = (gsize) (stop - self->text);
          return;
        }
      c = stop;
    }

  self->at = self->length;
  push (self, code);
}

/* Tags and addresses in angle brackets. */
static void
read_angle (ChlMarks *self)
{
  const char *start = self->text + self->at;
  gsize       left = self->length - self->at;
  const char *end;

  if (left > 1 && (g_ascii_isalpha (start[1]) || strchr ("/!?", start[1]) != NULL))
    {
      end = memchr (start, '>', left);
      if (end != NULL)
        {
          self->at = (gsize) (end - self->text) + 1;
          return;
        }
      if (self->angle == self->length)
        self->angle = self->at;
    }

  self->at++;
}

static gsize
skip_blanks (const ChlMarks *self,
             gsize           at)
{
  while (at < self->length && g_ascii_isspace (self->text[at]))
    at++;

  return at;
}

/* The end of an address that begins at @at. */
static gsize
skip_address (const ChlMarks *self,
              gsize           at)
{
  gboolean is_angled = at < self->length && self->text[at] == '<';
  guint    depth = 0;

  for (; at < self->length; at++)
    {
      char c = self->text[at];

      if (c == '\\' && at + 1 < self->length)
        at++;
      else if (is_angled && c == '>')
        return at + 1;
      else if (!is_angled && (g_ascii_isspace (c) || (c == ')' && depth == 0)))
        return at;
      else if (!is_angled && c == '(')
        depth++;
      else if (!is_angled && c == ')')
        depth--;
    }

  return at;
}

static gsize
skip_title (const ChlMarks *self,
            gsize           at)
{
  char close;

  if (at >= self->length || strchr ("\"'(", self->text[at]) == NULL)
    return at;

  close = self->text[at] == '(' ? ')' : self->text[at];
  for (at++; at < self->length; at++)
    {
      if (self->text[at] == '\\' && at + 1 < self->length)
        at++;
      else if (self->text[at] == close)
        return at + 1;
    }

  return at;
}

/* From the parenthesis behind a pair of brackets; returns whether the end of the text came first. */
static gboolean
read_target (ChlMarks *self)
{
  gsize at = skip_blanks (self, self->at + 1);

  at = skip_blanks (self, skip_address (self, at));
  at = skip_blanks (self, skip_title (self, at));

  self->at = MIN (at, self->length);
  if (self->at == self->length)
    return TRUE;
  if (self->text[self->at] == ')')
    self->at++;

  return FALSE;
}

static void
close_bracket (ChlMarks *self)
{
  gsize   end = self->at++;
  guint   i = self->n_open;
  char    next = self->at < self->length ? self->text[self->at] : '\0';
  ChlMark pair;

  while (i > 0 && self->open[i - 1].kind != CHL_MARK_BRACKET)
    i--;
  if (i == 0)
    return;

  pair = self->open[i - 1];
  self->n_open = i - 1;
  pair.end = end;
  if (self->at == self->length)
    {
      pair.kind = CHL_MARK_PAIR;
      push (self, pair);
    }
  else if (next == '(')
    {
      pair.kind = CHL_MARK_TARGET;
      if (read_target (self))
        push (self, pair);
    }
  else if (next == '[')
    {
      const char *close = memchr (self->text + self->at, ']', self->length - self->at);

      pair.kind = CHL_MARK_TARGET;
      if (close == NULL)
        push (self, pair);
      self->at = close != NULL ? (gsize) (close - self->text) + 1 : self->length;
    }
}

void
chl_marks_init (ChlMarks   *self,
                const char *text,
                gsize       length)
{
  self->text = text;
  self->length = length;
  self->at = 0;
  self->angle = length;
  self->n_open = 0;
}

/**
 * chl_marks_next:
 * @self: a reading
 *
 * Goes on by one character, or one mark with all that belongs to it.
 *
 * Returns: whether there was something left
 */
gboolean
chl_marks_next (ChlMarks *self)
{
  ChlMark bracket = { .kind = CHL_MARK_BRACKET, .mark = '[', .n_marks = 1 };

  if (self->at >= self->length)
    return FALSE;

  switch (self->text[self->at])
    {
    case '\\':
      self->at = MIN (self->at + 2, self->length);
      break;

    case '*':
    case '_':
    case '~':
      read_run (self);
      break;

    case '`':
      read_code (self);
      break;

    case '<':
      read_angle (self);
      break;

    case '[':
      bracket.start = self->at++;
      if (bracket.start > 0 && self->text[bracket.start - 1] == '!')
        {
          bracket.start--;
          bracket.n_marks++;
        }
      push (self, bracket);
      break;

    case ']':
      close_bracket (self);
      break;

    default:
      self->at++;
      break;
    }

  return TRUE;
}

/**
 * chl_marks_is_neutral:
 * @self: a reading
 *
 * Returns: whether the text can be divided here without taking a mark from its end
 */
gboolean
chl_marks_is_neutral (const ChlMarks *self)
{
  return self->n_open == 0 && self->angle == self->length;
}
