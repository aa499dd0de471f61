/* chl-link.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-link"

#include "config.h"

#include "chl-link.h"

#include <gio/gio.h>
#include <string.h>

/* Where the parts of an address are, in its own bytes. */
typedef struct
{
  const char *authority; /* what stands before it is the scheme */
  const char *host;
  const char *host_end;
} Parts;

static const char *const schemes[] = { "http://", "https://" };

/* Of a mail the whole address counts as the host: it is what a person has to look at. */
static gboolean
find_parts (const char *uri,
            Parts      *out_parts)
{
  if (g_ascii_strncasecmp (uri, "mailto:", 7) == 0)
    {
      out_parts->authority = out_parts->host = uri + 7;
      out_parts->host_end = out_parts->host + strcspn (out_parts->host, "?#");
      return out_parts->host_end > out_parts->host;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (uri, schemes[i], strlen (schemes[i])) == 0)
      {
        const char *start = uri + strlen (schemes[i]);
        const char *end = start + strcspn (start, "/?#");
        const char *at = g_strrstr_len (start, end - start, "@");

        out_parts->authority = start;
        out_parts->host = at != NULL ? at + 1 : start;
        out_parts->host_end = out_parts->host;
        if (*out_parts->host == '[')
          while (out_parts->host_end < end && *out_parts->host_end != ']')
            out_parts->host_end++;
        while (out_parts->host_end < end && *out_parts->host_end != ':')
          out_parts->host_end++;

        return out_parts->host_end > out_parts->host;
      }

  return FALSE;
}

/* A letter can be read; whatever has no shape, has several, or turns the line around cannot. */
static gboolean
is_readable (gunichar c)
{
  if (c < 0x80)
    return c > ' ' && c < 0x7f;

  return g_unichar_isalnum (c) && !g_unichar_iszerowidth (c) &&
         !(c >= 0x0590 && c < 0x0900) && !(c >= 0xfb1d && c < 0xff00) && c < 0x10000;
}

static void
append_readable (GString    *shown,
                 const char *start,
                 const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      if (is_readable (g_utf8_get_char (p)))
        g_string_append_len (shown, p, g_utf8_next_char (p) - p);
      else
        for (const char *byte = p; byte < g_utf8_next_char (p); byte++)
          g_string_append_printf (shown, "%%%02X", (guint8) *byte);
    }
}

/* Names in other scripts as the network knows them, so that no letter passes for another one. */
static char *
dup_shown_host (const Parts *parts)
{
  g_autofree char *host = g_strndup (parts->host, (gsize) (parts->host_end - parts->host));
  g_autofree char *ascii = g_hostname_is_non_ascii (host) ? g_hostname_to_ascii (host) : NULL;
  g_autoptr(GString) shown = g_string_new (NULL);
  const char *chosen = ascii != NULL ? ascii : host;

  for (const char *p = chosen; *p != '\0'; p++)
    if (*p > ' ' && *p < 0x7f)
      g_string_append_c (shown, *p);
    else
      g_string_append_printf (shown, "%%%02X", (guint8) *p);

  return g_strdup (shown->str);
}

/**
 * chl_link_can_open:
 * @uri: (nullable): an address as it was written
 *
 * Whether the address may be opened at all: http, https or mailto, with a host, and without
 * anything that another program could read differently from what is shown here: no blank, no
 * control character, no backslash.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc3986#section-3, https://url.spec.whatwg.org/#url-parsing
 */
gboolean
chl_link_can_open (const char *uri)
{
  Parts parts;

  if (uri == NULL || strlen (uri) > CHL_LINK_LONGEST || !g_utf8_validate (uri, -1, NULL))
    return FALSE;

  for (const char *p = uri; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c <= ' ' || c == '\\' || c == 0x7f || g_unichar_iscntrl (c) || g_unichar_isspace (c))
        return FALSE;
    }

  return find_parts (uri, &parts) && g_uri_is_valid (uri, G_URI_FLAGS_NONE, NULL);
}

/**
 * chl_link_dup_shown:
 * @uri: an address as it was written
 *
 * Returns: (transfer full): it, so that every character of it can be seen, and on one line that is
 *   not too long
 */
char *
chl_link_dup_shown (const char *uri)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  g_autofree char *valid = NULL;
  Parts            parts;

  g_return_val_if_fail (uri != NULL, NULL);

  valid = g_utf8_make_valid (uri, (gssize) MIN (strlen (uri), CHL_LINK_LONGEST));
  if (find_parts (valid, &parts))
    {
      g_autofree char *host = dup_shown_host (&parts);

      append_readable (shown, valid, parts.host);
      g_string_append (shown, host);
      append_readable (shown, parts.host_end, valid + strlen (valid));
    }
  else
    {
      append_readable (shown, valid, valid + strlen (valid));
    }

  if (shown->len > CHL_LINK_SHOWN)
    {
      const char *end = g_utf8_find_prev_char (shown->str, shown->str + CHL_LINK_SHOWN + 1);

      g_string_truncate (shown, (gsize) (end - shown->str));
      g_string_append (shown, "…");
    }

  return g_strdup (shown->str);
}

/**
 * chl_link_dup_markup:
 * @uri: an address that can be opened
 *
 * Returns: (transfer full): Pango markup of the whole of it, the host bold and the rest dim
 */
char *
chl_link_dup_markup (const char *uri)
{
  g_autoptr(GString) head = g_string_new (NULL);
  g_autoptr(GString) tail = g_string_new (NULL);
  g_autofree char *host = NULL;
  Parts            parts;

  g_return_val_if_fail (uri != NULL, NULL);

  if (!find_parts (uri, &parts))
    return g_markup_escape_text (uri, -1);

  append_readable (head, uri, parts.host);
  append_readable (tail, parts.host_end, uri + strlen (uri));
  host = dup_shown_host (&parts);

  return g_markup_printf_escaped ("<span insert_hyphens=\"false\"><span alpha=\"65%%\">%s</span>"
                                  "<b>%s</b><span alpha=\"65%%\">%s</span></span>",
                                  head->str, host, tail->str);
}

/* Returns: (transfer full) (nullable): the host that a text seems to name. */
static char *
dup_named_host (const char *text)
{
  const char *start = text;
  gsize       length;

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      start = text + strlen (schemes[i]);

  length = strcspn (start, "/?#:");
  if (strpbrk (text, " \t\n") != NULL || length == 0 || memchr (start, '@', length) != NULL)
    return NULL;

  /* A word with a dot in it is a name of a file as often as one of a host. */
  if (start == text && g_ascii_strncasecmp (text, "www.", 4) != 0 && text[length] != '/')
    return NULL;

  return memchr (start, '.', length) != NULL ? g_ascii_strdown (start, (gssize) length) : NULL;
}

/**
 * chl_link_is_disguised:
 * @uri: an address that can be opened
 * @text: (nullable): what a person reads instead of it
 *
 * Returns: whether @text looks like the address of another host
 */
gboolean
chl_link_is_disguised (const char *uri,
                       const char *text)
{
  g_autofree char *named = text != NULL ? dup_named_host (text) : NULL;
  g_autofree char *host = NULL;
  Parts            parts;

  g_return_val_if_fail (uri != NULL, FALSE);

  if (named == NULL || !find_parts (uri, &parts))
    return FALSE;

  host = g_ascii_strdown (parts.host, parts.host_end - parts.host);

  return !g_str_equal (named, host) &&
         !(g_str_has_prefix (host, "www.") && g_str_equal (host + 4, named)) &&
         !(g_str_has_prefix (named, "www.") && g_str_equal (named + 4, host));
}
