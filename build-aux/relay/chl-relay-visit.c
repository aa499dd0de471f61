/* chl-relay-visit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-relay-visit"

#include "chl-relay-visit.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "chl-relay-gate.h"

/* A browser sends its request at once; who dawdles only holds a place. */
#define HEAD_SECONDS 10

/* What is read and thrown away after a refusal, so that closing does not swallow the answer. */
#define DRAIN_BYTES (1024 * 1024)

#define REFUSAL "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
#define SWITCHING "HTTP/1.1 101"

typedef struct
{
  GSocketConnection *client;      /* (owned) (not nullable) */
  GSocketConnection *display;     /* (owned) (nullable) until connected */
  GSocketAddress    *address;     /* (owned) (not nullable) of the display */
  GCancellable      *cancellable; /* (owned) (not nullable) ends everything this visit does */
  GCancellable      *outer;       /* (owned) (nullable) the caller's */
  gulong             outer_id;
  char              *token; /* (owned) (not nullable) */
  guint16            port;
  GByteArray        *received; /* (owned) (not nullable) */
  GString           *head;     /* (owned) (not nullable) */
  gsize              drained_bytes;
  guint              deadline_id;
  guint              n_splices;
  gboolean           wants_socket;
  char               buffer[4096];
} Visit;

static void
visit_free (Visit *visit)
{
  if (visit->outer != NULL)
    g_cancellable_disconnect (visit->outer, visit->outer_id);
  g_clear_handle_id (&visit->deadline_id, g_source_remove);
  g_clear_object (&visit->client);
  g_clear_object (&visit->display);
  g_clear_object (&visit->address);
  g_clear_object (&visit->cancellable);
  g_clear_object (&visit->outer);
  g_clear_pointer (&visit->token, g_free);
  g_clear_pointer (&visit->received, g_byte_array_unref);
  g_string_free (visit->head, TRUE);
  g_free (visit);
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static gboolean
deadline_cb (gpointer user_data)
{
  Visit *visit = user_data;

  visit->deadline_id = 0;
  g_cancellable_cancel (visit->cancellable);

  return G_SOURCE_REMOVE;
}

static GInputStream *
input_of (GSocketConnection *connection)
{
  return g_io_stream_get_input_stream (G_IO_STREAM (connection));
}

static GOutputStream *
output_of (GSocketConnection *connection)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (connection));
}

static void
end_visit (GTask  *task,
           GError *error)
{
  Visit *visit = g_task_get_task_data (task);

  g_io_stream_close (G_IO_STREAM (visit->client), NULL, NULL);
  if (visit->display != NULL)
    g_io_stream_close (G_IO_STREAM (visit->display), NULL, NULL);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
drain_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Visit *visit = g_task_get_task_data (task);
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (n_bytes <= 0 || (visit->drained_bytes += (gsize) n_bytes) > DRAIN_BYTES)
    {
      end_visit (task, NULL);
      return;
    }

  g_input_stream_read_async (input_of (visit->client), visit->buffer, sizeof visit->buffer,
                             G_PRIORITY_DEFAULT, visit->cancellable, drain_cb,
                             g_steal_pointer (&task));
}

static void
refused_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Visit *visit = g_task_get_task_data (task);

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    {
      end_visit (task, g_steal_pointer (&error));
      return;
    }

  g_socket_shutdown (g_socket_connection_get_socket (visit->client), FALSE, TRUE, NULL);
  g_input_stream_read_async (input_of (visit->client), visit->buffer, sizeof visit->buffer,
                             G_PRIORITY_DEFAULT, visit->cancellable, drain_cb,
                             g_steal_pointer (&task));
}

static void
splice_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Visit *visit = g_task_get_task_data (task);

  /* How either side ended is of no interest: it ended, and so does the other. */
  g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, NULL);
  g_cancellable_cancel (visit->cancellable);

  if (--visit->n_splices == 0)
    end_visit (task, NULL);
}

static void
start_splice (GTask             *task,
              GSocketConnection *to,
              GSocketConnection *from)
{
  Visit *visit = g_task_get_task_data (task);

  visit->n_splices++;
  g_output_stream_splice_async (output_of (to), input_of (from), G_OUTPUT_STREAM_SPLICE_NONE,
                                G_PRIORITY_DEFAULT, visit->cancellable, splice_cb,
                                g_object_ref (task));
}

static void
answer_sent_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Visit   *visit = g_task_get_task_data (task);
  gboolean is_switched;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    {
      end_visit (task, g_steal_pointer (&error));
      return;
    }

  /* Only a display that took up the protocol gets to see what else the browser sends: what
   * would be a second request to any other display never reaches it. */
  is_switched = visit->received->len >= strlen (SWITCHING) &&
                memcmp (visit->received->data, SWITCHING, strlen (SWITCHING)) == 0;

  start_splice (task, visit->client, visit->display);
  if (is_switched)
    start_splice (task, visit->display, visit->client);
}

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Visit *visit = g_task_get_task_data (task);
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n_bytes < 0)
    {
      end_visit (task, g_steal_pointer (&error));
      return;
    }

  g_byte_array_append (visit->received, (const guint8 *) visit->buffer, (guint) n_bytes);
  if (n_bytes > 0 && visit->received->len < strlen (SWITCHING))
    g_input_stream_read_async (input_of (visit->display), visit->buffer, sizeof visit->buffer,
                               G_PRIORITY_DEFAULT, visit->cancellable, answer_cb,
                               g_steal_pointer (&task));
  else
    g_output_stream_write_all_async (output_of (visit->client), visit->received->data,
                                     visit->received->len, G_PRIORITY_DEFAULT,
                                     visit->cancellable, answer_sent_cb,
                                     g_steal_pointer (&task));
}

static void
head_sent_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Visit *visit = g_task_get_task_data (task);

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    {
      end_visit (task, g_steal_pointer (&error));
      return;
    }

  g_clear_handle_id (&visit->deadline_id, g_source_remove);
  g_byte_array_set_size (visit->received, 0);

  if (visit->wants_socket)
    g_input_stream_read_async (input_of (visit->display), visit->buffer, sizeof visit->buffer,
                               G_PRIORITY_DEFAULT, visit->cancellable, answer_cb,
                               g_steal_pointer (&task));
  else
    start_splice (task, visit->client, visit->display);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Visit *visit = g_task_get_task_data (task);

  visit->display = g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, &error);
  if (visit->display == NULL)
    {
      end_visit (task, g_steal_pointer (&error));
      return;
    }

  g_output_stream_write_all_async (output_of (visit->display), visit->head->str,
                                   visit->head->len, G_PRIORITY_DEFAULT, visit->cancellable,
                                   head_sent_cb, g_steal_pointer (&task));
}

static void
head_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketClient) socket_client = g_socket_client_new ();
  Visit *visit = g_task_get_task_data (task);
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n_bytes <= 0)
    {
      end_visit (task, g_steal_pointer (&error));
      return;
    }

  g_byte_array_append (visit->received, (const guint8 *) visit->buffer, (guint) n_bytes);

  switch (chl_relay_gate_judge (visit->token, visit->port, (const char *) visit->received->data,
                                visit->received->len, visit->head))
    {
    case CHL_RELAY_MORE:
      g_input_stream_read_async (input_of (visit->client), visit->buffer, sizeof visit->buffer,
                                 G_PRIORITY_DEFAULT, visit->cancellable, head_cb,
                                 g_steal_pointer (&task));
      return;

    case CHL_RELAY_SOCKET:
      visit->wants_socket = TRUE;
      G_GNUC_FALLTHROUGH;

    case CHL_RELAY_PAGE:
      g_socket_client_set_enable_proxy (socket_client, FALSE);
      g_socket_client_connect_async (socket_client, G_SOCKET_CONNECTABLE (visit->address),
                                     visit->cancellable, connected_cb, g_steal_pointer (&task));
      return;

    case CHL_RELAY_REFUSE:
      break;
    }

  g_output_stream_write_all_async (output_of (visit->client), REFUSAL, strlen (REFUSAL),
                                   G_PRIORITY_DEFAULT, visit->cancellable, refused_cb,
                                   g_steal_pointer (&task));
}

/**
 * chl_relay_visit_async:
 * @client: a connection that was just accepted
 * @display: where the display's own server listens
 * @token: what paths must begin with
 * @port: the port that is listened on
 * @cancellable: (nullable): ends the visit
 * @callback: called when both sides are closed
 * @user_data: for @callback
 *
 * Serves one connection: reads its request, lets chl_relay_gate_judge() decide and either
 * refuses with a bare 403 or hands bytes to and fro until one side ends.
 */
void
chl_relay_visit_async (GSocketConnection  *client,
                       GSocketAddress     *display,
                       const char         *token,
                       guint16             port,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Visit *visit;

  g_return_if_fail (G_IS_SOCKET_CONNECTION (client));
  g_return_if_fail (G_IS_SOCKET_ADDRESS (display));
  g_return_if_fail (token != NULL);

  visit = g_new0 (Visit, 1);
  visit->client = g_object_ref (client);
  visit->address = g_object_ref (display);
  visit->cancellable = g_cancellable_new ();
  visit->token = g_strdup (token);
  visit->port = port;
  visit->received = g_byte_array_new ();
  visit->head = g_string_new (NULL);
  visit->deadline_id = g_timeout_add_seconds (HEAD_SECONDS, deadline_cb, visit);
  if (g_set_object (&visit->outer, cancellable))
    visit->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                             g_object_ref (visit->cancellable), g_object_unref);

  task = g_task_new (client, NULL, callback, user_data);
  g_task_set_source_tag (task, chl_relay_visit_async);
  g_task_set_task_data (task, visit, (GDestroyNotify) visit_free);

  /* Broadway sends many small messages; each is wanted at once. */
  g_socket_set_option (g_socket_connection_get_socket (client), IPPROTO_TCP, TCP_NODELAY, 1, NULL);

  g_input_stream_read_async (input_of (client), visit->buffer, sizeof visit->buffer,
                             G_PRIORITY_DEFAULT, visit->cancellable, head_cb,
                             g_steal_pointer (&task));
}

/**
 * chl_relay_visit_finish:
 * @client: the connection
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: %TRUE if it ended in order, %FALSE with the input or output error that ended it
 */
gboolean
chl_relay_visit_finish (GSocketConnection *client,
                        GAsyncResult      *result,
                        GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_relay_visit_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
