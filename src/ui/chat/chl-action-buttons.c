/* chl-action-buttons.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-action-buttons"

#include "config.h"

#include "chl-action-buttons.h"

/* Between two buttons, logical pixels. */
#define SPACING 6

/**
 * ChlActionButtons:
 *
 * What may help, best first. Two buttons that are too wide to stand side by side stand in a column.
 */
struct _ChlActionButtons
{
  GtkWidget parent_instance;

  ChlAction  actions[2];
  GtkWidget *buttons[2]; /* (unowned) children */
};

G_DEFINE_FINAL_TYPE (ChlActionButtons, chl_action_buttons, GTK_TYPE_WIDGET)

static guint act_signal;

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
get_natural_width (GtkWidget *button)
{
  int width = 0;

  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width;
}

/* How wide they are side by side. */
static int
get_whole_width (ChlActionButtons *self)
{
  int width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    if (gtk_widget_should_layout (self->buttons[i]))
      width += (width > 0 ? SPACING : 0) + get_natural_width (self->buttons[i]);

  return width;
}

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  ChlActionButtons *self = CHL_ACTION_BUTTONS (widget);
  gboolean          is_width = orientation == GTK_ORIENTATION_HORIZONTAL;
  gboolean          is_column = !is_width && for_size >= 0 && get_whole_width (self) > for_size;

  *minimum = 0;
  *natural = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      int least = 0;
      int wanted = 0;

      if (!gtk_widget_should_layout (self->buttons[i]))
        continue;
      gtk_widget_measure (self->buttons[i], orientation, -1, &least, &wanted, NULL, NULL);
      *natural = is_column && *natural > 0 ? *natural + SPACING + wanted : MAX (*natural, wanted);
      *minimum = is_column ? *natural : MAX (*minimum, least);
    }

  if (is_width)
    *natural = MAX (*minimum, get_whole_width (self));
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  ChlActionButtons *self = CHL_ACTION_BUTTONS (widget);
  gboolean          is_column = get_whole_width (self) > width;
  gboolean          is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int               x = 0;
  int               y = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      GtkAllocation place = { x, y, 0, height };
      int           button_height = height;

      if (!gtk_widget_should_layout (self->buttons[i]))
        continue;
      gtk_widget_measure (self->buttons[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &button_height,
                          NULL, NULL);
      place.width = MIN (get_natural_width (self->buttons[i]), width);
      place.height = button_height;
      if (is_mirrored)
        place.x = width - x - place.width;
      gtk_widget_size_allocate (self->buttons[i], &place, -1);

      if (is_column)
        y += button_height + SPACING;
      else
        x += place.width + SPACING;
    }
}

static void
clicked_cb (ChlActionButtons *self,
            GtkWidget        *button)
{
  g_signal_emit (self, act_signal, 0, (int) self->actions[button == self->buttons[1]]);
}

static void
chl_action_buttons_dispose (GObject *object)
{
  ChlActionButtons *self = CHL_ACTION_BUTTONS (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);

  G_OBJECT_CLASS (chl_action_buttons_parent_class)->dispose (object);
}

static void
chl_action_buttons_class_init (ChlActionButtonsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_action_buttons_dispose;

  act_signal = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
chl_action_buttons_init (ChlActionButtons *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (get_request_mode, measure, allocate));
  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      self->buttons[i] = gtk_button_new ();
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_parent (self->buttons[i], GTK_WIDGET (self));
    }
  chl_action_buttons_set_actions (self, CHL_ACTION_NONE, CHL_ACTION_NONE);
}

/**
 * chl_action_buttons_set_actions:
 * @self: the buttons
 * @first: what helps most, or %CHL_ACTION_NONE
 * @second: what else may help, or %CHL_ACTION_NONE
 */
void
chl_action_buttons_set_actions (ChlActionButtons *self,
                                ChlAction         first,
                                ChlAction         second)
{
  g_return_if_fail (CHL_IS_ACTION_BUTTONS (self));

  self->actions[0] = first;
  self->actions[1] = second;
  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      const char *label = chl_action_get_label (self->actions[i]);

      if (label != NULL)
        gtk_button_set_label (GTK_BUTTON (self->buttons[i]), label);
      gtk_widget_set_visible (self->buttons[i], label != NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          first != CHL_ACTION_NONE || second != CHL_ACTION_NONE);
}
