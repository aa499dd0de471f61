/* chl-selector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-selector"

#include "config.h"

#include "chl-selector.h"

#include "chl-selection-content.h"
#include "chl-turn.h"

/* So near to the edge, logical pixels, a drag begins to scroll. */
#define EDGE 24.0

/* How fast it scrolls, logical pixels a second: for each one beyond that, and at most. */
#define SPEED_PER_PIXEL 12.0
#define MAX_SPEED 4000.0

struct _ChlSelector
{
  GObject parent_instance;

  ChlSelection  *selection; /* (owned) */
  ChlTurnColumn *column;    /* (unowned) weak */
  GtkGesture    *drag;      /* (unowned) the column owns it */
  double         x;         /* of the pointer, in the column */
  double         y;
  guint          tick_id;
  gint64         frame_us;    /* when it scrolled last */
  gboolean       is_dragging; /* a drag selects */
  gboolean       was_at_end;  /* before it did */
};

G_DEFINE_FINAL_TYPE (ChlSelector, chl_selector, G_TYPE_OBJECT)

static guint menu_wanted_signal;

/* How far a turn is above or below a place. */
static double
get_distance (GtkWidget       *turn,
              ChlTurnColumn   *column,
              double           y,
              graphene_rect_t *out_bounds)
{
  if (!gtk_widget_get_mapped (turn) ||
      !gtk_widget_compute_bounds (turn, GTK_WIDGET (column), out_bounds))
    return G_MAXDOUBLE;

  return MAX (0, MAX ((double) out_bounds->origin.y - y,
                      y - (double) (out_bounds->origin.y + out_bounds->size.height)));
}

/**
 * chl_selector_find_place:
 * @column: a column that has its size
 * @x: in it
 * @y: in it
 * @out_place: (out): the nearest place
 *
 * Returns: whether there is any text near
 */
gboolean
chl_selector_find_place (ChlTurnColumn *column,
                         double         x,
                         double         y,
                         ChlPlace      *out_place)
{
  GtkWidget      *nearest = NULL;
  graphene_rect_t bounds = { 0 };
  double          least = G_MAXDOUBLE;

  for (GtkWidget *turn = gtk_widget_get_first_child (GTK_WIDGET (column)); turn != NULL;
       turn = gtk_widget_get_next_sibling (turn))
    {
      graphene_rect_t here;
      double          distance = get_distance (turn, column, y, &here);

      if (distance < least && chl_turn_get_message (turn) != NULL)
        {
          nearest = turn;
          least = distance;
          bounds = here;
        }
    }

  if (nearest == NULL || !chl_turn_find_place (nearest, x - (double) bounds.origin.x,
                                               y - (double) bounds.origin.y, out_place))
    return FALSE;

  out_place->message = chl_turn_get_message (nearest);
  out_place->position = chl_turn_column_find_position (column, nearest);

  return TRUE;
}

/* What does something of its own when it is pressed, and what is no part of the column's window. */
static gboolean
is_taken (ChlSelector      *self,
          GtkGestureSingle *gesture,
          double            x,
          double            y)
{
  GtkWidget *column = GTK_WIDGET (self->column);
  GdkEvent  *event = gtk_gesture_get_last_event (
     GTK_GESTURE (gesture), gtk_gesture_single_get_current_sequence (gesture));
  GtkWidget *widget;

  if (event != NULL &&
      gdk_event_get_surface (event) != gtk_native_get_surface (gtk_widget_get_native (column)))
    return TRUE;

  widget = gtk_widget_pick (column, x, y, GTK_PICK_DEFAULT);
  for (; widget != NULL && widget != column; widget = gtk_widget_get_parent (widget))
    if (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_RANGE (widget) ||
        GTK_IS_SCROLLBAR (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_EDITABLE (widget))
      return TRUE;

  return FALSE;
}

/* A finger that moves scrolls. */
static gboolean
is_touch (GtkGestureSingle *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (
    GTK_GESTURE (gesture), gtk_gesture_single_get_current_sequence (gesture));
  GdkDevice *device = event != NULL ? gdk_event_get_device (event) : NULL;

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static void
offer (ChlSelector *self)
{
  chl_selection_content_offer (self->selection,
                               gtk_widget_get_primary_clipboard (GTK_WIDGET (self->column)));
}

static void
update_head (ChlSelector *self)
{
  double   height = gtk_widget_get_height (GTK_WIDGET (self->column));
  ChlPlace place;

  if (chl_selector_find_place (self->column, self->x, CLAMP (self->y, 0, height), &place))
    chl_selection_extend (self->selection, &place);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ChlSelector *self = user_data;
  gint64       now_us = gdk_frame_clock_get_frame_time (clock);
  double       seconds = (double) (now_us - self->frame_us) / G_USEC_PER_SEC;
  double       bottom = gtk_widget_get_height (widget) - EDGE;
  double       beyond = MIN (self->y - EDGE, 0) + MAX (self->y - bottom, 0);
  double       speed = CLAMP (beyond * SPEED_PER_PIXEL, -MAX_SPEED, MAX_SPEED);

  self->frame_us = now_us;
  if (speed < 0 || speed > 0)
    {
      chl_turn_column_scroll_by (self->column, speed * MIN (seconds, 0.1));
      chl_turn_column_hold (self->column);
    }

  /* Whatever moved under the pointer, or grew there, is selected up to the pointer. */
  update_head (self);

  return G_SOURCE_CONTINUE;
}

static void
stop (ChlSelector *self)
{
  if (self->tick_id != 0 && self->column != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->column), self->tick_id);
  self->tick_id = 0;
  self->is_dragging = FALSE;
}

/* While it is dragged, an answer that grows does not pull the text away from under the pointer. */
static void
start (ChlSelector *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->column));

  self->is_dragging = TRUE;
  self->was_at_end = chl_turn_column_is_at_end (self->column);
  self->frame_us = gdk_frame_clock_get_frame_time (clock);
  chl_turn_column_hold (self->column);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->column), tick_cb, self, NULL);
}

static ChlSelectionUnit
get_unit (int n_press)
{
  switch ((n_press - 1) % 3)
    {
    case 1:
      return CHL_SELECTION_WORD;

    case 2:
      return CHL_SELECTION_BLOCK;

    default:
      return CHL_SELECTION_CHARACTER;
    }
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            ChlSelector     *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (gesture));
  ChlPlace place;

  if (is_taken (self, GTK_GESTURE_SINGLE (gesture), x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_widget_grab_focus (GTK_WIDGET (self->column));
  if (!chl_selector_find_place (self->column, x, y, &place))
    return;

  if ((state & GDK_SHIFT_MASK) != 0)
    chl_selection_extend (self->selection, &place);
  else
    chl_selection_begin (self->selection, &place, get_unit (n_press));
  offer (self);
  if (n_press > 1 || (state & GDK_SHIFT_MASK) != 0)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               ChlSelector    *self)
{
  if (is_touch (GTK_GESTURE_SINGLE (gesture)) || is_taken (self, GTK_GESTURE_SINGLE (gesture), x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          offset_x,
                double          offset_y,
                ChlSelector    *self)
{
  double x;
  double y;

  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;

  if (!self->is_dragging)
    {
      if (!gtk_drag_check_threshold (GTK_WIDGET (self->column), (int) x, (int) y,
                                     (int) (x + offset_x), (int) (y + offset_y)))
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      start (self);
    }

  self->x = x + offset_x;
  self->y = y + offset_y;
  update_head (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          offset_x,
             double          offset_y,
             ChlSelector    *self)
{
  if (!self->is_dragging)
    return;

  stop (self);
  if (self->was_at_end && !chl_turn_column_has_more (self->column))
    chl_turn_column_show_end (self->column);
  offer (self);
}

static void
cancel_cb (GtkGesture       *gesture,
           GdkEventSequence *sequence,
           ChlSelector      *self)
{
  stop (self);
}

static const char *
find_uri (ChlSelector *self,
          double       x,
          double       y)
{
  GtkWidget  *column = GTK_WIDGET (self->column);
  GtkWidget  *widget = gtk_widget_pick (column, x, y, GTK_PICK_DEFAULT);
  const char *uri = NULL;

  for (; widget != NULL && widget != column; widget = gtk_widget_get_parent (widget))
    if (CHL_IS_TEXT_PIECE (widget))
      {
        double piece_x;
        double piece_y;

        if (gtk_widget_translate_coordinates (column, widget, x, y, &piece_x, &piece_y))
          uri = chl_text_piece_get_uri_at (CHL_TEXT_PIECE (widget), piece_x, piece_y);
        break;
      }

  return uri;
}

static void
menu_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 ChlSelector     *self)
{
  if (is_taken (self, GTK_GESTURE_SINGLE (gesture), x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self->column));
  g_signal_emit (self, menu_wanted_signal, 0, x, y, find_uri (self, x, y));
}

static void
chl_selector_dispose (GObject *object)
{
  ChlSelector *self = CHL_SELECTOR (object);

  stop (self);
  g_clear_weak_pointer (&self->column);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (chl_selector_parent_class)->dispose (object);
}

static void
chl_selector_class_init (ChlSelectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_selector_dispose;

  menu_wanted_signal =
    g_signal_new ("menu-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_STRING);
}

static void
chl_selector_init (ChlSelector *self)
{
}

static GtkGesture *
add_gesture (ChlSelector *self,
             GtkGesture  *gesture,
             guint        button)
{
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), button);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->column), GTK_EVENT_CONTROLLER (gesture));

  return gesture;
}

/**
 * chl_selector_new:
 * @selection: what is selected
 * @column: where it is
 *
 * Returns: (transfer full): a new selector
 */
ChlSelector *
chl_selector_new (ChlSelection  *selection,
                  ChlTurnColumn *column)
{
  ChlSelector *self;
  GtkGesture  *click;
  GtkGesture  *drag;
  GtkGesture  *menu;

  g_return_val_if_fail (CHL_IS_SELECTION (selection), NULL);
  g_return_val_if_fail (CHL_IS_TURN_COLUMN (column), NULL);

  self = g_object_new (CHL_TYPE_SELECTOR, NULL);
  self->selection = g_object_ref (selection);
  g_set_weak_pointer (&self->column, column);

  click = add_gesture (self, gtk_gesture_click_new (), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_DEFAULT);

  drag = add_gesture (self, gtk_gesture_drag_new (), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (cancel_cb), self, G_CONNECT_DEFAULT);
  gtk_gesture_group (drag, click);

  menu = add_gesture (self, gtk_gesture_click_new (), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (menu, "pressed", G_CALLBACK (menu_pressed_cb), self, G_CONNECT_DEFAULT);

  return self;
}
