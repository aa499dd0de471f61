/* chl-failure.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "chl-words.h"

G_BEGIN_DECLS

#define CHL_TYPE_FAILURE (chl_failure_get_type ())

/* Bytes of a server's own message that are kept. */
#define CHL_FAILURE_MAX_MESSAGE 4096

/* Codes of failures of ours, where the kind does not say what helps. Never changed. */
#define CHL_FAILURE_CODE_KEYRING_LOCKED "keyring_locked"
#define CHL_FAILURE_CODE_ORIGIN "origin"
#define CHL_FAILURE_CODE_NOT_RUNNING "not_running"
#define CHL_FAILURE_CODE_NOT_INSTALLED "not_installed"
#define CHL_FAILURE_CODE_SIGN_IN "sign_in"

/**
 * ChlFailure:
 * @kind: what it comes down to
 * @status: HTTP status, 0 if there was none
 * @retry_after_ms: how long the server asks us to wait; -1 if it did not say
 * @retryable: nothing was lost and trying the same again may help
 * @code: (nullable): the server's own code; or, with @is_ours, one of those above
 * @message: (nullable): the server's own words, redacted, valid UTF-8; or, with @is_ours, a sentence
 * @param: (nullable): the request's member that the server complains about
 * @request_id: (nullable): what the provider's support would ask for
 * @is_ours: @message was written by us and may be shown as it is; a server's words are only ever
 *   quoted, because it could make us say anything
 *
 * The record of what a provider answered instead of an answer. Immutable once handed out.
 * @message is %NULL where nobody said more than @kind does; the sentence a person reads is made in the
 * engine.
 */
typedef struct
{
  ChlFailureKind kind;
  guint          status;
  gint64         retry_after_ms;
  gboolean       retryable;
  char          *code;
  char          *message;
  char          *param;
  char          *request_id;
  gboolean       is_ours;
} ChlFailure;

GType       chl_failure_get_type (void) G_GNUC_CONST;
ChlFailure *chl_failure_new (ChlFailureKind kind,
                             const char    *message);
ChlFailure *chl_failure_new_own (ChlFailureKind kind,
                                 const char    *sentence);
ChlFailure *chl_failure_new_from_error (const GError *error);
ChlFailure *chl_failure_copy (const ChlFailure *self);
void        chl_failure_free (ChlFailure *self);
GError     *chl_failure_to_error (const ChlFailure *self);
JsonNode   *chl_failure_to_json (const ChlFailure *self);
ChlFailure *chl_failure_from_json (JsonNode *node);
gboolean    chl_failure_kind_is_retryable (ChlFailureKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlFailure, chl_failure_free)

G_END_DECLS
