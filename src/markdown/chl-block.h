/* chl-block.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlBlockKind:
 * @CHL_BLOCK_PARAGRAPH: running text
 * @CHL_BLOCK_HEADING: a heading
 * @CHL_BLOCK_CODE: lines that are shown as they are
 * @CHL_BLOCK_TABLE: rows and columns
 * @CHL_BLOCK_RULE: a line across
 */
typedef enum
{
  CHL_BLOCK_PARAGRAPH,
  CHL_BLOCK_HEADING,
  CHL_BLOCK_CODE,
  CHL_BLOCK_TABLE,
  CHL_BLOCK_RULE,
} ChlBlockKind;

/**
 * ChlItemKind:
 * @CHL_ITEM_NONE: no item begins with this block
 * @CHL_ITEM_BULLET: an item of a list without order
 * @CHL_ITEM_NUMBER: an item of a numbered list
 * @CHL_ITEM_OPEN: a task not yet done
 * @CHL_ITEM_DONE: a task that is done
 */
typedef enum
{
  CHL_ITEM_NONE,
  CHL_ITEM_BULLET,
  CHL_ITEM_NUMBER,
  CHL_ITEM_OPEN,
  CHL_ITEM_DONE,
} ChlItemKind;

/**
 * ChlSpanStyle:
 * @CHL_SPAN_STRONG: bold
 * @CHL_SPAN_EMPHASIS: italic
 * @CHL_SPAN_STRIKE: struck through
 * @CHL_SPAN_CODE: code in running text
 * @CHL_SPAN_LINK: leads to the address of the span
 * @CHL_SPAN_IMAGE: stands for a picture, which is not fetched; the text is its description
 */
typedef enum
{
  CHL_SPAN_STRONG = 1 << 0,
  CHL_SPAN_EMPHASIS = 1 << 1,
  CHL_SPAN_STRIKE = 1 << 2,
  CHL_SPAN_CODE = 1 << 3,
  CHL_SPAN_LINK = 1 << 4,
  CHL_SPAN_IMAGE = 1 << 5,
} ChlSpanStyle;

/**
 * ChlSpan:
 * @start: its first byte in the text of the block
 * @end: one behind its last byte, greater than @start
 * @style: everything that holds for these bytes
 * @uri: (nullable): where a link leads, or where a picture is; exactly as written, not checked
 *
 * A stretch of text that looks the same. The spans of a block are sorted, do not overlap, and leave
 * out what is plain.
 */
typedef struct
{
  gsize        start;
  gsize        end;
  ChlSpanStyle style;
  GRefString  *uri;
} ChlSpan;

/**
 * ChlCell:
 * @start: its first byte in the text of the block
 * @end: one behind its last byte
 *
 * One cell of a table.
 */
typedef struct
{
  gsize start;
  gsize end;
} ChlCell;

/**
 * ChlBlock:
 * @kind: what it is
 * @containers: the lists and quotes it stands in, outermost first: `>` for a quote, `-` for a list
 *   without order, `1` for a numbered one
 * @n_entered: how many of @containers, outermost first, a block before it stands in as well
 * @item: whether an item begins with it
 * @number: of a numbered item
 * @level: of a heading, 1 to 6
 * @is_continued: it goes on where the block before it left off, without a gap
 * @is_closed: of code: the fence that ends it is there, or it has none and something else follows
 * @language: (nullable): of code: the first word after the fence
 * @text: valid UTF-8, what a reader sees: of code without fences and without a line break at the end;
 *   of a table its cells, with a tab between two and a line break between two rows; of a rule nothing
 * @length: bytes in @text; a zero follows them, but behind code that is not closed only until the
 *   document is updated again
 * @spans: (nullable): (element-type ChlSpan)
 * @cells: (nullable): (element-type ChlCell) of a table: row after row, the first one is its head
 * @alignments: (nullable): of a table: one letter for each column, `l`, `c` or `r`
 * @shared_text: (nullable): holds @text where blocks share it
 *
 * One leaf of a document. Lists and quotes are no blocks, they are the way to a leaf. A block never
 * changes.
 *
 * Code that is still open is a new block after each update. That nothing is copied, it shares its
 * memory with the block it takes the place of: where both have the same @text, the newer one begins
 * with all of the older one and only what follows @length of the older one is new.
 */
typedef struct
{
  gatomicrefcount ref_count;
  ChlBlockKind    kind;
  char           *containers;
  guint           n_entered;
  ChlItemKind     item;
  guint           number;
  guint           level;
  gboolean        is_continued;
  gboolean        is_closed;
  char           *language;
  char           *text;
  gsize           length;
  GArray         *spans;
  GArray         *cells;
  char           *alignments;
  gpointer        shared_text;
} ChlBlock;

ChlBlock *chl_block_new (ChlBlockKind kind);
ChlBlock *chl_block_ref (ChlBlock *self);
void      chl_block_unref (ChlBlock *self);
GArray   *chl_block_new_spans (void);
gboolean  chl_block_equal (const ChlBlock *a,
                           const ChlBlock *b);
guint     chl_block_get_n_columns (const ChlBlock *self);
guint     chl_block_get_n_rows (const ChlBlock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlBlock, chl_block_unref)

G_END_DECLS
