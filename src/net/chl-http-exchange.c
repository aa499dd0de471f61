/* chl-http-exchange.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-http"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-http-exchange.h"

#include "chl-error.h"
#include "chl-http-guard.h"
#include "chl-http-intake.h"
#include "chl-http-message.h"
#include "chl-http-tally.h"
#include "chl-http-timer.h"
#include "chl-http-trouble.h"

#define READ_BYTES 16384

/* Whoever says "100 Continue" more often than that keeps libsoup, and with it us, busy for ever. */
#define MAX_INFORMATIONAL 16

struct _ChlHttpExchange
{
  SoupSession         *session;     /* (owned) (nullable) from run on */
  SoupMessage         *message;     /* (owned) (not nullable) */
  GUri                *uri;         /* (owned) (not nullable) */
  ChlHeaders          *headers;     /* (owned) (not nullable) */
  ChlHttpTimer        *timer;       /* (owned) (not nullable) */
  GPtrArray           *crowd;       /* (owned) (element-type ChlHttpExchange) all on their way */
  GCancellable        *stopper;     /* (owned) (not nullable) ends the transport */
  GCancellable        *cancellable; /* (owned) (nullable) the caller's */
  GSource             *cancelled;   /* (owned) (nullable) hears the caller's cancellation */
  GError              *error;       /* (owned) (nullable) why it was stopped from here */
  GInputStream        *body;        /* (owned) (nullable) */
  ChlHttpIntake       *intake;      /* (owned) (not nullable) */
  ChlHttpTally        *tally;       /* (owned) (not nullable) */
  ChlHttpStage         stage;
  GTlsCertificateFlags certificate_flags;
  gboolean             must_be_near;
  guint                n_informational;
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
  if (stage <= self->stage || g_cancellable_is_cancelled (self->stopper) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;

  self->stage = stage;
  chl_http_intake_reach (self->intake, stage);
}

static void
waited_cb (ChlHttpWait wait,
           gint64      limit_ms,
           gpointer    user_data)
{
  ChlHttpExchange *self = user_data;
  GError          *error = NULL;

  switch (wait)
    {
    case CHL_HTTP_WAIT_CONNECT:
      error = chl_http_trouble_from_silence (self->uri, self->stage, limit_ms);
      break;

    case CHL_HTTP_WAIT_ANSWER:
      error = chl_http_trouble_from_silence (self->uri, CHL_HTTP_WAITING, limit_ms);
      break;

    case CHL_HTTP_WAIT_BYTE:
      error = chl_http_trouble_from_silence (self->uri, CHL_HTTP_READING, limit_ms);
      break;

    case CHL_HTTP_WAIT_TOTAL:
      error = chl_http_trouble_from_length (self->uri, limit_ms);
      break;

    case CHL_HTTP_WAIT_ERROR:
      /* What is there of an error's body must do. */
      g_cancellable_cancel (self->stopper);
      return;
    }

  stop (self, error);
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
  chl_http_timer_stop (self->timer);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
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
  chl_http_tally_end (self->tally, chl_http_intake_get_received_bytes (self->intake),
                      chl_http_timer_get_spent_ms (self->timer), error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, chl_http_intake_end (self->intake),
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

/* --- The body --- */

/* The caller can have called it off without the main context knowing yet. */
static void
note_cancellation (ChlHttpExchange *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    cancelled_cb (NULL, self);
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
  chl_http_timer_hear (self->timer);
  note_cancellation (self);
  if (self->error != NULL)
    give_back (self, task, g_steal_pointer (&self->error));
  else if (piece == NULL && chl_http_intake_is_failure (self->intake))
    give_back (self, task, NULL); /* the status says enough */
  else if (piece == NULL)
    give_back_transport_error (self, task, error);
  else if (g_bytes_get_size (piece) == 0)
    give_back (self, task, NULL);
  else if (chl_http_intake_take (self->intake, piece, &error))
    read_next (self, g_steal_pointer (&task));
  else
    give_back (self, task, g_steal_pointer (&error));
}

/* Takes @task. */
static void
read_next (ChlHttpExchange *self,
           GTask           *task)
{
  note_cancellation (self);
  g_input_stream_read_bytes_async (self->body, READ_BYTES, G_PRIORITY_DEFAULT, self->stopper,
                                   read_cb, task);
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
  if (self->stage < CHL_HTTP_WAITING)
    {
      /* The request never went out: this is what a proxy says to the wish for a connection. */
      give_back (self, task, chl_http_trouble_from_proxy (self->uri, status));
      return;
    }
  if (chl_http_message_is_redirect (self->message))
    {
      give_back (self, task, chl_http_trouble_from_redirect (self->message));
      return;
    }

  chl_http_intake_begin (self->intake, self->message);
  reach (self, CHL_HTTP_READING);
  note_cancellation (self);
  if (chl_http_intake_is_failure (self->intake))
    chl_http_timer_start (self->timer, CHL_HTTP_WAIT_ERROR);
  else
    chl_http_timer_start (self->timer, CHL_HTTP_WAIT_BYTE);

  if (self->error == NULL && !chl_http_intake_is_failure (self->intake) &&
      !chl_http_intake_check (self->intake, self->message, &error))
    give_back (self, task, g_steal_pointer (&error));
  else
    read_next (self, g_steal_pointer (&task));
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
      if (!chl_http_timer_is_running (self->timer, CHL_HTTP_WAIT_CONNECT))
        chl_http_timer_start (self->timer, CHL_HTTP_WAIT_CONNECT);
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

  chl_http_tally_begin (self->tally);
  reach (self, CHL_HTTP_WAITING);
  chl_http_timer_start (self->timer, CHL_HTTP_WAIT_ANSWER);
}

static void
informed_cb (SoupMessage *message,
             gpointer     user_data)
{
  ChlHttpExchange *self = user_data;

  if (++self->n_informational > MAX_INFORMATIONAL)
    stop (self, chl_http_trouble_from_chatter (self->uri));
}

/* Takes @task. */
static void
send (ChlHttpExchange *self,
      GTask           *task)
{
  chl_http_message_add_headers (self->message, self->headers);
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
 * @http: whose call it is; outlives the exchange
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
chl_http_exchange_new (ChlHttp            *http,
                       GUri               *uri,
                       ChlHttpCall        *call,
                       const ChlHttpFuncs *funcs,
                       gpointer            funcs_data,
                       ChlClock           *clock,
                       GPtrArray          *crowd)
{
  ChlHttpExchange *self = g_new0 (ChlHttpExchange, 1);

  self->uri = g_uri_ref (uri);
  self->message = chl_http_message_new (uri, call, funcs != NULL && funcs->piece != NULL);
  self->tally = chl_http_tally_new (http, self->message, call);
  self->timer = chl_http_timer_new (clock, call, waited_cb, self);
  self->headers = chl_headers_ref (call->headers);
  self->crowd = g_ptr_array_ref (crowd);
  self->stopper = g_cancellable_new ();
  self->intake = chl_http_intake_new (uri, call, funcs, funcs_data);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (certificate_cb), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect (self->message, "got-informational", G_CALLBACK (informed_cb), self);
  g_ptr_array_add (self->crowd, self);

  return self;
}

void
chl_http_exchange_free (ChlHttpExchange *self)
{
  clear_sources (self);
  g_clear_pointer (&self->timer, chl_http_timer_free);
  g_ptr_array_remove_fast (self->crowd, self);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->body);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->stopper);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->headers, chl_headers_unref);
  g_clear_pointer (&self->crowd, g_ptr_array_unref);
  g_clear_pointer (&self->intake, chl_http_intake_free);
  g_clear_pointer (&self->tally, chl_http_tally_free);
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
  g_autoptr(GResolver) resolver = NULL;

  self->session = g_object_ref (session);
  self->must_be_near = must_be_near;
  if (g_task_get_cancellable (task) != NULL)
    {
      self->cancellable = g_object_ref (g_task_get_cancellable (task));
      self->cancelled = g_cancellable_source_new (self->cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_main_context_get_thread_default ());
    }
  chl_http_timer_start (self->timer, CHL_HTTP_WAIT_TOTAL);

  chl_http_intake_reach (self->intake, CHL_HTTP_RESOLVING);
  if (!must_be_near || is_known_near)
    {
      send (self, task);
      return;
    }

  chl_http_timer_start (self->timer, CHL_HTTP_WAIT_CONNECT);
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
