/* chl-http-guard.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-http-guard"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-http-guard.h"

#include "chl-error.h"

/**
 * chl_http_guard_set_error:
 * @host: where the call wanted to go
 * @error: set to %CHL_ERROR_NOT_LOCAL
 */
void
chl_http_guard_set_error (const char *host,
                          GError    **error)
{
  g_set_error (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL,
               _("%s is another computer, and Chatelaine is set to stay on this one"), host);
}

/**
 * chl_http_guard_addresses:
 * @host: the name that was looked up
 * @addresses: (element-type GInetAddress): what it stands for
 * @error: %CHL_ERROR_NOT_LOCAL
 *
 * Returns: %TRUE if there is an address, and every one is of this computer
 */
gboolean
chl_http_guard_addresses (const char *host,
                          GList      *addresses,
                          GError    **error)
{
  gboolean is_near = addresses != NULL;

  for (GList *l = addresses; l != NULL; l = l->next)
    is_near &= g_inet_address_get_is_loopback (l->data);

  if (!is_near)
    chl_http_guard_set_error (host, error);

  return is_near;
}

static gboolean
is_near_connection (GSocketConnection *connection)
{
  g_autoptr(GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);

  /* A proxy on this computer would carry the call away. */
  if (!G_IS_INET_SOCKET_ADDRESS (address) || G_IS_PROXY_ADDRESS (address))
    return FALSE;

  return g_inet_address_get_is_loopback (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/**
 * chl_http_guard_connection:
 * @host: the name that was connected to
 * @stream: a connection that is about to be made, or has been
 * @error: %CHL_ERROR_NOT_LOCAL
 *
 * Names can stand for one address when they are looked up first and for another when they are
 * connected to. What does not lead to this computer is closed here, before a byte is sent.
 *
 * Returns: %TRUE if @stream leads to this computer
 */
gboolean
chl_http_guard_connection (const char *host,
                           GIOStream  *stream,
                           GError    **error)
{
  if (!G_IS_SOCKET_CONNECTION (stream) || is_near_connection (G_SOCKET_CONNECTION (stream)))
    return TRUE;

  (void) g_socket_close (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)), NULL);
  chl_http_guard_set_error (host, error);

  return FALSE;
}
