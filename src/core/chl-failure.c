/* chl-failure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-failure"

#include "config.h"

#include "chl-failure.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-redact.h"

/* Highest status and longest wait that a file may hold. */
#define MAX_STATUS 999
#define MAX_WAIT_MS (G_GINT64_CONSTANT (366) * 24 * 60 * 60 * 1000)

typedef struct
{
  ChlError    code;
  const char *sentence;
} Remedy;

/* What a person is told where the server had no words of its own. */
static const Remedy remedies[] = {
  [CHL_FAILURE_NONE] = { CHL_ERROR_FAILED, N_ ("The request failed") },
  [CHL_FAILURE_AUTH] = { CHL_ERROR_KEY_REFUSED, N_ ("The provider refused the key") },
  [CHL_FAILURE_PERMISSION] = { CHL_ERROR_PERMISSION, N_ ("The key may not be used for this") },
  [CHL_FAILURE_NOT_FOUND] = { CHL_ERROR_NOT_FOUND, N_ ("The provider does not know the model") },
  [CHL_FAILURE_INVALID_REQUEST] = { CHL_ERROR_REJECTED, N_ ("The provider refused the request") },
  [CHL_FAILURE_CONTEXT_LENGTH] = { CHL_ERROR_TOO_LONG, N_ ("The conversation is too long") },
  [CHL_FAILURE_RATE_LIMIT] = { CHL_ERROR_RATE_LIMITED, N_ ("The provider asks to wait") },
  [CHL_FAILURE_QUOTA] = { CHL_ERROR_NO_CREDIT, N_ ("The credit at the provider is used up") },
  [CHL_FAILURE_OVERLOADED] = { CHL_ERROR_SERVER, N_ ("The provider is overloaded") },
  [CHL_FAILURE_SERVER] = { CHL_ERROR_SERVER, N_ ("The provider’s server failed") },
  [CHL_FAILURE_TIMEOUT] = { CHL_ERROR_TIMEOUT, N_ ("The provider did not answer in time") },
  [CHL_FAILURE_NETWORK] = { CHL_ERROR_NETWORK, N_ ("The provider cannot be reached") },
  [CHL_FAILURE_TLS] = { CHL_ERROR_TLS, N_ ("No secure connection to the provider could be made") },
  [CHL_FAILURE_CONTENT_POLICY] = { CHL_ERROR_POLICY, N_ ("The provider’s rules forbid this") },
  [CHL_FAILURE_PROTOCOL] = { CHL_ERROR_PROTOCOL, N_ ("The answer cannot be understood") },
  [CHL_FAILURE_LIMIT] = { CHL_ERROR_LIMIT, N_ ("The answer is too large") },
  [CHL_FAILURE_TRUNCATED] = { CHL_ERROR_TRUNCATED, N_ ("The answer broke off") },
  [CHL_FAILURE_CANCELLED] = { CHL_ERROR_FAILED, N_ ("The request was stopped") },
  [CHL_FAILURE_NO_KEY] = { CHL_ERROR_NO_KEY, N_ ("The provider needs a key") },
  [CHL_FAILURE_NOT_LOCAL] = { CHL_ERROR_NOT_LOCAL, N_ ("This would leave the computer") },
  [CHL_FAILURE_UNKNOWN] = { CHL_ERROR_FAILED, N_ ("The request failed") },
};

static const ChlFailureKind kinds[] = {
  [CHL_ERROR_FAILED] = CHL_FAILURE_UNKNOWN,
  [CHL_ERROR_NETWORK] = CHL_FAILURE_NETWORK,
  [CHL_ERROR_TIMEOUT] = CHL_FAILURE_TIMEOUT,
  [CHL_ERROR_TLS] = CHL_FAILURE_TLS,
  [CHL_ERROR_NOT_LOCAL] = CHL_FAILURE_NOT_LOCAL,
  [CHL_ERROR_REDIRECT] = CHL_FAILURE_PROTOCOL,
  [CHL_ERROR_ADDRESS] = CHL_FAILURE_INVALID_REQUEST,
  [CHL_ERROR_NO_KEY] = CHL_FAILURE_NO_KEY,
  [CHL_ERROR_KEY_REFUSED] = CHL_FAILURE_AUTH,
  [CHL_ERROR_ORIGIN] = CHL_FAILURE_NO_KEY,
  [CHL_ERROR_PERMISSION] = CHL_FAILURE_PERMISSION,
  [CHL_ERROR_NO_CREDIT] = CHL_FAILURE_QUOTA,
  [CHL_ERROR_RATE_LIMITED] = CHL_FAILURE_RATE_LIMIT,
  [CHL_ERROR_NOT_FOUND] = CHL_FAILURE_NOT_FOUND,
  [CHL_ERROR_TOO_LONG] = CHL_FAILURE_CONTEXT_LENGTH,
  [CHL_ERROR_REJECTED] = CHL_FAILURE_INVALID_REQUEST,
  [CHL_ERROR_POLICY] = CHL_FAILURE_CONTENT_POLICY,
  [CHL_ERROR_SERVER] = CHL_FAILURE_SERVER,
  [CHL_ERROR_TRUNCATED] = CHL_FAILURE_TRUNCATED,
  [CHL_ERROR_PROTOCOL] = CHL_FAILURE_PROTOCOL,
  [CHL_ERROR_LIMIT] = CHL_FAILURE_LIMIT,
  [CHL_ERROR_KEYRING_LOCKED] = CHL_FAILURE_NO_KEY,
  [CHL_ERROR_KEYRING] = CHL_FAILURE_NO_KEY,
  [CHL_ERROR_DISK_FULL] = CHL_FAILURE_UNKNOWN,
  [CHL_ERROR_STORAGE] = CHL_FAILURE_UNKNOWN,
  [CHL_ERROR_BROKEN_FILE] = CHL_FAILURE_UNKNOWN,
  [CHL_ERROR_NEWER_FILE] = CHL_FAILURE_UNKNOWN,
  [CHL_ERROR_INVALID] = CHL_FAILURE_INVALID_REQUEST,
};

G_DEFINE_BOXED_TYPE (ChlFailure, chl_failure, chl_failure_copy, chl_failure_free)

/* Redacted first and cut then, so that the cut leaves no key that is too short to be seen. */
static char *
clean_message (const char *message)
{
  g_autofree char *redacted = chl_redact (message);
  const char      *end = redacted;

  if (strlen (redacted) > CHL_FAILURE_MAX_MESSAGE)
    {
      end = g_utf8_find_prev_char (redacted, redacted + CHL_FAILURE_MAX_MESSAGE + 1);
      redacted[end - redacted] = '\0';
    }
  g_strstrip (redacted);

  return *redacted != '\0' ? g_steal_pointer (&redacted) : NULL;
}

/**
 * chl_failure_new:
 * @kind: what it comes down to
 * @message: (nullable): the server's own words, of any form and length
 *
 * Redacts @message and cuts it to %CHL_FAILURE_MAX_MESSAGE bytes. Whether it is worth another try
 * follows from @kind.
 *
 * Returns: (transfer full): a new failure
 */
ChlFailure *
chl_failure_new (ChlFailureKind kind,
                 const char    *message)
{
  ChlFailure *self = g_new0 (ChlFailure, 1);

  self->kind = kind;
  self->retry_after_ms = -1;
  self->retryable = chl_failure_kind_is_retryable (kind);
  self->message = message != NULL ? clean_message (message) : NULL;

  return self;
}

/**
 * chl_failure_new_own:
 * @kind: what it comes down to
 * @sentence: (nullable): what happened, in words of ours
 *
 * Returns: (transfer full): a new failure that no server told of
 */
ChlFailure *
chl_failure_new_own (ChlFailureKind kind,
                     const char    *sentence)
{
  ChlFailure *self = chl_failure_new (kind, sentence);

  self->is_ours = self->message != NULL;

  return self;
}

static ChlFailureKind
get_kind_of_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_CANCELLED:
      return CHL_FAILURE_CANCELLED;

    case G_IO_ERROR_TIMED_OUT:
      return CHL_FAILURE_TIMEOUT;

    case G_IO_ERROR_PARTIAL_INPUT:
      return CHL_FAILURE_TRUNCATED;

    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_BROKEN_PIPE: /* also: connection closed */
    case G_IO_ERROR_NOT_CONNECTED:
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return CHL_FAILURE_NETWORK;

    default:
      return CHL_FAILURE_UNKNOWN;
    }
}

/**
 * chl_failure_new_from_error:
 * @error: what an operation of ours ended with
 *
 * Returns: (transfer full): the same as a failure; one of kind %CHL_FAILURE_CANCELLED has no words
 */
ChlFailure *
chl_failure_new_from_error (const GError *error)
{
  ChlFailureKind kind = CHL_FAILURE_UNKNOWN;
  ChlFailure    *self;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == CHL_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (kinds))
    kind = kinds[error->code];
  else if (error->domain == G_IO_ERROR)
    kind = get_kind_of_io_error (error->code);
  else if (error->domain == G_RESOLVER_ERROR)
    kind = CHL_FAILURE_NETWORK;
  else if (error->domain == G_TLS_ERROR)
    kind = CHL_FAILURE_TLS;

  self = chl_failure_new_own (kind, kind == CHL_FAILURE_CANCELLED ? NULL : error->message);
  if (g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED))
    self->code = g_strdup (CHL_FAILURE_CODE_KEYRING_LOCKED);
  else if (g_error_matches (error, CHL_ERROR, CHL_ERROR_ORIGIN))
    self->code = g_strdup (CHL_FAILURE_CODE_ORIGIN);

  return self;
}

ChlFailure *
chl_failure_copy (const ChlFailure *self)
{
  ChlFailure *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->code = g_strdup (self->code);
  copy->message = g_strdup (self->message);
  copy->param = g_strdup (self->param);
  copy->request_id = g_strdup (self->request_id);

  return copy;
}

void
chl_failure_free (ChlFailure *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->code);
  g_free (self->message);
  g_free (self->param);
  g_free (self->request_id);
  g_free (self);
}

/**
 * chl_failure_to_error:
 * @self: a failure
 *
 * Returns: (transfer full): an error with the code of the remedy and a sentence of ours, in which
 *   the server's words are quoted; %G_IO_ERROR_CANCELLED for what was stopped
 */
GError *
chl_failure_to_error (const ChlFailure *self)
{
  const Remedy    *remedy;
  g_autofree char *message = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((gsize) self->kind < G_N_ELEMENTS (remedies), NULL);

  remedy = &remedies[self->kind];
  if (self->message == NULL)
    message = g_strdup (_(remedy->sentence));
  else if (self->is_ours)
    message = g_strdup (self->message);
  else
    message = g_strdup_printf (_("%s: “%s”"), _(remedy->sentence), self->message);

  if (self->kind == CHL_FAILURE_CANCELLED)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, message);

  return g_error_new_literal (CHL_ERROR, (int) remedy->code, message);
}

static void
set_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

/**
 * chl_failure_to_json:
 * @self: a failure
 *
 * Returns: (transfer full): an object with kind, code and message, the latter two null where there
 *   is none; the other members stand where they say something
 */
JsonNode *
chl_failure_to_json (const ChlFailure *self)
{
  g_autoptr(JsonObject) object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_string_member (object, "kind", chl_failure_kind_to_string (self->kind));
  json_object_set_null_member (object, "code");
  set_string (object, "code", self->code);
  json_object_set_null_member (object, "message");
  set_string (object, "message", self->message);
  if (self->status > 0)
    json_object_set_int_member (object, "status", self->status);
  set_string (object, "param", self->param);
  set_string (object, "request_id", self->request_id);
  if (self->retry_after_ms >= 0)
    json_object_set_int_member (object, "retry_after_ms", self->retry_after_ms);
  if (self->is_ours)
    json_object_set_boolean_member (object, "is_ours", TRUE);
  if (!self->retryable != !chl_failure_kind_is_retryable (self->kind))
    json_object_set_boolean_member (object, "retryable", self->retryable);

  return json_node_init_object (json_node_alloc (), object);
}

/**
 * chl_failure_from_json:
 * @node: (nullable): what chl_failure_to_json() made
 *
 * Returns: (transfer full) (nullable): a failure, or %NULL if @node is no object; one of a kind
 *   that is not known here is %CHL_FAILURE_UNKNOWN
 */
ChlFailure *
chl_failure_from_json (JsonNode *node)
{
  ChlFailure    *self;
  ChlFailureKind kind = CHL_FAILURE_UNKNOWN;
  const char    *word = chl_json_get_string (node, "/kind");
  gint64         number;

  if (chl_json_get_object (node, "") == NULL)
    return NULL;

  if (word != NULL)
    chl_failure_kind_from_string (word, &kind);

  self = chl_failure_new (kind, chl_json_get_string (node, "/message"));
  self->code = g_strdup (chl_json_get_string (node, "/code"));
  self->param = g_strdup (chl_json_get_string (node, "/param"));
  self->request_id = g_strdup (chl_json_get_string (node, "/request_id"));
  if (chl_json_get_int64 (node, "/status", &number) && number > 0 && number <= MAX_STATUS)
    self->status = (guint) number;
  if (chl_json_get_int64 (node, "/retry_after_ms", &number) && number >= 0 && number <= MAX_WAIT_MS)
    self->retry_after_ms = number;
  chl_json_get_boolean (node, "/retryable", &self->retryable);
  chl_json_get_boolean (node, "/is_ours", &self->is_ours);

  return self;
}

/**
 * chl_failure_kind_is_retryable:
 * @kind: what it comes down to
 *
 * Returns: %TRUE if the same request may well succeed a little later
 */
gboolean
chl_failure_kind_is_retryable (ChlFailureKind kind)
{
  return kind == CHL_FAILURE_TIMEOUT || kind == CHL_FAILURE_NETWORK ||
         kind == CHL_FAILURE_RATE_LIMIT || kind == CHL_FAILURE_OVERLOADED ||
         kind == CHL_FAILURE_SERVER;
}
