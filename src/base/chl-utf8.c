/* chl-utf8.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-utf8"

#include "config.h"

#include "chl-utf8.h"

#include <string.h>

#define REPLACEMENT "\357\277\275"

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* The first byte at or after @at that is not ASCII. */
static const guchar *
skip_ascii (const guchar *at,
            const guchar *end)
{
  while (end - at >= 8)
    {
      guint64 word;

      memcpy (&word, at, sizeof word);
      if ((word & HIGH_BITS) != 0)
        break;
      at += sizeof word;
    }

  while (at < end && *at < 0x80)
    at++;

  return at;
}

/*
 * Measures the sequence at @at, whose first byte is not ASCII. Returns its length if it is whole
 * and right; otherwise 0, and in @out_bad the bytes that one replacement character stands for.
 */
static guint
measure_sequence (const guchar *at,
                  const guchar *end,
                  guint        *out_bad)
{
  guchar lead = at[0];
  guchar low = 0x80;
  guchar high = 0xbf;
  guint  length;
  guint  i;

  if (lead >= 0xc2 && lead <= 0xdf)
    length = 2;
  else if (lead >= 0xe0 && lead <= 0xef)
    length = 3;
  else if (lead >= 0xf0 && lead <= 0xf4)
    length = 4;
  else
    length = 0;

  *out_bad = 1;
  if (length == 0)
    return 0;

  /* No overlong forms, no surrogates, nothing beyond U+10FFFF. */
  if (lead == 0xe0)
    low = 0xa0;
  else if (lead == 0xed)
    high = 0x9f;
  else if (lead == 0xf0)
    low = 0x90;
  else if (lead == 0xf4)
    high = 0x8f;

  for (i = 1; i < length; i++)
    {
      if (at + i >= end || at[i] < low || at[i] > high)
        {
          *out_bad = i;
          return 0;
        }
      low = 0x80;
      high = 0xbf;
    }

  return length;
}

/* The first byte that does not belong to valid UTF-8; @end if there is none. */
static const guchar *
find_fault (const guchar *at,
            const guchar *end,
            guint        *out_bad)
{
  while ((at = skip_ascii (at, end)) < end)
    {
      guint length = measure_sequence (at, end, out_bad);

      if (length == 0)
        return at;
      at += length;
    }

  return end;
}

/**
 * chl_utf8_is_valid:
 * @text: bytes
 * @length: how many
 *
 * Unlike g_utf8_validate(), NUL is a character like any other, and plain ASCII costs next to
 * nothing.
 *
 * Returns: whether it is valid UTF-8
 */
gboolean
chl_utf8_is_valid (const char *text,
                   gsize       length)
{
  const guchar *end = (const guchar *) text + length;
  guint         bad;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  return length == 0 || find_fault ((const guchar *) text, end, &bad) == end;
}

/**
 * chl_utf8_append_repaired:
 * @out: where to
 * @text: bytes
 * @length: how many
 *
 * Appends @text with U+FFFD in place of what is not UTF-8, one for each longest beginning of a
 * character, as browsers do.
 *
 * Source: https://encoding.spec.whatwg.org/#utf-8-decoder
 */
void
chl_utf8_append_repaired (GString    *out,
                          const char *text,
                          gsize       length)
{
  const guchar *at = (const guchar *) text;
  const guchar *end = at + length;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL || length == 0);

  while (at < end)
    {
      guint         bad = 0;
      const guchar *fault = find_fault (at, end, &bad);

      g_string_append_len (out, (const char *) at, fault - at);
      if (fault == end)
        return;
      g_string_append (out, REPLACEMENT);
      at = fault + bad;
    }
}

/**
 * chl_utf8_cut:
 * @text: valid UTF-8
 * @length: its bytes
 * @max_bytes: what it may have
 *
 * Returns: the bytes of the longest beginning of @text that has at most @max_bytes and ends
 *   between two characters
 */
gsize
chl_utf8_cut (const char *text,
              gsize       length,
              gsize       max_bytes)
{
  gsize cut = MIN (length, max_bytes);

  g_return_val_if_fail (text != NULL || length == 0, 0);

  if (cut == length)
    return cut;

  while (cut > 0 && ((guchar) text[cut] & 0xc0) == 0x80)
    cut--;

  return cut;
}

/**
 * chl_utf8_is_hidden:
 * @character: a character
 *
 * Source: https://www.unicode.org/reports/tr44/#General_Category_Values
 *
 * Returns: whether it shows nothing itself and changes how what is round it is shown: control and
 *   format characters, and those that end a line or a paragraph
 */
gboolean
chl_utf8_is_hidden (gunichar character)
{
  const GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
         type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/**
 * chl_utf8_is_line:
 * @text: text of any origin
 *
 * Returns: whether it is UTF-8 that shows as one line, all of it, with something to see in it;
 *   the joiners that some scripts are written with are no fault
 */
gboolean
chl_utf8_is_line (const char *text)
{
  gboolean shows = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar character = g_utf8_get_char (text);

      if (character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER)
        continue;
      if (chl_utf8_is_hidden (character))
        return FALSE;
      shows = shows || !g_unichar_isspace (character);
    }

  return shows;
}
