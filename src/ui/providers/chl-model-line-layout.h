/* chl-model-line-layout.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Where what is in a line of a list of models goes: its children by their places in the template.
 */
void chl_model_line_layout_measure_width (GtkWidget *line,
                                          int       *minimum,
                                          int       *natural);
int  chl_model_line_layout_measure_height (GtkWidget *line,
                                           int        width);
void chl_model_line_layout_place (GtkWidget *line,
                                  int        width,
                                  int        height);

G_END_DECLS
