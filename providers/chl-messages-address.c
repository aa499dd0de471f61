/* chl-messages-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-messages-address"

#include "config.h"

#include "chl-messages-address.h"

#include <string.h>

#include "chl-address.h"
#include "chl-json.h"

#define VERSION_PATH "/v1"

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
 * chl_messages_address_clean:
 * @text: what a person typed
 * @error: %CHL_ERROR_ADDRESS with a sentence
 *
 * Returns: (transfer full) (nullable): the base address, without the version
 */
char *
chl_messages_address_clean (const char *text,
                            GError    **error)
{
  g_autofree char *base = chl_address_clean (text, error);

  return base != NULL ? strip_version (base) : NULL;
}

/**
 * chl_messages_address_join:
 * @base: the base address, with the version or without
 * @path: of an operation, such as "/messages"
 *
 * Returns: (transfer full): the full address
 */
char *
chl_messages_address_join (const char *base,
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

/**
 * chl_messages_address_dup_next:
 * @base: the base address, with the version or without
 * @root: (nullable): a page of the list
 *
 * Returns: (transfer full) (nullable): the address of the page behind it
 */
char *
chl_messages_address_dup_next (const char *base,
                               JsonNode   *root)
{
  const char      *last_id = chl_json_get_string (root, "/last_id");
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  gboolean         has_more = FALSE;

  g_return_val_if_fail (base != NULL, NULL);

  if (!chl_json_get_boolean (root, "/has_more", &has_more) || !has_more || last_id == NULL)
    return NULL;

  escaped = g_uri_escape_string (last_id, NULL, FALSE);
  path = g_strconcat (CHL_MESSAGES_LIST_PATH "&after_id=", escaped, NULL);

  return chl_messages_address_join (base, path);
}
