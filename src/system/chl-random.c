/* chl-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-random"

#include "config.h"

#include <string.h>

#include "chl-random.h"

/* More than anybody needs of one token, and small enough for the stack. */
#define MAX_TOKEN_BYTES 256

G_DEFINE_INTERFACE (ChlRandom, chl_random, G_TYPE_OBJECT)

static void
chl_random_default_init (ChlRandomInterface *iface)
{
}

/**
 * chl_random_fill:
 * @self: a source of randomness
 * @bytes: (array length=length) (out caller-allocates): what to fill
 * @length: how many bytes
 *
 * Fills @bytes.
 */
void
chl_random_fill (ChlRandom *self,
                 guint8    *bytes,
                 gsize      length)
{
  g_return_if_fail (CHL_IS_RANDOM (self));
  g_return_if_fail (bytes != NULL || length == 0);

  CHL_RANDOM_GET_IFACE (self)->fill (self, bytes, length);
}

/**
 * chl_random_next:
 * @self: a source of randomness
 *
 * Returns: any number
 */
guint64
chl_random_next (ChlRandom *self)
{
  guint8  bytes[sizeof (guint64)];
  guint64 number = 0;

  g_return_val_if_fail (CHL_IS_RANDOM (self), 0);

  chl_random_fill (self, bytes, sizeof bytes);
  memcpy (&number, bytes, sizeof number);

  return number;
}

/**
 * chl_random_next_fraction:
 * @self: a source of randomness
 *
 * Returns: a number of at least 0 and less than 1
 */
double
chl_random_next_fraction (ChlRandom *self)
{
  g_return_val_if_fail (CHL_IS_RANDOM (self), 0);

  /* A double holds 53 bits; with more of them the division could round up to 1. */
  return (double) (chl_random_next (self) >> 11) / 9007199254740992.0;
}

/**
 * chl_random_dup_uuid:
 * @self: a source of randomness
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
 *
 * Returns: (transfer full): a UUID of version 4, in lower case
 */
char *
chl_random_dup_uuid (ChlRandom *self)
{
  guint8   bytes[16];
  GString *uuid = NULL;

  g_return_val_if_fail (CHL_IS_RANDOM (self), NULL);

  chl_random_fill (self, bytes, sizeof bytes);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;

  uuid = g_string_sized_new (36);
  for (guint i = 0; i < sizeof bytes; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        g_string_append_c (uuid, '-');
      g_string_append_printf (uuid, "%02x", bytes[i]);
    }

  return g_string_free (uuid, FALSE);
}

/**
 * chl_random_dup_token:
 * @self: a source of randomness
 * @n_bytes: bytes of randomness in it, 1 to 256
 *
 * A token that fits into a URL's path as it is.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc4648#section-5
 *
 * Returns: (transfer full): letters, digits, "-" and "_": base64url without padding
 */
char *
chl_random_dup_token (ChlRandom *self,
                      gsize      n_bytes)
{
  guint8 bytes[MAX_TOKEN_BYTES];
  char  *token = NULL;

  g_return_val_if_fail (CHL_IS_RANDOM (self), NULL);
  g_return_val_if_fail (n_bytes > 0 && n_bytes <= MAX_TOKEN_BYTES, NULL);

  chl_random_fill (self, bytes, n_bytes);
  token = g_base64_encode (bytes, n_bytes);
  explicit_bzero (bytes, n_bytes);

  g_strdelimit (token, "+", '-');
  g_strdelimit (token, "/", '_');
  token[strcspn (token, "=")] = '\0';

  return token;
}
