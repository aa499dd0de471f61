/* chl-count.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-count"

#include "config.h"

#include "chl-count.h"

#include <string.h>

/* Digits of a number that is worth reading, before its point and behind it. */
#define MAX_DIGITS 12
#define MAX_DECIMALS 6

static const struct
{
  const char *sign;
  gint64      factor;
} units[] = {
  { "", 1 },
  { "k", 1000 },
  { "ki", 1024 },
  { "m", 1000 * 1000 },
  { "mi", 1024 * 1024 },
};

/* Returns: (transfer full): @text in small letters, without what only divides the thousands */
static char *
dup_bare (const char *text)
{
  GString *bare = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      if (!g_unichar_isspace (letter) && letter != '_' && letter != '\'' && letter != 0x2019)
        g_string_append_unichar (bare, g_unichar_tolower (letter));
    }

  return g_string_free (bare, FALSE);
}

/* "131,072" or "131.072": groups of three, all of them divided by the same sign. */
static gboolean
strip_groups (char *number)
{
  gsize first = strcspn (number, ".,");
  char  sign = number[first];
  char *to = number + first;

  if (sign == '\0')
    return TRUE;
  if (first < 1 || first > 3)
    return FALSE;

  for (const char *from = to; *from != '\0'; from += 4)
    {
      if (from[0] != sign || strspn (from + 1, "0123456789") < 3)
        return FALSE;
      memmove (to, from + 1, 3);
      to += 3;
    }
  *to = '\0';

  return TRUE;
}

static gint64
read_digits (const char *digits)
{
  gint64 number = 0;

  for (; g_ascii_isdigit (*digits); digits++)
    number = number * 10 + g_ascii_digit_value (*digits);

  return number;
}

/* "1.5" times a thousand, if that is whole. */
static ChlCountFault
scale (const char *number,
       gint64      factor,
       gint64     *out_count)
{
  gsize  n_digits = strspn (number, "0123456789");
  gsize  n_decimals = 0;
  gint64 count = 0;
  gint64 parts = 1;

  if (number[n_digits] == '.' || number[n_digits] == ',')
    {
      n_decimals = strspn (number + n_digits + 1, "0123456789");
      if (n_decimals == 0 || number[n_digits + 1 + n_decimals] != '\0')
        return CHL_COUNT_NO_NUMBER;
    }
  else if (number[n_digits] != '\0')
    return CHL_COUNT_NO_NUMBER;

  if (n_digits == 0 || n_decimals > MAX_DECIMALS)
    return CHL_COUNT_NO_NUMBER;
  if (n_digits > MAX_DIGITS)
    return CHL_COUNT_TOO_LARGE;

  count = read_digits (number) * factor;
  if (n_decimals > 0)
    {
      for (gsize i = 0; i < n_decimals; i++)
        parts *= 10;
      if (read_digits (number + n_digits + 1) * factor % parts != 0)
        return CHL_COUNT_NO_NUMBER;
      count += read_digits (number + n_digits + 1) * factor / parts;
    }

  *out_count = count;

  return CHL_COUNT_GOOD;
}

/**
 * chl_count_parse:
 * @text: what a person typed: "131072", "131 072", "131,072", "128K" (thousands), "128Ki" (of 1024),
 *   "1M", "1.5M"
 * @most: the largest that can be meant
 * @out_count: (out): the number; 0 is one
 *
 * Returns: what is wrong with it
 */
ChlCountFault
chl_count_parse (const char *text,
                 gint64      most,
                 gint64     *out_count)
{
  g_autofree char *bare = NULL;
  const char      *sign;
  gint64           factor = 0;
  gint64           count = 0;
  ChlCountFault    fault;

  g_return_val_if_fail (text != NULL, CHL_COUNT_NO_NUMBER);
  g_return_val_if_fail (out_count != NULL, CHL_COUNT_NO_NUMBER);

  if (!g_utf8_validate (text, -1, NULL))
    return CHL_COUNT_NO_NUMBER;

  bare = dup_bare (text);
  sign = bare + strspn (bare, "0123456789.,");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].sign, sign))
      factor = units[i].factor;

  if (factor == 0)
    return CHL_COUNT_NO_NUMBER;

  bare[sign - bare] = '\0';
  if (factor == 1 && !strip_groups (bare))
    return CHL_COUNT_NO_NUMBER;
  if ((fault = scale (bare, factor, &count)) != CHL_COUNT_GOOD)
    return fault;
  if (count > most)
    return CHL_COUNT_TOO_LARGE;

  *out_count = count;

  return CHL_COUNT_GOOD;
}
