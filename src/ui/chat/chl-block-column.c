/* chl-block-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-block-column"

#include "config.h"

#include "chl-block-column.h"

#include "chl-block-row.h"

/**
 * ChlBlockColumn:
 *
 * Blocks, one below the other, in groups: where the last block grows only its group is measured, and
 * a block that is shown again as it was is not touched.
 */
struct _ChlBlockColumn
{
  ChlSightBox parent_instance;

  GPtrArray *rows;      /* (owned) (element-type ChlBlockRow) (unowned) grandchildren */
  GPtrArray *blocks;    /* (owned) (element-type ChlBlock) (owned) what each row shows */
  guint      n_settled; /* rows that were told that their block never changes again */
};

G_DEFINE_FINAL_TYPE (ChlBlockColumn, chl_block_column, CHL_TYPE_SIGHT_BOX)

static void
chl_block_column_dispose (GObject *object)
{
  ChlBlockColumn *self = CHL_BLOCK_COLUMN (object);

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->blocks, 0);

  G_OBJECT_CLASS (chl_block_column_parent_class)->dispose (object);
}

static void
chl_block_column_finalize (GObject *object)
{
  ChlBlockColumn *self = CHL_BLOCK_COLUMN (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_block_column_parent_class)->finalize (object);
}

static void
chl_block_column_class_init (ChlBlockColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_block_column_dispose;
  object_class->finalize = chl_block_column_finalize;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "chl-block-column");
}

static void
chl_block_column_init (ChlBlockColumn *self)
{
  self->rows = g_ptr_array_new ();
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_block_unref);
}

/**
 * chl_block_column_new:
 *
 * Returns: (transfer floating): a new, empty #ChlBlockColumn
 */
GtkWidget *
chl_block_column_new (void)
{
  return g_object_new (CHL_TYPE_BLOCK_COLUMN, NULL);
}

guint
chl_block_column_get_n_blocks (ChlBlockColumn *self)
{
  g_return_val_if_fail (CHL_IS_BLOCK_COLUMN (self), 0);

  return self->rows->len;
}

static void
append_row (ChlBlockColumn *self,
            GtkWidget      *row)
{
  GtkWidget *group = gtk_widget_get_last_child (GTK_WIDGET (self));

  if (self->rows->len % CHL_BLOCK_COLUMN_GROUP == 0)
    {
      group = chl_sight_box_new ();
      gtk_widget_set_parent (group, GTK_WIDGET (self));
    }

  gtk_widget_set_parent (row, group);
  g_ptr_array_add (self->rows, row);
}

/* One that can show @block instead stands where the old one stood. */
static GtkWidget *
replace_row (ChlBlockColumn *self,
             guint           position,
             const ChlBlock *block)
{
  GtkWidget *old = g_ptr_array_index (self->rows, position);
  GtkWidget *row = chl_block_row_new (block);

  gtk_widget_insert_before (row, gtk_widget_get_parent (old), old);
  gtk_widget_unparent (old);
  g_ptr_array_index (self->rows, position) = row;

  return row;
}

/**
 * chl_block_column_show:
 * @self: a column
 * @position: where, at most behind the last block
 * @block: what to show there
 * @is_settled: whether @block never changes again
 */
void
chl_block_column_show (ChlBlockColumn *self,
                       guint           position,
                       ChlBlock       *block,
                       gboolean        is_settled)
{
  GtkWidget      *row;
  const ChlBlock *previous = NULL;

  g_return_if_fail (CHL_IS_BLOCK_COLUMN (self));
  g_return_if_fail (block != NULL);
  g_return_if_fail (position <= self->rows->len);

  if (position < self->rows->len && g_ptr_array_index (self->blocks, position) == block &&
      (position < self->n_settled || !is_settled))
    return;

  if (position > 0)
    previous = g_ptr_array_index (self->blocks, position - 1);

  if (position == self->rows->len)
    {
      row = chl_block_row_new (block);
      append_row (self, row);
      g_ptr_array_add (self->blocks, chl_block_ref (block));
    }
  else
    {
      row = g_ptr_array_index (self->rows, position);
      if (!chl_block_row_suits (CHL_BLOCK_ROW (row), block))
        row = replace_row (self, position, block);
      chl_block_ref (block);
      chl_block_unref (g_ptr_array_index (self->blocks, position));
      g_ptr_array_index (self->blocks, position) = block;
    }

  chl_block_row_set_block (CHL_BLOCK_ROW (row), block, previous, is_settled);
  if (is_settled)
    self->n_settled = MAX (self->n_settled, position + 1);
  else
    self->n_settled = MIN (self->n_settled, position);
}

/**
 * chl_block_column_truncate:
 * @self: a column
 * @n_blocks: how many blocks stay
 */
void
chl_block_column_truncate (ChlBlockColumn *self,
                           guint           n_blocks)
{
  g_return_if_fail (CHL_IS_BLOCK_COLUMN (self));

  for (guint i = self->rows->len; i > n_blocks; i--)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i - 1);
      GtkWidget *group = gtk_widget_get_parent (row);

      gtk_widget_unparent (row);
      if (gtk_widget_get_first_child (group) == NULL)
        gtk_widget_unparent (group);
    }

  if (n_blocks < self->rows->len)
    {
      g_ptr_array_set_size (self->rows, (int) n_blocks);
      g_ptr_array_set_size (self->blocks, (int) n_blocks);
    }
  self->n_settled = MIN (self->n_settled, n_blocks);
}

/**
 * chl_block_column_get_view:
 * @self: a column
 * @position: which block
 *
 * Returns: (transfer none) (nullable): its view, or %NULL behind the last one
 */
ChlBlockView *
chl_block_column_get_view (ChlBlockColumn *self,
                           guint           position)
{
  g_return_val_if_fail (CHL_IS_BLOCK_COLUMN (self), NULL);

  return position < self->rows->len ? chl_block_row_get_view (g_ptr_array_index (self->rows, position))
                                    : NULL;
}
