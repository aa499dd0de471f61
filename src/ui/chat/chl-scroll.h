/* chl-scroll.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Places in a scrolled window that has a GtkViewport as its child. */

void  chl_scroll_to_end (GtkScrolledWindow *scrolled);
void  chl_scroll_keep_place (GtkScrolledWindow *scrolled);
void  chl_scroll_show (GtkScrolledWindow     *scrolled,
                       const graphene_rect_t *bounds);
guint chl_scroll_get_first_child (GtkScrolledWindow *scrolled,
                                  GtkWidget         *column);

G_END_DECLS
