/* chl-scroll.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-scroll"

#include "config.h"

#include "chl-scroll.h"

/* What is looked for does not stand nearer to the edge than this, logical pixels. */
#define MARGIN 48.0

/**
 * chl_scroll_to_end:
 * @scrolled: a scrolled window
 *
 * Goes to the lower end.
 */
void
chl_scroll_to_end (GtkScrolledWindow *scrolled)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) -
                                          gtk_adjustment_get_page_size (adjustment));
}

/**
 * chl_scroll_keep_place:
 * @scrolled: a scrolled window to whose upper end something was added
 *
 * Moves nothing: the height that the child will have is taken into account beforehand.
 */
void
chl_scroll_keep_place (GtkScrolledWindow *scrolled)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  GtkWidget     *viewport = gtk_scrolled_window_get_child (scrolled);
  GtkWidget     *child = gtk_viewport_get_child (GTK_VIEWPORT (viewport));
  double         upper = gtk_adjustment_get_upper (adjustment);
  double         value = gtk_adjustment_get_value (adjustment);
  int            height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (viewport), NULL,
                      &height, NULL, NULL);
  gtk_adjustment_set_upper (adjustment, MAX (upper, height));
  gtk_adjustment_set_value (adjustment, value + MAX (0.0, height - upper));
}

/**
 * chl_scroll_show:
 * @scrolled: a scrolled window
 * @bounds: a place, as it is now in @scrolled
 *
 * Brings a place into view; to the middle, if it was not in view.
 */
void
chl_scroll_show (GtkScrolledWindow     *scrolled,
                 const graphene_rect_t *bounds)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  double         page = gtk_adjustment_get_page_size (adjustment);
  double         top = bounds->origin.y;
  double         bottom = top + bounds->size.height;

  if (top >= MARGIN && bottom <= page - MARGIN)
    return;

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) + (top + bottom - page) / 2.0);
}

/**
 * chl_scroll_get_first_child:
 * @scrolled: a scrolled window
 * @column: a widget in it with children one below the other
 *
 * Returns: which child, counted from 0, is the first one of which anything is in sight
 */
guint
chl_scroll_get_first_child (GtkScrolledWindow *scrolled,
                            GtkWidget         *column)
{
  GtkWidget      *child = gtk_widget_get_first_child (column);
  guint           position = 0;
  graphene_rect_t bounds;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_compute_bounds (child, GTK_WIDGET (scrolled), &bounds) ||
          bounds.origin.y + bounds.size.height > 0)
        break;
      position++;
    }

  return position;
}
