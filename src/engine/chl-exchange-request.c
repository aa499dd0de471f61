/* chl-exchange-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-exchange-request"

#include "config.h"

#include "chl-address.h"
#include "chl-backoff.h"
#include "chl-completion-encoder.h"
#include "chl-exchange-private.h"
#include "chl-json.h"
#include "chl-keys-headers.h"
#include "chl-lesson-reader.h"
#include "chl-lessons.h"
#include "chl-protocol-choice.h"
#include "chl-protocol.h"

static void
set_origin (ChlProvider *provider,
            ChlRequest  *request)
{
  g_free (request->origin);
  request->origin = chl_provider_dup_origin (provider);
}

void
chl_question_clear (ChlQuestion *question)
{
  g_clear_pointer (&question->request, chl_request_free);
  g_clear_pointer (&question->completion, chl_completion_free);
  g_clear_pointer (&question->lessons, g_strfreev);
}

/* How the model is spoken to for this. */
const ChlProtocol *
chl_exchange_get_protocol (ChlProvider       *provider,
                           const ChlQuestion *question)
{
  return chl_protocol_get (chl_protocol_choice_for (provider, question->model, question->operation));
}

/* A turn may go elsewhere than others, and with fields that depend on what is in it. */
static void
address_turn (ChlHttpCall *call,
              ChlProvider *provider,
              ChlRequest  *request)
{
  char *address;

  /* Of the same provider and at the same origin, which was looked at already. */
  if ((address = chl_provider_dup_model_url (provider, request->model)))
    {
      g_free (call->address);
      call->address = address;
    }
  chl_provider_add_request_headers (provider, call->headers, request);
  set_origin (provider, request);
}

/* Returns: (transfer container): what is known of the model from before, and from now */
static const char **
join_lessons (ChlProvider       *provider,
              const ChlQuestion *question)
{
  const char *const *before = chl_lessons_get (provider, question->model);
  GPtrArray         *all = g_ptr_array_new ();

  for (; before != NULL && *before != NULL; before++)
    g_ptr_array_add (all, (gpointer) *before);
  for (char **now = question->lessons; now != NULL && *now != NULL; now++)
    g_ptr_array_add (all, *now);
  g_ptr_array_add (all, NULL);

  return (const char **) g_ptr_array_free (all, FALSE);
}

static GBytes *
encode (const ChlProtocol *protocol,
        const ChlQuestion *question,
        const ChlQuirks   *quirks,
        GError           **error)
{
  if (question->completion != NULL)
    return chl_protocol_encode_completion (protocol, question->completion, quirks, error);
  if (question->embedding != NULL)
    return chl_protocol_encode_embedding (protocol, question->embedding, question->first_input,
                                          question->n_inputs, quirks);

  return chl_protocol_encode (protocol, question->request, quirks, error);
}

/* How the model is asked, after all that was learned. Returns: what @quirks point into */
static const char **
read_quirks (ChlProvider       *provider,
             const ChlQuestion *question,
             ChlQuirks         *quirks)
{
  const char **lessons = join_lessons (provider, question);

  *quirks = *chl_provider_get_quirks (provider, question->model);
  chl_lesson_apply (quirks, lessons);
  if (question->asks_all)
    {
      quirks->refuses_tools = FALSE;
      quirks->refuses_gaps = FALSE;
      quirks->refused_kinds = 0;
    }

  return lessons;
}

/* How its gap is filled. */
ChlFilling
chl_exchange_get_filling (ChlProvider       *provider,
                          const ChlQuestion *question)
{
  ChlQuirks               quirks;
  g_autofree const char **lessons = read_quirks (provider, question, &quirks);

  return chl_completion_choose (question->completion, &quirks);
}

/* One way has an address of its own, at the root of the same server. */
static void
address_completion (ChlHttpCall       *call,
                    ChlProvider       *provider,
                    const ChlQuestion *question)
{
  const char      *path = chl_provider_get_quirks (provider, question->model)->infill_path;
  g_autofree char *root = NULL;

  if (path == NULL || chl_exchange_get_filling (provider, question) != CHL_FILLING_INFILL)
    return;

  root = chl_address_strip_version (chl_provider_get_endpoint (provider));
  g_free (call->address);
  call->address = chl_address_join (root, path);
}

/* The body, as it is to be. */
GBytes *
chl_exchange_encode (ChlProvider       *provider,
                     const ChlQuestion *question,
                     GError           **error)
{
  ChlQuirks               quirks;
  g_autofree const char **lessons = read_quirks (provider, question, &quirks);

  return encode (chl_exchange_get_protocol (provider, question), question, &quirks, error);
}

static gboolean
is_streamed (const ChlQuestion *question)
{
  if (question->completion != NULL)
    return question->completion->stream;

  return question->request != NULL && question->request->stream;
}

/**
 * chl_exchange_fill_call:
 * @call: a prepared call
 * @provider: whom to ask
 * @question: what to ask
 * @error: (out) (optional): why it cannot be put into the protocol
 *
 * Puts body and matching headers into @call.
 *
 * Returns: %TRUE if it can be sent
 */
gboolean
chl_exchange_fill_call (ChlHttpCall       *call,
                        ChlProvider       *provider,
                        const ChlQuestion *question,
                        GError           **error)
{
  const ChlProtocol *protocol = chl_exchange_get_protocol (provider, question);

  if (question->request != NULL)
    address_turn (call, provider, question->request);
  if (question->completion != NULL)
    address_completion (call, provider, question);

  call->body = chl_exchange_encode (provider, question, error);
  if (call->body == NULL)
    return FALSE;

  chl_headers_set (call->headers, "Content-Type", "application/json");
  chl_headers_set (call->headers, "Accept",
                   chl_protocol_get_accept (protocol, is_streamed (question)));

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
 * chl_exchange_describe_question:
 * @engine: the engine
 * @provider: whom to ask
 * @question: what to ask
 * @error: (out) (optional): why it could not be sent
 *
 * The keyring is not opened: what is secret and would be sent shows as dots.
 *
 * Returns: (transfer full) (nullable): {"method","url","headers","body"}
 */
JsonNode *
chl_exchange_describe_question (ChlEngine         *engine,
                                ChlProvider       *provider,
                                const ChlQuestion *question,
                                GError           **error)
{
  g_autoptr(ChlHttpCall) call = NULL;
  g_autoptr(ChlSecret) dots = NULL;
  g_autoptr(ChlHeaders) own = NULL;
  g_autoptr(JsonNode) body = NULL;
  JsonObject *headers;
  JsonObject *object;
  JsonNode   *node;
  gsize       length;
  const char *bytes;

  if (!(call = chl_call_new (engine, provider, question->operation, error)) ||
      !chl_call_check_model (engine, provider, question->model, error))
    return NULL;

  if (chl_provider_get_key_source (provider) != CHL_KEY_SOURCE_NONE)
    dots = chl_secret_new ("-", 1);
  chl_provider_add_headers (provider, call->headers, question->operation, dots);
  own = chl_keys_show_headers (provider);
  chl_keys_add_headers (provider, call->headers, call->address, own);

  if (!chl_exchange_fill_call (call, provider, question, error))
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
