/* chl-exchange-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-exchange-request"

#include "config.h"

#include "chl-backoff.h"
#include "chl-exchange-private.h"
#include "chl-json.h"
#include "chl-protocol.h"

static void
set_origin (ChlProvider *provider,
            ChlRequest  *request)
{
  g_free (request->origin);
  request->origin = chl_provider_dup_origin (provider);
}

/**
 * chl_exchange_fill_call:
 * @call: a prepared call
 * @provider: whom to ask
 * @request: what to ask
 * @error: (out) (optional): why it cannot be put into the protocol
 *
 * Puts body and matching headers into @call.
 *
 * Returns: %TRUE if it can be sent
 */
gboolean
chl_exchange_fill_call (ChlHttpCall *call,
                        ChlProvider *provider,
                        ChlRequest  *request,
                        GError     **error)
{
  const ChlProtocol *protocol;
  char              *address;

  /* Of the same provider and at the same origin, which was looked at already. */
  if ((address = chl_provider_dup_model_url (provider, request->model)))
    {
      g_free (call->address);
      call->address = address;
    }
  chl_provider_add_request_headers (provider, call->headers, request);

  protocol = chl_protocol_get (chl_provider_get_protocol (provider, request->model));
  set_origin (provider, request);

  call->body = chl_protocol_encode (protocol, request,
                                    chl_provider_get_quirks (provider, request->model), error);
  if (call->body == NULL)
    return FALSE;

  chl_headers_set (call->headers, "Content-Type", "application/json");
  chl_headers_set (call->headers, "Accept",
                   chl_protocol_get_accept (protocol, request->stream));

  return TRUE;
}

/* What decides whether opaque material of this answer may go back one day. */
char *
chl_exchange_dup_digest (ChlProvider *provider,
                         ChlRequest  *request)
{
  set_origin (provider, request);

  return chl_request_dup_digest (request, request->messages->len);
}

/**
 * chl_exchange_get_delay_ms:
 * @failure: why the last attempt failed
 * @attempt: its number, from 1
 * @fraction: random, 0 to 1
 *
 * Returns: milliseconds to wait before the next one: what the server asks for, else longer each
 *   time
 */
gint64
chl_exchange_get_delay_ms (const ChlFailure *failure,
                           guint             attempt,
                           double            fraction)
{
  if (failure->retry_after_ms > 0)
    return failure->retry_after_ms;

  return chl_backoff_get_delay_ms (failure->kind == CHL_FAILURE_OVERLOADED ? CHL_BACKOFF_OVERLOADED
                                                                           : CHL_BACKOFF_NORMAL,
                                   attempt - 1, fraction);
}

static void
add_header_cb (const char *name,
               const char *value,
               const char *prefix,
               ChlSecret  *secret,
               gpointer    user_data)
{
  json_object_set_string_member (user_data, name, value);
}

/**
 * chl_exchange_describe_request:
 * @engine: the engine
 * @provider: whom to ask
 * @request: what to ask
 * @error: (out) (optional): why it could not be sent
 *
 * The keyring is not opened: a key that would be sent shows as dots.
 *
 * Returns: (transfer full) (nullable): {"method","url","headers","body"}
 */
JsonNode *
chl_exchange_describe_request (ChlEngine   *engine,
                               ChlProvider *provider,
                               ChlRequest  *request,
                               GError     **error)
{
  g_autoptr(ChlHttpCall) call = NULL;
  g_autoptr(ChlSecret) dots = NULL;
  g_autoptr(JsonNode) body = NULL;
  JsonObject *headers;
  JsonObject *object;
  JsonNode   *node;
  gsize       length;
  const char *bytes;

  if (!(call = chl_call_new (engine, provider, CHL_OPERATION_CHAT, error)) ||
      !chl_call_check_model (engine, provider, request->model, error))
    return NULL;

  if (chl_provider_get_key_source (provider) != CHL_KEY_SOURCE_NONE)
    dots = chl_secret_new ("-", 1);
  chl_provider_add_headers (provider, call->headers, CHL_OPERATION_CHAT, dots);

  if (!chl_exchange_fill_call (call, provider, request, error))
    return NULL;

  bytes = g_bytes_get_data (call->body, &length);
  if (!(body = chl_json_parse (bytes, (gssize) length, error)))
    return NULL;

  headers = json_object_new ();
  chl_headers_foreach (call->headers, add_header_cb, headers);

  object = json_object_new ();
  json_object_set_string_member (object, "method", call->method);
  json_object_set_string_member (object, "url", call->address);
  json_object_set_object_member (object, "headers", headers);
  json_object_set_member (object, "body", g_steal_pointer (&body));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return node;
}
