/* chl-tile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-tile"

#include "config.h"

#include "chl-tile.h"

#define TILE_SIZE 32
#define TILE_RADIUS 8.0f

/* What stands behind the letter where no colour is known. */
#define NEUTRAL_COLOR "#5e5c64"

/**
 * ChlTile:
 *
 * A rounded square in a provider's colour with the first letter of its name. An ornament: the name
 * always stands beside it.
 */
struct _ChlTile
{
  GtkWidget parent_instance;

  GtkWidget *label; /* (owned) child */
  GdkRGBA    color;
};

G_DEFINE_FINAL_TYPE (ChlTile, chl_tile, GTK_TYPE_WIDGET)

static void
chl_tile_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  ChlTile        *self = CHL_TILE (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0,
                                             (float) gtk_widget_get_width (widget),
                                             (float) gtk_widget_get_height (widget));
  GskRoundedRect  outline;

  gsk_rounded_rect_init_from_rect (&outline, &area, TILE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->color, &area);
  gtk_snapshot_pop (snapshot);

  GTK_WIDGET_CLASS (chl_tile_parent_class)->snapshot (widget, snapshot);
}

static void
chl_tile_dispose (GObject *object)
{
  ChlTile *self = CHL_TILE (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (chl_tile_parent_class)->dispose (object);
}

static void
chl_tile_class_init (ChlTileClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_tile_dispose;
  widget_class->snapshot = chl_tile_snapshot;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chl-tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
chl_tile_init (ChlTile *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), TILE_SIZE, TILE_SIZE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gdk_rgba_parse (&self->color, NEUTRAL_COLOR);
}

/**
 * chl_tile_new:
 * @title: (nullable): the name whose first letter is shown
 * @color: (nullable): "#rrggbb"
 *
 * Returns: (transfer floating): a new #ChlTile
 */
GtkWidget *
chl_tile_new (const char *title,
              const char *color)
{
  ChlTile *self = g_object_new (CHL_TYPE_TILE, NULL);

  chl_tile_set (self, title, color);
  return GTK_WIDGET (self);
}

/**
 * chl_tile_set:
 * @self: a tile
 * @title: (nullable): the name whose first letter is shown; a question mark without one
 * @color: (nullable): "#rrggbb"; grey without one
 */
void
chl_tile_set (ChlTile    *self,
              const char *title,
              const char *color)
{
  g_autofree char *letter = NULL;
  float            luminance;

  g_return_if_fail (CHL_IS_TILE (self));

  if (color == NULL || !gdk_rgba_parse (&self->color, color))
    gdk_rgba_parse (&self->color, NEUTRAL_COLOR);

  /* A white letter, unless the colour is too bright for one. */
  luminance = 0.2126f * self->color.red + 0.7152f * self->color.green + 0.0722f * self->color.blue;
  if (luminance > 0.7f)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bright");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bright");

  if (title != NULL && *title != '\0')
    {
      g_autofree char *first = g_utf8_substring (title, 0, 1);

      letter = g_utf8_strup (first, -1);
    }

  gtk_label_set_label (GTK_LABEL (self->label), letter != NULL ? letter : "?");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
