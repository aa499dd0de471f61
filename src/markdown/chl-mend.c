/* chl-mend.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-mend"

#include "config.h"

#include "chl-mend.h"

#include <string.h>

#include "chl-entities.h"
#include "chl-marks.h"

/* What is undecided may stand behind something that is, but not often. */
#define MAX_ROUNDS 6

/* What an angle bracket opens that shows something else than it is typed as. */
static const char *const schemes[] = { "http://", "https://", "mailto:" };
static const char *const tags[] = { "br>", "br/>", "br />" };

static void
trim_blanks (GString *source)
{
  gsize length = source->len;

  while (length > 0 && g_ascii_isspace (source->str[length - 1]))
    length--;
  g_string_truncate (source, length);
}

static gboolean
is_escaped (const GString *source,
            gsize          at)
{
  gsize n = 0;

  while (n < at && source->str[at - n - 1] == '\\')
    n++;

  return n % 2 == 1;
}

static gboolean
is_beginning (const char        *text,
              const char *const *whole,
              guint              n_whole)
{
  for (guint i = 0; i < n_whole; i++)
    if (g_ascii_strncasecmp (text, whole[i], strlen (text)) == 0)
      return TRUE;

  return FALSE;
}

/* Where what the text ends with begins, if more is needed to know what it is. */
static gsize
find_undecided (const GString *source,
                gboolean       is_cell)
{
  const char *text = source->str;
  gsize       at = source->len;
  gsize       start = at;

  while (start > 0 && strchr ("*_~`", text[start - 1]) != NULL && !is_escaped (source, start - 1))
    start--;
  if (start < at)
    return start;

  if (at > 0 && strchr ("!\\", text[at - 1]) != NULL && !is_escaped (source, at - 1))
    return at - 1;

  while (start > 0 && at - start < CHL_ENTITY_MAX_BYTES &&
         (g_ascii_isalnum (text[start - 1]) || text[start - 1] == '#'))
    start--;
  if (start > 0 && text[start - 1] == '&')
    return start - 1;

  for (start = at; start > 0 && at - start < 8 && text[start - 1] != '<';)
    start--;
  if (start > 0 && text[start - 1] == '<' &&
      (is_beginning (text + start, schemes, G_N_ELEMENTS (schemes)) ||
       (is_cell && is_beginning (text + start, tags, G_N_ELEMENTS (tags)))))
    return start - 1;

  return at;
}

/* The marks that are open at the end, once what is undecided there was left out. */
static void
read_marks (GString  *source,
            gboolean  is_cell,
            ChlMarks *marks)
{
  for (guint round = 0;; round++)
    {
      gsize length = source->len;
      gsize stop;

      chl_marks_init (marks, source->str, source->len);
      while (chl_marks_next (marks))
        ;
      if (round == MAX_ROUNDS)
        return;

      if (marks->n_open > 0 && marks->open[marks->n_open - 1].kind == CHL_MARK_CODE)
        {
          const ChlMark *code = &marks->open[marks->n_open - 1];

          stop = code->start + code->n_marks;
          while (length > stop && source->str[length - 1] == '`')
            length--;
          g_string_truncate (source, length);
          if (length > stop)
            return;
          g_string_truncate (source, code->start);
          trim_blanks (source);
          continue;
        }

      trim_blanks (source);
      stop = find_undecided (source, is_cell);
      if (stop == length)
        return;
      g_string_truncate (source, stop);
      trim_blanks (source);
    }
}

/* A bracket behind a word is more often an index than a link. */
static gboolean
is_index (const GString *source,
          const ChlMark *mark)
{
  char before = mark->start > 0 ? source->str[mark->start - 1] : ' ';

  return mark->n_marks == 1 && (g_ascii_isalnum (before) || strchr ("_)]", before) != NULL);
}

/* A number in brackets is as often a remark as a link, and soon there. */
static gboolean
is_number (const GString *source,
           const ChlMark *mark)
{
  for (gsize i = mark->start + mark->n_marks; i < source->len; i++)
    if (!g_ascii_isdigit (source->str[i]) && strchr ("^,]", source->str[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
show_link_text (GString       *source,
                const ChlMark *mark)
{
  if (mark->kind == CHL_MARK_TARGET)
    g_string_truncate (source, mark->end);
  else if (is_index (source, mark))
    return;
  else if (is_number (source, mark))
    g_string_truncate (source, mark->start);
  else if (mark->kind == CHL_MARK_PAIR)
    g_string_erase (source, (gssize) mark->end, 1);

  if (mark->start + mark->n_marks > source->len)
    return;
  g_string_erase (source, (gssize) mark->start, (gssize) mark->n_marks);
}

static void
close_run (GString       *source,
           const ChlMark *mark,
           gboolean       is_bare)
{
  if (is_bare)
    trim_blanks (source);

  if (mark->start + mark->n_marks >= source->len)
    {
      g_string_truncate (source, mark->start);
      return;
    }

  /* A single tilde means "about" more often than it strikes through. */
  if (mark->mark == '~' && mark->n_marks == 1)
    return;

  for (gsize i = 0; i < mark->n_marks; i++)
    g_string_append_c (source, mark->mark);
}

/* A link that is shown without its angle bracket as well; all that is open must be before it. */
static gboolean
is_link_in_angle (const GString  *source,
                  const ChlMarks *marks)
{
  const ChlMark *last = marks->n_open > 0 ? &marks->open[marks->n_open - 1] : NULL;

  if (marks->angle >= source->len ||
      g_ascii_strncasecmp (source->str + marks->angle, "<http", 5) != 0)
    return FALSE;

  return last == NULL || (last->start < marks->angle && last->end < marks->angle);
}

/**
 * chl_mend:
 * @source: running text whose end is missing
 * @is_cell: it stands in a table
 *
 * Closes the marks that are open, and leaves out those of which too little is there to know what
 * they will be, so that a reader sees what will be there.
 */
void
chl_mend (GString *source,
          gboolean is_cell)
{
  ChlMarks marks;
  gsize    n_appended;

  trim_blanks (source);
  read_marks (source, is_cell, &marks);
  n_appended = source->len;

  if (is_link_in_angle (source, &marks))
    {
      g_string_erase (source, (gssize) marks.angle, 1);
      n_appended = source->len;
    }

  for (guint i = marks.n_open; i-- > 0;)
    {
      const ChlMark *mark = &marks.open[i];
      gboolean       is_bare = source->len <= n_appended;

      switch (mark->kind)
        {
        case CHL_MARK_CODE:
          if (source->str[source->len - 1] == '`')
            g_string_append_c (source, ' ');
          for (gsize n = 0; n < mark->n_marks; n++)
            g_string_append_c (source, '`');
          break;

        case CHL_MARK_RUN:
          close_run (source, mark, is_bare);
          break;

        case CHL_MARK_BRACKET:
        case CHL_MARK_PAIR:
        case CHL_MARK_TARGET:
          show_link_text (source, mark);
          break;
        }
      if (is_bare && source->len < n_appended)
        n_appended = source->len;
    }
}
