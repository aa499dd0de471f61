/* chl-relay-gate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-relay-gate"

#include "chl-relay-gate.h"

#include <string.h>

/* Read strictly: what two readers could understand in two ways is refused. */
typedef struct
{
  char    *host;         /* (owned) (nullable) */
  char    *origin;       /* (owned) (nullable) */
  gboolean wants_socket; /* Upgrade: websocket */
  GString *kept;         /* (owned) the headers that are handed on */
} Headers;

static void
headers_clear (Headers *headers)
{
  g_clear_pointer (&headers->host, g_free);
  g_clear_pointer (&headers->origin, g_free);
  if (headers->kept != NULL)
    g_string_free (g_steal_pointer (&headers->kept), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Headers, headers_clear)

/* How long it takes says nothing about how much of the token was right. */
static gboolean
is_same_token (const char *given,
               const char *token)
{
  guint8 difference = 0;

  for (gsize i = 0; i < CHL_RELAY_TOKEN_LENGTH; i++)
    difference |= (guint8) (given[i] ^ token[i]);

  return difference == 0;
}

/* The path behind the token, with its slash, or NULL. */
static const char *
strip_token (const char *path,
             const char *token)
{
  if (strlen (path) < CHL_RELAY_TOKEN_LENGTH + 2 ||
      path[0] != '/' ||
      path[CHL_RELAY_TOKEN_LENGTH + 1] != '/')
    return NULL;

  if (!is_same_token (path + 1, token))
    return NULL;

  return path + CHL_RELAY_TOKEN_LENGTH + 1;
}

/* (transfer full) (nullable) the request line as it is handed on */
static char *
rewrite_request_line (const char *line,
                      const char *token)
{
  g_auto(GStrv) words = g_strsplit (line, " ", -1);
  const char *path;

  if (g_strv_length (words) != 3 ||
      !g_str_equal (words[0], "GET") ||
      !(g_str_equal (words[2], "HTTP/1.1") || g_str_equal (words[2], "HTTP/1.0")))
    return NULL;

  for (const char *c = words[1]; *c != '\0'; c++)
    {
      if (!g_ascii_isgraph (*c))
        return NULL;
    }

  if ((path = strip_token (words[1], token)) == NULL)
    return NULL;

  return g_strdup_printf ("GET %s %s\r\n", path, words[2]);
}

static gboolean
is_header_name (const char *name)
{
  if (*name == '\0')
    return FALSE;

  for (; *name != '\0'; name++)
    {
      if (!g_ascii_isalnum (*name) && strchr ("!#$%&'*+-.^_`|~", *name) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_once (char      **place,
           const char *value)
{
  if (*place != NULL)
    return FALSE;

  *place = g_strdup (value);
  return TRUE;
}

/* A request here has no body; one that announces a body could hide a second request in it. */
static gboolean
read_header (Headers    *headers,
             const char *line)
{
  const char      *colon = strchr (line, ':');
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (colon == NULL)
    return FALSE;

  name = g_ascii_strdown (line, colon - line);
  value = g_strstrip (g_strdup (colon + 1));
  if (!is_header_name (name))
    return FALSE;

  if (g_str_equal (name, "content-length") || g_str_equal (name, "transfer-encoding"))
    return FALSE;

  if (g_str_equal (name, "host") && !take_once (&headers->host, value))
    return FALSE;

  if (g_str_equal (name, "origin") && !take_once (&headers->origin, value))
    return FALSE;

  if (g_str_equal (name, "upgrade"))
    headers->wants_socket = g_ascii_strcasecmp (value, "websocket") == 0;
  else if (!g_str_equal (name, "connection") && !g_str_equal (name, "keep-alive"))
    g_string_append_printf (headers->kept, "%s\r\n", line);

  return TRUE;
}

static gboolean
is_own_host (const char *host,
             guint16     port)
{
  g_autofree char *by_number = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *by_name = g_strdup_printf ("localhost:%u", port);

  return host != NULL &&
         (g_str_equal (host, by_number) || g_ascii_strcasecmp (host, by_name) == 0);
}

static gboolean
is_own_origin (const char *origin,
               const char *host)
{
  g_autofree char *own = g_strconcat ("http://", host, NULL);

  return origin == NULL || g_ascii_strcasecmp (origin, own) == 0;
}

static gboolean
has_only_text (const char *bytes,
               gsize       n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    {
      guchar c = (guchar) bytes[i];

      if (c == '\r' && i + 1 < n_bytes && bytes[i + 1] == '\n')
        i++;
      else if ((c < 0x20 && c != '\t') || c == 0x7f)
        return FALSE;
    }

  return TRUE;
}

/* @lines: the lines of a complete head, without its empty line */
static ChlRelayVerdict
judge_lines (const char *token,
             guint16     port,
             GStrv       lines,
             GString    *head)
{
  g_autofree char *request = NULL;
  g_auto(Headers) headers = { 0 };

  headers.kept = g_string_new (NULL);

  if ((request = rewrite_request_line (lines[0], token)) == NULL)
    return CHL_RELAY_REFUSE;

  for (gsize i = 1; lines[i] != NULL; i++)
    {
      if (!read_header (&headers, lines[i]))
        return CHL_RELAY_REFUSE;
    }

  if (!is_own_host (headers.host, port) || !is_own_origin (headers.origin, headers.host))
    return CHL_RELAY_REFUSE;

  g_string_append (head, request);
  g_string_append_len (head, headers.kept->str, headers.kept->len);
  if (headers.wants_socket)
    g_string_append (head, "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  else
    g_string_append (head, "Connection: close\r\n\r\n");

  return headers.wants_socket ? CHL_RELAY_SOCKET : CHL_RELAY_PAGE;
}

/**
 * chl_relay_gate_judge:
 * @token: what the path must begin with, %CHL_RELAY_TOKEN_LENGTH characters
 * @port: the port that is listened on
 * @bytes: what came so far on this connection
 * @n_bytes: how many
 * @head: (out caller-allocates): empty; gets the head to hand on when the request passes
 *
 * Decides about the first request of a connection. It passes if it is a GET without a body, its
 * path begins with the token, its Host is this relay by number or by name, and its Origin, if it
 * has one, is that same host: so neither another page in the same browser nor a name that was
 * pointed at the loopback address gets through, even with a token that leaked. The token is taken
 * out of the path, and a plain request is made to close its connection, so that each further
 * request has to come through here again. Bytes behind the head are nobody's and never handed on.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9112 (framing),
 * https://www.rfc-editor.org/rfc/rfc6455#section-4.1 (handshake),
 * https://www.rfc-editor.org/rfc/rfc6454#section-7 (Origin)
 *
 * Returns: the verdict
 */
ChlRelayVerdict
chl_relay_gate_judge (const char *token,
                      guint16     port,
                      const char *bytes,
                      gsize       n_bytes,
                      GString    *head)
{
  const char      *end;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_return_val_if_fail (token != NULL, CHL_RELAY_REFUSE);
  g_return_val_if_fail (strlen (token) == CHL_RELAY_TOKEN_LENGTH, CHL_RELAY_REFUSE);
  g_return_val_if_fail (bytes != NULL || n_bytes == 0, CHL_RELAY_REFUSE);
  g_return_val_if_fail (head != NULL && head->len == 0, CHL_RELAY_REFUSE);

  if (n_bytes == 0)
    return CHL_RELAY_MORE;

  end = memmem (bytes, MIN (n_bytes, CHL_RELAY_HEAD_BYTES), "\r\n\r\n", 4);
  if (end == NULL)
    return n_bytes >= CHL_RELAY_HEAD_BYTES ? CHL_RELAY_REFUSE : CHL_RELAY_MORE;

  if (!has_only_text (bytes, (gsize) (end - bytes)))
    return CHL_RELAY_REFUSE;

  text = g_strndup (bytes, (gsize) (end - bytes));
  lines = g_strsplit (text, "\r\n", -1);

  return lines[0] == NULL ? CHL_RELAY_REFUSE : judge_lines (token, port, lines, head);
}
