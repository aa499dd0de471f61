/* chl-local-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-local-address"

#include "config.h"

#include "chl-local-address.h"

#include <string.h>

#include "chl-address.h"
#include "chl-protocol-choice.h"

/* Servers are told to listen at these; asked they are at another address. */
static const char *
get_reachable_host (const char *host)
{
  if (g_str_equal (host, "::"))
    return "localhost";
  if (g_str_equal (host, "0.0.0.0"))
    return "127.0.0.1";

  return host;
}

/* With an address that can be asked at, and on this computer with the usual port if there is none. */
static char *
complete (const char *base,
          guint16     port)
{
  g_autoptr(GUri) uri = g_uri_parse (base, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *reachable;
  int         own_port;

  if (host == NULL)
    return g_strdup (base);

  reachable = get_reachable_host (host);
  own_port = g_uri_get_port (uri);
  if (own_port <= 0 && port > 0 && chl_address_is_loopback (reachable))
    own_port = port;

  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, reachable, own_port,
                     g_uri_get_path (uri), g_uri_get_query (uri), NULL);
}

/**
 * chl_local_address_normalize:
 * @text: what a person typed
 * @port: where such a runtime listens unless it was told otherwise
 * @endings: (array zero-terminated): what people paste behind the root, longest first
 * @error: return location for %CHL_ERROR_ADDRESS with a sentence for that person
 *
 * The root of a runtime that has several kinds of addresses beneath it. An address on this computer
 * that was typed without scheme and port is at the usual port; an address to listen at stands for
 * the one to ask at.
 *
 * Returns: (transfer full) (nullable): the root of the server
 */
char *
chl_local_address_normalize (const char        *text,
                             guint16            port,
                             const char *const *endings,
                             GError           **error)
{
  g_autofree char *clean = chl_address_clean (text, error);
  g_autofree char *full = NULL;

  if (clean == NULL)
    return NULL;

  full = complete (clean, strstr (text, "://") == NULL ? port : 0);
  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (full, endings[i]))
      {
        full[strlen (full) - strlen (endings[i])] = '\0';
        break;
      }

  return g_steal_pointer (&full);
}

/**
 * chl_local_address_dup_url:
 * @provider: a runtime whose endpoint is its root
 * @operation: what for
 *
 * Returns: (transfer full) (nullable): where it imitates OpenAI
 */
char *
chl_local_address_dup_url (ChlProvider *provider,
                           ChlOperation operation)
{
  static const char *const paths[] = {
    [CHL_OPERATION_MODELS] = "/v1/models",
    [CHL_OPERATION_CHAT] = "/v1/chat/completions",
    [CHL_OPERATION_COMPLETIONS] = "/v1/completions",
    [CHL_OPERATION_EMBEDDINGS] = "/v1/embeddings",
  };
  const char *path = operation < G_N_ELEMENTS (paths) ? paths[operation] : NULL;

  if (operation == CHL_OPERATION_CHAT &&
      chl_protocol_choice_get (provider) == CHL_PROTOCOL_OPENAI_RESPONSES)
    path = "/v1/responses";

  return path != NULL ? chl_address_join (chl_provider_get_endpoint (provider), path) : NULL;
}
