/* detour.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <gio/gio.h>
#include <string.h>

/*
 * Preloaded: what goes to models.dev goes to the server that CHL_DETOUR names instead. So the program
 * itself has no way to be sent elsewhere.
 */

#define HOST "models.dev"

typedef struct _SoupMessage SoupMessage;

SoupMessage *soup_message_new_from_uri (const char *method,
                                        GUri       *uri);

__attribute__ ((visibility ("default"))) SoupMessage *
soup_message_new_from_uri (const char *method,
                           GUri       *uri)
{
  SoupMessage *(*real) (const char *, GUri *) = dlsym (RTLD_NEXT, "soup_message_new_from_uri");
  const char      *detour = g_getenv ("CHL_DETOUR");
  g_autofree char *address = NULL;
  g_autoptr(GUri) other = NULL;

  if (detour == NULL || g_strcmp0 (g_uri_get_host (uri), HOST) != 0)
    return real (method, uri);

  address = g_strconcat (detour, g_uri_get_path (uri), NULL);
  other = g_uri_parse (address, g_uri_get_flags (uri), NULL);

  return real (method, other);
}
