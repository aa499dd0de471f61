/* chl-tab-stops.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-tab-stops"

#include "config.h"

#include "chl-tab-stops.h"

static void
update (GtkWidget *scroller)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  double         hidden = gtk_adjustment_get_upper (adjustment) -
                  gtk_adjustment_get_lower (adjustment) - gtk_adjustment_get_page_size (adjustment);

  gtk_widget_set_focusable (scroller, hidden >= 1);
}

static void
watch (GtkWidget *scroller)
{
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                           "changed", G_CALLBACK (update), scroller, G_CONNECT_SWAPPED);
  update (scroller);
}

/**
 * chl_tab_stops_skip_still_pages:
 * @root: a widget with #AdwStatusPage in it, or one
 *
 * What such a page says is in something that scrolls, at which Tab stops even if all of it is in
 * sight: then it does so no more.
 */
void
chl_tab_stops_skip_still_pages (GtkWidget *root)
{
  GtkWidget *child = gtk_widget_get_first_child (root);

  g_return_if_fail (GTK_IS_WIDGET (root));

  if (ADW_IS_STATUS_PAGE (root) && GTK_IS_SCROLLED_WINDOW (child))
    watch (child);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    chl_tab_stops_skip_still_pages (child);
}
