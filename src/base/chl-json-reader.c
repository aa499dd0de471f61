/* chl-json-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-json-reader"

#include "config.h"

#include "chl-json-reader.h"

#include <string.h>

/*
 * Everything here walks over text that chl_json_span_check() has found valid. That is why nothing
 * looks for the end of the text: brackets and quotes are known to close.
 */

static const char *
skip_blanks (const char *at)
{
  while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')
    at++;

  return at;
}

/* From an opening quote to what follows the closing one. */
static const char *
skip_string (const char *at)
{
  for (at++; *at != '"'; at++)
    if (*at == '\\')
      at++;

  return at + 1;
}

static const char *
skip_container (const char *at)
{
  guint depth = 0;

  do
    {
      switch (*at)
        {
        case '"':
          at = skip_string (at);
          continue;

        case '{':
        case '[':
          depth++;
          break;

        case '}':
        case ']':
          depth--;
          break;

        default:
          break;
        }
      at++;
    }
  while (depth > 0);

  return at;
}

static const char *
skip_value (const char *at)
{
  switch (*at)
    {
    case '"':
      return skip_string (at);

    case '{':
    case '[':
      return skip_container (at);

    default:
      while (*at != ',' && *at != '}' && *at != ']' && *at != ' ' && *at != '\n' && *at != '\r' &&
             *at != '\t')
        at++;
      return at;
    }
}

static char
get_first (ChlJsonSpan self)
{
  return self.length > 0 ? *self.start : '\0';
}

gboolean
chl_json_span_is_object (ChlJsonSpan self)
{
  return get_first (self) == '{';
}

gboolean
chl_json_span_is_array (ChlJsonSpan self)
{
  return get_first (self) == '[';
}

gboolean
chl_json_span_is_string (ChlJsonSpan self)
{
  return get_first (self) == '"';
}

gboolean
chl_json_span_is_number (ChlJsonSpan self)
{
  return get_first (self) == '-' || g_ascii_isdigit (get_first (self));
}

/**
 * chl_json_span_is_empty:
 * @self: a value
 *
 * Returns: whether it is nothing: absent, null, "", {} or []
 */
gboolean
chl_json_span_is_empty (ChlJsonSpan self)
{
  switch (get_first (self))
    {
    case '\0':
    case 'n':
      return TRUE;

    case '"':
      return self.length == 2;

    case '{':
    case '[':
      return *skip_blanks (self.start + 1) == self.start[self.length - 1];

    default:
      return FALSE;
    }
}

/**
 * chl_json_cursor_init:
 * @self: (out caller-allocates): a cursor
 * @container: what to walk over; anything but an object or an array has no members
 */
void
chl_json_cursor_init (ChlJsonCursor *self,
                      ChlJsonSpan    container)
{
  g_return_if_fail (self != NULL);

  self->has_keys = chl_json_span_is_object (container);
  self->is_escaped = FALSE;
  self->at = NULL;
  if (self->has_keys || chl_json_span_is_array (container))
    self->at = skip_blanks (container.start + 1);
}

/**
 * chl_json_cursor_next:
 * @self: a cursor
 * @out_key: (out) (optional): the member's name as it is written, without the quotes; nothing in
 *   an array
 * @out_value: (out): the value
 *
 * Returns: whether there was another one
 */
gboolean
chl_json_cursor_next (ChlJsonCursor *self,
                      ChlJsonSpan   *out_key,
                      ChlJsonSpan   *out_value)
{
  ChlJsonSpan key = { NULL, 0 };
  const char *at = self->at;
  const char *end;

  if (at == NULL || *at == '}' || *at == ']')
    return FALSE;

  if (self->has_keys)
    {
      self->is_escaped = FALSE;
      for (end = at + 1; *end != '"'; end++)
        if (*end == '\\')
          {
            self->is_escaped = TRUE;
            end++;
          }
      end++;
      key.start = at + 1;
      key.length = end - at - 2;
      at = skip_blanks (skip_blanks (end) + 1);
    }

  end = skip_value (at);
  if (out_key != NULL)
    *out_key = key;
  out_value->start = at;
  out_value->length = end - at;

  at = skip_blanks (end);
  self->at = *at == ',' ? skip_blanks (at + 1) : at;

  return TRUE;
}

static gboolean
is_plain_key (ChlJsonSpan key,
              const char *name)
{
  if (key.length == 0)
    return *name == '\0';

  return *key.start == *name && strncmp (name, key.start, key.length) == 0 &&
         name[key.length] == '\0';
}

/**
 * chl_json_span_is_key:
 * @self: a key from chl_json_cursor_next()
 * @name: a name
 *
 * Returns: whether they are the same, escapes resolved
 */
gboolean
chl_json_span_is_key (ChlJsonSpan self,
                      const char *name)
{
  if (self.length > 0 && memchr (self.start, '\\', self.length) != NULL)
    {
      const ChlJsonSpan quoted = { self.start - 1, self.length + 2 };

      return chl_json_span_is_text (quoted, name);
    }

  return is_plain_key (self, name);
}

/**
 * chl_json_span_pick:
 * @self: an object; anything else has no members
 * @names: (array length=n_names): names of members
 * @out_values: (out) (array length=n_names): their values; nothing for one that is absent or null
 * @n_names: how many
 *
 * Looks for several members in one pass. Of members with the same name the last one counts.
 */
void
chl_json_span_pick (ChlJsonSpan        self,
                    const char *const *names,
                    ChlJsonSpan       *out_values,
                    guint              n_names)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  memset (out_values, 0, n_names * sizeof *out_values);
  if (!chl_json_span_is_object (self))
    return;

  chl_json_cursor_init (&cursor, self);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      for (guint i = 0; i < n_names; i++)
        if (cursor.is_escaped ? chl_json_span_is_key (key, names[i]) : is_plain_key (key, names[i]))
          {
            out_values[i] = *value.start != 'n' ? value : (ChlJsonSpan){ NULL, 0 };
            break;
          }
    }
}

/**
 * chl_json_span_get:
 * @self: an object; anything else has no members
 * @name: name of a member
 *
 * Returns: its value; nothing if it is absent or null
 */
ChlJsonSpan
chl_json_span_get (ChlJsonSpan self,
                   const char *name)
{
  ChlJsonSpan value;

  chl_json_span_pick (self, &name, &value, 1);

  return value;
}

/**
 * chl_json_span_read_int:
 * @self: a value
 * @out_value: (out): the number; written on success only
 *
 * Reads a whole number, written as 12 or as 12.0.
 *
 * Returns: whether it is one
 */
gboolean
chl_json_span_read_int (ChlJsonSpan self,
                        gint64     *out_value)
{
  double value;

  if (self.length > 0 && self.length <= 18)
    {
      gint64 sum = 0;
      gsize  i = *self.start == '-' ? 1 : 0;

      while (i < self.length && g_ascii_isdigit (self.start[i]))
        sum = sum * 10 + (self.start[i++] - '0');
      if (i == self.length && g_ascii_isdigit (self.start[i - 1]))
        {
          *out_value = *self.start == '-' ? -sum : sum;
          return TRUE;
        }
    }

  /* Beyond 2^53 a double is no exact number any more; nothing that is counted comes near. */
  if (!chl_json_span_read_double (self, &value) || value > 9007199254740992.0 ||
      value < -9007199254740992.0 || (double) (gint64) value < value ||
      (double) (gint64) value > value)
    return FALSE;

  *out_value = (gint64) value;

  return TRUE;
}

gboolean
chl_json_span_read_double (ChlJsonSpan self,
                           double     *out_value)
{
  g_autofree char *copy = NULL;

  if (!chl_json_span_is_number (self))
    return FALSE;

  copy = chl_json_span_dup (self);
  *out_value = g_ascii_strtod (copy, NULL);

  return TRUE;
}

gboolean
chl_json_span_read_boolean (ChlJsonSpan self,
                            gboolean   *out_value)
{
  if (get_first (self) != 't' && get_first (self) != 'f')
    return FALSE;

  *out_value = *self.start == 't';

  return TRUE;
}

/**
 * chl_json_span_append_compact:
 * @self: a value
 * @out: where to
 *
 * Appends the value without the blanks between its tokens. Not a digit is changed.
 */
void
chl_json_span_append_compact (ChlJsonSpan self,
                              GString    *out)
{
  const char *at = self.start;
  const char *end = self.start + self.length;

  g_return_if_fail (out != NULL);

  while (at < end)
    {
      const char *start = at = skip_blanks (at);

      while (at < end && *at != ' ' && *at != '\n' && *at != '\r' && *at != '\t')
        at = *at == '"' ? skip_string (at) : at + 1;
      g_string_append_len (out, start, at - start);
    }
}

/**
 * chl_json_span_dup:
 * @self: a value
 *
 * Returns: (transfer full) (nullable): exactly what is written; %NULL for nothing
 */
char *
chl_json_span_dup (ChlJsonSpan self)
{
  return self.length > 0 ? g_strndup (self.start, self.length) : NULL;
}
