/* chl-wrap-box.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-wrap-box"

#include "config.h"

#include "chl-wrap-box.h"

/* Pixels, between children and between lines of them. */
#define SPACING 6
#define LINE_SPACING 4

/**
 * ChlWrapBox:
 *
 * Children beside each other like words: what has no room in a line begins the next one.
 */
struct _ChlWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlWrapBox, chl_wrap_box, GTK_TYPE_WIDGET)

/* Returns: the height of all lines. Places the children where @is_placing. */
static int
lay_out (GtkWidget *self,
         int        width,
         gboolean   is_placing)
{
  gboolean is_rtl = gtk_widget_get_direction (self) == GTK_TEXT_DIR_RTL;
  int      x = 0;
  int      y = 0;
  int      line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (self); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition size;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_get_preferred_size (child, NULL, &size);
      if (x > 0 && x + size.width > width)
        {
          x = 0;
          y += line_height + LINE_SPACING;
          line_height = 0;
        }

      if (is_placing)
        gtk_widget_size_allocate (
          child, &(GtkAllocation){ is_rtl ? width - x - size.width : x, y, size.width, size.height },
          -1);
      x += size.width + SPACING;
      line_height = MAX (line_height, size.height);
    }

  return y + line_height;
}

static void
chl_wrap_box_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (widget, for_size < 0 ? G_MAXINT : for_size, FALSE);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition size;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_get_preferred_size (child, NULL, &size);
      *minimum = MAX (*minimum, size.width);
      *natural += size.width + (*natural > 0 ? SPACING : 0);
    }
}

static void
chl_wrap_box_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  lay_out (widget, width, TRUE);
}

static GtkSizeRequestMode
chl_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chl_wrap_box_dispose (GObject *object)
{
  chl_wrap_box_clear (CHL_WRAP_BOX (object));

  G_OBJECT_CLASS (chl_wrap_box_parent_class)->dispose (object);
}

static void
chl_wrap_box_class_init (ChlWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_wrap_box_dispose;
  widget_class->measure = chl_wrap_box_measure;
  widget_class->size_allocate = chl_wrap_box_size_allocate;
  widget_class->get_request_mode = chl_wrap_box_get_request_mode;
}

static void
chl_wrap_box_init (ChlWrapBox *self)
{
}

/**
 * chl_wrap_box_append:
 * @self: a box
 * @child: (transfer floating): what comes last in it
 */
void
chl_wrap_box_append (ChlWrapBox *self,
                     GtkWidget  *child)
{
  g_return_if_fail (CHL_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/* Takes all out of it. */
void
chl_wrap_box_clear (ChlWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (CHL_IS_WRAP_BOX (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
