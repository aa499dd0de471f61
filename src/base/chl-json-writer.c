/* chl-json-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-json-writer"

#include "config.h"

#include "chl-json-writer.h"

#include <math.h>
#include <string.h>

#include "chl-json-text.h"

struct _ChlJsonWriter
{
  GString *text;        /* (owned) (not nullable) */
  GString *open;        /* (owned) (not nullable) the brackets still to close, innermost last */
  gboolean wants_comma; /* something stands before the next value in the same container */
};

ChlJsonWriter *
chl_json_writer_new (void)
{
  ChlJsonWriter *self = g_new0 (ChlJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->open = g_string_new (NULL);

  return self;
}

void
chl_json_writer_free (ChlJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_string_free (self->open, TRUE);
  g_free (self);
}

static gboolean
is_in_object (ChlJsonWriter *self)
{
  return self->open->len > 0 && self->open->str[self->open->len - 1] == '}';
}

/* Members need a name, elements and the root must not have one, and there is one root. */
static gboolean
may_add (ChlJsonWriter *self,
         const char    *name)
{
  if (self->open->len == 0)
    return name == NULL && self->text->len == 0;

  return is_in_object (self) == (name != NULL);
}

static void
begin_value (ChlJsonWriter *self,
             const char    *name)
{
  if (self->wants_comma)
    g_string_append_c (self->text, ',');
  self->wants_comma = TRUE;

  if (name != NULL)
    {
      chl_json_append_string (self->text, name, strlen (name));
      g_string_append_c (self->text, ':');
    }
}

/**
 * chl_json_writer_begin_object:
 * @self: a writer
 * @name: (nullable): name of the member, exactly when the value stands in an object; the same for
 *   all functions of the writer
 */
void
chl_json_writer_begin_object (ChlJsonWriter *self,
                              const char    *name)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (may_add (self, name));

  begin_value (self, name);
  g_string_append_c (self->text, '{');
  g_string_append_c (self->open, '}');
  self->wants_comma = FALSE;
}

void
chl_json_writer_end_object (ChlJsonWriter *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (is_in_object (self));

  g_string_append_c (self->text, '}');
  g_string_truncate (self->open, self->open->len - 1);
  self->wants_comma = TRUE;
}

void
chl_json_writer_begin_array (ChlJsonWriter *self,
                             const char    *name)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (may_add (self, name));

  begin_value (self, name);
  g_string_append_c (self->text, '[');
  g_string_append_c (self->open, ']');
  self->wants_comma = FALSE;
}

void
chl_json_writer_end_array (ChlJsonWriter *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->open->len > 0 && !is_in_object (self));

  g_string_append_c (self->text, ']');
  g_string_truncate (self->open, self->open->len - 1);
  self->wants_comma = TRUE;
}

/**
 * chl_json_writer_add_string:
 * @self: a writer
 * @name: (nullable): see chl_json_writer_begin_object()
 * @value: (nullable): text; bytes that are not UTF-8 become U+FFFD; %NULL becomes null
 */
void
chl_json_writer_add_string (ChlJsonWriter *self,
                            const char    *name,
                            const char    *value)
{
  if (value == NULL)
    chl_json_writer_add_null (self, name);
  else
    chl_json_writer_add_string_len (self, name, value, strlen (value));
}

void
chl_json_writer_add_string_len (ChlJsonWriter *self,
                                const char    *name,
                                const char    *value,
                                gsize          length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (may_add (self, name));
  g_return_if_fail (value != NULL || length == 0);

  begin_value (self, name);
  chl_json_append_string (self->text, value != NULL ? value : "", length);
}

void
chl_json_writer_add_int (ChlJsonWriter *self,
                         const char    *name,
                         gint64         value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (may_add (self, name));

  begin_value (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/**
 * chl_json_writer_add_double:
 * @self: a writer
 * @name: (nullable): see chl_json_writer_begin_object()
 * @value: a finite number
 *
 * Adds the shortest digits that read back as @value.
 */
void
chl_json_writer_add_double (ChlJsonWriter *self,
                            const char    *name,
                            double         value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (may_add (self, name));
  g_return_if_fail (isfinite (value));

  begin_value (self, name);
  chl_json_append_double (self->text, value);
}

void
chl_json_writer_add_boolean (ChlJsonWriter *self,
                             const char    *name,
                             gboolean       value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (may_add (self, name));

  begin_value (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

void
chl_json_writer_add_null (ChlJsonWriter *self,
                          const char    *name)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (may_add (self, name));

  begin_value (self, name);
  g_string_append (self->text, "null");
}

/**
 * chl_json_writer_add_raw:
 * @self: a writer
 * @name: (nullable): see chl_json_writer_begin_object()
 * @json: (array length=length): one JSON value, known to be valid
 * @length: bytes in @json, or -1 if it ends in a nul
 *
 * Splices a value in as it is, to the byte.
 */
void
chl_json_writer_add_raw (ChlJsonWriter *self,
                         const char    *name,
                         const char    *json,
                         gssize         length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (may_add (self, name));
  g_return_if_fail (json != NULL);
  g_return_if_fail (length > 0 || (length < 0 && *json != '\0'));

  begin_value (self, name);
  g_string_append_len (self->text, json, length);
}

/**
 * chl_json_writer_free_to_bytes:
 * @self: (transfer full): a writer whose root is complete
 *
 * Returns: (transfer full): the text, without a nul at its end
 */
GBytes *
chl_json_writer_free_to_bytes (ChlJsonWriter *self)
{
  GBytes *bytes;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->open->len == 0 && self->text->len > 0, NULL);

  bytes = g_string_free_to_bytes (g_steal_pointer (&self->text));
  chl_json_writer_free (self);

  return bytes;
}

/**
 * chl_json_writer_free_to_string:
 * @self: (transfer full): a writer whose root is complete
 *
 * Returns: (transfer full): the text
 */
char *
chl_json_writer_free_to_string (ChlJsonWriter *self)
{
  char *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->open->len == 0 && self->text->len > 0, NULL);

  text = g_string_free (g_steal_pointer (&self->text), FALSE);
  chl_json_writer_free (self);

  return text;
}
