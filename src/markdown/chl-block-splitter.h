/* chl-block-splitter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes after which a paragraph is divided at its next line break, and a line at a blank. */
#define CHL_BLOCK_SOFT_LIMIT 1024
#define CHL_BLOCK_LINE_LIMIT 2048

/**
 * ChlBlockKind:
 * @CHL_BLOCK_PARAGRAPH: running text
 * @CHL_BLOCK_CODE: what stood between fences
 */
typedef enum
{
  CHL_BLOCK_PARAGRAPH,
  CHL_BLOCK_CODE,
} ChlBlockKind;

/**
 * ChlBlock:
 * @kind: what it is
 * @is_continued: it goes on where the block before it left off, without a gap
 * @language: (nullable): the first word after the fence
 * @text: its text, without fences and without a line break at the end
 *
 * One block of an answer.
 */
typedef struct
{
  ChlBlockKind kind;
  gboolean     is_continued;
  char        *language;
  GString     *text;
} ChlBlock;

typedef struct _ChlBlockSplitter ChlBlockSplitter;

ChlBlockSplitter *chl_block_splitter_new (void);
void              chl_block_splitter_free (ChlBlockSplitter *self);
void              chl_block_splitter_reset (ChlBlockSplitter *self);
guint             chl_block_splitter_append (ChlBlockSplitter *self,
                                             const char       *text,
                                             gsize             length);
guint             chl_block_splitter_get_n_blocks (ChlBlockSplitter *self);
const ChlBlock   *chl_block_splitter_get_block (ChlBlockSplitter *self,
                                                guint             position);
gboolean          chl_block_splitter_is_open (ChlBlockSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlBlockSplitter, chl_block_splitter_free)

G_END_DECLS
