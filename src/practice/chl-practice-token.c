/* chl-practice-token.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-practice-token.h"

#define MAX_CHARS 6

/**
 * chl_practice_token_next:
 * @text: valid UTF-8
 *
 * A token here is a word of up to six letters with the blanks before it: near enough to what real
 * tokenizers make of English.
 *
 * Returns: where the next token begins; the end of @text behind the last
 */
const char *
chl_practice_token_next (const char *text)
{
  guint n_chars = 0;

  while (*text != '\0' && g_ascii_isspace (*text))
    text++;
  while (*text != '\0' && !g_ascii_isspace (*text) && n_chars < MAX_CHARS)
    {
      text = g_utf8_next_char (text);
      n_chars++;
    }

  return text;
}

/**
 * chl_practice_token_count:
 * @text: (nullable): valid UTF-8
 *
 * Returns: how many tokens @text has
 */
gint64
chl_practice_token_count (const char *text)
{
  gint64 n_tokens = 0;

  for (; text != NULL && *text != '\0'; text = chl_practice_token_next (text))
    n_tokens++;

  return n_tokens;
}

/**
 * chl_practice_token_cut:
 * @text: valid UTF-8
 * @max_tokens: how many to keep
 *
 * Returns: (transfer full): the first @max_tokens of @text
 */
char *
chl_practice_token_cut (const char *text,
                        gint64      max_tokens)
{
  const char *end = text;

  for (; max_tokens > 0 && *end != '\0'; max_tokens--)
    end = chl_practice_token_next (end);

  return g_strndup (text, (gsize) (end - text));
}
