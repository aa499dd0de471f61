/* chl-messages-api.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-messages-api"

#include "config.h"

#include "chl-messages-api.h"

#include <string.h>

#include "chl-address.h"
#include "chl-json.h"

#define VERSION_PATH "/v1"

/* Rows of one page; the most that Anthropic's own server gives. Without it, it gives twenty.
 * Source: https://platform.claude.com/docs/en/api/models-list */
#define LIST_PATH "/models?limit=1000"

/* The version goes, what is asked behind it stays. */
static char *
strip_version (const char *base)
{
  GString *root = g_string_new (base);
  gsize    length = strcspn (base, "?");
  gsize    n = strlen (VERSION_PATH);

  if (length >= n && strncmp (base + length - n, VERSION_PATH, n) == 0)
    g_string_erase (root, (gssize) (length - n), (gssize) n);

  return g_string_free (root, FALSE);
}

/**
 * chl_messages_api_clean:
 * @text: what a person typed
 * @error: %CHL_ERROR_ADDRESS with a sentence
 *
 * Returns: (transfer full) (nullable): the base address, without the version
 */
char *
chl_messages_api_clean (const char *text,
                        GError    **error)
{
  g_autofree char *base = chl_address_clean (text, error);

  return base != NULL ? strip_version (base) : NULL;
}

/**
 * chl_messages_api_join:
 * @base: the base address, with the version or without
 * @path: of an operation, such as "/messages"
 *
 * Returns: (transfer full): the full address
 */
char *
chl_messages_api_join (const char *base,
                       const char *path)
{
  g_autofree char *root = NULL;
  g_autofree char *full_path = NULL;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  root = strip_version (base);
  full_path = g_strconcat (VERSION_PATH, path, NULL);

  return chl_address_join (root, full_path);
}

char *
chl_messages_api_normalize_endpoint (ChlProvider *provider,
                                     const char  *text,
                                     GError     **error)
{
  return chl_messages_api_clean (text, error);
}

char *
chl_messages_api_dup_url (ChlProvider *provider,
                          ChlOperation operation)
{
  const char *endpoint = chl_provider_get_endpoint (provider);

  if (endpoint == NULL)
    return NULL;
  if (operation == CHL_OPERATION_MODELS)
    return chl_messages_api_join (endpoint, LIST_PATH);
  if (operation == CHL_OPERATION_CHAT)
    return chl_messages_api_join (endpoint, "/messages");

  return NULL;
}

/* Source: https://platform.claude.com/docs/en/api/models-list */
char *
chl_messages_api_dup_next_url (ChlProvider *provider,
                               JsonNode    *root)
{
  const char      *last_id = chl_json_get_string (root, "/last_id");
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  gboolean         has_more = FALSE;

  if (!chl_json_get_boolean (root, "/has_more", &has_more) || !has_more || last_id == NULL)
    return NULL;

  escaped = g_uri_escape_string (last_id, NULL, FALSE);
  path = g_strconcat (LIST_PATH "&after_id=", escaped, NULL);

  return chl_messages_api_join (chl_provider_get_endpoint (provider), path);
}

/* No beta is asked for: nothing that we send needs one.
 * Source: https://platform.claude.com/docs/en/api/beta-headers */
void
chl_messages_api_add_headers (ChlProvider *provider,
                              ChlHeaders  *headers,
                              ChlOperation operation,
                              ChlSecret   *secret)
{
  chl_headers_set (headers, "anthropic-version", CHL_MESSAGES_VERSION);
  if (secret == NULL)
    return;

  if (g_strcmp0 (chl_provider_get_option (provider, "auth"), "bearer") == 0)
    chl_headers_set_secret (headers, "Authorization", "Bearer ", secret);
  else
    chl_headers_set_secret (headers, "x-api-key", "", secret);
}
