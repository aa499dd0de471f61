/* chl-json-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-json-check"

#include "config.h"

#include "chl-json-reader.h"

#include <string.h>

/* What may come next. */
typedef enum
{
  STATE_VALUE,
  STATE_FIRST_ELEMENT, /* a value or the end of the array */
  STATE_FIRST_KEY,     /* a key or the end of the object */
  STATE_KEY,
  STATE_COLON,
  STATE_AFTER_VALUE,
} State;

typedef struct
{
  const char *at;
  const char *end;
  guint       depth;
  guint       max_depth;
  State       state;
  guint64     is_object[CHL_JSON_READER_MAX_DEPTH / 64]; /* one bit for each open container */
} Check;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static gboolean
is_in_object (const Check *check)
{
  guint level = check->depth - 1;

  return (check->is_object[level / 64] >> (level % 64) & 1) != 0;
}

static ChlJsonVerdict
check_escape (Check *check)
{
  char c;

  if (check->at >= check->end)
    return CHL_JSON_INCOMPLETE;

  c = *check->at++;
  if (c != 'u')
    return c != '\0' && strchr ("\"\\/bfnrt", c) != NULL ? CHL_JSON_VALID : CHL_JSON_MALFORMED;

  for (guint i = 0; i < 4; i++, check->at++)
    {
      if (check->at >= check->end)
        return CHL_JSON_INCOMPLETE;
      if (!g_ascii_isxdigit (*check->at))
        return CHL_JSON_MALFORMED;
    }

  return CHL_JSON_VALID;
}

/* After the opening quote. */
static ChlJsonVerdict
check_string (Check *check)
{
  while (check->at < check->end)
    {
      guchar         c = (guchar) *check->at++;
      ChlJsonVerdict verdict;

      if (c == '"')
        return CHL_JSON_VALID;
      if (c < 0x20)
        return CHL_JSON_MALFORMED;
      if (c == '\\' && (verdict = check_escape (check)) != CHL_JSON_VALID)
        return verdict;
    }

  return CHL_JSON_INCOMPLETE;
}

static gboolean
skip_digits (Check *check)
{
  const char *start = check->at;

  while (check->at < check->end && g_ascii_isdigit (*check->at))
    check->at++;

  return check->at > start;
}

static ChlJsonVerdict
stop_in_number (const Check *check)
{
  return check->at >= check->end ? CHL_JSON_INCOMPLETE : CHL_JSON_MALFORMED;
}

static ChlJsonVerdict
check_number (Check *check)
{
  if (*check->at == '-')
    check->at++;

  if (check->at < check->end && *check->at == '0')
    check->at++;
  else if (!skip_digits (check))
    return stop_in_number (check);

  if (check->at < check->end && *check->at == '.')
    {
      check->at++;
      if (!skip_digits (check))
        return stop_in_number (check);
    }

  if (check->at < check->end && (*check->at == 'e' || *check->at == 'E'))
    {
      check->at++;
      if (check->at < check->end && (*check->at == '+' || *check->at == '-'))
        check->at++;
      if (!skip_digits (check))
        return stop_in_number (check);
    }

  return CHL_JSON_VALID;
}

static ChlJsonVerdict
check_word (Check      *check,
            const char *word)
{
  for (; *word != '\0'; word++, check->at++)
    {
      if (check->at >= check->end)
        return CHL_JSON_INCOMPLETE;
      if (*check->at != *word)
        return CHL_JSON_MALFORMED;
    }

  return CHL_JSON_VALID;
}

static ChlJsonVerdict
open_container (Check   *check,
                gboolean is_object)
{
  guint   level = check->depth;
  guint64 bit = G_GUINT64_CONSTANT (1) << (level % 64);

  if (level >= check->max_depth)
    return CHL_JSON_TOO_DEEP;

  if (is_object)
    check->is_object[level / 64] |= bit;
  else
    check->is_object[level / 64] &= ~bit;

  check->at++;
  check->depth++;
  check->state = is_object ? STATE_FIRST_KEY : STATE_FIRST_ELEMENT;

  return CHL_JSON_VALID;
}

static ChlJsonVerdict
close_container (Check *check)
{
  check->at++;
  check->depth--;
  check->state = STATE_AFTER_VALUE;

  return CHL_JSON_VALID;
}

static ChlJsonVerdict
check_value (Check *check)
{
  char c = *check->at;

  check->state = STATE_AFTER_VALUE;
  switch (c)
    {
    case '"':
      check->at++;
      return check_string (check);

    case '{':
    case '[':
      return open_container (check, c == '{');

    case 't':
      return check_word (check, "true");

    case 'f':
      return check_word (check, "false");

    case 'n':
      return check_word (check, "null");

    default:
      return c == '-' || g_ascii_isdigit (c) ? check_number (check) : CHL_JSON_MALFORMED;
    }
}

static ChlJsonVerdict
check_after_value (Check *check)
{
  gboolean in_object = check->depth > 0 && is_in_object (check);

  if (check->depth == 0)
    return CHL_JSON_MALFORMED;
  if (*check->at == (in_object ? '}' : ']'))
    return close_container (check);
  if (*check->at != ',')
    return CHL_JSON_MALFORMED;

  check->at++;
  check->state = in_object ? STATE_KEY : STATE_VALUE;

  return CHL_JSON_VALID;
}

/* @check stands on a byte that is not blank. */
static ChlJsonVerdict
check_token (Check *check)
{
  char c = *check->at;

  switch (check->state)
    {
    case STATE_FIRST_ELEMENT:
      return c == ']' ? close_container (check) : check_value (check);

    case STATE_VALUE:
      return check_value (check);

    case STATE_FIRST_KEY:
      if (c == '}')
        return close_container (check);
      G_GNUC_FALLTHROUGH;

    case STATE_KEY:
      if (c != '"')
        return CHL_JSON_MALFORMED;
      check->at++;
      check->state = STATE_COLON;
      return check_string (check);

    case STATE_COLON:
      check->at++;
      check->state = STATE_VALUE;
      return c == ':' ? CHL_JSON_VALID : CHL_JSON_MALFORMED;

    case STATE_AFTER_VALUE:
      return check_after_value (check);

    default:
      g_assert_not_reached ();
    }
}

/**
 * chl_json_span_check:
 * @text: valid UTF-8
 * @length: its bytes
 * @max_depth: how deep containers may be nested, at most %CHL_JSON_READER_MAX_DEPTH
 * @out_root: (out): the value, without the blanks round it; written if it is valid
 *
 * Checks a whole text against the grammar of JSON, to the letter: no comments, no single quotes,
 * no bare words, no control characters in strings, nothing after the value. In one pass, without
 * recursion and without allocating.
 *
 * Returns: what it is
 *
 * Source: https://www.rfc-editor.org/rfc/rfc8259
 */
ChlJsonVerdict
chl_json_span_check (const char  *text,
                     gsize        length,
                     guint        max_depth,
                     ChlJsonSpan *out_root)
{
  Check check = { .max_depth = max_depth };

  g_return_val_if_fail (text != NULL || length == 0, CHL_JSON_MALFORMED);
  g_return_val_if_fail (max_depth <= CHL_JSON_READER_MAX_DEPTH, CHL_JSON_MALFORMED);
  g_return_val_if_fail (out_root != NULL, CHL_JSON_MALFORMED);

  if (length == 0)
    return CHL_JSON_INCOMPLETE;

  check.at = text;
  check.end = text + length;
  while (check.end > check.at && is_blank (check.end[-1]))
    check.end--;
  while (check.at < check.end && is_blank (*check.at))
    check.at++;
  text = check.at;

  while (check.at < check.end)
    {
      ChlJsonVerdict verdict = check_token (&check);

      if (verdict != CHL_JSON_VALID)
        return verdict;
      while (check.at < check.end && is_blank (*check.at))
        check.at++;
    }

  if (check.depth > 0 || check.state != STATE_AFTER_VALUE)
    return CHL_JSON_INCOMPLETE;

  out_root->start = text;
  out_root->length = check.end - text;

  return CHL_JSON_VALID;
}
