/* chl-plain-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-plain-text"

#include "config.h"

#include <string.h>

#include "chl-failure-private.h"
#include "chl-redact.h"
#include "chl-utf8.h"

/* What is shown of a page or a text that is no JSON. */
#define MAX_CHARACTERS 200

/* More is not looked at; error bodies are cut there when they are read. */
#define MAX_BODY_BYTES (64 * 1024)

/* Bytes of the longest escape in a text, and of the longest character. */
#define MAX_ESCAPE 12

typedef struct
{
  const char *entity;
  const char *text;
} Entity;

static const Entity entities[] = {
  { "&amp;", "&" },
  { "&lt;", "<" },
  { "&gt;", ">" },
  { "&quot;", "\"" },
  { "&apos;", "'" },
  { "&#39;", "'" },
  { "&nbsp;", " " },
};

/* Looks for @word in @text without regard to case. */
static const char *
find_word (const char *text,
           const char *word)
{
  gsize length = strlen (word);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, word, length) == 0)
      return text;

  return NULL;
}

/* Behind a tag, and behind all that belongs to it where that is no text. */
static const char *
skip_tag (const char *at)
{
  static const char *const elements[] = { "script", "style" };
  const char              *end;

  if (g_str_has_prefix (at, "<!--"))
    {
      end = strstr (at, "-->");
      return end != NULL ? end + 3 : at + strlen (at);
    }

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (g_ascii_strncasecmp (at + 1, elements[i], strlen (elements[i])) == 0)
      {
        g_autofree char *closing = g_strconcat ("</", elements[i], NULL);

        end = find_word (at, closing);
        at = end != NULL ? end : at + strlen (at);
        break;
      }

  end = strchr (at, '>');

  return end != NULL ? end + 1 : at + strlen (at);
}

static const char *
append_entity (GString    *out,
               const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (at, entities[i].entity))
      {
        g_string_append (out, entities[i].text);
        return at + strlen (entities[i].entity);
      }

  g_string_append_c (out, '&');

  return at + 1;
}

/* Takes out the tags; each leaves a blank, so that words do not run together. */
static char *
strip_tags (const char *at)
{
  GString *out = g_string_new (NULL);

  while (*at != '\0')
    {
      gsize run = strcspn (at, "<&");

      g_string_append_len (out, at, run);
      at += run;
      if (*at == '<')
        {
          at = skip_tag (at);
          g_string_append_c (out, ' ');
        }
      else if (*at == '&')
        at = append_entity (out, at);
    }

  return g_string_free (out, FALSE);
}

/* One line, single blanks. */
static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean wants_blank = FALSE;

  for (; *text != '\0'; text++)
    {
      if ((guchar) *text <= ' ' || *text == 0x7f)
        {
          wants_blank = out->len > 0;
          continue;
        }
      if (wants_blank)
        g_string_append_c (out, ' ');
      wants_blank = FALSE;
      g_string_append_c (out, *text);
    }

  return g_string_free (out, FALSE);
}

static char *
squeeze_title (const char *html)
{
  const char      *start = find_word (html, "<title");
  const char      *end;
  g_autofree char *inner = NULL;
  g_autofree char *text = NULL;

  start = start != NULL ? strchr (start, '>') : NULL;
  if (start == NULL)
    return NULL;

  end = find_word (start, "</title");
  if (end == NULL)
    return NULL;

  inner = g_strndup (start + 1, end - start - 1);
  text = strip_tags (inner);

  return squeeze (text);
}

/**
 * chl_plain_text_from_body:
 * @text: valid UTF-8 that is no JSON
 * @is_html: whether it is a page
 *
 * Returns: (transfer full): the page's title or else its text; the beginning of it, in one line
 */
char *
chl_plain_text_from_body (const char *text,
                          gboolean    is_html)
{
  g_autofree char *line = NULL;
  g_autofree char *stripped = NULL;

  if (is_html)
    {
      line = squeeze_title (text);
      if (line == NULL || *line == '\0')
        {
          g_free (line);
          stripped = strip_tags (text);
          line = squeeze (stripped);
        }
    }
  else
    line = squeeze (text);

  if (g_utf8_strlen (line, -1) > MAX_CHARACTERS)
    *g_utf8_offset_to_pointer (line, MAX_CHARACTERS) = '\0';

  return g_steal_pointer (&line);
}

/**
 * chl_plain_text_clean:
 * @text: bytes of any origin
 * @length: how many
 * @max_bytes: what may be left
 *
 * Makes a server's words fit to be kept and shown: valid, without secrets, without what could
 * command a terminal, not too long.
 *
 * Returns: (transfer full) (nullable): the words, %NULL if there are none
 */
char *
chl_plain_text_clean (const char *text,
                      gsize       length,
                      gsize       max_bytes)
{
  g_autoptr(GString) repaired = g_string_new (NULL);
  g_autofree char *redacted = NULL;

  chl_utf8_append_repaired (repaired, text, MIN (length, MAX_BODY_BYTES));
  for (gsize i = 0; i < repaired->len; i++)
    if ((guchar) repaired->str[i] < ' ' && strchr ("\n\t", repaired->str[i]) == NULL)
      repaired->str[i] = ' ';
    else if (repaired->str[i] == '\0' || repaired->str[i] == 0x7f)
      repaired->str[i] = ' ';

  redacted = chl_redact (repaired->str);
  redacted[chl_utf8_cut (redacted, strlen (redacted), max_bytes)] = '\0';
  g_strstrip (redacted);

  return *redacted != '\0' ? g_steal_pointer (&redacted) : NULL;
}

/* The text that @start is the opening quote of, as far as it goes. */
static char *
dup_cut_text (const char *start)
{
  const char      *end = start + 1;
  g_autofree char *quoted = NULL;
  ChlJsonSpan      span = { NULL, 0 };

  while (*end != '\0' && *end != '"' && end - start <= CHL_FAILURE_MAX_MESSAGE)
    end += *end == '\\' && end[1] != '\0' ? 2 : 1;

  /* What was cut within an escape is cut before it. */
  for (guint i = 0; i < MAX_ESCAPE && end > start; i++, end--)
    {
      g_free (quoted);
      quoted = g_strdup_printf ("%.*s\"", (int) (end - start), start);
      if (chl_json_span_check (quoted, strlen (quoted), 1, &span) == CHL_JSON_VALID)
        return chl_json_span_dup_text (span);
    }

  return NULL;
}

/**
 * chl_plain_text_from_cut_json:
 * @text: the beginning of JSON, or JSON that is broken
 *
 * All of it is nothing to show to a person; what it wanted to say is.
 *
 * Returns: (transfer full) (nullable): its first message, as far as it goes
 */
char *
chl_plain_text_from_cut_json (const char *text)
{
  const char      *at = strstr (text, "\"message\"");
  g_autofree char *words = NULL;

  if (at == NULL)
    return NULL;

  at += strlen ("\"message\"");
  at += strspn (at, " \t\r\n:");
  if (*at != '"' || !(words = dup_cut_text (at)))
    return NULL;

  return chl_plain_text_clean (words, strlen (words), CHL_FAILURE_MAX_MESSAGE);
}
