/* chl-text-blocks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-text-blocks"

#include "config.h"

#include "chl-text-blocks.h"

#include "chl-block-column.h"
#include "chl-markdown.h"

/**
 * ChlTextBlocks:
 *
 * The text of one part of a message, each block of its Markdown a widget of its own.
 *
 * What arrives is only noted; it is shown once per frame. Only the tail that is not settled ever
 * changes, so that a frame costs the same at the end of a long answer as at its beginning.
 */
struct _ChlTextBlocks
{
  GtkBox parent_instance;

  ChlPart        *part;       /* (owned) (nullable) until it is set */
  ChlMarkdown    *markdown;   /* (owned) */
  ChlBlockColumn *column;     /* (unowned) child */
  gsize           consumed;   /* bytes that the document has */
  gsize           dirty_from; /* the first byte that may have changed since */
  guint           n_settled;  /* blocks that were shown for good */
  gboolean        is_settled; /* nothing more comes, even if the text is not whole */
  guint           tick_id;    /* 0 when nothing is to be shown */
};

G_DEFINE_FINAL_TYPE (ChlTextBlocks, chl_text_blocks, GTK_TYPE_BOX)

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ChlTextBlocks *self = CHL_TEXT_BLOCKS (widget);

  self->tick_id = 0;
  chl_text_blocks_flush (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (ChlTextBlocks *self,
            guint          from)
{
  self->dirty_from = MIN (self->dirty_from, from);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
completed_cb (ChlTextBlocks *self)
{
  changed_cb (self, (guint) self->consumed);
}

static void
chl_text_blocks_dispose (GObject *object)
{
  ChlTextBlocks *self = CHL_TEXT_BLOCKS (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_clear_object (&self->part);

  G_OBJECT_CLASS (chl_text_blocks_parent_class)->dispose (object);
}

static void
chl_text_blocks_finalize (GObject *object)
{
  ChlTextBlocks *self = CHL_TEXT_BLOCKS (object);

  g_clear_pointer (&self->markdown, chl_markdown_free);

  G_OBJECT_CLASS (chl_text_blocks_parent_class)->finalize (object);
}

static void
chl_text_blocks_class_init (ChlTextBlocksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_text_blocks_dispose;
  object_class->finalize = chl_text_blocks_finalize;
}

static void
chl_text_blocks_init (ChlTextBlocks *self)
{
  GtkWidget *column = chl_block_column_new ();

  self->markdown = chl_markdown_new ();
  self->column = CHL_BLOCK_COLUMN (column);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "text-blocks");
  gtk_box_append (GTK_BOX (self), column);
}

/**
 * chl_text_blocks_new:
 * @part: a part with text
 *
 * Returns: (transfer floating): a new #ChlTextBlocks that shows what is there and what will come
 */
GtkWidget *
chl_text_blocks_new (ChlPart *part)
{
  ChlTextBlocks *self;

  g_return_val_if_fail (CHL_IS_PART (part), NULL);

  self = g_object_new (CHL_TYPE_TEXT_BLOCKS, NULL);
  self->part = g_object_ref (part);
  g_signal_connect_object (part, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (part, "notify::is-complete", G_CALLBACK (completed_cb), self,
                           G_CONNECT_SWAPPED);
  chl_text_blocks_flush (self);
  return GTK_WIDGET (self);
}

/**
 * chl_text_blocks_get_part:
 * @self: a column of blocks
 *
 * Returns: (transfer none): whose text it shows
 */
ChlPart *
chl_text_blocks_get_part (ChlTextBlocks *self)
{
  g_return_val_if_fail (CHL_IS_TEXT_BLOCKS (self), NULL);

  return self->part;
}

/**
 * chl_text_blocks_get_block:
 * @self: a column of blocks
 * @position: which block
 *
 * Returns: (transfer none) (nullable): a #ChlBlockView, or %NULL behind the last block
 */
GtkWidget *
chl_text_blocks_get_block (ChlTextBlocks *self,
                           guint          position)
{
  g_return_val_if_fail (CHL_IS_TEXT_BLOCKS (self), NULL);

  return (GtkWidget *) chl_block_column_get_view (self->column, position);
}

/**
 * chl_text_blocks_settle:
 * @self: a column of blocks
 *
 * Nothing more is going to come, whether the text has an end or was cut off.
 */
void
chl_text_blocks_settle (ChlTextBlocks *self)
{
  g_return_if_fail (CHL_IS_TEXT_BLOCKS (self));

  if (self->is_settled)
    return;

  self->is_settled = TRUE;
  completed_cb (self);
}

/* Returns: whether nothing more is going to come. */
gboolean
chl_text_blocks_is_complete (ChlTextBlocks *self)
{
  g_return_val_if_fail (CHL_IS_TEXT_BLOCKS (self), TRUE);

  return self->is_settled || self->part == NULL || chl_part_is_complete (self->part);
}

/**
 * chl_text_blocks_flush:
 * @self: a column of blocks
 *
 * Shows what has arrived. Called by itself before each frame in which there is something new.
 */
void
chl_text_blocks_flush (ChlTextBlocks *self)
{
  const char *text;
  gsize       length;
  guint       first;
  guint       n_blocks;
  guint       n_settled;
  gboolean    is_complete;

  g_return_if_fail (CHL_IS_TEXT_BLOCKS (self));

  if (self->part == NULL)
    return;

  text = chl_part_get_text (self->part);
  length = chl_part_get_text_length (self->part);

  /* The text was replaced, not only added to. */
  if (self->dirty_from < self->consumed || length < self->consumed)
    {
      chl_markdown_reset (self->markdown);
      self->consumed = 0;
      self->n_settled = 0;
    }

  chl_markdown_append (self->markdown, text + self->consumed, length - self->consumed);
  self->consumed = length;
  self->dirty_from = G_MAXSIZE;

  is_complete = chl_text_blocks_is_complete (self);
  first = chl_markdown_update (self->markdown, is_complete);
  n_blocks = chl_markdown_get_n_blocks (self->markdown);
  n_settled = chl_markdown_get_n_settled (self->markdown);
  /* Code that was cut off within has no end, but nothing follows. */
  for (guint i = MIN (first, self->n_settled); i < n_blocks; i++)
    chl_block_column_show (self->column, i, chl_markdown_get_block (self->markdown, i),
                           i < n_settled || is_complete);
  chl_block_column_truncate (self->column, n_blocks);
  self->n_settled = n_settled;
}
