/* chl-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-address"

#include "config.h"

#include "chl-address.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-redact.h"

/* Bytes. */
#define MAX_LENGTH 2048

#define URI_FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | \
                   G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT)

/* What people paste behind the base of an API, longest first. */
static const char *const operations[] = {
  "/chat/completions",
  "/api/generate",
  "/completions",
  "/embeddings",
  "/responses",
  "/api/chat",
  "/api/tags",
  "/messages",
  "/models",
};

/* Endings of the names under which a query carries a key. */
static const char *const secret_names[] = {
  "key", "token", "secret", "password", "passwd", "pwd", "auth", "authorization", "sig", "signature"
};

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_ADDRESS, sentence);

  return FALSE;
}

/* Without blanks and quotes around it. */
static char *
trim (const char *text)
{
  static const char *const around[] = {
    " ", "\t", "\n", "\r", "\"", "'", "`", "<", ">", "“", "”", "‘", "’", "«", "»",
    "\u00a0", "\u200b", "\ufeff"
  };
  gsize length = strlen (text);

  for (guint i = 0; i < G_N_ELEMENTS (around);)
    {
      gsize n = strlen (around[i]);

      if (length >= n && memcmp (text, around[i], n) == 0)
        {
          text += n;
          length -= n;
        }
      else if (length >= n && memcmp (text + length - n, around[i], n) == 0)
        length -= n;
      else
        {
          i++;
          continue;
        }
      i = 0;
    }

  return g_strndup (text, length);
}

static gboolean
check_text (const char *text,
            GError    **error)
{
  if (*text == '\0')
    return refuse (error, _("The address is empty"));
  if (strlen (text) > MAX_LENGTH)
    return refuse (error, _("The address is too long"));
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, _("The address holds characters that cannot be read"));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iszerowidth (c))
        return refuse (error, _("The address has a blank inside"));
      if (g_unichar_iscntrl (c) || (c < 0x80 && strchr ("\\\"<>^`{|}", (int) c) != NULL))
        return refuse (error, _("The address holds a character that no address may have"));
    }

  return TRUE;
}

static gboolean
is_local_host (const char *host)
{
  g_autoptr(GInetAddress) ip = g_inet_address_new_from_string (host);
  g_autofree char *lower = g_ascii_strdown (host, -1);
  const guint8    *bytes;

  if (ip == NULL)
    return g_str_equal (lower, "localhost") || g_str_has_suffix (lower, ".localhost") ||
           g_str_has_suffix (lower, ".local");

  bytes = g_inet_address_to_bytes (ip);
  return g_inet_address_get_is_loopback (ip) || g_inet_address_get_is_site_local (ip) ||
         g_inet_address_get_is_link_local (ip) || g_inet_address_get_is_any (ip) ||
         (g_inet_address_get_family (ip) == G_SOCKET_FAMILY_IPV6 && (bytes[0] & 0xfe) == 0xfc);
}

/* The text with a scheme in front, or NULL if it has one that cannot be used. */
static char *
add_scheme (const char *text,
            GError    **error)
{
  g_autofree char *guess = NULL;
  g_autoptr(GUri) uri = NULL;
  const char *separator = strstr (text, "://");
  gsize       length;

  if (separator != NULL && separator < text + strcspn (text, "/?#"))
    {
      length = (gsize) (separator - text);
      if ((length == 4 && g_ascii_strncasecmp (text, "http", 4) == 0) ||
          (length == 5 && g_ascii_strncasecmp (text, "https", 5) == 0))
        return g_strdup (text);

      refuse (error, _("The address must begin with https:// or http://"));
      return NULL;
    }

  if (g_ascii_strncasecmp (text, "http:", 5) == 0 || g_ascii_strncasecmp (text, "https:", 6) == 0)
    {
      refuse (error, _("The address must begin with https:// or http://"));
      return NULL;
    }

  if (g_str_has_prefix (text, "//"))
    text += 2;
  guess = g_strconcat ("http://", text, NULL);
  uri = g_uri_parse (guess, URI_FLAGS, NULL);
  if (uri != NULL && g_uri_get_host (uri) != NULL && is_local_host (g_uri_get_host (uri)))
    return g_steal_pointer (&guess);

  return g_strconcat ("https://", text, NULL);
}

static gboolean
is_valid_host (const char *host)
{
  gsize length;

  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host);

  length = strlen (host);
  return length > 0 && length <= 253 && host[0] != '.' && host[0] != '-' &&
         strstr (host, "..") == NULL &&
         strspn (host, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._") == length;
}

static gboolean
query_has_secret (const char *query)
{
  g_auto(GStrv) pairs = g_strsplit_set (query, "&;", -1);
  g_autofree char *redacted = chl_redact (query);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *raw = g_strndup (pairs[i], strcspn (pairs[i], "="));
      g_autofree char *plain = g_uri_unescape_string (raw, NULL);
      g_autofree char *name = g_ascii_strdown (plain != NULL ? plain : raw, -1);

      for (guint j = 0; j < G_N_ELEMENTS (secret_names); j++)
        if (g_str_has_suffix (name, secret_names[j]))
          return TRUE;
    }

  return !g_str_equal (redacted, query);
}

/*
 * A part that looks like a key is one. The numbers of accounts and projects, which some addresses
 * need, are long as well, but hold nothing but hexadecimal digits.
 */
static gboolean
path_has_secret (const char *path)
{
  g_autofree char *plain = g_uri_unescape_string (path, NULL);
  g_auto(GStrv) parts = g_strsplit (plain != NULL ? plain : path, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *redacted = chl_redact (parts[i]);

      if (!g_str_equal (redacted, parts[i]) &&
          parts[i][strspn (parts[i], "0123456789abcdefABCDEF-")] != '\0')
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_authority (const char *text,
                 GError    **error)
{
  const char      *start = strstr (text, "://") + 3;
  g_autofree char *authority = g_strndup (start, strcspn (start, "/?#"));
  const char      *port = strrchr (authority, ':');
  guint64          number;

  if (strchr (authority, '@') != NULL)
    return refuse (error, _("The address must not hold a user name or password"));
  if (port != NULL && *authority != '[' && strchr (authority, ':') != port)
    return refuse (error, _("An IPv6 address must stand in square brackets"));
  if (*authority == '\0' || *authority == ':')
    return refuse (error, _("The address has no host name"));
  if (port != NULL && port[1] != '\0' && strchr (port, ']') == NULL &&
      !g_ascii_string_to_unsigned (port + 1, 10, 1, G_MAXUINT16, &number, NULL))
    return refuse (error, _("The port must be a number from 1 to 65535"));

  return TRUE;
}

static gboolean
check_uri (GUri    *uri,
           GError **error)
{
  const char *query = g_uri_get_query (uri);

  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return refuse (error, _("The address has no host name"));
  if (!is_valid_host (g_uri_get_host (uri)))
    return refuse (error, _("The host name in the address is not valid"));
  if ((query != NULL && query_has_secret (query)) || path_has_secret (g_uri_get_path (uri)))
    return refuse (error, _("The address must not hold a key; enter the key in its own field"));

  return TRUE;
}

/* Single slashes, none at the end. */
static void
tidy_path (GString *path)
{
  while (g_string_replace (path, "//", "/", 0) > 0)
    continue;
  if (path->len > 0 && path->str[path->len - 1] == '/')
    g_string_truncate (path, path->len - 1);
}

/* One operation, the longest that fits. */
static void
strip_operation (GString *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_has_suffix (path->str, operations[i]))
      {
        g_string_truncate (path, path->len - strlen (operations[i]));
        return;
      }
}

static int
get_default_port (const char *scheme)
{
  return g_str_equal (scheme, "https") ? 443 : 80;
}

static void
append_host (GString    *out,
             const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  if (strchr (lower, ':') != NULL)
    g_string_append_printf (out, "[%s]", lower);
  else
    g_string_append (out, lower);
}

/**
 * chl_address_clean:
 * @text: what a person typed or pasted
 * @error: return location for %CHL_ERROR_ADDRESS with a sentence for that person
 *
 * Makes the base address of an API of what people paste: without blanks and quotes around it, with
 * a scheme (http for what is near, https for all else), host in small letters, without default
 * port, fragment, slashes at the end, and without the operation behind it ("/chat/completions").
 * User info and keys in the address are refused.
 *
 * Returns: (transfer full): the address
 */
char *
chl_address_clean (const char *text,
                   GError    **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *full = NULL;
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GString) path = NULL;
  g_autoptr(GString) out = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  trimmed = trim (text);
  if (!check_text (trimmed, error) || !(full = add_scheme (trimmed, error)) ||
      !check_authority (full, error))
    return NULL;
  if (!(uri = g_uri_parse (full, URI_FLAGS, NULL)))
    {
      refuse (error, _("The address is not valid"));
      return NULL;
    }
  if (!check_uri (uri, error))
    return NULL;

  path = g_string_new (g_uri_get_path (uri));
  tidy_path (path);
  strip_operation (path);
  tidy_path (path);

  out = g_string_new (NULL);
  g_string_append_printf (out, "%s://", g_uri_get_scheme (uri));
  append_host (out, g_uri_get_host (uri));
  if (g_uri_get_port (uri) > 0 && g_uri_get_port (uri) != get_default_port (g_uri_get_scheme (uri)))
    g_string_append_printf (out, ":%d", g_uri_get_port (uri));
  g_string_append (out, path->str);
  if (g_uri_get_query (uri) != NULL && *g_uri_get_query (uri) != '\0')
    g_string_append_printf (out, "?%s", g_uri_get_query (uri));

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * chl_address_dup_origin:
 * @address: an address
 *
 * What a key belongs to. The port is always named, so that equal origins are equal texts.
 *
 * Returns: (transfer full) (nullable): "scheme://host:port" in small letters; %NULL if @address is
 *   no address of http or https
 *
 * Source: https://www.rfc-editor.org/rfc/rfc6454
 */
char *
chl_address_dup_origin (const char *address)
{
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GString) out = NULL;
  const char *scheme;
  int         port;

  g_return_val_if_fail (address != NULL, NULL);

  uri = g_uri_parse (address, URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || !is_valid_host (g_uri_get_host (uri)))
    return NULL;

  /* GUri has put the scheme into small letters. */
  scheme = g_uri_get_scheme (uri);
  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
    return NULL;

  port = g_uri_get_port (uri);
  out = g_string_new (scheme);
  g_string_append (out, "://");
  append_host (out, g_uri_get_host (uri));
  g_string_append_printf (out, ":%d", port > 0 ? port : get_default_port (scheme));

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * chl_address_dup_host:
 * @address: an address
 *
 * Returns: (transfer full) (nullable): the host in small letters, an IPv6 address without brackets;
 *   %NULL if @address has none
 */
char *
chl_address_dup_host (const char *address)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  uri = g_uri_parse (address, URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;

  return g_ascii_strdown (g_uri_get_host (uri), -1);
}

/**
 * chl_address_is_loopback:
 * @address: an address, or a host alone
 *
 * Judges by the text; nothing is looked up. Whoever must be sure judges the resolved address.
 *
 * Returns: %TRUE for localhost, *.localhost, 127.0.0.0/8 and ::1
 */
gboolean
chl_address_is_loopback (const char *address)
{
  g_autoptr(GInetAddress) ip = NULL;
  g_autofree char *host = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  if (strstr (address, "://") != NULL)
    host = chl_address_dup_host (address);
  else
    host = g_ascii_strdown (address, -1);
  if (host == NULL)
    return FALSE;

  if ((ip = g_inet_address_new_from_string (host)))
    return g_inet_address_get_is_loopback (ip);

  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';

  return g_str_equal (host, "localhost") || g_str_has_suffix (host, ".localhost");
}
