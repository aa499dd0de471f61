/* chl-http-exchange.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-http"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-http-exchange.h"

#include "chl-error.h"
#include "chl-http-answer.h"
#include "chl-http-guard.h"
#include "chl-http-trouble.h"
#include "chl-redact.h"

#define READ_BYTES 16384
#define ERROR_BODY_BYTES (64 * 1024)
#define ERROR_BODY_MS (10 * 1000)

struct _ChlHttpExchange
{
  SoupSession         *session;     /* (owned) (nullable) from run on */
  SoupMessage         *message;     /* (owned) (not nullable) */
  GUri                *uri;         /* (owned) (not nullable) */
  ChlHeaders          *headers;     /* (owned) (not nullable) */
  ChlClock            *clock;       /* (owned) (not nullable) */
  GPtrArray           *crowd;       /* (owned) (element-type ChlHttpExchange) all on their way */
  GCancellable        *stopper;     /* (owned) (not nullable) ends the transport */
  GSource             *cancelled;   /* (owned) (nullable) hears the caller's cancellation */
  GSource             *step_timer;  /* (owned) (nullable) */
  GSource             *total_timer; /* (owned) (nullable) */
  GError              *error;       /* (owned) (nullable) why it was stopped from here */
  GInputStream        *body;        /* (owned) (nullable) */
  GByteArray          *gathered;    /* (owned) (nullable) the body, where nobody takes its pieces */
  ChlHttpAnswer       *answer;      /* (owned) (nullable) */
  ChlHttpFuncs         funcs;
  gpointer             funcs_data; /* (unowned) */
  gint64               connect_timeout_ms;
  gint64               answer_timeout_ms;
  gint64               idle_timeout_ms;
  gint64               total_timeout_ms;
  gsize                max_body_bytes;
  gsize                sent_bytes;
  gint64               begun_us;
  gint64               heard_us; /* when the last byte came in */
  ChlHttpStage         stage;
  GTlsCertificateFlags certificate_flags;
  gboolean             must_be_near;
  gboolean             is_connecting; /* the time to connect is running */
};

static void read_next (ChlHttpExchange *self,
                       GTask           *task);

/* Stops the transport; the operation that is pending ends the call with @error. */
static void
stop (ChlHttpExchange *self,
      GError          *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  g_cancellable_cancel (self->stopper);
}

static void
reach (ChlHttpExchange *self,
       ChlHttpStage     stage)
{
  if (stage < self->stage || g_cancellable_is_cancelled (self->stopper))
    return;

  self->stage = stage;
  if (self->funcs.stage != NULL)
    self->funcs.stage (stage, self->funcs_data);
}

/* --- Time --- */

static gboolean
silence_cb (gpointer user_data)
{
  ChlHttpExchange *self = user_data;
  gint64           limit_ms = self->connect_timeout_ms;

  if (self->stage == CHL_HTTP_WAITING)
    limit_ms = self->answer_timeout_ms;
  chl_clock_clear_timeout (&self->step_timer);
  stop (self, chl_http_trouble_from_silence (self->uri, self->stage, limit_ms));

  return G_SOURCE_REMOVE;
}

static gboolean
total_cb (gpointer user_data)
{
  ChlHttpExchange *self = user_data;

  chl_clock_clear_timeout (&self->total_timer);
  stop (self, chl_http_trouble_from_length (self->uri, self->total_timeout_ms));

  return G_SOURCE_REMOVE;
}

/* One timer for the whole body: when it fires, what has come in meanwhile prolongs it. */
static gboolean
idle_cb (gpointer user_data)
{
  ChlHttpExchange *self = user_data;
  gint64           silent_ms = (chl_clock_get_monotonic_us (self->clock) - self->heard_us) / 1000;

  chl_clock_clear_timeout (&self->step_timer);
  if (silent_ms < self->idle_timeout_ms)
    self->step_timer = chl_clock_add_timeout (self->clock, self->idle_timeout_ms - silent_ms,
                                              idle_cb, self);
  else
    stop (self, chl_http_trouble_from_silence (self->uri, self->stage, self->idle_timeout_ms));

  return G_SOURCE_REMOVE;
}

/* An error's body has had its time: what is there must do. */
static gboolean
error_body_cb (gpointer user_data)
{
  ChlHttpExchange *self = user_data;

  chl_clock_clear_timeout (&self->step_timer);
  g_cancellable_cancel (self->stopper);

  return G_SOURCE_REMOVE;
}

static void
start_timer (ChlHttpExchange *self,
             gint64           delay_ms,
             GSourceFunc      func)
{
  chl_clock_clear_timeout (&self->step_timer);
  if (delay_ms > 0)
    self->step_timer = chl_clock_add_timeout (self->clock, delay_ms, func, self);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  ChlHttpExchange *self = user_data;

  stop (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The call was stopped")));

  return G_SOURCE_REMOVE;
}

/* --- The end --- */

static void
clear_sources (ChlHttpExchange *self)
{
  chl_clock_clear_timeout (&self->step_timer);
  chl_clock_clear_timeout (&self->total_timer);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
}

static void
log_end (ChlHttpExchange *self,
         const GError    *error)
{
  g_autofree char *path = chl_redact (g_uri_get_path (self->uri));
  gint64           spent_ms = (chl_clock_get_monotonic_us (self->clock) - self->begun_us) / 1000;
  gint64           received = 0;

  if (self->answer != NULL)
    received = chl_http_answer_get_received_bytes (self->answer);
  g_debug ("%s %s %s %u %" G_GINT64_FORMAT " bytes %" G_GINT64_FORMAT " ms%s%s",
           soup_message_get_method (self->message), g_uri_get_host (self->uri), path,
           soup_message_get_status (self->message), received, spent_ms,
           error != NULL ? " " : "", error != NULL ? g_quark_to_string (error->domain) : "");
}

/* Ends the call. Dropping a body that is not at its end closes its connection. Takes @error. */
static void
give_back (ChlHttpExchange *self,
           GTask           *task,
           GError          *error)
{
  clear_sources (self);
  if (error != NULL)
    g_cancellable_cancel (self->stopper);
  g_clear_object (&self->body);
  log_end (self, error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&self->answer),
                           (GDestroyNotify) chl_http_answer_unref);
}

/* Ends the call with what stopped it from here, or else with what the transport says. */
static void
give_back_transport_error (ChlHttpExchange *self,
                           GTask           *task,
                           const GError    *error)
{
  if (self->error != NULL)
    give_back (self, task, g_steal_pointer (&self->error));
  else
    give_back (self, task,
               chl_http_trouble_from_transport (error, self->uri, self->stage,
                                                self->certificate_flags));
}

static void
give_back_answer (ChlHttpExchange *self,
                  GTask           *task)
{
  if (self->gathered != NULL)
    chl_http_answer_take_body (self->answer,
                               g_byte_array_free_to_bytes (g_steal_pointer (&self->gathered)));
  give_back (self, task, NULL);
}

/* --- The body --- */

static gboolean
is_failure (ChlHttpExchange *self)
{
  return chl_http_answer_get_status (self->answer) >= 400;
}

/* Returns FALSE when the body is to be read no further. */
static gboolean
take_piece (ChlHttpExchange *self,
            GBytes          *piece,
            GError         **error)
{
  gsize       length;
  const char *bytes = g_bytes_get_data (piece, &length);
  gsize       received;

  self->heard_us = chl_clock_get_monotonic_us (self->clock);
  chl_http_answer_add_received (self->answer, length);
  received = (gsize) chl_http_answer_get_received_bytes (self->answer);

  if (is_failure (self))
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

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) piece = NULL;
  g_autoptr(GError) error = NULL;
  ChlHttpExchange *self = g_task_get_task_data (task);

  piece = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  if (self->error != NULL)
    give_back (self, task, g_steal_pointer (&self->error));
  else if (piece == NULL && is_failure (self))
    give_back_answer (self, task); /* the status says enough */
  else if (piece == NULL)
    give_back_transport_error (self, task, error);
  else if (g_bytes_get_size (piece) == 0)
    give_back_answer (self, task);
  else if (take_piece (self, piece, &error))
    read_next (self, g_steal_pointer (&task));
  else if (error != NULL)
    give_back (self, task, g_steal_pointer (&error));
  else
    give_back_answer (self, task);
}

/* Takes @task. */
static void
read_next (ChlHttpExchange *self,
           GTask           *task)
{
  /* The caller may have called it off from inside one of its functions. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    cancelled_cb (NULL, self);
  g_input_stream_read_bytes_async (self->body, READ_BYTES, G_PRIORITY_DEFAULT, self->stopper,
                                   read_cb, task);
}

/* --- The answer's head --- */

/* A stream was asked for as it is; unpacking it here would hold its small pieces back. */
static gboolean
is_packed (ChlHttpExchange *self)
{
  const char *encoding = chl_http_answer_get_header (self->answer, "Content-Encoding");

  return encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0;
}

static gboolean
check_head (ChlHttpExchange *self,
            GError         **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

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

/* Takes @task. */
static void
begin_body (ChlHttpExchange *self,
            GTask           *task)
{
  GError *error = NULL;

  if (is_failure (self))
    {
      self->gathered = g_byte_array_new ();
      start_timer (self, ERROR_BODY_MS, error_body_cb);
    }
  else if (check_head (self, &error))
    {
      if (self->funcs.piece == NULL)
        self->gathered = g_byte_array_new ();
      start_timer (self, self->idle_timeout_ms, idle_cb);
    }
  else
    {
      give_back (self, task, error);
      g_object_unref (task);
      return;
    }

  read_next (self, task);
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  ChlHttpExchange *self = g_task_get_task_data (task);
  guint            status;

  self->body = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->body == NULL || self->error != NULL)
    {
      give_back_transport_error (self, task, error);
      return;
    }

  status = soup_message_get_status (self->message);
  if (status >= 300 && status < 400)
    {
      give_back (self, task, chl_http_trouble_from_redirect (self->message));
      return;
    }

  self->heard_us = chl_clock_get_monotonic_us (self->clock);
  self->answer = chl_http_answer_new (self->message);
  chl_http_answer_set_sent (self->answer, (gint64) self->sent_bytes);
  reach (self, CHL_HTTP_READING);
  begin_body (self, g_steal_pointer (&task));
}

/* --- The connection --- */

static void
guard (ChlHttpExchange *self,
       GIOStream       *stream)
{
  GError *error = NULL;

  if (self->must_be_near &&
      !chl_http_guard_connection (g_uri_get_host (self->uri), stream, &error))
    stop (self, error);
}

static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *stream,
                  gpointer           user_data)
{
  ChlHttpExchange *self = user_data;

  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVING:
      /* Not before: with all connections to a host taken, a call waits in line without a fault. */
      if (!self->is_connecting)
        start_timer (self, self->connect_timeout_ms, silence_cb);
      self->is_connecting = TRUE;
      return;

    case G_SOCKET_CLIENT_CONNECTING:
      reach (self, CHL_HTTP_CONNECTING);
      guard (self, stream);
      return;

    case G_SOCKET_CLIENT_CONNECTED:
      guard (self, stream);
      return;

    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
      reach (self, CHL_HTTP_SECURING);
      return;

    case G_SOCKET_CLIENT_RESOLVED:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
    case G_SOCKET_CLIENT_COMPLETE:
      return;
    }
}

static gboolean
certificate_cb (SoupMessage         *message,
                GTlsCertificate     *certificate,
                GTlsCertificateFlags flags,
                gpointer             user_data)
{
  ChlHttpExchange *self = user_data;

  self->certificate_flags = flags;

  return FALSE;
}

/* The connection stands, new or kept from before, and the request goes out. */
static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  ChlHttpExchange *self = user_data;

  reach (self, CHL_HTTP_WAITING);
  start_timer (self, self->answer_timeout_ms, silence_cb);
}

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

/* Takes @task. */
static void
send (ChlHttpExchange *self,
      GTask           *task)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);

  chl_headers_foreach (self->headers, add_plain_header, headers);
  chl_headers_foreach (self->headers, add_secret_header, headers);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->stopper,
                           send_cb, task);
}

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  ChlHttpExchange *self = g_task_get_task_data (task);
  GList           *addresses;

  addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);
  if (addresses == NULL || self->error != NULL)
    give_back_transport_error (self, task, error);
  else if (!chl_http_guard_addresses (g_uri_get_host (self->uri), addresses, &error))
    give_back (self, task, g_steal_pointer (&error));
  else
    send (self, g_steal_pointer (&task));
  g_resolver_free_addresses (addresses);
}

/**
 * chl_http_exchange_new:
 * @uri: where it goes
 * @call: the request; what is needed of it is kept
 * @funcs: (nullable): what the caller wants to hear
 * @funcs_data: closure
 * @clock: measures the time-outs
 * @crowd: the list of all that are on their way
 *
 * Returns: (transfer full): a call that has not begun
 */
ChlHttpExchange *
chl_http_exchange_new (GUri               *uri,
                       ChlHttpCall        *call,
                       const ChlHttpFuncs *funcs,
                       gpointer            funcs_data,
                       ChlClock           *clock,
                       GPtrArray          *crowd)
{
  ChlHttpExchange *self = g_new0 (ChlHttpExchange, 1);

  self->uri = g_uri_ref (uri);
  self->message = soup_message_new_from_uri (call->method, uri);
  self->headers = chl_headers_ref (call->headers);
  self->clock = g_object_ref (clock);
  self->crowd = g_ptr_array_ref (crowd);
  self->stopper = g_cancellable_new ();
  if (funcs != NULL)
    self->funcs = *funcs;
  self->funcs_data = funcs_data;
  self->connect_timeout_ms = call->connect_timeout_ms;
  self->answer_timeout_ms = call->answer_timeout_ms;
  self->idle_timeout_ms = call->idle_timeout_ms;
  self->total_timeout_ms = call->total_timeout_ms;
  self->max_body_bytes = call->max_body_bytes;

  soup_message_add_flags (self->message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (call->body != NULL)
    {
      self->sent_bytes = g_bytes_get_size (call->body);
      soup_message_set_request_body_from_bytes (self->message, "application/json", call->body);
    }
  if (self->funcs.piece != NULL)
    {
      soup_message_disable_feature (self->message, SOUP_TYPE_CONTENT_DECODER);
      soup_message_headers_replace (soup_message_get_request_headers (self->message),
                                    "Accept-Encoding", "identity");
    }
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (certificate_cb), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
  g_ptr_array_add (self->crowd, self);

  return self;
}

void
chl_http_exchange_free (ChlHttpExchange *self)
{
  clear_sources (self);
  g_ptr_array_remove_fast (self->crowd, self);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->body);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_clear_object (&self->stopper);
  g_clear_error (&self->error);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->headers, chl_headers_unref);
  g_clear_pointer (&self->crowd, g_ptr_array_unref);
  g_clear_pointer (&self->gathered, g_byte_array_unref);
  g_clear_pointer (&self->answer, chl_http_answer_unref);
  g_free (self);
}

/**
 * chl_http_exchange_run:
 * @self: a call that has not begun
 * @task: (transfer full): owns @self; gets a #ChlHttpAnswer
 * @session: what sends it
 * @must_be_near: whether it may go to this computer only
 * @is_known_near: whether the name itself says that it does
 */
void
chl_http_exchange_run (ChlHttpExchange *self,
                       GTask           *task,
                       SoupSession     *session,
                       gboolean         must_be_near,
                       gboolean         is_known_near)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GResolver) resolver = NULL;

  self->session = g_object_ref (session);
  self->must_be_near = must_be_near;
  self->begun_us = chl_clock_get_monotonic_us (self->clock);
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_main_context_get_thread_default ());
    }
  if (self->total_timeout_ms > 0)
    self->total_timer =
      chl_clock_add_timeout (self->clock, self->total_timeout_ms, total_cb, self);

  reach (self, CHL_HTTP_RESOLVING);
  if (!must_be_near || is_known_near)
    {
      send (self, task);
      return;
    }

  self->is_connecting = TRUE;
  start_timer (self, self->connect_timeout_ms, silence_cb);
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (self->uri), self->stopper,
                                   resolved_cb, task);
}

/**
 * chl_http_exchange_leave_network:
 * @self: a call on its way
 *
 * Ends it with %CHL_ERROR_NOT_LOCAL, unless it is one that goes to this computer only.
 */
void
chl_http_exchange_leave_network (ChlHttpExchange *self)
{
  GError *error = NULL;

  if (self->must_be_near)
    return;

  chl_http_guard_set_error (g_uri_get_host (self->uri), &error);
  stop (self, error);
}
