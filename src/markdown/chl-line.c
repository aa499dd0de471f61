/* chl-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-line"

#include "config.h"

#include "chl-line.h"

#include <string.h>

#define TAB_COLUMNS 4
#define MIN_RULE_MARKS 3
#define MIN_FENCE_MARKS 3
#define MAX_LEVEL 6

/* Nine digits fit into every integer that somebody may read them into. */
#define MAX_NUMBER_DIGITS 9

static gboolean
is_blank_byte (char c)
{
  return c == ' ' || c == '\t';
}

static gsize
count_run (const char *text,
           gsize       length,
           char        mark)
{
  gsize n = 0;

  while (n < length && text[n] == mark)
    n++;

  return n;
}

static gsize
trim_end (const char *text,
          gsize       length)
{
  while (length > 0 && is_blank_byte (text[length - 1]))
    length--;

  return length;
}

void
chl_line_init (ChlLine    *self,
               const char *text,
               gsize       length)
{
  *self = (ChlLine){ .text = text, .length = length };
}

/**
 * chl_line_get_indent:
 * @self: a line
 * @out_first: (out): the next byte that is no blank, or the end
 *
 * Returns: the columns from here to there
 */
guint
chl_line_get_indent (const ChlLine *self,
                     gsize         *out_first)
{
  guint column = self->column;
  gsize at;

  for (at = self->at; at < self->length && is_blank_byte (self->text[at]); at++)
    column += self->text[at] == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : 1;

  *out_first = at;
  return column - self->column;
}

gboolean
chl_line_is_blank (const ChlLine *self)
{
  gsize first;

  chl_line_get_indent (self, &first);
  return first == self->length;
}

/**
 * chl_line_skip_columns:
 * @self: a line
 * @n_columns: how many
 *
 * Goes on over blanks, no further than there are blanks. A tab may be used up in part.
 */
void
chl_line_skip_columns (ChlLine *self,
                       guint    n_columns)
{
  guint end = self->column + n_columns;

  while (self->column < end && self->at < self->length && is_blank_byte (self->text[self->at]))
    {
      guint width = self->text[self->at] == '\t' ? TAB_COLUMNS - self->column % TAB_COLUMNS : 1;

      if (self->column + width > end)
        {
          self->column = end;
          return;
        }
      self->column += width;
      self->at++;
    }
}

/* Over bytes that are each one column wide. */
void
chl_line_skip_bytes (ChlLine *self,
                     gsize    n_bytes)
{
  self->at += n_bytes;
  self->column += (guint) n_bytes;
}

/**
 * chl_line_is_rule:
 * @text: a line from its first byte that is no blank
 * @length: its bytes
 *
 * Source: https://spec.commonmark.org/0.31.2/#thematic-breaks
 */
gboolean
chl_line_is_rule (const char *text,
                  gsize       length)
{
  gsize n_marks = 0;

  if (length == 0 || (text[0] != '*' && text[0] != '-' && text[0] != '_'))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == text[0])
        n_marks++;
      else if (!is_blank_byte (text[i]))
        return FALSE;
    }

  return n_marks >= MIN_RULE_MARKS;
}

/**
 * chl_line_read_heading:
 * @text: a line from its first byte that is no blank
 * @length: its bytes
 * @out_title: (out): the heading without marks
 * @out_length: (out): its bytes
 *
 * Source: https://spec.commonmark.org/0.31.2/#atx-headings
 *
 * Returns: the level, 0 if this is no heading
 */
guint
chl_line_read_heading (const char  *text,
                       gsize        length,
                       const char **out_title,
                       gsize       *out_length)
{
  gsize level = count_run (text, length, '#');
  gsize start = level;
  gsize end = trim_end (text, length);
  gsize close;

  if (level == 0 || level > MAX_LEVEL || (level < length && !is_blank_byte (text[level])))
    return 0;

  while (start < end && is_blank_byte (text[start]))
    start++;

  close = end;
  while (close > start && text[close - 1] == '#')
    close--;
  if (close == start || is_blank_byte (text[close - 1]))
    end = start + trim_end (text + start, close - start);

  *out_title = text + start;
  *out_length = end > start ? end - start : 0;
  return (guint) level;
}

/**
 * chl_line_read_underline:
 * @text: a line from its first byte that is no blank
 * @length: its bytes
 *
 * Source: https://spec.commonmark.org/0.31.2/#setext-headings
 *
 * Returns: the level that this line gives to the paragraph above it, or 0
 */
guint
chl_line_read_underline (const char *text,
                         gsize       length)
{
  gsize end = trim_end (text, length);

  if (end == 0 || (text[0] != '=' && text[0] != '-') || count_run (text, end, text[0]) != end)
    return 0;

  return text[0] == '=' ? 1 : 2;
}

/**
 * chl_line_read_fence:
 * @text: a line from its first byte that is no blank
 * @length: its bytes
 * @out_fence: (out): what was read
 *
 * Source: https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 *
 * Returns: whether it opens code, and closes it if there is no info
 */
gboolean
chl_line_read_fence (const char *text,
                     gsize       length,
                     ChlFence   *out_fence)
{
  gsize n_marks;
  gsize end = trim_end (text, length);

  if (length == 0 || (text[0] != '`' && text[0] != '~'))
    return FALSE;

  n_marks = count_run (text, length, text[0]);
  if (n_marks < MIN_FENCE_MARKS)
    return FALSE;
  if (text[0] == '`' && memchr (text + n_marks, '`', length - n_marks) != NULL)
    return FALSE;

  out_fence->mark = text[0];
  out_fence->n_marks = n_marks;
  while (n_marks < end && is_blank_byte (text[n_marks]))
    n_marks++;
  out_fence->info = text + n_marks;
  out_fence->info_length = end > n_marks ? end - n_marks : 0;
  return TRUE;
}

/**
 * chl_line_read_marker:
 * @text: a line from its first byte that is no blank
 * @length: its bytes
 * @out_marker: (out): what was read
 *
 * Source: https://spec.commonmark.org/0.31.2/#list-items
 *
 * Returns: whether an item of a list begins here
 */
gboolean
chl_line_read_marker (const char *text,
                      gsize       length,
                      ChlMarker  *out_marker)
{
  guint number = 0;
  gsize n_bytes = 0;

  while (n_bytes < length && n_bytes < MAX_NUMBER_DIGITS && g_ascii_isdigit (text[n_bytes]))
    number = number * 10 + (guint) g_ascii_digit_value (text[n_bytes++]);

  if (n_bytes == length || strchr (n_bytes > 0 ? ".)" : "-+*", text[n_bytes]) == NULL ||
      text[n_bytes] == '\0')
    return FALSE;

  out_marker->mark = text[n_bytes++];
  out_marker->number = number;
  out_marker->n_bytes = n_bytes;
  return n_bytes == length || is_blank_byte (text[n_bytes]);
}

/**
 * chl_line_read_task:
 * @text: what follows a marker and its blanks
 * @length: its bytes
 * @out_is_done: (out): whether the box is ticked
 *
 * Source: https://github.github.com/gfm/#task-list-items-extension-
 *
 * Returns: whether there is a box, which takes three bytes
 */
gboolean
chl_line_read_task (const char *text,
                    gsize       length,
                    gboolean   *out_is_done)
{
  if (length < 3 || text[0] != '[' || text[2] != ']' || (length > 3 && !is_blank_byte (text[3])))
    return FALSE;

  if (text[1] != ' ' && text[1] != 'x' && text[1] != 'X')
    return FALSE;

  *out_is_done = text[1] != ' ';
  return TRUE;
}
