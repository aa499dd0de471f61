/* chl-http-intake.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-http-intake"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-http-intake.h"

#include "chl-error.h"
#include "chl-http-answer.h"
#include "chl-http-trouble.h"

#define ERROR_BODY_BYTES (64 * 1024)

struct _ChlHttpIntake
{
  GUri          *uri;      /* (owned) (not nullable) */
  ChlHttpAnswer *answer;   /* (owned) (nullable) from begin to end */
  GByteArray    *gathered; /* (owned) (nullable) the body, where nobody takes its pieces */
  ChlHttpFuncs   funcs;
  gpointer       funcs_data; /* (unowned) */
  gsize          max_body_bytes;
  gsize          sent_bytes;
};

/* A stream was asked for as it is; unpacking it here would hold its small pieces back. */
static gboolean
is_packed (ChlHttpIntake *self)
{
  const char *encoding = chl_http_answer_get_header (self->answer, "Content-Encoding");

  return encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0;
}

/**
 * chl_http_intake_new:
 * @uri: where the answer comes from
 * @call: what it answers; its limits are kept
 * @funcs: (nullable): what the caller wants to hear
 * @funcs_data: closure
 *
 * Returns: (transfer full): an intake that nothing has come to
 */
ChlHttpIntake *
chl_http_intake_new (GUri               *uri,
                     ChlHttpCall        *call,
                     const ChlHttpFuncs *funcs,
                     gpointer            funcs_data)
{
  ChlHttpIntake *self = g_new0 (ChlHttpIntake, 1);

  self->uri = g_uri_ref (uri);
  self->max_body_bytes = call->max_body_bytes;
  if (call->body != NULL)
    self->sent_bytes = g_bytes_get_size (call->body);
  if (funcs != NULL)
    self->funcs = *funcs;
  self->funcs_data = funcs_data;

  return self;
}

void
chl_http_intake_free (ChlHttpIntake *self)
{
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->answer, chl_http_answer_unref);
  g_clear_pointer (&self->gathered, g_byte_array_unref);
  g_free (self);
}

void
chl_http_intake_reach (ChlHttpIntake *self,
                       ChlHttpStage   stage)
{
  if (self->funcs.stage != NULL)
    self->funcs.stage (stage, self->funcs_data);
}

/**
 * chl_http_intake_begin:
 * @self: an intake
 * @message: answered, as far as its headers
 */
void
chl_http_intake_begin (ChlHttpIntake *self,
                       SoupMessage   *message)
{
  self->answer = chl_http_answer_new (message);
  chl_http_answer_set_sent (self->answer, (gint64) self->sent_bytes);
  if (self->funcs.piece == NULL || chl_http_intake_is_failure (self))
    self->gathered = g_byte_array_new ();
}

/**
 * chl_http_intake_check:
 * @self: an intake that has begun
 * @message: what is answered
 * @error: %CHL_ERROR_PROTOCOL, %CHL_ERROR_LIMIT, or what the caller says
 *
 * Returns: whether a body that is no failure's is wanted
 */
gboolean
chl_http_intake_check (ChlHttpIntake *self,
                       SoupMessage   *message,
                       GError       **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  if (self->funcs.piece != NULL && is_packed (self))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_PROTOCOL,
                   _("%s sends its answer compressed, which was not asked for"),
                      g_uri_get_host (self->uri));
      return FALSE;
    }
  if (self->max_body_bytes > 0 &&
      soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > (goffset) self->max_body_bytes)
    {
      g_propagate_error (error, chl_http_trouble_from_size (self->uri, self->max_body_bytes));
      return FALSE;
    }

  return self->funcs.answered == NULL ||
         self->funcs.answered (self->answer, self->funcs_data, error);
}

gboolean
chl_http_intake_is_failure (ChlHttpIntake *self)
{
  return chl_http_answer_get_status (self->answer) >= 400;
}

/**
 * chl_http_intake_take:
 * @self: an intake that has begun
 * @piece: the next bytes of the body
 * @error: %CHL_ERROR_LIMIT, or what the caller says
 *
 * Returns: whether to go on; without an error, what is there is enough
 */
gboolean
chl_http_intake_take (ChlHttpIntake *self,
                      GBytes        *piece,
                      GError       **error)
{
  gsize       length;
  const char *bytes = g_bytes_get_data (piece, &length);
  gsize       received;

  chl_http_answer_add_received (self->answer, length);
  received = (gsize) chl_http_answer_get_received_bytes (self->answer);
  if (chl_http_intake_is_failure (self))
    {
      gsize room = ERROR_BODY_BYTES - self->gathered->len;

      g_byte_array_append (self->gathered, (const guint8 *) bytes, (guint) MIN (length, room));
      return self->gathered->len < ERROR_BODY_BYTES;
    }

  if (self->max_body_bytes > 0 && received > self->max_body_bytes)
    {
      g_propagate_error (error, chl_http_trouble_from_size (self->uri, self->max_body_bytes));
      return FALSE;
    }
  if (self->gathered == NULL)
    return self->funcs.piece (bytes, length, self->funcs_data, error);

  g_byte_array_append (self->gathered, (const guint8 *) bytes, (guint) length);

  return TRUE;
}

gint64
chl_http_intake_get_received_bytes (ChlHttpIntake *self)
{
  return self->answer != NULL ? chl_http_answer_get_received_bytes (self->answer) : 0;
}

/**
 * chl_http_intake_end:
 * @self: an intake that has begun
 *
 * Returns: (transfer full): the answer, with its body where that was gathered
 */
ChlHttpAnswer *
chl_http_intake_end (ChlHttpIntake *self)
{
  if (self->gathered != NULL)
    chl_http_answer_take_body (self->answer,
                               g_byte_array_free_to_bytes (g_steal_pointer (&self->gathered)));

  return g_steal_pointer (&self->answer);
}
