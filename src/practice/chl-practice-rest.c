/* chl-practice-rest.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-practice-rest.h"

#include <string.h>

#define FENCE "```"

/* The line that opened the code in which @text ends, with its length; NULL if it ends in none. */
static const char *
find_open_fence (const char *text,
                 gsize      *out_length)
{
  const char *fence = NULL;

  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      if (*line == '\n')
        line++;
      if (g_str_has_prefix (line, FENCE))
        fence = fence == NULL ? line : NULL;
      if (*line == '\0')
        break;
    }

  if (fence != NULL)
    *out_length = strcspn (fence, "\n");

  return fence;
}

/**
 * chl_practice_rest_join:
 * @said: what was answered so far
 * @piece: what was answered next
 *
 * Adds a piece as if it had never been cut off: code that was opened again stays open.
 */
void
chl_practice_rest_join (GString    *said,
                        const char *piece)
{
  gsize       length = 0;
  const char *fence = find_open_fence (said->str, &length);

  if (fence != NULL && strncmp (piece, fence, length) == 0 && piece[length] == '\n')
    piece += length + 1;
  g_string_append (said, piece);
}

/**
 * chl_practice_rest_take:
 * @text: (inout): a whole answer
 * @said: what of it was said already
 *
 * Leaves the rest; code in the middle of which it begins is opened again. An answer that began in
 * another way stays whole.
 */
void
chl_practice_rest_take (char      **text,
                        const char *said)
{
  gsize       length = 0;
  const char *fence;
  char       *rest;

  if (!g_str_has_prefix (*text, said))
    return;

  fence = find_open_fence (said, &length);
  rest = fence != NULL ? g_strdup_printf ("%.*s\n%s", (int) length, fence, *text + strlen (said))
                       : g_strdup (*text + strlen (said));
  g_free (*text);
  *text = rest;
}
