/* chl-bare-links.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-bare-links"

#include "config.h"

#include "chl-bare-links.h"

#include <string.h>

#include "chl-block.h"

#define NOT_HERE (CHL_SPAN_CODE | CHL_SPAN_LINK | CHL_SPAN_IMAGE)

typedef struct
{
  gsize start;
  gsize end;
  char *uri;
} Found;

static void
clear_found (gpointer data)
{
  Found *found = data;

  g_free (found->uri);
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || ((guchar) c & 0x80) != 0;
}

/* Leaves out what ends the sentence rather than the address, and a bracket that opened before it. */
static gsize
trim_link (const char *text,
           gsize       length)
{
  int round = 0;
  int square = 0;

  for (gsize i = 0; i < length; i++)
    {
      round += text[i] == '(' ? 1 : text[i] == ')' ? -1
                                                   : 0;
      square += text[i] == '[' ? 1 : text[i] == ']' ? -1
                                                    : 0;
    }

  while (length > 0)
    {
      char last = text[length - 1];

      if (last == ')' && round < 0)
        round++;
      else if (last == ']' && square < 0)
        square++;
      else if (strchr ("?!.,:;*_~'\"", last) == NULL || last == '\0')
        break;
      length--;
    }

  return length;
}

static gsize
measure_web_link (const char *text,
                  gsize       length)
{
  gsize scheme = 0;
  gsize end;

  if (length > 7 && g_ascii_strncasecmp (text, "http://", 7) == 0)
    scheme = 7;
  else if (length > 8 && g_ascii_strncasecmp (text, "https://", 8) == 0)
    scheme = 8;
  if (scheme == 0 || !(is_word (text[scheme]) || text[scheme] == '['))
    return 0;

  for (end = scheme; end < length; end++)
    if (g_ascii_isspace (text[end]) || g_ascii_iscntrl (text[end]) ||
        strchr ("<>\"`", text[end]) != NULL)
      break;

  end = trim_link (text, end);
  return end > scheme ? end : 0;
}

static gboolean
is_mail_byte (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-' || c == '_' || c == '+';
}

/* From an at sign to both sides. */
static gboolean
measure_mail (const char *text,
              gsize       from,
              gsize       length,
              gsize       at,
              Found      *out_found)
{
  gsize    start = at;
  gsize    end = at + 1;
  gboolean has_dot = FALSE;

  while (start > from && is_mail_byte (text[start - 1]))
    start--;
  while (start < at && !g_ascii_isalnum (text[start]))
    start++;
  if (start == at || (start > 0 && is_word (text[start - 1]) && start == from))
    return FALSE;
  if (start > 0 && ((guchar) text[start - 1] & 0x80) != 0)
    return FALSE;

  while (end < length && (g_ascii_isalnum (text[end]) || text[end] == '-' || text[end] == '.'))
    end++;
  while (end > at + 1 && !g_ascii_isalnum (text[end - 1]))
    end--;
  for (gsize i = at + 2; i + 1 < end; i++)
    has_dot |= text[i] == '.';
  if (!has_dot || !g_ascii_isalnum (text[at + 1]))
    return FALSE;

  out_found->start = start;
  out_found->end = end;
  return TRUE;
}

/* Looks through a stretch of text in which a link may stand. */
static void
find_links (const char *text,
            gsize       start,
            gsize       end,
            GArray     *found)
{
  gsize done = start;

  for (gsize i = start; i < end; i++)
    {
      Found link = { i, 0, NULL };

      if ((text[i] == 'h' || text[i] == 'H') && (i == 0 || !is_word (text[i - 1])))
        {
          gsize length = measure_web_link (text + i, end - i);

          if (length == 0)
            continue;
          link.end = i + length;
          link.uri = g_strndup (text + i, length);
        }
      else if (text[i] == '@' && measure_mail (text, done, end, i, &link))
        {
          g_autofree char *address = g_strndup (text + link.start, link.end - link.start);

          link.uri = g_strconcat ("mailto:", address, NULL);
        }
      else
        {
          continue;
        }

      g_array_append_val (found, link);
      done = link.end;
      i = link.end - 1;
    }
}

static void
add_span (GArray      *spans,
          gsize        start,
          gsize        end,
          ChlSpanStyle style,
          GRefString  *uri)
{
  ChlSpan span = { start, end, style, NULL };

  if (start >= end || style == 0)
    return;

  span.uri = uri != NULL ? g_ref_string_acquire (uri) : NULL;
  g_array_append_val (spans, span);
}

/* Lays the links that were found over the spans that are there; both are sorted. */
static void
merge (GArray *spans,
       guint   first,
       GArray *found)
{
  g_autoptr(GArray) old = chl_block_new_spans ();
  guint next = 0;

  for (guint i = first; i < spans->len; i++)
    {
      const ChlSpan *span = &g_array_index (spans, ChlSpan, i);

      add_span (old, span->start, span->end, span->style, span->uri);
    }
  g_array_set_size (spans, first);

  for (guint i = 0; i < found->len; i++)
    {
      const Found *link = &g_array_index (found, Found, i);
      GRefString  *uri = g_ref_string_new (link->uri);
      gsize        at = link->start;

      for (; next < old->len; next++)
        {
          ChlSpan *span = &g_array_index (old, ChlSpan, next);

          if (span->start >= link->end)
            break;
          add_span (spans, span->start, MIN (span->end, link->start), span->style, span->uri);
          add_span (spans, at, MAX (at, span->start), CHL_SPAN_LINK, uri);
          at = MAX (at, span->start);
          add_span (spans, at, MIN (span->end, link->end), span->style | CHL_SPAN_LINK, uri);
          at = MAX (at, MIN (span->end, link->end));
          if (span->end > link->end)
            {
              span->start = link->end;
              break;
            }
        }
      add_span (spans, at, link->end, CHL_SPAN_LINK, uri);
      g_ref_string_release (uri);
    }

  for (; next < old->len; next++)
    {
      const ChlSpan *span = &g_array_index (old, ChlSpan, next);

      add_span (spans, span->start, span->end, span->style, span->uri);
    }
}

/**
 * chl_bare_links_mark:
 * @text: what a reader sees
 * @spans: (element-type ChlSpan): what is special in it
 * @from: where to begin
 *
 * Makes links of web and mail addresses that stand in running text without marks.
 *
 * Source: https://github.github.com/gfm/#autolinks-extension-
 */
void
chl_bare_links_mark (const GString *text,
                     GArray        *spans,
                     gsize          from)
{
  g_autoptr(GArray) found = NULL;
  guint first = spans->len;
  gsize start = from;

  if (strstr (text->str + from, "://") == NULL && strchr (text->str + from, '@') == NULL)
    return;

  found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_array_set_clear_func (found, clear_found);

  while (first > 0 && g_array_index (spans, ChlSpan, first - 1).start >= from)
    first--;
  for (guint i = first; i < spans->len; i++)
    {
      const ChlSpan *span = &g_array_index (spans, ChlSpan, i);

      if ((span->style & NOT_HERE) == 0)
        continue;
      find_links (text->str, start, span->start, found);
      start = span->end;
    }
  find_links (text->str, start, text->len, found);

  if (found->len > 0)
    merge (spans, first, found);
}
