/* chl-tool-ids.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-tool-ids"

#include "config.h"

#include "chl-tool-ids.h"

#include <string.h>

#define SHORT_LENGTH 9
#define MAX_LENGTH 64
#define N_HASH_DIGITS 24

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

static gboolean
is_short_id (const char *id)
{
  return strlen (id) == SHORT_LENGTH && strspn (id, alphabet) == SHORT_LENGTH;
}

static gboolean
is_common_id (const char *id)
{
  gsize length = strlen (id);

  for (gsize i = 0; i < length; i++)
    if (strchr (alphabet, id[i]) == NULL && id[i] != '_' && id[i] != '-')
      return FALSE;

  return length > 0 && length <= MAX_LENGTH;
}

static char *
make_short_id (const char *id)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize  length = sizeof digest;
  char   out[SHORT_LENGTH + 1] = { 0 };

  g_checksum_update (checksum, (const guchar *) id, -1);
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < SHORT_LENGTH; i++)
    out[i] = alphabet[digest[i] % strlen (alphabet)];

  return g_strdup (out);
}

/**
 * chl_tool_id_for_target:
 * @id: what a call is named in the conversation
 * @is_own: the server that gets it has made it itself
 * @is_short: the server wants nine letters or digits and nothing else
 *
 * Servers differ in which ids they take for a tool call. What the target takes stays as it is;
 * anything else is replaced, always by the same, so that call and result still belong together
 * and the beginning of the conversation stays cached.
 *
 * Returns: (transfer full): what the call is named in the request
 */
char *
chl_tool_id_for_target (const char *id,
                        gboolean    is_own,
                        gboolean    is_short)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  if (is_short)
    return is_short_id (id) ? g_strdup (id) : make_short_id (id);
  if (is_own || is_common_id (id))
    return g_strdup (id);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);

  return g_strdup_printf ("call_%.*s", N_HASH_DIGITS, hash);
}
