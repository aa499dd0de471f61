/* chl-outline-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-outline-line"

#include "config.h"

#include <string.h>

#include "chl-hold.h"
#include "chl-outline-private.h"
#include "chl-table.h"

/* More blanks behind a marker than these belong to the text. */
#define MAX_MARKER_BLANKS 4

static void
look (ChlReading *reading)
{
  gsize first;

  reading->indent = chl_line_get_indent (&reading->line, &first);
  reading->text = reading->line.text + first;
  reading->length = reading->line.length - first;
}

static gboolean
is_open (const ChlOutline *self,
         ChlBlockKind      kind)
{
  return self->leaf != NULL && self->leaf->kind == kind;
}

static void
skip_quote_mark (ChlReading *reading)
{
  chl_line_skip_columns (&reading->line, reading->indent);
  chl_line_skip_bytes (&reading->line, 1);
  chl_line_skip_columns (&reading->line, 1);
}

/* Source: https://spec.commonmark.org/0.31.2/#phase-1-block-structure */
static void
match_containers (ChlOutline *self,
                  ChlReading *reading)
{
  for (reading->matched = 0; reading->matched < self->depth; reading->matched++)
    {
      const ChlContainer *container = &self->stack[reading->matched];

      look (reading);
      if (container->kind == CHL_CONTAINER_QUOTE)
        {
          if (reading->indent >= CHL_OUTLINE_CODE_INDENT || reading->length == 0 || *reading->text != '>')
            return;
          skip_quote_mark (reading);
        }
      else if (reading->length == 0)
        {
          if (container->is_bare && !container->is_over)
            return;
        }
      else if (reading->indent >= container->indent && !container->is_over)
        {
          chl_line_skip_columns (&reading->line, container->indent);
        }
      else
        {
          return;
        }
    }
}

static void
open_fence (ChlOutline       *self,
            const ChlReading *reading,
            const ChlFence   *fence)
{
  const char *info = fence->info;
  gsize       length = 0;
  ChlLeaf    *leaf;

  chl_outline_close_to (self, reading->matched);
  leaf = chl_outline_open_leaf (self, CHL_BLOCK_CODE);
  self->fence = *fence;
  self->fence.info = NULL;
  self->fence_indent = reading->indent;

  while (length < fence->info_length && !g_ascii_isspace (info[length]))
    length++;
  if (length > 0)
    leaf->language = g_strndup (info, length);
}

static void
open_heading (ChlOutline       *self,
              const ChlReading *reading,
              guint             level,
              const char       *title,
              gsize             length)
{
  chl_outline_close_to (self, reading->matched);
  chl_outline_open_leaf (self, CHL_BLOCK_HEADING)->level = level;
  chl_leaf_add_line (self->leaf, title, length);
  self->leaf->is_open = self->is_tentative;
  if (!reading->is_part)
    chl_outline_close_leaf (self);
}

/* A line of marks below a paragraph makes a heading of it. */
static gboolean
underline_paragraph (ChlOutline       *self,
                     const ChlReading *reading)
{
  guint level = chl_line_read_underline (reading->text, reading->length);

  if (level == 0 || reading->is_new || reading->matched < self->depth ||
      !is_open (self, CHL_BLOCK_PARAGRAPH))
    return FALSE;

  chl_outline_take_definitions (self, '\0');
  if (self->leaf->source->len == 0 || self->leaf->is_continued)
    return FALSE;

  self->leaf->kind = CHL_BLOCK_HEADING;
  self->leaf->level = level;
  chl_outline_close_leaf (self);
  return TRUE;
}

static guint
get_number (const ChlOutline *self,
            const ChlReading *reading,
            const ChlMarker  *marker)
{
  const ChlContainer *before = &self->stack[reading->matched];

  if (reading->matched < self->depth && before->kind == CHL_CONTAINER_ITEM &&
      before->mark == marker->mark)
    return before->number < G_MAXUINT ? before->number + 1 : G_MAXUINT;

  return marker->number;
}

static ChlStep
open_item (ChlOutline      *self,
           ChlReading      *reading,
           const ChlMarker *marker)
{
  ChlContainer item = { .kind = CHL_CONTAINER_ITEM, .mark = marker->mark };
  ChlItemKind  kind;
  gboolean     is_done;
  guint        before = reading->indent + (guint) marker->n_bytes;

  item.is_numbered = marker->mark == '.' || marker->mark == ')';
  item.number = get_number (self, reading, marker);
  kind = item.is_numbered ? CHL_ITEM_NUMBER : CHL_ITEM_BULLET;

  chl_line_skip_columns (&reading->line, reading->indent);
  chl_line_skip_bytes (&reading->line, marker->n_bytes);
  look (reading);
  item.is_bare = reading->length == 0;
  item.indent = before + (item.is_bare || reading->indent > MAX_MARKER_BLANKS ? 1 : reading->indent);
  chl_line_skip_columns (&reading->line, item.indent - before);

  if (!reading->is_part && reading->indent <= MAX_MARKER_BLANKS &&
      chl_line_read_task (reading->text, reading->length, &is_done))
    {
      kind = is_done ? CHL_ITEM_DONE : CHL_ITEM_OPEN;
      chl_line_skip_columns (&reading->line, reading->indent);
      chl_line_skip_bytes (&reading->line, 3);
      /* What follows the box is text, however many blanks there are. */
      look (reading);
      chl_line_skip_columns (&reading->line, reading->indent);
    }

  chl_outline_close_to (self, reading->matched);
  chl_outline_push (self, &item, kind);
  reading->matched = self->depth;
  reading->is_new = TRUE;
  return CHL_STEP_AGAIN;
}

static ChlStep
open_quote (ChlOutline *self,
            ChlReading *reading)
{
  static const ChlContainer quote = { .kind = CHL_CONTAINER_QUOTE };

  chl_outline_close_to (self, reading->matched);
  chl_outline_push (self, &quote, CHL_ITEM_NONE);
  skip_quote_mark (reading);
  reading->matched = self->depth;
  reading->is_new = TRUE;
  return CHL_STEP_AGAIN;
}

/* Whether nothing is there yet but definitions, of which nothing is shown. */
static gboolean
has_definitions_only (const ChlLeaf *leaf)
{
  return leaf->source->len == 0 ||
         (!leaf->is_continued && chl_references_are_all (leaf->source->str, leaf->source->len));
}

static gboolean
is_held (const ChlOutline *self,
         const ChlReading *reading)
{
  ChlHoldPlace place = 0;

  if (!self->is_tentative || reading->is_part)
    return FALSE;

  if (is_open (self, CHL_BLOCK_PARAGRAPH))
    place |= has_definitions_only (self->leaf) ? CHL_HOLD_IN_DEFINITIONS : CHL_HOLD_IN_PARAGRAPH;
  if (is_open (self, CHL_BLOCK_TABLE) && reading->matched == self->depth)
    place |= CHL_HOLD_IN_TABLE;

  return chl_hold_line (reading->text, reading->length, place);
}

/* Whether an item may begin here: it may not cut a sentence in two. */
static gboolean
may_open_item (const ChlOutline *self,
               const ChlReading *reading,
               const ChlMarker  *marker)
{
  gboolean is_bullet = marker->mark != '.' && marker->mark != ')';
  gboolean is_blank = TRUE;

  if (reading->is_new || reading->matched < self->depth || !is_open (self, CHL_BLOCK_PARAGRAPH))
    return TRUE;

  for (gsize i = marker->n_bytes; i < reading->length && is_blank; i++)
    is_blank = g_ascii_isspace (reading->text[i]);

  return !is_blank && (is_bullet || marker->number == 1);
}

/* What begins at the place that is looked at. */
static ChlStep
open_block (ChlOutline *self,
            ChlReading *reading)
{
  const char *title;
  gsize       title_length;
  ChlFence    fence;
  ChlMarker   marker;
  guint       level;

  if (reading->indent >= CHL_OUTLINE_CODE_INDENT)
    return chl_outline_open_indented_code (self, reading);

  if (*reading->text == '>' && reading->matched < CHL_LEAF_MAX_DEPTH)
    return open_quote (self, reading);

  level = chl_line_read_heading (reading->text, reading->length, &title, &title_length);
  if (level > 0)
    {
      open_heading (self, reading, level, title, title_length);
      return CHL_STEP_DONE;
    }

  if (!reading->is_part)
    {
      if (chl_line_read_fence (reading->text, reading->length, &fence))
        {
          open_fence (self, reading, &fence);
          return CHL_STEP_DONE;
        }

      if (underline_paragraph (self, reading))
        return CHL_STEP_DONE;

      if (chl_line_is_rule (reading->text, reading->length))
        {
          chl_outline_close_to (self, reading->matched);
          chl_outline_open_leaf (self, CHL_BLOCK_RULE);
          chl_outline_close_leaf (self);
          return CHL_STEP_DONE;
        }
    }

  if (reading->matched < CHL_LEAF_MAX_DEPTH &&
      chl_line_read_marker (reading->text, reading->length, &marker) &&
      may_open_item (self, reading, &marker))
    return open_item (self, reading, &marker);

  return CHL_STEP_TEXT;
}

/* The last line of the paragraph becomes the head of a table. */
static gboolean
open_table (ChlOutline       *self,
            const ChlReading *reading)
{
  g_autofree char *alignments = chl_table_read_alignments (reading->text, reading->length);
  g_autofree char *head = NULL;
  GString         *source;
  const char      *newline;

  if (alignments == NULL)
    return FALSE;

  chl_outline_take_definitions (self, '\0');
  source = self->leaf->source;
  newline = g_strrstr (source->str, "\n");
  head = g_strdup (newline != NULL ? newline + 1 : source->str);
  if (!chl_table_is_head (head, strlen (head), (guint) strlen (alignments)))
    return FALSE;

  g_string_truncate (source, newline != NULL ? (gsize) (newline - source->str) : 0);
  chl_outline_close_leaf (self);
  chl_outline_open_leaf (self, CHL_BLOCK_TABLE)->alignments = g_steal_pointer (&alignments);
  chl_table_add_row (self->leaf, head, strlen (head), self->references);
  return TRUE;
}

static void
read_text (ChlOutline       *self,
           const ChlReading *reading)
{
  gboolean is_here = reading->matched == self->depth && !reading->is_new;

  if (is_open (self, CHL_BLOCK_TABLE) && is_here && !reading->is_part)
    {
      self->leaf->is_open = self->is_tentative;
      chl_table_add_row (self->leaf, reading->text, reading->length, self->references);
      return;
    }

  if (is_open (self, CHL_BLOCK_PARAGRAPH))
    {
      if (is_here && !reading->is_part && open_table (self, reading))
        return;
      chl_outline_add_text (self, reading->text, reading->length);
      return;
    }

  chl_outline_close_to (self, reading->matched);
  chl_outline_open_leaf (self, CHL_BLOCK_PARAGRAPH);
  chl_outline_add_text (self, reading->text, reading->length);
}

static void
read_blank (ChlOutline       *self,
            const ChlReading *reading)
{
  ChlContainer *container;

  if (self->is_tentative && !reading->is_new)
    return;

  chl_outline_close_leaf (self);
  if (reading->is_part || reading->matched == self->depth)
    return;

  /* An item may begin with one blank line, and the next item is of the same list all the same. */
  container = &self->stack[reading->matched];
  if (container->kind == CHL_CONTAINER_ITEM)
    {
      chl_outline_end_item (self);
      container->is_over = TRUE;
      return;
    }

  chl_outline_close_to (self, reading->matched);
}

/**
 * chl_outline_read_line:
 * @self: an outline
 * @text: a line, or the first part of one
 * @length: bytes in @text
 * @is_part: the line goes on; then it does not begin what is known by its end
 */
void
chl_outline_read_line (ChlOutline *self,
                       const char *text,
                       gsize       length,
                       gboolean    is_part)
{
  ChlReading reading = { .is_part = is_part };
  ChlStep    step = CHL_STEP_AGAIN;

  chl_line_init (&reading.line, text, length);
  match_containers (self, &reading);
  look (&reading);
  if (is_open (self, CHL_BLOCK_CODE) && reading.matched == self->depth &&
      chl_outline_continue_code (self, &reading) == CHL_STEP_DONE)
    return;

  for (; step == CHL_STEP_AGAIN; look (&reading))
    {
      if (reading.length == 0)
        {
          read_blank (self, &reading);
          return;
        }
      if (is_held (self, &reading))
        return;
      step = open_block (self, &reading);
      if (step == CHL_STEP_TEXT)
        {
          read_text (self, &reading);
          return;
        }
    }
}
