/* chl-line.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlLine:
 * @text: valid UTF-8 without its line break; needs no zero behind it
 * @length: its bytes
 * @at: the byte that is looked at
 * @column: where that byte stands on a screen whose tabs are four wide; inside a tab of which a part
 *   was used up
 *
 * A line that is read from the left.
 */
typedef struct
{
  const char *text;
  gsize       length;
  gsize       at;
  guint       column;
} ChlLine;

/**
 * ChlFence:
 * @mark: a backtick or a tilde
 * @n_marks: how many of them
 * @info: what follows them, without blanks around it
 * @info_length: its bytes
 *
 * The line before or behind code.
 */
typedef struct
{
  char        mark;
  gsize       n_marks;
  const char *info;
  gsize       info_length;
} ChlFence;

/**
 * ChlMarker:
 * @mark: `-`, `+` or `*`; of a number what follows it, `.` or `)`
 * @number: of a number
 * @n_bytes: how long it is
 *
 * What an item of a list begins with.
 */
typedef struct
{
  char  mark;
  guint number;
  gsize n_bytes;
} ChlMarker;

void     chl_line_init (ChlLine    *self,
                        const char *text,
                        gsize       length);
guint    chl_line_get_indent (const ChlLine *self,
                              gsize         *out_first);
gboolean chl_line_is_blank (const ChlLine *self);
void     chl_line_skip_columns (ChlLine *self,
                                guint    n_columns);
void     chl_line_skip_bytes (ChlLine *self,
                              gsize    n_bytes);

gboolean chl_line_is_rule (const char *text,
                           gsize       length);
guint    chl_line_read_heading (const char  *text,
                                gsize        length,
                                const char **out_title,
                                gsize       *out_length);
guint    chl_line_read_underline (const char *text,
                                  gsize       length);
gboolean chl_line_read_fence (const char *text,
                              gsize       length,
                              ChlFence   *out_fence);
gboolean chl_line_read_marker (const char *text,
                               gsize       length,
                               ChlMarker  *out_marker);
gboolean chl_line_read_task (const char *text,
                             gsize       length,
                             gboolean   *out_is_done);

G_END_DECLS
