/* chl-http-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-http.h"

#include "chl-address.h"

#define CONNECT_MS (10 * 1000)
#define CONNECT_LOCAL_MS (3 * 1000)
#define ANSWER_MS (600 * 1000)
#define IDLE_MS (300 * 1000)
#define IDLE_LOCAL_MS (900 * 1000)
#define TOTAL_MS (60 * 60 * 1000)
#define MAX_BODY_BYTES (64 * 1024 * 1024)

/**
 * chl_http_call_new:
 * @method: "GET" or "POST"
 * @address: the full URL, without user info
 *
 * A connection may take 10 s, the answer's first byte 600 s, each further one 300 s, and the whole
 * an hour. A server on this computer has 3 s to connect, all the time it needs to load a model,
 * and 900 s between two bytes. A body may have 64 MiB.
 *
 * Returns: (transfer full): a request without fields or body
 */
ChlHttpCall *
chl_http_call_new (const char *method,
                   const char *address)
{
  ChlHttpCall *self;
  gboolean     is_near;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  is_near = chl_address_is_loopback (address);
  self = g_new0 (ChlHttpCall, 1);
  self->method = g_strdup (method);
  self->address = g_strdup (address);
  self->headers = chl_headers_new ();
  self->connect_timeout_ms = is_near ? CONNECT_LOCAL_MS : CONNECT_MS;
  self->answer_timeout_ms = is_near ? 0 : ANSWER_MS;
  self->idle_timeout_ms = is_near ? IDLE_LOCAL_MS : IDLE_MS;
  self->total_timeout_ms = TOTAL_MS;
  self->max_body_bytes = MAX_BODY_BYTES;

  return self;
}

void
chl_http_call_free (ChlHttpCall *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->address);
  g_clear_pointer (&self->headers, chl_headers_unref);
  g_free (self->secrets_origin);
  g_free (self->provider_id);
  g_free (self->purpose);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
