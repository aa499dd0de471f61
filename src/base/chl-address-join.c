/* chl-address-join.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-address-join"

#include "config.h"

#include <string.h>

#include "chl-address.h"

/* Longest first. */
static const char *const versions[] = { "/api/v0", "/api/v1", "/api", "/v1" };

/* An address as what stands before its query, and the query with its question mark. */
static char *
split_query (const char  *address,
             const char **out_query)
{
  gsize length = strcspn (address, "?");

  *out_query = address + length;
  return g_strndup (address, length);
}

/**
 * chl_address_join:
 * @base: a cleaned address
 * @path: what comes behind it, with or without a slash; may have a query
 *
 * Puts exactly one slash between the two. The query of @base stays.
 *
 * Returns: (transfer full): the address
 */
char *
chl_address_join (const char *base,
                  const char *path)
{
  g_autoptr(GString) out = NULL;
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;
  const char      *base_query;
  const char      *path_query;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  head = split_query (base, &base_query);
  while (*path == '/')
    path++;
  tail = split_query (path, &path_query);

  out = g_string_new (head);
  if (*tail != '\0')
    {
      while (out->len > 0 && out->str[out->len - 1] == '/')
        g_string_truncate (out, out->len - 1);
      g_string_append_c (out, '/');
      g_string_append (out, tail);
    }
  g_string_append (out, base_query);
  if (*path_query != '\0')
    {
      g_string_append_c (out, *base_query != '\0' ? '&' : '?');
      g_string_append (out, path_query + 1);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * chl_address_strip_version:
 * @base: a cleaned address
 *
 * The root of a runtime that serves several APIs under one address: without a "/v1", "/api",
 * "/api/v0" or "/api/v1" at the end.
 *
 * Returns: (transfer full): the address
 */
char *
chl_address_strip_version (const char *base)
{
  g_autoptr(GString) out = NULL;
  g_autofree char *head = NULL;
  const char      *query;

  g_return_val_if_fail (base != NULL, NULL);

  head = split_query (base, &query);
  out = g_string_new (head);
  while (out->len > 0 && out->str[out->len - 1] == '/')
    g_string_truncate (out, out->len - 1);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (g_str_has_suffix (out->str, versions[i]))
      {
        g_string_truncate (out, out->len - strlen (versions[i]));
        break;
      }
  g_string_append (out, query);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
