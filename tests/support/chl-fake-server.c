/* chl-fake-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fake-server"

#include "config.h"

#include "chl-fake-server.h"

#include "chl-fake-connection.h"

#define ANY_PATH "*"

struct _ChlFakeServer
{
  GObject parent_instance;

  GSocketService   *service;     /* (owned) (nullable) NULL once stopped */
  GInetAddress     *address;     /* (owned) (not nullable) */
  GHashTable       *scripts;     /* (owned) (element-type utf8 GQueue) answers by path */
  GPtrArray        *connections; /* (owned) (element-type ChlFakeConnection) open ones */
  GPtrArray        *requests;    /* (owned) (element-type ChlFakeRequest) */
  ChlFakeServerFunc func;        /* (nullable) */
  gpointer          func_data;   /* (unowned) */
  guint16           port;
  guint             n_connections;
};

G_DEFINE_FINAL_TYPE (ChlFakeServer, chl_fake_server, G_TYPE_OBJECT)

static void
free_queue (gpointer data)
{
  g_queue_free_full (data, g_object_unref);
}

static void
chl_fake_server_dispose (GObject *object)
{
  chl_fake_server_stop (CHL_FAKE_SERVER (object));

  G_OBJECT_CLASS (chl_fake_server_parent_class)->dispose (object);
}

static void
chl_fake_server_finalize (GObject *object)
{
  ChlFakeServer *self = CHL_FAKE_SERVER (object);

  g_clear_object (&self->address);
  g_hash_table_unref (self->scripts);
  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->requests);

  G_OBJECT_CLASS (chl_fake_server_parent_class)->finalize (object);
}

static void
chl_fake_server_class_init (ChlFakeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_fake_server_dispose;
  object_class->finalize = chl_fake_server_finalize;
}

static void
chl_fake_server_init (ChlFakeServer *self)
{
  self->scripts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_queue);
  self->connections = g_ptr_array_new_with_free_func (chl_fake_connection_unref);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_fake_request_free);
}

/* Takes the next answer for @path; the last one stays. */
static ChlFakeAnswer *
take_answer (ChlFakeServer *self,
             const char    *path)
{
  g_autofree char *bare = g_strndup (path, strcspn (path, "?"));
  GQueue          *queue = g_hash_table_lookup (self->scripts, bare);

  if (queue == NULL)
    queue = g_hash_table_lookup (self->scripts, ANY_PATH);
  if (queue == NULL)
    {
      ChlFakeAnswer *answer = chl_fake_answer_new (404, CHL_FAKE_LENGTH);

      chl_fake_answer_add_header (answer, "Content-Type", "application/json");
      chl_fake_answer_add_text (answer, "{\"error\":{\"message\":\"nothing is scripted here\"}}");
      return answer;
    }

  return queue->length > 1 ? g_queue_pop_head (queue) : g_object_ref (queue->head->data);
}

static ChlFakeAnswer *
request_cb (ChlFakeConnection *connection,
            ChlFakeRequest    *request,
            gpointer           user_data)
{
  ChlFakeServer *self = user_data;

  g_ptr_array_add (self->requests, request);
  if (self->func != NULL)
    self->func (self, request, self->func_data);

  return take_answer (self, chl_fake_request_get_path (request));
}

static void
closed_cb (ChlFakeConnection *connection,
           ChlFakeRequest    *request,
           gpointer           user_data)
{
  ChlFakeServer *self = user_data;

  if (request != NULL)
    {
      chl_fake_request_set_left (request);
      if (self->func != NULL)
        self->func (self, request, self->func_data);
    }
  g_ptr_array_remove_fast (self->connections, connection);
}

static const ChlFakeConnectionFuncs connection_funcs = { request_cb, closed_cb };

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *stream,
             GObject           *source,
             gpointer           user_data)
{
  ChlFakeServer *self = user_data;

  self->n_connections++;
  g_ptr_array_add (self->connections, chl_fake_connection_new (stream, &connection_funcs, self));

  return TRUE;
}

/**
 * chl_fake_server_new:
 *
 * Returns: (transfer full): a server on 127.0.0.1 and any free port
 */
ChlFakeServer *
chl_fake_server_new (void)
{
  g_autoptr(GError) error = NULL;
  ChlFakeServer *self = chl_fake_server_new_at ("127.0.0.1", 0, &error);

  if (self == NULL)
    g_error ("No server on loopback: %s", error->message);

  return self;
}

/**
 * chl_fake_server_new_at:
 * @address: 127.0.0.1 or ::1, and nothing else
 * @port: the port, or 0 for any free one
 * @error: a #GIOError
 *
 * Returns: (transfer full) (nullable): a server, or %NULL if the port or the family is not there
 */
ChlFakeServer *
chl_fake_server_new_at (const char *address,
                        guint16     port,
                        GError    **error)
{
  g_autoptr(ChlFakeServer) self = g_object_new (CHL_TYPE_FAKE_SERVER, NULL);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GSocketAddress) actual = NULL;

  self->address = g_inet_address_new_from_string (address);
  g_return_val_if_fail (self->address != NULL, NULL);
  g_return_val_if_fail (g_inet_address_get_is_loopback (self->address), NULL);

  self->service = g_socket_service_new ();
  bound = g_inet_socket_address_new (self->address, port);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), bound,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &actual,
                                      error))
    return NULL;

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (actual));
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_DEFAULT);
  g_socket_service_start (self->service);

  return g_steal_pointer (&self);
}

guint16
chl_fake_server_get_port (ChlFakeServer *self)
{
  g_return_val_if_fail (CHL_IS_FAKE_SERVER (self), 0);

  return self->port;
}

/**
 * chl_fake_server_dup_address:
 * @self: a server
 * @path: a path with its slash
 *
 * Returns: (transfer full): the whole URL of @path here
 */
char *
chl_fake_server_dup_address (ChlFakeServer *self,
                             const char    *path)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (CHL_IS_FAKE_SERVER (self), NULL);

  host = g_inet_address_to_string (self->address);
  if (g_inet_address_get_family (self->address) == G_SOCKET_FAMILY_IPV6)
    return g_strdup_printf ("http://[%s]:%u%s", host, self->port, path);

  return g_strdup_printf ("http://%s:%u%s", host, self->port, path);
}

/**
 * chl_fake_server_stop:
 * @self: a server
 *
 * Closes the port and every connection, and waits until nothing of it is left in the main context.
 */
void
chl_fake_server_stop (ChlFakeServer *self)
{
  g_return_if_fail (CHL_IS_FAKE_SERVER (self));

  if (self->service == NULL)
    return;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  for (guint i = 0; i < self->connections->len; i++)
    chl_fake_connection_close (g_ptr_array_index (self->connections, i));
  g_ptr_array_set_size (self->connections, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/**
 * chl_fake_server_stop_accepting:
 * @self: a server
 *
 * From now on the port is open, and nobody comes to the door.
 */
void
chl_fake_server_stop_accepting (ChlFakeServer *self)
{
  g_return_if_fail (CHL_IS_FAKE_SERVER (self));

  g_socket_service_stop (self->service);
}

/**
 * chl_fake_server_set_func:
 * @self: a server
 * @func: (nullable) (scope forever): told of each request, and of each client that leaves early
 * @user_data: closure
 */
void
chl_fake_server_set_func (ChlFakeServer    *self,
                          ChlFakeServerFunc func,
                          gpointer          user_data)
{
  g_return_if_fail (CHL_IS_FAKE_SERVER (self));

  self->func = func;
  self->func_data = user_data;
}

/**
 * chl_fake_server_add:
 * @self: a server
 * @path: (nullable): the path that is answered, without a query; %NULL: every other one
 * @status: the HTTP status
 * @framing: how the body ends
 *
 * Returns: (transfer none): one more answer for @path, to be filled
 */
ChlFakeAnswer *
chl_fake_server_add (ChlFakeServer *self,
                     const char    *path,
                     guint          status,
                     ChlFakeFraming framing)
{
  ChlFakeAnswer *answer;
  GQueue        *queue;

  g_return_val_if_fail (CHL_IS_FAKE_SERVER (self), NULL);

  if (path == NULL)
    path = ANY_PATH;
  if (!(queue = g_hash_table_lookup (self->scripts, path)))
    {
      queue = g_queue_new ();
      g_hash_table_insert (self->scripts, g_strdup (path), queue);
    }
  answer = chl_fake_answer_new (status, framing);
  g_queue_push_tail (queue, answer);

  return answer;
}

/**
 * chl_fake_server_add_json:
 * @self: a server
 * @path: (nullable): see chl_fake_server_add()
 * @status: the HTTP status
 * @json: the body
 *
 * Returns: (transfer none): an answer with a JSON body
 */
ChlFakeAnswer *
chl_fake_server_add_json (ChlFakeServer *self,
                          const char    *path,
                          guint          status,
                          const char    *json)
{
  ChlFakeAnswer *answer = chl_fake_server_add (self, path, status, CHL_FAKE_LENGTH);

  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_text (answer, json);

  return answer;
}

/**
 * chl_fake_server_add_events:
 * @self: a server
 * @path: (nullable): see chl_fake_server_add()
 *
 * Returns: (transfer none): an event stream without events, to be filled
 */
ChlFakeAnswer *
chl_fake_server_add_events (ChlFakeServer *self,
                            const char    *path)
{
  ChlFakeAnswer *answer = chl_fake_server_add (self, path, 200, CHL_FAKE_CHUNKED);

  chl_fake_answer_add_header (answer, "Content-Type", "text/event-stream");

  return answer;
}

/* Forgets what it was told to say to @path. */
void
chl_fake_server_forget (ChlFakeServer *self,
                        const char    *path)
{
  g_return_if_fail (CHL_IS_FAKE_SERVER (self));
  g_return_if_fail (path != NULL);

  g_hash_table_remove (self->scripts, path);
}

/**
 * chl_fake_server_open_gate:
 * @self: a server
 *
 * Lets every answer that waits at a gate go on.
 */
void
chl_fake_server_open_gate (ChlFakeServer *self)
{
  g_autoptr(GPtrArray) connections = NULL;

  g_return_if_fail (CHL_IS_FAKE_SERVER (self));

  connections = g_ptr_array_copy (self->connections, chl_fake_connection_ref, NULL);
  g_ptr_array_set_free_func (connections, chl_fake_connection_unref);
  for (guint i = 0; i < connections->len; i++)
    chl_fake_connection_open_gate (g_ptr_array_index (connections, i));
}

guint
chl_fake_server_get_n_connections (ChlFakeServer *self)
{
  g_return_val_if_fail (CHL_IS_FAKE_SERVER (self), 0);

  return self->n_connections;
}

guint
chl_fake_server_get_n_open (ChlFakeServer *self)
{
  g_return_val_if_fail (CHL_IS_FAKE_SERVER (self), 0);

  return self->connections->len;
}

guint
chl_fake_server_get_n_requests (ChlFakeServer *self)
{
  g_return_val_if_fail (CHL_IS_FAKE_SERVER (self), 0);

  return self->requests->len;
}

/**
 * chl_fake_server_get_request:
 * @self: a server
 * @index: which, in the order of their coming
 *
 * Returns: (transfer none): the request; it lives as long as @self
 */
ChlFakeRequest *
chl_fake_server_get_request (ChlFakeServer *self,
                             guint          index)
{
  g_return_val_if_fail (CHL_IS_FAKE_SERVER (self), NULL);
  g_return_val_if_fail (index < self->requests->len, NULL);

  return g_ptr_array_index (self->requests, index);
}
