/* chl-text-piece.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-block.h"
#include "chl-find.h"

G_BEGIN_DECLS

#define CHL_TYPE_TEXT_PIECE (chl_text_piece_get_type ())

/*
 * A label with links, marks and a selection: everything in a transcript that can be read consists of
 * these. Positions are bytes of its text; places are in its own coordinates.
 */
G_DECLARE_FINAL_TYPE (ChlTextPiece, chl_text_piece, CHL, TEXT_PIECE, GtkWidget)

GtkWidget  *chl_text_piece_new (void);
void        chl_text_piece_set_wraps (ChlTextPiece *self,
                                      gboolean      wraps);
void        chl_text_piece_set_text (ChlTextPiece  *self,
                                     const char    *text,
                                     gsize          length,
                                     const ChlSpan *spans,
                                     guint          n_spans);
void        chl_text_piece_set_colors (ChlTextPiece  *self,
                                       PangoAttrList *colors);
const char *chl_text_piece_get_text (ChlTextPiece *self,
                                     gsize        *out_length);
GtkLabel   *chl_text_piece_get_label (ChlTextPiece *self);
void        chl_text_piece_select (ChlTextPiece *self,
                                   gsize         start,
                                   gsize         end);
void        chl_text_piece_mark (ChlTextPiece *self,
                                 ChlFind      *find,
                                 gssize        current);
gsize       chl_text_piece_get_position_at (ChlTextPiece *self,
                                            double        x,
                                            double        y);
void        chl_text_piece_get_area (ChlTextPiece *self,
                                     gsize         position,
                                     GdkRectangle *out_area);
const char *chl_text_piece_get_uri_at (ChlTextPiece *self,
                                       double        x,
                                       double        y);

G_END_DECLS
