/* chl-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-call"

#include "config.h"

#include "chl-call.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-backoff.h"
#include "chl-broken-provider.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-failure-reader.h"
#include "chl-host-count.h"
#include "chl-keys-headers.h"
#include "chl-utf8.h"

/* Milliseconds. A list comes at once or not at all; an answer may take its time. */
#define LIST_TIMEOUT 60000
#define LOCAL_IDLE_TIMEOUT 900000

/* An embedded provider has an address only while its server runs. */
static gboolean
wake_embedded (ChlEngine   *engine,
               ChlProvider *provider,
               GError     **error)
{
  ChlPractice     *practice = chl_engine_get_parts (engine)->practice;
  g_autofree char *endpoint = NULL;

  if (!chl_provider_get_family (provider)->is_embedded)
    return TRUE;

  if (!chl_practice_is_running (practice) && !chl_practice_start (practice, 0, error))
    return FALSE;

  endpoint = chl_practice_dup_endpoint (practice);
  chl_provider_set_endpoint (provider, endpoint);

  return TRUE;
}

/*
 * The network looks at the address that a name stands for; but the question what it stands for
 * leaves the computer as well, so names of elsewhere are not even looked up. An operation may have an
 * address that is not where the provider is.
 */
static gboolean
check_near (ChlEngine  *engine,
            const char *url,
            GError    **error)
{
  g_autofree char *host = NULL;

  if (!chl_engine_is_local_only (engine) || chl_address_is_loopback (url))
    return TRUE;

  host = chl_address_dup_host (url);
  g_set_error (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL,
               _ ("%s is another computer, and Chatelaine is set to stay on this one"), host);
  return FALSE;
}

/**
 * chl_call_check_model:
 * @engine: the engine
 * @provider: whom to call
 * @model: which of its models
 * @error: (out) (optional): %CHL_ERROR_NOT_LOCAL
 *
 * A server on this computer may hand on what it is asked. Where nothing may leave, such models are
 * not asked.
 *
 * Returns: %TRUE if @model may be asked
 */
gboolean
chl_call_check_model (ChlEngine   *engine,
                      ChlProvider *provider,
                      const char  *model,
                      GError     **error)
{
  g_autofree char *host = chl_provider_dup_model_host (provider, model);

  if (host == NULL || !chl_engine_is_local_only (engine) || chl_address_is_loopback (host))
    return TRUE;

  g_set_error (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL,
               /* Translators: a model, and the name of the computer it runs on. */
               _ ("%s runs at %s, and Chatelaine is set to stay on this computer"), model, host);
  return FALSE;
}

static gboolean
asks_only (ChlOperation operation)
{
  return operation == CHL_OPERATION_MODELS || operation == CHL_OPERATION_ACCOUNT;
}

/**
 * chl_call_new:
 * @engine: the engine
 * @provider: whom to call
 * @operation: what for
 * @error: (out) (optional): %CHL_ERROR_ADDRESS if the provider has no address for it,
 *   %CHL_ERROR_BROKEN_FILE if its file cannot be used, %CHL_ERROR_NOT_LOCAL
 *
 * A call without headers and body.
 *
 * Returns: (transfer full) (nullable): the call
 */
ChlHttpCall *
chl_call_new (ChlEngine   *engine,
              ChlProvider *provider,
              ChlOperation operation,
              GError     **error)
{
  g_autofree char *url = NULL;
  ChlHttpCall     *call;

  if (CHL_IS_BROKEN_PROVIDER (provider))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                           chl_provider_get_detail (provider));
      return NULL;
    }

  if (!wake_embedded (engine, provider, error))
    return NULL;

  if (!(url = chl_provider_dup_url (provider, operation)))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_ADDRESS, _ ("%s has no address for this"), chl_provider_get_title (provider));
      return NULL;
    }

  if (!check_near (engine, url, error))
    return NULL;

  call = chl_http_call_new (asks_only (operation) ? "GET" : "POST", url);
  call->provider_id = g_strdup (chl_provider_get_id (provider));
  call->purpose = g_strdup (operation == CHL_OPERATION_MODELS    ? CHL_PURPOSE_MODELS
                            : operation == CHL_OPERATION_ACCOUNT ? CHL_PURPOSE_ACCOUNT
                                                                 : NULL);
  call->allow_plain =
    g_strcmp0 (chl_provider_get_option (provider, CHL_OPTION_PLAIN_HTTP), "yes") == 0;

  if (asks_only (operation))
    call->total_timeout_ms = LIST_TIMEOUT;
  else if (chl_provider_is_local (provider))
    {
      /* A runtime on this computer may load a model first; the page says so while it lasts. */
      call->answer_timeout_ms = 0;
      call->idle_timeout_ms = LOCAL_IDLE_TIMEOUT;
    }

  return call;
}

typedef struct
{
  ChlProvider *provider; /* (owned) */
  ChlOperation operation;
  char        *origin; /* (owned) (nullable) of the endpoint when its key was asked for */
  ChlHttpCall *call;   /* (owned) (nullable) all but the person's own headers */
} Preparation;

static void
preparation_free (Preparation *preparation)
{
  g_object_unref (preparation->provider);
  g_free (preparation->origin);
  g_clear_pointer (&preparation->call, chl_http_call_free);
  g_free (preparation);
}

static void
headers_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlHeaders) own = NULL;
  g_autoptr(GError) error = NULL;
  Preparation *preparation = g_task_get_task_data (task);
  ChlHttpCall *call = preparation->call;

  if (!(own = chl_keys_fetch_headers_finish (CHL_KEYS (object), result, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_keys_add_headers (preparation->provider, call->headers, call->address, own);
  g_task_return_pointer (task, g_steal_pointer (&preparation->call),
                         (GDestroyNotify) chl_http_call_free);
}

static void
key_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;
  Preparation *preparation = g_task_get_task_data (task);
  ChlEngine   *engine = g_task_get_source_object (task);
  ChlHttpCall *call;

  secret = chl_keys_fetch_finish (CHL_KEYS (object), result, &error);
  if (error != NULL ||
      !(call = chl_call_new (engine, preparation->provider, preparation->operation, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  call->secrets_origin = g_strdup (preparation->origin);
  chl_provider_add_headers (preparation->provider, call->headers, preparation->operation, secret);
  if (chl_headers_get (call->headers, "Accept") == NULL)
    chl_headers_set (call->headers, "Accept", "application/json");
  preparation->call = call;
  chl_keys_fetch_headers_async (CHL_KEYS (object), preparation->provider, TRUE,
                                g_task_get_cancellable (task), headers_cb, g_object_ref (task));
}

/**
 * chl_call_prepare_async:
 * @engine: the engine
 * @provider: whom to call
 * @operation: what for
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called with the call
 * @user_data: closure for @callback
 *
 * A call with its address, its time-outs, its headers, the key and the person's own in them; without
 * a body. Errors: those of chl_keys_fetch_async(), chl_keys_fetch_headers_async() and
 * chl_call_new().
 */
void
chl_call_prepare_async (ChlEngine          *engine,
                        ChlProvider        *provider,
                        ChlOperation        operation,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Preparation *preparation;

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_call_prepare_async);

  preparation = g_new0 (Preparation, 1);
  preparation->provider = g_object_ref (provider);
  preparation->operation = operation;
  preparation->origin = chl_provider_dup_origin (provider);
  g_task_set_task_data (task, preparation, (GDestroyNotify) preparation_free);

  chl_keys_fetch_async (chl_engine_get_keys (engine), provider, cancellable, key_cb,
                        g_steal_pointer (&task));
}

ChlHttpCall *
chl_call_prepare_finish (ChlEngine    *engine,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_call_prepare_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Who was sent no key cannot have refused one: it asks for one. */
static void
tell_missing_key (ChlProvider *provider,
                  ChlFailure  *failure)
{
  if (failure->kind == CHL_FAILURE_AUTH &&
      chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_NONE &&
      (chl_provider_get_family (provider)->auth & CHL_AUTH_API_KEY) != 0)
    failure->kind = CHL_FAILURE_NO_KEY;
}

/**
 * chl_call_finish:
 * @http: whom the call was handed to
 * @call: the call
 * @result: what the callback was given
 * @error: (out) (optional): see chl_http_call_finish()
 *
 * Returns: (transfer full) (nullable): the answer; @error says nothing that is secret in @call
 */
ChlHttpAnswer *
chl_call_finish (ChlHttp           *http,
                 const ChlHttpCall *call,
                 GAsyncResult      *result,
                 GError           **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(ChlMask) mask = NULL;
  g_autofree char *message = NULL;
  ChlHttpAnswer   *answer;

  if ((answer = chl_http_call_finish (http, result, &problem)))
    return answer;

  mask = chl_mask_new_for_headers (call->headers);
  message = chl_mask_hide (mask, problem->message);
  g_set_error_literal (error, problem->domain, problem->code, message);

  return NULL;
}

static void
hide_in (const ChlMask *mask,
         char         **text)
{
  char *hidden;

  if (*text == NULL)
    return;

  hidden = chl_mask_hide (mask, *text);
  g_free (*text);
  *text = hidden;
}

/**
 * chl_call_hide_secrets:
 * @mask: of the call
 * @failure: what a server said of it
 *
 * Returns: (transfer full): @failure without what is secret in the call
 */
ChlFailure *
chl_call_hide_secrets (const ChlMask    *mask,
                       const ChlFailure *failure)
{
  ChlFailure *copy = chl_failure_copy (failure);

  hide_in (mask, &copy->code);
  hide_in (mask, &copy->message);
  hide_in (mask, &copy->param);
  hide_in (mask, &copy->request_id);

  return copy;
}

/* Whether @body is packed still: what asks for a stream asks for it as it is, and unpacks nothing. */
static gboolean
is_packed (ChlHttpAnswer *answer,
           const char    *body,
           gsize          length)
{
  const char *encoding = chl_http_answer_get_header (answer, "content-encoding");

  return encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0 &&
         !chl_utf8_is_valid (body, length);
}

/**
 * chl_call_read_failure:
 * @engine: the engine
 * @provider: who answered
 * @call: what it answered to
 * @answer: an answer with a status of 400 or more
 *
 * Returns: (transfer full): what it says: its body, its headers and its status read together
 */
ChlFailure *
chl_call_read_failure (ChlEngine         *engine,
                       ChlProvider       *provider,
                       const ChlHttpCall *call,
                       ChlHttpAnswer     *answer)
{
  GBytes     *body = chl_http_answer_get_body (answer);
  gsize       length = 0;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  const char *id = chl_http_answer_get_header (answer, "x-request-id");
  const char *again = chl_http_answer_get_header (answer, "x-should-retry");
  g_autoptr(ChlMask) mask = chl_mask_new_for_headers (call->headers);
  g_autoptr(ChlFailure) failure = NULL;
  gint64 delay_ms;

  if (bytes != NULL && is_packed (answer, bytes, length))
    length = 0;
  failure = chl_failure_read (chl_http_answer_get_status (answer),
                              chl_http_answer_get_content_type (answer), bytes != NULL ? bytes : "",
                              length);

  delay_ms = chl_backoff_parse_retry_after (chl_http_answer_get_header (answer, "retry-after-ms"),
                                            chl_http_answer_get_header (answer, "retry-after"),
                                            chl_clock_get_real_us (
                                              chl_engine_get_parts (engine)->clock));
  if (delay_ms >= 0)
    failure->retry_after_ms = delay_ms;

  if (id == NULL)
    id = chl_http_answer_get_header (answer, "request-id");
  if (id != NULL && failure->request_id == NULL)
    failure->request_id = g_utf8_make_valid (id, (gssize) MIN (strlen (id), 256));

  if (again != NULL)
    failure->retryable = g_ascii_strcasecmp (again, "true") == 0;

  chl_provider_refine_failure (provider, failure);
  tell_missing_key (provider, failure);

  return chl_call_hide_secrets (mask, failure);
}

/**
 * chl_call_check_content_type:
 * @answer: an answer with a status below 400
 * @error: (out) (optional): %CHL_ERROR_PROTOCOL for a web page
 *
 * A page under a good status is a portal or the wrong address, never an answer.
 *
 * Returns: %TRUE if the body may be read
 */
gboolean
chl_call_check_content_type (ChlHttpAnswer *answer,
                             GError       **error)
{
  const char *type = chl_http_answer_get_content_type (answer);

  if (type == NULL || g_ascii_strncasecmp (type, "text/html", 9) != 0)
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_PROTOCOL,
                       _ ("The server answered with a web page; the address may be wrong, "
                          "or the network wants you to sign in"));
  return FALSE;
}
