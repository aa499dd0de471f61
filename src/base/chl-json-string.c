/* chl-json-string.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-json-string"

#include "config.h"

#include "chl-json-reader.h"

#include <string.h>

#define REPLACEMENT 0xfffd

static gboolean
is_high_surrogate (gunichar2 unit)
{
  return unit >= 0xd800 && unit <= 0xdbff;
}

static gboolean
is_low_surrogate (gunichar2 unit)
{
  return unit >= 0xdc00 && unit <= 0xdfff;
}

static gunichar2
read_hex (const char *at)
{
  guint unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit << 4 | (guint) g_ascii_xdigit_value (at[i]);

  return (gunichar2) unit;
}

/* A high surrogate that was followed by something else than its other half. */
static void
flush_pending (GString   *out,
               gunichar2 *pending)
{
  if (*pending != 0)
    g_string_append_unichar (out, REPLACEMENT);
  *pending = 0;
}

static void
append_unit (GString   *out,
             gunichar2  unit,
             gunichar2 *pending)
{
  if (is_low_surrogate (unit) && *pending != 0)
    {
      guint high = *pending - 0xd800u;

      g_string_append_unichar (out, 0x10000 + (high << 10) + (unit - 0xdc00u));
      *pending = 0;
      return;
    }

  flush_pending (out, pending);
  if (is_high_surrogate (unit))
    *pending = unit;
  else if (is_low_surrogate (unit) || unit == 0)
    g_string_append_unichar (out, REPLACEMENT);
  else
    g_string_append_unichar (out, unit);
}

static char
get_short_escape (char c)
{
  switch (c)
    {
    case 'b':
      return '\b';

    case 'f':
      return '\f';

    case 'n':
      return '\n';

    case 'r':
      return '\r';

    case 't':
      return '\t';

    default:
      return c;
    }
}

static void
append_unescaped (GString    *out,
                  const char *at,
                  const char *end,
                  gunichar2  *pending)
{
  while (at < end)
    {
      const char *backslash = memchr (at, '\\', end - at);
      const char *stop = backslash != NULL ? backslash : end;

      if (stop > at)
        {
          flush_pending (out, pending);
          g_string_append_len (out, at, stop - at);
        }
      if (backslash == NULL)
        return;

      if (backslash[1] == 'u')
        {
          append_unit (out, read_hex (backslash + 2), pending);
          at = backslash + 6;
        }
      else
        {
          flush_pending (out, pending);
          g_string_append_c (out, get_short_escape (backslash[1]));
          at = backslash + 2;
        }
    }
}

/**
 * chl_json_span_read_text:
 * @self: a value
 * @buffer: overwritten where the text has to be put together
 * @pending: (inout) (optional): half of a character that ended the string before this one, 0 if
 *   none; on return the half that ends this one. Without it a half becomes U+FFFD at once
 * @out_length: (out): bytes in the text
 *
 * Reads a string. Halves of a character that stand alone and NUL become U+FFFD, so that the result
 * is always valid UTF-8 without NUL. Most strings have no escapes and are lent as they stand.
 *
 * Returns: (transfer none) (nullable): the text, which need not end in NUL, valid until @buffer or
 *   the span goes; %NULL if it is no string
 */
const char *
chl_json_span_read_text (ChlJsonSpan self,
                         GString    *buffer,
                         gunichar2  *pending,
                         gsize      *out_length)
{
  gunichar2   half = 0;
  gunichar2  *state = pending != NULL ? pending : &half;
  const char *start;
  gsize       length;

  g_return_val_if_fail (buffer != NULL, NULL);
  g_return_val_if_fail (out_length != NULL, NULL);

  if (!chl_json_span_is_string (self))
    return NULL;

  start = self.start + 1;
  length = self.length - 2;
  if (*state == 0 && memchr (start, '\\', length) == NULL)
    {
      *out_length = length;
      return start;
    }

  g_string_truncate (buffer, 0);
  append_unescaped (buffer, start, start + length, state);
  if (pending == NULL)
    flush_pending (buffer, state);
  *out_length = buffer->len;

  return buffer->str;
}

/**
 * chl_json_span_is_text:
 * @self: a value
 * @text: what to compare with
 *
 * Returns: whether it is that string
 */
gboolean
chl_json_span_is_text (ChlJsonSpan self,
                       const char *text)
{
  gsize length = strlen (text);

  if (!chl_json_span_is_string (self))
    return FALSE;

  if (memchr (self.start, '\\', self.length) != NULL)
    {
      g_autofree char *copy = chl_json_span_dup_text (self);

      return g_str_equal (copy, text);
    }

  return self.length == length + 2 && memcmp (self.start + 1, text, length) == 0;
}

/**
 * chl_json_span_has_text:
 * @self: a value
 *
 * Returns: whether it is a string that is not empty
 */
gboolean
chl_json_span_has_text (ChlJsonSpan self)
{
  return chl_json_span_is_string (self) && self.length > 2;
}

/**
 * chl_json_span_dup_text:
 * @self: a value
 *
 * Returns: (transfer full) (nullable): the string, valid UTF-8 without NUL; %NULL if it is none
 */
char *
chl_json_span_dup_text (ChlJsonSpan self)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  const char *text;
  gsize       length = 0;

  text = chl_json_span_read_text (self, buffer, NULL, &length);

  return text != NULL ? g_strndup (text, length) : NULL;
}
