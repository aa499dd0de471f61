/* chl-markdown-intake.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-markdown-intake"

#include "config.h"

#include "chl-markdown-intake.h"

#include <string.h>

#include "chl-utf8.h"

#define REPLACEMENT "\357\277\275"

void
chl_markdown_intake_init (ChlMarkdownIntake *self)
{
  self->raw = g_string_new (NULL);
  self->line = g_string_new (NULL);
  self->is_after_return = FALSE;
}

void
chl_markdown_intake_clear (ChlMarkdownIntake *self)
{
  g_string_free (self->raw, TRUE);
  g_string_free (self->line, TRUE);
}

void
chl_markdown_intake_reset (ChlMarkdownIntake *self)
{
  g_string_truncate (self->raw, 0);
  g_string_truncate (self->line, 0);
  self->is_after_return = FALSE;
}

/* Bytes at the end that may be the beginning of a character. */
static gsize
count_unfinished (const GString *raw)
{
  for (gsize n = 1; n <= 3 && n <= raw->len; n++)
    {
      guchar c = (guchar) raw->str[raw->len - n];

      if (c >= 0xc0)
        return (c >= 0xf0 && n < 4) || (c >= 0xe0 && n < 3) || n < 2 ? n : 0;
      if (c < 0x80)
        return 0;
    }

  return 0;
}

/* A zero would end a label, and is no character that somebody reads. */
static void
append_clean (GString    *out,
              const char *text,
              gsize       length)
{
  while (length > 0)
    {
      const char *zero = memchr (text, '\0', length);
      gsize       n_bytes = zero != NULL ? (gsize) (zero - text) : length;

      chl_utf8_append_repaired (out, text, n_bytes);
      if (zero == NULL)
        return;
      g_string_append (out, REPLACEMENT);
      text = zero + 1;
      length -= n_bytes + 1;
    }
}

static void
read_parts (ChlMarkdownIntake *self,
            ChlOutline        *outline)
{
  gsize at = 0;

  while (self->line->len - at > CHL_MARKDOWN_PART_BYTES)
    {
      gsize cut = chl_utf8_cut (self->line->str + at, self->line->len - at, CHL_MARKDOWN_PART_BYTES);

      chl_outline_add_part (outline, self->line->str + at, cut);
      at += cut;
    }

  g_string_erase (self->line, 0, (gssize) at);
}

/**
 * chl_markdown_intake_read:
 * @self: an intake
 * @outline: who reads the lines
 *
 * Hands on all lines whose end is there, and the beginning of a last line that is long.
 */
void
chl_markdown_intake_read (ChlMarkdownIntake *self,
                          ChlOutline        *outline)
{
  gsize       unfinished = count_unfinished (self->raw);
  const char *text = self->raw->str;
  const char *end = text + self->raw->len - unfinished;

  while (text < end)
    {
      gsize length = 0;

      if (self->is_after_return && *text == '\n')
        text++;
      self->is_after_return = FALSE;

      while (text + length < end && text[length] != '\n' && text[length] != '\r')
        length++;
      append_clean (self->line, text, length);
      read_parts (self, outline);
      text += length;
      if (text == end)
        break;

      self->is_after_return = *text == '\r';
      text++;
      chl_outline_add_line (outline, self->line->str, self->line->len);
      g_string_truncate (self->line, 0);
    }

  g_string_erase (self->raw, 0, (gssize) (self->raw->len - unfinished));
}

/**
 * chl_markdown_intake_dup_rest:
 * @self: an intake
 * @is_whole: nothing will follow
 *
 * Returns: (transfer full): what is there of the last line
 */
GString *
chl_markdown_intake_dup_rest (ChlMarkdownIntake *self,
                              gboolean           is_whole)
{
  GString *rest = g_string_new_len (self->line->str, (gssize) self->line->len);

  if (is_whole)
    append_clean (rest, self->raw->str, self->raw->len);

  return rest;
}
