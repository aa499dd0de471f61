/* chl-side-scroller.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-side-scroller"

#include "config.h"

#include "chl-side-scroller.h"

/* Pixels for a key or a notch of the wheel. */
#define STEP 48.0

/**
 * ChlSideScroller:
 *
 * Scrolls its child sideways where that must be wider than the column, and never up or down: those turns
 * of the wheel are the transcript's. Until the child is too wide it costs nothing but itself, which
 * a #GtkScrolledWindow does not.
 *
 * Positions count from the side where text begins.
 */
struct _ChlSideScroller
{
  GtkWidget parent_instance;

  GtkWidget     *child;      /* (unowned) (nullable) */
  GtkWidget     *bar;        /* (unowned) (nullable) child, once it was needed */
  GtkAdjustment *adjustment; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChlSideScroller, chl_side_scroller, GTK_TYPE_WIDGET)

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           ChlSideScroller          *self)
{
  GdkModifierType state;
  double          step = ABS (dx) > ABS (dy) ? dx : 0;

  state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  if ((state & GDK_SHIFT_MASK) != 0 && ABS (dy) >= ABS (dx))
    step = dy;
  if (ABS (step) <= 0.001 || !chl_side_scroller_is_too_wide (self))
    return GDK_EVENT_PROPAGATE;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    step = -step;
  gtk_adjustment_set_value (self->adjustment,
                            gtk_adjustment_get_value (self->adjustment) + step * STEP);

  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  ChlSideScroller *self = CHL_SIDE_SCROLLER (widget);
  double           step = g_variant_get_int32 (arguments) * STEP;

  if (!gtk_widget_is_focus (widget) || !chl_side_scroller_is_too_wide (self))
    return GDK_EVENT_PROPAGATE;

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    step = -step;
  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + step);

  return GDK_EVENT_STOP;
}

static gboolean
end_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  ChlSideScroller *self = CHL_SIDE_SCROLLER (widget);

  if (!gtk_widget_is_focus (widget) || !chl_side_scroller_is_too_wide (self))
    return GDK_EVENT_PROPAGATE;

  gtk_adjustment_set_value (self->adjustment,
                            g_variant_get_boolean (arguments)
                              ? gtk_adjustment_get_upper (self->adjustment)
                              : gtk_adjustment_get_lower (self->adjustment));

  return GDK_EVENT_STOP;
}

static int
get_child_width (ChlSideScroller *self,
                 int              width)
{
  int minimum;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return MAX (width, minimum);
}

static int
get_bar_height (ChlSideScroller *self)
{
  int natural;

  if (self->bar == NULL)
    {
      self->bar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);
      gtk_widget_set_child_visible (self->bar, FALSE);
      gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
    }
  gtk_widget_measure (self->bar, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static GtkSizeRequestMode
chl_side_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chl_side_scroller_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  ChlSideScroller *self = CHL_SIDE_SCROLLER (widget);

  *minimum = *natural = 0;
  if (self->child == NULL)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->child, orientation, -1, NULL, natural, NULL, NULL);
    }
  else
    {
      int width = get_child_width (self, for_size);

      gtk_widget_measure (self->child, orientation, width, minimum, natural, NULL, NULL);
      if (for_size >= 0 && width > for_size)
        *natural += get_bar_height (self);
      *minimum = *natural;
    }
}

static void
chl_side_scroller_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  ChlSideScroller *self = CHL_SIDE_SCROLLER (widget);
  gboolean         is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int              child_width;
  int              bar_height;
  int              offset;

  if (self->child == NULL)
    return;

  child_width = get_child_width (self, width);
  bar_height = child_width > width ? get_bar_height (self) : 0;
  g_object_freeze_notify (G_OBJECT (self->adjustment));
  gtk_adjustment_configure (self->adjustment,
                            CLAMP (gtk_adjustment_get_value (self->adjustment), 0,
                                   child_width - width),
                            0, child_width, STEP, width * 0.9, width);
  g_object_thaw_notify (G_OBJECT (self->adjustment));
  gtk_widget_set_focusable (widget, bar_height > 0);

  offset = (int) gtk_adjustment_get_value (self->adjustment);
  gtk_widget_size_allocate (self->child,
                            &(GtkAllocation){ is_rtl ? width - child_width + offset : -offset, 0,
                                              child_width, height - bar_height },
                            -1);
  if (self->bar == NULL)
    return;

  gtk_widget_set_child_visible (self->bar, bar_height > 0);
  if (bar_height > 0)
    gtk_widget_size_allocate (self->bar,
                              &(GtkAllocation){ 0, height - bar_height, width, bar_height }, -1);
}

static void
chl_side_scroller_dispose (GObject *object)
{
  ChlSideScroller *self = CHL_SIDE_SCROLLER (object);

  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->adjustment);

  G_OBJECT_CLASS (chl_side_scroller_parent_class)->dispose (object);
}

static void
chl_side_scroller_class_init (ChlSideScrollerClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_side_scroller_dispose;
  widget_class->get_request_mode = chl_side_scroller_get_request_mode;
  widget_class->measure = chl_side_scroller_measure;
  widget_class->size_allocate = chl_side_scroller_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "chl-side-scroller");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, key_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, 0, key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, 0, key_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, end_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, end_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, end_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_End, 0, end_cb, "b", TRUE);
}

static void
chl_side_scroller_init (ChlSideScroller *self)
{
  GtkEventController *controller;

  self->adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, STEP, STEP, 0));
  g_signal_connect_object (self->adjustment, "value-changed",
                           G_CALLBACK (gtk_widget_queue_allocate), self, G_CONNECT_SWAPPED);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  controller = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect_object (controller, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/**
 * chl_side_scroller_set_child:
 * @self: a scroller without a child
 * @child: (transfer floating): what may be too wide
 */
void
chl_side_scroller_set_child (ChlSideScroller *self,
                             GtkWidget       *child)
{
  g_return_if_fail (CHL_IS_SIDE_SCROLLER (self));
  g_return_if_fail (GTK_IS_WIDGET (child));
  g_return_if_fail (self->child == NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

gboolean
chl_side_scroller_is_too_wide (ChlSideScroller *self)
{
  g_return_val_if_fail (CHL_IS_SIDE_SCROLLER (self), FALSE);

  return gtk_adjustment_get_upper (self->adjustment) >
         gtk_adjustment_get_page_size (self->adjustment) + 0.5;
}

/* Returns: how many pixels of the child are out of sight before its beginning. */
double
chl_side_scroller_get_value (ChlSideScroller *self)
{
  g_return_val_if_fail (CHL_IS_SIDE_SCROLLER (self), 0);

  return gtk_adjustment_get_value (self->adjustment);
}

/**
 * chl_side_scroller_show_area:
 * @self: a scroller that has its size
 * @area: a place in its child
 *
 * Moves the child so that @area can be seen, with a little of what stands beside it.
 */
void
chl_side_scroller_show_area (ChlSideScroller    *self,
                             const GdkRectangle *area)
{
  double start;

  g_return_if_fail (CHL_IS_SIDE_SCROLLER (self));
  g_return_if_fail (area != NULL);

  start = area->x;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    start = gtk_adjustment_get_upper (self->adjustment) - area->x - area->width;
  gtk_adjustment_clamp_page (self->adjustment, start - STEP, start + area->width + STEP);
}
