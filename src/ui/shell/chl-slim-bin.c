/* chl-slim-bin.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-slim-bin"

#include "config.h"

#include "chl-slim-bin.h"

/**
 * ChlSlimBin:
 *
 * Holds one child and tells the width it would like, whatever the child would like.
 *
 * AdwFlap folds when the natural widths of its two sides do not fit. A transcript would like to be as
 * wide as its longest paragraph, so the sidebar would fold away long before there is no room for it.
 */
struct _ChlSlimBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  int        natural_width;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_NATURAL_WIDTH,
} ChlSlimBinProperty;

static GParamSpec *properties[PROP_NATURAL_WIDTH + 1];

static void chl_slim_bin_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlSlimBin, chl_slim_bin, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, chl_slim_bin_buildable_init))

static GtkBuildableIface *parent_buildable_iface;

static void
chl_slim_bin_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  ChlSlimBin *self = CHL_SLIM_BIN (widget);

  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, self->natural_width);
}

static void
chl_slim_bin_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  ChlSlimBin *self = CHL_SLIM_BIN (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static GtkSizeRequestMode
chl_slim_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
chl_slim_bin_add_child (GtkBuildable *buildable,
                        GtkBuilder   *builder,
                        GObject      *child,
                        const char   *type)
{
  if (GTK_IS_WIDGET (child))
    chl_slim_bin_set_child (CHL_SLIM_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
chl_slim_bin_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = chl_slim_bin_add_child;
}

static void
chl_slim_bin_dispose (GObject *object)
{
  ChlSlimBin *self = CHL_SLIM_BIN (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (chl_slim_bin_parent_class)->dispose (object);
}

static void
chl_slim_bin_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ChlSlimBin *self = CHL_SLIM_BIN (object);

  switch ((ChlSlimBinProperty) prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      return;

    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_slim_bin_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  ChlSlimBin *self = CHL_SLIM_BIN (object);

  switch ((ChlSlimBinProperty) prop_id)
    {
    case PROP_CHILD:
      chl_slim_bin_set_child (self, g_value_get_object (value));
      return;

    case PROP_NATURAL_WIDTH:
      self->natural_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_slim_bin_class_init (ChlSlimBinClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_slim_bin_dispose;
  object_class->get_property = chl_slim_bin_get_property;
  object_class->set_property = chl_slim_bin_set_property;
  widget_class->measure = chl_slim_bin_measure;
  widget_class->size_allocate = chl_slim_bin_size_allocate;
  widget_class->get_request_mode = chl_slim_bin_get_request_mode;

  /**
   * ChlSlimBin:child:
   *
   * What it holds.
   */
  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlSlimBin:natural-width:
   *
   * The width it asks for, in logical pixels; never less than the child needs.
   */
  properties[PROP_NATURAL_WIDTH] =
    g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT16, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_slim_bin_init (ChlSlimBin *self)
{
}

/**
 * chl_slim_bin_new:
 *
 * Returns: (transfer floating): a new #ChlSlimBin
 */
GtkWidget *
chl_slim_bin_new (void)
{
  return g_object_new (CHL_TYPE_SLIM_BIN, NULL);
}

GtkWidget *
chl_slim_bin_get_child (ChlSlimBin *self)
{
  g_return_val_if_fail (CHL_IS_SLIM_BIN (self), NULL);

  return self->child;
}

/**
 * chl_slim_bin_set_child:
 * @self: a bin
 * @child: (nullable): what it holds from now on
 */
void
chl_slim_bin_set_child (ChlSlimBin *self,
                        GtkWidget  *child)
{
  g_return_if_fail (CHL_IS_SLIM_BIN (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}
