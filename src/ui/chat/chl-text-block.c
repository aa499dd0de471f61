/* chl-text-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-text-block"

#include "config.h"

#include "chl-text-block.h"

/**
 * ChlTextBlock:
 *
 * A paragraph or a heading: one piece of text.
 */
struct _ChlTextBlock
{
  GtkWidget parent_instance;

  ChlTextPiece *piece; /* (unowned) child */
  guint         level; /* of a heading, 0 until it is known */
};

static void block_view_iface_init (ChlBlockViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlTextBlock, chl_text_block, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (CHL_TYPE_BLOCK_VIEW, block_view_iface_init))

static void
chl_text_block_dispose (GObject *object)
{
  ChlTextBlock *self = CHL_TEXT_BLOCK (object);

  if (self->piece != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->piece));
  self->piece = NULL;

  G_OBJECT_CLASS (chl_text_block_parent_class)->dispose (object);
}

static void
set_level (ChlTextBlock *self,
           guint         level)
{
  static const char *const classes[] = { "h1", "h2", "h3", "h4", "h5", "h6" };

  if (self->level == level)
    return;

  if (self->level > 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self), classes[self->level - 1]);
  self->level = level;
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[level - 1]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) level,
                                  -1);
}

static void
set_block (ChlBlockView *view,
           ChlBlock     *block,
           gboolean      is_settled)
{
  ChlTextBlock *self = CHL_TEXT_BLOCK (view);

  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row != NULL)
    gtk_widget_set_direction (GTK_WIDGET (chl_text_piece_get_label (self->piece)),
                              gtk_widget_get_direction (row));
  chl_block_view_show_slice (self->piece, block, 0, block->length);
  if (block->kind != CHL_BLOCK_HEADING)
    return;

  set_level (self, CLAMP (block->level, 1, 6));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, block->text,
                                  -1);
}

static guint
get_n_pieces (ChlBlockView *view)
{
  return 1;
}

static ChlTextPiece *
get_piece (ChlBlockView *view,
           guint         position,
           gsize        *out_start)
{
  *out_start = 0;

  return CHL_TEXT_BLOCK (view)->piece;
}

static void
block_view_iface_init (ChlBlockViewInterface *iface)
{
  iface->set_block = set_block;
  iface->get_n_pieces = get_n_pieces;
  iface->get_piece = get_piece;
}

static void
chl_text_block_class_init (ChlTextBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_text_block_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
chl_text_block_init (ChlTextBlock *self)
{
  self->piece = CHL_TEXT_PIECE (chl_text_piece_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->piece), GTK_WIDGET (self));
}

/**
 * chl_text_block_new:
 * @kind: %CHL_BLOCK_PARAGRAPH or %CHL_BLOCK_HEADING
 *
 * Returns: (transfer floating): a new, empty #ChlTextBlock
 */
GtkWidget *
chl_text_block_new (ChlBlockKind kind)
{
  gboolean   is_heading = kind == CHL_BLOCK_HEADING;
  GtkWidget *self;

  self = g_object_new (CHL_TYPE_TEXT_BLOCK, "accessible-role",
                       is_heading ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  gtk_widget_add_css_class (self, is_heading ? "heading-block" : "paragraph");

  return self;
}
