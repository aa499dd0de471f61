/* chl-list-focus.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How the focus comes to the rows of a list, and stays there while other things are shown. */
void       chl_list_focus_guide (GtkListView *list);
gboolean   chl_list_focus_enter (GtkListView *list);
void       chl_list_focus_activate_on_click (GtkListView *list);
GtkWidget *chl_list_focus_hold (GtkRoot *root);
void       chl_list_focus_put_back (GtkWidget *widget);

G_END_DECLS
