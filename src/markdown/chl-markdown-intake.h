/* chl-markdown-intake.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-outline.h"

G_BEGIN_DECLS

/* Lines that are longer are read in parts of this length. */
#define CHL_MARKDOWN_PART_BYTES 4096

/**
 * ChlMarkdownIntake:
 * @raw: (owned): bytes that were not looked at yet
 * @line: (owned): valid UTF-8: the last line, whose end is not there
 * @is_after_return: a line feed now would belong to the line break before it
 *
 * Makes lines of bytes.
 */
typedef struct
{
  GString *raw;
  GString *line;
  gboolean is_after_return;
} ChlMarkdownIntake;

void     chl_markdown_intake_init (ChlMarkdownIntake *self);
void     chl_markdown_intake_clear (ChlMarkdownIntake *self);
void     chl_markdown_intake_reset (ChlMarkdownIntake *self);
void     chl_markdown_intake_read (ChlMarkdownIntake *self,
                                   ChlOutline        *outline);
GString *chl_markdown_intake_dup_rest (ChlMarkdownIntake *self,
                                       gboolean           is_whole);

G_END_DECLS
