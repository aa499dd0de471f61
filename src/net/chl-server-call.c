/* chl-server-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-server-call"

#include "config.h"

#include "chl-server-call.h"

struct _ChlServerCall
{
  GObject parent_instance;

  SoupServerMessage *message;  /* (owned) (not nullable) */
  GPtrArray         *crowd;    /* (owned) (element-type ChlServerCall) all that are alive */
  GBytes            *body;     /* (owned) (not nullable) of the request */
  GSource           *watch;    /* (owned) (nullable) hears the client leave */
  guint              n_unsent; /* pieces that were written and are not out yet */
  gboolean           is_begun;
  gboolean           is_ended;
  gboolean           is_closed;
  gboolean           is_cut; /* as soon as all is out */
};

G_DEFINE_FINAL_TYPE (ChlServerCall, chl_server_call, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CLOSED,
} ChlServerCallSignal;

static guint signals[SIGNAL_CLOSED + 1];

static void
clear_watch (ChlServerCall *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
}

static void
chl_server_call_dispose (GObject *object)
{
  ChlServerCall *self = CHL_SERVER_CALL (object);

  /* Let go unanswered: the client must not wait for ever. */
  if (!self->is_ended && !self->is_closed)
    {
      self->is_cut = FALSE;
      if (self->is_begun)
        chl_server_call_end (self);
      else
        chl_server_call_answer (self, 500, "text/plain", "", 0);
    }
  clear_watch (self);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_ptr_array_remove_fast (self->crowd, self);

  G_OBJECT_CLASS (chl_server_call_parent_class)->dispose (object);
}

static void
chl_server_call_finalize (GObject *object)
{
  ChlServerCall *self = CHL_SERVER_CALL (object);

  g_clear_object (&self->message);
  g_clear_pointer (&self->crowd, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);

  G_OBJECT_CLASS (chl_server_call_parent_class)->finalize (object);
}

static void
chl_server_call_class_init (ChlServerCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_server_call_dispose;
  object_class->finalize = chl_server_call_finalize;

  /**
   * ChlServerCall::closed:
   *
   * The client is gone, or all was sent. Emitted once.
   */
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chl_server_call_init (ChlServerCall *self)
{
}

static void
message_over_cb (SoupServerMessage *message,
                 gpointer           user_data)
{
  chl_server_call_close (CHL_SERVER_CALL (user_data));
}

/* libsoup finds the connection closed when it writes, and clears up. */
static void
give_up (ChlServerCall *self)
{
  chl_server_call_close (self);
  if (self->is_ended)
    return;

  self->is_ended = TRUE;
  if (self->is_begun)
    soup_message_body_complete (soup_server_message_get_response_body (self->message));
  else
    soup_server_message_set_status (self->message, 500, NULL);
  soup_server_message_unpause (self->message);
}

static void
drop (ChlServerCall *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  if (socket != NULL)
    (void) g_socket_shutdown (socket, TRUE, TRUE, NULL);
  give_up (self);
}

static void
piece_is_out_cb (SoupServerMessage *message,
                 gpointer           user_data)
{
  ChlServerCall *self = CHL_SERVER_CALL (user_data);

  if (self->n_unsent > 0)
    self->n_unsent--;
  if (self->n_unsent == 0 && self->is_cut && !self->is_closed)
    drop (self);
}

/* While a message is paused libsoup does not read, and so does not hear its client leave. */
static gboolean
watch_cb (GSocket     *socket,
          GIOCondition condition,
          gpointer     user_data)
{
  g_autoptr(ChlServerCall) self = g_object_ref (CHL_SERVER_CALL (user_data));
  char         byte;
  GInputVector vector = { &byte, 1 };
  int          flags = G_SOCKET_MSG_PEEK;
  gssize       n_read;
  g_autoptr(GError) error = NULL;

  n_read = g_socket_receive_message (socket, NULL, &vector, 1, NULL, NULL, &flags, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;

  clear_watch (self);
  if (n_read > 0 || self->is_closed)
    return G_SOURCE_REMOVE; /* the next request already: it is still there */

  give_up (self);

  return G_SOURCE_REMOVE;
}

/**
 * chl_server_call_new:
 * @message: a request that is in whole
 * @crowd: (element-type ChlServerCall): the list of all calls that are alive
 *
 * Returns: (transfer full): the call; @message waits for its answer
 */
ChlServerCall *
chl_server_call_new (SoupServerMessage *message,
                     GPtrArray         *crowd)
{
  ChlServerCall *self = g_object_new (CHL_TYPE_SERVER_CALL, NULL);
  GSocket       *socket = soup_server_message_get_socket (message);

  self->message = g_object_ref (message);
  self->crowd = g_ptr_array_ref (crowd);
  self->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_ptr_array_add (self->crowd, self);
  g_signal_connect_object (message, "finished", G_CALLBACK (message_over_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (message, "wrote-chunk", G_CALLBACK (piece_is_out_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (message, "disconnected", G_CALLBACK (message_over_cb), self,
                           G_CONNECT_DEFAULT);
  soup_server_message_pause (message);
  if (socket != NULL)
    {
      self->watch = g_socket_create_source (socket, G_IO_IN | G_IO_HUP | G_IO_ERR, NULL);
      g_source_set_callback (self->watch, G_SOURCE_FUNC (watch_cb), self, NULL);
      g_source_attach (self->watch, g_main_context_get_thread_default ());
    }

  return self;
}

/**
 * chl_server_call_close:
 * @self: a call
 *
 * Nothing can be written any more. Tells those who listen, the first time.
 */
void
chl_server_call_close (ChlServerCall *self)
{
  g_autoptr(ChlServerCall) guard = g_object_ref (self);

  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  clear_watch (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

const char *
chl_server_call_get_method (ChlServerCall *self)
{
  g_return_val_if_fail (CHL_IS_SERVER_CALL (self), NULL);

  return soup_server_message_get_method (self->message);
}

/**
 * chl_server_call_get_path:
 * @self: a call
 *
 * Returns: the path that was asked for, without its query
 */
const char *
chl_server_call_get_path (ChlServerCall *self)
{
  g_return_val_if_fail (CHL_IS_SERVER_CALL (self), NULL);

  return g_uri_get_path (soup_server_message_get_uri (self->message));
}

/**
 * chl_server_call_get_header:
 * @self: a call
 * @name: a field's name; case does not matter
 *
 * Returns: (nullable): its value
 */
const char *
chl_server_call_get_header (ChlServerCall *self,
                            const char    *name)
{
  g_return_val_if_fail (CHL_IS_SERVER_CALL (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return soup_message_headers_get_list (soup_server_message_get_request_headers (self->message),
                                        name);
}

/**
 * chl_server_call_get_body:
 * @self: a call
 *
 * Returns: (transfer none): the body of the request, empty where there is none
 */
GBytes *
chl_server_call_get_body (ChlServerCall *self)
{
  g_return_val_if_fail (CHL_IS_SERVER_CALL (self), NULL);

  return self->body;
}

gboolean
chl_server_call_is_closed (ChlServerCall *self)
{
  g_return_val_if_fail (CHL_IS_SERVER_CALL (self), TRUE);

  return self->is_closed;
}

/**
 * chl_server_call_set_header:
 * @self: a call that was neither begun nor answered
 * @name: a field's name
 * @value: its value
 *
 * Sets a field of the answer.
 */
void
chl_server_call_set_header (ChlServerCall *self,
                            const char    *name,
                            const char    *value)
{
  g_return_if_fail (CHL_IS_SERVER_CALL (self));
  g_return_if_fail (!self->is_begun && !self->is_ended);

  if (!self->is_closed)
    soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name,
                                  value);
}

/**
 * chl_server_call_answer:
 * @self: a call that was not begun
 * @status: the HTTP status
 * @content_type: the media type
 * @body: the whole body
 * @length: its length in bytes, or -1 if it ends with a zero
 *
 * Answers all at once.
 */
void
chl_server_call_answer (ChlServerCall *self,
                        guint          status,
                        const char    *content_type,
                        const char    *body,
                        gssize         length)
{
  g_return_if_fail (CHL_IS_SERVER_CALL (self));
  g_return_if_fail (!self->is_begun && !self->is_ended);
  g_return_if_fail (content_type != NULL);
  g_return_if_fail (body != NULL);

  self->is_ended = TRUE;
  if (self->is_closed)
    return;

  soup_server_message_set_status (self->message, status, NULL);
  soup_server_message_set_response (self->message, content_type, SOUP_MEMORY_COPY, body,
                                    length < 0 ? strlen (body) : (gsize) length);
  soup_server_message_unpause (self->message);
}

/**
 * chl_server_call_begin:
 * @self: a call
 * @status: the HTTP status
 * @content_type: the media type
 *
 * Begins an answer whose body is written piece by piece.
 */
void
chl_server_call_begin (ChlServerCall *self,
                       guint          status,
                       const char    *content_type)
{
  SoupMessageHeaders *headers;

  g_return_if_fail (CHL_IS_SERVER_CALL (self));
  g_return_if_fail (!self->is_begun && !self->is_ended);
  g_return_if_fail (content_type != NULL);

  self->is_begun = TRUE;
  if (self->is_closed)
    return;

  headers = soup_server_message_get_response_headers (self->message);
  soup_server_message_set_status (self->message, status, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Content-Type", content_type);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
  soup_server_message_unpause (self->message);
}

/**
 * chl_server_call_write:
 * @self: a call that was begun
 * @bytes: the next piece of the body
 * @length: its length in bytes, or -1 if it ends with a zero
 *
 * Sends a piece. With the client gone it does nothing.
 */
void
chl_server_call_write (ChlServerCall *self,
                       const char    *bytes,
                       gssize         length)
{
  gsize size;

  g_return_if_fail (CHL_IS_SERVER_CALL (self));
  g_return_if_fail (self->is_begun);
  g_return_if_fail (bytes != NULL);

  size = length < 0 ? strlen (bytes) : (gsize) length;
  if (self->is_closed || self->is_ended || self->is_cut || size == 0)
    return;

  self->n_unsent++;
  soup_message_body_append (soup_server_message_get_response_body (self->message),
                            SOUP_MEMORY_COPY, bytes, size);
  soup_server_message_unpause (self->message);
}

/**
 * chl_server_call_end:
 * @self: a call that was begun
 *
 * Ends the body.
 */
void
chl_server_call_end (ChlServerCall *self)
{
  g_return_if_fail (CHL_IS_SERVER_CALL (self));
  g_return_if_fail (self->is_begun);

  if (self->is_ended || self->is_cut)
    return;

  self->is_ended = TRUE;
  if (self->is_closed)
    return;

  soup_message_body_complete (soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);
}

/**
 * chl_server_call_cut:
 * @self: a call
 *
 * Drops the connection in the middle of the answer, as soon as what was written is out.
 */
void
chl_server_call_cut (ChlServerCall *self)
{
  g_return_if_fail (CHL_IS_SERVER_CALL (self));

  if (self->is_closed || self->is_ended || self->is_cut)
    return;

  self->is_cut = TRUE;
  if (self->n_unsent == 0)
    drop (self);
}
