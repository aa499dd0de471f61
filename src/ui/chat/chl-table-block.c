/* chl-table-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-table-block"

#include "config.h"

#include "chl-table-block.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-side-scroller.h"
#include "chl-table-grid.h"

/* Rows that are shown at once, those that are added in any frame, and how long more may take. */
#define ROWS_AT_ONCE 40
#define LEAST_ROWS 4
#define SLICE_US 1200

/**
 * ChlTableBlock:
 *
 * A table, which scrolls sideways where it is too wide. While it grows, rows are added and nothing
 * else. Of a very long one the rows come a few with every frame.
 */
struct _ChlTableBlock
{
  GtkWidget parent_instance;

  ChlSideScroller *scroller; /* (unowned) child */
  ChlTableGrid    *grid;     /* (unowned) child of scroller */
  ChlBlock        *block;    /* (owned) (nullable) until it is set */
  guint            tick_id;  /* 0 when all rows are there */
};

static void block_view_iface_init (ChlBlockViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlTableBlock, chl_table_block, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (CHL_TYPE_BLOCK_VIEW, block_view_iface_init))

static gboolean
add_rows_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  ChlTableBlock *self = CHL_TABLE_BLOCK (widget);
  guint          n_rows = chl_block_get_n_rows (self->block);
  gint64         until_us = g_get_monotonic_time () + SLICE_US;
  guint          row = chl_table_grid_get_n_rows (self->grid);

  for (guint i = 0; row < n_rows && (i < LEAST_ROWS || g_get_monotonic_time () < until_us); i++)
    chl_table_grid_show_row (self->grid, row++, self->block);
  if (row < n_rows)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

/* Returns: how many of the rows that are there are the same in both */
static guint
count_same_rows (const ChlBlock *old,
                 const ChlBlock *block,
                 guint           n_shown)
{
  guint n_columns = chl_block_get_n_columns (block);
  guint n_rows = MIN (n_shown, chl_block_get_n_rows (block));
  guint row;

  /* Rows are only added; the last one may have been half there. */
  for (row = n_rows; row > 0; row--)
    {
      const ChlCell *a = &g_array_index (old->cells, ChlCell, row * n_columns - 1);
      const ChlCell *b = &g_array_index (block->cells, ChlCell, row * n_columns - 1);

      if (a->start == b->start && a->end == b->end && memcmp (old->text, block->text, b->end) == 0)
        break;
    }

  return row > 0 ? row - 1 : 0;
}

/* That of the text, which the row around it has found out. */
static void
take_direction (ChlTableBlock *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row == NULL)
    return;

  gtk_widget_set_direction (GTK_WIDGET (self->scroller), gtk_widget_get_direction (row));
  gtk_widget_set_direction (GTK_WIDGET (self->grid), gtk_widget_get_direction (row));
}

static void
set_block (ChlBlockView *view,
           ChlBlock     *block,
           gboolean      is_settled)
{
  ChlTableBlock *self = CHL_TABLE_BLOCK (view);
  guint          n_rows = chl_block_get_n_rows (block);
  guint          n_shown;
  guint          row = 0;

  if (self->block == NULL)
    take_direction (self);
  chl_table_grid_reset (self->grid, block->alignments);
  n_shown = chl_table_grid_get_n_rows (self->grid);
  if (self->block != NULL && n_shown > 0)
    row = count_same_rows (self->block, block, n_shown);

  chl_block_ref (block);
  g_clear_pointer (&self->block, chl_block_unref);
  self->block = block;

  chl_table_grid_truncate (self->grid, n_rows);
  for (; row < MIN (n_rows, n_shown + ROWS_AT_ONCE); row++)
    chl_table_grid_show_row (self->grid, row, block);

  if (row < n_rows && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), add_rows_cb, NULL, NULL);
}

static guint
get_n_pieces (ChlBlockView *view)
{
  ChlTableBlock *self = CHL_TABLE_BLOCK (view);

  return chl_table_grid_get_n_rows (self->grid) * chl_table_grid_get_n_columns (self->grid);
}

static ChlTextPiece *
get_piece (ChlBlockView *view,
           guint         position,
           gsize        *out_start)
{
  ChlTableBlock *self = CHL_TABLE_BLOCK (view);
  guint          n_columns = chl_table_grid_get_n_columns (self->grid);

  *out_start = g_array_index (self->block->cells, ChlCell, position).start;

  return chl_table_grid_get_cell (self->grid, position / n_columns, position % n_columns);
}

static void
bring_in (ChlBlockView *view,
          gsize         position)
{
  ChlTableBlock *self = CHL_TABLE_BLOCK (view);
  gsize          start = 0;
  ChlTextPiece  *piece = chl_block_view_find_piece (view, position, &start);
  GdkRectangle   area;
  double         x;
  double         y;

  if (piece == NULL)
    return;

  chl_text_piece_get_area (piece, position - start, &area);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (piece), GTK_WIDGET (self->grid), area.x, area.y,
                                         &x, &y))
    return;

  area.x = (int) x;
  area.y = (int) y;
  chl_side_scroller_show_area (self->scroller, &area);
}

static void
block_view_iface_init (ChlBlockViewInterface *iface)
{
  iface->set_block = set_block;
  iface->get_n_pieces = get_n_pieces;
  iface->get_piece = get_piece;
  iface->bring_in = bring_in;
}

static void
chl_table_block_dispose (GObject *object)
{
  ChlTableBlock *self = CHL_TABLE_BLOCK (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  if (self->scroller != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->scroller));
  self->scroller = NULL;
  g_clear_pointer (&self->block, chl_block_unref);

  G_OBJECT_CLASS (chl_table_block_parent_class)->dispose (object);
}

static void
chl_table_block_class_init (ChlTableBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_table_block_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
chl_table_block_init (ChlTableBlock *self)
{
  self->scroller = g_object_new (CHL_TYPE_SIDE_SCROLLER, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Table"), -1);
  self->grid = CHL_TABLE_GRID (chl_table_grid_new ());
  chl_side_scroller_set_child (self->scroller, GTK_WIDGET (self->grid));
  gtk_widget_set_parent (GTK_WIDGET (self->scroller), GTK_WIDGET (self));
}

/**
 * chl_table_block_new:
 *
 * Returns: (transfer floating): a new, empty #ChlTableBlock
 */
GtkWidget *
chl_table_block_new (void)
{
  return g_object_new (CHL_TYPE_TABLE_BLOCK, NULL);
}
