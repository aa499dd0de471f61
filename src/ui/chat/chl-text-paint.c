/* chl-text-paint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-text-paint"

#include "config.h"

#include "chl-text-paint.h"

/* Parts of the colour that are seen through. */
#define SELECTION_ALPHA 0.35f

/* From pixel to pixel: rectangles that meet do so at the same one, and nothing is painted twice. */
static void
append_rectangle (GtkSnapshot   *snapshot,
                  const GdkRGBA *color,
                  int            left,
                  int            right,
                  int            top,
                  int            bottom)
{
  if (right > left && bottom > top)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT ((float) left, (float) top,
                                                    (float) (right - left), (float) (bottom - top)));
}

/* A line from which the selection goes on to the next one is selected to the border. */
static void
paint_line (GtkWidget       *widget,
            GtkSnapshot     *snapshot,
            PangoLayoutIter *iter,
            const GdkRGBA   *color,
            int              x,
            int              y,
            gsize            start,
            gsize            end)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  gsize            line_end = (gsize) (line->start_index + line->length);
  gboolean         is_rtl = line->resolved_dir == PANGO_DIRECTION_RTL;
  g_autofree int  *ranges = NULL;
  PangoRectangle   extents;
  int              n_ranges;
  int              top;
  int              bottom;
  int              left;
  int              right;

  if (end < (gsize) line->start_index || start > line_end || (start == end))
    return;

  pango_layout_iter_get_line_yrange (iter, &top, &bottom);
  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  pango_layout_line_get_x_ranges (line, (int) MAX (start, (gsize) line->start_index),
                                  (int) MIN (end, line_end), &ranges, &n_ranges);
  top = y + PANGO_PIXELS (top);
  bottom = y + PANGO_PIXELS (bottom);
  for (int i = 0; i < n_ranges; i++)
    append_rectangle (snapshot, color, x + PANGO_PIXELS (ranges[2 * i]),
                      x + PANGO_PIXELS (ranges[2 * i + 1]), top, bottom);

  if (end <= line_end)
    return;

  left = is_rtl ? 0 : x + PANGO_PIXELS (extents.x + extents.width);
  right = is_rtl ? x + PANGO_PIXELS (extents.x) : gtk_widget_get_width (widget);
  append_rectangle (snapshot, color, left, right, top, bottom);
}

/**
 * chl_text_paint_selection:
 * @widget: the widget that shows the text
 * @snapshot: where to paint, before the text
 * @layout: the text
 * @x: where @layout is in @widget
 * @y: where @layout is in @widget
 * @start: the first selected byte
 * @end: one behind the last one; behind the text when the selection goes on after it
 */
void
chl_text_paint_selection (GtkWidget   *widget,
                          GtkSnapshot *snapshot,
                          PangoLayout *layout,
                          int          x,
                          int          y,
                          gsize        start,
                          gsize        end)
{
  g_autoptr(PangoLayoutIter) iter = pango_layout_get_iter (layout);
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color",
                                       &color))
    color = (GdkRGBA){ 0.2f, 0.5f, 0.9f, 1 };
  color.alpha *= SELECTION_ALPHA;

  do
    paint_line (widget, snapshot, iter, &color, x, y, start, end);
  while (pango_layout_iter_next_line (iter));
}

/**
 * chl_text_paint_get_pointer:
 * @widget: a realized widget
 * @out_x: (out): where the pointer is in it
 * @out_y: (out): where the pointer is in it
 *
 * Returns: whether there is a pointer over its window
 */
gboolean
chl_text_paint_get_pointer (GtkWidget *widget,
                            double    *out_x,
                            double    *out_y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSeat   *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *pointer = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;
  double     x;
  double     y;
  double     native_x;
  double     native_y;

  if (native == NULL || pointer == NULL ||
      !gdk_surface_get_device_position (gtk_native_get_surface (native), pointer, &x, &y, NULL))
    return FALSE;

  gtk_native_get_surface_transform (native, &native_x, &native_y);

  return gtk_widget_translate_coordinates (GTK_WIDGET (native), widget, x - native_x, y - native_y,
                                           out_x, out_y);
}
