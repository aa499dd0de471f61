/* chl-code-lines.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-sight-box.h"
#include "chl-text-piece.h"

G_BEGIN_DECLS

#define CHL_TYPE_CODE_LINES (chl_code_lines_get_type ())

/* Lines of code in pieces, of which only the last one grows. */
G_DECLARE_FINAL_TYPE (ChlCodeLines, chl_code_lines, CHL, CODE_LINES, ChlSightBox)

/* Lines in a piece, and bytes of a line that goes on in the next one. */
#define CHL_CODE_LINES_IN_PIECE 24
#define CHL_CODE_LINES_LONG_LINE 1500

GtkWidget    *chl_code_lines_new (void);
void          chl_code_lines_set_text (ChlCodeLines *self,
                                       const char   *text,
                                       gsize         length);
void          chl_code_lines_set_wraps (ChlCodeLines *self,
                                        gboolean      wraps);
void          chl_code_lines_set_language (ChlCodeLines *self,
                                           const char   *language);
void          chl_code_lines_settle (ChlCodeLines *self);
const char   *chl_code_lines_get_text (ChlCodeLines *self);
guint         chl_code_lines_get_n_pieces (ChlCodeLines *self);
ChlTextPiece *chl_code_lines_get_piece (ChlCodeLines *self,
                                        guint         position,
                                        gsize        *out_start);

G_END_DECLS
