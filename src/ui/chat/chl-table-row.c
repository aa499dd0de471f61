/* chl-table-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-table-row"

#include "config.h"

#include "chl-table-row.h"

#include "chl-block-view.h"

/**
 * ChlTableRow:
 *
 * The cells of one row of a table, as wide as its columns are. A cell whose text is narrower than its
 * column keeps the width of its text, so that it need not be laid out again when the column changes.
 */
struct _ChlTableRow
{
  GtkWidget parent_instance;

  ChlTableColumns *columns; /* (unowned) the table's */
  GPtrArray       *cells;   /* (owned) (element-type ChlTextPiece) (unowned) children */
};

G_DEFINE_FINAL_TYPE (ChlTableRow, chl_table_row, GTK_TYPE_WIDGET)

/* What the text of a cell gets of its column. */
static int
get_text_width (ChlTableRow *self,
                guint        column,
                int          width)
{
  return MIN (width - 2 * CHL_TABLE_CELL_SIDE, chl_table_row_get_natural (self, column));
}

static GtkSizeRequestMode
chl_table_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chl_table_row_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  ChlTableRow *self = CHL_TABLE_ROW (widget);
  const int   *widths;
  int          most = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = chl_table_columns_get_least (self->columns);
      *natural = chl_table_columns_get_natural (self->columns);
      return;
    }

  widths = chl_table_columns_get_widths (self->columns, for_size >= 0 ? for_size : G_MAXINT);
  for (guint i = 0; i < self->cells->len; i++)
    {
      int height;

      gtk_widget_measure (g_ptr_array_index (self->cells, i), orientation,
                          get_text_width (self, i, widths[i]), NULL, &height, NULL, NULL);
      most = MAX (most, height + 2 * CHL_TABLE_CELL_ABOVE);
    }

  *minimum = *natural = most;
}

static void
chl_table_row_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  ChlTableRow *self = CHL_TABLE_ROW (widget);
  gboolean     is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const char  *alignments = chl_table_columns_get_alignments (self->columns);
  const int   *widths = chl_table_columns_get_widths (self->columns, width);
  int          start = 0;

  for (guint i = 0; i < self->cells->len; i++)
    {
      int room = widths[i] - 2 * CHL_TABLE_CELL_SIDE;
      int text_width = get_text_width (self, i, widths[i]);
      int x = start + CHL_TABLE_CELL_SIDE;

      if (alignments[i] == 'r')
        x += room - text_width;
      else if (alignments[i] == 'c')
        x += (room - text_width) / 2;
      if (is_rtl)
        x = width - x - text_width;

      gtk_widget_size_allocate (g_ptr_array_index (self->cells, i),
                                &(GtkAllocation){ x, CHL_TABLE_CELL_ABOVE, text_width,
                                                  height - 2 * CHL_TABLE_CELL_ABOVE },
                                -1);
      start += widths[i];
    }
}

static void
chl_table_row_dispose (GObject *object)
{
  ChlTableRow *self = CHL_TABLE_ROW (object);

  for (guint i = 0; i < self->cells->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->cells, i));
  g_ptr_array_set_size (self->cells, 0);

  G_OBJECT_CLASS (chl_table_row_parent_class)->dispose (object);
}

static void
chl_table_row_finalize (GObject *object)
{
  ChlTableRow *self = CHL_TABLE_ROW (object);

  g_clear_pointer (&self->cells, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_table_row_parent_class)->finalize (object);
}

static void
chl_table_row_class_init (ChlTableRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_table_row_dispose;
  object_class->finalize = chl_table_row_finalize;
  widget_class->get_request_mode = chl_table_row_get_request_mode;
  widget_class->measure = chl_table_row_measure;
  widget_class->size_allocate = chl_table_row_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "chl-table-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
chl_table_row_init (ChlTableRow *self)
{
  self->cells = g_ptr_array_new ();
}

static GtkWidget *
create_cell (char     alignment,
             gboolean is_head)
{
  GtkWidget *cell;
  GtkLabel  *label;

  cell = g_object_new (CHL_TYPE_TEXT_PIECE, "accessible-role",
                       is_head ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER : GTK_ACCESSIBLE_ROLE_CELL, NULL);
  label = chl_text_piece_get_label (CHL_TEXT_PIECE (cell));
  if (alignment == 'c')
    gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
  else if (alignment == 'r')
    gtk_label_set_justify (label, GTK_JUSTIFY_RIGHT);

  return cell;
}

/**
 * chl_table_row_new:
 * @columns: the columns of the table, which outlives the row
 * @is_head: whether its cells say what is in the columns
 *
 * Returns: (transfer floating): a new #ChlTableRow with empty cells
 */
GtkWidget *
chl_table_row_new (ChlTableColumns *columns,
                   gboolean         is_head)
{
  ChlTableRow *self;

  g_return_val_if_fail (columns != NULL, NULL);

  self = g_object_new (CHL_TYPE_TABLE_ROW, NULL);
  self->columns = columns;
  if (is_head)
    gtk_widget_add_css_class (GTK_WIDGET (self), "head");
  for (guint i = 0; i < chl_table_columns_get_n_columns (columns); i++)
    {
      GtkWidget *cell = create_cell (chl_table_columns_get_alignments (columns)[i], is_head);

      gtk_widget_set_parent (cell, GTK_WIDGET (self));
      g_ptr_array_add (self->cells, cell);
    }

  return GTK_WIDGET (self);
}

/**
 * chl_table_row_set_cells:
 * @self: a row
 * @block: a table with as many columns
 * @row: which of its rows to show
 */
void
chl_table_row_set_cells (ChlTableRow    *self,
                         const ChlBlock *block,
                         guint           row)
{
  gboolean is_empty = TRUE;

  g_return_if_fail (CHL_IS_TABLE_ROW (self));
  g_return_if_fail (block != NULL);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const ChlCell *cell = &g_array_index (block->cells, ChlCell, row * self->cells->len + i);
      ChlTextPiece  *piece = g_ptr_array_index (self->cells, i);

      gtk_widget_set_direction (GTK_WIDGET (chl_text_piece_get_label (piece)),
                                gtk_widget_get_direction (GTK_WIDGET (self)));
      chl_block_view_show_slice (piece, block, cell->start, cell->end);
      is_empty = is_empty && cell->start == cell->end;
    }

  /* Markdown knows no table without a head: who wants none leaves it empty. */
  gtk_widget_set_visible (GTK_WIDGET (self),
                          !is_empty || !gtk_widget_has_css_class (GTK_WIDGET (self), "head"));
}

/**
 * chl_table_row_get_natural:
 * @self: a row
 * @column: which column
 *
 * Returns: pixels that the text of this cell would like to have, without the space around it
 */
int
chl_table_row_get_natural (ChlTableRow *self,
                           guint        column)
{
  int natural;

  g_return_val_if_fail (CHL_IS_TABLE_ROW (self), 0);
  g_return_val_if_fail (column < self->cells->len, 0);

  gtk_widget_measure (g_ptr_array_index (self->cells, column), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &natural, NULL, NULL);

  return natural;
}

/* Returns: (transfer none): the text of a cell */
ChlTextPiece *
chl_table_row_get_cell (ChlTableRow *self,
                        guint        column)
{
  g_return_val_if_fail (CHL_IS_TABLE_ROW (self), NULL);
  g_return_val_if_fail (column < self->cells->len, NULL);

  return g_ptr_array_index (self->cells, column);
}
