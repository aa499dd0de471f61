/* chl-hold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-hold"

#include "config.h"

#include "chl-hold.h"

#include <string.h>

#define MAX_HEADING_MARKS 6
#define MIN_FENCE_MARKS 3
#define MAX_DIGITS 9

static gboolean
consists_of (const char *text,
             gsize       length,
             const char *bytes)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0' || strchr (bytes, text[i]) == NULL)
      return FALSE;

  return TRUE;
}

static gsize
count_run (const char *text,
           gsize       length)
{
  gsize n = 0;

  while (n < length && text[n] == text[0])
    n++;

  return n;
}

/* A rule, an item, an underline, or text. */
static gboolean
is_run_with_blanks (const char *text,
                    gsize       length)
{
  const char allowed[] = { text[0], ' ', '\t', '\0' };

  return strchr ("*-_+=", text[0]) != NULL && consists_of (text, length, allowed);
}

static gboolean
is_number (const char *text,
           gsize       length)
{
  gsize n = 0;

  while (n < length && n <= MAX_DIGITS && g_ascii_isdigit (text[n]))
    n++;
  if (n == 0 || n > MAX_DIGITS)
    return FALSE;
  if (n < length && (text[n] == '.' || text[n] == ')'))
    n++;

  return consists_of (text + n, length - n, " \t");
}

static gboolean
is_fence (const char *text,
          gsize       length)
{
  gsize n = count_run (text, length);

  if (text[0] != '`' && text[0] != '~')
    return FALSE;

  return n == length || (n >= MIN_FENCE_MARKS && memchr (text + n, '`', length - n) == NULL);
}

/* `[label]: address`, of which nothing is shown, or the box of a task. */
static gboolean
is_definition (const char *text,
               gsize       length)
{
  const char *close;

  if (text[0] != '[')
    return FALSE;

  close = memchr (text, ']', length);
  return close == NULL || close + 1 == text + length || close[1] == ':';
}

/**
 * chl_hold_line:
 * @text: a line whose end is missing, from its first byte that is no blank
 * @length: its bytes, at least one
 * @place: where it begins
 *
 * Returns: whether the line is not to be shown yet, because what it will be depends on what follows
 */
gboolean
chl_hold_line (const char  *text,
               gsize        length,
               ChlHoldPlace place)
{
  gboolean in_paragraph = (place & CHL_HOLD_IN_PARAGRAPH) != 0;
  gboolean in_table = (place & CHL_HOLD_IN_TABLE) != 0;

  if (is_run_with_blanks (text, length) || is_number (text, length) || is_fence (text, length))
    return TRUE;

  if (text[0] == '#' && count_run (text, length) <= MAX_HEADING_MARKS &&
      consists_of (text, length, "# \t"))
    return TRUE;

  if (text[0] == '|')
    return !in_table || consists_of (text, length, "| \t");
  if (in_paragraph && consists_of (text, length, "|:- \t"))
    return TRUE;

  /* Perhaps a title of the last link. */
  if ((place & CHL_HOLD_IN_DEFINITIONS) != 0 && strchr ("\"'(", text[0]) != NULL)
    return TRUE;

  return !in_paragraph && !in_table && is_definition (text, length);
}
