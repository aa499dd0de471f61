/* chl-turn-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-turn-column"

#include "config.h"

#include "chl-turn-column.h"

#include <math.h>

#include "chl-turn-column-private.h"

/* No turn is wider than this, margins included; logical pixels. */
#define MAX_WIDTH 692
#define MIN_HEIGHT 48

/* Nobody who has not scrolled for this long goes on with it. */
#define REST_MS 200

/* What is near is made ready this long after what is in sight. */
#define READY_MS 60

/**
 * ChlTurnColumn:
 *
 * The turns of a conversation, one below the other, of which only those that are in sight, or nearly
 * so, have widgets.
 *
 * What stands at the top of what is in sight stays there, whatever is found out about the heights of
 * others, and however they change; or else, if the end is in sight, the end. That the place in the
 * whole column turns out to be another one moves the scroll bar, and that only when the person rests:
 * a scrolled window goes on with a movement from the values it knows.
 */
static void scrollable_iface_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlTurnColumn,
                               chl_turn_column,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_iface_init))

typedef enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} ChlTurnColumnProperty;

enum
{
  SIGNAL_TURN_ADDED,
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
fill_cb (gpointer user_data)
{
  ChlTurnColumn *self = user_data;

  if (chl_turn_fill_one_more (self))
    {
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      return G_SOURCE_CONTINUE;
    }

  self->idle_id = 0;
  return G_SOURCE_REMOVE;
}

static void
ready_cb (gpointer user_data)
{
  ChlTurnColumn *self = user_data;

  self->idle_id = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
}

static void
rest_cb (gpointer user_data)
{
  ChlTurnColumn *self = user_data;

  self->rest_id = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
is_scrolling (ChlTurnColumn *self)
{
  return g_get_monotonic_time () - self->scrolled_us < REST_MS * 1000;
}

/* Tells the scroll bar where the place is. */
static void
configure (ChlTurnColumn *self)
{
  double page = self->page;
  double upper = MAX (chl_turn_fill_get_height (self), page);
  double top = CLAMP (chl_turn_fill_get_top (self), 0, upper - page);
  double value = top;

  if (self->vadjustment == NULL)
    return;

  if (is_scrolling (self) && self->value >= 1 && self->value <= upper - page - 1)
    {
      value = self->value;
      if (self->rest_id == 0)
        self->rest_id = g_timeout_add_once (REST_MS, rest_cb, self);
    }

  self->is_configuring = TRUE;
  self->shift = top - value;
  self->value = value;
  gtk_adjustment_configure (self->vadjustment, value, 0, upper, page * 0.1, page * 0.9, page);
  self->is_configuring = FALSE;
}

static void
place_rows (ChlTurnColumn *self)
{
  guint  n_rows = chl_rows_get_n_rows (self->rows);
  gint64 y = CHL_TURN_COLUMN_TOP - (gint64) floor (chl_turn_fill_get_top (self) + 0.5);
  int    x = (gtk_widget_get_width (GTK_WIDGET (self)) - self->width) / 2;

  for (guint i = 0; i < n_rows; i++)
    {
      GtkWidget *widget = chl_rows_get_widget (self->rows, i);
      int        height = chl_rows_get_height (self->rows, i);
      int        width;

      if (widget != NULL)
        {
          GtkAllocation area = { x, (int) y, self->width, height };

          gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
          area.width = MAX (area.width, width);
          gtk_widget_size_allocate (widget, &area, -1);
        }
      y += height;
    }
}

static void
measure_rows (ChlTurnColumn *self)
{
  guint n_rows = chl_rows_get_n_rows (self->rows);

  for (guint i = 0; i < n_rows; i++)
    if (chl_rows_get_widget (self->rows, i) != NULL)
      chl_turn_fill_measure (self, i);
}

/* A drift that the first pass reveals is taken back in the second one. */
static void
lay_out (ChlTurnColumn *self,
         gboolean       is_resized)
{
  measure_rows (self);
  chl_turn_fill (self);
  for (guint i = 0; i < 2; i++)
    {
      double drift;

      place_rows (self);
      drift = chl_turn_fill_get_drift (self, is_resized);
      if (fabs (drift) < 1)
        break;
      self->anchor_y -= drift;
      chl_turn_fill (self);
    }
  chl_turn_fill_find_mark (self);
}

static void
chl_turn_column_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  ChlTurnColumn *self = CHL_TURN_COLUMN (widget);
  int            turn_width = MAX (MIN (width, MAX_WIDTH) - 2 * CHL_TURN_COLUMN_SIDE, 1);
  gboolean       is_resized = self->width != 0 && self->width != turn_width;

  if (self->width != turn_width)
    {
      self->width = turn_width;
      chl_turn_fill_guess (self, 0, chl_rows_get_n_rows (self->rows));
    }
  self->page = height;

  lay_out (self, is_resized);
  configure (self);
  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, 0, 0, width, width * 0.1, width * 0.9, width);

  if (self->idle_id == 0 && self->model != NULL)
    self->idle_id = g_timeout_add_once (READY_MS, ready_cb, self);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
chl_turn_column_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  int smallest = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = MIN_HEIGHT;
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      smallest = MAX (smallest, least);
    }
  *minimum = smallest + 2 * CHL_TURN_COLUMN_SIDE;
  *natural = MAX (*minimum, MAX_WIDTH);
}

/* What the person did to the scroll bar moves what is in sight by as much. */
static void
value_changed_cb (ChlTurnColumn *self)
{
  GtkAdjustment *adjustment = self->vadjustment;
  double         value = gtk_adjustment_get_value (adjustment);
  double         end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double         distance = value - self->value;

  if (self->is_configuring)
    return;

  self->value = value;
  self->scrolled_us = g_get_monotonic_time ();
  chl_turn_column_scroll_by (self, distance);

  /* A movement that is going on meets the edge of the values before it meets that of the column. */
  if (fabs (self->shift) >= 1 && fabs (distance) < self->page)
    return;

  if (value <= 0 && distance < 0)
    chl_turn_column_show_turn (self, 0);
  else if (value >= end - 0.5 && distance > 0)
    chl_turn_column_show_end (self);
}

static void
set_adjustment (ChlTurnColumn  *self,
                GtkAdjustment **field,
                GtkAdjustment  *adjustment)
{
  if (*field == adjustment)
    return;

  if (*field != NULL)
    g_signal_handlers_disconnect_by_func (*field, value_changed_cb, self);
  g_set_object (field, adjustment);
  if (adjustment != NULL && field == &self->vadjustment)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
chl_turn_column_root (GtkWidget *widget)
{
  ChlTurnColumn *self = CHL_TURN_COLUMN (widget);

  GTK_WIDGET_CLASS (chl_turn_column_parent_class)->root (widget);

  g_set_weak_pointer (&self->root, gtk_widget_get_root (widget));
  g_signal_connect_object (self->root, "notify::focus-widget", G_CALLBACK (chl_turn_place_show_focus),
                           self, G_CONNECT_SWAPPED);
}

static void
chl_turn_column_unroot (GtkWidget *widget)
{
  ChlTurnColumn *self = CHL_TURN_COLUMN (widget);

  if (self->root != NULL)
    g_signal_handlers_disconnect_by_func (self->root, chl_turn_place_show_focus, self);
  g_clear_weak_pointer (&self->root);

  GTK_WIDGET_CLASS (chl_turn_column_parent_class)->unroot (widget);
}

static void
chl_turn_column_dispose (GObject *object)
{
  ChlTurnColumn *self = CHL_TURN_COLUMN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  chl_turn_items_forget (self);
  g_clear_weak_pointer (&self->mark);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);

  G_OBJECT_CLASS (chl_turn_column_parent_class)->dispose (object);
}

static void
chl_turn_column_finalize (GObject *object)
{
  ChlTurnColumn *self = CHL_TURN_COLUMN (object);

  g_clear_pointer (&self->rows, chl_rows_free);

  G_OBJECT_CLASS (chl_turn_column_parent_class)->finalize (object);
}

static void
chl_turn_column_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ChlTurnColumn *self = CHL_TURN_COLUMN (object);

  switch ((ChlTurnColumnProperty) prop_id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      return;

    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      return;

    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_turn_column_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  ChlTurnColumn *self = CHL_TURN_COLUMN (object);

  switch ((ChlTurnColumnProperty) prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      return;

    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      return;

    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
scrollable_iface_init (GtkScrollableInterface *iface)
{
}

static void
chl_turn_column_class_init (ChlTurnColumnClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_turn_column_dispose;
  object_class->finalize = chl_turn_column_finalize;
  object_class->get_property = chl_turn_column_get_property;
  object_class->set_property = chl_turn_column_set_property;

  widget_class->measure = chl_turn_column_measure;
  widget_class->size_allocate = chl_turn_column_size_allocate;
  widget_class->root = chl_turn_column_root;
  widget_class->unroot = chl_turn_column_unroot;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[SIGNAL_TURN_ADDED] =
    g_signal_new ("turn-added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
  signals[SIGNAL_MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "chl-turns");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LOG);
}

static void
chl_turn_column_init (ChlTurnColumn *self)
{
  self->rows = chl_rows_new ();
  self->is_at_end = TRUE;
  self->scrolled_us = G_MININT64 / 2;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}
