/* chl-outline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-outline"

#include "config.h"

#include "chl-outline.h"

#include <string.h>

#include "chl-outline-private.h"

/**
 * chl_outline_new:
 * @references: where references lead
 * @sink: who gets the leaves
 * @user_data: for @sink
 *
 * Returns: (transfer full): an outline that has read nothing
 */
ChlOutline *
chl_outline_new (const ChlReferenceTable *references,
                 const ChlOutlineSink    *sink,
                 gpointer                 user_data)
{
  ChlOutline *self = g_new0 (ChlOutline, 1);

  self->references = references;
  self->sink = sink;
  self->user_data = user_data;
  return self;
}

/**
 * chl_outline_copy:
 * @self: an outline
 * @is_whole: nothing will follow what the copy reads
 * @n_bytes: how much that is
 * @sink: who gets the leaves of the copy
 *
 * For the last line, whose end may be missing.
 *
 * Returns: (transfer full): an outline that goes on where @self is
 */
ChlOutline *
chl_outline_copy (ChlOutline           *self,
                  gboolean              is_whole,
                  gsize                 n_bytes,
                  const ChlOutlineSink *sink)
{
  ChlOutline *copy = g_memdup2 (self, sizeof *self);

  copy->sink = sink;
  copy->is_tentative = !is_whole;
  if (self->leaf != NULL)
    {
      /* Whatever the copy writes goes where this outline is going to write the same. */
      if (self->leaf->code != NULL)
        chl_growing_text_reserve (&self->leaf->code, self->leaf->length,
                                  self->leaf->blanks->len + n_bytes + 1);
      copy->leaf = chl_leaf_copy (self->leaf, is_whole);
    }

  return copy;
}

void
chl_outline_free (ChlOutline *self)
{
  g_clear_pointer (&self->leaf, chl_leaf_free);
  g_free (self);
}

static void
set_containers (ChlOutline *self,
                ChlLeaf    *leaf,
                guint       depth)
{
  for (guint i = 0; i < depth; i++)
    {
      ChlContainer *container = &self->stack[i];

      if (container->is_entered && leaf->n_entered == i)
        leaf->n_entered++;
      container->is_entered = TRUE;

      if (container->kind == CHL_CONTAINER_QUOTE)
        leaf->containers[i] = '>';
      else
        leaf->containers[i] = container->is_numbered ? '1' : '-';
    }
  leaf->containers[depth] = '\0';
}

static void
set_item (ChlOutline *self,
          ChlLeaf    *leaf)
{
  leaf->item = self->item;
  leaf->number = self->item != CHL_ITEM_NONE ? self->number : 0;
  self->item = CHL_ITEM_NONE;
}

/**
 * chl_outline_end_item:
 * @self: an outline
 *
 * An item without text is seen all the same.
 */
void
chl_outline_end_item (ChlOutline *self)
{
  ChlLeaf *leaf;

  if (self->item == CHL_ITEM_NONE)
    return;

  leaf = chl_leaf_new (CHL_BLOCK_PARAGRAPH);
  set_containers (self, leaf, self->item_depth);
  set_item (self, leaf);
  self->sink->leaf (leaf, self->user_data);
}

/**
 * chl_outline_open_leaf:
 * @self: an outline without an open leaf
 * @kind: what the leaf is
 *
 * Returns: (transfer none): a leaf in the containers that are open
 */
ChlLeaf *
chl_outline_open_leaf (ChlOutline  *self,
                       ChlBlockKind kind)
{
  g_assert (self->leaf == NULL);

  self->leaf = chl_leaf_new (kind);
  set_containers (self, self->leaf, self->depth);
  set_item (self, self->leaf);
  for (guint i = 0; i < self->depth; i++)
    self->stack[i].is_bare = FALSE;

  return self->leaf;
}

static void
emit_divided (ChlOutline *self,
              gboolean    is_whole)
{
  ChlLeaf *first;

  while ((first = chl_leaf_divide (self->leaf, is_whole)) != NULL)
    self->sink->leaf (first, self->user_data);
}

static gboolean
is_running_text (const ChlLeaf *leaf)
{
  return leaf->kind == CHL_BLOCK_PARAGRAPH || leaf->kind == CHL_BLOCK_HEADING;
}

/**
 * chl_outline_take_definitions:
 * @self: an outline with an open paragraph
 * @next: the first byte of its next line, or a zero if nothing follows
 *
 * Takes definitions away that stand at the beginning of the paragraph and are whole.
 */
void
chl_outline_take_definitions (ChlOutline *self,
                              char        next)
{
  GString *source = self->leaf->source;
  g_autoptr(GPtrArray) found = NULL;
  gsize at = 0;

  if (source->len == 0 || source->str[0] != '[' || self->leaf->is_continued)
    return;

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_definition_free);
  for (;;)
    {
      ChlDefinition *definition = NULL;
      gsize          n_bytes = chl_references_read (source->str + at, source->len - at, &definition);

      if (n_bytes == 0)
        break;
      at += n_bytes;
      g_ptr_array_add (found, definition);
    }

  /* The next line may have the title of the last one, or go on with it. */
  if (at > 0 && next != '\0' &&
      (at == source->len ? strchr ("\"'(", next) != NULL
                         : chl_references_is_open_title (source->str + at, source->len - at)))
    return;

  for (guint i = 0; i < found->len; i++)
    self->sink->definition (g_ptr_array_index (found, i), self->user_data);
  g_ptr_array_set_free_func (found, NULL);
  g_string_erase (source, 0, (gssize) at);
}

/**
 * chl_outline_close_leaf:
 * @self: an outline
 *
 * Hands out the open leaf, if there is one.
 */
void
chl_outline_close_leaf (ChlOutline *self)
{
  ChlLeaf *leaf = self->leaf;

  if (leaf == NULL)
    return;

  if (leaf->kind == CHL_BLOCK_PARAGRAPH)
    chl_outline_take_definitions (self, '\0');
  if (is_running_text (leaf))
    emit_divided (self, TRUE);
  if (leaf->kind == CHL_BLOCK_CODE && self->fence.mark == '\0')
    leaf->is_closed = !leaf->is_open;

  self->leaf = NULL;
  if (leaf->kind == CHL_BLOCK_PARAGRAPH && leaf->source->len == 0)
    {
      /* There were definitions only: the item goes on waiting. */
      if (leaf->item != CHL_ITEM_NONE)
        {
          self->item = leaf->item;
          self->number = leaf->number;
          self->stack[self->item_depth - 1].is_bare = self->item_depth == self->depth;
        }
      chl_leaf_free (leaf);
      return;
    }

  self->sink->leaf (leaf, self->user_data);
}

/**
 * chl_outline_close_to:
 * @self: an outline
 * @depth: how many containers stay open
 *
 * Closes the leaf and all containers that are deeper.
 */
void
chl_outline_close_to (ChlOutline *self,
                      guint       depth)
{
  chl_outline_close_leaf (self);
  if (self->item_depth > depth)
    chl_outline_end_item (self);
  self->depth = depth;
}

/**
 * chl_outline_push:
 * @self: an outline without an open leaf
 * @container: what opens
 * @item: what it is, if it is an item
 */
void
chl_outline_push (ChlOutline         *self,
                  const ChlContainer *container,
                  ChlItemKind         item)
{
  g_assert (self->leaf == NULL && self->depth < CHL_LEAF_MAX_DEPTH);

  for (guint i = 0; i < self->depth; i++)
    self->stack[i].is_bare = FALSE;
  self->stack[self->depth] = *container;
  if (container->kind == CHL_CONTAINER_ITEM)
    {
      chl_outline_end_item (self);
      self->item = item;
      self->number = container->is_numbered ? container->number : 0;
      self->item_depth = self->depth + 1;
    }
  self->depth++;
}

/**
 * chl_outline_add_text:
 * @self: an outline with an open paragraph
 * @text: its next line
 * @length: bytes in @text, at least one
 */
void
chl_outline_add_text (ChlOutline *self,
                      const char *text,
                      gsize       length)
{
  chl_outline_take_definitions (self, text[0]);
  chl_leaf_add_line (self->leaf, text, length);
  emit_divided (self, FALSE);
}

static void
add_more (ChlOutline *self,
          const char *text,
          gsize       length)
{
  if (length == 0)
    return;

  if (self->leaf == NULL)
    chl_outline_open_leaf (self, CHL_BLOCK_PARAGRAPH);

  chl_leaf_add_more (self->leaf, text, length);
  if (is_running_text (self->leaf))
    emit_divided (self, FALSE);
}

/**
 * chl_outline_add_part:
 * @self: an outline
 * @text: a part of a line, not its last one
 * @length: bytes in @text
 *
 * For lines that are so long that they may not wait for their end. All parts of a document must be
 * of one length.
 */
void
chl_outline_add_part (ChlOutline *self,
                      const char *text,
                      gsize       length)
{
  if (self->is_mid_line)
    add_more (self, text, length);
  else
    chl_outline_read_line (self, text, length, TRUE);
  self->is_mid_line = TRUE;
}

/**
 * chl_outline_add_line:
 * @self: an outline
 * @text: a line, or its last part, without its line break
 * @length: bytes in @text
 */
void
chl_outline_add_line (ChlOutline *self,
                      const char *text,
                      gsize       length)
{
  if (!self->is_mid_line)
    {
      chl_outline_read_line (self, text, length, FALSE);
      return;
    }

  add_more (self, text, length);
  self->is_mid_line = FALSE;
  if (self->leaf != NULL && self->leaf->kind == CHL_BLOCK_HEADING)
    chl_outline_close_leaf (self);
}

/* A line with a bar in front is shown when the next one tells whether it is the head of a table. */
static void
hold_back_head (ChlLeaf *leaf)
{
  GString    *source = leaf->source;
  const char *newline = g_strrstr (source->str, "\n");
  const char *line = newline != NULL ? newline + 1 : source->str;

  if (*line == '|')
    g_string_truncate (source, newline != NULL ? (gsize) (newline - source->str) : 0);
}

/**
 * chl_outline_finish:
 * @self: an outline
 *
 * Hands out what is still open.
 */
void
chl_outline_finish (ChlOutline *self)
{
  if (self->leaf != NULL)
    {
      self->leaf->is_open = self->is_tentative;
      if (self->is_tentative && self->leaf->kind == CHL_BLOCK_PARAGRAPH && !self->is_mid_line)
        hold_back_head (self->leaf);
    }

  if (self->is_tentative)
    chl_outline_close_leaf (self);
  else
    chl_outline_close_to (self, 0);
}
