/* chl-block-splitter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-block-splitter"

#include "config.h"

#include "chl-block-splitter.h"

#include <string.h>

/* Fewer marks than this make no fence. */
#define MIN_FENCE 3

/* How much deeper than its opening a closing fence may stand. */
#define MAX_EXTRA_INDENT 3

/*
 * Where a line leaves us. It is copied before the unfinished last line is looked at, and put back
 * when more of that line arrives.
 */
typedef struct
{
  guint    n_blocks;
  gsize    last_length; /* bytes in the last block */
  gboolean is_open;     /* the last block may still grow */
  gboolean is_code;
  gboolean has_line;      /* the open block has one line at least */
  gboolean is_mid_line;   /* the beginning of this line was dealt with already */
  gboolean will_continue; /* the next paragraph belongs to the one before */
  char     fence;
  gsize    fence_length;
  gsize    fence_indent;
} State;

/**
 * ChlBlockSplitter:
 *
 * Turns text that grows into blocks. What was added last can only change the last block; all before
 * it are settled. The result depends on the text alone, not on the pieces in which it came.
 *
 * Fences follow the CommonMark specification, except that an opening fence may stand at any depth,
 * because answers put code into lists, and that an unfinished mark at the end is not shown until it
 * is known what it will be.
 *
 * Source: https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
struct _ChlBlockSplitter
{
  GPtrArray *blocks; /* (owned) (element-type ChlBlock) */
  GString   *tail;   /* (owned) the unfinished last line */
  State      state;  /* after the last finished line */
};

typedef struct
{
  char        mark;
  gsize       length;
  gsize       indent;
  const char *rest;
  gsize       rest_length;
} Fence;

static void
free_block (gpointer data)
{
  ChlBlock *block = data;

  g_free (block->language);
  g_string_free (block->text, TRUE);
  g_free (block);
}

static gsize
trim_end (const char *line,
          gsize       length)
{
  while (length > 0 && strchr (" \t\r", line[length - 1]) != NULL && line[length - 1] != '\0')
    length--;

  return length;
}

/* Whether @line begins, after blanks, with marks of a fence; how many there are is for the caller. */
static gboolean
read_fence (const char *line,
            gsize       length,
            Fence      *out_fence)
{
  gsize begin = 0;
  gsize end;

  while (begin < length && (line[begin] == ' ' || line[begin] == '\t'))
    begin++;

  if (begin == length || (line[begin] != '`' && line[begin] != '~'))
    return FALSE;

  for (end = begin; end < length && line[end] == line[begin]; end++)
    ;

  out_fence->mark = line[begin];
  out_fence->length = end - begin;
  out_fence->indent = begin;
  out_fence->rest = line + end;
  out_fence->rest_length = trim_end (line + end, length - end);
  return TRUE;
}

static gboolean
opens_code (const Fence *fence)
{
  return fence->length >= MIN_FENCE &&
         (fence->mark == '~' || memchr (fence->rest, '`', fence->rest_length) == NULL);
}

static gboolean
closes_code (const State *state,
             const Fence *fence)
{
  return fence->mark == state->fence && fence->length >= state->fence_length &&
         fence->rest_length == 0 && fence->indent <= state->fence_indent + MAX_EXTRA_INDENT;
}

static char *
dup_language (const Fence *fence)
{
  const char *begin = fence->rest;
  const char *end = fence->rest + fence->rest_length;
  const char *stop;

  while (begin < end && strchr (" \t{.", *begin) != NULL)
    begin++;

  for (stop = begin; stop < end && strchr (" \t{},", *stop) == NULL; stop++)
    ;

  return stop > begin ? g_strndup (begin, stop - begin) : NULL;
}

static ChlBlock *
open_block (ChlBlockSplitter *self,
            State            *state,
            ChlBlockKind      kind)
{
  ChlBlock *block = g_new0 (ChlBlock, 1);

  block->kind = kind;
  block->text = g_string_new (NULL);
  block->is_continued = kind == CHL_BLOCK_PARAGRAPH && state->will_continue;
  g_ptr_array_add (self->blocks, block);

  state->n_blocks = self->blocks->len;
  state->is_open = TRUE;
  state->is_code = kind == CHL_BLOCK_CODE;
  state->has_line = FALSE;
  state->will_continue = FALSE;
  return block;
}

static void
close_block (State *state)
{
  state->is_open = FALSE;
  state->is_code = FALSE;
}

static void
add_code_line (ChlBlockSplitter *self,
               State            *state,
               const char       *line,
               gsize             length)
{
  ChlBlock *block = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  gsize     skipped = 0;

  if (!state->is_mid_line)
    {
      while (skipped < state->fence_indent && skipped < length &&
             (line[skipped] == ' ' || line[skipped] == '\t'))
        skipped++;

      if (state->has_line)
        g_string_append_c (block->text, '\n');
    }

  if (length > skipped && line[length - 1] == '\r')
    length--;

  g_string_append_len (block->text, line + skipped, length - skipped);
  state->has_line = TRUE;
}

static void
add_paragraph_line (ChlBlockSplitter *self,
                    State            *state,
                    const char       *line,
                    gsize             length)
{
  ChlBlock *block;

  length = trim_end (line, length);

  if (!state->is_open)
    block = open_block (self, state, CHL_BLOCK_PARAGRAPH);
  else
    block = g_ptr_array_index (self->blocks, self->blocks->len - 1);

  if (state->has_line && !state->is_mid_line)
    g_string_append_c (block->text, '\n');

  g_string_append_len (block->text, line, length);
  state->has_line = TRUE;
}

/* One line, or what is there of it; marks that may become a fence are left out while they grow. */
static void
read_line (ChlBlockSplitter *self,
           State            *state,
           const char       *line,
           gsize             length,
           gboolean          is_finished)
{
  Fence    fence = { 0 };
  gboolean has_fence = !state->is_mid_line && length <= CHL_BLOCK_LINE_LIMIT &&
                       read_fence (line, length, &fence);

  if (!is_finished && has_fence && fence.rest_length == 0 &&
      fence.length < (state->is_code ? state->fence_length : MIN_FENCE))
    return;

  if (state->is_code)
    {
      if (has_fence && closes_code (state, &fence))
        close_block (state);
      else if (is_finished || length > 0)
        add_code_line (self, state, line, length);
    }
  else if (has_fence && opens_code (&fence))
    {
      ChlBlock *block = open_block (self, state, CHL_BLOCK_CODE);

      block->language = dup_language (&fence);
      state->fence = fence.mark;
      state->fence_length = fence.length;
      state->fence_indent = fence.indent;
    }
  else if (trim_end (line, length) > 0)
    {
      add_paragraph_line (self, state, line, length);
    }
  else if (is_finished && !state->is_mid_line)
    {
      close_block (state);
      state->will_continue = FALSE;
    }
}

static void
settle_line (ChlBlockSplitter *self,
             const char       *line,
             gsize             length)
{
  State *state = &self->state;

  read_line (self, state, line, length, TRUE);
  state->is_mid_line = FALSE;

  if (state->is_open && !state->is_code)
    {
      ChlBlock *block = g_ptr_array_index (self->blocks, self->blocks->len - 1);

      if (block->text->len >= CHL_BLOCK_SOFT_LIMIT)
        {
          close_block (state);
          state->will_continue = TRUE;
        }
    }
}

/* Where to divide a line that is too long: behind its last blank, else between two characters. */
static gsize
find_cut (const char *line)
{
  gsize cut;

  for (cut = CHL_BLOCK_LINE_LIMIT; cut > CHL_BLOCK_LINE_LIMIT / 2; cut--)
    if (line[cut - 1] == ' ')
      return cut;

  for (cut = CHL_BLOCK_LINE_LIMIT; cut > 1 && (line[cut] & 0xC0) == 0x80; cut--)
    ;

  return cut;
}

static void
settle_piece (ChlBlockSplitter *self,
              const char       *line,
              gsize             length)
{
  State *state = &self->state;

  if (state->is_code)
    {
      add_code_line (self, state, line, length);
    }
  else
    {
      add_paragraph_line (self, state, line, length);
      close_block (state);
      state->will_continue = TRUE;
    }

  state->is_mid_line = TRUE;
}

static void
drop_unsettled (ChlBlockSplitter *self)
{
  if (self->blocks->len > self->state.n_blocks)
    g_ptr_array_set_size (self->blocks, self->state.n_blocks);

  if (self->blocks->len > 0)
    {
      ChlBlock *block = g_ptr_array_index (self->blocks, self->blocks->len - 1);

      g_string_truncate (block->text, self->state.last_length);
    }
}

static void
remember_length (ChlBlockSplitter *self)
{
  ChlBlock *block;

  self->state.n_blocks = self->blocks->len;
  if (self->blocks->len == 0)
    return;

  block = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  self->state.last_length = block->text->len;
}

/**
 * chl_block_splitter_new:
 *
 * Returns: (transfer full): a splitter that has seen no text
 */
ChlBlockSplitter *
chl_block_splitter_new (void)
{
  ChlBlockSplitter *self = g_new0 (ChlBlockSplitter, 1);

  self->blocks = g_ptr_array_new_with_free_func (free_block);
  self->tail = g_string_new (NULL);
  return self;
}

void
chl_block_splitter_free (ChlBlockSplitter *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->blocks);
  g_string_free (self->tail, TRUE);
  g_free (self);
}

/**
 * chl_block_splitter_reset:
 * @self: a splitter
 *
 * Forgets all text.
 */
void
chl_block_splitter_reset (ChlBlockSplitter *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->blocks, 0);
  g_string_truncate (self->tail, 0);
  memset (&self->state, 0, sizeof self->state);
}

/**
 * chl_block_splitter_append:
 * @self: a splitter
 * @text: valid UTF-8 that follows what was given before; may begin or end inside a line
 * @length: bytes in @text
 *
 * Costs what @text costs, and never more than one block of what came before.
 *
 * Returns: the position of the first block that is new or may have changed; there may be fewer
 *   blocks behind it than before
 */
guint
chl_block_splitter_append (ChlBlockSplitter *self,
                           const char       *text,
                           gsize             length)
{
  State       provisional;
  guint       first;
  const char *line;
  const char *newline;
  gsize       left;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (text != NULL || length == 0, 0);

  drop_unsettled (self);
  first = self->state.is_open ? self->state.n_blocks - 1 : self->state.n_blocks;

  if (length > 0)
    g_string_append_len (self->tail, text, length);

  line = self->tail->str;
  left = self->tail->len;
  while (left > 0)
    {
      gsize line_length;

      newline = memchr (line, '\n', left);
      line_length = newline != NULL ? (gsize) (newline - line) : left;

      if (line_length > CHL_BLOCK_LINE_LIMIT)
        {
          gsize cut = find_cut (line);

          settle_piece (self, line, cut);
          line += cut;
          left -= cut;
          continue;
        }

      if (newline == NULL)
        break;

      settle_line (self, line, line_length);
      line = newline + 1;
      left -= line_length + 1;
    }

  g_string_erase (self->tail, 0, line - self->tail->str);
  remember_length (self);

  provisional = self->state;
  read_line (self, &provisional, self->tail->str, self->tail->len, FALSE);
  return first;
}

guint
chl_block_splitter_get_n_blocks (ChlBlockSplitter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->blocks->len;
}

/**
 * chl_block_splitter_get_block:
 * @self: a splitter
 * @position: less than the number of blocks
 *
 * Returns: (transfer none): a block; valid until text is added
 */
const ChlBlock *
chl_block_splitter_get_block (ChlBlockSplitter *self,
                              guint             position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->blocks->len, NULL);

  return g_ptr_array_index (self->blocks, position);
}

/**
 * chl_block_splitter_is_open:
 * @self: a splitter
 *
 * Returns: whether the last block may still grow
 */
gboolean
chl_block_splitter_is_open (ChlBlockSplitter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->state.is_open || self->tail->len > 0;
}
