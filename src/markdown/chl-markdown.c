/* chl-markdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-markdown"

#include "config.h"

#include "chl-markdown.h"

#include <string.h>

#include "chl-markdown-intake.h"
#include "chl-outline.h"
#include "chl-table.h"
#include "chl-waiting.h"

/**
 * ChlMarkdown:
 *
 * Lines are read once, by an outline that hands out leaves. A copy of it reads the last line, whose
 * end may be missing, after each update anew; what the copy hands out is the tail. What was handed
 * out by the outline itself is settled, but for references to a label that nobody has defined yet.
 */
struct _ChlMarkdown
{
  ChlMarkdownIntake intake;
  ChlReferenceTable references;
  ChlOutline       *outline;   /* (owned) */
  ChlWaiting       *waiting;   /* (owned) leaves that a definition may change */
  GPtrArray        *blocks;    /* (owned) (element-type ChlBlock) those settled, then the tail */
  guint             n_settled; /* of @blocks */
  GPtrArray        *before;    /* (owned) (element-type ChlBlock) the tail before this update */
  guint             first;     /* of @blocks that this update changed */
  GPtrArray        *leaves;    /* (owned) (element-type ChlLeaf) the tail before it is built */
  GHashTable       *defined;   /* (owned) (element-type utf8) labels that this update changed */
};

/* (nullable): what this update found in the tail at this place. */
static ChlBlock *
get_before (ChlMarkdown *self,
            guint        position)
{
  return position >= self->n_settled && position - self->n_settled < self->before->len
           ? g_ptr_array_index (self->before, position - self->n_settled)
           : NULL;
}

/* Keeps the block that was at this place if it looks the same. */
static void
add_block (ChlMarkdown *self,
           ChlBlock    *block)
{
  guint     position = self->blocks->len;
  ChlBlock *old = get_before (self, position);

  if (old != NULL && chl_block_equal (old, block))
    {
      g_ptr_array_add (self->blocks, chl_block_ref (old));
      chl_block_unref (block);
      return;
    }

  self->first = MIN (self->first, position);
  g_ptr_array_add (self->blocks, block);
}

static void
settle_leaf_cb (ChlLeaf *leaf,
                gpointer user_data)
{
  ChlMarkdown *self = user_data;

  add_block (self, chl_leaf_build (leaf, &self->references));
  chl_waiting_take (self->waiting, leaf, self->blocks->len - 1, &self->references);
}

static void
settle_definition_cb (ChlDefinition *definition,
                      gpointer       user_data)
{
  ChlMarkdown *self = user_data;

  if (!g_hash_table_contains (self->references.settled, definition->label))
    {
      g_hash_table_add (self->defined, g_strdup (definition->label));
      g_hash_table_insert (self->references.settled, g_steal_pointer (&definition->label),
                           g_steal_pointer (&definition->uri));
    }
  chl_definition_free (definition);
}

static void
add_tail_leaf_cb (ChlLeaf *leaf,
                  gpointer user_data)
{
  ChlMarkdown *self = user_data;

  g_ptr_array_add (self->leaves, leaf);
}

static void
add_tail_definition_cb (ChlDefinition *definition,
                        gpointer       user_data)
{
  ChlMarkdown *self = user_data;

  if (!g_hash_table_contains (self->references.settled, definition->label) &&
      !g_hash_table_contains (self->references.tentative, definition->label))
    {
      g_hash_table_add (self->defined, g_strdup (definition->label));
      g_hash_table_insert (self->references.tentative, g_steal_pointer (&definition->label),
                           g_steal_pointer (&definition->uri));
    }
  chl_definition_free (definition);
}

static void
ignore_definition_cb (ChlDefinition *definition,
                      gpointer       user_data)
{
  chl_definition_free (definition);
}

static const ChlOutlineSink settled_sink = { settle_leaf_cb, settle_definition_cb };
static const ChlOutlineSink whole_sink = { add_tail_leaf_cb, add_tail_definition_cb };
static const ChlOutlineSink tail_sink = { add_tail_leaf_cb, ignore_definition_cb };

static void
start (ChlMarkdown *self)
{
  self->outline = chl_outline_new (&self->references, &settled_sink, self);
  self->waiting = chl_waiting_new ();
  self->n_settled = 0;
}

/**
 * chl_markdown_new:
 *
 * Returns: (transfer full): a document without text
 */
ChlMarkdown *
chl_markdown_new (void)
{
  ChlMarkdown *self = g_new0 (ChlMarkdown, 1);

  chl_markdown_intake_init (&self->intake);
  chl_reference_table_init (&self->references);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_block_unref);
  self->before = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_block_unref);
  self->leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_leaf_free);
  self->defined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  start (self);
  return self;
}

void
chl_markdown_free (ChlMarkdown *self)
{
  g_return_if_fail (self != NULL);

  chl_outline_free (self->outline);
  chl_waiting_free (self->waiting);
  chl_markdown_intake_clear (&self->intake);
  chl_reference_table_clear (&self->references);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->before);
  g_ptr_array_unref (self->leaves);
  g_hash_table_unref (self->defined);
  g_free (self);
}

/**
 * chl_markdown_reset:
 * @self: a document
 *
 * Forgets all text.
 */
void
chl_markdown_reset (ChlMarkdown *self)
{
  g_return_if_fail (self != NULL);

  chl_outline_free (self->outline);
  chl_waiting_free (self->waiting);
  chl_markdown_intake_reset (&self->intake);
  g_hash_table_remove_all (self->references.settled);
  g_hash_table_remove_all (self->references.tentative);
  g_ptr_array_set_size (self->blocks, 0);
  start (self);
}

/**
 * chl_markdown_append:
 * @self: a document
 * @text: bytes that follow what was given before; may begin or end anywhere, also inside a
 *   character, and need not be valid
 * @length: how many
 */
void
chl_markdown_append (ChlMarkdown *self,
                     const char  *text,
                     gsize        length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  if (length > 0)
    g_string_append_len (self->intake.raw, text, (gssize) length);
}

/* What the last update took from a last line that may have become something else. */
static void
forget_tail (ChlMarkdown *self)
{
  GHashTableIter iter;
  gpointer       label;

  g_ptr_array_set_size (self->before, 0);
  for (guint i = self->n_settled; i < self->blocks->len; i++)
    g_ptr_array_add (self->before, chl_block_ref (g_ptr_array_index (self->blocks, i)));
  g_ptr_array_set_size (self->blocks, (int) self->n_settled);

  g_hash_table_iter_init (&iter, self->references.tentative);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    g_hash_table_add (self->defined, g_strdup (label));
  g_hash_table_remove_all (self->references.tentative);
}

static void
read_tail (ChlMarkdown *self,
           gboolean     is_whole)
{
  g_autoptr(GString) rest = chl_markdown_intake_dup_rest (&self->intake, is_whole);
  g_autoptr(ChlOutline) tail = chl_outline_copy (self->outline, is_whole, rest->len,
                                                  is_whole ? &whole_sink : &tail_sink);

  if (rest->len > 0)
    chl_outline_add_line (tail, rest->str, rest->len);
  chl_outline_finish (tail);
}

static void
build_tail (ChlMarkdown *self,
            gboolean     is_whole)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      ChlLeaf *leaf = g_ptr_array_index (self->leaves, i);

      /* Its rows were read before all definitions were known. */
      if (is_whole && leaf->kind == CHL_BLOCK_TABLE && chl_leaf_may_refer (leaf))
        chl_table_read_rows (leaf, &self->references);
      add_block (self, chl_leaf_build (leaf, &self->references));
    }
  g_ptr_array_set_size (self->leaves, 0);
}

static void
replace_block_cb (guint     position,
                  ChlBlock *block,
                  gpointer  user_data)
{
  ChlMarkdown *self = user_data;
  ChlBlock    *old = get_before (self, position);

  if (!chl_block_equal (g_ptr_array_index (self->blocks, position), block))
    {
      chl_block_unref (g_ptr_array_index (self->blocks, position));
      g_ptr_array_index (self->blocks, position) =
        chl_block_ref (old != NULL && chl_block_equal (old, block) ? old : block);
      self->first = MIN (self->first, position);
    }
}

/* What was built before it was known where it refers to may be the same as before in the end. */
static void
pass_over_same (ChlMarkdown *self)
{
  while (self->first < self->blocks->len &&
         g_ptr_array_index (self->blocks, self->first) == get_before (self, self->first))
    self->first++;
}

/**
 * chl_markdown_update:
 * @self: a document
 * @is_whole: nothing will be appended, so that what is there is shown as it is; something may be
 *   appended all the same
 *
 * Looks at what was appended since the last update.
 *
 * Returns: the position of the first block that is new, other or gone, the number of blocks if none
 *   is; behind it, those that are the same objects did not change
 */
guint
chl_markdown_update (ChlMarkdown *self,
                     gboolean     is_whole)
{
  guint n_old;

  g_return_val_if_fail (self != NULL, 0);

  self->first = G_MAXUINT;
  forget_tail (self);
  n_old = self->n_settled;

  chl_markdown_intake_read (&self->intake, self->outline);
  read_tail (self, is_whole);
  chl_waiting_resolve (self->waiting, self->defined, &self->references, replace_block_cb, self);
  g_hash_table_remove_all (self->defined);

  n_old = self->blocks->len - n_old;
  build_tail (self, is_whole);
  pass_over_same (self);
  self->n_settled += n_old;
  g_ptr_array_set_size (self->before, 0);

  return MIN (self->first, self->blocks->len);
}

guint
chl_markdown_get_n_blocks (ChlMarkdown *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->blocks->len;
}

/**
 * chl_markdown_get_n_settled:
 * @self: a document
 *
 * Returns: how many blocks at the beginning will stay as they are, unless somebody defines what they
 *   refer to
 */
guint
chl_markdown_get_n_settled (ChlMarkdown *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_settled;
}

/**
 * chl_markdown_get_block:
 * @self: a document
 * @position: less than the number of blocks
 *
 * Returns: (transfer none): a block, which lives as long as it is referenced
 */
ChlBlock *
chl_markdown_get_block (ChlMarkdown *self,
                        guint        position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->blocks->len, NULL);

  return g_ptr_array_index (self->blocks, position);
}
