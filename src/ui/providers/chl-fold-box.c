/* chl-fold-box.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fold-box"

#include "config.h"

#include "chl-fold-box.h"

#define SPACING 6

/* Pixels that the first child keeps for itself before the second one goes below it. */
#define MIN_START 200

/**
 * ChlFoldBox:
 *
 * Two children beside each other, the first as wide as it can be; where there is no room for both,
 * the second one below the first.
 */
struct _ChlFoldBox
{
  GtkWidget parent_instance;

  gboolean is_folded; /* as it was placed the last time */
  int      width;     /* pixels, likewise */
  guint    resize_id; /* idle source */
};

G_DEFINE_FINAL_TYPE (ChlFoldBox, chl_fold_box, GTK_TYPE_WIDGET)

typedef struct
{
  GtkWidget *start; /* (unowned) */
  GtkWidget *end;   /* (unowned) (nullable) NULL while it is not shown */
  int        start_minimum;
  int        start_natural;
  int        end_minimum;
  int        end_natural;
} Widths;

static void
measure_widths (ChlFoldBox *self,
                Widths     *widths)
{
  widths->start = gtk_widget_get_first_child (GTK_WIDGET (self));
  widths->end = gtk_widget_get_last_child (GTK_WIDGET (self));
  widths->end_minimum = 0;
  widths->end_natural = 0;

  gtk_widget_measure (widths->start, GTK_ORIENTATION_HORIZONTAL, -1, &widths->start_minimum,
                      &widths->start_natural, NULL, NULL);
  if (widths->end == widths->start || !gtk_widget_should_layout (widths->end))
    widths->end = NULL;
  else
    gtk_widget_measure (widths->end, GTK_ORIENTATION_HORIZONTAL, -1, &widths->end_minimum,
                        &widths->end_natural, NULL, NULL);

  /* An empty box takes no place, spacing neither. */
  if (widths->end_natural == 0)
    widths->end = NULL;
}

static gboolean
is_folded (const Widths *widths,
           int           width)
{
  int start = MAX (widths->start_minimum, MIN (widths->start_natural, MIN_START));

  return widths->end != NULL && width < start + SPACING + widths->end_natural;
}

static int
measure_height (GtkWidget *child,
                int        width)
{
  int minimum;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);

  return natural;
}

static void
chl_fold_box_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  Widths widths;

  if (gtk_widget_get_first_child (widget) == NULL)
    return;

  measure_widths (CHL_FOLD_BOX (widget), &widths);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (widths.start_minimum, widths.end_minimum);
      *natural = widths.start_natural;
      if (widths.end != NULL)
        *natural += SPACING + widths.end_natural;
      return;
    }

  /* A list view asks for no width in particular, and means the one that it has. */
  if (for_size < 0)
    for_size = CHL_FOLD_BOX (widget)->is_folded
                 ? MAX (CHL_FOLD_BOX (widget)->width, widths.start_minimum)
                 : widths.start_natural + SPACING + widths.end_natural;

  if (widths.end == NULL)
    *natural = measure_height (widths.start, for_size);
  else if (is_folded (&widths, for_size))
    *natural = measure_height (widths.start, for_size) + SPACING +
               measure_height (widths.end, for_size);
  else
    *natural = MAX (measure_height (widths.start, for_size - SPACING - widths.end_natural),
                    measure_height (widths.end, widths.end_natural));
  *minimum = *natural;
}

static void
allocate (GtkWidget    *child,
          GtkAllocation area,
          int           whole_width)
{
  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    area.x = whole_width - area.x - area.width;
  gtk_widget_size_allocate (child, &area, -1);
}

static gboolean
resize_cb (gpointer user_data)
{
  ChlFoldBox *self = CHL_FOLD_BOX (user_data);

  self->resize_id = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* Not at once: sizes must not change while they are given out. */
static void
note_folded (ChlFoldBox *self,
             gboolean    is_folded,
             int         width)
{
  gboolean is_same = self->is_folded == is_folded && (!is_folded || self->width == width);

  self->is_folded = is_folded;
  self->width = width;
  if (is_same)
    return;

  if (self->resize_id == 0)
    self->resize_id = g_idle_add (resize_cb, self);
}

static void
chl_fold_box_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  Widths widths;
  int    start_height;

  if (gtk_widget_get_first_child (widget) == NULL)
    return;

  measure_widths (CHL_FOLD_BOX (widget), &widths);
  note_folded (CHL_FOLD_BOX (widget), is_folded (&widths, width), width);

  if (widths.end == NULL)
    {
      allocate (widths.start, (GtkAllocation){ 0, 0, width, height }, width);
      return;
    }

  if (is_folded (&widths, width))
    {
      start_height = measure_height (widths.start, width);
      allocate (widths.start, (GtkAllocation){ 0, 0, width, start_height }, width);
      allocate (widths.end,
                (GtkAllocation){ 0, start_height + SPACING, width,
                                 MAX (height - start_height - SPACING, 0) },
                width);
      return;
    }

  allocate (widths.start,
            (GtkAllocation){ 0, 0, width - SPACING - widths.end_natural, height }, width);
  allocate (widths.end,
            (GtkAllocation){ width - widths.end_natural, 0, widths.end_natural, height }, width);
}

static GtkSizeRequestMode
chl_fold_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chl_fold_box_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_handle_id (&CHL_FOLD_BOX (object)->resize_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (chl_fold_box_parent_class)->dispose (object);
}

static void
chl_fold_box_class_init (ChlFoldBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_fold_box_dispose;
  widget_class->measure = chl_fold_box_measure;
  widget_class->size_allocate = chl_fold_box_size_allocate;
  widget_class->get_request_mode = chl_fold_box_get_request_mode;
}

static void
chl_fold_box_init (ChlFoldBox *self)
{
}
