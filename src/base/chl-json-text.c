/* chl-json-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-json-text"

#include "config.h"

#include "chl-json-text.h"

#include <math.h>
#include <string.h>

static void
append_control (GString *out,
                guchar   c)
{
  switch (c)
    {
    case '\b':
      g_string_append (out, "\\b");
      return;

    case '\f':
      g_string_append (out, "\\f");
      return;

    case '\n':
      g_string_append (out, "\\n");
      return;

    case '\r':
      g_string_append (out, "\\r");
      return;

    case '\t':
      g_string_append (out, "\\t");
      return;

    default:
      g_string_append_printf (out, "\\u%04x", c);
      return;
    }
}

static void
append_valid (GString    *out,
              const char *value,
              gsize       length)
{
  const char *end = value + length;
  const char *run = value;

  for (const char *at = value; at < end; at++)
    {
      guchar c = (guchar) *at;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;

      g_string_append_len (out, run, at - run);
      run = at + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, *at);
        }
      else
        append_control (out, c);
    }

  g_string_append_len (out, run, end - run);
}

/**
 * chl_json_append_string:
 * @out: where to
 * @value: (array length=length): text of any origin
 * @length: bytes in @value
 *
 * Appends a JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD.
 */
void
chl_json_append_string (GString    *out,
                        const char *value,
                        gsize       length)
{
  const char *end = value + length;

  g_string_append_c (out, '"');
  while (value < end)
    {
      const char *bad;

      /* A nul ends valid text for GLib; JSON can escape it. */
      g_utf8_validate_len (value, (gsize) (end - value), &bad);
      append_valid (out, value, (gsize) (bad - value));
      if (bad < end)
        g_string_append (out, *bad == '\0' ? "\\u0000" : "\ufffd");
      value = bad + 1;
    }
  g_string_append_c (out, '"');
}

/**
 * chl_json_append_double:
 * @out: where to
 * @value: a finite number
 *
 * Appends the shortest digits that read back as the same number, in every locale. They always show
 * that they are no integer ("1.0").
 */
void
chl_json_append_double (GString *out,
                        double   value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (isfinite (value));

  for (int digits = 15; digits <= 17; digits++)
    {
      char   format[8];
      double back;

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      back = g_ascii_strtod (text, NULL);
      if (memcmp (&back, &value, sizeof value) == 0)
        break;
    }

  g_string_append (out, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (out, ".0");
}
