/* chl-http-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-http-answer.h"

struct _ChlHttpAnswer
{
  gatomicrefcount     ref_count;
  guint               status;
  SoupMessageHeaders *headers;      /* (owned) (not nullable) */
  char               *content_type; /* (owned) (nullable) in small letters, without parameters */
  GBytes             *body;         /* (owned) (nullable) */
  gint64              sent_bytes;
  gint64              received_bytes;
};

G_DEFINE_BOXED_TYPE (ChlHttpAnswer,
                     chl_http_answer,
                     chl_http_answer_ref,
                     chl_http_answer_unref)

/**
 * chl_http_answer_new:
 * @message: a message whose answer's headers are in
 *
 * Returns: (transfer full): what is known of the answer
 */
ChlHttpAnswer *
chl_http_answer_new (SoupMessage *message)
{
  ChlHttpAnswer *self = g_new0 (ChlHttpAnswer, 1);
  const char    *type;

  g_atomic_ref_count_init (&self->ref_count);
  self->status = soup_message_get_status (message);
  self->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if ((type = soup_message_headers_get_content_type (self->headers, NULL)) != NULL)
    self->content_type = g_ascii_strdown (type, -1);

  return self;
}

ChlHttpAnswer *
chl_http_answer_ref (ChlHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
chl_http_answer_unref (ChlHttpAnswer *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  soup_message_headers_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

guint
chl_http_answer_get_status (ChlHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

/**
 * chl_http_answer_get_header:
 * @self: an answer
 * @name: a field's name; case does not matter
 *
 * Returns: (nullable): its value, joined by commas if the field came more than once
 */
const char *
chl_http_answer_get_header (ChlHttpAnswer *self,
                            const char    *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return soup_message_headers_get_list (self->headers, name);
}

/**
 * chl_http_answer_get_content_type:
 * @self: an answer
 *
 * Returns: (nullable): the media type in small letters, without parameters
 */
const char *
chl_http_answer_get_content_type (ChlHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content_type;
}

/**
 * chl_http_answer_get_body:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): the gathered body, or %NULL where it went out by pieces
 */
GBytes *
chl_http_answer_get_body (ChlHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

/**
 * chl_http_answer_get_sent_bytes:
 * @self: an answer
 *
 * Returns: how many bytes the body of the request had
 */
gint64
chl_http_answer_get_sent_bytes (ChlHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sent_bytes;
}

/**
 * chl_http_answer_get_received_bytes:
 * @self: an answer
 *
 * Returns: how many bytes of the answer's body are in
 */
gint64
chl_http_answer_get_received_bytes (ChlHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->received_bytes;
}

void
chl_http_answer_add_received (ChlHttpAnswer *self,
                              gsize          n_bytes)
{
  self->received_bytes += (gint64) n_bytes;
}

void
chl_http_answer_set_sent (ChlHttpAnswer *self,
                          gint64         n_bytes)
{
  self->sent_bytes = n_bytes;
}

/* Takes @body. */
void
chl_http_answer_take_body (ChlHttpAnswer *self,
                           GBytes        *body)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;
}
