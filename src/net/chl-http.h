/* chl-http.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-clock.h"
#include "chl-headers.h"

G_BEGIN_DECLS

#define CHL_TYPE_HTTP (chl_http_get_type ())

/*
 * The one HTTP client. It sends one request once: whether to try again is decided by those who can
 * read the answer. It follows no redirect, keeps no cookies, offers no compression on streams, and
 * logs method, host, path, status, bytes and milliseconds, never headers or bodies.
 *
 * Property: is-local-only, *Stay on this computer*: only resolved addresses of this computer are
 * connected to, proxies are bypassed, and open connections to elsewhere are closed.
 *
 * ChlHttp::counted: a #ChlHttpCount of every request that goes out, for the ledger.
 */
G_DECLARE_FINAL_TYPE (ChlHttp, chl_http, CHL, HTTP, GObject)

/**
 * ChlHttpCount:
 * @host: who is asked
 * @provider_id: (nullable): for which provider, as the call says
 * @purpose: (nullable): what for, as the call says
 * @n_requests: 1 when the request goes out, 0 when it is over
 * @sent_bytes: of the request and its headers, as they went over the line
 * @received_bytes: the same of the answer, packed if it is
 */
typedef struct
{
  const char *host;
  const char *provider_id;
  const char *purpose;
  guint       n_requests;
  gint64      sent_bytes;
  gint64      received_bytes;
} ChlHttpCount;

/**
 * ChlHttpCall:
 * @method: "GET" or "POST"
 * @address: the full URL
 * @headers: (owned): fields, the secret ones as secrets
 * @secrets_origin: (owned) (nullable): whom the secret fields are for: scheme, host and port. Where
 *   it is given and the address is another one's the call is refused
 * @provider_id: (owned) (nullable): for which provider, to be counted
 * @purpose: (owned) (nullable): what for, to be counted
 * @body: (owned) (nullable): what is sent, JSON
 * @connect_timeout_ms: until a connection stands, TLS included
 * @answer_timeout_ms: from then until the answer's headers; 0: none
 * @idle_timeout_ms: without a byte of the body; 0: none
 * @total_timeout_ms: all of it; 0: none
 * @max_body_bytes: more is %CHL_ERROR_LIMIT; 0: no limit
 * @allow_plain: http, not https, to another computer was agreed to. Without it such a call is
 *   refused, because everybody on the way could read the key
 * @is_query: it changes nothing at the server, even as a POST, so that an open connection will do for
 *   it, which the server may be about to close: what was sent is sent again then
 *
 * One request. Time-outs that are not set have the values of chl_http_call_new().
 */
typedef struct
{
  char       *method;
  char       *address;
  ChlHeaders *headers;
  char       *secrets_origin;
  char       *provider_id;
  char       *purpose;
  GBytes     *body;
  gint64      connect_timeout_ms;
  gint64      answer_timeout_ms;
  gint64      idle_timeout_ms;
  gint64      total_timeout_ms;
  gsize       max_body_bytes;
  gboolean    allow_plain;
  gboolean    is_query;
} ChlHttpCall;

ChlHttpCall *chl_http_call_new (const char *method,
                                const char *address);
void         chl_http_call_free (ChlHttpCall *self);

#define CHL_TYPE_HTTP_ANSWER (chl_http_answer_get_type ())

/*
 * What came back: known from the moment the answer's headers are in. For a status of 400 or more
 * the body is the error body, at most 64 KiB of it.
 */
typedef struct _ChlHttpAnswer ChlHttpAnswer;

GType          chl_http_answer_get_type (void) G_GNUC_CONST;
ChlHttpAnswer *chl_http_answer_ref (ChlHttpAnswer *self);
void           chl_http_answer_unref (ChlHttpAnswer *self);
guint          chl_http_answer_get_status (ChlHttpAnswer *self);
const char    *chl_http_answer_get_header (ChlHttpAnswer *self,
                                           const char    *name);
const char    *chl_http_answer_get_content_type (ChlHttpAnswer *self);
GBytes        *chl_http_answer_get_body (ChlHttpAnswer *self);
gint64         chl_http_answer_get_sent_bytes (ChlHttpAnswer *self);
gint64         chl_http_answer_get_received_bytes (ChlHttpAnswer *self);

/**
 * ChlHttpStage:
 *
 * How far a call has come, for a staged check and for "connecting…".
 */
typedef enum
{
  CHL_HTTP_RESOLVING,
  CHL_HTTP_CONNECTING,
  CHL_HTTP_SECURING,
  CHL_HTTP_WAITING,
  CHL_HTTP_READING,
} ChlHttpStage;

/**
 * ChlHttpFuncs:
 * @stage: (nullable): the call has reached @stage
 * @answered: (nullable): the headers are in, status below 400; return %FALSE with @error to stop
 * @piece: (nullable): the next bytes of the body of a status below 400; %FALSE with @error stops.
 *   Without it the body is gathered and handed over with the answer
 *
 * What the caller hears while a call goes on. All are called in the context the call began in.
 */
typedef struct
{
  void (*stage) (ChlHttpStage stage,
                 gpointer     user_data);
  gboolean (*answered) (ChlHttpAnswer *answer,
                        gpointer       user_data,
                        GError       **error);
  gboolean (*piece) (const char *bytes,
                     gsize       length,
                     gpointer    user_data,
                     GError    **error);
} ChlHttpFuncs;

ChlHttp       *chl_http_new (ChlClock *clock);
gboolean       chl_http_is_local_only (ChlHttp *self);
void           chl_http_set_local_only (ChlHttp *self,
                                        gboolean is_local_only);
void           chl_http_call_async (ChlHttp            *self,
                                    ChlHttpCall        *call,
                                    const ChlHttpFuncs *funcs,
                                    gpointer            funcs_data,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
ChlHttpAnswer *chl_http_call_finish (ChlHttp      *self,
                                     GAsyncResult *result,
                                     GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlHttpCall, chl_http_call_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlHttpAnswer, chl_http_answer_unref)

G_END_DECLS
