/* chl-text-blocks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-text-blocks"

#include "config.h"

#include "chl-text-blocks.h"

#include "chl-block-splitter.h"
#include "chl-code-block.h"

/**
 * ChlTextBlocks:
 *
 * The text of one part of a message, each block a widget of its own.
 *
 * What arrives is only noted; it is shown once per frame. Only the last block ever changes, so that
 * a frame costs the same at the end of a long answer as at its beginning.
 */
struct _ChlTextBlocks
{
  GtkBox parent_instance;

  ChlPart          *part;     /* (owned) (nullable) until it is set */
  ChlBlockSplitter *splitter; /* (owned) */
  GPtrArray        *widgets;  /* (owned) (element-type GtkWidget) (unowned) one for each block */
  gsize             consumed; /* bytes that the splitter has seen */
  gsize             dirty_from;
  guint             tick_id;
};

G_DEFINE_FINAL_TYPE (ChlTextBlocks, chl_text_blocks, GTK_TYPE_BOX)

static GtkWidget *
create_paragraph (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "paragraph");
  return label;
}

static void
drop_widgets (ChlTextBlocks *self,
              guint          from)
{
  for (guint i = self->widgets->len; i > from; i--)
    {
      GtkWidget *widget = g_ptr_array_index (self->widgets, i - 1);

      g_ptr_array_remove_index (self->widgets, i - 1);
      gtk_box_remove (GTK_BOX (self), widget);
    }
}

static GtkWidget *
ensure_widget (ChlTextBlocks  *self,
               guint           position,
               const ChlBlock *block)
{
  gboolean   is_code = block->kind == CHL_BLOCK_CODE;
  GtkWidget *widget;

  if (position < self->widgets->len)
    {
      widget = g_ptr_array_index (self->widgets, position);
      if (CHL_IS_CODE_BLOCK (widget) == is_code)
        return widget;
      drop_widgets (self, position);
    }

  widget = is_code ? chl_code_block_new () : create_paragraph ();
  if (block->is_continued)
    gtk_widget_add_css_class (widget, "continued");
  g_ptr_array_add (self->widgets, widget);
  gtk_box_append (GTK_BOX (self), widget);
  return widget;
}

static void
show_block (ChlTextBlocks *self,
            guint          position,
            gboolean       is_settled)
{
  const ChlBlock *block = chl_block_splitter_get_block (self->splitter, position);
  GtkWidget      *widget = ensure_widget (self, position, block);

  if (block->kind == CHL_BLOCK_CODE)
    {
      chl_code_block_set_text (CHL_CODE_BLOCK (widget), block->language, block->text->str,
                               block->text->len);
      if (is_settled)
        chl_code_block_settle (CHL_CODE_BLOCK (widget));
    }
  else if (!g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), block->text->str))
    {
      gtk_label_set_text (GTK_LABEL (widget), block->text->str);
    }
}

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
  drop_widgets (self, 0);
  g_clear_object (&self->part);

  G_OBJECT_CLASS (chl_text_blocks_parent_class)->dispose (object);
}

static void
chl_text_blocks_finalize (GObject *object)
{
  ChlTextBlocks *self = CHL_TEXT_BLOCKS (object);

  g_clear_pointer (&self->splitter, chl_block_splitter_free);
  g_clear_pointer (&self->widgets, g_ptr_array_unref);

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
  self->splitter = chl_block_splitter_new ();
  self->widgets = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "text-blocks");
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
 * Returns: (transfer none) (nullable): a #ChlCodeBlock, or a #GtkLabel
 */
GtkWidget *
chl_text_blocks_get_block (ChlTextBlocks *self,
                           guint          position)
{
  g_return_val_if_fail (CHL_IS_TEXT_BLOCKS (self), NULL);

  return position < self->widgets->len ? g_ptr_array_index (self->widgets, position) : NULL;
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
  gboolean    is_whole;

  g_return_if_fail (CHL_IS_TEXT_BLOCKS (self));

  if (self->part == NULL)
    return;

  text = chl_part_get_text (self->part);
  length = chl_part_get_text_length (self->part);

  /* The text was replaced, not only added to. */
  if (self->dirty_from < self->consumed || length < self->consumed)
    {
      chl_block_splitter_reset (self->splitter);
      self->consumed = 0;
    }

  first = chl_block_splitter_append (self->splitter, text + self->consumed, length - self->consumed);
  if (self->consumed == 0)
    first = 0;
  self->consumed = length;
  self->dirty_from = G_MAXSIZE;

  is_whole = chl_part_is_complete (self->part) || !chl_block_splitter_is_open (self->splitter);
  n_blocks = chl_block_splitter_get_n_blocks (self->splitter);
  drop_widgets (self, n_blocks);
  if (is_whole && n_blocks > 0)
    first = MIN (first, n_blocks - 1);
  for (guint i = first; i < n_blocks; i++)
    show_block (self, i, i + 1 < n_blocks || is_whole);
}
