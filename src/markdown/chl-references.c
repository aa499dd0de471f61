/* chl-references.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-references"

#include "config.h"

#include "chl-references.h"

#include <string.h>

#include "chl-entities.h"

static gsize
skip_blanks (const char *text,
             gsize       length,
             gsize       at)
{
  while (at < length && (text[at] == ' ' || text[at] == '\t'))
    at++;

  return at;
}

static gboolean
is_line_end (const char *text,
             gsize       length,
             gsize       at)
{
  return at == length || text[at] == '\n';
}

/* At most one line break among the blanks. */
static gsize
skip_to_next (const char *text,
              gsize       length,
              gsize       at)
{
  at = skip_blanks (text, length, at);
  if (at < length && text[at] == '\n')
    at = skip_blanks (text, length, at + 1);

  return at;
}

/* Returns the byte behind the closing bracket of a label that begins at @at, or 0. */
static gsize
find_label_end (const char *text,
                gsize       length,
                gsize       at)
{
  gsize    start = at + 1;
  gboolean has_ink = FALSE;

  for (gsize i = start; i < length && i - start <= CHL_REFERENCE_MAX_LABEL_BYTES; i++)
    {
      if (text[i] == ']')
        return has_ink ? i + 1 : 0;
      if (text[i] == '[')
        return 0;
      if (text[i] == '\\' && i + 1 < length && g_ascii_ispunct (text[i + 1]))
        i++;
      if (!g_ascii_isspace (text[i]))
        has_ink = TRUE;
    }

  return 0;
}

/* Returns the byte behind an address that begins at @at, or 0. */
static gsize
find_uri_end (const char *text,
              gsize       length,
              gsize       at)
{
  gboolean is_bracketed = at < length && text[at] == '<';
  guint    depth = 0;
  gsize    i;

  for (i = is_bracketed ? at + 1 : at; i < length; i++)
    {
      char c = text[i];

      if (c == '\\' && i + 1 < length && g_ascii_ispunct (text[i + 1]))
        i++;
      else if (is_bracketed && c == '>')
        return i + 1;
      else if (is_bracketed && (c == '\n' || c == '<'))
        return 0;
      else if (!is_bracketed && (g_ascii_isspace (c) || g_ascii_iscntrl (c)))
        break;
      else if (!is_bracketed && c == '(')
        depth++;
      else if (!is_bracketed && c == ')' && depth-- == 0)
        return 0;
    }

  return is_bracketed || depth != 0 || i == at ? 0 : i;
}

/* Returns the byte behind a title that begins at @at, or 0. */
static gsize
find_title_end (const char *text,
                gsize       length,
                gsize       at)
{
  char open = at < length ? text[at] : '\0';
  char close = open == '(' ? ')' : open;

  if (open != '"' && open != '\'' && open != '(')
    return 0;

  for (gsize i = at + 1; i < length; i++)
    {
      if (text[i] == '\\')
        i++;
      else if (text[i] == close)
        return i + 1;
      else if (text[i] == open)
        return 0;
    }

  return 0;
}

/* Without angle brackets, backslashes and names of characters. */
static char *
dup_uri (const char *text,
         gsize       length)
{
  GString *out = g_string_sized_new (length);

  if (length >= 2 && text[0] == '<')
    {
      text++;
      length -= 2;
    }

  for (gsize i = 0; i < length; i++)
    {
      gsize       most = MIN (length - i, CHL_ENTITY_MAX_BYTES);
      const char *semicolon = text[i] == '&' ? memchr (text + i, ';', most) : NULL;

      if (text[i] == '\\' && i + 1 < length && g_ascii_ispunct (text[i + 1]))
        {
          g_string_append_c (out, text[++i]);
        }
      else if (semicolon != NULL)
        {
          chl_entities_append (out, text + i, (gsize) (semicolon - text) - i + 1);
          i = (gsize) (semicolon - text);
        }
      else
        {
          g_string_append_c (out, text[i]);
        }
    }

  return g_string_free (out, FALSE);
}

void
chl_definition_free (ChlDefinition *self)
{
  g_free (self->label);
  g_free (self->uri);
  g_free (self);
}

/**
 * chl_references_read:
 * @text: the beginning of a paragraph, its lines without blanks in front
 * @length: its bytes
 * @out_definition: (out) (optional) (nullable): what was read
 *
 * Source: https://spec.commonmark.org/0.31.2/#link-reference-definitions
 *
 * Returns: the bytes of the definition with its line break, 0 if there is none
 */
gsize
chl_references_read (const char     *text,
                     gsize           length,
                     ChlDefinition **out_definition)
{
  gsize label_end = length > 0 && text[0] == '[' ? find_label_end (text, length, 0) : 0;
  gsize uri_start;
  gsize uri_end;
  gsize end;
  gsize title_start;
  gsize title_end;

  if (label_end == 0 || label_end == length || text[label_end] != ':')
    return 0;

  uri_start = skip_to_next (text, length, label_end + 1);
  uri_end = find_uri_end (text, length, uri_start);
  if (uri_end == 0 || uri_end - uri_start > CHL_REFERENCE_MAX_URI_BYTES)
    return 0;

  end = skip_blanks (text, length, uri_end);
  title_start = skip_to_next (text, length, uri_end);
  title_end = title_start > uri_end ? find_title_end (text, length, title_start) : 0;
  if (title_end != 0 && is_line_end (text, length, skip_blanks (text, length, title_end)))
    end = skip_blanks (text, length, title_end);
  else if (!is_line_end (text, length, end))
    return 0;

  if (out_definition != NULL)
    {
      *out_definition = g_new0 (ChlDefinition, 1);
      (*out_definition)->label = chl_references_fold_label (text + 1, label_end - 2);
      (*out_definition)->uri = dup_uri (text + uri_start, uri_end - uri_start);
    }

  return end < length ? end + 1 : end;
}

/**
 * chl_references_are_all:
 * @text: a paragraph
 * @length: its bytes, at least one
 *
 * Returns: whether it consists of definitions
 */
gboolean
chl_references_are_all (const char *text,
                        gsize       length)
{
  gsize at = 0;

  while (at < length)
    {
      gsize n_bytes = chl_references_read (text + at, length - at, NULL);

      if (n_bytes == 0)
        return FALSE;
      at += n_bytes;
    }

  return TRUE;
}

/**
 * chl_references_is_open_title:
 * @text: what follows a definition
 * @length: its bytes
 *
 * Returns: whether this may be its title, the end of which is missing
 */
gboolean
chl_references_is_open_title (const char *text,
                              gsize       length)
{
  return length == 0 ||
         (strchr ("\"'(", text[0]) != NULL && find_title_end (text, length, 0) == 0);
}

/**
 * chl_references_fold_label:
 * @label: between brackets
 * @length: its bytes
 *
 * Source: https://spec.commonmark.org/0.31.2/#matches
 *
 * Returns: (transfer full): what is the same for labels that match
 */
char *
chl_references_fold_label (const char *label,
                           gsize       length)
{
  g_autofree char *folded = g_utf8_casefold (label, (gssize) length);
  g_autoptr(GString) out = g_string_sized_new (length);

  for (const char *c = folded; *c != '\0'; c++)
    {
      if (!g_ascii_isspace (*c))
        g_string_append_c (out, *c);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }

  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);

  return g_strdup (out->str);
}

/**
 * chl_references_find_label:
 * @text: running text
 * @length: its bytes
 * @from: where to begin
 * @out_start: (out): behind the opening bracket
 *
 * Finds what may refer to a definition: brackets without others between them.
 *
 * Returns: the byte of the closing bracket, 0 if there is none
 */
gsize
chl_references_find_label (const char *text,
                           gsize       length,
                           gsize       from,
                           gsize      *out_start)
{
  gsize    start = 0;
  gboolean is_open = FALSE;
  gboolean has_ink = FALSE;

  for (gsize i = from; i < length; i++)
    {
      if (text[i] == '[')
        {
          is_open = TRUE;
          has_ink = FALSE;
          start = i + 1;
        }
      else if (text[i] == ']')
        {
          if (is_open && has_ink && i - start <= CHL_REFERENCE_MAX_LABEL_BYTES)
            {
              *out_start = start;
              return i;
            }
          is_open = FALSE;
        }
      else
        {
          if (text[i] == '\\' && i + 1 < length && g_ascii_ispunct (text[i + 1]))
            i++;
          if (!g_ascii_isspace (text[i]))
            has_ink = TRUE;
        }
    }

  return 0;
}
