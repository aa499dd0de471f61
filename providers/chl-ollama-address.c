/* chl-ollama-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ollama-address"

#include "config.h"

#include "chl-ollama-address.h"

#include <gio/gio.h>
#include <string.h>

#include "chl-address.h"

#define PORT "11434"
#define CLOUD "ollama.com"

/* What people paste behind the root, longest first; a version alone is among them. */
static const char *const endings[] = {
  "/api/generate",
  "/api/version",
  "/api/embed",
  "/api/chat",
  "/api/tags",
  "/api/show",
  "/api/pull",
  "/api/ps",
  "/api",
  "/v1",
};

/* Without the blanks and quotes that come along when a line of a shell is copied. */
static char *
trim (const char *text)
{
  const char *start = text + strspn (text, " \t\r\n\"'`");
  gsize       length = strlen (start);

  while (length > 0 && strchr (" \t\r\n\"'`", start[length - 1]) != NULL)
    length--;

  return g_strndup (start, length);
}

/* Servers are told to listen at these; asked they are at another address. */
static const char *
get_reachable_host (const char *host)
{
  if (*host == '\0' || g_str_equal (host, "::"))
    return "localhost";
  if (g_str_equal (host, "0.0.0.0"))
    return "127.0.0.1";

  return host;
}

/* Takes apart what stands before the path; a port that is none is left for others to refuse. */
static void
split_authority (const char *authority,
                 char      **out_host,
                 char      **out_port)
{
  const char *colon = strrchr (authority, ':');

  if (g_hostname_is_ip_address (authority))
    {
      *out_host = g_strdup (authority);
      return;
    }

  if (*authority == '[' && strchr (authority, ']') != NULL)
    {
      const char *end = strchr (authority, ']');

      *out_host = g_strndup (authority + 1, (gsize) (end - authority - 1));
      *out_port = end[1] == ':' && end[2] != '\0' ? g_strdup (end + 2) : NULL;
      return;
    }

  *out_host = colon != NULL ? g_strndup (authority, (gsize) (colon - authority))
                            : g_strdup (authority);
  *out_port = colon != NULL && colon[1] != '\0' ? g_strdup (colon + 1) : NULL;
}

/* The text with a scheme, a host that can be reached, and the port that is meant without one. */
static char *
complete (const char *text)
{
  const char      *separator = strstr (text, "://");
  const char      *rest = separator != NULL ? separator + 3 : text;
  gsize            length = strcspn (rest, "/?#");
  g_autofree char *authority = g_strndup (rest, length);
  g_autofree char *host = NULL;
  g_autofree char *port = NULL;
  g_autofree char *scheme = NULL;
  const char      *reachable;
  gboolean         is_bare;

  split_authority (authority, &host, &port);
  reachable = *host == '\0' && separator != NULL ? host : get_reachable_host (host);
  is_bare = strchr (reachable, ':') != NULL;

  if (separator != NULL)
    scheme = g_strndup (text, (gsize) (separator - text));
  else if (g_ascii_strcasecmp (reachable, CLOUD) == 0 && port == NULL)
    scheme = g_strdup ("https");
  else
    {
      scheme = g_strdup ("http");
      if (port == NULL)
        port = g_strdup (PORT);
    }

  return g_strdup_printf ("%s://%s%s%s%s%s%s", scheme, is_bare ? "[" : "", reachable,
                          is_bare ? "]" : "", port != NULL ? ":" : "", port != NULL ? port : "",
                          rest + length);
}

/**
 * chl_ollama_address_normalize:
 * @text: what a person typed, or what the variable OLLAMA_HOST holds
 * @error: return location for %CHL_ERROR_ADDRESS with a sentence for that person
 *
 * Reads an address as Ollama reads it: without a scheme it is http at port 11434, with one the
 * scheme's own port; an address to listen at stands for the one to ask at. What is pasted behind
 * the root, `/v1` and `/api` among it, is cut off.
 *
 * Returns: (transfer full) (nullable): the root of the server
 *
 * Source: https://github.com/ollama/ollama/blob/main/envconfig/config.go
 */
char *
chl_ollama_address_normalize (const char *text,
                              GError    **error)
{
  g_autofree char *trimmed = trim (text);
  g_autofree char *full = *trimmed != '\0' ? complete (trimmed) : g_strdup ("");
  g_autofree char *clean = chl_address_clean (full, error);

  for (guint i = 0; clean != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (clean, endings[i]))
      {
        clean[strlen (clean) - strlen (endings[i])] = '\0';
        break;
      }

  return g_steal_pointer (&clean);
}
