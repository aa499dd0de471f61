/* chl-line-splitter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlLineFunc:
 * @line: valid UTF-8, without blanks at either end; never empty
 * @length: its bytes
 * @is_tail: the input ended without the line's end
 * @user_data: closure
 *
 * Returns: whether more lines are wanted
 */
typedef gboolean (*ChlLineFunc) (const char *line,
                                 gsize       length,
                                 gboolean    is_tail,
                                 gpointer    user_data);

/**
 * ChlLineSplitter:
 *
 * Cuts a stream of bytes into lines, however it arrives in pieces. For newline-delimited JSON.
 */
typedef struct _ChlLineSplitter ChlLineSplitter;

ChlLineSplitter *chl_line_splitter_new (gsize       max_line_bytes,
                                        ChlLineFunc func,
                                        gpointer    user_data);
void             chl_line_splitter_free (ChlLineSplitter *self);
gboolean         chl_line_splitter_push (ChlLineSplitter *self,
                                         const char      *bytes,
                                         gsize            length);
void             chl_line_splitter_finish (ChlLineSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlLineSplitter, chl_line_splitter_free)

G_END_DECLS
