/* chl-registry-key.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-key"

#include "config.h"

#include "chl-registry-key.h"

#include <string.h>

/* Letters that belong to the digits behind them: fp8, iq2, nvfp4. */
static const char *const inseparable_before[] = {
  "fp", "int", "bf", "mxfp", "nvfp", "iq", "uint", "exl", "hqq", "nf", "tq", "bpw", "ud", "gb", NULL
};

/* Letters that belong to the digits before them: 4bit, 7b needs no mention, being one letter. */
static const char *const inseparable_behind[] = {
  "bit", "bits", "bpw", "gb", "mb", "th", "st", "nd", "rd", NULL
};

static gboolean
is_among (const char *const *words,
          const char        *text,
          gsize              length)
{
  for (; *words != NULL; words++)
    if (strlen (*words) == length && memcmp (*words, text, length) == 0)
      return TRUE;

  return FALSE;
}

/**
 * chl_registry_join:
 * @out_text: (out caller-allocates): where both go
 * @size: bytes that are there
 * @before: a text
 * @sign: what stands between
 * @behind: another
 *
 * Returns: %FALSE, and an empty text, if there is no room for them
 */
gboolean
chl_registry_join (char       *out_text,
                   gsize       size,
                   const char *before,
                   char        sign,
                   const char *behind)
{
  gsize first = strlen (before);
  gsize second = strlen (behind);

  out_text[0] = '\0';
  if (first + second + 2 > size)
    return FALSE;

  memcpy (out_text, before, first);
  out_text[first] = sign;
  memcpy (out_text + first + 1, behind, second + 1);

  return TRUE;
}

/**
 * chl_registry_fold:
 * @text: any bytes
 * @length: how many
 * @out_folded: (out caller-allocates): room for @length bytes and a zero
 *
 * Lower case, and one dash for every run of what is neither an ASCII letter nor a digit, without
 * dashes at the ends: "Claude Sonnet 4.5", "claude_sonnet_4_5" and "claude-sonnet-4.5" are one.
 *
 * Returns: bytes written, without the zero
 */
gsize
chl_registry_fold (const char *text,
                   gsize       length,
                   char       *out_folded)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      char character = text[i];

      if (character >= 'A' && character <= 'Z')
        out_folded[n++] = (char) (character - 'A' + 'a');
      else if (g_ascii_isalnum (character))
        out_folded[n++] = character;
      else if (n > 0 && out_folded[n - 1] != '-')
        out_folded[n++] = '-';
    }

  while (n > 0 && out_folded[n - 1] == '-')
    n--;
  out_folded[n] = '\0';

  return n;
}

static gsize
count_letters (const char *text,
               gsize       length)
{
  gsize n = 0;

  while (n < length && g_ascii_isalpha (text[n]))
    n++;

  return n;
}

static gsize
count_digits (const char *text,
              gsize       length)
{
  gsize n = 0;

  while (n < length && g_ascii_isdigit (text[n]))
    n++;

  return n;
}

/* How much of a token stands apart from what follows in it; all of it if nothing does. */
static gsize
find_seam (const char *token,
           gsize       length)
{
  gsize letters = count_letters (token, length);
  gsize digits = count_digits (token, length);

  if (letters >= 2 && letters < length && !is_among (inseparable_before, token, letters))
    return letters;

  /* 5vl, but neither 5b nor 5vl2. */
  letters = count_letters (token + digits, length - digits);
  if (digits > 0 && letters >= 2 && digits + letters == length &&
      !is_among (inseparable_behind, token + digits, letters))
    return digits;

  return length;
}

/**
 * chl_registry_split:
 * @folded: what chl_registry_fold() made, or a part of it between dashes
 * @length: bytes of it
 * @out_key: (out caller-allocates): room for twice @length and a zero
 *
 * Parts runs of two or more letters from digits, so that "qwen2.5vl" and "Qwen2.5-VL" are one key.
 * A letter alone stays with its digits: k2, r1, a22b.
 *
 * Returns: bytes written, without the zero
 */
gsize
chl_registry_split (const char *folded,
                    gsize       length,
                    char       *out_key)
{
  gsize n = 0;
  gsize at = 0;

  while (at < length)
    {
      const char *dash = memchr (folded + at, '-', length - at);
      gsize       end = dash != NULL ? (gsize) (dash - folded) : length;

      while (at < end)
        {
          gsize seam = find_seam (folded + at, end - at);

          memcpy (out_key + n, folded + at, seam);
          n += seam;
          at += seam;
          out_key[n++] = '-';
        }
      at = end + 1;
    }

  if (n > 0)
    n--;
  out_key[n] = '\0';

  return n;
}

/**
 * chl_registry_squeeze:
 * @key: a key
 * @out_squeezed: (out caller-allocates): room for as much
 *
 * Joins single digits with the digits before them, as people write them: gpt-5-2 → gpt-52.
 *
 * Returns: bytes written, without the zero; as many as @key has if there was nothing to join
 */
gsize
chl_registry_squeeze (const char *key,
                      char       *out_squeezed)
{
  gsize n = 0;

  for (const char *at = key; *at != '\0'; at++)
    {
      gboolean joins = *at == '-' && at > key && g_ascii_isdigit (at[-1]) &&
                       g_ascii_isdigit (at[1]) && !g_ascii_isdigit (at[2]);

      if (!joins)
        out_squeezed[n++] = *at;
    }
  out_squeezed[n] = '\0';

  return n;
}

/**
 * chl_registry_build_key:
 * @text: a name
 * @out_key: (out caller-allocates): room for %CHL_REGISTRY_KEY_SIZE bytes
 *
 * Returns: %FALSE if nothing is left of @text, or it is too long for a name
 */
gboolean
chl_registry_build_key (const char *text,
                        char       *out_key)
{
  char  folded[CHL_REGISTRY_TEXT_SIZE];
  gsize length = strlen (text);

  if (length >= sizeof folded)
    return FALSE;

  length = chl_registry_fold (text, length, folded);
  return chl_registry_split (folded, length, out_key) > 0;
}

/* Reads digits, and more of them behind a point; a low line may stand for the point. */
static const char *
read_number (const char *text,
             gboolean    takes_low_line,
             double     *out_value)
{
  double value = 0;
  double unit = 1;

  if (!g_ascii_isdigit (*text))
    return NULL;

  for (; g_ascii_isdigit (*text); text++)
    value = value * 10 + g_ascii_digit_value (*text);

  if ((*text == '.' || (takes_low_line && *text == '_')) && g_ascii_isdigit (text[1]))
    for (text++; g_ascii_isdigit (*text); text++)
      {
        unit /= 10;
        value += unit * g_ascii_digit_value (*text);
      }

  *out_value = value;
  return text;
}

static gboolean
is_inside (const char *text,
           const char *at)
{
  return at > text && (g_ascii_isalnum (at[-1]) || at[-1] == '.');
}

/* 8x7b, at the very place. */
static gboolean
read_mixture (const char *at,
              double     *out_billions)
{
  double      experts;
  double      each;
  const char *end;

  for (end = at; g_ascii_isdigit (*end); end++)
    ;
  if (end == at || g_ascii_tolower (*end) != 'x')
    return FALSE;

  read_number (at, FALSE, &experts);
  end = read_number (end + 1, FALSE, &each);
  if (end == NULL || g_ascii_tolower (*end) != 'b' || g_ascii_isalnum (end[1]))
    return FALSE;

  *out_billions = experts * each;
  return TRUE;
}

/* 7b, 1.5b, 270m, 1t, at the very place. */
static gboolean
read_plain (const char *at,
            double     *out_billions)
{
  double      value;
  const char *end = read_number (at, TRUE, &value);

  if (end == NULL || *end == '\0' || g_ascii_isalnum (end[1]))
    return FALSE;

  switch (g_ascii_tolower (*end))
    {
    case 'b':
      *out_billions = value;
      return TRUE;

    case 'm':
      *out_billions = value / 1000;
      return TRUE;

    case 't':
      *out_billions = value * 1000;
      return TRUE;

    default:
      return FALSE;
    }
}

/**
 * chl_registry_read_size:
 * @text: a name as it was served, with its points
 * @out_billions: (out): how many billion parameters it names; of 8x7b all 56
 *
 * Returns: %FALSE if it names none
 */
gboolean
chl_registry_read_size (const char *text,
                        double     *out_billions)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!is_inside (text, at) && read_mixture (at, out_billions))
      return TRUE;

  for (const char *at = text; *at != '\0'; at++)
    if (!is_inside (text, at) && read_plain (at, out_billions))
      return TRUE;

  return FALSE;
}
