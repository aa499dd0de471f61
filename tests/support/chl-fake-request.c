/* chl-fake-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-fake-request.h"

struct _ChlFakeRequest
{
  char       *method;  /* (owned) (not nullable) */
  char       *path;    /* (owned) (not nullable) with the query */
  char       *head;    /* (owned) (not nullable) all lines as they came */
  GHashTable *headers; /* (owned) (element-type utf8 utf8) names in small letters */
  GBytes     *body;    /* (owned) (not nullable) */
  gint64      left_us; /* monotonic; 0 while the client has not left early */
};

static GHashTable *
read_headers (char **lines)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');
      char       *name;

      if (colon == NULL)
        continue;
      name = g_strndup (lines[i], (gsize) (colon - lines[i]));
      g_hash_table_insert (headers, g_ascii_strdown (name, -1), g_strstrip (g_strdup (colon + 1)));
      g_free (name);
    }

  return headers;
}

/**
 * chl_fake_request_new_from_buffer:
 * @buffer: what has been read so far; a whole request is taken out of it
 *
 * Returns: (transfer full) (nullable): the request, or %NULL if more is needed
 */
ChlFakeRequest *
chl_fake_request_new_from_buffer (GByteArray *buffer)
{
  g_autofree char *head = NULL;
  g_autoptr(GHashTable) headers = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) words = NULL;
  ChlFakeRequest *self;
  const char     *end, *length;
  gsize           head_length, body_length = 0;

  if (buffer->len == 0)
    return NULL;
  if (!(end = g_strstr_len ((const char *) buffer->data, (gssize) buffer->len, "\r\n\r\n")))
    return NULL;

  head_length = (gsize) (end - (const char *) buffer->data) + 4;
  head = g_strndup ((const char *) buffer->data, head_length);
  lines = g_strsplit (head, "\r\n", -1);
  headers = read_headers (lines);
  if ((length = g_hash_table_lookup (headers, "content-length")) != NULL)
    body_length = (gsize) g_ascii_strtoull (length, NULL, 10);
  if (buffer->len - head_length < body_length)
    return NULL;

  words = g_strsplit (lines[0], " ", 3);
  self = g_new0 (ChlFakeRequest, 1);
  self->method = g_strdup (words[0] != NULL ? words[0] : "");
  self->path = g_strdup (words[0] != NULL && words[1] != NULL ? words[1] : "");
  self->head = g_steal_pointer (&head);
  self->headers = g_steal_pointer (&headers);
  self->body = g_bytes_new (buffer->data + head_length, body_length);
  g_byte_array_remove_range (buffer, 0, (guint) (head_length + body_length));

  return self;
}

void
chl_fake_request_free (ChlFakeRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->head);
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

void
chl_fake_request_set_left (ChlFakeRequest *self)
{
  self->left_us = g_get_monotonic_time ();
}

const char *
chl_fake_request_get_method (ChlFakeRequest *self)
{
  return self->method;
}

const char *
chl_fake_request_get_path (ChlFakeRequest *self)
{
  return self->path;
}

const char *
chl_fake_request_get_head (ChlFakeRequest *self)
{
  return self->head;
}

/**
 * chl_fake_request_get_header:
 * @self: a request
 * @name: a field's name
 *
 * Returns: (nullable): its value, the last one if it came twice
 */
const char *
chl_fake_request_get_header (ChlFakeRequest *self,
                             const char     *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, lower);
}

GHashTable *
chl_fake_request_get_headers (ChlFakeRequest *self)
{
  return self->headers;
}

GBytes *
chl_fake_request_get_body (ChlFakeRequest *self)
{
  return self->body;
}

/**
 * chl_fake_request_is_left:
 * @self: a request
 *
 * Returns: whether the client closed the connection before the answer was out
 */
gboolean
chl_fake_request_is_left (ChlFakeRequest *self)
{
  return self->left_us != 0;
}

gint64
chl_fake_request_get_left_us (ChlFakeRequest *self)
{
  return self->left_us;
}
