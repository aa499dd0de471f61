/* chl-json-parse.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-json-parse"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"

/*
 * json-glib 1.6 accepts far more than JSON, loses what it cannot hold without a word, and recurses
 * without a limit: 100 000 brackets end the process. So the text is read here, strictly, and only
 * the tree is json-glib's.
 */

/* Bytes of the longest number that is looked at. */
#define MAX_NUMBER 4096

typedef struct
{
  const char *start; /* (unowned) */
  const char *at;    /* (unowned) */
  const char *end;   /* (unowned) */
  guint       depth;
  GError    **error; /* (unowned) (nullable) */
} Reader;

static JsonNode *read_value (Reader *self);

static void
fail (Reader     *self,
      const char *what)
{
  guint line = 1;
  guint column = 1;

  for (const char *at = self->start; at < self->at; at++)
    if (*at == '\n')
      {
        line++;
        column = 1;
      }
    else if (((guchar) *at & 0xc0) != 0x80)
      column++;

  /* Translators: %s is one of the sentences above, such as "A comma is missing". */
  g_set_error (self->error,
               CHL_ERROR,
               CHL_ERROR_PROTOCOL,
               _("%s (line %u, column %u)"),
                  what,
                  line,
                  column);
}

static void
skip_blanks (Reader *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
is_at (Reader *self,
       char    c)
{
  return self->at < self->end && *self->at == c;
}

static gboolean
accept (Reader *self,
        char    c)
{
  if (!is_at (self, c))
    return FALSE;

  self->at++;
  return TRUE;
}

/* Four hexadecimal digits after "\u"; the reader stands on the "u". */
static gboolean
read_code_unit (Reader   *self,
                gunichar *out_unit)
{
  gunichar unit = 0;

  if (self->end - self->at < 5)
    return FALSE;

  for (guint i = 1; i <= 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->at[i]);

      if (digit < 0)
        return FALSE;
      unit = unit * 16 + (gunichar) digit;
    }

  self->at += 5;
  *out_unit = unit;
  return TRUE;
}

/* A half of a pair without the other half, and a nul, stand for no character: U+FFFD. */
static gboolean
read_unicode_escape (Reader  *self,
                     GString *out)
{
  gunichar high;
  gunichar low;

  if (!read_code_unit (self, &high))
    return FALSE;

  if (high >= 0xd800 && high <= 0xdbff)
    {
      const char *before = self->at;

      if (accept (self, '\\') && is_at (self, 'u') && read_code_unit (self, &low) &&
          low >= 0xdc00 && low <= 0xdfff)
        high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
      else
        {
          self->at = before;
          high = 0xfffd;
        }
    }
  else if ((high >= 0xdc00 && high <= 0xdfff) || high == 0)
    high = 0xfffd;

  g_string_append_unichar (out, high);
  return TRUE;
}

static gboolean
read_escape (Reader  *self,
             GString *out)
{
  static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";

  if (self->at == self->end)
    return FALSE;
  if (*self->at == 'u')
    return read_unicode_escape (self, out);

  for (guint i = 0; escapes[i] != '\0'; i += 2)
    if (escapes[i] == *self->at)
      {
        g_string_append_c (out, escapes[i + 1]);
        self->at++;
        return TRUE;
      }

  return FALSE;
}

/* The reader stands behind the opening quote. Returns the text, valid UTF-8 without a nul. */
static char *
read_string (Reader *self)
{
  g_autoptr(GString) out = g_string_new (NULL);

  while (self->at < self->end)
    {
      const char *run = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' &&
             (guchar) *self->at >= 0x20)
        self->at++;
      g_string_append_len (out, run, self->at - run);

      if (accept (self, '"'))
        {
          if (g_utf8_validate_len (out->str, out->len, NULL))
            return g_string_free (g_steal_pointer (&out), FALSE);
          return g_utf8_make_valid (out->str, (gssize) out->len);
        }
      if (accept (self, '\\'))
        {
          if (!read_escape (self, out))
            {
              fail (self, _("A backslash is followed by what it may not be"));
              return NULL;
            }
        }
      else if (self->at < self->end)
        {
          fail (self, _("A text holds a control character"));
          return NULL;
        }
    }

  fail (self, _("The JSON ends inside a text"));
  return NULL;
}

static gboolean
skip_digits (Reader *self)
{
  const char *before = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at > before;
}

static JsonNode *
read_number (Reader *self)
{
  g_autofree char *text = NULL;
  const char      *start = self->at;
  gboolean         is_integer = TRUE;
  gboolean         is_valid;
  gint64           integer;
  double           number;

  accept (self, '-');
  is_valid = accept (self, '0') || skip_digits (self);
  if (is_valid && accept (self, '.'))
    {
      is_integer = FALSE;
      is_valid = skip_digits (self);
    }
  if (is_valid && (accept (self, 'e') || accept (self, 'E')))
    {
      is_integer = FALSE;
      if (!accept (self, '+'))
        accept (self, '-');
      is_valid = skip_digits (self);
    }
  if (!is_valid || self->at - start > MAX_NUMBER ||
      (self->at < self->end && g_ascii_isalnum (*self->at)))
    {
      fail (self, _("A number is written wrongly"));
      return NULL;
    }

  text = g_strndup (start, (gsize) (self->at - start));
  if (is_integer && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return json_node_init_int (json_node_alloc (), integer);

  number = g_ascii_strtod (text, NULL);
  if (!isfinite (number))
    {
      self->at = start;
      fail (self, _("A number is too large"));
      return NULL;
    }

  return json_node_init_double (json_node_alloc (), number);
}

static gboolean
read_word (Reader     *self,
           const char *word)
{
  gsize n = strlen (word);

  if ((gsize) (self->end - self->at) < n || memcmp (self->at, word, n) != 0)
    return FALSE;
  if ((gsize) (self->end - self->at) > n && (g_ascii_isalnum (self->at[n]) || self->at[n] == '_'))
    return FALSE;

  self->at += n;
  return TRUE;
}

static gboolean
read_member (Reader     *self,
             JsonObject *object)
{
  g_autofree char *name = NULL;
  JsonNode        *value;

  skip_blanks (self);
  if (!accept (self, '"'))
    {
      fail (self, _("A name in double quotes is missing"));
      return FALSE;
    }
  if (!(name = read_string (self)))
    return FALSE;
  skip_blanks (self);
  if (!accept (self, ':'))
    {
      fail (self, _("A colon is missing"));
      return FALSE;
    }
  if (!(value = read_value (self)))
    return FALSE;

  /* Of members with one name the last one counts. */
  json_object_set_member (object, name, value);
  return TRUE;
}

static JsonNode *
read_object (Reader *self)
{
  g_autoptr(JsonObject) object = json_object_new ();

  skip_blanks (self);
  if (!accept (self, '}'))
    do
      {
        if (!read_member (self, object))
          return NULL;
        skip_blanks (self);
        if (accept (self, '}'))
          break;
        if (!is_at (self, ','))
          {
            fail (self, _("A comma or “}” is missing"));
            return NULL;
          }
      }
    while (accept (self, ','));

  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_array (Reader *self)
{
  g_autoptr(JsonArray) array = json_array_new ();

  skip_blanks (self);
  if (!accept (self, ']'))
    do
      {
        JsonNode *value = read_value (self);

        if (value == NULL)
          return NULL;
        json_array_add_element (array, value);
        skip_blanks (self);
        if (accept (self, ']'))
          break;
        if (!is_at (self, ','))
          {
            fail (self, _("A comma or “]” is missing"));
            return NULL;
          }
      }
    while (accept (self, ','));

  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_container (Reader *self)
{
  JsonNode *node;

  if (++self->depth > CHL_JSON_MAX_DEPTH)
    {
      g_set_error (self->error,
                   CHL_ERROR,
                   CHL_ERROR_LIMIT,
                   _("The JSON is nested more than %d levels deep"),
                      CHL_JSON_MAX_DEPTH);
      return NULL;
    }

  node = *self->at++ == '{' ? read_object (self) : read_array (self);
  self->depth--;

  return node;
}

static JsonNode *
read_value (Reader *self)
{
  skip_blanks (self);

  if (is_at (self, '{') || is_at (self, '['))
    return read_container (self);
  if (is_at (self, '-') || (self->at < self->end && g_ascii_isdigit (*self->at)))
    return read_number (self);
  if (read_word (self, "true"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (read_word (self, "false"))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  if (read_word (self, "null"))
    return json_node_init_null (json_node_alloc ());

  if (accept (self, '"'))
    {
      g_autofree char *text = read_string (self);

      return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
    }

  if (self->at == self->end)
    fail (self, _("The JSON ends too early"));
  else
    fail (self, _("A value is missing"));

  return NULL;
}

/**
 * chl_json_parse:
 * @text: (array length=length): JSON of any origin
 * @length: bytes in @text, or -1 if it ends in a nul
 * @error: return location: %CHL_ERROR_LIMIT if it is too large or too deep, %CHL_ERROR_PROTOCOL if
 *   it is not JSON, with the line and what is wrong there
 *
 * Reads JSON strictly: no comments, no other quotes, nothing behind the value, no control
 * characters in texts. Empty text is an error. What JSON can say and a string cannot hold (a nul,
 * half a surrogate pair) becomes U+FFFD, and so do bytes that are not UTF-8. Integers that do not
 * fit 64 bits become doubles.
 *
 * Returns: (transfer full): the root, which may be changed
 *
 * Source: https://www.rfc-editor.org/rfc/rfc8259
 */
JsonNode *
chl_json_parse (const char *text,
                gssize      length,
                GError    **error)
{
  g_autoptr(JsonNode) root = NULL;
  Reader reader = { 0 };
  gsize  size;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (size > CHL_JSON_MAX_BYTES)
    {
      g_set_error (error,
                   CHL_ERROR,
                   CHL_ERROR_LIMIT,
                   _("The JSON is larger than %d MiB"),
                      CHL_JSON_MAX_BYTES / (1024 * 1024));
      return NULL;
    }

  reader.start = reader.at = text != NULL ? text : "";
  reader.end = reader.start + size;
  reader.error = error;
  if (size >= 3 && memcmp (reader.at, "\xef\xbb\xbf", 3) == 0)
    reader.at += 3;

  skip_blanks (&reader);
  if (reader.at == reader.end)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_PROTOCOL, _("There is no JSON at all"));
      return NULL;
    }

  if (!(root = read_value (&reader)))
    return NULL;

  skip_blanks (&reader);
  if (reader.at < reader.end)
    {
      fail (&reader, _("Something stands behind the end of the JSON"));
      return NULL;
    }

  return g_steal_pointer (&root);
}
