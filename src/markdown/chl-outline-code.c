/* chl-outline-code.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-outline-code"

#include "config.h"

#include "chl-outline-private.h"

/* What is left of the line, with blanks for the rest of a tab of which a part was used up. */
static void
add_code_line (ChlOutline *self,
               ChlReading *reading,
               guint       n_columns)
{
  ChlLine *line = &reading->line;
  g_autoptr(GString) text = NULL;
  gsize    first;
  gboolean is_blank;
  gboolean is_fenced = self->fence.mark != '\0';

  chl_line_skip_columns (line, n_columns);
  chl_line_get_indent (line, &first);
  is_blank = first == line->length;

  text = g_string_new (NULL);
  if (line->at < line->length && line->text[line->at] == '\t' && line->column % 4 != 0)
    {
      g_string_append_printf (text, "%*s", (int) (4 - line->column % 4), "");
      line->at++;
    }
  g_string_append_len (text, line->text + line->at, (gssize) (line->length - line->at));

  /* Blank lines at the end are no code, unless a fence follows them. */
  if (is_blank && !is_fenced && !reading->is_part)
    g_string_append_printf (self->leaf->blanks, "\n%s", text->str);
  else
    chl_leaf_add_line (self->leaf, text->str, text->len);
}

/* Whether the unfinished line may be the end of the code, or blanks at the end of it. */
static gboolean
is_held_in_code (const ChlOutline *self,
                 const ChlReading *reading)
{
  if (!self->is_tentative || reading->is_part)
    return FALSE;

  for (gsize i = 0; i < reading->length; i++)
    if (reading->text[i] != self->fence.mark && !g_ascii_isspace (reading->text[i]))
      return FALSE;

  return reading->indent < CHL_OUTLINE_CODE_INDENT || reading->length == 0;
}

/**
 * chl_outline_continue_code:
 * @self: an outline with open code, in whose containers the line stands
 * @reading: the line
 *
 * Returns: whether the line belongs to the code
 */
ChlStep
chl_outline_continue_code (ChlOutline *self,
                           ChlReading *reading)
{
  gboolean is_fenced = self->fence.mark != '\0';
  ChlFence fence;

  if (is_held_in_code (self, reading))
    return CHL_STEP_DONE;

  if (!is_fenced)
    {
      if (reading->indent < CHL_OUTLINE_CODE_INDENT && reading->length > 0)
        return CHL_STEP_TEXT;
      add_code_line (self, reading, CHL_OUTLINE_CODE_INDENT);
      return CHL_STEP_DONE;
    }

  if (!reading->is_part && reading->indent < CHL_OUTLINE_CODE_INDENT &&
      chl_line_read_fence (reading->text, reading->length, &fence) &&
      fence.mark == self->fence.mark && fence.n_marks >= self->fence.n_marks &&
      fence.info_length == 0)
    {
      self->leaf->is_closed = TRUE;
      chl_outline_close_leaf (self);
      return CHL_STEP_DONE;
    }

  add_code_line (self, reading, MIN (self->fence_indent, reading->indent));
  return CHL_STEP_DONE;
}

/**
 * chl_outline_open_indented_code:
 * @self: an outline
 * @reading: a line that is indented
 *
 * Source: https://spec.commonmark.org/0.31.2/#indented-code-blocks
 *
 * Returns: whether the line begins code; it may go on with a paragraph
 */
ChlStep
chl_outline_open_indented_code (ChlOutline *self,
                                ChlReading *reading)
{
  if (self->leaf != NULL && self->leaf->kind == CHL_BLOCK_PARAGRAPH)
    return CHL_STEP_TEXT;

  chl_outline_close_to (self, reading->matched);
  chl_outline_open_leaf (self, CHL_BLOCK_CODE);
  self->fence = (ChlFence){ 0 };
  add_code_line (self, reading, CHL_OUTLINE_CODE_INDENT);
  return CHL_STEP_DONE;
}
