/* chl-relay.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-relay"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/random.h>

#include "chl-relay-gate.h"
#include "chl-relay-visit.h"

/* One person's browser needs a handful. */
#define MAX_VISITS 64

typedef struct
{
  GMainLoop      *loop;                              /* (owned) (not nullable) */
  GSocketAddress *display;                           /* (owned) (not nullable) */
  char            token[CHL_RELAY_TOKEN_LENGTH + 1]; /* made anew at each start */
  guint16         port;
  guint           n_visits;
} Relay;

static gboolean
make_token (char *token)
{
  guint8 bytes[CHL_RELAY_TOKEN_LENGTH / 2];

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    return FALSE;

  for (gsize i = 0; i < sizeof bytes; i++)
    g_snprintf (token + 2 * i, 3, "%02x", bytes[i]);

  return TRUE;
}

static void
visit_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Relay *relay = user_data;

  chl_relay_visit_finish (G_SOCKET_CONNECTION (object), result, NULL);
  relay->n_visits--;
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  Relay *relay = user_data;

  if (relay->n_visits == MAX_VISITS)
    return TRUE;

  relay->n_visits++;
  chl_relay_visit_async (connection, relay->display, relay->token, relay->port, NULL, visit_cb,
                         relay);

  return TRUE;
}

static gboolean
stop_cb (gpointer user_data)
{
  Relay *relay = user_data;

  g_main_loop_quit (relay->loop);

  return G_SOURCE_CONTINUE;
}

static gboolean
listen_on_loopback (GSocketService *service,
                    guint16         wanted,
                    guint16        *port,
                    GError        **error)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, wanted);
  g_autoptr(GSocketAddress) effective = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                      &effective, error))
    return FALSE;

  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  return TRUE;
}

static int
serve (const char *socket_path,
       guint16     port)
{
  g_autoptr(GSocketService) service = g_socket_service_new ();
  g_autoptr(GSocketAddress) display = g_unix_socket_address_new (socket_path);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  Relay relay = { .loop = loop, .display = display };

  if (!make_token (relay.token))
    {
      g_printerr ("chatelaine-relay: there is no randomness to be had\n");
      return EXIT_FAILURE;
    }

  if (!listen_on_loopback (service, port, &relay.port, &error))
    {
      g_printerr ("chatelaine-relay: %s\n", error->message);
      return EXIT_FAILURE;
    }

  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), &relay);
  g_unix_signal_add (SIGTERM, stop_cb, &relay);
  g_unix_signal_add (SIGINT, stop_cb, &relay);

  g_print ("http://127.0.0.1:%u/%s/\n", relay.port, relay.token);
  fflush (stdout);

  g_socket_service_start (service);
  g_main_loop_run (loop);
  g_socket_service_stop (service);

  return EXIT_SUCCESS;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *socket_path = NULL;
  int              port = 0;
  gboolean         dies_with_parent = FALSE;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "socket", 's', 0, G_OPTION_ARG_FILENAME, &socket_path,
      "Unix socket on which gtk4-broadwayd serves", "PATH" },
    { "port", 'p', 0, G_OPTION_ARG_INT, &port,
      "Port on 127.0.0.1, 0 for any that is free", "PORT" },
    { "die-with-parent", 0, 0, G_OPTION_ARG_NONE, &dies_with_parent,
      "End when the program that started this one does", NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("- guards a Broadway display");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("chatelaine-relay: %s\n", error->message);
      return 2;
    }

  if (socket_path == NULL || port < 0 || port > G_MAXUINT16 || argc > 1)
    {
      g_printerr ("chatelaine-relay: --socket PATH is needed, and a port is 0 to 65535\n");
      return 2;
    }

  if (dies_with_parent)
    prctl (PR_SET_PDEATHSIG, SIGTERM);

  return serve (socket_path, (guint16) port);
}
