/* chl-table-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-table-grid"

#include "config.h"

#include "chl-table-grid.h"

#include "chl-table-row.h"

/* Times the size of a letter: what a column keeps when there is little room, what it gets at most
 * when there is enough, and the steps in which it grows while rows arrive. */
#define LEAST_WIDTH 9
#define MOST_WIDTH 36
#define WIDTH_STEP 1.5

/**
 * ChlTableGrid:
 *
 * The rows of a table, in groups: where a row is added only the last group is measured.
 *
 * Columns are as wide as their widest text while all of them fit. Otherwise those that would like
 * much get less, and their cells wrap. The first rows decide about the widths, so that a long table
 * does not have to be laid out again for every row that comes.
 */
struct _ChlTableGrid
{
  ChlSightBox parent_instance;

  ChlTableColumns *columns; /* (owned) (not nullable) the rows share it */
  GPtrArray       *rows;    /* (owned) (element-type ChlTableRow) (unowned) grandchildren */
};

G_DEFINE_FINAL_TYPE (ChlTableGrid, chl_table_grid, CHL_TYPE_SIGHT_BOX)

static double
get_letter (ChlTableGrid *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  return pango_units_to_double (
    pango_font_description_get_size (pango_context_get_font_description (context)));
}

/* What rows have measured before holds no longer when a column wishes for something else. */
static void
update_wishes (ChlTableGrid *self)
{
  double   letter = get_letter (self);
  int      step = MAX (1, (int) (WIDTH_STEP * letter));
  int      most = (int) (MOST_WIDTH * letter);
  gboolean has_changed = FALSE;

  for (guint i = 0; i < chl_table_columns_get_n_columns (self->columns); i++)
    {
      int widest = 1;
      int natural;
      int least;

      for (guint row = 0; row < MIN (self->rows->len, CHL_TABLE_GRID_DECIDING); row++)
        widest = MAX (widest, chl_table_row_get_natural (g_ptr_array_index (self->rows, row), i));
      natural = MIN ((widest + step - 1) / step * step, most);
      least = MIN (natural, (int) (LEAST_WIDTH * letter));
      if (chl_table_columns_set_wish (self->columns, i, least + 2 * CHL_TABLE_CELL_SIDE,
                                      natural + 2 * CHL_TABLE_CELL_SIDE))
        has_changed = TRUE;
    }

  for (guint i = 0; has_changed && i < self->rows->len; i++)
    gtk_widget_queue_resize (g_ptr_array_index (self->rows, i));
}

static GtkSizeRequestMode
chl_table_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chl_table_grid_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  ChlTableGrid *self = CHL_TABLE_GRID (widget);
  int           width;

  update_wishes (self);
  *minimum = chl_table_columns_get_least (self->columns);
  *natural = chl_table_columns_get_natural (self->columns);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  width = for_size >= 0 ? CLAMP (for_size, *minimum, *natural) : *natural;
  *minimum = *natural = 0;
  for (GtkWidget *group = gtk_widget_get_first_child (widget); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    {
      int height;

      gtk_widget_measure (group, orientation, width, NULL, &height, NULL, NULL);
      *natural += height;
    }
  *minimum = *natural;
}

static void
chl_table_grid_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  ChlTableGrid *self = CHL_TABLE_GRID (widget);
  int           used;
  int           x = 0;
  int           y = 0;

  used = CLAMP (width, chl_table_columns_get_least (self->columns),
                chl_table_columns_get_natural (self->columns));
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - used;

  for (GtkWidget *group = gtk_widget_get_first_child (widget); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    {
      int group_height;

      gtk_widget_measure (group, GTK_ORIENTATION_VERTICAL, used, NULL, &group_height, NULL, NULL);
      gtk_widget_size_allocate (group, &(GtkAllocation){ x, y, used, group_height }, -1);
      y += group_height;
    }
}

static void
chl_table_grid_dispose (GObject *object)
{
  g_ptr_array_set_size (CHL_TABLE_GRID (object)->rows, 0);

  G_OBJECT_CLASS (chl_table_grid_parent_class)->dispose (object);
}

static void
chl_table_grid_finalize (GObject *object)
{
  ChlTableGrid *self = CHL_TABLE_GRID (object);

  g_clear_pointer (&self->columns, chl_table_columns_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_table_grid_parent_class)->finalize (object);
}

static void
chl_table_grid_class_init (ChlTableGridClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_table_grid_dispose;
  object_class->finalize = chl_table_grid_finalize;
  widget_class->get_request_mode = chl_table_grid_get_request_mode;
  widget_class->measure = chl_table_grid_measure;
  widget_class->size_allocate = chl_table_grid_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "chl-table-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
chl_table_grid_init (ChlTableGrid *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->rows = g_ptr_array_new ();
  self->columns = chl_table_columns_new ("");
}

/**
 * chl_table_grid_new:
 *
 * Returns: (transfer floating): a new #ChlTableGrid without columns
 */
GtkWidget *
chl_table_grid_new (void)
{
  return g_object_new (CHL_TYPE_TABLE_GRID, NULL);
}

guint
chl_table_grid_get_n_columns (ChlTableGrid *self)
{
  g_return_val_if_fail (CHL_IS_TABLE_GRID (self), 0);

  return chl_table_columns_get_n_columns (self->columns);
}

guint
chl_table_grid_get_n_rows (ChlTableGrid *self)
{
  g_return_val_if_fail (CHL_IS_TABLE_GRID (self), 0);

  return self->rows->len;
}

/**
 * chl_table_grid_reset:
 * @self: a grid
 * @alignments: a letter for each column, as in #ChlBlock
 *
 * Begins anew where the columns are other ones.
 */
void
chl_table_grid_reset (ChlTableGrid *self,
                      const char   *alignments)
{
  g_return_if_fail (CHL_IS_TABLE_GRID (self));
  g_return_if_fail (alignments != NULL);

  if (g_str_equal (chl_table_columns_get_alignments (self->columns), alignments))
    return;

  chl_table_grid_truncate (self, 0);
  chl_table_columns_free (self->columns);
  self->columns = chl_table_columns_new (alignments);
}

/**
 * chl_table_grid_show_row:
 * @self: a grid
 * @row: which row, at most behind the last one
 * @block: a table with the columns of @self
 */
void
chl_table_grid_show_row (ChlTableGrid   *self,
                         guint           row,
                         const ChlBlock *block)
{
  g_return_if_fail (CHL_IS_TABLE_GRID (self));
  g_return_if_fail (row <= self->rows->len);

  if (row == self->rows->len)
    {
      GtkWidget *widget = chl_table_row_new (self->columns, row == 0);
      GtkWidget *group = gtk_widget_get_last_child (GTK_WIDGET (self));

      if (row % CHL_TABLE_GRID_GROUP == 0)
        {
          group = g_object_new (CHL_TYPE_SIGHT_BOX, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_ROW_GROUP, NULL);
          gtk_widget_set_direction (group, gtk_widget_get_direction (GTK_WIDGET (self)));
          gtk_widget_set_parent (group, GTK_WIDGET (self));
        }
      gtk_widget_set_direction (widget, gtk_widget_get_direction (GTK_WIDGET (self)));
      gtk_widget_set_parent (widget, group);
      g_ptr_array_add (self->rows, widget);
    }

  chl_table_row_set_cells (g_ptr_array_index (self->rows, row), block, row);
}

/**
 * chl_table_grid_truncate:
 * @self: a grid
 * @n_rows: how many rows stay
 */
void
chl_table_grid_truncate (ChlTableGrid *self,
                         guint         n_rows)
{
  g_return_if_fail (CHL_IS_TABLE_GRID (self));

  for (guint i = self->rows->len; i > n_rows; i--)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i - 1);
      GtkWidget *group = gtk_widget_get_parent (row);

      gtk_widget_unparent (row);
      if (gtk_widget_get_first_child (group) == NULL)
        gtk_widget_unparent (group);
    }
  if (n_rows < self->rows->len)
    g_ptr_array_set_size (self->rows, (int) n_rows);
}

/* Returns: (transfer none): the text of a cell */
ChlTextPiece *
chl_table_grid_get_cell (ChlTableGrid *self,
                         guint         row,
                         guint         column)
{
  g_return_val_if_fail (CHL_IS_TABLE_GRID (self), NULL);
  g_return_val_if_fail (row < self->rows->len, NULL);

  return chl_table_row_get_cell (g_ptr_array_index (self->rows, row), column);
}
