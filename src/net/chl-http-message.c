/* chl-http-message.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-http-message.h"

static void
add_plain_header (const char *name,
                  const char *value,
                  const char *prefix,
                  ChlSecret  *secret,
                  gpointer    user_data)
{
  if (secret == NULL)
    soup_message_headers_replace (user_data, name, value);
}

static void
add_secret_header (const char *name,
                   const char *value,
                   const char *prefix,
                   ChlSecret  *secret,
                   gpointer    user_data)
{
  char *text;

  if (secret == NULL)
    return;

  text = g_strconcat (prefix, chl_secret_peek (secret), NULL);
  soup_message_headers_replace (user_data, name, text);
  chl_secret_wipe (text);
  g_free (text);
}

/**
 * chl_http_message_new:
 * @uri: where it goes
 * @call: the request
 * @is_stream: whether the answer is taken in pieces, as they come
 *
 * A redirect is never followed: libsoup would take the key along to wherever it leads. Nor does
 * libsoup sign in: to try again it would first read the body of a refusal, of any length, into
 * memory. A proxy that wants a password is asked by a message of libsoup's own.
 *
 * Returns: (transfer full): a message without the fields of @call
 */
SoupMessage *
chl_http_message_new (GUri        *uri,
                      ChlHttpCall *call,
                      gboolean     is_stream)
{
  SoupMessage *message = soup_message_new_from_uri (call->method, uri);

  soup_message_add_flags (message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (call->is_query)
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", call->body);
  if (is_stream)
    {
      soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding",
                                    "identity");
    }

  return message;
}

/**
 * chl_http_message_add_headers:
 * @message: about to be sent
 * @headers: its fields
 *
 * The secret ones come last, and their strings are wiped; what remains is libsoup's own copy, which
 * goes with @message.
 */
void
chl_http_message_add_headers (SoupMessage *message,
                              ChlHeaders  *headers)
{
  SoupMessageHeaders *fields = soup_message_get_request_headers (message);

  chl_headers_foreach (headers, add_plain_header, fields);
  chl_headers_foreach (headers, add_secret_header, fields);
}

/**
 * chl_http_message_is_redirect:
 * @message: answered
 *
 * Returns: whether what was asked for is said to be elsewhere. That it has not changed is an answer,
 *   if it was asked whether it has
 */
gboolean
chl_http_message_is_redirect (SoupMessage *message)
{
  SoupMessageHeaders *fields = soup_message_get_request_headers (message);
  guint               status = soup_message_get_status (message);

  if (status == SOUP_STATUS_NOT_MODIFIED)
    return soup_message_headers_get_one (fields, "If-None-Match") == NULL &&
           soup_message_headers_get_one (fields, "If-Modified-Since") == NULL;

  return status >= 300 && status < 400;
}
