/* chl-secret-encoding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-secret-encoding"

#include "config.h"

#include "chl-secret-encoding.h"

#include <string.h>

/* What begins so is base64url; the number is that of the encoding. */
#define MARKER "chl1:"
#define MARKER_LENGTH (sizeof MARKER - 1)

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz"
                               "0123456789-_";

static gboolean
has_marker (const char *text,
            gsize       length)
{
  return length >= MARKER_LENGTH && memcmp (text, MARKER, MARKER_LENGTH) == 0;
}

/* Whether no keyring changes it: no blank, nothing outside ASCII, and no backslash, which
 * gnome-keyring takes for an escape when it reads a keyring without a password. */
static gboolean
is_kept_as_it_is (ChlSecret *secret)
{
  const char *text = chl_secret_peek (secret);
  gsize       length = chl_secret_get_length (secret);

  if (!chl_secret_is_plain_token (secret) || has_marker (text, length))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]) || text[i] == '\\')
      return FALSE;

  return TRUE;
}

/**
 * chl_secret_encoding_wrap:
 * @secret: what a person entered or a provider handed out
 *
 * Makes of @secret what any keyring gives back unchanged. gnome-keyring (42 to 50 at least) writes
 * a keyring without a password as lines and does not escape the secrets in it: one with a newline
 * makes the whole file unreadable, and the secrets of all programs are lost with it; "\n" written
 * out is turned into a newline when it is read. So only a plain token of one line is stored as it
 * is. Everything else becomes base64url behind a marker, and so does a token that happens to begin
 * with the marker.
 *
 * Source: https://gitlab.gnome.org/GNOME/gnome-keyring/-/merge_requests/111
 *
 * Returns: (transfer full): what to store
 */
ChlSecret *
chl_secret_encoding_wrap (ChlSecret *secret)
{
  const guchar *bytes;
  ChlSecret    *wrapped;
  char         *text;
  char         *out;
  gsize         length;
  gsize         size;

  g_return_val_if_fail (secret != NULL, NULL);

  if (is_kept_as_it_is (secret))
    return chl_secret_ref (secret);

  /* GLib's own encoder would leave a copy behind that is not wiped. */
  bytes = (const guchar *) chl_secret_peek (secret);
  length = chl_secret_get_length (secret);
  size = MARKER_LENGTH + (length * 4 + 2) / 3;
  text = g_malloc (size + 1);
  memcpy (text, MARKER, MARKER_LENGTH);
  out = text + MARKER_LENGTH;

  for (gsize i = 0; i < length; i += 3)
    {
      guint32 group = (guint32) bytes[i] << 16;

      if (i + 1 < length)
        group |= (guint32) bytes[i + 1] << 8;
      if (i + 2 < length)
        group |= bytes[i + 2];

      *out++ = alphabet[group >> 18];
      *out++ = alphabet[(group >> 12) & 63];
      if (i + 1 < length)
        *out++ = alphabet[(group >> 6) & 63];
      if (i + 2 < length)
        *out++ = alphabet[group & 63];
    }
  *out = '\0';
  g_assert (out == text + size);

  wrapped = chl_secret_new (text, (gssize) size);
  explicit_bzero (text, size);
  g_free (text);

  return wrapped;
}

/* Returns the number of bytes written to @out, or -1 for what is not base64url without padding. */
static gssize
decode (const char *text,
        gsize       length,
        guchar     *out)
{
  guint32 group = 0;
  guint   bits = 0;
  gssize  n = 0;

  if (length % 4 == 1)
    return -1;

  for (gsize i = 0; i < length; i++)
    {
      const char *at = text[i] != '\0' ? strchr (alphabet, text[i]) : NULL;

      if (at == NULL)
        return -1;

      group = (group << 6) | (guint32) (at - alphabet);
      bits += 6;
      if (bits >= 8)
        {
          bits -= 8;
          out[n++] = (guchar) ((group >> bits) & 255);
        }
    }

  return n;
}

/**
 * chl_secret_encoding_unwrap:
 * @text: what a keyring gave back
 * @length: its bytes
 *
 * Undoes chl_secret_encoding_wrap(). What has no marker is taken as it is, so that a key that was
 * changed by hand in a keyring manager works.
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL if @text holds none: it is empty, its
 *   encoding is damaged, or there is a nul in it
 */
ChlSecret *
chl_secret_encoding_unwrap (const char *text,
                            gsize       length)
{
  ChlSecret *secret = NULL;
  guchar    *bytes;
  gssize     n;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length == 0 || memchr (text, '\0', length) != NULL)
    return NULL;
  if (!has_marker (text, length))
    return chl_secret_new (text, (gssize) length);

  bytes = g_malloc (length);
  n = decode (text + MARKER_LENGTH, length - MARKER_LENGTH, bytes);
  if (n > 0 && memchr (bytes, '\0', (gsize) n) == NULL)
    secret = chl_secret_new ((const char *) bytes, n);
  explicit_bzero (bytes, length);
  g_free (bytes);

  return secret;
}
