/* chl-sse-parser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-sse-parser"

#include "config.h"

#include "chl-sse-parser.h"

#include <string.h>

#include "chl-utf8.h"

static const char byte_order_mark[] = { '\357', '\273', '\277' };

struct _ChlSseParser
{
  ChlSseFunc func;
  gpointer   user_data;
  gsize      max_line_bytes;
  gsize      max_event_bytes;

  GString *partial;  /* (owned) a line whose end has not arrived */
  GString *repaired; /* (owned) scratch */
  GString *name;     /* (owned) of the event being gathered */
  GString *data;     /* (owned) of the event being gathered, each line with its LF */
  char    *last_id;  /* (owned) (nullable) */
  gint64   retry_ms; /* -1 if none was given */

  guint    n_mark_bytes; /* bytes of the mark matched so far; all: not looked for */
  gboolean after_cr;     /* a LF now belongs to the line end before */
  gboolean is_tail;      /* at the end of the input */
  gboolean is_broken;    /* a limit was passed */
  gboolean is_over;      /* no more events are wanted */
};

/**
 * chl_sse_parser_new:
 * @max_line_bytes: what a line may have
 * @max_event_bytes: what the data of an event may have
 * @func: gets each event, before the call that completed it returns
 * @user_data: closure
 *
 * Returns: (transfer full): a parser
 */
ChlSseParser *
chl_sse_parser_new (gsize      max_line_bytes,
                    gsize      max_event_bytes,
                    ChlSseFunc func,
                    gpointer   user_data)
{
  ChlSseParser *self = NULL;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (ChlSseParser, 1);
  self->func = func;
  self->user_data = user_data;
  self->max_line_bytes = max_line_bytes;
  self->max_event_bytes = max_event_bytes;
  self->partial = g_string_new (NULL);
  self->repaired = g_string_new (NULL);
  self->name = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->retry_ms = -1;

  return self;
}

void
chl_sse_parser_free (ChlSseParser *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->partial, TRUE);
  g_string_free (self->repaired, TRUE);
  g_string_free (self->name, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self->last_id);
  g_free (self);
}

static void
emit (ChlSseParser *self,
      const char   *name,
      const char   *data,
      gsize         length,
      gboolean      is_comment)
{
  const ChlSseEvent event = {
    .name = name,
    .data = data,
    .length = length,
    .is_comment = is_comment,
    .is_tail = self->is_tail,
  };

  if (!self->func (&event, self->user_data))
    self->is_over = TRUE;
}

static void
dispatch (ChlSseParser *self)
{
  /* Without any data field there is no event. Each field left a LF, the last one does not count. */
  if (self->data->len > 0)
    emit (self, self->name->str, self->data->str, self->data->len - 1, FALSE);

  g_string_truncate (self->name, 0);
  g_string_truncate (self->data, 0);
}

static void
add_data (ChlSseParser *self,
          const char   *value,
          gsize         length)
{
  if (length > self->max_event_bytes || self->data->len > self->max_event_bytes - length)
    {
      self->is_broken = TRUE;
      return;
    }

  g_string_append_len (self->data, value, length);
  g_string_append_c (self->data, '\n');
}

static void
set_retry (ChlSseParser *self,
           const char   *value,
           gsize         length)
{
  gint64 retry_ms = 0;

  if (length == 0 || length > 9)
    return;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return;
      retry_ms = retry_ms * 10 + (value[i] - '0');
    }

  self->retry_ms = retry_ms;
}

static void
set_id (ChlSseParser *self,
        const char   *value,
        gsize         length)
{
  if (length > 0 && memchr (value, '\0', length) != NULL)
    return;

  g_free (self->last_id);
  self->last_id = g_strndup (value, length);
}

static gboolean
is_field (const char *name,
          gsize       length,
          const char *field)
{
  return strlen (field) == length && memcmp (name, field, length) == 0;
}

static void
take_field (ChlSseParser *self,
            const char   *name,
            gsize         name_length,
            const char   *value,
            gsize         length)
{
  if (is_field (name, name_length, "data"))
    add_data (self, value, length);
  else if (is_field (name, name_length, "event"))
    {
      g_string_truncate (self->name, 0);
      g_string_append_len (self->name, value, length);
    }
  else if (is_field (name, name_length, "error"))
    emit (self, "error", value, length, FALSE);
  else if (is_field (name, name_length, "retry"))
    set_retry (self, value, length);
  else if (is_field (name, name_length, "id"))
    set_id (self, value, length);
}

/* A whole line, without its end. */
static void
take_line (ChlSseParser *self,
           const char   *line,
           gsize         length)
{
  const char *colon;
  const char *value;
  gsize       name_length;

  if (length == 0)
    {
      dispatch (self);
      return;
    }

  if (!chl_utf8_is_valid (line, length))
    {
      g_string_truncate (self->repaired, 0);
      chl_utf8_append_repaired (self->repaired, line, length);
      line = self->repaired->str;
      length = self->repaired->len;
    }

  if (*line == ':')
    {
      emit (self, "", line + 1, length - 1, TRUE);
      return;
    }
  if (*line == '{' || *line == '[')
    {
      emit (self, "", line, length, FALSE);
      return;
    }

  colon = memchr (line, ':', length);
  name_length = colon != NULL ? (gsize) (colon - line) : length;
  value = colon != NULL ? colon + 1 : line + length;
  if (value < line + length && *value == ' ')
    value++;
  take_field (self, line, name_length, value, line + length - value);
}

/* The bytes up to a line's end, or to the end of what has arrived. */
static gboolean
take_run (ChlSseParser *self,
          const char   *run,
          gsize         length,
          gboolean      is_line_end)
{
  if (length > self->max_line_bytes || self->partial->len > self->max_line_bytes - length)
    {
      self->is_broken = TRUE;
      return FALSE;
    }

  if (is_line_end && self->partial->len == 0)
    {
      take_line (self, run, length);
    }
  else
    {
      g_string_append_len (self->partial, run, length);
      if (is_line_end)
        {
          take_line (self, self->partial->str, self->partial->len);
          g_string_truncate (self->partial, 0);
        }
    }

  return !self->is_broken && !self->is_over;
}

/* Drops the mark at the very beginning, also when it comes byte by byte. */
static const char *
skip_mark (ChlSseParser *self,
           const char   *at,
           const char   *end)
{
  guint length = sizeof byte_order_mark;

  while (at < end && self->n_mark_bytes < length)
    {
      if (*at != byte_order_mark[self->n_mark_bytes])
        {
          /* It was none: what was held back belongs to the first line. */
          g_string_append_len (self->partial, byte_order_mark, self->n_mark_bytes);
          self->n_mark_bytes = length;
          return at;
        }
      self->n_mark_bytes++;
      at++;
    }

  return at;
}

static void
split (ChlSseParser *self,
       const char   *at,
       const char   *end)
{
  /* Looked up once per LF and not once per line, or a body of bare CR would cost the square. */
  const char *next_lf = at < end ? memchr (at, '\n', end - at) : NULL;

  while (at < end)
    {
      const char *stop = next_lf != NULL ? next_lf : end;
      const char *cr = memchr (at, '\r', stop - at);
      const char *line_end = cr != NULL ? cr : next_lf;

      if (self->after_cr && *at == '\n')
        {
          self->after_cr = FALSE;
          at++;
          next_lf = at < end ? memchr (at, '\n', end - at) : NULL;
          continue;
        }

      self->after_cr = cr != NULL;
      if (!take_run (self, at, (line_end != NULL ? line_end : end) - at, line_end != NULL) ||
          line_end == NULL)
        return;

      at = line_end + 1;
      if (line_end == next_lf)
        next_lf = at < end ? memchr (at, '\n', end - at) : NULL;
    }
}

/**
 * chl_sse_parser_push:
 * @self: a parser
 * @bytes: (array length=length): what arrived, cut anywhere
 * @length: how many
 *
 * Lines end with LF, CR LF or CR. What browsers would do otherwise: a line that begins with a
 * bracket is the data of an event of its own, because gateways splice raw JSON into streams; a
 * field `error` is an event of that name, because llama.cpp once sent its errors so.
 *
 * Returns: whether all is well; %FALSE if a line or an event is longer than allowed, after which
 *   nothing more is looked at
 *
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
gboolean
chl_sse_parser_push (ChlSseParser *self,
                     const char   *bytes,
                     gsize         length)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  if (length > 0 && !self->is_broken && !self->is_over)
    {
      const char *end = bytes + length;

      split (self, skip_mark (self, bytes, end), end);
    }

  return !self->is_broken;
}

/**
 * chl_sse_parser_finish:
 * @self: a parser
 *
 * The input is at its end. Unlike in browsers, a last line without end is a line and a last event
 * without its empty line is an event, because servers and proxies forget both; such events are
 * marked.
 *
 * Returns: as chl_sse_parser_push()
 */
gboolean
chl_sse_parser_finish (ChlSseParser *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->is_tail = TRUE;
  if (!self->is_broken && !self->is_over && self->partial->len > 0)
    take_run (self, "", 0, TRUE);
  if (!self->is_broken && !self->is_over)
    dispatch (self);
  self->is_over = TRUE;

  return !self->is_broken;
}

/**
 * chl_sse_parser_get_last_id:
 * @self: a parser
 *
 * Returns: (nullable): the last `id` field
 */
const char *
chl_sse_parser_get_last_id (ChlSseParser *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->last_id;
}

/**
 * chl_sse_parser_get_retry_ms:
 * @self: a parser
 *
 * Returns: the last `retry` field in milliseconds, -1 if there was none
 */
gint64
chl_sse_parser_get_retry_ms (ChlSseParser *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->retry_ms;
}
