/* chl-long-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-long-list"

#include "config.h"

#include "chl-long-list.h"

#include "chl-long-list-private.h"

/**
 * ChlLongList:
 *
 * A list of rows of one height, of which only those in sight have widgets: #GtkListView keeps two
 * hundred, and fills all of them anew for each letter that is searched. In a scrolled window it
 * scrolls; anywhere else it is as high as all its rows.
 *
 * The rows are as high as the highest that was seen in this width.
 */

static void scrollable_iface_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlLongList,
                               chl_long_list,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_iface_init))

typedef enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} ChlLongListProperty;

enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* How far the list was scrolled, in pixels. */
double
chl_long_list_get_top (ChlLongList *self)
{
  return self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0.0;
}

void
chl_long_list_activate (ChlLongList *self,
                        guint        position)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, position);
}

static void
configure (ChlLongList *self,
           int          width,
           int          page)
{
  double upper = MAX ((double) self->n_items * self->row_height, page);

  self->is_configuring = TRUE;
  if (self->vadjustment != NULL)
    gtk_adjustment_configure (self->vadjustment, CLAMP (chl_long_list_get_top (self), 0.0, upper - page), 0.0,
                              upper, self->row_height, page * 0.9, page);
  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, 0.0, 0.0, width, width * 0.1, width * 0.9, width);
  self->is_configuring = FALSE;
}

static void
chl_long_list_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  ChlLongList *self = CHL_LONG_LIST (widget);
  int          top;

  self->is_allocating = TRUE;
  chl_long_list_set_row_width (self, width);
  configure (self, width, height);
  if (self->n_items > 0)
    {
      int before;

      /* A row that is higher than those before makes room for fewer. */
      do
        {
          before = self->row_height;
          chl_long_list_fill (self, chl_long_list_get_top (self), height);
          configure (self, width, height);
        }
      while (self->row_height > before);
    }
  chl_long_list_clear_waiting (self);
  self->is_allocating = FALSE;

  top = (int) chl_long_list_get_top (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      ChlLongRow   *row = g_ptr_array_index (self->rows, i);
      guint         position = chl_long_row_get_position (row);
      GtkAllocation area = { 0, 0, width, self->row_height };

      if (position == GTK_INVALID_LIST_POSITION)
        continue;

      area.y = (int) position * self->row_height - top;
      gtk_widget_size_allocate (GTK_WIDGET (row), &area, -1);
    }
}

static void
chl_long_list_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  ChlLongList *self = CHL_LONG_LIST (widget);

  *minimum = *natural = 0;
  if (self->n_items == 0)
    return;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      /* A scrolled window that does not scroll asks without a width, and before there is one. */
      if (for_size >= 0 || self->row_width < 0)
        chl_long_list_set_row_width (self, for_size);
      *minimum = *natural = (int) self->n_items * MAX (self->row_height, 1);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      int least;
      int most;

      gtk_widget_measure (g_ptr_array_index (self->rows, i), orientation, -1, &least, &most, NULL,
                          NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, most);
    }
}

/* What a row says when the person clicked on it. */
void
chl_long_list_row_pressed (ChlLongList *self,
                           ChlLongRow  *row)
{
  guint position = chl_long_row_get_position (row);

  if (position == GTK_INVALID_LIST_POSITION)
    return;

  self->cursor = position;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, position);
}

static void
value_changed_cb (ChlLongList *self)
{
  if (!self->is_configuring)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (ChlLongList    *self,
                GtkAdjustment **field,
                GtkAdjustment  *adjustment)
{
  if (*field == adjustment)
    return;

  if (*field != NULL)
    g_signal_handlers_disconnect_by_func (*field, value_changed_cb, self);
  g_set_object (field, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
chl_long_list_dispose (GObject *object)
{
  ChlLongList *self = CHL_LONG_LIST (object);

  chl_long_list_set_model (self, NULL);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_handle_id (&self->resize_id, g_source_remove);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);

  G_OBJECT_CLASS (chl_long_list_parent_class)->dispose (object);
}

static void
chl_long_list_finalize (GObject *object)
{
  ChlLongList *self = CHL_LONG_LIST (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_long_list_parent_class)->finalize (object);
}

static void
chl_long_list_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ChlLongList *self = CHL_LONG_LIST (object);

  switch ((ChlLongListProperty) prop_id)
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
chl_long_list_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ChlLongList *self = CHL_LONG_LIST (object);

  switch ((ChlLongListProperty) prop_id)
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
chl_long_list_class_init (ChlLongListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_long_list_dispose;
  object_class->finalize = chl_long_list_finalize;
  object_class->get_property = chl_long_list_get_property;
  object_class->set_property = chl_long_list_set_property;

  widget_class->measure = chl_long_list_measure;
  widget_class->size_allocate = chl_long_list_size_allocate;
  widget_class->focus = chl_long_list_move_focus;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[SIGNAL_ACTIVATE] =
    g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "listview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
chl_long_list_init (ChlLongList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_ptr_array_new ();
  self->row_width = -1;
  self->row_height = 1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (chl_long_list_press_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * chl_long_list_set_funcs:
 * @self: a list that has no model yet
 * @funcs: (transfer none): how rows are made
 * @user_data: (unowned): for @funcs; outlives @self
 */
void
chl_long_list_set_funcs (ChlLongList            *self,
                         const ChlLongListFuncs *funcs,
                         gpointer                user_data)
{
  g_return_if_fail (CHL_IS_LONG_LIST (self));
  g_return_if_fail (self->model == NULL);

  self->funcs = *funcs;
  self->user_data = user_data;
}

/**
 * chl_long_list_set_model:
 * @self: a list
 * @model: (nullable): what it shows
 */
void
chl_long_list_set_model (ChlLongList *self,
                         GListModel  *model)
{
  guint n_before = self->n_items;

  g_return_if_fail (CHL_IS_LONG_LIST (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, chl_long_list_change, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (chl_long_list_change), self,
                             G_CONNECT_SWAPPED);
  chl_long_list_change (self, 0, n_before, model != NULL ? g_list_model_get_n_items (model) : 0);
  if (model == NULL)
    chl_long_list_clear_waiting (self);
}

/**
 * chl_long_list_get_widget:
 * @self: a list
 * @position: where an item is
 *
 * Returns: (transfer none) (nullable): what shows the item now, if anything does
 */
GtkWidget *
chl_long_list_get_widget (ChlLongList *self,
                          guint        position)
{
  ChlLongRow *row;

  g_return_val_if_fail (CHL_IS_LONG_LIST (self), NULL);

  row = position != GTK_INVALID_LIST_POSITION ? chl_long_list_find_row (self, position) : NULL;

  return row != NULL ? chl_long_row_get_child (row) : NULL;
}

/**
 * chl_long_list_get_n_widgets:
 * @self: a list
 *
 * Returns: how many rows have widgets, also those that wait
 */
guint
chl_long_list_get_n_widgets (ChlLongList *self)
{
  g_return_val_if_fail (CHL_IS_LONG_LIST (self), 0);

  return self->rows->len;
}
