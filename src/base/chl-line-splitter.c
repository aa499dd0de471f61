/* chl-line-splitter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-line-splitter"

#include "config.h"

#include "chl-line-splitter.h"

#include <string.h>

#include "chl-utf8.h"

struct _ChlLineSplitter
{
  ChlLineFunc func;
  gpointer    user_data;
  gsize       max_line_bytes;
  GString    *partial;  /* (owned) a line whose end has not arrived */
  GString    *repaired; /* (owned) scratch */
  gboolean    is_over;  /* a limit was passed, or no more lines are wanted */
};

/**
 * chl_line_splitter_new:
 * @max_line_bytes: what a line may have
 * @func: gets each line that is not blank, before the call that completed it returns
 * @user_data: closure
 *
 * Returns: (transfer full): a splitter
 */
ChlLineSplitter *
chl_line_splitter_new (gsize       max_line_bytes,
                       ChlLineFunc func,
                       gpointer    user_data)
{
  ChlLineSplitter *self = NULL;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (ChlLineSplitter, 1);
  self->func = func;
  self->user_data = user_data;
  self->max_line_bytes = max_line_bytes;
  self->partial = g_string_new (NULL);
  self->repaired = g_string_new (NULL);

  return self;
}

void
chl_line_splitter_free (ChlLineSplitter *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->partial, TRUE);
  g_string_free (self->repaired, TRUE);
  g_free (self);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static void
take_line (ChlLineSplitter *self,
           const char      *line,
           gsize            length,
           gboolean         is_tail)
{
  while (length > 0 && is_blank (line[length - 1]))
    length--;
  while (length > 0 && is_blank (*line))
    {
      line++;
      length--;
    }
  if (length == 0)
    return;

  if (!chl_utf8_is_valid (line, length))
    {
      g_string_truncate (self->repaired, 0);
      chl_utf8_append_repaired (self->repaired, line, length);
      line = self->repaired->str;
      length = self->repaired->len;
    }

  if (!self->func (line, length, is_tail, self->user_data))
    self->is_over = TRUE;
}

/**
 * chl_line_splitter_push:
 * @self: a splitter
 * @bytes: (array length=length): what arrived, cut anywhere
 * @length: how many
 *
 * Returns: whether all is well; %FALSE if a line is longer than allowed, after which nothing more
 *   is looked at
 */
gboolean
chl_line_splitter_push (ChlLineSplitter *self,
                        const char      *bytes,
                        gsize            length)
{
  const char *end = bytes + length;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  while (bytes < end && !self->is_over)
    {
      const char *line_end = memchr (bytes, '\n', end - bytes);
      gsize       run = (line_end != NULL ? line_end : end) - bytes;

      if (run > self->max_line_bytes || self->partial->len > self->max_line_bytes - run)
        {
          self->is_over = TRUE;
          return FALSE;
        }

      if (line_end != NULL && self->partial->len == 0)
        take_line (self, bytes, run, FALSE);
      else
        g_string_append_len (self->partial, bytes, run);

      if (line_end != NULL && self->partial->len > 0)
        {
          take_line (self, self->partial->str, self->partial->len, FALSE);
          g_string_truncate (self->partial, 0);
        }

      bytes += run + (line_end != NULL ? 1 : 0);
    }

  return TRUE;
}

/**
 * chl_line_splitter_finish:
 * @self: a splitter
 *
 * The input is at its end: what is left is the last line.
 */
void
chl_line_splitter_finish (ChlLineSplitter *self)
{
  g_return_if_fail (self != NULL);

  if (!self->is_over)
    take_line (self, self->partial->str, self->partial->len, TRUE);
  self->is_over = TRUE;
}
