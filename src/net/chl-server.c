/* chl-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-server"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-server.h"

#include "chl-error.h"
#include "chl-server-call.h"

#define MAX_BODY_BYTES (64 * 1024 * 1024)
#define RECEIVED_KEY "chl-received" /* bytes of the body so far, on the message */

struct _ChlServer
{
  GObject parent_instance;

  SoupServer    *server; /* (owned) (nullable) NULL while nobody listens */
  GPtrArray     *crowd;  /* (owned) (element-type ChlServerCall) calls that are alive */
  ChlServerFunc  func;
  gpointer       func_data;    /* (owned) (nullable) */
  GDestroyNotify func_destroy; /* (nullable) */
  guint16        port;
};

G_DEFINE_FINAL_TYPE (ChlServer, chl_server, G_TYPE_OBJECT)

static void
chl_server_dispose (GObject *object)
{
  ChlServer *self = CHL_SERVER (object);

  chl_server_stop (self);
  if (self->func_destroy != NULL)
    g_clear_pointer (&self->func_data, self->func_destroy);

  G_OBJECT_CLASS (chl_server_parent_class)->dispose (object);
}

static void
chl_server_finalize (GObject *object)
{
  g_clear_pointer (&CHL_SERVER (object)->crowd, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_server_parent_class)->finalize (object);
}

static void
chl_server_class_init (ChlServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_server_dispose;
  object_class->finalize = chl_server_finalize;
}

static void
chl_server_init (ChlServer *self)
{
  self->crowd = g_ptr_array_new ();
}

/* libsoup answers once the body is in; it goes by without being kept. */
static void
refuse (SoupServerMessage *message,
        guint              status)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
}

/* A page in a browser reaches loopback too: its Host is its own, or it carries an Origin. */
static gboolean
is_for_us (ChlServer          *self,
           SoupMessageHeaders *headers)
{
  const char      *host = soup_message_headers_get_one (headers, "Host");
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_autofree char *name = g_strdup_printf ("localhost:%u", self->port);

  if (soup_message_headers_get_list (headers, "Origin") != NULL)
    return FALSE;

  return g_strcmp0 (host, address) == 0 || g_strcmp0 (host, name) == 0;
}

/* Counts a body whose length was not announced; what is too much is not kept. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  gpointer         known = g_object_get_data (G_OBJECT (message), RECEIVED_KEY);
  gsize            received = GPOINTER_TO_SIZE (known) + g_bytes_get_size (chunk);

  g_object_set_data (G_OBJECT (message), RECEIVED_KEY, GSIZE_TO_POINTER (received));
  if (received > MAX_BODY_BYTES)
    {
      soup_message_body_set_accumulate (body, FALSE);
      soup_message_body_truncate (body);
    }
}

/* The headers are in, the body is not. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  ChlServer          *self = CHL_SERVER (user_data);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (!is_for_us (self, headers))
    refuse (message, 403);
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
           soup_message_headers_get_content_length (headers) > MAX_BODY_BYTES)
    refuse (message, 413);
  else
    g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self,
                             G_CONNECT_DEFAULT);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  ChlServer *self = CHL_SERVER (user_data);
  g_autoptr(ChlServerCall) call = NULL;

  if (soup_server_message_get_status (message) != 0)
    return;
  if (GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), RECEIVED_KEY)) > MAX_BODY_BYTES)
    {
      refuse (message, 413);
      return;
    }

  call = chl_server_call_new (message, self->crowd);
  self->func (call, self->func_data);
}

/**
 * chl_server_new:
 * @func: (scope notified) (closure user_data) (destroy destroy): answers requests
 * @user_data: closure
 * @destroy: (nullable): frees @user_data
 *
 * Returns: (transfer full): a server that does not listen yet
 */
ChlServer *
chl_server_new (ChlServerFunc  func,
                gpointer       user_data,
                GDestroyNotify destroy)
{
  ChlServer *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (CHL_TYPE_SERVER, NULL);
  self->func = func;
  self->func_data = user_data;
  self->func_destroy = destroy;

  return self;
}

/**
 * chl_server_listen:
 * @self: a server that does not listen
 * @port: the port, or 0 for any free one
 * @error: %CHL_ERROR_NETWORK if the port is taken
 *
 * Listens on 127.0.0.1, and on nothing else.
 *
 * Returns: %TRUE if it listens
 */
gboolean
chl_server_listen (ChlServer *self,
                   guint16    port,
                   GError   **error)
{
  g_autoptr(SoupServer) server = NULL;
  g_autoptr(GError) local_error = NULL;
  GSList *uris;

  g_return_val_if_fail (CHL_IS_SERVER (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  server = soup_server_new (NULL, NULL);
  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &local_error))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_NETWORK,
                   _("Port %u of this computer cannot be listened to: %s"), port,
                      local_error->message);
      return FALSE;
    }

  uris = soup_server_get_uris (server);
  self->port = (guint16) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  soup_server_add_early_handler (server, NULL, early_cb, self, NULL);
  soup_server_add_handler (server, NULL, request_cb, self, NULL);
  self->server = g_steal_pointer (&server);
  g_debug ("listening on 127.0.0.1 port %u", self->port);

  return TRUE;
}

/**
 * chl_server_stop:
 * @self: a server
 *
 * Listens no more and closes all calls.
 */
void
chl_server_stop (ChlServer *self)
{
  g_autoptr(GPtrArray) calls = NULL;

  g_return_if_fail (CHL_IS_SERVER (self));

  if (self->server == NULL)
    return;

  calls = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->crowd->len; i++)
    g_ptr_array_add (calls, g_object_ref (g_ptr_array_index (self->crowd, i)));
  for (guint i = 0; i < calls->len; i++)
    chl_server_call_close (g_ptr_array_index (calls, i));
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  self->port = 0;
}

/**
 * chl_server_get_port:
 * @self: a server
 *
 * Returns: where it listens, or 0 while it does not
 */
guint16
chl_server_get_port (ChlServer *self)
{
  g_return_val_if_fail (CHL_IS_SERVER (self), 0);

  return self->port;
}
