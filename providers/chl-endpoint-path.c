/* chl-endpoint-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-endpoint-path"

#include "config.h"

#include "chl-endpoint-path.h"

#include <string.h>

#include "chl-address.h"

/**
 * chl_endpoint_path_replace:
 * @base: what chl_address_clean() made, of a host that the family knows
 * @others: (array zero-terminated): what people paste behind it: "" for nothing, or where the same
 *   host speaks another protocol
 * @path: where it speaks the one that is meant
 *
 * Returns: (transfer full): @base with @path behind the host, if one of @others was there; a copy of
 *   it otherwise
 */
char *
chl_endpoint_path_replace (const char        *base,
                           const char *const *others,
                           const char        *path)
{
  g_autofree char *root = NULL;
  const char      *authority;
  gsize            length;

  g_return_val_if_fail (base != NULL && strstr (base, "://") != NULL, NULL);
  g_return_val_if_fail (others != NULL && path != NULL, NULL);

  authority = strstr (base, "://") + strlen ("://");
  length = strcspn (authority, "/?");
  if (!g_strv_contains (others, authority + length))
    return g_strdup (base);

  root = g_strndup (base, (gsize) (authority - base) + length);

  return chl_address_join (root, path);
}
