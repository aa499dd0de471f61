/* chl-code-cut.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-code-cut"

#include "config.h"

#include "chl-code-cut.h"

#include <string.h>

#include "chl-code-lines.h"

/**
 * chl_code_cut_find:
 * @text: valid UTF-8
 * @length: bytes in @text
 * @start: where a piece begins
 * @out_next: (out): where the next piece begins
 *
 * Cuts code into pieces of %CHL_CODE_LINES_IN_PIECE lines. A line that is too long is cut, too, and
 * its parts are pieces of their own.
 *
 * Returns: where the piece ends: before its line break, or behind the text
 */
gsize
chl_code_cut_find (const char *text,
                   gsize       length,
                   gsize       start,
                   gsize      *out_next)
{
  gsize at = start;

  for (guint i = 0; i < CHL_CODE_LINES_IN_PIECE; i++)
    {
      const char *line_break = memchr (text + at, '\n', length - at);
      gsize       line_end = line_break != NULL ? (gsize) (line_break - text) : length;

      if (line_end - at > CHL_CODE_LINES_LONG_LINE)
        {
          /* A long line has pieces of its own. */
          if (at > start)
            break;
          at += CHL_CODE_LINES_LONG_LINE;
          while ((text[at] & 0xC0) == 0x80)
            at--;
          *out_next = at;
          return at;
        }
      if (line_break == NULL)
        {
          *out_next = length;
          return length;
        }
      at = line_end + 1;
      if (at - start > 2 * CHL_CODE_LINES_LONG_LINE)
        break;
    }

  *out_next = at;

  return at - 1;
}
