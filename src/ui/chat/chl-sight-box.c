/* chl-sight-box.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-sight-box"

#include "config.h"

#include "chl-sight-box.h"

/* Pixels above and below what is in sight that are painted, too, so that not every step of a
 * movement paints anew. */
#define MARGIN 400.0f

/*
 * A long answer has many labels and few of them are in sight. Those that are not keep their size and
 * can be reached with the keyboard, but no renderer is given them.
 *
 * A box looks after its children only while some of them are painted and some are not: one that is
 * painted as a whole has nothing to add, and one that is out of sight is painted anew, by the box
 * around it, when it comes back.
 */
typedef struct
{
  GdkFrameClock *clock;     /* (owned) (nullable) while it looks after its children */
  gulong         layout_id; /* 0 without a clock */
  float          top;       /* what was painted last, in own coordinates */
  float          bottom;
} ChlSightBoxPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (ChlSightBox, chl_sight_box, GTK_TYPE_WIDGET)

/* Returns: whether there is something around it that shows only a part of it. */
static gboolean
get_sight (GtkWidget *widget,
           float     *out_top,
           float     *out_bottom)
{
  GtkWidget       *around = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLABLE);
  graphene_point_t origin;

  if (around == NULL ||
      !gtk_widget_compute_point (around, widget, &GRAPHENE_POINT_INIT (0, 0), &origin))
    return FALSE;

  *out_top = origin.y;
  *out_bottom = origin.y + (float) gtk_widget_get_height (around);

  return TRUE;
}

static void
stop_looking (ChlSightBox *self)
{
  ChlSightBoxPrivate *priv = chl_sight_box_get_instance_private (self);

  if (priv->clock == NULL)
    return;

  g_clear_signal_handler (&priv->layout_id, priv->clock);
  g_clear_object (&priv->clock);
}

/* Everything has its place by now, and nothing is painted yet. */
static void
layout_cb (ChlSightBox *self)
{
  ChlSightBoxPrivate *priv = chl_sight_box_get_instance_private (self);
  GtkWidget          *widget = GTK_WIDGET (self);
  float               height = (float) gtk_widget_get_height (widget);
  float               top;
  float               bottom;

  if (!gtk_widget_get_mapped (widget) || !get_sight (widget, &top, &bottom))
    return;

  if (bottom < -MARGIN || top > height + MARGIN)
    {
      stop_looking (self);
      gtk_widget_queue_draw (widget);
      return;
    }

  top = CLAMP (top, 0, height);
  bottom = CLAMP (bottom, 0, height);
  if (top < bottom && (top < priv->top || bottom > priv->bottom))
    gtk_widget_queue_draw (widget);
}

static void
start_looking (ChlSightBox *self)
{
  ChlSightBoxPrivate *priv = chl_sight_box_get_instance_private (self);

  if (priv->clock != NULL)
    return;

  priv->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
  priv->layout_id = g_signal_connect_object (priv->clock, "layout", G_CALLBACK (layout_cb), self,
                                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
chl_sight_box_unrealize (GtkWidget *widget)
{
  stop_looking (CHL_SIGHT_BOX (widget));

  GTK_WIDGET_CLASS (chl_sight_box_parent_class)->unrealize (widget);
}

static void
chl_sight_box_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  ChlSightBoxPrivate *priv = chl_sight_box_get_instance_private (CHL_SIGHT_BOX (widget));
  gboolean            is_whole = TRUE;

  priv->top = 0;
  priv->bottom = (float) gtk_widget_get_height (widget);
  if (get_sight (widget, &priv->top, &priv->bottom))
    {
      priv->top -= MARGIN;
      priv->bottom += MARGIN;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (child, widget, &bounds) &&
          bounds.origin.y + bounds.size.height >= priv->top && bounds.origin.y <= priv->bottom)
        gtk_widget_snapshot_child (widget, child, snapshot);
      else
        is_whole = FALSE;
    }

  if (is_whole)
    stop_looking (CHL_SIGHT_BOX (widget));
  else
    start_looking (CHL_SIGHT_BOX (widget));
}

static void
chl_sight_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (chl_sight_box_parent_class)->dispose (object);
}

static void
chl_sight_box_class_init (ChlSightBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_sight_box_dispose;
  widget_class->unrealize = chl_sight_box_unrealize;
  widget_class->snapshot = chl_sight_box_snapshot;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
chl_sight_box_init (ChlSightBox *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

/**
 * chl_sight_box_new:
 *
 * Returns: (transfer floating): a new #ChlSightBox, for children with gtk_widget_set_parent()
 */
GtkWidget *
chl_sight_box_new (void)
{
  return g_object_new (CHL_TYPE_SIGHT_BOX, NULL);
}
