/* chl-text-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-text-layout"

#include "config.h"

#include "chl-text-layout.h"

#include <string.h>

/* A line with more bytes than this is wider than any place it could stand in. */
#define LONG_LINE_BYTES 320

/* What such a line would like to have, logical pixels. */
#define LONG_LINE_WIDTH 4096

/**
 * ChlTextLayout:
 *
 * Lays out a widget whose child is a #GtkLabel.
 *
 * A label that wraps sets its whole text four or five times to find its size, once with a break after
 * each character to find how narrow it can be. An answer grows by a few words at every frame, and
 * would spend the frame on that. Here the text is set once, at the width that it will have: what it
 * measures without a break is remembered, and holds for every width in which it has room.
 */
struct _ChlTextLayout
{
  GtkLayoutManager parent_instance;

  PangoLayout *layout; /* (owned) (nullable) of the label, when its text was set in one line */
  guint        serial; /* of the layout, then */
  int          width;  /* of the lines that are not broken */
  int          height;
};

G_DEFINE_FINAL_TYPE (ChlTextLayout, chl_text_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkLabel *
find_label (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL && !GTK_IS_LABEL (child))
    child = gtk_widget_get_next_sibling (child);

  return child != NULL ? GTK_LABEL (child) : NULL;
}

/* The size of the text when its lines are as long as @width; when they are not broken if it is -1. */
static void
measure_text (GtkLabel *label,
              int       width,
              int      *out_width,
              int      *out_height)
{
  g_autoptr(PangoLayout) layout = pango_layout_copy (gtk_label_get_layout (label));
  PangoRectangle extents;

  pango_layout_set_width (layout, width >= 0 ? width * PANGO_SCALE : -1);
  pango_layout_get_extents (layout, NULL, &extents);
  *out_width = PANGO_PIXELS_CEIL (extents.width);
  *out_height = PANGO_PIXELS_CEIL (extents.height);
}

static gboolean
has_long_line (const char *text)
{
  const char *end;

  for (; (end = strchr (text, '\n')) != NULL; text = end + 1)
    if (end - text > LONG_LINE_BYTES)
      return TRUE;

  return strlen (text) > LONG_LINE_BYTES;
}

/* Whether the label, or how letters are drawn, has changed since the lines were measured. */
static gboolean
is_unbroken_known (ChlTextLayout *self,
                   GtkLabel      *label)
{
  return self->layout != NULL && self->layout == gtk_label_get_layout (label) &&
         self->serial == pango_layout_get_serial (self->layout);
}

static void
ensure_unbroken (ChlTextLayout *self,
                 GtkLabel      *label)
{
  if (is_unbroken_known (self, label))
    return;

  g_set_object (&self->layout, gtk_label_get_layout (label));
  self->serial = pango_layout_get_serial (self->layout);
  measure_text (label, -1, &self->width, &self->height);
}

static int
measure_width (ChlTextLayout *self,
               GtkLabel      *label)
{
  if (gtk_label_get_wrap (label) && has_long_line (gtk_label_get_text (label)))
    return LONG_LINE_WIDTH;

  ensure_unbroken (self, label);

  return self->width;
}

static int
measure_height (ChlTextLayout *self,
                GtkLabel      *label,
                int            width)
{
  int ignored;
  int height;

  if (!gtk_label_get_wrap (label) || width < 0)
    ensure_unbroken (self, label);
  if (is_unbroken_known (self, label) &&
      (!gtk_label_get_wrap (label) || width < 0 || self->width <= width))
    return self->height;

  measure_text (label, width, &ignored, &height);

  return height;
}

static GtkSizeRequestMode
chl_text_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  GtkLabel *label = find_label (widget);

  return label != NULL && gtk_label_get_wrap (label) ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                                     : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
chl_text_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  ChlTextLayout *self = CHL_TEXT_LAYOUT (manager);
  GtkLabel      *label = find_label (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (label == NULL)
    return;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_height (self, label, for_size);
      return;
    }

  *natural = measure_width (self, label);
  *minimum = gtk_label_get_wrap (label) ? 0 : *natural;
}

static void
chl_text_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
    else
      gtk_widget_allocate (child, width, height, -1, NULL);
}

static void
chl_text_layout_dispose (GObject *object)
{
  g_clear_object (&CHL_TEXT_LAYOUT (object)->layout);

  G_OBJECT_CLASS (chl_text_layout_parent_class)->dispose (object);
}

static void
chl_text_layout_class_init (ChlTextLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_text_layout_dispose;
  layout_class->get_request_mode = chl_text_layout_get_request_mode;
  layout_class->measure = chl_text_layout_measure;
  layout_class->allocate = chl_text_layout_allocate;
}

static void
chl_text_layout_init (ChlTextLayout *self)
{
}
